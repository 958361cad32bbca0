"""What happens in a month, laid out as a calendar."""

from calendar import Calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from reporting.french import MONTHS


@dataclass(frozen=True)
class Month:
    """A month by weeks of seven days from Monday; a day is empty outside the month, and holds what happens then."""

    first: date
    weeks: list[list[tuple[date | None, list[Any]]]]

    def __str__(self):
        return f"{MONTHS[self.first.month - 1]} {self.first.year}"

    @property
    def before(self) -> str:
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        return f"{(self.first + timedelta(days=31)).replace(day=1):%Y-%m}"


def month_of(written: str, today: date) -> date:
    """The first day of a month written « 2026-11 »; of this month where it is written otherwise."""
    try:
        first = date.fromisoformat(f"{written}-01")
    except ValueError:
        return today.replace(day=1)
    return first if 2010 <= first.year <= 2100 else today.replace(day=1)


def days_of(first: date) -> tuple[date, date]:
    """The first day of a month, and the first of the next."""
    return first, (first + timedelta(days=31)).replace(day=1)


def laid_out(first: date, things: Iterable[Any], days: Callable[[Any], Iterable[date]]) -> Month:
    """A calendar of the month that begins on `first`; `days` tells on which days a thing happens."""
    by_day: dict[date, list[Any]] = {}
    for thing in things:
        for day in days(thing):
            by_day.setdefault(day, []).append(thing)
    weeks = [
        [(day if day.month == first.month else None, by_day.get(day, [])) for day in week]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]
    return Month(first, weeks)
