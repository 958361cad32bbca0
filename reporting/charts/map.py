"""The map of the regions, coloured in steps. Geometry: IGN Admin Express, Licence Ouverte."""

import json
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from math import ceil
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

GEOMETRY = Path(__file__).resolve().parent.parent / "data" / "france-regions-planar.geojson"
# Widening on the right, so that the legend stands clear of the land.
LEGEND_ROOM = 100
COLOURS = ["#E9E5DC", "#D5E5DD", "#A6CBBB", "#6FA892", "#3D8069", "#1F5C4A"]


@cache
def _shapes() -> tuple[list[dict], str]:
    """The regions' outlines as SVG paths, read once a process, and the box that holds them."""
    features = json.loads(GEOMETRY.read_text(encoding="utf-8"))["features"]
    shapes, xs, ys = [], [], []
    for feature in features:
        rings = [ring for polygon in feature["geometry"]["coordinates"] for ring in polygon]
        xs += [x for ring in rings for x, _ in ring]
        ys += [y for ring in rings for _, y in ring]
        path = mark_safe("".join(map(_outline, rings)))  # noqa: S308 (numbers)
        shapes.append({"code": feature["properties"]["code"], "name": feature["properties"]["name"], "path": path})
    box = f"{min(xs) - 5:.0f} {min(ys) - 5:.0f} {max(xs) - min(xs) + 10 + LEGEND_ROOM:.0f} {max(ys) - min(ys) + 10:.0f}"
    return shapes, box


def _outline(ring: list[list[float]]) -> str:
    """A closed line in whole steps from point to point, half as long to send as places would be."""
    points = [(round(x), round(y)) for x, y in ring]
    steps = [(x - fromx, y - fromy) for (fromx, fromy), (x, y) in pairwise(points) if (x, y) != (fromx, fromy)]
    return f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{dx} {dy}" for dx, dy in steps).replace(" -", "-") + "z"


def region_map(values: dict[str, int], title: str, link: Callable[[str], str] | None = None) -> SafeString:
    """Regions darker where the number is higher; each says its name and number.

    `link` gives the address that a region's code opens: a help to the mouse, the table beside it serves the keyboard.
    """
    shapes, box = _shapes()
    highest = max(values.values(), default=0)
    regions = [
        shape
        | {
            "value": values.get(shape["code"], 0),
            "url": link(shape["code"]) if link else "",
            "colour": COLOURS[_step(values.get(shape["code"], 0), highest)],
        }
        for shape in shapes
    ]
    steps = _legend(highest)
    legend = [{"colour": colour, "label": label, "y": 38 * line} for line, (colour, label) in enumerate(steps)]
    context = {"title": title, "box": box, "regions": regions, "legend": legend, "linked": link is not None}
    return render_to_string("reporting/charts/map.svg", context)


def _legend(highest: int) -> list[tuple[str, str]]:
    """The colours in use and the numbers that each stands for."""
    bounds = [(step, ceil((step - 1) * highest / 5) or 1, ceil(step * highest / 5) - 1) for step in range(1, 6)]
    bounds[-1] = (5, bounds[-1][1], highest)
    shown = [
        (COLOURS[step], f"{low} à {high}" if low < high else str(low)) for step, low, high in bounds if low <= high
    ]
    return [(COLOURS[0], "aucun"), *shown]


def _step(value, highest) -> int:
    """0 for none, then five steps up to the highest."""
    return min(5, 1 + int(5 * value / highest)) if value and highest else 0
