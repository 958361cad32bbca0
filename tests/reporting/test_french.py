"""Numbers and dates are written the French way."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from reporting.french import cell, file_size, fr_date, number, percent


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (18000, "18\u00a0000"),
        (1234567, "1\u00a0234\u00a0567"),
        (0, "0"),
        (100, "100"),
        (-1500, "−1\u00a0500"),
        (Decimal("30.60"), "30,6"),
        (Decimal("12.00"), "12"),
        (12.345, "12,35"),
        (Decimal("-0.001"), "0"),
        (None, "–"),
        ("déjà écrit", "déjà écrit"),
    ],
)
def test_number(value, shown):
    assert number(value) == shown


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [(Decimal("2.25"), 1, "2,3"), (12, 2, "12,00"), (Decimal("1999.5"), 0, "2\u00a0000"), (None, 2, "–")],
)
def test_number_with_decimals(value, decimals, shown):
    assert number(value, decimals) == shown


@given(st.integers(-(10**15), 10**15))
def test_number_can_be_read_back(value):
    assert int(number(value).replace("\u00a0", "").replace("−", "-")) == value


def test_percent():
    assert percent(Decimal("89.1")) == "89,1\u00a0%"
    assert percent(30, 0) == "30\u00a0%"
    assert percent(None) == "–"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2023, 6, 22), "22\u00a0juin\u00a02023"),
        (date(2023, 5, 1), "1er\u00a0mai\u00a02023"),
        (datetime(2023, 12, 31, 23, 30, tzinfo=UTC), "1er\u00a0janvier\u00a02024"),
        (None, ""),
    ],
)
def test_fr_date(value, shown):
    assert fr_date(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (2023, "2023"),
        (18000, "18\u00a0000"),
        (Decimal("1250.50"), "1\u00a0250,5"),
        (date(2023, 8, 2), "2\u00a0août\u00a02023"),
        (True, "oui"),
        (None, ""),
        ("Bretagne", "Bretagne"),
    ],
)
def test_cell(value, shown):
    assert cell(value) == shown


def test_the_filters_are_at_hand_in_templates():
    page = Template("{{ people|number }} {{ share|percent:0 }} {{ word|number }}")
    assert page.render(Context({"people": 1800, "share": 9, "word": "<b>"})) == "1\u00a0800 9\u00a0% &lt;b&gt;"


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (0, "0\xa0octet"),
        (999, "999\xa0octets"),
        (1_000, "1\xa0Ko"),
        (16_700, "17\xa0Ko"),
        (2_350_000, "2,4\xa0Mo"),
        (100_000_000, "100\xa0Mo"),
    ],
)
def test_file_sizes_are_counted_by_thousands(size, told):
    assert file_size(size) == told
