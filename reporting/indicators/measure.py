"""Ways to measure a set of records; each is an aggregate, so that a figure costs one query."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.db.models import Q


@dataclass(frozen=True)
class Count:
    """How many records."""

    def aggregates(self, within: Q) -> dict:
        return {"value": models.Count("pk", filter=within)}

    def result(self, row: dict) -> int | None:
        return row["value"]


@dataclass(frozen=True)
class Sum:
    """The sum of a field over the records that give it."""

    field: str

    def aggregates(self, within: Q) -> dict:
        return {"value": models.Sum(self.field, filter=within, default=0)}

    def result(self, row: dict) -> int | Decimal:
        return row["value"]


@dataclass(frozen=True)
class Hours(Sum):
    """The sum of a field in minutes, told in hours to the hundredth."""

    def result(self, row: dict) -> Decimal:
        return (Decimal(row["value"]) / 60).quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")


@dataclass(frozen=True)
class Distinct:
    """How many different values of a field the records give; parts may share some, so that they make no whole."""

    field: str

    def aggregates(self, within: Q) -> dict:
        return {"value": models.Count(self.field, filter=within, distinct=True)}

    def result(self, row: dict) -> int:
        return row["value"]


@dataclass(frozen=True)
class Share:
    """Per cent of the records that answer `of`, rounded half up to one decimal."""

    of: Q

    def aggregates(self, within: Q) -> dict:
        return {"answering": models.Count("pk", filter=within & self.of), "whole": models.Count("pk", filter=within)}

    def result(self, row: dict) -> Decimal | None:
        return percent(row["answering"], row["whole"]) if row["whole"] else None


@dataclass(frozen=True)
class Ratio:
    """The sum of a field in per cent of that of another, to one decimal: scores over the highest that could be given."""

    field: str
    over: str

    def aggregates(self, within: Q) -> dict:
        return {
            "total": models.Sum(self.field, filter=within, default=0),
            "over": models.Sum(self.over, filter=within, default=0),
        }

    def result(self, row: dict) -> Decimal | None:
        return percent(row["total"], row["over"]) if row["over"] else None


@dataclass(frozen=True)
class Quotient:
    """The sum of a field over a number that every record of the year bears, to one decimal; without it, no value."""

    field: str
    over: str

    def aggregates(self, within: Q) -> dict:
        return {"total": models.Sum(self.field, filter=within, default=0), "over": models.Max(self.over)}

    def result(self, row: dict) -> Decimal | None:
        if not row["over"]:
            return None
        return (Decimal(row["total"]) / Decimal(row["over"])).quantize(Decimal("0.1"), rounding="ROUND_HALF_UP")


def percent(part, whole) -> Decimal:
    """`part` in per cent of `whole`, to one decimal, half up as accountants round."""
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), rounding="ROUND_HALF_UP")
