"""Accreditations, and what France compétences is to be told of them, as tables."""

from collections.abc import Iterable, Iterator

from certification.models import Accreditation, RegisterChange

ACCREDITATION_COLUMNS = [
    "Structure", "SIRET", "Commune", "Région", "Certification", "Fiche", "Portée", "Numéro", "État", "Déposé le",
    "Comité du", "Du", "Au", "Fin avant terme", "Instruit par",
]  # fmt: skip
CHANGE_COLUMNS = [
    "Changement", "Le", "À transmettre avant le", "Transmis le", "Structure", "SIRET", "Adresse", "Code postal",
    "Commune", "Certification", "Fiche", "Rôle", "Numéro d'agrément", "Du", "Au",
]  # fmt: skip


def accreditation_rows(accreditations: Iterable[Accreditation]) -> Iterator[list]:
    """As `ACCREDITATION_COLUMNS` names them."""
    for one in accreditations:
        organisation, certification = one.organisation, one.certification
        yield [
            organisation.name, organisation.siret, organisation.city, organisation.department.region.name,
            certification.code, certification.fiche_number, one.get_scope_display(), one.number or "",
            one.get_state_display(), one.requested_at and one.requested_at.date(), one.committee_on,
            one.validity and one.validity.lower, one.last_day, one.ended_on, str(one.reviewer or ""),
        ]  # fmt: skip


def change_rows(changes: Iterable[RegisterChange]) -> Iterator[list]:
    """As `CHANGE_COLUMNS` names them; the changes are annotated by `with_due`."""
    for one in changes:
        accreditation = one.accreditation
        organisation, certification = accreditation.organisation, accreditation.certification
        yield [
            one.get_kind_display(), one.happened_on, one.due_on, one.told_on, organisation.name, organisation.siret,
            organisation.address, organisation.postcode, organisation.city, certification.code,
            certification.fiche_number, accreditation.get_scope_display(), accreditation.number,
            accreditation.validity and accreditation.validity.lower, accreditation.last_day,
        ]  # fmt: skip
