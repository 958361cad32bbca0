"""What few organisations have declared is not told to everybody: a sum over three of them says what each is."""

from dataclasses import replace

from .breakdown import Breakdown
from .measure import Sum
from .registry import Indicator
from .scope import Scope

# Under this number of answers a declared figure is told only to those who may read each of them.
FEWEST = 5


def may_tell(indicator: Indicator, scope: Scope, records: int, user) -> bool:
    """Whether `user` may read the figure, made of so many records."""
    if not indicator.declared or not 0 < records < FEWEST:
        return True
    return indicator.records(scope).visible_to(user).count() == records


def as_told(indicator: Indicator, scope: Scope, breakdown: Breakdown, user) -> Breakdown:
    """The breakdown without the sums that few answers make, for who may not read those answers."""
    if not (indicator.declared and isinstance(indicator.measure, Sum)):
        return breakdown
    rows = [
        row
        if not 0 < row.records < FEWEST
        or indicator.records(scope, row.key, breakdown.name).visible_to(user).count() == row.records
        else replace(row, value=None, share=None)
        for row in breakdown.rows
    ]
    return replace(breakdown, rows=rows)
