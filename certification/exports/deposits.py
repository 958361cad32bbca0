"""The flow to the Caisse des Dépôts as tables."""

from collections.abc import Iterable

from certification.domain.deposits.passages import Standing
from certification.models import DepositLine

STANDING_COLUMNS = ["Numéro", "Nom de naissance", "Prénom", "Fiche", "Structure", "Délivré le", "À déposer avant le",
                    "État", "À compléter", "À vérifier", "Réponse"]  # fmt: skip
LINE_COLUMNS = ["Numéro", "Nom de naissance", "Prénom", "Fiche", "Réponse", "Motif du refus"]


def standing_rows(standings: Iterable[Standing]) -> list[list]:
    return [
        [one.certificate.number, one.holder.birth_name, one.holder.first_name,
         one.certificate.place.jury.certification.fiche_number, one.certificate.place.enrolment.organisation.name,
         one.certificate.issued_on, one.due_on, one.state.label, ", ".join(one.blockers), ", ".join(one.warnings),
         one.line.message if one.line else ""]
        for one in standings
    ]  # fmt: skip


def line_rows(lines: Iterable[DepositLine]) -> list[list]:
    """What was told of each person, as it was told."""
    return [
        [line.certificate.number, line.identity.get("birth_name"), line.identity.get("first_name"),
         line.certificate.place.jury.certification.fiche_number, line.get_state_display(), line.message]
        for line in lines
    ]  # fmt: skip
