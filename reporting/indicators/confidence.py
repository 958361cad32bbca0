"""What few organisations have declared is not told to everybody: a sum over three of them says what each is."""

from dataclasses import replace

from .breakdown import Breakdown
from .measure import Count
from .registry import Indicator
from .scope import Scope

# Under this number of answers a declared figure is told only to those who may read each of them.
FEWEST = 5
TOO_FEW = f"moins de {FEWEST} réponses"


def is_confidential(indicator: Indicator, records: int) -> bool:
    """Whether the figure, made of so many records, is not for everybody."""
    return indicator.declared and 0 < records < FEWEST


def may_tell(indicator: Indicator, scope: Scope, records: int, user) -> bool:
    """Whether `user` may read the figure, made of so many records."""
    if not is_confidential(indicator, records):
        return True
    return indicator.records(scope).visible_to(user).count() == records


def as_told(indicator: Indicator, scope: Scope, breakdown: Breakdown, user) -> Breakdown:
    """The breakdown without the sums and shares that few answers make, for who may not read those answers."""
    if isinstance(indicator.measure, Count):
        return breakdown
    rows = [
        row
        if not is_confidential(indicator, row.records)
        or indicator.records(scope, row.key, breakdown.name).visible_to(user).count() == row.records
        else replace(row, value=None, share=None)
        for row in breakdown.rows
    ]
    return replace(breakdown, rows=rows)
