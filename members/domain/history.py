"""Who changed what in a record, when and from where: what the database's triggers have kept."""

from dataclasses import dataclass
from datetime import datetime

import pghistory.models
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from members.models import User

KINDS = {"insert": "création", "update": "modification", "delete": "suppression"}
SHOWN = 200


@dataclass(frozen=True)
class FieldChange:
    """A field's name in French, and its values before and after."""

    field: str
    before: object
    after: object


@dataclass(frozen=True)
class Version:
    """One write: `who` and `where` (an address of the portal) are empty for work done outside it."""

    when: datetime
    what: str
    who: str
    where: str
    changes: list[FieldChange]


def versions_of(record: Model) -> list[Version]:
    """The last versions of a record, newest first."""
    events = list(pghistory.models.Events.objects.tracks(record).order_by("-pgh_created_at", "-pgh_id")[:SHOWN])
    contexts = [event.pgh_context or {} for event in events]
    people = User.objects.in_bulk({context["user"] for context in contexts if context.get("user")})
    return [
        Version(
            when=event.pgh_created_at,
            what=KINDS.get(event.pgh_label, event.pgh_label),
            who=str(people.get(context.get("user"), "")),
            where=context.get("url", ""),
            changes=[
                FieldChange(_name(type(record), field), before, after)
                for field, (before, after) in (event.pgh_diff or {}).items()
            ],
        )
        for event, context in zip(events, contexts, strict=True)
    ]


def _name(model: type[Model], column: str) -> str:
    try:
        return str(model._meta.get_field(column.removesuffix("_id")).verbose_name)
    except FieldDoesNotExist:
        return column
