"""The indicator registry: a figure is a set of records and a way to measure it.

An app's `indicators.py` declares each of its figures in a few lines::

    @indicator("members.adherents", label="Adhérents", unit="structures", region="region", by=[BY_REGION])
    def adherents(scope):
        '''Organisations dont l'adhésion est valide à la date.'''
        return Membership.objects.members().valid_on(scope.day)

From that come the value, breakdowns, series, the records behind, tables, charts, exports and the report's prose.
"""

from .breakdown import Bands, Breakdown, ByField, Row
from .columns import Columns, columns_of, record_columns
from .confidence import FEWEST, TOO_FEW, as_told, is_confidential, may_tell
from .measure import Count, Distinct, Hours, Quotient, Ratio, Share, Sum
from .registry import Indicator, UnknownIndicator, all_indicators, get, indicator
from .scope import Scope

__all__ = [
    "FEWEST",
    "TOO_FEW",
    "Bands",
    "Breakdown",
    "ByField",
    "Columns",
    "Count",
    "Distinct",
    "Hours",
    "Indicator",
    "Quotient",
    "Ratio",
    "Row",
    "Scope",
    "Share",
    "Sum",
    "UnknownIndicator",
    "all_indicators",
    "as_told",
    "columns_of",
    "get",
    "indicator",
    "is_confidential",
    "may_tell",
    "record_columns",
]
