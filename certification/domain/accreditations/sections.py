"""The sections of a request, written while one types: each has its version, so that two who write do not erase each other."""

from dataclasses import dataclass

from django.db import transaction

from certification.domain.accreditations.steps import taken
from certification.models import Accreditation
from members.domain.moves import Refused
from members.models import User


@dataclass(frozen=True)
class Section:
    """A part of the form: its name in addresses, its title, its fields, and those of them that a request needs."""

    name: str
    title: str
    fields: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(name for name in self.fields if name not in self.optional)


SECTIONS = {
    one.name: one
    for one in (
        Section("lieux", "Lieux et activités", ("sites", "activities", "employees")),
        Section("equipe", "Équipe", ("team", "disability_contact")),
        Section("pedagogie", "Organisation pédagogique", ("organisation_text", "tools")),
        Section("moyens", "Locaux et moyens", ("means", "subcontracts"), optional=("subcontracts",)),
    )
}
WRITTEN = tuple(name for section in SECTIONS.values() for name in section.fields)


class SectionChanged(Refused):
    """Somebody else has written other words since the page was read; `current` is what is kept."""

    def __init__(self, current: Accreditation):
        super().__init__("Une autre personne vient d'écrire dans cette partie : comparez, puis choisissez.")
        self.current = current


def version_of(accreditation: Accreditation, section: Section) -> int:
    return accreditation.section_versions.get(section.name, 0)


@transaction.atomic
def save_section(
    accreditation: Accreditation, section: Section, written: dict, *, version: int, by: User
) -> Accreditation:
    """Write the fields of a section that was read at `version`; a field left out stays as it is.

    Written again without a change, it keeps its version, so that a sending repeated after a lost connection is no
    conflict. Raises SectionChanged.
    """
    kept = taken(accreditation, "write", by=by)
    changed = {
        name: written[name] for name in section.fields if name in written and written[name] != getattr(kept, name)
    }
    if not changed:
        return kept
    if version_of(kept, section) != version:
        raise SectionChanged(kept)
    for name, value in changed.items():
        setattr(kept, name, value)
    kept.section_versions[section.name] = version + 1
    kept.save()
    return kept
