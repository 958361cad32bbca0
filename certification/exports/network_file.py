"""The file of the network at a day, as France compétences may ask for it: accreditations, checks, findings, actions.

Article R. 6113-16-8 of the labour code: it may ask for them at any time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Prefetch, Q

from certification.models import Accreditation, AccreditationCheck, Finding, RegisterChange
from members.models import Issuer
from reporting.documents import RenderedPdf, render_pdf
from reporting.exports import xlsx_book

RELATED = ("organisation__department__region", "certification")


@dataclass(frozen=True)
class Table:
    """A part of the file: its title, its columns and its rows."""

    title: str
    columns: list[str]
    rows: list[list]


def network_tables(day: date, user) -> list[Table]:
    """What the reader sees of the network as it stood on `day`: what came later is left out."""
    return [_accreditations(day, user), _checks(day, user), *_findings(day, user)]


def network_file_name(day: date, fmt: str) -> str:
    return f"reseau-certification-{day:%Y-%m-%d}.{fmt}"


def network_xlsx(day: date, user) -> bytes:
    return xlsx_book({one.title: (one.columns, one.rows) for one in network_tables(day, user)})


def network_pdf(day: date, user) -> RenderedPdf:
    context = {
        "day": day,
        "tables": [
            Table(one.title, one.columns, [[_printed(cell) for cell in row] for row in one.rows])
            for one in network_tables(day, user)
        ],
        "issuer": Issuer.current(),
        "identity": settings.IDENTITY,
    }
    return render_pdf("certification/papers/network_file.html", context)


def _printed(cell) -> str:
    """A cell as a narrow column holds it."""
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell or ""


def situation_on(accreditation: Accreditation, day: date) -> str:
    """What an accreditation was on a day, by the changes noted until then and its dates."""
    known = [change.kind for change in accreditation.register_changes.all() if change.happened_on <= day]
    kinds = RegisterChange.Kind
    if accreditation.ended_on and accreditation.ended_on <= day:
        return accreditation.get_state_display()
    if accreditation.validity.upper <= day:
        return Accreditation.State.EXPIRED.label
    if accreditation.validity.lower > day:
        return "à venir"
    if known and known[-1] == kinds.SUSPENDED:
        return Accreditation.State.SUSPENDED.label
    return accreditation.decision_word


def _accreditations(day: date, user) -> Table:
    found = (
        Accreditation.objects.visible_to(user)
        .filter(number__isnull=False, decided_on__lte=day)
        .select_related(*RELATED)
        .prefetch_related(Prefetch("register_changes", RegisterChange.objects.order_by("happened_on", "pk")))
        .order_by("organisation__sort_name", "decided_on", "pk")
    )
    columns = [
        "Structure",
        "SIRET",
        "Région",
        "Certification",
        "Fiche",
        "Portée",
        "Numéro",
        "Forme",
        "Du",
        "Au",
        "Situation",
    ]
    rows = [
        [
            one.organisation.name, one.organisation.siret, one.organisation.department.region.name,
            one.certification.code, one.certification.fiche_number, one.get_scope_display(), one.number,
            one.get_legal_form_display(), one.validity.lower, one.last_day, situation_on(one, day),
        ]
        for one in found
    ]  # fmt: skip
    return Table("Agréments", columns, rows)


def _checks(day: date, user) -> Table:
    cancelled = AccreditationCheck.State.CANCELLED
    found = (
        AccreditationCheck.objects.visible_to(user)
        .filter(Q(carried_out_on__lte=day) | Q(carried_out_on=None, planned_on__lte=day))
        .exclude(state=cancelled)
        .select_related("accreditation__organisation", "accreditation__certification", "controller")
        .order_by("planned_on", "pk")
    )
    columns = [
        "Structure",
        "Agrément",
        "Certification",
        "Forme",
        "Origine",
        "Contrôleur",
        "Prévu le",
        "Effectué le",
        "Clos le",
    ]
    rows = [
        [
            one.accreditation.organisation.name, one.accreditation.number, one.accreditation.certification.code,
            one.get_kind_display(), one.get_trigger_display(), str(one.controller or ""), one.planned_on,
            one.carried_out_on, _by(one.closed_on, day),
        ]
        for one in found
    ]  # fmt: skip
    return Table("Contrôles", columns, rows)


def _findings(day: date, user) -> Iterator[Table]:
    found = list(
        Finding.objects.visible_to(user)
        .filter(check_made__carried_out_on__lte=day)
        .exclude(check_made__state=AccreditationCheck.State.CANCELLED)
        .select_related("check_made__accreditation__organisation")
        .order_by("check_made__carried_out_on", "pk")
    )
    said = [(one, one.check_made, one.check_made.accreditation) for one in found]
    yield Table(
        "Écarts",
        ["Structure", "Agrément", "Contrôle du", "Gravité", "Écart", "Levé le"],
        [
            [of.organisation.name, of.number, made.carried_out_on, one.get_severity_display(), one.text, _by(one.closed_on, day)]
            for one, made, of in said
        ],
    )  # fmt: skip
    yield Table(
        "Actions",
        ["Structure", "Agrément", "Action demandée", "Pour le", "Levée le", "En retard"],
        [
            [of.organisation.name, of.number, one.action, one.due_on, _by(one.closed_on, day), _late(one, day)]
            for one, _, of in said
            if one.action
        ],
    )


def _by(when: date | None, day: date) -> date | None:
    """A day that was past then."""
    return when if when and when <= day else None


def _late(finding: Finding, day: date) -> str:
    return "oui" if finding.due_on < day and not _by(finding.closed_on, day) else "non"
