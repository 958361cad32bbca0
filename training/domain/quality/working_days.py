"""Working days: Monday to Friday, without the public holidays of metropolitan France (article L. 3133-1 of the labour code)."""

from datetime import date, timedelta

FIXED = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
# After Easter Sunday: Monday, Ascension Day, Whit Monday.
MOVING = (1, 39, 50)


def after_working_days(day: date, count: int) -> date:
    """The day that is `count` working days later."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    moving = {easter(day.year) + timedelta(days=after) for after in MOVING}
    return day.isoweekday() <= 5 and (day.month, day.day) not in FIXED and day not in moving  # noqa: PLR2004 (Friday)


def easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian computation."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
