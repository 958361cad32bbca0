"""The archive for the auditor: by indicator, lists and papers of the sampled sessions, and an index that says what lacks."""

import io
import random
import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from reporting.documents import render_pdf
from reporting.exports import csv_table
from training.domain.attendance.paper import sheet_pdf
from training.domain.hours import hours_of
from training.domain.papers.rendering import document_pdf, house_rules_pdf
from training.domain.quality.evidence import Line, Range, lines_of, referential_on
from training.models import (
    Attendance,
    Complaint,
    ImprovementAction,
    ObjectiveMark,
    Registration,
    Risk,
    Session,
    SurveyAnswer,
    TrainerPiece,
    TrainingBody,
    TrainingDocument,
    WatchEntry,
)

Kind = TrainingDocument.Kind
# Papers of the sample that show for an indicator.
PAPERS = {4: (Kind.AGREEMENT, Kind.CONTRACT), 9: (Kind.SUMMONS,), 11: (Kind.COMPLETION, Kind.ATTESTATION), 27: (Kind.SUBCONTRACT,)}  # fmt: skip
# The indicators for which the house rules, and attendance sheets, show.
RULES, SHEETS = 9, 12


def draw_sample(days: Range, count: int, seed: int) -> list[int]:
    """So many sessions of the range, the same for the same seed, which the index prints."""
    known = list(days.sessions().order_by("pk").values_list("pk", flat=True))
    return sorted(random.Random(seed).sample(known, min(count, len(known))))  # noqa: S311 (a sample, told with its seed)


def evidence_zip(days: Range, sessions: list[int], seed: int | None, progress: Callable[[int, str], None]) -> bytes:
    """The archive. Nothing that concerns health is in it, and nobody's answers under their name."""
    chosen = list(Session.objects.filter(pk__in=sessions).select_related("version").order_by("starts_on", "pk"))
    referential = referential_on(days.end)
    lines = lines_of(referential, days) if referential else []
    out, kept = io.BytesIO(), {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for rank, line in enumerate(lines):
            progress(5 + 85 * rank // len(lines), f"Indicateur {line.indicator.number}")
            if line.applies:
                kept[line.indicator.number] = _write(archive, line, days, chosen)
        progress(92, "Index")
        context = {
            "referential": referential, "days": days, "sessions": chosen, "seed": seed, "body": TrainingBody.current(),
            "lines": [(line, kept.get(line.indicator.number, [])) for line in lines], "made_at": timezone.now(),
        }  # fmt: skip
        archive.writestr("index.pdf", render_pdf("training/papers/evidence_index.html", context).content)
    return out.getvalue()


def _write(archive: zipfile.ZipFile, line: Line, days: Range, sessions: list[Session]) -> list[str]:
    """The files of an indicator; their names."""
    number, names = line.indicator.number, []

    def keep(name: str, content: bytes) -> None:
        path = f"indicateur-{number:02d}/{name}"
        if path not in names:
            archive.writestr(path, content)
            names.append(path)

    keep("constat.csv", _table(
        ["Constat", "Nombre", "Quoi"],
        [["trouvé", one.count, one.words] for one in line.evidence.found]
        + [["manque", one.count, one.words] for one in line.evidence.missing],
    ))  # fmt: skip
    for one in TrainingDocument.objects.standing().filter(
        _of_sample(number, sessions), kind__in=PAPERS.get(number, ())
    ).select_related("registration__trainee"):  # fmt: skip
        keep(*document_pdf(one))
    if number == RULES and TrainingBody.current().house_rules:
        keep(*house_rules_pdf())
    if number == SHEETS:
        for session in sessions:
            keep(*sheet_pdf(session))
    if number in LISTS:
        keep(*LISTS[number](days, sessions))
    for one in line.added:
        name = f"{one.dated_on}-{slugify(one.title)[:60]}"
        if one.file and one.file.storage.exists(one.file.name):
            with one.file.open() as file:
                keep(name + one.file.name[one.file.name.rfind(".") :], file.read())
        else:
            keep(f"{name}.txt", one.link.encode())
    return names


def _of_sample(number: int, sessions: list[Session]) -> Q:
    """Papers of these sessions; contracts of subcontracting hang on theirs by another way."""
    of_contracts = Kind.SUBCONTRACT in PAPERS.get(number, ())
    return Q(subcontract__sessions__in=sessions) if of_contracts else Q(session__in=sessions)


def _table(columns: list[str], rows: Iterable[list]) -> bytes:
    """As every export of the portal; records are named as people read them."""
    plain = (int, float, Decimal, date, bool, type(None))
    return csv_table(columns, [[cell if isinstance(cell, plain) else str(cell) for cell in row] for row in rows])


def _needs(days, sessions):
    rows = Registration.objects.seated().filter(session__in=sessions).select_related("session", "trainee")
    return "recueils-de-besoins.csv", _table(
        ["Session", "Stagiaire", "Recueilli le", "Attentes"],
        [[one.session.number, one.trainee, _day(one.needs_told_at), one.expectations] for one in rows],
    )


def _marks(before: bool):
    def make(days, sessions):
        marks = ObjectiveMark.objects.filter(registration__session__in=sessions).select_related(
            "registration__trainee", "registration__session__version"
        )
        rows = [
            [
                one.registration.session.number, one.registration.trainee, one.objective + 1,
                one.before if before else one.after,
            ]
            for one in marks
        ]  # fmt: skip
        name = "positionnements.csv" if before else "acquis.csv"
        return name, _table(["Session", "Stagiaire", "Objectif", "Note de 1 à 4"], rows)

    return make


def _absences(days, sessions):
    rows = (
        Attendance.objects.exclude(state="present").filter(slot__session__in=sessions).select_related("slot__session")
    )
    return "absences.csv", _table(
        ["Session", "Demi-journée", "Absence"],
        [[one.slot.session.number, one.slot, one.get_state_display()] for one in rows],
    )


def _premises(days, sessions):
    return "lieux.csv", _table(
        ["Session", "Lieu", "Adresse", "Accessible", "Heures"],
        [[one.number, one.place_name, f"{one.address} {one.postcode} {one.city}", one.accessible, hours_of(sum(slot.minutes for slot in one.slots.all()))] for one in sessions],
    )  # fmt: skip


def _pieces(days, sessions):
    pieces = TrainerPiece.objects.filter(trainer__slots__session__in=sessions).distinct().select_related("trainer")
    return "pieces-des-formateurs.csv", _table(
        ["Formateur", "Pièce", "Intitulé", "Obtenue le", "Valable jusqu'au", "Vérifiée le"],
        [[one.trainer, one.get_kind_display(), one.title, one.obtained_on, one.expires_on, one.checked_on] for one in pieces],
    )  # fmt: skip


def _watch(subject: str):
    def make(days, sessions):
        rows = WatchEntry.objects.filter(subject=subject, seen_on__range=(days.start, days.end))
        return "veille.csv", _table(
            ["Le", "Source", "Retenu", "Usage"], [[one.seen_on, one.source, one.learned, one.use] for one in rows]
        )

    return make


def _answers(days, sessions):
    """Answers by question, without who gave them."""
    rows = (
        SurveyAnswer.objects.filter(invitation__session__in=sessions)
        .select_related("question__survey")
        .order_by("question", "score", "pk")
    )
    return "evaluations.csv", _table(
        ["Questionnaire", "Question", "Note", "Réponse"],
        [[one.question.survey, one.question, one.score, one.text] for one in rows],
    )


def _complaints(days, sessions):
    rows = Complaint.objects.filter(received_on__range=(days.start, days.end))
    return "reclamations.csv", _table(
        ["Numéro", "Reçue le", "De la part de", "Accusée le", "Répondue le", "Cause", "État"],
        [[one.number, one.received_on, one.get_source_display(), one.acknowledged_on, one.answered_on, one.root_cause, one.get_state_display()] for one in rows],
    )  # fmt: skip


def _improvement(days, sessions):
    actions = ImprovementAction.objects.filter(opened_on__range=(days.start, days.end))
    risks = Risk.objects.all()
    return "actions-et-risques.csv", _table(
        ["Nature", "Intitulé", "Origine ou criticité", "Échéance ou revue", "Fait le", "Mesure ou résultat"],
        [["action", one.title, one.get_origin_display(), one.due_on, one.done_on, one.result] for one in actions]
        + [["risque", one.title, one.criticality, one.review_on, one.closed_on, one.measure] for one in risks],
    )


def _day(moment) -> date | None:
    return timezone.localtime(moment).date() if moment else None


LISTS = {
    4: _needs, 8: _marks(before=True), 11: _marks(before=False), 12: _absences, 17: _premises, 21: _pieces,
    23: _watch("23"), 24: _watch("24"), 25: _watch("25"), 30: _answers, 31: _complaints, 32: _improvement,
}  # fmt: skip
