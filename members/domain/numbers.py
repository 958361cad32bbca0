"""Numbers without gaps: the next one of a series is taken in the transaction that uses it, or given back with it."""

from datetime import date

from django.db import connection
from django.utils import timezone

NEXT = """
    INSERT INTO members_numberseries AS series (name, year, last) VALUES (%(name)s, %(year)s, %(count)s)
    ON CONFLICT (name, year) DO UPDATE SET last = series.last + %(count)s RETURNING last
"""


def next_number(series: str, year: int) -> str:
    """The next number of a series in a year, as F2024-00012. Others who want one wait until this transaction ends."""
    return numbers(series, year, 1)[0]


def dated_number(series: str) -> tuple[str, date]:
    """The next number of this year and the day that goes with it, so that the order of numbers is the order of dates.

    The day is read once the number is held: who waited past midnight does not date a number before the previous one.
    """
    year = timezone.localdate().year
    number = next_number(series, year)
    return number, min(timezone.localdate(), date(year, 12, 31))


def numbers(series: str, year: int, count: int) -> list[str]:
    """The next `count` numbers of a series, in order; one of them that is not used is a gap."""
    if not connection.in_atomic_block:
        raise RuntimeError("A number is taken in the transaction that uses it")
    with connection.cursor() as cursor:
        cursor.execute(NEXT, {"name": series, "year": year, "count": count})
        last = cursor.fetchone()[0]
    return [f"{series}{year}-{number:05d}" for number in range(last - count + 1, last + 1)]
