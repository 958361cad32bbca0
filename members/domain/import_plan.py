"""What an import would write, model by model, as it is shown before it is confirmed."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange

from members.imports.reading import Fault
from members.models import Aci, AciConvention, FormerSiret, Membership, Organisation, YearlyReturn
from reporting.french import number, period

BATCH = 1000
DETAILS = 100


@dataclass
class Change:
    """Rows of a model to create, and rows to update with the fields that change."""

    create: list[models.Model] = field(default_factory=list)
    update: list[models.Model] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    details: list[dict] = field(default_factory=list)
    unchanged: int = 0

    def add(self, found: models.Model | None, made: models.Model, values: dict) -> models.Model:
        """Compare what is kept with what comes; the row that stands after the import."""
        if found is None:
            self.create.append(made)
            return made
        if found.pk is None:
            # An earlier row of the file creates it: this one completes it.
            for name, value in values.items():
                setattr(found, name, value)
            return found
        changed = [name for name, value in values.items() if getattr(found, name) != value]
        for name in changed:
            self._tell(found, name, values[name])
            setattr(found, name, values[name])
        if changed:
            self.update.append(found)
            self.fields.update(changed)
        else:
            self.unchanged += 1
        return found

    def _tell(self, found: models.Model, name: str, value) -> None:
        """Keep what was and what would be, for the preview."""
        if len(self.details) < DETAILS:
            column = found._meta.get_field(name)
            before, after = (_shown(column, part) for part in (getattr(found, name), value))
            self.details.append({"of": str(found), "field": column.verbose_name, "before": before, "after": after})

    def write(self, model: type[models.Model]) -> None:
        model.objects.bulk_create(self.create, batch_size=BATCH)
        if self.update:
            model.objects.bulk_update(self.update, sorted(self.fields), batch_size=BATCH)


@dataclass
class ImportPlan:
    """What would change, sheet by sheet, with faults that forbid it and warnings that do not."""

    faults: list[Fault]
    warnings: list[Fault]
    # SIREN of the organisations that the file describes, even badly.
    announced: set[str] = field(default_factory=set)
    organisations: Change = field(default_factory=Change)
    former_sirets: Change = field(default_factory=Change)
    acis: Change = field(default_factory=Change)
    conventions: Change = field(default_factory=Change)
    returns: Change = field(default_factory=Change)
    memberships: Change = field(default_factory=Change)

    def parts(self) -> list[tuple[str, type[models.Model], Change]]:
        return [
            ("Structures", Organisation, self.organisations),
            *([("Anciens SIRET", FormerSiret, self.former_sirets)] if self.former_sirets.create else []),
            ("ACI", Aci, self.acis),
            ("Conventions", AciConvention, self.conventions),
            ("Données annuelles", YearlyReturn, self.returns),
            ("Adhésions", Membership, self.memberships),
        ]

    @property
    def changes_nothing(self) -> bool:
        return not any(change.create or change.update for _, _, change in self.parts())

    def summary(self) -> list[dict]:
        """Counts a sheet, with the first names that would be created and the first values that would change."""
        return [
            {
                "sheet": label,
                "created": len(change.create),
                "updated": len(change.update),
                "unchanged": change.unchanged,
                "examples": [str(row) for row in change.create[:5]],
                "details": change.details,
            }
            for label, _, change in self.parts()
        ]


def _shown(column: models.Field, value) -> str:
    """A value as the preview says it."""
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, Decimal):
        return number(value, 2)
    return period(value) if isinstance(value, DateRange) else str(value if value is not None else "")
