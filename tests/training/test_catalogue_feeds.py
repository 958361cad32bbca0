"""What machines read of the catalogue: LHÉO, iCalendar (read by another library), schema.org, the site map, robots."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import vobject
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from members.models import Region, Role
from tests.factories import person
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
from tests.training.lheo import NAMESPACE, faults
from training.exports.lheo import lheo_file
from training.exports.structured import as_script, course_data
from training.models import Course, CourseTheme, CourseVersion, Session, TrainingBody


def all_of(content: bytes, name: str) -> list[str]:
    return [element.text for element in etree.fromstring(content).iter(f"{NAMESPACE}{name}")]


def lheo(client) -> bytes:
    answer = client.get(reverse("training:lheo"))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml"
    return answer.content


@pytest.fixture
def body():
    return TrainingBodyFactory(qualiopi_number="2023-1", phone="01 02 03 04 05")


def full_course(**fields):
    return CourseVersionFactory(
        course__formacodes=["42884", "42829"], course__rome_codes=["K1207"], course__fiche_number="RNCP38676",
        follow_up="Attestation.", contact="Jean Dupont, référent pédagogique, 01 02 03 04 05, poste 1234 (le matin)",
        **fields,
    )  # fmt: skip


@pytest.mark.django_db
def test_the_offer_follows_the_language_element_by_element(client, body):
    version = full_course()
    SessionFactory(version=version)
    SessionFactory(version=version, modality="remote", city="", postcode="", place_name="", address="")
    CourseVersionFactory(course__fiche_number="RS5000", modality="remote")
    content = lheo(client)
    assert faults(content) == []
    assert len(all_of(content, "formation")) == 2
    assert len(all_of(content, "action")) == 3
    assert len(all_of(content, "lieu-de-formation")) == 1
    assert all_of(content, "code-RNCP") == ["38676"]
    assert all_of(content, "code-RS") == ["5000"]
    assert all_of(content, "prix-total-TTC") == ["600.00"] * 3
    assert all_of(content, "numero-activite") == [body.activity_number] * 2


@pytest.mark.django_db
def test_the_table_of_the_language_sees_what_lacks_and_what_is_out_of_place(client, body):
    CourseVersionFactory()
    root = etree.fromstring(lheo(client))
    course = root.find(f".//{NAMESPACE}formation")
    course.remove(course.find(f"{NAMESPACE}certifiante"))
    assert faults(etree.tostring(root)) == ["formation : 0 certifiante"]
    course.append(course[0])
    assert any("n'est pas à sa place" in fault for fault in faults(etree.tostring(root)))


@pytest.mark.django_db
def test_a_course_without_a_session_has_unknown_dates_and_a_full_one_closed_recruitment(client, body):
    CourseVersionFactory()
    assert all_of(lheo(client), "debut") == ["00000000"]
    assert all_of(lheo(client), "fin") == ["99999999"]
    session = SessionFactory(version=CourseVersion.objects.get(), registration_until=in_days(-1))
    content = lheo(client)
    assert all_of(content, "debut") == [f"{session.starts_on:%Y%m%d}"]
    assert all_of(content, "etat-recrutement") == ["2"]


@pytest.mark.django_db
def test_only_what_the_public_sees_is_offered_even_to_the_team(client, body):
    shown = CourseVersionFactory(title="Publique")
    CourseVersionFactory(course__state="archived")
    CourseVersionFactory(course=shown.course, number=2, published_at=None, title="Brouillon")
    SessionFactory(version=shown, audience="group")
    client.force_login(person(Role.NATIONAL_STAFF))
    content = lheo(client)
    assert all_of(content, "intitule-formation") == ["Publique"]
    assert all_of(content, "debut") == ["00000000"]


@pytest.mark.django_db
def test_a_body_without_an_exemption_tells_prices_with_vat(client):
    TrainingBodyFactory(vat_exempt_since=None, vat_rate=Decimal(20))
    CourseVersionFactory(price_public=Decimal("600.50"))
    assert all_of(lheo(client), "prix-total-TTC") == ["720.60"]


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{"activity_number": ""}, {"siret": ""}, {"address": "Sans commune"}])
def test_a_body_that_is_not_complete_publishes_no_file_and_says_why(client, fields):
    TrainingBodyFactory(**fields)
    answer = client.get(reverse("training:lheo"))
    assert answer.status_code == 404
    assert "numéro de déclaration" in answer.content.decode()


words = st.text(max_size=400)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    title=st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=200),
    texts=st.lists(words, min_size=6, max_size=6),
    hours=st.decimals(Decimal("0.5"), 999, places=1),
    price=st.decimals(0, 99999, places=2),
)
@example(title="0", texts=[" \x00", "\x01", " ", "", "", "\n"], hours=Decimal("0.5"), price=Decimal(0))
def test_whatever_is_typed_the_file_is_in_the_language(title, texts, hours, price):
    theme = CourseTheme(code="t", name="T")
    course = Course(pk=1, code="F1", slug="f1", title=title, theme=theme, summary=texts[0][:300], nsf_code="333")
    version = CourseVersion(
        course=course, number=1, title=title, objectives=[texts[1][:300]], content=texts[2] * 20, methods=texts[3],
        audience=texts[4], accessibility=texts[5], prerequisites=texts[0], contact=texts[1][:200], hours=hours,
        price_member=price, price_public=price, published_at=timezone.now(),
    )  # fmt: skip
    body = TrainingBody(
        name=title[:120], siret="73282932000074", activity_number="11750000000", address="1 rue Haute\n75001 Paris"
    )
    session = Session(
        pk=1, version=version, number="SES1", region=Region(code="53", name="Bretagne"), starts_on=date(2030, 1, 1),
        ends_on=date(2030, 1, 2), place_name=title[:150], address=(texts[2] or "Rue")[:250], postcode="35000",
        city="Rennes", maximum=5, price_member=price, price_public=price, state="open",
    )  # fmt: skip
    session.left = 5
    assert faults(lheo_file([version], {1: [session]}, body)) == []


def events(content: bytes) -> list:
    return list(vobject.readOne(content.decode()).vevent_list)


@pytest.mark.django_db
def test_another_library_reads_the_feed_of_sessions(client):
    version = CourseVersionFactory(title="Prévenir ; former, agir")
    session = SessionFactory(version=version)
    SessionFactory(version=version, region_id="32", city="Lille", state="confirmed")
    SessionFactory(version=version, state="draft")
    answer = client.get(reverse("training:agenda"))
    assert answer["Content-Type"].startswith("text/calendar")
    one = next(event for event in events(answer.content) if f"session-{session.pk}@" in event.uid.value)
    assert one.summary.value == "Prévenir ; former, agir"
    assert one.dtstart.value == session.starts_on
    assert one.dtend.value == session.ends_on + timedelta(days=1)
    assert one.location.value == "Maison des associations, 1 place du Marché, 35000 Rennes"
    assert one.url.value.endswith(session.get_absolute_url())
    assert len(events(answer.content)) == 2
    assert [
        event.status.value for event in events(client.get(reverse("training:agenda"), {"region": "32"}).content)
    ] == ["CONFIRMED"]


@pytest.mark.django_db
def test_a_feed_is_that_of_a_theme_or_a_region(client):
    theme = CourseThemeFactory(code="sante", name="Santé")
    SessionFactory(version=CourseVersionFactory(course__theme=theme), region_id="32")
    SessionFactory()
    calendar = vobject.readOne(client.get(reverse("training:agenda"), {"theme": "sante"}).content.decode())
    assert len(calendar.vevent_list) == 1
    assert calendar.x_wr_calname.value == "Formations, Santé"
    assert client.get(reverse("training:agenda"), {"theme": "x"}).status_code == 400


@pytest.mark.django_db
def test_an_empty_feed_is_still_a_calendar(client):
    calendar = vobject.readOne(client.get(reverse("training:agenda")).content.decode())
    assert not hasattr(calendar, "vevent_list")


@pytest.mark.django_db
def test_a_session_in_a_calendar_has_its_half_days_at_their_hours(client):
    session = SessionFactory(starts_on=date(2027, 7, 5), slots=[TrainerFactory()], link="https://visio.example.org/s")
    content = client.get(reverse("training:session_agenda", args=[session.pk])).content
    found = sorted(event.dtstart.value for event in events(content))
    assert len(found) == 4
    # Nine o'clock in Paris, in summer.
    assert found[0] == datetime(2027, 7, 5, 7, tzinfo=UTC)
    assert b"visio.example.org" not in content
    assert b"Formatrice" not in content


@pytest.mark.django_db
def test_a_session_without_hours_takes_its_days_and_one_called_off_says_so(client):
    session = SessionFactory(state="cancelled", call_off_reason="Trop peu d'inscrits.")
    (one,) = events(client.get(reverse("training:session_agenda", args=[session.pk])).content)
    assert one.status.value == "CANCELLED"
    assert one.dtstart.value == session.starts_on


def data_of(page: str) -> dict:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(found)


@pytest.mark.django_db
def test_search_engines_read_a_course_with_its_sessions(client, body):
    version = CourseVersionFactory(course__summary="Savoir alerter.")
    session = SessionFactory(version=version)
    SessionFactory(version=version, modality="remote", starts_on=in_days(60))
    data = data_of(client.get(version.course.get_absolute_url()).content.decode())
    assert (data["@type"], data["name"], data["description"]) == ("Course", version.title, "Savoir alerter.")
    assert data["timeRequired"] == "PT14H"
    assert data["provider"]["name"] == body.name
    assert [offer["price"] for offer in data["offers"]] == ["400.00", "600.00"]
    here, remote = data["hasCourseInstance"]
    assert (here["startDate"], here["courseMode"]) == (session.starts_on.isoformat(), "Onsite")
    assert here["location"]["address"]["postalCode"] == "35000"
    assert (remote["courseMode"], remote["location"]["@type"]) == ("Online", "VirtualLocation")


@pytest.mark.django_db
def test_an_old_version_is_not_told_to_search_engines(client):
    course = CourseFactory()
    CourseVersionFactory(course=course, number=1)
    CourseVersionFactory(course=course, number=2)
    page = client.get(reverse("training:course_version", args=[course.slug, 1])).content.decode()
    assert "ld+json" not in page


def test_nothing_typed_ends_the_script():
    version = CourseVersion(
        course=Course(slug="a", code="A", theme=CourseTheme(name="T")), number=1, title="</script><b>&\u2028", hours=1,
        price_member=1, price_public=1,
    )  # fmt: skip
    written = as_script(course_data(version, [], TrainingBody(name="Corps")))
    assert not set(written) & set("<>&\u2028")
    assert json.loads(written)["name"] == "</script><b>&\u2028"


@pytest.mark.django_db
def test_the_site_map_names_courses_and_sessions_that_everybody_sees(client):
    version = CourseVersionFactory()
    session = SessionFactory(version=version)
    hidden = [
        CourseVersionFactory(course__state="draft", published_at=None).course.get_absolute_url(),
        CourseVersionFactory(course__state="archived").course.get_absolute_url(),
        SessionFactory(version=version, audience="group").get_absolute_url(),
    ]
    client.force_login(person(Role.NATIONAL_STAFF))
    told = client.get("/sitemap.xml").content.decode()
    for address in (version.course.get_absolute_url(), session.get_absolute_url(), reverse("training:catalogue")):
        assert f"{address}</loc>" in told
    for address in hidden:
        assert f"{address}</loc>" not in told


@pytest.mark.django_db
def test_robots_are_asked_to_leave_searches_of_the_catalogue_alone(client):
    assert "Disallow: /formations/*?" in client.get("/robots.txt").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["lheo", "agenda"])
def test_feeds_ask_as_many_questions_for_one_session_as_for_ten(client, body, name, django_assert_max_num_queries):
    for count in (1, 9):
        for _ in range(count):
            RegistrationFactory(session=SessionFactory())
        with django_assert_max_num_queries(5):
            client.get(reverse(f"training:{name}"))
