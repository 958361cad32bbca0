"""Rows that go away and may come back: written down as Django serializes them, with what hangs on them."""

from collections.abc import Iterable

from django.core import serializers
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.db.models.deletion import Collector
from pghistory.models import Event


def everything_under(row: Model) -> list[dict]:
    """A row and all that its deletion takes along, the first to be made again first.

    Raises ProtectedError or RestrictedError, as its deletion would.
    """
    collector = Collector(using=DEFAULT_DB_ALIAS, origin=row)
    collector.collect([row])
    found = [one for rows in collector.data.values() for one in rows]
    found += [one for rows in collector.fast_deletes for one in rows]
    kept = [one for one in dict.fromkeys(found) if not isinstance(one, Event)]
    # Whoever refers comes after what it refers to.
    return written_down([row, *(one for one in kept if one != row)])


def written_down(rows: Iterable[Model]) -> list[dict]:
    """Each row as JSON: its model, its number, its values, and what it was called."""
    written = []
    for row in rows:
        stored = [field.name for field in row._meta.local_fields if not field.generated]
        (values,) = serializers.serialize("python", [row], fields=stored)
        text = serializers.serialize("json", [row], fields=stored)
        kind = str(row._meta.verbose_name)
        written.append({"kind": kind, "told": str(row), "model": values["model"], "pk": values["pk"], "json": text})
    return written


def make_again(written: list[dict]) -> None:
    """Write the rows back, under the numbers that they had."""
    for one in written:
        for row in serializers.deserialize("json", one["json"]):
            row.save(force_insert=True)
