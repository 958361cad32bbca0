"""Who changed what in a record, when and from where: what the database's triggers have kept."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pghistory.models
from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import FieldDoesNotExist
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Field, Model

from members.domain.territory import department_names, region_names
from members.models import Department, Region, User
from reporting.french import period

NAMES = {Department: department_names, Region: region_names}
KINDS = {"insert": "création", "update": "modification", "delete": "suppression"}
SHOWN = 200
# What is the same in every part of a record.
NEVER_TOLD = {"id", "organisation_id", "convention_id", "report_id", "user_id", "aci_id"}


@dataclass(frozen=True)
class FieldChange:
    """A field's name in French, and its values before and after."""

    field: str
    before: object
    after: object


@dataclass(frozen=True)
class Version:
    """One write: `who` and `where` (an address of the portal) are empty for work done outside it; `of` names a part."""

    when: datetime
    what: str
    of: str
    who: str
    where: str
    changes: list[FieldChange]


def versions_of(record: Model, parts: Sequence[type[Model]] = ()) -> list[Version]:
    """The last versions of a record and of its `parts`, rows of other models that refer to it; newest first."""
    models = {model._meta.label: model for model in (type(record), *parts)}
    found = pghistory.models.Events.objects.references(record).filter(pgh_obj_model__in=models)
    events = list(found.order_by("-pgh_created_at", "-pgh_id")[:SHOWN])
    contexts = [event.pgh_context or {} for event in events]
    people = User.objects.in_bulk({context["user"] for context in contexts if context.get("user")})
    return [
        Version(
            when=event.pgh_created_at,
            what=KINDS.get(event.pgh_label, event.pgh_label),
            of="" if models[event.pgh_obj_model] is type(record) else models[event.pgh_obj_model]._meta.verbose_name,
            who=str(people.get(context.get("user"), "")),
            where=context.get("url", ""),
            changes=_changes(event, models[event.pgh_obj_model], type(record)),
        )
        for event, context in zip(events, contexts, strict=True)
    ]


def _changes(event, model: type[Model], whole: type[Model]) -> list[FieldChange]:
    """What a write changed; of a part that is made, all that it holds."""
    told = event.pgh_diff or {}
    if event.pgh_label == "insert" and model is not whole:
        told = {field: (None, value) for field, value in event.pgh_data.items() if value and field not in NEVER_TOLD}
    return [_change(model, column, before, after) for column, (before, after) in told.items()]


def _change(model: type[Model], column: str, before, after) -> FieldChange:
    try:
        field = model._meta.get_field(column.removesuffix("_id"))
    except FieldDoesNotExist:
        return FieldChange(column, before, after)
    return FieldChange(str(field.verbose_name), _said(field, before), _said(field, after))


def _said(field: Field, value):
    """A value as the database's triggers keep it, in the words of the pages."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(field, DateRangeField) and value and value != "empty":
        return period(DateRange(*(date.fromisoformat(day) if day else None for day in value[1:-1].split(","))))
    if field.related_model in NAMES:
        return NAMES[field.related_model]().get(value, value)
    return dict(field.flatchoices).get(value, value)
