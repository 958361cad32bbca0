"""Horizontal bars of a breakdown."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reporting.indicators import Breakdown

LABEL_WIDTH, BAR_WIDTH, ROW_HEIGHT = 170, 360, 34


def bar_chart(breakdown: Breakdown, title: str) -> SafeString:
    """One bar a part, with its number and its share of the whole."""
    highest = max((row.value for row in breakdown.rows), default=0) or 1
    bars = [
        {
            "row": row,
            "y": 8 + index * ROW_HEIGHT,
            "text_y": 8 + index * ROW_HEIGHT + 17,
            "width": round(BAR_WIDTH * float(row.value) / float(highest)),
            "end": LABEL_WIDTH + round(BAR_WIDTH * float(row.value) / float(highest)) + 8,
        }
        for index, row in enumerate(breakdown.rows)
    ]
    context = {
        "title": title,
        "bars": bars,
        "start": LABEL_WIDTH,
        "label_x": LABEL_WIDTH - 8,
        "height": 16 + len(bars) * ROW_HEIGHT,
    }
    return render_to_string("reporting/charts/bars.svg", context)
