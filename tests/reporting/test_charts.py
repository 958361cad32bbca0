"""Pictures of figures: valid SVG that says in words what it shows, and never invents a zero."""

import re
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from members.models import Region
from reporting.charts import bar_chart, day_chart, line_chart, region_map
from reporting.charts.map import COLOURS
from reporting.indicators import Breakdown, Row

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert('x')</script> & \"Cie\""


def parsed(svg: str) -> ET.Element:
    """The picture, which must be valid XML."""
    return ET.fromstring(svg)  # noqa: S314 (what we have just drawn)


def name_of(svg: str) -> str:
    """The accessible name: the first thing in the picture."""
    picture = parsed(svg)
    assert picture[0].tag == f"{SVG}title"
    return picture[0].text


def texts(svg: str) -> list[str]:
    return [text.text for text in parsed(svg).iter(f"{SVG}text")]


def breakdown(*parts: tuple) -> Breakdown:
    rows = [Row(key=label, label=label, value=value, share=share, records=1) for label, value, share in parts]
    return Breakdown("size", "Par taille", rows, base=len(rows))


def days(first: date, many: int, value: int) -> list[tuple[date, int]]:
    """The same value each day, and three times as much on the last."""
    return [(first + timedelta(days=n), value * (3 if n == many - 1 else 1)) for n in range(many)]


SIZES = breakdown(("12 et moins", 1200, Decimal("75.0")), ("plus de 12", 400, Decimal("25.0")), ("plus de 70", 0, None))
PICTURES = {
    "bars": lambda title: bar_chart(SIZES, title),
    "bars without data": lambda title: bar_chart(breakdown(), title),
    "bars of zeros": lambda title: bar_chart(breakdown(("12 et moins", 0, None)), title),
    "lines": lambda title: line_chart([(2022, 1200), (2023, Decimal("12.5"))], title),
    "lines without data": lambda title: line_chart([(2022, None), (2023, None)], title),
    "line of one year": lambda title: line_chart([(2023, 7)], title),
    "no line": lambda title: line_chart([], title),
    "days": lambda title: day_chart(days(date(2023, 3, 1), 40, 10), title),
    "days of a year": lambda title: day_chart(days(date(2023, 1, 1), 365, 60), title),
    "one day": lambda title: day_chart(days(date(2023, 3, 1), 1, 4), title),
    "days of zeros": lambda title: day_chart(days(date(2023, 3, 1), 9, 0), title),
    "no day": lambda title: day_chart([], title),
    "map": lambda title: region_map({"53": 1200, "32": 3}, title),
    "map without data": lambda title: region_map({}, title),
}
pictures = pytest.mark.parametrize("draw", PICTURES.values(), ids=PICTURES)


@pictures
def test_a_picture_has_a_role_and_a_name(draw):
    picture = parsed(draw("Adhérents, 2023"))
    assert picture.get("role") == "img"
    assert name_of(draw("Adhérents, 2023")).startswith("Adhérents, 2023 :")


@pictures
def test_a_picture_carries_no_style_that_the_content_policy_forbids(draw):
    for element in parsed(draw("Adhérents")).iter():
        assert "style" not in element.attrib
        assert element.tag not in {f"{SVG}style", f"{SVG}script"}


@pictures
def test_words_of_people_stay_words(draw):
    assert HOSTILE in name_of(draw(HOSTILE))
    assert list(parsed(draw(HOSTILE)).iter(f"{SVG}script")) == []


def test_bars_say_each_part_its_number_and_its_share():
    svg = bar_chart(SIZES, "Adhérents, 2023")
    assert name_of(svg) == (
        "Adhérents, 2023 : 12 et moins, 1\u00a0200 (75,0\u00a0%) ; plus de 12, 400 (25,0\u00a0%) ; plus de 70, 0"
    )
    assert texts(svg) == [
        "12 et moins", "1\u00a0200 · 75,0\u00a0%", "plus de 12", "400 · 25,0\u00a0%", "plus de 70", "0",
    ]  # fmt: skip


def test_bars_are_as_long_as_their_numbers():
    widths = [int(bar.get("width")) for bar in parsed(bar_chart(SIZES, "Adhérents")).iter(f"{SVG}rect")]
    assert widths == [360, 120, 0]


def test_a_label_in_bars_is_only_text():
    svg = bar_chart(breakdown((HOSTILE, 1, None)), "Adhérents")
    assert texts(svg) == [HOSTILE, "1"]


def test_lines_say_each_year_and_its_number():
    svg = line_chart([(2022, 1200), (2023, Decimal("12.5"))], "Adhérents")
    assert name_of(svg) == "Adhérents : 2022, 1\u00a0200 ; 2023, 12,5"
    assert texts(svg) == ["2022", "2023", "1\u00a0200", "12,5"]


def test_a_year_without_data_is_a_gap_and_a_zero_is_a_point():
    svg = line_chart([(2020, 10), (2021, None), (2022, 0), (2023, 5)], "Adhérents")
    points = [(int(point.get("cx")), int(point.get("cy"))) for point in parsed(svg).iter(f"{SVG}circle")]
    years = {text.text: int(text.get("x")) for text in parsed(svg).iter(f"{SVG}text") if text.get("y") == "222"}
    base = int(next(parsed(svg).iter(f"{SVG}line")).get("y1"))
    assert [x for x, _ in points] == [years["2020"], years["2022"], years["2023"]]
    assert [base - y for _, y in points] == [160, 0, 80]
    assert "2021," not in name_of(svg)


def test_lines_without_data_say_so():
    assert name_of(line_chart([(2022, None)], "Adhérents")) == "Adhérents : sans donnée"


def test_the_map_names_each_region_with_its_number():
    svg = region_map({"53": 1200, "32": 3}, "Adhérents")
    said = [shape.find(f"{SVG}title").text for shape in parsed(svg).iter(f"{SVG}path")]
    assert len(said) == 18
    assert {"Bretagne : 1\u00a0200", "Hauts-de-France : 3", "Corse : 0"} <= set(said)
    assert "Bretagne, 1\u00a0200 ; " in name_of(svg)


def test_the_map_without_data_has_one_colour_and_says_none():
    svg = region_map({}, "Adhérents")
    assert {shape.get("fill") for shape in parsed(svg).iter(f"{SVG}path")} == {COLOURS[0]}
    assert texts(svg) == ["aucun"]


@pytest.mark.django_db
def test_the_map_draws_every_region_but_the_overseas_collectivities():
    drawn = {shape.find(f"{SVG}title").text for shape in parsed(region_map({}, "x")).iter(f"{SVG}path")}
    assert drawn == {f"{region.name} : 0" for region in Region.objects.filter(collectivity=False)}


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 3000), min_size=1, max_size=5))
def test_the_legend_tells_each_regions_colour(values):
    regions = ["53", "32", "11", "84", "94"]
    picture = parsed(region_map(dict(zip(regions, values, strict=False)), "Adhérents"))
    labels = [text.text for text in picture.iter(f"{SVG}text")]
    legend = dict(zip([box.get("fill") for box in picture.iter(f"{SVG}rect")], labels, strict=True))
    for shape in picture.iter(f"{SVG}path"):
        value = int(re.sub(r"\D", "", shape.find(f"{SVG}title").text.rpartition(" : ")[2]))
        bounds = [int(bound) for bound in legend[shape.get("fill")].replace("aucun", "0").split(" à ")]
        assert bounds[0] <= value <= bounds[-1]


def test_days_say_their_mean_and_their_peak():
    assert name_of(day_chart(days(date(2023, 3, 1), 10, 10), "Téléchargements par jour")) == (
        "Téléchargements par jour : en moyenne 12, au plus 30 (10\u00a0mars\u00a02023)"
    )
    assert name_of(day_chart([], "Téléchargements par jour")) == "Téléchargements par jour : sans donnée"


def test_a_year_of_days_names_its_months_and_shows_its_trend():
    svg = day_chart(days(date(2023, 1, 1), 365, 60), "x")
    assert [text for text in texts(svg) if not text[0].isdigit()] == [
        "janv. 2023", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
    ]  # fmt: skip
    assert len(list(parsed(svg).iter(f"{SVG}polyline"))) == 2


@settings(deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=400))
def test_every_day_stands_within_the_picture(values):
    svg = day_chart([(date(2023, 1, 1) + timedelta(days=n), value) for n, value in enumerate(values)], "x")
    points = [
        tuple(map(float, pair.split(",")))
        for line in parsed(svg).iter(f"{SVG}polyline")
        for pair in line.get("points").split()
    ]
    assert all(0 <= x <= 640 and 0 <= y <= 240 for x, y in points)
    assert len(texts(svg)) <= 3 + 13
