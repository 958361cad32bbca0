"""The values of a figure over years."""

from collections.abc import Sequence
from decimal import Decimal

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

WIDTH, HEIGHT, MARGIN = 560, 160, 40


def line_chart(series: Sequence[tuple[int, int | Decimal | None]], title: str) -> SafeString:
    """One point a year that has a value; years without data leave a gap in the axis, never a zero."""
    known = [(year, value) for year, value in series if value is not None]
    highest = max((value for _, value in known), default=0) or 1
    step = WIDTH / max(len(series) - 1, 1)
    places = {year: round(MARGIN + index * step) for index, (year, _) in enumerate(series)}
    points = [
        {"x": places[year], "y": round(MARGIN + HEIGHT * (1 - float(value) / float(highest))), "value": value}
        for year, value in known
    ]
    context = {
        "title": title,
        "known": known,
        "points": points,
        "path": " ".join(f"{point['x']},{point['y']}" for point in points),
        "years": places.items(),
        "bottom": MARGIN + HEIGHT,
        "year_y": MARGIN + HEIGHT + 22,
    }
    return render_to_string("reporting/charts/lines.svg", context)
