"""What was taken: how many, by whom, when; which resources, and which never."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection
from django.db.models import Max, Min

from resources.models import DayUse, DownloadEvent, Resource

from .asked import Asked, conditions, next_month, people, themed

_READERS = "SELECT count(*) FROM resources_activereader WHERE year = %(year)s AND first_on <= %(last)s"
_MONTHS_VIEWS = "SELECT coalesce(sum(views), 0) FROM resources_monthuse WHERE month BETWEEN %(first)s AND %(last)s"


@dataclass
class Use:
    """Views, downloads and readers of a period; views and readers are None where they are not kept so finely.

    Readers are people logged in who took something from the 1st of January to the last day of the period.
    """

    views: int | None = 0
    downloads: int = 0
    readers: int | None = 0
    days: dict[date, int] = field(default_factory=dict)
    roles: dict[str, int] = field(default_factory=dict)
    regions: dict[str | None, int] = field(default_factory=dict)


@dataclass
class ResourcesUse:
    """Numbers of resources with their downloads, of themes with their downloads and resources, of what nobody took."""

    top: list[tuple[int, int]] = field(default_factory=list)
    themes: list[tuple[int, int, int]] = field(default_factory=list)
    never: list[int] = field(default_factory=list)
    never_total: int = 0


def days_known() -> tuple[date, date] | None:
    """The first and the last day with a download on record: the centre opens on the first."""
    known = DayUse.objects.filter(downloads__gt=0).aggregate(first=Min("day"), last=Max("day"))
    return (known["first"], known["last"]) if known["first"] else None


def read_use(asked: Asked) -> Use:
    """The three numbers, and the downloads by day, role and region, in one query."""
    where, values = conditions(asked)
    if asked.themes is None:
        measures = f"coalesce(sum(views), 0), sum(downloads), ({_READERS}{people(asked)})"
        table, values = "resources_dayuse", values | {"year": asked.last.year}
    else:
        # Views of resources are kept by the month, for everybody together; readers, for all resources together.
        kept = asked.of_everybody and asked.whole_months
        measures = f"({_MONTHS_VIEWS}{themed(asked)}), count(*), NULL" if kept else "NULL, count(*), NULL"
        table = "resources_downloadevent"
    use = Use()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT grouping(day, role, region_id), day, role, region_id, {measures} FROM {table} "  # noqa: S608 (named here)
            f"WHERE {where} GROUP BY GROUPING SETS ((day), (role), (region_id), ())",
            values,
        )
        for grouped, day, role, region, views, downloads, readers in cursor:
            # A bit for each of the three by which the row is not grouped.
            if grouped == 0b111:
                use.views, use.downloads, use.readers = views, downloads or 0, readers
            elif grouped == 0b011:
                use.days[day] = downloads
            elif grouped == 0b101:
                use.roles[role] = downloads
            else:
                use.regions[region] = downloads
    return use


def read_resources(asked: Asked, shown: dict[int, int], most: int | None) -> ResourcesUse:
    """What was taken most and by theme, and what nobody took, in one query.

    `shown` says under which theme each theme is told; a resource of two themes counts in both. What nobody has ever
    taken is told of everybody; of some regions or a role, what they have not taken in the period.
    """
    used, values = _used(asked)
    taken = "SELECT resource_id FROM used"
    if asked.of_everybody:
        taken = "SELECT resource_id FROM resources_monthuse WHERE downloads > 0"
    values |= {"themes": list(shown), "under": list(shown.values()), "most": most}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH used AS MATERIALIZED ({used}),
            themed AS (
                SELECT DISTINCT rt.resource_id, t.under FROM resources_resource_themes rt
                JOIN unnest(%(themes)s::bigint[], %(under)s::bigint[]) AS t(theme, under) ON t.theme = rt.theme_id
            ),
            published AS (
                SELECT id AS resource_id, published_at FROM resources_resource WHERE state = 'published'
            )
            (SELECT 'top' AS list, resource_id AS number, downloads, 1 AS resources FROM used
             ORDER BY downloads DESC, resource_id LIMIT %(most)s)
            UNION ALL
            (SELECT 'theme', under, sum(downloads), count(*) FROM used JOIN themed USING (resource_id)
             GROUP BY under ORDER BY 3 DESC, under)
            UNION ALL
            (SELECT 'never', resource_id, 0, count(*) OVER () FROM published
             WHERE NOT EXISTS (SELECT FROM ({taken}) taken WHERE taken.resource_id = published.resource_id)
             {themed(asked)} ORDER BY published_at, resource_id LIMIT %(most)s)
            """,  # noqa: S608 (written here and below)
            values,
        )
        rows = cursor.fetchall()
    found = ResourcesUse()
    for name, number, downloads, resources in rows:
        if name == "top":
            found.top.append((number, downloads))
        elif name == "theme":
            found.themes.append((number, downloads, resources))
        else:
            found.never.append(number)
            found.never_total = resources
    return found


def _used(asked: Asked) -> tuple[str, dict]:
    """The downloads of each resource in the period."""
    where, values = conditions(asked)
    if not asked.of_everybody:
        sql = f"SELECT resource_id, count(*) AS downloads FROM resources_downloadevent WHERE {where} GROUP BY 1"  # noqa: S608
        return sql, values
    months, ends = _months_and_ends(asked.first, asked.last)
    of_themes, parts = themed(asked), []
    if months:
        values |= {"month": months[0], "last_month": months[1]}
        parts.append(
            "SELECT resource_id, downloads FROM resources_monthuse "  # noqa: S608
            f"WHERE month BETWEEN %(month)s AND %(last_month)s AND downloads > 0{of_themes}"
        )
    for place, (first, last) in enumerate(ends):
        values |= {f"from{place}": first, f"to{place}": last}
        parts.append(
            "SELECT resource_id, 1 AS downloads FROM resources_downloadevent "  # noqa: S608
            f"WHERE day BETWEEN %(from{place})s AND %(to{place})s{of_themes}"
        )
    together = " UNION ALL ".join(parts)
    return f"SELECT resource_id, sum(downloads) AS downloads FROM ({together}) parts GROUP BY 1", values  # noqa: S608


def _months_and_ends(first: date, last: date) -> tuple[tuple[date, date] | None, list[tuple[date, date]]]:
    """The first days of the first and the last whole months, and the days before and after them."""
    start = first if first.day == 1 else next_month(first)
    after = last + timedelta(days=1)
    end = after.replace(day=1)
    if start >= end:
        return None, [(first, last)]
    ends = [(a, b) for a, b in ((first, start - timedelta(days=1)), (end, last)) if a <= b]
    return (start, (end - timedelta(days=1)).replace(day=1)), ends


def named(numbers: Iterable[int], *, by) -> dict[int, Resource]:
    """The resources of these numbers whose notice `by` sees, with their titles."""
    return Resource.objects.visible_to(by).only("title", "kind", "published_at").in_bulk(list(numbers))


def events(asked: Asked, *, by):
    """Downloads one by one, in order, for who may read them."""
    found = _of_people(DownloadEvent.objects.visible_to(by).filter(day__range=(asked.first, asked.last)), asked)
    if asked.themes is not None:
        found = found.filter(resource__in=_of_themes(asked))
    return found.order_by("day", "at", "pk")


def _of_people(rows, asked: Asked):
    """The rows of the regions and of the role asked for."""
    if asked.regions is not None:
        rows = rows.filter(region__in=asked.regions)
    return rows if asked.role is None else rows.filter(role=asked.role)


def _of_themes(asked: Asked):
    """The resources of the themes asked for."""
    return Resource.themes.through.objects.filter(theme__in=asked.themes).values("resource")
