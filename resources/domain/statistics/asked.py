"""The question: a period, and what narrows it; the same in SQL."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Asked:
    """A period, both ends included; themes with those within them, regions and a role, None for all."""

    first: date
    last: date
    themes: tuple[int, ...] | None = None
    regions: tuple[str, ...] | None = None
    role: str | None = None

    @property
    def of_everybody(self) -> bool:
        return self.regions is None and self.role is None

    @property
    def whole_months(self) -> bool:
        return self.first.day == 1 and (self.last + timedelta(days=1)).day == 1


def conditions(asked: Asked) -> tuple[str, dict]:
    """What narrows days and events, in SQL; the columns bear the same names in both."""
    values = {
        "first": asked.first,
        "last": asked.last,
        "regions": list(asked.regions or ()),
        "role": asked.role,
        "of": list(asked.themes or ()),
    }
    return f"day BETWEEN %(first)s AND %(last)s{people(asked)}{themed(asked)}", values


def people(asked: Asked) -> str:
    """The regions and the role asked for."""
    of_regions = " AND region_id = ANY(%(regions)s)" if asked.regions is not None else ""
    return of_regions + (" AND role = %(role)s" if asked.role is not None else "")


def themed(asked: Asked) -> str:
    """The resources of the themes asked for."""
    if asked.themes is None:
        return ""
    return " AND resource_id IN (SELECT resource_id FROM resources_resource_themes WHERE theme_id = ANY(%(of)s))"


def by_step(days: dict[date, int], first: date, last: date, step: str) -> list[tuple[date, date, int]]:
    """Downloads by "day", "week" or "month", as (first day, last day, downloads); days without any count zero."""
    rows, start = [], first
    while start <= last:
        end = min(last, _end_of_step(start, step))
        length = (end - start).days + 1
        rows.append((start, end, sum(days.get(start + timedelta(days=n), 0) for n in range(length))))
        start = end + timedelta(days=1)
    return rows


def _end_of_step(day: date, step: str) -> date:
    if step == "day":
        return day
    if step == "week":
        return day + timedelta(days=6 - day.weekday())
    return next_month(day) - timedelta(days=1)


def next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
