"""Charts drawn on the server as SVG: a shared tool. The same picture stands in the page and in the PDF.

No style attribute is written (the pages' content policy forbids it) and each picture starts with a `<title>`, which
becomes its alternative text in the PDF.
"""

from .bars import bar_chart
from .curves import Curve, curve_chart
from .days import day_chart
from .lines import line_chart
from .map import region_map

__all__ = ["Curve", "bar_chart", "curve_chart", "day_chart", "line_chart", "region_map"]
