"""Many figures of every region at once: one statement, however many figures and years are asked for."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.db.models import Count, F, Q, QuerySet, Value

from .registry import Indicator
from .scope import Scope

# The part that stands for the whole network.
WHOLE = ""


@dataclass(frozen=True)
class Measured:
    """A value and the number of records behind it."""

    value: int | Decimal | None
    records: int


@dataclass(frozen=True)
class RegionalFigure:
    """An indicator in a year: the whole network, and each region that has records, by code."""

    whole: Measured
    regions: dict[str, Measured]
    adds_up: bool
    is_share: bool

    def of(self, code: str) -> Measured:
        """The figure of a region; one without records counts zero where the network has some, but a share."""
        zero = None if self.is_share or self.whole.value is None else 0
        return self.regions.get(code, Measured(zero, 0))

    @property
    def average(self) -> Decimal | None:
        """The network's figure over the number of regions that have records; None where parts make no whole."""
        if not self.adds_up or not self.regions or self.whole.value is None:
            return None
        return Decimal(self.whole.value) / len(self.regions)


def by_region(indicators: Sequence[Indicator], years: Sequence[int]) -> dict[tuple[str, int], RegionalFigure]:
    """Each indicator in each year, as the registry measures them at the end of the year."""
    parts, params = [], []
    for indicator in indicators:
        for year in years:
            source = indicator.source(Scope(year)).order_by()
            everything = source.values(code=Value(WHOLE))
            split = source.filter(**{f"{indicator.region}__isnull": False}).values(code=F(indicator.region))
            for rows in (everything, split):
                sql, given = _measured(rows, indicator).query.sql_with_params()
                parts.append(f"SELECT %s::text, %s::int, to_jsonb(q)::text FROM ({sql}) q")  # noqa: S608 (Django's own SQL)
                params += [indicator.key, year, *given]
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        rows = [(key, year, json.loads(text, parse_float=Decimal)) for key, year, text in cursor.fetchall()]
    measures = {indicator.key: indicator for indicator in indicators}
    found: dict[tuple[str, int], dict[str, Measured]] = {(key, year): {} for key in measures for year in years}
    for key, year, row in rows:
        if row["records"]:
            found[key, year][row["code"]] = Measured(measures[key].measure.result(row), row["records"])
    return {
        (key, year): RegionalFigure(
            values.pop(WHOLE, Measured(None, 0)), values, measures[key].adds_up, measures[key].is_share
        )
        for (key, year), values in found.items()
    }


def _measured(rows: QuerySet, indicator: Indicator) -> QuerySet:
    return rows.annotate(records=Count("pk"), **indicator.measure.aggregates(Q()))
