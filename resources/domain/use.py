"""Counting what is made of resources, as COUNTER asks: robots do not count, and double clicks count once.

A download is an event; in the same transaction it is added to the sums from which pages and figures are read, so that
they cannot disagree. A view is only a sum.
"""

from dataclasses import dataclass
from datetime import date

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum
from django.utils import timezone
from django.utils.crypto import salted_hmac

from members.models import Organisation
from resources.models import (
    ActiveReader,
    DownloadEvent,
    MonthUse,
    Resource,
    ResourceReader,
    SearchEntry,
    Version,
    VersionFile,
    VersionLink,
)

from .robots import is_robot
from .searches import counted_role

DOUBLE_CLICK_SECONDS = 60


@dataclass(frozen=True)
class Totals:
    """What was made of a resource since it is there: times seen, times taken, people logged in who took it in a year."""

    views: int
    downloads: int
    readers: int


def record_download(
    request, *, version: Version, file: VersionFile | None = None, link: VersionLink | None = None
) -> bool:
    """Count a file taken or a link opened; whether it counted.

    It does not for robots, within a minute of the same by the same person, and before the resource is published.
    """
    resource = version.resource
    if not _counts(request, resource, f"file:{file.pk}" if file else f"link:{link.pk}"):
        return False
    user = request.user if request.user.is_authenticated else None
    now = timezone.now()
    day, role, region = timezone.localdate(now), counted_role(request.user), region_of(request.user)
    with transaction.atomic():
        DownloadEvent.objects.create(
            resource=resource, version=version, file=file, link=link, at=now, day=day, role=role, region_id=region,
            user=user,
        )  # fmt: skip
        _add(resource.pk, day, role, region, downloads=1)
        SearchEntry.objects.filter(resource=resource).update(downloads=F("downloads") + 1)
        if user:
            ActiveReader.objects.bulk_create(
                [ActiveReader(year=day.year, user=user, role=role, region_id=region, first_on=day)],
                ignore_conflicts=True,
            )
            ResourceReader.objects.bulk_create(
                [ResourceReader(resource=resource, year=day.year, user=user, first_on=day)], ignore_conflicts=True
            )
    return True


def record_view(request, resource: Resource) -> bool:
    """Count a page of a resource that was looked at, likewise."""
    if not _counts(request, resource, f"view:{resource.pk}"):
        return False
    _add(resource.pk, timezone.localdate(), counted_role(request.user), region_of(request.user), views=1)
    return True


def with_totals(resources: QuerySet) -> QuerySet:
    """Annotate resources with what `totals_of` reads."""
    months, readers = (
        model.objects.filter(resource=OuterRef("pk")).order_by().values("resource")
        for model in (MonthUse, ResourceReader)
    )
    return resources.annotate(
        all_views=Subquery(months.annotate(n=Sum("views")).values("n")),
        all_downloads=Subquery(months.annotate(n=Sum("downloads")).values("n")),
        all_readers=Subquery(readers.annotate(n=Count("pk")).values("n")),
    )


def totals_of(resource: Resource) -> Totals:
    """The three numbers of a resource read `with_totals`."""
    return Totals(*(number or 0 for number in (resource.all_views, resource.all_downloads, resource.all_readers)))


def region_of(user) -> str | None:
    """The region that a person works for, or that of the organisation where a function is held, kept a minute."""
    if not user.is_authenticated:
        return None
    if user.region_codes:
        return min(user.region_codes)
    if not user.organisation_ids:
        return None
    key = f"resources:region:{min(user.organisation_ids)}"
    region = cache.get(key)
    if region is None:
        found = Organisation.objects.filter(pk=min(user.organisation_ids)).values_list("department__region", flat=True)
        region = found.first() or ""
        cache.set(key, region, 60)
    return region or None


def _counts(request, resource: Resource, what: str) -> bool:
    """Whether this is someone's use of a published resource, for the first time within the minute."""
    if resource.state != Resource.State.PUBLISHED or is_robot(request.headers.get("User-Agent", "")):
        return False
    return cache.add(f"resources:seen:{what}:{_who(request)}", True, DOUBLE_CLICK_SECONDS)


def _who(request) -> str:
    """The account, else a keyed digest of the address and the browser, forgotten in a minute and other every day."""
    if request.user.is_authenticated:
        return f"user{request.user.pk}"
    address = get_adapter(request).get_client_ip(request)
    told = f"{timezone.localdate()}|{address}|{request.headers.get('User-Agent', '')}"
    return salted_hmac("resources.use", told).hexdigest()


def _add(resource: int, day: date, role: str, region: str | None, *, views: int = 0, downloads: int = 0) -> None:
    """Add to the sums of the day and of the month, in one statement; two at once both count."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH of_day AS ("
            "INSERT INTO resources_dayuse (day, role, region_id, views, downloads) VALUES (%s, %s, %s, %s, %s) "
            "ON CONFLICT (day, role, region_id) DO UPDATE SET views = resources_dayuse.views + EXCLUDED.views, "
            "downloads = resources_dayuse.downloads + EXCLUDED.downloads) "
            "INSERT INTO resources_monthuse (resource_id, month, views, downloads) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (resource_id, month) DO UPDATE SET views = resources_monthuse.views + EXCLUDED.views, "
            "downloads = resources_monthuse.downloads + EXCLUDED.downloads",
            [day, role, region, views, downloads, resource, day.replace(day=1), views, downloads],
        )


@transaction.atomic
def rebuild_sums() -> None:
    """Write the downloads of every sum again from the events; views, which have none, stay."""
    with connection.cursor() as cursor:
        for table, key, source in (
            ("resources_dayuse", "day, role, region_id", "day, role, region_id"),
            ("resources_monthuse", "resource_id, month", "resource_id, date_trunc('month', day)::date"),
        ):
            cursor.execute(f"UPDATE {table} SET downloads = 0")  # noqa: S608 (named above)
            cursor.execute(
                f"INSERT INTO {table} ({key}, views, downloads) "  # noqa: S608
                f"SELECT {source}, 0, count(*) FROM resources_downloadevent GROUP BY 1, 2"
                f"{', 3' if table == 'resources_dayuse' else ''} "
                f"ON CONFLICT ({key}) DO UPDATE SET downloads = EXCLUDED.downloads"
            )
