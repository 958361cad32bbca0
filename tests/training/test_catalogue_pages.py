"""The public catalogue: what everybody reads, finds, and takes away."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from members.models import Role
from tests.factories import UserFactory, person
from tests.factories.training import (
    CourseFactory,
    CourseThemeFactory,
    CourseVersionFactory,
    RegistrationFactory,
    SessionFactory,
    TrainerFactory,
    TrainingBodyFactory,
    in_days,
)
from tests.training.people import team_member

pytestmark = pytest.mark.django_db


def text(client, name, *args, **query) -> str:
    answer = client.get(reverse(f"training:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode().replace("&#x27;", "'").replace("\xa0", " ")


def offered(title="Prévenir les risques", **fields):
    return CourseVersionFactory(course__title=title, title=title, **fields)


def titles(client, **query) -> set[str]:
    page = client.get(reverse("training:catalogue"), query).context["page"]
    return {version.title for version in page}


def test_a_visitor_reads_courses_on_sale_by_theme_and_nothing_else(client):
    theme = CourseThemeFactory(name="Santé et sécurité")
    offered("Publiée", course__theme=theme)
    offered("Brouillon", course__state="draft", published_at=None)
    offered("Retirée", course__state="archived")
    page = text(client, "catalogue")
    assert "1 formation<" in page
    assert "Santé et sécurité" in page
    assert "Publiée" in page
    assert "Brouillon" not in page
    assert "Retirée" not in page


def test_a_course_is_listed_in_its_last_published_version(client):
    course = CourseFactory(title="Tutorat")
    CourseVersionFactory(course=course, number=1, title="Ancien nom")
    CourseVersionFactory(course=course, number=2, title="Tutorat d'aujourd'hui")
    CourseVersionFactory(course=course, number=3, title="Tutorat de demain", published_at=None)
    assert titles(client) == {"Tutorat d'aujourd'hui"}


@pytest.mark.parametrize(
    "words", ["securite", "SÉCURITÉ", "encadrants", "encadrant technique", "sécur", "chantier sécurité"]
)
def test_a_search_sets_aside_accents_capitals_and_endings(client, words):
    offered("La sécurité au chantier", audience="Les encadrants techniques", content="Gestes de sécurité.")
    offered("Comptabilité", audience="Direction", content="Le bilan.")
    assert titles(client, q=words) == {"La sécurité au chantier"}


def test_a_search_finds_the_theme_and_what_is_learnt(client):
    offered("Une", course__theme=CourseThemeFactory(name="Management"))
    offered("Autre", objectives=["Animer une réunion"])
    assert titles(client, q="management") == {"Une"}
    assert titles(client, q="réunions") == {"Autre"}


def test_filters_narrow_by_region_length_modality_price_and_certification(client):
    brittany = offered("Bretonne", hours=Decimal(7), price_public=Decimal(200))
    SessionFactory(version=brittany)
    remote = offered("À distance", hours=Decimal(21), modality="remote")
    SessionFactory(version=remote, region_id="32", modality="remote")
    offered("Certifiante", course__fiche_number="RS1234")
    assert titles(client, region="53") == {"Bretonne", "À distance"}
    assert titles(client, region="32") == {"À distance"}
    assert titles(client, duree="1") == {"Bretonne"}
    assert titles(client, duree="2") == {"Certifiante"}
    assert titles(client, duree="3") == {"À distance"}
    assert titles(client, modalite="remote") == {"À distance"}
    assert titles(client, certifiante="oui") == {"Certifiante"}
    assert titles(client, certifiante="non") == {"Bretonne", "À distance"}
    assert titles(client, prix="300") == {"Bretonne"}


def test_nothing_found_leads_to_saying_that_one_is_interested(client):
    offered()
    page = text(client, "catalogue", q="plongée")
    assert "Aucune formation ne correspond." in page
    assert "Je suis intéressé dans ma région" in page
    assert "Le catalogue est vide" not in page


def test_an_empty_catalogue_says_so(client):
    assert "Le catalogue est vide pour l'instant." in text(client, "catalogue")


@pytest.mark.parametrize("query", [{"duree": "9"}, {"theme": "x"}, {"prix": "abc"}, {"page": "x"}])
def test_a_wrong_address_of_the_catalogue_is_answered(client, query):
    offered()
    assert client.get(reverse("training:catalogue"), query).status_code == 200


def test_a_course_without_a_session_offers_to_be_asked_for(client):
    version = offered()
    page = text(client, "catalogue")
    assert "Pas de session prévue" in page
    assert reverse("training:interest", args=[version.course.slug]) in page


def test_a_member_reads_the_price_of_members_and_others_theirs(client):
    version = offered()
    address = version.course.slug
    assert "400,00 € HT (adhérents)" in text(client, "course", address).replace("</strong>", "")
    for role, told, kept in (
        (Role.MEMBER, "400,00", "600,00"),
        (Role.SYMPATHISER, "600,00", "400,00"),
    ):
        client.force_login(person(role))
        page = text(client, "course", address)
        assert f"{told} €" in page
        assert f"{kept} €" not in page


def test_places_left_are_counted_and_a_full_session_has_a_waiting_list(client):
    session = SessionFactory(version=offered(), maximum=2)
    RegistrationFactory(session=session)
    RegistrationFactory(session=session, state="cancelled")
    assert "dernière place" in text(client, "session", session.pk)
    RegistrationFactory(session=session, state="requested")
    RegistrationFactory(session=session, state="waiting")
    for page in (text(client, "session", session.pk), text(client, "coming"), text(client, "catalogue")):
        assert "complet, liste d'attente" in page
    session.registration_until = in_days(-1)
    session.save()
    page = text(client, "session", session.pk)
    assert "inscriptions closes" in page
    assert "complet" not in page


def test_a_session_tells_its_public_facts_and_not_its_link(client):
    trainer = TrainerFactory(full_name="Awa Diop", email="awa@example.org")
    session = SessionFactory(
        version=offered("Tutorat"), slots=[trainer], link="https://visio.example.org/salle", practical="Apporter un casque.",
        accessible=True,
    )  # fmt: skip
    page = text(client, "session", session.pk)
    assert "Awa Diop" in page
    assert "de 09:00 à 12:30" in page
    assert "Maison des associations, 1 place du Marché, 35000 Rennes" in page
    assert "Apporter un casque." in page
    assert "Lieu accessible aux fauteuils" in page
    assert "visio.example.org" not in page
    assert "awa@example.org" not in page


@pytest.mark.parametrize("fields", [{"state": "draft"}, {"audience": "group"}])
def test_a_session_in_preparation_or_of_one_structure_is_not_public(client, fields):
    session = SessionFactory(version=offered(), **fields)
    for name in ("session", "session_agenda"):
        assert client.get(reverse(f"training:{name}", args=[session.pk])).status_code == 404
    assert text(client, "coming").count("35000") == 0
    assert "Aucune session prévue" in text(client, "coming")


def test_a_session_put_off_leads_to_the_one_proposed_instead(client):
    later = SessionFactory(version=offered(), starts_on=in_days(60))
    session = SessionFactory(
        version=later.version, state="postponed", call_off_reason="Trop peu d'inscrits.", replaced_by=later
    )
    assert later.get_absolute_url() in text(client, "session", session.pk)
    assert f"/sessions/{session.pk}/" not in text(client, "coming")


def test_sessions_to_come_are_listed_filtered_and_exported(client):
    near = SessionFactory(version=offered("Proche"))
    SessionFactory(version=offered("Lointaine"), region_id="32", city="Lille")
    SessionFactory(version=near.version, starts_on=in_days(-20))
    page = text(client, "coming")
    assert "2 sessions" in page
    only = text(client, "coming", region="32")
    assert "Lointaine" in only
    assert "Proche" not in only
    RegistrationFactory(session=near)
    found = client.get(reverse("training:coming"), {"q": "proches"}).context["page"]
    assert [(session.pk, session.seated) for session in found] == [(near.pk, 1)]
    exported = client.get(reverse("training:coming_export", args=["csv"]), {"region": "32"}).content.decode()
    assert exported.count("\n") == 2
    assert "Lille" in exported
    assert client.get(reverse("training:coming_export", args=["csv"]), {"region": "x"}).status_code == 400


def test_the_calendar_shows_a_session_on_each_of_its_days(client):
    first = (timezone.localdate().replace(day=1) + timedelta(days=45)).replace(day=10)
    SessionFactory(version=offered("Tutorat"), starts_on=first, ends_on=first + timedelta(days=1))
    page = text(client, "coming", mois=f"{first:%Y-%m}")
    assert page.count(">Tutorat</a>") == 2
    assert ">Tutorat</a>" not in text(client, "coming", mois=f"{first - timedelta(days=60):%Y-%m}")
    assert client.get(reverse("training:coming"), {"mois": "x"}).status_code == 200


def test_the_map_counts_sessions_by_region_and_sets_those_on_line_apart(client):
    version = offered()
    SessionFactory(version=version)
    SessionFactory(version=version, starts_on=in_days(40))
    SessionFactory(version=version, region_id="32", modality="remote")
    context = client.get(reverse("training:coming_map")).context
    assert context["by_region"] == [("Bretagne", "53", 2)]
    assert context["remote"] == 1


def test_the_page_of_a_course_says_all_that_qualiopi_asks(client):
    TrainingBodyFactory(disability_contact="Léa Martin, lea@example.org", email="formation@example.org")
    version = offered(
        objectives=["Savoir alerter"], prerequisites="Parler français.", audience="Encadrants.", content="Jour un.",
        methods="Jeux de rôle.", means="Salle et mannequins.", assessment="Cas pratique.", follow_up="Attestation.",
        access_delay="Trois semaines.", accessibility="Supports en gros caractères.", trainer_profile="Formatrice SST.",
        contact="Jean Dupont, 01 02 03 04 05", price_group=Decimal(1100), course__fiche_number="RNCP1234",
    )  # fmt: skip
    page = text(client, "course", version.course.slug)
    for told in (
        "Savoir alerter", "Parler français.", "Encadrants.", "Jour un.", "Jeux de rôle.", "Salle et mannequins.",
        "Cas pratique.", "Attestation.", "Trois semaines.", "Supports en gros caractères.", "Formatrice SST.",
        "Jean Dupont, 01 02 03 04 05", "400,00 €", "600,00 €", "1 100,00 €", "RNCP1234", "Léa Martin, lea@example.org",
        "14 heures, 2 jours", "En présence", "sans TVA",
    ):  # fmt: skip
        assert told in page, told
    assert 'href="https' not in page


def test_the_history_of_a_programme_tells_what_changed_and_when(client):
    course = CourseFactory()
    CourseVersionFactory(course=course, number=1)
    CourseVersionFactory(course=course, number=2, price_member=Decimal(450), content="Autre.", change_note="Plus dense")
    page = text(client, "course", course.slug)
    assert "Plus dense" in page
    assert "400,00 € → 450,00 €" in page
    assert "contenu" in page
    old = text(client, "course_version", course.slug, 1)
    assert "Lire la version en vigueur" in old
    assert "noindex" in old
    assert "noindex" not in page


def test_a_draft_is_read_by_the_team_alone(client):
    draft = CourseVersionFactory(course__state="draft", published_at=None)
    addresses = [
        reverse("training:course", args=[draft.course.slug]),
        reverse("training:course_version", args=[draft.course.slug, 1]),
        reverse("training:version_programme", args=[draft.course.slug, 1]),
    ]
    for reader in (None, UserFactory()):
        if reader:
            client.force_login(reader)
        assert [client.get(address).status_code for address in addresses] == [404] * 3
    client.force_login(team_member())
    assert [client.get(address).status_code for address in addresses] == [302, 200, 200]
    published = CourseVersionFactory()
    CourseVersionFactory(course=published.course, number=2, published_at=None)
    client.logout()
    assert client.get(reverse("training:course_version", args=[published.course.slug, 2])).status_code == 404


def test_a_withdrawn_course_keeps_its_page_and_offers_nothing(client):
    version = offered(course__state="archived")
    SessionFactory(version=version)
    page = text(client, "course", version.course.slug)
    assert "n'est plus au catalogue" in page
    assert "Prochaines sessions" not in page
    assert reverse("training:interest", args=[version.course.slug]) not in page


@pytest.mark.parametrize("name", ["catalogue", "coming", "coming_map"])
def test_pages_ask_as_many_questions_for_one_course_as_for_twelve(client, name, django_assert_max_num_queries):
    def some(count):
        for _ in range(count):
            session = SessionFactory(version=offered(f"Formation {count}"))
            RegistrationFactory(session=session)

    some(1)
    client.get(reverse(f"training:{name}"))
    with django_assert_max_num_queries(8):
        client.get(reverse(f"training:{name}"))
    some(11)
    with django_assert_max_num_queries(8):
        page = client.get(reverse(f"training:{name}"))
    assert page.status_code == 200


def test_the_page_of_a_course_asks_as_many_questions_for_one_session_as_for_ten(client, django_assert_max_num_queries):
    version = offered()
    for count in (1, 9):
        for number in range(count):
            RegistrationFactory(session=SessionFactory(version=version, starts_on=in_days(30 + number)))
        with django_assert_max_num_queries(14):
            text(client, "course", version.course.slug)


def test_the_menu_leads_to_the_catalogue_from_every_page(client):
    assert f'href="{reverse("training:catalogue")}"' in client.get("/").content.decode()
