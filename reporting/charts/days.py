"""A number from day to day."""

from collections.abc import Sequence
from datetime import date
from math import ceil

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

LEFT, WIDTH, TOP, HEIGHT = 46, 584, 14, 190
# Over so many points, a mean of seven shows the trend under the ups and downs of the week.
SMOOTHED_FROM = 45
MOST_LABELS = 12
SHORT_MONTHS = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]


def day_chart(points: Sequence[tuple[date, int]], title: str) -> SafeString:
    """A curve of a value a day (or of another regular step) over a period; its title says the mean and the peak."""
    values = [float(value) for _, value in points]
    top = _round_up(max(values, default=0))
    places = [LEFT + WIDTH * index / max(len(points) - 1, 1) for index in range(len(points))]
    heights = [TOP + HEIGHT * (1 - value / top) for value in values]
    peak = max(points, key=lambda point: point[1], default=None)
    context = {
        "title": title,
        "points": points,
        "mean": sum(values) / len(values) if values else None,
        "peak": peak,
        "line": _path(places, heights),
        "trend": _path(places, _smoothed(heights)) if len(points) >= SMOOTHED_FROM else "",
        "single": (places[0], heights[0]) if len(points) == 1 else None,
        "marks": [{"value": top * part / 2, "y": TOP + HEIGHT * (1 - part / 2)} for part in (0, 1, 2)],
        "ticks": _ticks(points, places),
        "left": LEFT,
        "right": LEFT + WIDTH,
        "bottom": TOP + HEIGHT,
    }
    return render_to_string("reporting/charts/days.svg", context)


def _path(places: list[float], heights: list[float]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(places, heights, strict=True))


def _smoothed(heights: list[float]) -> list[float]:
    """The mean of each point with the three before and after it, with fewer at the ends."""
    around = [heights[max(0, index - 3) : index + 4] for index in range(len(heights))]
    return [sum(some) / len(some) for some in around]


def _round_up(highest: float) -> int:
    """An even number, easy to read, at least the highest value."""
    if highest <= 2:
        return 2
    unit = 10 ** (len(str(ceil(highest))) - 1)
    step = next(step for step in (unit, 2 * unit, 4 * unit, 5 * unit, 6 * unit, 8 * unit, 10 * unit) if step >= highest)
    return step if step % 2 == 0 else step + 1


def _ticks(points: Sequence[tuple[date, int]], places: list[float]) -> list[dict]:
    """Names of days under a short curve, of months under a long one, and no more than there is room for."""
    if not points:
        return []
    if (points[-1][0] - points[0][0]).days <= 62:
        named = [(x, f"{day.day} {SHORT_MONTHS[day.month - 1]}") for (day, _), x in zip(points, places, strict=True)]
    else:
        named, last = [], points[0][0].replace(day=1) if points[0][0].day > 1 else None
        for (day, _), x in zip(points, places, strict=True):
            month = day.replace(day=1)
            if month != last:
                named.append((x, f"{SHORT_MONTHS[day.month - 1]}{f' {day.year}' if day.month == 1 else ''}"))
            last = month
    every = ceil(len(named) / MOST_LABELS) or 1
    return [{"x": round(x, 1), "label": label} for x, label in named[::every]]
