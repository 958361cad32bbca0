"""Names are forgotten after thirteen months, and no figure changes."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from config.schedule import BEAT_SCHEDULE
from members.models import Role
from reporting.indicators import Scope, get
from resources.domain import retention
from resources.domain.use import record_download, totals_of, with_totals
from resources.models import ActiveReader, DayUse, DownloadEvent, Mailing, MonthUse, Resource, ResourceReader, SearchUse
from resources.tasks import forget_people
from tests.factories import VersionFileFactory, person
from tests.resources.test_use import BROWSER

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(rf):
    """A file taken by a member and a person of the regional staff, today."""
    file = VersionFileFactory()
    for role in (Role.MEMBER, Role.REGIONAL_STAFF):
        request = rf.get("/", headers={"User-Agent": BROWSER})
        request.user = person(role)
        assert record_download(request, version=file.version, file=file)
    return file


def figures(resource) -> list:
    year = timezone.localdate().year
    keys = ["resources.downloads", "resources.downloads_per_day", "resources.active_users"]
    told = [(get(key).value(Scope(year)), get(key).value(Scope(year, "53"))) for key in keys]
    sums = [list(model.objects.order_by("pk").values_list()) for model in (DayUse, MonthUse)]
    splits = [
        [(row.key, row.value) for row in get(keys[0]).breakdown(Scope(year), name).rows] for name in ("role", "region")
    ]
    return [told, sums, splits, totals_of(with_totals(Resource.objects).get(pk=resource.pk))]


def test_figures_stay_when_names_go(taken):
    resource = taken.version.resource
    before = figures(resource)
    today = timezone.localdate()
    retention.forget_people(today=today + retention.NAMES_KEPT)
    assert DownloadEvent.objects.filter(user__isnull=False).count() == 2
    retention.forget_people(today=today + retention.NAMES_KEPT + timedelta(days=1))
    for model in (DownloadEvent, ActiveReader, ResourceReader):
        assert model.objects.count() == 2
        assert not model.objects.filter(user__isnull=False).exists()
    assert figures(resource) == before


def test_mails_and_searches_go_in_their_time(taken):
    today = date(2026, 6, 1)
    reader = DownloadEvent.objects.first().user
    kept = Mailing.objects.create(user=reader, subject="digest", about="kept")
    gone = Mailing.objects.create(user=reader, subject="digest", about="gone")
    moment = timezone.make_aware(datetime(2026, 5, 1, 12))
    Mailing.objects.filter(pk=kept.pk).update(created_at=moment)
    Mailing.objects.filter(pk=gone.pk).update(created_at=moment - timedelta(days=400))
    for days in (700, 800):
        SearchUse.objects.create(day=today - timedelta(days=days), text="aci", role="member")
    retention.forget_people(today=today)
    assert list(Mailing.objects.values_list("about", flat=True)) == ["kept"]
    assert list(SearchUse.objects.values_list("day", flat=True)) == [today - timedelta(days=700)]


def test_the_night_forgets(taken):
    DownloadEvent.objects.update(day=timezone.localdate() - timedelta(days=400))
    assert BEAT_SCHEDULE["forget-people"]["task"] == forget_people.name
    forget_people()
    assert not DownloadEvent.objects.filter(user__isnull=False).exists()
