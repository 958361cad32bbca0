"""Ways to split a figure: by a field (region…) or by bands of a number."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When


@dataclass(frozen=True)
class Row:
    """One part of a breakdown; `share` is in per cent of the whole, to one decimal."""

    key: str
    label: str
    value: int | Decimal
    share: Decimal | None
    records: int


@dataclass(frozen=True)
class Breakdown:
    """A figure split in parts, with the number of records behind the whole."""

    name: str
    label: str
    rows: list[Row]
    base: int


@dataclass(frozen=True)
class ByField:
    """Split by a key and its label, both paths from the record."""

    name: str
    label: str
    key: str
    title: str

    def keyed(self, records: QuerySet) -> QuerySet:
        return records.annotate(part=F(self.key), part_label=F(self.title))

    def parts(self) -> list[tuple[str, str]] | None:
        """Parts shown even when empty; None where only those found are."""
        return None

    def only(self, part: str) -> Q:
        return Q(**{self.key: part})


@dataclass(frozen=True)
class Bands:
    """Split a number in bands `(lower, upper]`, as the fee brackets are."""

    name: str
    label: str
    field: str
    bounds: tuple[int, ...]

    def parts(self) -> list[tuple[str, str]]:
        """Keys like `<=12`, `12-25`, `>70` and their French labels."""
        first, last = self.bounds[0], self.bounds[-1]
        middle = [
            (f"{low if low == first else low + 1}-{high}", f"plus de {low} à {high}")
            for low, high in zip(self.bounds, self.bounds[1:], strict=False)
        ]
        return [(f"<={first}", f"{first} et moins"), *middle, (f">{last}", f"plus de {last}")]

    def _conditions(self) -> list[Q]:
        inner = [
            Q(**{f"{self.field}__gt": low, f"{self.field}__lte": high})
            for low, high in zip(self.bounds, self.bounds[1:], strict=False)
        ]
        return [Q(**{f"{self.field}__lte": self.bounds[0]}), *inner, Q(**{f"{self.field}__gt": self.bounds[-1]})]

    def keyed(self, records: QuerySet) -> QuerySet:
        cases = [
            When(condition, then=Value(key))
            for (key, _), condition in zip(self.parts(), self._conditions(), strict=True)
        ]
        labels = [
            When(condition, then=Value(label))
            for (_, label), condition in zip(self.parts(), self._conditions(), strict=True)
        ]
        return records.annotate(
            part=Case(*cases, output_field=CharField()), part_label=Case(*labels, output_field=CharField())
        )

    def only(self, part: str) -> Q:
        return dict(zip((key for key, _ in self.parts()), self._conditions(), strict=True))[part]
