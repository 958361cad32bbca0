"""Delays in months, as the law and the rules of certifications and training count them."""

from calendar import monthrange
from datetime import date


def months_after(day: date, count: int) -> date:
    """The same day `count` months later, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
