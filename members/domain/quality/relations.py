"""What hangs on an organisation, whatever the app that declares it: every foreign key that leads to one."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import ForeignKey, Model
from pghistory.models import Event

from members.models import DistinctPair, Merge, Organisation


@dataclass(frozen=True)
class Relation:
    """A column of a model that names an organisation."""

    model: type[Model]
    field: ForeignKey

    @property
    def key(self) -> str:
        """As a merge writes it down."""
        return f"{self.model._meta.label}.{self.field.name}"

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    def rows(self, organisation_id: int):
        return self.model._base_manager.filter(**{self.field.attname: organisation_id})


def relations() -> Iterator[Relation]:
    """Every column that leads to an organisation: hidden ones and those of many-to-many tables too.

    The history that the database keeps by itself is left alone: it tells of the rows as they were.
    """
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many or relation.one_to_one) or not relation.auto_created or relation.concrete:
            continue
        model = relation.related_model
        if issubclass(model, Event):
            continue
        yield Relation(model, relation.field)


def what_hangs_on(organisation: Organisation) -> dict[str, int]:
    """How many rows of each kind, in words; kinds without any are left out."""
    counted = Counter()
    for relation in relations():
        if relation.model not in {DistinctPair, Merge}:
            counted[relation.label] += relation.rows(organisation.pk).count()
    return {label: count for label, count in sorted(counted.items()) if count}
