"""The demonstration's resource centre: its numbers, its files, and sums that are those of the events."""

import io
import zipfile
from datetime import date, timedelta

import docx
import openpyxl
import pptx
import pypdfium2
import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from PIL import Image

from resources.demo.catalogue import read_catalogue
from resources.models import AccessRequest, Resource, SearchEntry, StoredFile
from tests.resources.search_quality import answered
from tests.resources.search_questions import QUESTIONS

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

LAUNCH, LAST = date(2023, 3, 7), date(2023, 12, 31)


@pytest.fixture
def private_media():
    """The files of the module's load, which its tests only read."""


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration, loaded once for these tests and taken away after them."""
    with (
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        call_command("load_demo")
        yield
        transaction.set_rollback(True)


def counted(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def number(sql: str) -> int:
    return counted(sql)[0][0]


def differences(one: str, other: str) -> int:
    """How many rows are in the one and not in the other."""
    return number(f"SELECT count(*) FROM (({one} EXCEPT {other}) UNION ALL ({other} EXCEPT {one})) rows")


def test_there_are_some_400_resources_of_every_kind():
    assert 390 <= number("SELECT count(*) FROM resources_resource WHERE state = 'published'") <= 430
    assert counted("SELECT DISTINCT kind FROM resources_resource WHERE state = 'published' ORDER BY 1") == [
        (kind,) for kind in sorted(Resource.Kind.values)
    ]


def test_every_state_is_there_and_proposals_come_from_regions():
    assert {state for (state,) in counted("SELECT DISTINCT state FROM resources_resource")} == set(
        Resource.State.values
    )
    assert number("SELECT count(*) FROM resources_resource WHERE state = 'proposed' AND proposed_by_id IS NULL") == 0
    assert number(
        "SELECT count(*) FROM resources_resource r JOIN members_user u ON u.id = proposed_by_id "
        "WHERE state = 'proposed' AND email = 'region@example.org'"
    )


def test_the_catalogue_has_no_title_twice_and_speaks_of_many_things():
    catalogue = read_catalogue()
    titles = [entry.title for entry in catalogue.entries]
    assert len(titles) == len(set(titles))
    assert len({text for theme in catalogue.themes for _, text in theme.topics}) >= 150
    assert (len(catalogue.wide), len(catalogue.themes)) == (10, 50)


def test_audiences_are_spread():
    shares = dict(
        counted(
            "SELECT audience, 100 * count(*) / sum(count(*)) OVER () FROM resources_resource "
            "WHERE state = 'published' GROUP BY 1"
        )
    )
    assert [abs(shares[step] - wanted) < 7 for step, wanted in enumerate([15, 25, 50, 10])] == [True] * 4
    assert number("SELECT count(*) FROM resources_resource WHERE notice_audience < audience") > 100


def test_2023_has_18000_downloads_and_60_a_day_since_the_launch():
    assert counted(
        "SELECT count(*), min(day), max(day) FROM resources_downloadevent WHERE day BETWEEN '2023-01-01' AND '2023-12-31'"
    ) == [(18_000, LAUNCH, LAST)]
    assert 18_000 / ((LAST - LAUNCH).days + 1) == 60.0
    assert number("SELECT count(*) FROM resources_downloadevent WHERE day < '2023-03-07'") == 0


def test_downloads_last_until_yesterday():
    assert number("SELECT max(day) FROM resources_downloadevent") == date.today() - timedelta(days=1)


def test_the_curve_has_weeks_and_summers():
    by_day = dict(counted("SELECT extract(isodow FROM day)::int, count(*) FROM resources_downloadevent GROUP BY 1"))
    assert max(by_day[6], by_day[7]) * 3 < min(by_day[day] for day in range(1, 6))
    by_month = dict(
        counted(
            "SELECT extract(month FROM day)::int, count(*) FROM resources_downloadevent WHERE day <= '2023-12-31' GROUP BY 1"
        )
    )
    assert min(by_month, key=by_month.get) == 8


@pytest.mark.parametrize(
    ("sums", "events"),
    {
        "SELECT day, role, region_id, downloads::bigint FROM resources_dayuse WHERE downloads > 0":
        "SELECT day, role, region_id, count(*) FROM resources_downloadevent GROUP BY 1, 2, 3",
        "SELECT resource_id, month, downloads::bigint FROM resources_monthuse WHERE downloads > 0":
        "SELECT resource_id, date_trunc('month', day)::date, count(*) FROM resources_downloadevent GROUP BY 1, 2",
        "SELECT resource_id, downloads::bigint FROM resources_searchentry WHERE downloads > 0":
        "SELECT resource_id, count(*) FROM resources_downloadevent WHERE resource_id IN "
        "(SELECT id FROM resources_resource WHERE state = 'published') GROUP BY 1",
        "SELECT resource_id, user_id, year::int, first_on FROM resources_resourcereader WHERE year = 2026":
        "SELECT resource_id, user_id, 2026, min(day) FROM resources_downloadevent "
        "WHERE user_id IS NOT NULL AND extract(year FROM day) = 2026 GROUP BY 1, 2",
    }.items(),
)  # fmt: skip
def test_sums_are_those_of_the_events(sums, events):
    assert differences(sums, events) == 0


def test_views_are_the_same_by_day_and_by_month():
    by_day, by_month, downloads = counted(
        "SELECT (SELECT sum(views) FROM resources_dayuse), (SELECT sum(views) FROM resources_monthuse), "
        "(SELECT count(*) FROM resources_downloadevent)"
    )[0]
    assert by_day == by_month
    assert 3 < by_day / downloads < 6


def test_people_are_forgotten_after_thirteen_months_and_counted_still():
    limit = date.today() - timedelta(days=396)
    for table, day in (("downloadevent", "day"), ("activereader", "first_on"), ("resourcereader", "first_on")):
        assert number(f"SELECT count(*) FROM resources_{table} WHERE user_id IS NOT NULL AND {day} < '{limit}'") == 0
        assert number(f"SELECT count(*) FROM resources_{table} WHERE user_id IS NOT NULL") > 0
    assert 300 < number("SELECT count(*) FROM resources_activereader WHERE year = 2023") < 1000


def test_nobody_takes_what_is_not_for_them():
    assert (
        number(
            """SELECT count(*) FROM resources_downloadevent e JOIN resources_resource r ON r.id = e.resource_id
            WHERE audience > CASE role WHEN 'visitor' THEN 0 WHEN 'sympathiser' THEN 1 WHEN 'member' THEN 2
                                       WHEN 'official' THEN 2 ELSE 3 END"""
        )
        == 0
    )


def test_downloads_are_of_the_version_of_the_day():
    assert (
        number(
            """SELECT count(*) FROM resources_downloadevent e JOIN resources_version v ON v.id = e.version_id
            LEFT JOIN resources_versionfile f ON f.id = e.file_id LEFT JOIN resources_versionlink l ON l.id = e.link_id
            WHERE v.resource_id <> e.resource_id OR v.published_at > e.at
               OR coalesce(f.version_id, l.version_id) IS DISTINCT FROM e.version_id"""
        )
        == 0
    )


def test_some_are_never_taken():
    assert number(
        "SELECT count(*) FROM resources_searchentry WHERE downloads = 0 AND published_at < now() - interval '1 year'"
    )


OPENED = {
    "pdf": lambda content: len(pypdfium2.PdfDocument(content)),
    "docx": lambda content: len(docx.Document(io.BytesIO(content)).paragraphs),
    "pptx": lambda content: len(pptx.Presentation(io.BytesIO(content)).slides),
    "xlsx": lambda content: len(openpyxl.load_workbook(io.BytesIO(content)).worksheets),
    "odt": lambda content: zipfile.ZipFile(io.BytesIO(content)).read("content.xml").count(b"<text:p>"),
    "png": lambda content: Image.open(io.BytesIO(content)).width,
}


@pytest.mark.parametrize("found", OPENED)
def test_files_open_with_their_own_tools(found):
    files = StoredFile.objects.filter(format=found)
    assert files.count() >= 5
    for stored in files.order_by("sha256")[:5]:
        with stored.file.open() as kept:
            content = kept.read()
        assert len(content) == stored.size
        assert OPENED[found](content) >= 1


def test_every_file_and_page_image_is_kept():
    assert number("SELECT count(*) FROM resources_storedfile WHERE state <> 'ready'") == 0
    for stored in StoredFile.objects.all():
        images = range(stored.previews + 1) if stored.previews else ()
        for name in [stored.file.name, *(stored.preview_name(page) for page in images)]:
            assert default_storage.exists(name)


def test_files_say_words_that_notices_do_not():
    for word in ("scrutateurs", "hérisson", "contrefactuel", "brumisateur", "shimaoré"):
        inside = SearchEntry.objects.filter(text__icontains=word)
        assert inside.exists()
        assert not Resource.objects.filter(pk__in=inside, title__icontains=word).exists()
        assert not Resource.objects.filter(pk__in=inside, summary__icontains=word).exists()


def test_versions_say_what_has_changed():
    assert (
        number("SELECT count(*) FROM resources_version WHERE number > 1 AND (changes = '' OR published_at IS NULL)")
        == 0
    )
    assert number("SELECT count(*) FROM resources_version WHERE number > 1") >= 20


def test_the_demonstration_member_has_things_at_hand():
    counts = counted(
        """SELECT (SELECT count(*) FROM resources_favourite f WHERE f.user_id = u.id),
                  (SELECT count(*) FROM resources_themefollow t WHERE t.user_id = u.id),
                  (SELECT count(*) FROM resources_downloadevent e JOIN resources_resource r ON r.id = e.resource_id
                   WHERE e.user_id = u.id AND r.superseded_by_id IS NOT NULL
                     AND e.at < (SELECT published_at FROM resources_resource n WHERE n.id = r.superseded_by_id)) > 0
           FROM members_user u WHERE email = 'adherent@example.org'"""
    )
    assert counts == [(5, 2, True)]


def test_requests_searches_opinions_and_synonyms_are_there():
    assert set(AccessRequest.objects.values_list("state", flat=True)) == set(AccessRequest.State.values)
    assert number("SELECT count(*) FROM resources_searchuse WHERE found = 0") > 5
    assert number("SELECT count(*) FROM resources_feedback") > 200
    assert number("SELECT count(*) FROM resources_synonymgroup") >= 50
    assert number("SELECT count(*) FROM resources_collection WHERE published") == 8
    assert number("SELECT count(*) FROM resources_collectionitem") > 30


def test_nine_questions_in_ten_are_answered_in_the_first_three():
    missed = [question.text for question in QUESTIONS if not answered(question, first=3)]
    assert len(QUESTIONS) == 60
    assert len(missed) <= 6, missed
