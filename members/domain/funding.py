"""State aid to the posts of ACI: formulas of the financial annexes (ASP) and amounts of the yearly arrêtés."""

import csv
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from django.db.backends.postgresql.psycopg_any import DateRange

from members.models import FinancialAnnex

# One insertion FTE of an ACI is 1,820 paid hours a year (financial annexes, af_duree_heure_annuel_etp).
PAID_HOURS_PER_FTE = 1820
AMOUNTS = Path(__file__).resolve().parent.parent / "data" / "aide-au-poste-aci.csv"
CENT = Decimal("0.01")


def euros(amount: Decimal) -> Decimal:
    """Rounded to the cent, half up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def annex_amount(posts: Decimal, unit_amount: Decimal, months: int) -> Decimal:
    """Total of an annex in euros: a full year is rounded once, a part of a year month by month, as the ASP does."""
    if months == 12:
        return euros(posts * unit_amount)
    return months * euros(posts * unit_amount / 12)


def months_of(starts: date, ends: date, year: int) -> int:
    """Months of `year` that an annex covers, a month begun being counted whole."""
    first, last = max(starts, date(year, 1, 1)), min(ends, date(year, 12, 31))
    return max(0, last.month - first.month + 1) if first <= last else 0


def amount_between(starts: date, ends: date, posts: Decimal, unit_amount: Decimal) -> Decimal:
    """Total in euros of an annex between its days, which lie in one year or run over several."""
    years = range(starts.year, ends.year + 1)
    return annex_amount(posts, unit_amount, sum(months_of(starts, ends, year) for year in years))


def lies_within(starts: date, ends: date, convention: DateRange) -> bool:
    """Whether the days of an annex are all days of its convention."""
    return (convention.lower or date.min) <= starts and ends < (convention.upper or date.max)


def kept_annexes(annexes: Iterable[FinancialAnnex]) -> list[FinancialAnnex]:
    """Of each annex, the last modification that counts.

    An annex is known by its ASP identifier or, typed by hand, by its number without the modification and its start.
    """
    kept = {}
    for annex in annexes:
        if annex.state not in FinancialAnnex.COUNTED:
            continue
        key = annex.asp_annex_id or (annex.number[:-1], annex.starts)
        if key not in kept or annex.number[-1] > kept[key].number[-1]:
            kept[key] = annex
    return list(kept.values())


def conventioned_fte(annexes: Iterable[FinancialAnnex], year: int) -> Decimal:
    """Insertion posts of a year in FTE: posts are monthly, an annex of four months counts a third."""
    total = sum(
        (annex.posts * months_of(annex.starts, annex.ends, year) / 12 for annex in kept_annexes(annexes)), Decimal(0)
    )
    return total.quantize(CENT, ROUND_HALF_UP)


@cache
def _amounts() -> list[dict[str, str]]:
    with AMOUNTS.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def unit_amount_on(day: date, zone: str = "national") -> Decimal:
    """Base aid per post and year on `day`, in euros; the last known amount after the last arrêté.

    Raises LookupError before the first arrêté known for the zone.
    """
    known = [row for row in _amounts() if row["zone"] == zone and date.fromisoformat(row["valid_from"]) <= day]
    if not known:
        raise LookupError(f"No amount known for {zone} on {day}")
    return Decimal(max(known, key=lambda row: row["valid_from"])["base_amount"])
