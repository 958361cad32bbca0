"""Formulas of the financial annexes, on amounts that the ASP computed."""

from datetime import date
from decimal import Decimal

import pytest

from members.domain.funding import annex_amount, conventioned_fte, kept_annexes, months_of, unit_amount_on
from members.models import FinancialAnnex


@pytest.mark.parametrize(
    ("posts", "unit", "months", "total"),
    [
        ("8.15", 19897, 12, "162160.55"),
        ("7.43", 20199, 8, "100052.40"),
        ("5.94", 19897, 6, "59094.12"),
        ("10", 20441, 2, "34068.34"),
    ],
)
def test_annex_amount_to_the_cent(posts, unit, months, total):
    assert annex_amount(Decimal(posts), Decimal(unit), months) == Decimal(total)


def annex(identifier, posts, months=12, number="ACI033190001A0M0", state="VALIDE"):
    return FinancialAnnex(
        asp_annex_id=identifier,
        number=number,
        posts=Decimal(posts),
        starts=date(2020, 1, 1),
        ends=date(2020, months, 28),
        state=state,
    )


def test_conventioned_fte_of_a_year():
    posts = ["7.45", "15.60", "11.65", "11.65", "7.43", "7.43"]
    annexes = [annex(n, p) for n, p in enumerate(posts, start=1)] + [annex(99, "10.00", months=2)]
    assert conventioned_fte(annexes, 2020) == Decimal("62.88")


def test_last_modification_that_counts_replaces_the_others():
    first = annex(1, "10", number="ACI033190001A0M0", state="HISTORISE")
    second = annex(1, "11", number="ACI033190001A0M1")
    draft = annex(1, "12", number="ACI033190001A0M2", state="BROUILLON")
    assert kept_annexes([first, second, draft]) == [second]


def test_renewals_add_up():
    assert len(kept_annexes([annex(1, "1"), annex(2, "1", number="ACI033190001A1M0")])) == 2


@pytest.mark.parametrize(
    ("starts", "ends", "months"),
    [
        (date(2020, 1, 1), date(2020, 12, 31), 12),
        (date(2019, 7, 1), date(2020, 6, 30), 6),
        (date(2020, 11, 1), date(2021, 4, 30), 2),
        (date(2021, 1, 1), date(2021, 12, 31), 0),
    ],
)
def test_months_of_a_year(starts, ends, months):
    assert months_of(starts, ends, 2020) == months


@pytest.mark.parametrize(
    ("day", "amount"),
    [(date(2023, 4, 30), 22692), (date(2023, 5, 1), 23196), (date(2024, 1, 1), 23458), (date(2024, 11, 1), 23921)],
)
def test_unit_amount_follows_the_decrees(day, amount):
    assert unit_amount_on(day) == amount
