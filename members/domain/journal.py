"""Writes kept with what was there before, so that they can be undone while nothing has moved since."""

from django.apps import apps
from django.db import models


class HasMoved(Exception):
    """A record is no longer as the journal left it, or others hang on it: undoing would lose something."""

    def __init__(self, record: models.Model | None, label: str):
        super().__init__(f"{label} a changé depuis" if record is None else f"{label} « {record} » a changé depuis")


class Journal:
    """Writes records one by one, which lets their signals speak, and notes each."""

    def __init__(self):
        self.steps: list[dict] = []

    def change(self, record: models.Model, **values) -> None:
        """Give the record these values."""
        before = {name: _kept(record, name) for name in values}
        for name, value in values.items():
            setattr(record, name, value)
        record.save(update_fields=list(values))
        after = {name: _kept(record, name) for name in values}
        self.steps.append({"model": record._meta.label, "pk": record.pk, "before": before, "after": after})

    def make(self, record: models.Model, *names: str) -> None:
        """Save a new record; undoing asks that its fields `names` have not moved."""
        record.save(force_insert=True)
        after = {name: _kept(record, name) for name in names}
        self.steps.append({"model": record._meta.label, "pk": record.pk, "before": None, "after": after})


def undo(steps: list[dict]) -> None:
    """Undo the steps, last first, within the caller's transaction; raises `HasMoved`."""
    for step in reversed(steps):
        model = apps.get_model(step["model"])
        record = model._default_manager.select_for_update().filter(pk=step["pk"]).first()
        label = str(model._meta.verbose_name)
        if record is None or any(_kept(record, name) != value for name, value in step["after"].items()):
            raise HasMoved(record, label)
        if step["before"] is None:
            if any(relation.related_model._base_manager.filter(**{relation.field.name: record}).exists()
                   for relation in _holders(model)):  # fmt: skip
                raise HasMoved(record, label)
            record.delete()
            continue
        for name, value in step["before"].items():
            field = model._meta.get_field(name)
            setattr(record, field.attname, None if value is None else field.to_python(value))
        record.save(update_fields=list(step["before"]))


def _holders(model) -> list:
    """Relations by which records of others hang on one of the model; its own history does not count."""
    return [
        relation
        for relation in model._meta.related_objects
        if not relation.hidden and "pgh_obj" not in relation.field.name
    ]


def _kept(record: models.Model, name: str) -> str | None:
    field = record._meta.get_field(name)
    return None if field.value_from_object(record) is None else field.value_to_string(record)
