"""Two or more numbers along the same days, as a year beside the year before."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .days import HEIGHT, LEFT, TOP, WIDTH, _path, _round_up

COLOURS = ["#A63D20", "#1F5C4A", "#5C6475"]
DASHES = ["", "7 5", "2 4"]


@dataclass(frozen=True)
class Curve:
    """A name and its points: a day from the start, and the value reached then."""

    label: str
    points: Sequence[tuple[int, int]]


def curve_chart(curves: Sequence[Curve], title: str, *, last: int, ticks: Sequence[tuple[int, str]]) -> SafeString:
    """Curves over days 0 to `last`, told apart by colour and by dash; `ticks` names days of the axis."""
    top = _round_up(max((value for curve in curves for _, value in curve.points), default=0))
    drawn = [
        {
            "label": curve.label,
            "end": curve.points[-1][1] if curve.points else 0,
            "colour": COLOURS[index % len(COLOURS)],
            "dash": DASHES[index % len(DASHES)],
            "line": _path(
                [_place(day, last) for day, _ in curve.points],
                [TOP + HEIGHT * (1 - value / top) for _, value in curve.points],
            ),
            "legend_x": LEFT + 8 + 200 * index,
        }
        for index, curve in enumerate(curves)
    ]
    context = {
        "title": title,
        "curves": drawn,
        "marks": [{"value": top * part // 2, "y": TOP + HEIGHT * (1 - part / 2)} for part in (0, 1, 2)],
        "ticks": [{"x": round(_place(day, last), 1), "label": label} for day, label in ticks],
        "left": LEFT,
        "right": LEFT + WIDTH,
        "bottom": TOP + HEIGHT,
        "legend_y": TOP + HEIGHT + 46,
    }
    return render_to_string("reporting/charts/curves.svg", context)


def _place(day: int, last: int) -> float:
    return LEFT + WIDTH * day / max(last, 1)
