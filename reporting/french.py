"""Numbers and dates as French readers expect them, with no-break spaces."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

NBSP = "\u00a0"
NO_DATA = "–"
MONTHS = [
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
]  # fmt: skip


def number(value, decimals: int | None = None):
    """« 18 000 » or « 12,5 »; as many decimals as asked, else two at most, without useless zeros; words stay."""
    if value is None:
        return NO_DATA
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return value
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-2 if decimals is None else -decimals), ROUND_HALF_UP)
    whole, _, fraction = f"{abs(rounded):,}".partition(".")
    if decimals is None:
        fraction = fraction.rstrip("0")
    sign = "−" if rounded < 0 else ""
    return sign + whole.replace(",", NBSP) + (f",{fraction}" if fraction else "")


def percent(value, decimals: int = 1) -> str:
    """« 89,1 % » of 89.1."""
    return NO_DATA if value is None else f"{number(value, decimals)}{NBSP}%"


def euros(value) -> str:
    """« 1 234,50 € », always with its cents; an amount may be written in words, as records in JSON keep it."""
    return NO_DATA if value is None else f"{number(Decimal(value), 2)}{NBSP}€"


def file_size(value: int) -> str:
    """« 640 octets », « 17 Ko », « 2,4 Mo »: as shops and offices count, by thousands."""
    if value < 1_000:
        return f"{value}{NBSP}{unit('octets', value)}"
    if value < 1_000_000:
        return f"{number(value / 1_000, 0)}{NBSP}Ko"
    return f"{number(round(value / 1_000_000, 1))}{NBSP}Mo"


def fr_date(value: date | None) -> str:
    """« 22 juin 2023 », « 1er mai 2023 »; a moment is told in local time."""
    if not value:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    day = "1er" if value.day == 1 else str(value.day)
    return NBSP.join([day, MONTHS[value.month - 1], str(value.year)])


def period(value: DateRange | None) -> str:
    """« du 1er janvier 2023 au 31 décembre 2023 »: a range keeps the day after its last one."""
    if value is None or value.isempty:
        return ""
    first = fr_date(value.lower)
    last = fr_date(value.upper - timedelta(days=1)) if value.upper else ""
    if first and last:
        return f"du {first} au {last}"
    return f"depuis le {first}" if first else f"jusqu'au {last}" if last else "sans limite"


def cell(value):
    """A table's cell of any kind; numbers under 10 000 are left alone, since they may be years."""
    if value is None:
        return ""
    if isinstance(value, date):
        return fr_date(value)
    if isinstance(value, DateRange):
        return period(value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int) and abs(value) < 10_000:
        return str(value)
    return number(value)


def unit(word: str, value) -> str:
    """« structure » for one, « structures » for several: French counts zero and 1.5 as one."""
    return word.removesuffix("s") if value is not None and abs(value) < 2 else word
