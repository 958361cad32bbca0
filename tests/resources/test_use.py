"""What counts as a use, and sums that always agree with the events."""

import threading
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Sum
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from members.models import Role
from resources.domain.index import index_resources
from resources.domain.robots import is_robot
from resources.domain.use import rebuild_sums, record_download, record_view, totals_of, with_totals
from resources.models import (
    ActiveReader,
    Audience,
    DayUse,
    DownloadEvent,
    MonthUse,
    Resource,
    ResourceReader,
    SearchEntry,
)
from tests.factories import (
    OrganisationFactory,
    ResourceFactory,
    UserFactory,
    VersionFactory,
    VersionFileFactory,
    person,
)

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def ask(rf):
    """A request of a person, from a browser."""

    def make(user=None, agent=BROWSER, address="192.0.2.1"):
        request = rf.get("/", headers={"User-Agent": agent}, REMOTE_ADDR=address)
        request.user = user or AnonymousUser()
        return request

    return make


@pytest.fixture
def file(db):
    given = VersionFileFactory()
    index_resources([given.version.resource_id])
    return given


def sums() -> tuple[int, int, int]:
    return (
        DownloadEvent.objects.count(),
        DayUse.objects.aggregate(n=Sum("downloads", default=0))["n"],
        MonthUse.objects.aggregate(n=Sum("downloads", default=0))["n"],
    )


@pytest.mark.parametrize(
    ("agent", "robot"),
    [
        (BROWSER, False),
        ("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36", False),
        ("Googlebot/2.1 (+http://www.google.com/bot.html)", True),
        ("Mozilla/5.0 (compatible; GPTBot/1.0)", True),
        ("python-requests/2.32", True),
        ("Wget/1.21", True),
        ("", True),
    ],
)
def test_robots_are_told_from_people(agent, robot):
    assert is_robot(agent) is robot


def test_a_download_is_an_event_and_adds_to_every_sum(ask, file):
    organisation = OrganisationFactory()
    user = person(Role.MEMBER, organisation=organisation)
    assert record_download(ask(user), version=file.version, file=file)
    event = DownloadEvent.objects.get()
    assert (event.resource_id, event.version, event.file, event.user) == (
        file.version.resource_id,
        file.version,
        file,
        user,
    )
    assert (event.role, event.region_id) == ("member", "53")
    assert sums() == (1, 1, 1)
    assert SearchEntry.objects.get().downloads == 1
    assert ActiveReader.objects.get().region_id == "53"
    totals = totals_of(with_totals(Resource.objects).get(pk=file.version.resource.pk))
    assert (totals.views, totals.downloads, totals.readers) == (0, 1, 1)


def test_a_visitor_counts_without_a_name(ask, file):
    assert record_download(ask(), version=file.version, file=file)
    assert DownloadEvent.objects.get().user is None
    assert (DayUse.objects.get().role, DayUse.objects.get().region_id) == ("visitor", None)
    assert not ActiveReader.objects.exists()
    assert not ResourceReader.objects.exists()


def test_visitors_of_a_day_are_summed_in_one_row(ask, file):
    for number in range(3):
        assert record_download(ask(address=f"192.0.2.{number}"), version=file.version, file=file)
    assert DayUse.objects.get().downloads == 3


def test_a_double_click_counts_once(ask, file):
    user = UserFactory()
    assert [record_download(ask(user), version=file.version, file=file) for _ in range(3)] == [True, False, False]
    assert sums() == (1, 1, 1)


def test_two_files_of_a_resource_count_twice(ask, file):
    other = VersionFileFactory(version=file.version)
    user = UserFactory()
    for given_file in (file, other):
        assert record_download(ask(user), version=file.version, file=given_file)
    assert sums() == (2, 2, 2)
    assert totals_of(with_totals(Resource.objects).get(pk=file.version.resource.pk)).readers == 1


@pytest.mark.parametrize("agent", ["Googlebot/2.1", ""])
def test_robots_do_not_count(ask, file, agent):
    assert not record_download(ask(agent=agent), version=file.version, file=file)
    assert not record_view(ask(agent=agent), file.version.resource)
    assert sums() == (0, 0, 0)


def test_what_is_not_published_does_not_count(ask, db):
    draft = VersionFileFactory(version=VersionFactory(resource=ResourceFactory(state="draft", published_at=None)))
    assert not record_download(ask(UserFactory()), version=draft.version, file=draft)


def test_views_are_another_number(ask, file):
    resource = file.version.resource
    assert record_view(ask(), resource)
    assert not record_view(ask(), resource)
    assert record_view(ask(UserFactory()), resource)
    totals = totals_of(with_totals(Resource.objects).get(pk=resource.pk))
    assert (totals.views, totals.downloads) == (2, 0)


def test_regional_staff_count_in_their_region(ask, file):
    record_download(ask(person(Role.REGIONAL_STAFF, region="84")), version=file.version, file=file)
    assert (DayUse.objects.get().role, DayUse.objects.get().region_id) == ("regional_staff", "84")


def test_two_clicks_at_once_count_once(committed, ask):
    file = VersionFileFactory()
    user = UserFactory()
    counted = _at_once(8, lambda _: record_download(ask(user), version=file.version, file=file))
    assert sorted(counted) == [False] * 7 + [True]
    assert sums() == (1, 1, 1)


def test_people_who_download_at_once_all_count(committed, ask):
    file = VersionFileFactory()
    people = [UserFactory() for _ in range(8)]
    assert all(_at_once(8, lambda n: record_download(ask(people[n]), version=file.version, file=file)))
    assert sums() == (8, 8, 8)
    assert ActiveReader.objects.count() == 8


def _at_once(count: int, work) -> list:
    """What `work` gives in as many threads at once, each with its connection."""
    results, ready = [], threading.Barrier(count)

    def run(number: int) -> None:
        ready.wait()
        try:
            results.append(work(number))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 2), st.sampled_from(["member", "visitor"]), st.sampled_from(["53", None]),
            st.dates(date(2022, 12, 1), date(2023, 2, 28)),
        ),
        max_size=25,
    )
)  # fmt: skip
def test_sums_written_again_are_those_of_the_events(db, file, events):
    DownloadEvent.objects.all().delete()
    others = [VersionFileFactory().version for _ in range(2)]
    versions = [file.version, *others]
    DownloadEvent.objects.bulk_create(
        DownloadEvent(
            resource=versions[which].resource, version=versions[which], at=f"{day}T12:00:00Z", day=day, role=role,
            region_id=region,
        )
        for which, role, region, day in events
    )  # fmt: skip
    rebuild_sums()
    assert sums() == (len(events), len(events), len(events))


@pytest.mark.django_db
def test_the_download_page_counts(client, login, file):
    login(Role.MEMBER)
    address = reverse("resources:download", args=[file.pk])
    assert b"".join(client.get(address, headers={"User-Agent": BROWSER}).streaming_content).startswith(b"%PDF")
    client.head(address, headers={"User-Agent": BROWSER})
    assert sums() == (1, 1, 1)
    assert file.version.resource.audience == Audience.MEMBERS
