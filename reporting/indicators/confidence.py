"""What few organisations have declared is not told to everybody: a sum over three of them says what each is."""

from dataclasses import replace

from django.db.models import QuerySet

from members.models.base import belongs

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
    """Whether `user` may read the figure, made of so many records.

    A declared figure at any day is for the network: from day to day it would tell a visitor what each newcomer declares.
    """
    between = indicator.declared and scope.as_of is not None and not belongs(user)
    if not between and not is_confidential(indicator, records):
        return True
    return _sees_all(indicator.records(scope), records, user)


def as_told(indicator: Indicator, scope: Scope, breakdown: Breakdown, user) -> Breakdown:
    """The breakdown without the sums and shares that few answers make, for who may not read those answers."""
    if isinstance(indicator.measure, Count):
        return breakdown
    rows = [
        row
        if not is_confidential(indicator, row.records)
        or _sees_all(indicator.records(scope, row.key, breakdown.name), row.records, user)
        else replace(row, value=None, share=None)
        for row in breakdown.rows
    ]
    return replace(breakdown, rows=rows)


def _sees_all(records: QuerySet, count: int, user) -> bool:
    """Whether `user` may read each of these records; who may read all of their kind costs no query."""
    seen = records.visible_to(user)
    return seen is records or seen.count() == count
