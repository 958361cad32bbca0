"""The figures of the resource centre, against the records."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from members.models import Role
from reporting.indicators import Scope, all_indicators, get
from resources.domain.retention import forget_people
from resources.models import ActiveReader, DayUse, DownloadEvent, Mailing, ResourceReader, SearchUse
from tests.factories import PublicationFactory, ResourceFactory, UserFactory, VersionFileFactory

pytestmark = pytest.mark.django_db
YEAR = {"annee": 2023}


@pytest.fixture
def use():
    """Opened on 7 March 2023: 300 days until the end of the year."""
    for day, role, region, downloads, views in [
        (date(2023, 3, 7), "member", "53", 600, 900),
        (date(2023, 12, 31), "member", "84", 300, 400),
        (date(2023, 12, 31), "visitor", None, 0, 50),
        (date(2024, 1, 1), "member", "53", 366, 0),
    ]:
        DayUse.objects.create(day=day, role=role, region_id=region, downloads=downloads, views=views)


@pytest.mark.parametrize(
    ("key", "scope", "value"),
    [
        ("resources.downloads", Scope(2023), 900),
        ("resources.downloads", Scope(2023, "53"), 600),
        ("resources.downloads", Scope(2023, as_of=date(2023, 12, 30)), 600),
        ("resources.downloads", Scope(2022), None),
        ("resources.downloads_per_day", Scope(2023), Decimal("3.0")),
        ("resources.downloads_per_day", Scope(2023, "84"), Decimal("1.0")),
        ("resources.downloads_per_day", Scope(2023, "11"), Decimal("0.0")),
        ("resources.downloads_per_day", Scope(2024), Decimal("1.0")),
        ("resources.downloads_per_day", Scope(2023, as_of=date(2023, 3, 8)), Decimal("300.0")),
        ("resources.views", Scope(2023), 1350),
    ],
)
def test_a_figure_is_counted(use, key, scope, value):
    assert get(key).value(scope) == value


def test_a_year_that_is_not_over_is_divided_by_its_days_so_far():
    today = timezone.localdate()
    DayUse.objects.create(day=today - timedelta(days=400), role="member", downloads=1)
    DayUse.objects.create(day=today, role="member", downloads=73 * today.timetuple().tm_yday)
    assert get("resources.downloads_per_day").value(Scope(today.year)) == Decimal("73.0")


def test_a_part_that_is_not_one_is_not_found(client, login, use):
    login(Role.MEMBER)
    address = get("resources.downloads").get_absolute_url()
    assert client.get(address, YEAR | {"repartition": "role", "part": "roi"}).status_code == 404
    assert client.get(address, YEAR | {"repartition": "role", "part": "member"}).context["behind"] == 2


SQL = {
    "resources.downloads": "SELECT sum(downloads) FROM resources_dayuse WHERE extract(year FROM day) = 2023",
    "resources.downloads_per_day": """
        SELECT round(sum(downloads) / 300.0, 1) FROM resources_dayuse WHERE extract(year FROM day) = 2023
    """,
    "resources.views": "SELECT sum(views) FROM resources_dayuse WHERE day BETWEEN '2023-01-01' AND '2023-12-31'",
    "resources.active_users": "SELECT count(*) FROM resources_activereader WHERE year = 2023",
    "resources.published": """
        SELECT count(*) FROM resources_publication WHERE daterange('2023-12-31', '2023-12-31', '[]') && validity
    """,
}


@pytest.mark.parametrize("key", SQL)
def test_value_equals_plain_sql(use, key):
    PublicationFactory(validity=DateRange(date(2023, 12, 31), None))
    PublicationFactory(validity=DateRange(date(2023, 1, 1), date(2023, 12, 31)))
    for year in (2023, 2024):
        ActiveReader.objects.create(year=year, role="member", first_on=date(year, 4, 1))
    with connection.cursor() as cursor:
        cursor.execute(SQL[key])
        assert get(key).value(Scope(2023)) == cursor.fetchone()[0]


def test_every_indicator_is_counted_another_way():
    assert {indicator.key for indicator in all_indicators() if indicator.key.startswith("resources.")} == set(SQL)


def test_series_tell_each_year(use):
    years = [2022, 2023, 2024]
    assert [value for _, value, _ in get("resources.downloads").series(years)] == [None, 900, 366]


def test_parts_are_told_in_french(use):
    rows = get("resources.views").breakdown(Scope(2023), "role").rows
    assert [(row.label, row.value) for row in rows] == [("adhérent", 1300), ("visiteur", 50)]
    rows = get("resources.views").breakdown(Scope(2023), "region").rows
    assert {row.label: row.value for row in rows} == {
        "Auvergne-Rhône-Alpes": 400, "Bretagne": 900, "hors région": 50,
    }  # fmt: skip
    assert get("resources.views").records(Scope(2023), "-", "region").get().views == 50


def test_published_resources_are_those_of_the_day():
    guide = ResourceFactory()
    guide.regions.set(["53", "84"])
    PublicationFactory(resource=guide, validity=DateRange(date(2022, 5, 1), date(2023, 6, 1)))
    PublicationFactory(resource=guide, validity=DateRange(date(2023, 12, 1), None))
    PublicationFactory(resource=ResourceFactory(kind="study"), validity=DateRange(date(2023, 1, 1), None))
    figure = get("resources.published")
    assert [figure.value(Scope(year)) for year in (2021, 2022, 2023)] == [None, 1, 2]
    assert figure.value(Scope(2023, as_of=date(2023, 7, 1))) == 1
    assert figure.value(Scope(2023, "53")) == 1
    assert [(row.label, row.value) for row in figure.breakdown(Scope(2023), "kind").rows] == [
        ("guide", 1),
        ("étude", 1),
    ]
    assert [(row.label, row.value) for row in figure.breakdown(Scope(2023), "audience").rows] == [("adhérents", 2)]
    assert figure.records(Scope(2023), "2", "audience").count() == 2


def test_active_users_are_counted_once_a_year_even_forgotten():
    user = UserFactory()
    ActiveReader.objects.create(year=2023, user=user, role="member", region_id="53", first_on=date(2023, 4, 1))
    ActiveReader.objects.create(year=2024, user=user, role="member", region_id="53", first_on=date(2024, 2, 1))
    assert get("resources.active_users").value(Scope(2023)) == 1
    forget_people(today=date(2025, 1, 1))
    assert get("resources.active_users").value(Scope(2023)) == 1
    assert list(ActiveReader.objects.order_by("year").values_list("user", flat=True)) == [None, user.pk]


def test_names_are_kept_thirteen_months():
    user, file = UserFactory(), VersionFileFactory()
    version = file.version
    for day in (date(2023, 1, 1), date(2024, 1, 1)):
        DownloadEvent.objects.create(
            resource=version.resource, version=version, file=file, at=f"{day}T12:00Z", day=day, role="member", user=user
        )
        ResourceReader.objects.create(resource=version.resource, year=day.year, user=user, first_on=day)
        SearchUse.objects.create(day=day, text="aci", role="member")
    Mailing.objects.create(user=user, subject="digest", about="x")
    forget_people(today=date(2024, 2, 2))
    assert list(DownloadEvent.objects.order_by("day").values_list("user", flat=True)) == [None, user.pk]
    assert list(ResourceReader.objects.order_by("year").values_list("user", flat=True)) == [None, user.pk]
    assert SearchUse.objects.count() == 2
    assert Mailing.objects.exists()
    forget_people(today=date(2028, 1, 1))
    assert not SearchUse.objects.exists()
    assert not Mailing.objects.exists()


def test_the_records_of_a_figure_open(client, login, use):
    login(Role.MEMBER)
    html = client.get(
        reverse("reporting:figure_records", args=["resources.downloads"]), {"annee": 2023}
    ).content.decode()
    assert "7 mars 2023" in html.replace("\u00a0", " ")
    assert "adhérent" in html
    export = client.get(reverse("reporting:records_export", args=["resources.downloads", "csv"]), {"annee": 2023})
    assert "07/03/2023;adhérent;Bretagne;600;900" in export.content.decode("utf-8-sig")


def test_published_records_lead_to_the_resource(client, login):
    login(Role.MEMBER)
    publication = PublicationFactory(validity=DateRange(date(2023, 1, 1), None))
    html = client.get(
        reverse("reporting:figure_records", args=["resources.published"]), {"annee": 2023}
    ).content.decode()
    assert f'href="{publication.resource.get_absolute_url()}"' in html
