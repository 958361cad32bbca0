"""The dashboard of use tells what the events say, to each what is theirs, and costs the same whatever their number."""

import csv
import io
from collections import Counter
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from members.models import Role
from resources.domain.statistics import Asked, by_step, read_resources, read_use
from resources.domain.use import rebuild_sums
from resources.models import ActiveReader, DayUse, DownloadEvent, Feedback, MonthUse, SearchUse
from tests.factories import ResourceFactory, ThemeFactory, UserFactory, VersionFactory, person

pytestmark = pytest.mark.django_db
DASHBOARD = reverse("resources:dashboard")
YEAR = {"annee": 2023}


def take(resource, day: date, times: int = 1, role: str = "member", region: str | None = "53") -> None:
    version = resource.versions.first() or VersionFactory(resource=resource)
    DownloadEvent.objects.bulk_create(
        DownloadEvent(
            resource=resource, version=version, at=f"{day}T12:00:00Z", day=day, role=role, region_id=region,
        )
        for _ in range(times)
    )  # fmt: skip


@pytest.fixture
def use():
    """A guide of a narrow theme, a study of another, one resource that nobody took; in Brittany and the North."""
    wide = ThemeFactory(name="Insertion")
    narrow = ThemeFactory(name="Contrats", parent=wide)
    other = ThemeFactory(name="Gestion")
    guide = ResourceFactory(title="Guide du CDDI", themes=[narrow])
    study = ResourceFactory(title="Étude des coûts", kind="study", themes=[other])
    never = ResourceFactory(title="Fiche oubliée", themes=[other])
    take(guide, date(2023, 3, 7), 3)
    take(guide, date(2023, 3, 8), 1, role="visitor", region=None)
    take(study, date(2023, 5, 2), 2, region="32")
    take(study, date(2024, 1, 1), 5)
    rebuild_sums()
    DayUse.objects.filter(day=date(2023, 3, 7)).update(views=40)
    MonthUse.objects.filter(resource=guide, month=date(2023, 3, 1)).update(views=40)
    ActiveReader.objects.create(year=2023, role="member", region_id="53", first_on=date(2023, 3, 7))
    ActiveReader.objects.create(year=2023, role="member", region_id="32", first_on=date(2023, 5, 2))
    return {"wide": wide, "narrow": narrow, "other": other, "guide": guide, "study": study, "never": never}


def values(response) -> list:
    return [figure["value"] for figure in response.context["figures"]]


def parts(found) -> dict:
    return {part.label: part.downloads for part in found}


def table(client, name: str, query: dict = YEAR) -> list[list[str]]:
    response = client.get(reverse("resources:dashboard_export", args=["csv"]), query | {"tableau": name})
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))[1:]


def test_three_numbers_are_told_for_a_year(client, login, use):
    login(Role.NATIONAL_STAFF)
    assert values(client.get(DASHBOARD, YEAR)) == [6, 40, 2]
    assert values(client.get(DASHBOARD, {"annee": 2024})) == [5, 0, 0]


def test_downloads_are_split_by_theme_region_and_role(client, login, use):
    login(Role.BOARD)
    tables = client.get(DASHBOARD, YEAR).context["tables"]
    assert parts(tables.themes) == {"Insertion": 4, "Gestion": 2}
    assert parts(tables.regions) == {"Bretagne": 3, "Hauts-de-France": 2, "hors région": 1}
    assert parts(tables.roles) == {"adhérent": 5, "visiteur": 1}
    assert [(row.resource.title, row.downloads) for row in tables.top] == [("Guide du CDDI", 4), ("Étude des coûts", 2)]
    assert [one.title for one in tables.never] == ["Fiche oubliée"]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({"du": "2023-03-08", "au": "2023-05-02"}, [3, 0, 2]),
        ({"du": "2023-03-08", "au": "2023-03-08"}, [1, 0, 1]),
        ({"annee": 2023, "region": "53"}, [3, 40, 1]),
        ({"annee": 2023, "qualite": "visitor"}, [1, 0, 0]),
        ({"annee": 2023, "region": "53", "qualite": "visitor"}, [0, 0, 0]),
    ],
)
def test_a_period_a_region_and_a_role_narrow_what_is_told(client, login, use, query, numbers):
    login(Role.NATIONAL_STAFF)
    response = client.get(DASHBOARD, query)
    assert values(response) == numbers
    tables = response.context["tables"]
    assert sum(row.downloads for row in tables.top) == numbers[0]
    assert sum(many for _, _, many in tables.days("day")) == numbers[0]


def test_a_theme_holds_those_within_it(client, login, use):
    login(Role.NATIONAL_STAFF)
    response = client.get(DASHBOARD, YEAR | {"theme": use["wide"].pk})
    assert values(response) == [4, 40, "non tenus"]
    assert parts(response.context["tables"].themes) == {"Contrats": 4}
    assert parts(response.context["tables"].regions) == {"Bretagne": 3, "hors région": 1}
    assert values(client.get(DASHBOARD, YEAR | {"theme": use["wide"].pk, "region": "53"})) == [
        3, "non tenues", "non tenus",
    ]  # fmt: skip
    assert [one.title for one in client.get(DASHBOARD, YEAR | {"theme": use["other"].pk}).context["tables"].never] == [
        "Fiche oubliée"
    ]


def test_regional_staff_are_told_of_their_regions_only(client, login, use):
    SearchUse.objects.create(day=date(2023, 3, 7), text="secret des autres", role="member")
    login(Role.REGIONAL_STAFF, region="32")
    response = client.get(DASHBOARD, YEAR)
    assert values(response) == [2, 0, 1]
    assert parts(response.context["tables"].regions) == {"Hauts-de-France": 2}
    assert "secret des autres" not in response.content.decode()
    assert sorted(one.title for one in response.context["tables"].never) == ["Fiche oubliée", "Guide du CDDI"]
    assert table(client, "ressources") == [["1", "Étude des coûts", "étude", "2"]]
    assert client.get(DASHBOARD, YEAR | {"region": "53"}).status_code == 400
    for name in ("recherches", "avis", "telechargements"):
        refused = client.get(reverse("resources:dashboard_export", args=["csv"]), YEAR | {"tableau": name})
        assert refused.status_code == 404


def test_a_resource_that_is_not_for_the_reader_keeps_its_title(client, login, use):
    hidden = ResourceFactory(title="Ressource retirée", state="archived")
    take(hidden, date(2023, 6, 1), 9)
    rebuild_sums()
    login(Role.BOARD)
    response = client.get(DASHBOARD, YEAR)
    assert "Ressource retirée" not in response.content.decode()
    assert response.context["tables"].top[0].downloads == 9
    assert table(client, "ressources")[0] == ["1", "ressource qui n'est plus publiée", "", "9"]


def test_every_table_is_exported_whole(client, login, use):
    Feedback.objects.create(user=UserFactory(), resource=use["guide"], useful=True)
    login(Role.NATIONAL_STAFF)
    assert table(client, "themes") == [["Insertion", "4", "1"], ["Gestion", "2", "1"]]
    assert table(client, "regions") == [["Bretagne", "3"], ["Hauts-de-France", "2"], ["hors région", "1"]]
    assert table(client, "qualites") == [["adhérent", "5"], ["visiteur", "1"]]
    assert len(table(client, "jours")) == 300
    assert table(client, "jours")[:2] == [["07/03/2023", "3"], ["08/03/2023", "1"]]
    assert [row[0] for row in table(client, "jamais")] == ["Fiche oubliée"]
    assert len(table(client, "telechargements")) == 6
    assert table(client, "telechargements")[0][1:] == ["Guide du CDDI", "1", "adhérent", "Bretagne"]
    assert table(client, "avis", {"annee": timezone.localdate().year}) == [["Guide du CDDI", "1", "0"]]


@pytest.mark.parametrize("name", ["nimporte", ""])
def test_an_unknown_table_is_not_found(client, login, name):
    login(Role.NATIONAL_STAFF)
    address = reverse("resources:dashboard_export", args=["xlsx"])
    assert client.get(address, {"tableau": name}).status_code == 404


def test_searches_are_told_with_what_to_do(client, login):
    for day, text, times, found in [(7, "cddi", 9, 4), (8, "aci", 5, 2), (8, "licorne", 3, 0), (9, "dragon", 1, 0)]:
        SearchUse.objects.create(day=date(2023, 3, day), text=text, role="member", searches=times, found=found)
    # Found nothing at first: what counts is the last time.
    SearchUse.objects.create(day=date(2023, 3, 1), text="cddi", role="member", searches=1, found=0)
    login(Role.NATIONAL_STAFF)
    response = client.get(DASHBOARD, YEAR)
    frequent, lost = response.context["tables"].searches
    assert [(one.text, one.times, one.found) for one in frequent] == [
        ("cddi", 10, 4), ("aci", 5, 2), ("licorne", 3, 0), ("dragon", 1, 0),
    ]  # fmt: skip
    assert [one.text for one in lost] == ["licorne", "dragon"]
    assert "/resources/synonymgroup/add/?terms=licorne" in response.content.decode()


def test_words_of_readers_are_for_national_staff(client, login, use):
    said = Feedback.objects.create(user=UserFactory(), resource=use["guide"], useful=False, comment="Trop ancien")
    now = {"annee": timezone.localdate().year}
    login(Role.NATIONAL_STAFF)
    response = client.get(DASHBOARD, now)
    assert (response.context["tables"].given.yes, response.context["tables"].given.no) == (0, 1)
    assert said.comment in response.content.decode()
    login(Role.BOARD)
    response = client.get(DASHBOARD, now)
    assert response.context["tables"].given.no == 1
    assert said.comment not in response.content.decode()


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"annee": "deux mille"}, "annee"),
        ({"du": "2023-02-30"}, "du"),
        ({"du": "2023-05-01", "au": "2023-04-01"}, "au"),
        ({"du": "2010-05-01", "au": "2023-04-01"}, "au"),
        ({"du": "2022-05-01", "au": "2023-05-02", "qualite": "member"}, "au"),
        ({"theme": "999999"}, "theme"),
        ({"region": "999"}, "region"),
        ({"qualite": "roi"}, "qualite"),
    ],
)
def test_the_page_says_what_is_wrong_in_the_question(client, login, query, field):
    login(Role.NATIONAL_STAFF)
    response = client.get(DASHBOARD, query)
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    assert client.get(reverse("resources:dashboard_export", args=["csv"]), query).status_code == 400


def test_a_centre_without_use_says_so(client, login):
    login(Role.NATIONAL_STAFF)
    response = client.get(DASHBOARD)
    assert values(response) == [None, None, None]
    assert "Pas encore de donnée." in response.content.decode()


def test_without_a_question_the_last_year_with_use_is_told(client, login, use):
    login(Role.NATIONAL_STAFF)
    assert client.get(DASHBOARD).context["period"] == "en 2024"


@pytest.mark.parametrize("many", [1, 40])
@pytest.mark.parametrize("role", [Role.NATIONAL_STAFF, Role.BOARD, Role.REGIONAL_STAFF])
def test_the_page_costs_ten_queries(client, login, use, many, role, django_assert_max_num_queries):
    for number in range(many):
        take(ResourceFactory(themes=[use["narrow"]]), date(2023, 6, 1) + timedelta(days=number))
        SearchUse.objects.create(day=date(2023, 6, 1), text=f"mot {number}", role="member")
        Feedback.objects.create(user=UserFactory(), resource=use["guide"], useful=bool(number % 2), comment="Bien")
    rebuild_sums()
    login(role)
    client.get(reverse("home"))
    for query in (YEAR, YEAR | {"theme": use["wide"].pk}, {"du": "2023-03-05", "au": "2023-11-20"}):
        with django_assert_max_num_queries(10):
            assert client.get(DASHBOARD, query).status_code == 200


def test_numbers_lead_to_their_records(client, login, use):
    login(Role.NATIONAL_STAFF)
    for figure in client.get(DASHBOARD, YEAR | {"region": "53", "qualite": "member"}).context["figures"]:
        response = client.get(figure["url"])
        assert response.status_code == 200
        if figure["label"] == "Téléchargements":
            assert sum(row[3] for row in response.context["page"].object_list) == 3


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    events=st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from(["member", "visitor"]), st.sampled_from(["53", "32", None]),
                  st.dates(date(2022, 12, 20), date(2023, 3, 12))),
        max_size=20,
    ),
    ends=st.lists(st.dates(date(2022, 12, 1), date(2023, 4, 1)), min_size=2, max_size=2),
    region=st.sampled_from([None, "53"]),
    role=st.sampled_from([None, "member"]),
    themed=st.booleans(),
)  # fmt: skip
def test_what_is_told_is_what_the_events_say(use, events, ends, region, role, themed):
    """Whatever the period cuts, and whatever table answers."""
    DownloadEvent.objects.all().delete()
    resources = [use["guide"], use["study"], use["never"]]
    for which, of_role, of_region, day in events:
        take(resources[which], day, role=of_role, region=of_region)
    rebuild_sums()
    first, last = sorted(ends)
    theme = use["other"].pk
    asked = Asked(first, last, (theme,) if themed else None, (region,) if region else None, role)
    counted = [
        (resources[which].pk, day)
        for which, of_role, of_region, day in events
        if first <= day <= last and region in {None, of_region} and role in {None, of_role} and (which or not themed)
    ]
    told = read_use(asked)
    assert told.downloads == len(counted)
    assert {day: many for day, many in told.days.items() if many} == Counter(day for _, day in counted)
    found = read_resources(asked, {theme: theme}, None)
    assert dict(found.top) == Counter(number for number, _ in counted)
    assert sum(many for _, many, _ in found.themes) == sum(number != use["guide"].pk for number, _ in counted)
    ever = counted if region or role else [(resources[which].pk, day) for which, _, _, day in events]
    asked_of = resources[1:] if themed else resources
    assert set(found.never) == {resource.pk for resource in asked_of} - {number for number, _ in ever}
    assert found.never_total == len(found.never)


@pytest.mark.parametrize("step", ["day", "week", "month"])
def test_steps_cover_a_period_once(step):
    first, last = date(2023, 3, 7), date(2023, 5, 2)
    days = {first + timedelta(days=n): 1 for n in range((last - first).days + 1)}
    rows = by_step(days, first, last, step)
    assert (rows[0][0], rows[-1][1]) == (first, last)
    assert all(after[0] == before[1] + timedelta(days=1) for before, after in zip(rows, rows[1:], strict=False))
    assert sum(many for _, _, many in rows) == len(days)


def test_a_person_of_the_network_has_no_dashboard(client):
    client.force_login(person(Role.MEMBER))
    assert client.get(DASHBOARD).status_code == 403
