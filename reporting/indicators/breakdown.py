"""Ways to split a figure: by a field (region…) or by bands of a number."""

from dataclasses import dataclass, field
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


# The part of the records that have no key.
NO_PART = "-"


@dataclass(frozen=True)
class ByField:
    """Split by a key and its label, both paths from the record.

    `words` gives the French of keys that are choices; `unknown` names the records that have no key.
    """

    name: str
    label: str
    key: str
    title: str
    words: dict | None = field(default=None, hash=False)
    unknown: str = "non précisé"

    def keyed(self, records: QuerySet) -> QuerySet:
        return records.annotate(part=F(self.key), part_label=F(self.title))

    def parts(self) -> list[tuple[str, str]] | None:
        """Parts shown even when empty; None where only those found are."""
        return None

    def said(self, label) -> str:
        """The label of a part, in French."""
        if label is None:
            return self.unknown
        return str(self.words[label]) if self.words else label

    def only(self, part: str) -> Q:
        """The records of one part; raises LookupError where the choices have none of this name."""
        if part == NO_PART:
            return Q(**{f"{self.key}__isnull": True})
        if self.words is not None and part not in {str(key) for key in self.words}:
            raise LookupError(f"{self.name} has no part named {part}")
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

    def said(self, label: str) -> str:
        return label

    def only(self, part: str) -> Q:
        return dict(zip((key for key, _ in self.parts()), self._conditions(), strict=True))[part]
