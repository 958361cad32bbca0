"""The registry, and what can be asked of an indicator."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.apps import apps
from django.db.models import Count as CountRows
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import reverse

from members.models.base import Unaccented

from .breakdown import NO_PART, Bands, Breakdown, ByField, Row
from .measure import Count, Distinct, Quotient, Ratio, Share, Sum, percent
from .scope import Scope

Measure = Count | Sum | Distinct | Share | Ratio | Quotient
_registry: dict[str, "Indicator"] = {}


class UnknownIndicator(LookupError):
    """No indicator bears this key."""

    def __init__(self, key: str):
        super().__init__(f"Aucun chiffre ne porte la clé « {key} ».")
        self.key = key


@dataclass(frozen=True)
class Indicator:
    """A named figure; `region` is the path from a record to its region's code.

    `declared` marks what organisations declare in confidence: see `confidence`. `since` gives the first year of which
    records were kept in full: from then on a year without any counts zero, which "no data" is not.
    """

    key: str
    label: str
    unit: str
    source: Callable[[Scope], QuerySet]
    measure: Measure
    region: str
    by: Sequence[ByField | Bands]
    declared: bool = False
    since: Callable[[], int | None] | None = None

    @property
    def definition(self) -> str:
        """What the figure means, in the words that its readers see."""
        return inspect.getdoc(self.source) or ""

    @property
    def trade(self) -> str:
        """The trade of the network whose figure it is, in French."""
        return apps.get_app_config(self.key.partition(".")[0]).verbose_name

    @property
    def is_share(self) -> bool:
        return isinstance(self.measure, Share | Ratio)

    @property
    def adds_up(self) -> bool:
        """Whether the parts of a breakdown make the whole, exactly."""
        return isinstance(self.measure, Count | Sum)

    @property
    def has_regions(self) -> bool:
        """Whether each of its records is counted in one region; those of associations of several regions are not."""
        return any(split.name == "region" for split in self.by)

    @property
    def headline(self) -> Bands | ByField | None:
        """The split that is itself the figure, for an indicator named « by … »."""
        return self.by[0] if self.by and ".by_" in self.key else None

    def records(self, scope: Scope, part: str | None = None, split: str | None = None) -> QuerySet:
        """The records behind the figure, or behind one part of the breakdown named `split`."""
        records = self.source(scope).filter(self._within(scope))
        if part is not None:
            records = records.filter(self._split(split).only(part))
        return records

    def measured(self, scope: Scope) -> tuple[int | Decimal | None, int]:
        """The value and the number of records behind it, in one query; the value is None without data.

        A region without a record counts 0 where the network has some that year, and has no data where it has none,
        unless records were kept that year.
        """
        row = self.source(scope).aggregate(
            everywhere=CountRows("pk"),
            here=CountRows("pk", filter=self._within(scope)),
            **self.measure.aggregates(self._within(scope)),
        )
        if not row["everywhere"] and not self._kept_in(scope.year):
            return None, 0
        return self.measure.result(row), row["here"]

    def value(self, scope: Scope) -> int | Decimal | None:
        return self.measured(scope)[0]

    def breakdowns(self, scope: Scope) -> list[Breakdown]:
        """Every split of the figure, a query each."""
        return [self.breakdown(scope, split.name) for split in self.by]

    def breakdown(self, scope: Scope, name: str) -> Breakdown:
        """The figure split by `name`, in one query."""
        split = self._split(name)
        found = {
            NO_PART if row["part"] is None else str(row["part"]): row | {"part_label": split.said(row["part_label"])}
            for row in split.keyed(self.source(scope).filter(self._within(scope)))
            .values("part", "part_label")
            .annotate(records=CountRows("pk"), **self.measure.aggregates(Q()))
            .order_by(Unaccented(Cast("part_label", TextField())))
        }
        parts = split.parts() or [(key, row["part_label"]) for key, row in found.items()]
        values = {key: self.measure.result(found[key]) or 0 if key in found else 0 for key, _ in parts}
        base = sum(found[key]["records"] for key in found)
        whole = sum(values.values())
        additive = self.adds_up and whole
        rows = [
            Row(
                key=key,
                label=label,
                value=values[key],
                share=percent(values[key], whole) if additive else None,
                records=found[key]["records"] if key in found else 0,
            )
            for key, label in parts
        ]
        return Breakdown(split.name, split.label, rows, base)

    def series(self, years: Sequence[int], region: str | None = None) -> list[tuple[int, int | Decimal | None, int]]:
        """The value at the end of each year, None where there is no data, and the records behind; a query each."""
        return [(year, *self.measured(Scope(year, region))) for year in years]

    def get_absolute_url(self) -> str:
        return reverse("reporting:figure_records", args=[self.key])

    def _kept_in(self, year: int) -> bool:
        since = self.since and self.since()
        return since is not None and since <= year

    def _within(self, scope: Scope) -> Q:
        return Q(**{self.region: scope.region}) if scope.region else Q()

    def _split(self, name: str | None) -> ByField | Bands:
        for split in self.by:
            if split.name == name:
                return split
        raise LookupError(f"{self.key} has no breakdown named {name}")


def indicator(
    key: str, *, label: str, unit: str, region: str, measure: Measure | None = None, by: Sequence = (),
    declared: bool = False, since: Callable[[], int | None] | None = None,
):  # fmt: skip
    """Declare an indicator; the function's docstring is the definition that users read, in French."""

    def register(source: Callable[[Scope], QuerySet]) -> Indicator:
        if key in _registry:
            raise ValueError(f"Indicator {key} is declared twice")
        _registry[key] = Indicator(key, label, unit, source, measure or Count(), region, tuple(by), declared, since)
        return _registry[key]

    return register


def get(key: str) -> Indicator:
    """The indicator of this key; raises `UnknownIndicator`."""
    try:
        return _registry[key]
    except KeyError:
        raise UnknownIndicator(key) from None


def all_indicators() -> list[Indicator]:
    """Every indicator, in the order of declaration."""
    return list(_registry.values())
