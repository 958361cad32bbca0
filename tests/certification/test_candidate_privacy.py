"""Candidates' data over every page, export and paper of candidates and juries: their structure, their jury, the team."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from certification.domain.juries.anonymity import shown_candidate
from certification.models import Candidate, CandidateExport, Enrolment, Jury, Place
from config.rights import candidates as candidate_rights
from config.rights import juries as jury_rights
from members.models import Role
from tests.certification.jury_plan import planned_jury, ready_candidate
from tests.certification.people import manager_of, team_member
from tests.factories import ContactFactory, OrganisationFactory, UserFactory, person
from tests.factories.certification import (
    AccreditationFactory,
    BlockEvaluationFactory,
    CertificationFactory,
    EnrolmentFactory,
    ReferentialFactory,
)

pytestmark = pytest.mark.django_db

SECRET = {"birth_name": "NOMSECRET", "first_name": "Prénomsecret", "email": "secret@example.org"}
WORDS = ["NOMSECRET", "Prénomsecret", "secret@example.org", "Adaptation secrète", "Commentaire secret"]


@pytest.fixture
def jury() -> Jury:
    """A convened jury with two candidates, each of a structure; the first one is our secret."""
    jury = planned_jury(candidates=2, state="convened", answer="accepted")
    enrolment = jury.places.first().enrolment
    Candidate.objects.filter(pk=enrolment.candidate_id).update(**SECRET)
    Enrolment.objects.filter(pk=enrolment.pk).update(adaptation="Adaptation secrète")
    BlockEvaluationFactory(enrolment=enrolment, comment="Commentaire secret")
    return jury


def read_by(client, user, jury) -> dict[str, list[str]]:
    """By address, the secret words that `user` reads there; PDFs are not opened: what is told of them is their refusal."""
    if user:
        client.force_login(user)
    place = jury.places.first()
    sample = {
        "enrolment": place.enrolment_id, "skill_block": place.enrolment.blocks.first().pk, "jury": jury.pk,
        "place": place.pk, "seat": jury.seats.first().pk, "seat_token": jury.seats.first().token,
        "evaluation": place.enrolment.evaluations.first().pk, "acquired_block": 0, "import_file": 0,
    }  # fmt: skip
    told = {}
    for row in candidate_rights.URLS + jury_rights.URLS:
        kwargs = {key: sample.get(value, value) for key, value in (row.sample or {}).items()}
        response = client.get(reverse(row.name, kwargs=kwargs))
        body = response.content
        if body.startswith(b"%PDF"):
            if "summons" in row.name:
                told[row.name] = ["PDF"]
            continue
        if body.startswith(b"PK"):
            continue
        words = [word for word in WORDS if word in body.decode()]
        if words:
            told[row.name] = words
    return told


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.NATIONAL_STAFF, Role.ADMIN}])
def test_nobody_else_of_the_network_reads_a_candidate(client, jury, role):
    assert read_by(client, person(role), jury) == {}


def test_another_structure_of_the_same_jury_reads_its_own_candidates_alone(client, jury):
    other = jury.places.last().enrolment
    manager = manager_of(other.organisation)
    told = read_by(client, manager, jury)
    assert told == {"certification:summonses": ["PDF"]}, "of its own candidate"
    assert list(Place.objects.visible_to(manager)) == [jury.places.last()]


def test_the_structure_and_the_team_read_them(client, jury):
    """What is sought above would be found."""
    expected = {"certification:enrolment", "certification:candidates", "certification:candidates_export"}
    own = manager_of(jury.places.first().enrolment.organisation)
    for user in (own, team_member()):
        assert expected <= set(read_by(client, user, jury))


def test_a_member_of_the_jury_reads_its_candidates_and_takes_no_list(client, jury):
    member = jury.seats.first().official
    member.user = UserFactory()
    member.save()
    told = read_by(client, member.user, jury)
    assert set(told) == {"certification:jury", "certification:enrolment"}
    jury.seats.filter(official=member).update(answer="declined")
    assert read_by(client, member.user, jury) == {}


def test_where_files_are_anonymous_the_jury_reads_a_number_and_no_structure(client, jury):
    jury.certification.anonymous_files = True
    jury.certification.save()
    member = jury.seats.first().official
    member.user = UserFactory()
    member.save()
    told = read_by(client, member.user, jury)
    assert told == {"certification:jury": ["Adaptation secrète"]}
    place = Place.objects.select_related("jury__certification", "enrolment__candidate").get(pk=jury.places.first().pk)
    page = client.get(jury.get_absolute_url()).content.decode()
    assert "Candidat 1" in page
    assert place.enrolment.organisation.name not in page
    shown = shown_candidate(place, member.user)
    assert (str(shown), shown.organisation, shown.anonymous) == ("Candidat 1", "", True)
    for knows in (team_member(), manager_of(place.enrolment.organisation)):
        assert "NOMSECRET" in str(shown_candidate(place, knows))
    assert not Candidate.objects.visible_to(member.user).exists()


def test_each_export_is_written_down_without_the_words_searched(client, jury):
    manager = manager_of(jury.places.first().enrolment.organisation)
    client.force_login(manager)
    address = reverse("certification:candidates_export", args=["xlsx"])
    client.get(address, {"q": "nomsecret", "etat": "summoned"})
    noted = CandidateExport.objects.get()
    assert (noted.user, noted.count) == (manager, 1)
    assert "État : summoned" in noted.what
    assert "nomsecret" not in noted.what
    client.get(address, {"etat": "n'existe pas"})
    assert CandidateExport.objects.count() == 1


def test_an_export_holds_exactly_what_is_shown(client, jury):
    client.force_login(team_member())
    text = client.get(reverse("certification:candidates_export", args=["csv"]), {"q": "nomsecret"}).content.decode()
    assert text.count("\n") == 2
    assert "17/05/1990" in text
    assert "Adaptation secrète" not in text


@pytest.mark.parametrize("name", ["candidates", "juries", "jury_candidates"])
def test_lists_cost_as_many_questions_for_one_row_as_for_three(client, name):
    certification = ReferentialFactory(certification=CertificationFactory()).certification
    kwargs = {"pk": planned_jury(candidates=0, certification=certification).pk} if name == "jury_candidates" else {}
    address = reverse(f"certification:{name}", kwargs=kwargs)
    client.force_login(team_member())
    client.get(address)
    counts = []
    for count in (1, 2):
        planned_jury(candidates=count, certification=certification)
        for _ in range(count):
            ready_candidate(certification)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_calendar_shows_the_month_asked_for(client):
    jury = planned_jury(candidates=0)
    client.force_login(team_member())
    page = client.get(reverse("certification:juries"), {"mois": f"{jury.held_on:%Y-%m}"})
    assert jury.get_absolute_url() in page.content.decode()
    page = client.get(reverse("certification:juries"), {"mois": "2019-02"})
    assert "Février 2019" in page.content.decode()
    assert jury.get_absolute_url() not in page.content.decode()
    assert client.get(reverse("certification:juries"), {"mois": "n'importe quoi"}).status_code == 200


def test_a_colleague_who_does_not_manage_the_structure_reads_and_does_not_write(client, jury):
    enrolment = jury.places.first().enrolment
    colleague = ContactFactory(organisation=enrolment.organisation, user=UserFactory()).user
    client.force_login(colleague)
    assert client.get(enrolment.get_absolute_url()).status_code == 200
    assert client.get(reverse("certification:enrolment_edit", args=[enrolment.pk])).status_code == 403
    assert client.post(reverse("certification:enrolment_step", args=[enrolment.pk])).status_code == 403


def test_the_form_enters_a_candidate_and_tells_of_a_twin_first(client):
    accreditation = AccreditationFactory(certification=ReferentialFactory().certification)
    client.force_login(manager_of(accreditation.organisation))
    today = timezone.localdate()
    typed = {
        "accreditation": accreditation.pk, "birth_name": "Le Goff", "first_name": "Maëlle", "sex": "F",
        "birth_day": "17", "birth_month": "5", "birth_year": "1990", "birth_commune_name": "Quimper (29232)",
        "registered_on": today.isoformat(), "route": "training", "initiative": "employer", "contract": "CDDI",
    }  # fmt: skip
    address = reverse("certification:enrolment_new")
    assert client.post(address, typed).status_code == 302
    enrolment = Enrolment.objects.get()
    assert enrolment.candidate.birth_commune_code == "29232"
    told = client.post(address, typed)
    assert "déjà connue de votre structure" in told.content.decode()
    assert Candidate.objects.count() == 1
    same = client.post(address, typed | {"twin": str(enrolment.candidate_id)})
    assert "déjà inscrite à cette certification" in same.content.decode()
    assert client.post(address, typed | {"twin": "other"}).status_code == 302
    assert Candidate.objects.count() == 2
    elsewhere = client.post(address, typed | {"birth_day": "31", "birth_month": "2"})
    assert "n&#x27;existe pas" in elsewhere.content.decode()


def test_the_candidate_of_another_structure_is_not_taken_by_its_number(client):
    accreditation = AccreditationFactory(certification=ReferentialFactory().certification)
    client.force_login(manager_of(accreditation.organisation))
    stranger = EnrolmentFactory(organisation=OrganisationFactory()).candidate
    typed = {
        "accreditation": accreditation.pk, "birth_name": "Le Goff", "first_name": "Maëlle", "route": "training",
        "registered_on": timezone.localdate().isoformat(), "initiative": "employer", "twin": str(stranger.pk),
    }  # fmt: skip
    assert client.post(reverse("certification:enrolment_new"), typed).status_code == 404
    assert Enrolment.objects.count() == 1


def test_the_structures_offered_by_the_filters_are_the_readers_own(client, jury):
    """What the team was shown a moment before is not shown to a structure."""
    first, last = (place.enrolment.organisation for place in (jury.places.first(), jury.places.last()))
    first.name, last.name = "Structure Une", "Structure Autre"
    first.save()
    last.save()
    for user, names in ((team_member(), {first.name, last.name}), (manager_of(first), {first.name})):
        client.force_login(user)
        page = client.get(reverse("certification:candidates")).content.decode()
        assert {name for name in (first.name, last.name) if name in page} == names
