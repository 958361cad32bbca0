"""The register of certificates as a table."""

from collections.abc import Iterable

from certification.models import Certificate

COLUMNS = [
    "Numéro", "Nature", "État", "Délivré le", "Valable jusqu'au", "Certification", "Fiche", "Nom de naissance",
    "Nom d'usage", "Prénom", "Structure", "Jury du", "Révoqué le", "Motif de la révocation",
]  # fmt: skip


def rows(certificates: Iterable[Certificate]) -> list[list]:
    """A row a certificate; they come with their passage, jury, candidate and organisation."""
    found = []
    for one in certificates:
        jury, enrolment = one.place.jury, one.place.enrolment
        candidate = enrolment.candidate
        found.append(
            [one.number, one.get_kind_display(), one.get_state_display(), one.issued_on, one.valid_until,
             jury.certification.title, jury.certification.fiche_number, candidate.birth_name, candidate.used_name,
             candidate.first_name, enrolment.organisation.name, jury.held_on, one.revoked_on, one.revocation_reason]
        )  # fmt: skip
    return found
