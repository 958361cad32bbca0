"""Checks, findings and support visits as tables."""

from collections.abc import Iterable

from certification.models import AccreditationCheck, Finding, SupportVisit

CHECK_COLUMNS = [
    "Structure", "Certification", "Agrément", "Forme", "Origine", "Contrôleur", "État", "Prévu le", "Effectué le",
    "Actions en retard",
]  # fmt: skip
FINDING_COLUMNS = [
    "Structure",
    "Certification",
    "Gravité",
    "Écart",
    "Action demandée",
    "Pour le",
    "Répondu le",
    "Levé le",
]
VISIT_COLUMNS = ["Structure", "Certification", "Date", "Objet", "Fait par", "Conseils"]


def check_rows(checks: Iterable[AccreditationCheck]) -> Iterable[list]:
    """Checks, with `overdue`, as `CHECK_COLUMNS` names them."""
    for one in checks:
        accreditation = one.accreditation
        yield [
            accreditation.organisation.name, str(accreditation.certification), accreditation.number,
            one.get_kind_display(), one.get_trigger_display(), str(one.controller or ""), one.get_state_display(),
            one.planned_on, one.carried_out_on, "oui" if one.overdue else "non",
        ]  # fmt: skip


def finding_rows(findings: Iterable[Finding]) -> Iterable[list]:
    for one in findings:
        accreditation = one.check_made.accreditation
        yield [
            accreditation.organisation.name, str(accreditation.certification), one.get_severity_display(), one.text,
            one.action, one.due_on, one.answered_at.date() if one.answered_at else None, one.closed_on,
        ]  # fmt: skip


def visit_rows(visits: Iterable[SupportVisit]) -> Iterable[list]:
    for one in visits:
        yield [
            one.organisation.name, str(one.certification), one.visited_on, one.subject, str(one.visitor or ""), one.advice
        ]  # fmt: skip
