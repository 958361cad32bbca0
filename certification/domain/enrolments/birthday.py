"""Days of birth, of which the day or the month may be unknown."""

from datetime import date


def is_day(year: int, month: int | None, day: int | None) -> bool:
    """Whether a year, a month and a day, each perhaps unknown, make a day that exists; no day without its month."""
    if day and not month:
        return False
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return False
    return True
