"""Officials, their mandates and what they did in a year, as a table."""

from collections.abc import Iterable

from certification.models import Official

COLUMNS = [
    "Nom", "Courriel", "Téléphone", "Région", "Employeur", "Mandats en cours", "Jurys", "Contrôles", "Appuis"
]  # fmt: skip


def official_rows(officials: Iterable[Official]) -> Iterable[list]:
    """Officials with their activity and `current`, their mandates of the day, as `COLUMNS` names them."""
    for one in officials:
        yield [
            one.full_name, one.email, one.phone, one.region.name, one.employer.name if one.employer else "",
            ", ".join(mandate.told for mandate in one.current), one.juries, one.checks_made, one.visits,
        ]  # fmt: skip
