"""Numbers without gaps: the next one of a series is taken in the transaction that uses it, or given back with it."""

from django.db import connection

NEXT = """
    INSERT INTO members_numberseries AS series (name, year, last) VALUES (%(name)s, %(year)s, %(count)s)
    ON CONFLICT (name, year) DO UPDATE SET last = series.last + %(count)s RETURNING last
"""


def next_number(series: str, year: int) -> str:
    """The next number of a series in a year, as F2024-00012. Others who want one wait until this transaction ends."""
    if not connection.in_atomic_block:
        raise RuntimeError("A number is taken in the transaction that uses it")
    return numbers(series, year, 1)[0]


def numbers(series: str, year: int, count: int) -> list[str]:
    """The next `count` numbers of a series, in order."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, {"name": series, "year": year, "count": count})
        last = cursor.fetchone()[0]
    return [f"{series}{year}-{number:05d}" for number in range(last - count + 1, last + 1)]
