"""Reports: written by the carrier at its pace, sent, answered by the national team.

A draft is saved by itself while people type. Each saving bears the version that was read: of two people who write at
once, the second one is shown what the first one wrote, and nothing is overwritten unseen.
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils import timezone

from members.domain.missions.refusals import (
    ChangedMeanwhile,
    Difference,
    MissionRefused,
    State,
    held_report,
    reasoned,
)
from members.domain.missions.telling import tell_carrier
from members.models import BudgetLine, DelegatedMission, MissionReport, User
from members.models.delegated_mission import exceeds
from reporting.french import euros, number
from reporting.indicators import Scope, UnknownIndicator, get, is_confidential

ReportState = MissionReport.State
NAMES = {
    "narrative": "Ce qui a été fait",
    "carried_over": "Solde reporté",
    "to_repay": "Solde à rembourser",
}


@dataclass(frozen=True)
class SpentLine:
    """A budget line in a report: what was typed of it, euros."""

    line: BudgetLine
    amount: Decimal | None
    reason: str

    @property
    def is_overspent(self) -> bool:
        return self.line.kind == BudgetLine.Kind.CHARGE and exceeds(self.line.planned, self.amount)


@dataclass(frozen=True)
class ValueLine:
    """An indicator in a report: what the carrier says, and the registry's figure of the network that year."""

    key: str
    label: str
    unit: str
    value: Decimal | None
    figure: Decimal | None
    frozen: bool


def spent_lines(report: MissionReport) -> list[SpentLine]:
    """The lines of the report's year, with what its carrier typed."""
    found = []
    for line in report.mission.lines.filter(year=report.year):
        typed = report.spent.get(str(line.pk), {})
        found.append(SpentLine(line, _decimal(typed.get("amount")), typed.get("reason", "")))
    return found


def value_lines(report: MissionReport) -> list[ValueLine]:
    """The indicators of the mission; figures are those of today until the report is sent, then those of that day."""
    frozen = report.state not in MissionReport.WRITTEN
    figures = report.figures if frozen else figures_of(report)
    lines = []
    for key in report.mission.indicator_keys:
        label, unit = _words_of(key)
        typed, figure = _decimal(report.values.get(key)), _decimal(figures.get(key))
        lines.append(ValueLine(key, label, unit, typed, figure, frozen))
    return lines


def figures_of(report: MissionReport) -> dict[str, str | None]:
    """The registry's figures of the whole network for the year of the report, as text.

    None without data, and where so few have answered that the figure would tell what each declares.
    """
    found = {}
    for key in report.mission.indicator_keys:
        try:
            value, records = get(key).measured(Scope(report.year))
            value = None if is_confidential(get(key), records) else value
        except UnknownIndicator:
            value = None
        found[key] = None if value is None else str(value)
    return found


@transaction.atomic
def save_draft(report: MissionReport, *, by: User, version: int, **typed) -> MissionReport:
    """Write what was typed (fields of `MissionReport.FIELDS`; lines and indicators left out stay as they are).

    Raises ChangedMeanwhile where the version read is no longer the last one and something would be lost.
    """
    report = held_report(report, "write", by=by)
    wanted = {name: _merged(report, name, value) for name, value in typed.items()}
    changed = {name: value for name, value in wanted.items() if value != getattr(report, name)}
    if not changed:
        return report
    if version != report.version:
        raise ChangedMeanwhile(report, _differences(report, changed))
    for name, value in changed.items():
        setattr(report, name, value)
    report.version, report.updated_by = report.version + 1, by
    report.save(update_fields=[*changed, "version", "updated_by", "updated_at"])
    return report


def missing_of(report: MissionReport) -> list[str]:
    """What prevents the report from being sent, as French sentences."""
    missing = [] if report.narrative.strip() else ["Dites ce qui a été fait."]
    final = report.kind == MissionReport.Kind.FINAL
    for one in spent_lines(report):
        if final and one.amount is None:
            missing.append(f"Écrivez le réalisé de « {one.line.label} », même nul.")
        if one.is_overspent and not one.reason.strip():
            missing.append(f"« {one.line.label} » dépasse le prévu de plus de 10 % : écrivez pourquoi.")
    if final:
        said = {_words_of(key)[0]: report.values.get(key) for key in report.mission.indicator_keys}
        missing += [f"Écrivez la valeur de « {label} »." for label, value in said.items() if value in (None, "")]
        if report.carried_over is None and report.to_repay is None:
            missing.append("Dites le solde : reporté ou à rembourser, même nul.")
    return missing


@transaction.atomic
def send(report: MissionReport, *, by: User, version: int) -> MissionReport:
    """Hand the report over: it no longer changes, its figures are frozen, its amounts are told in the budget."""
    report = held_report(report, "send", by=by)
    if version != report.version:
        raise ChangedMeanwhile(report)
    missing = missing_of(report)
    if missing:
        raise MissionRefused(" ".join(["Ce bilan n'est pas complet.", *missing]))
    for one in spent_lines(report):
        if one.amount is not None:
            one.line.spent, one.line.reason = one.amount, one.reason.strip()
            one.line.save(update_fields=["spent", "reason"])
    report.figures = figures_of(report)
    report.state, report.sent_at = ReportState.SENT, timezone.now()
    report.save(update_fields=["figures", "state", "sent_at", "updated_at"])
    _follow(report.mission)
    return report


@transaction.atomic
def ask_for_more(report: MissionReport, *, answer: str, by: User) -> MissionReport:
    """Give the report back to its carrier, who is told what is missing."""
    report = held_report(report, "answer", by=by)
    report.answer = reasoned(answer, "Une demande de complément")
    report.state, report.version = ReportState.ASKED_FOR_MORE, report.version + 1
    report.save(update_fields=["answer", "state", "version", "updated_at"])
    _follow(report.mission)
    about = f"report:{report.pk}:more:{report.version}"
    tell_carrier(report.mission, about, "Bilan à compléter", report=report, text=report.answer)
    return report


@transaction.atomic
def accept(report: MissionReport, *, answer: str = "", by: User) -> MissionReport:
    """Accept the report for good; the mission is accepted with the last of its reports."""
    report = held_report(report, "answer", by=by)
    report.answer, report.state, report.accepted_at = answer.strip(), ReportState.ACCEPTED, timezone.now()
    report.save(update_fields=["answer", "state", "accepted_at", "updated_at"])
    _follow(report.mission)
    about = f"report:{report.pk}:accepted"
    tell_carrier(report.mission, about, "Bilan accepté", report=report, text=report.answer)
    return report


def _follow(mission: DelegatedMission) -> None:
    """The mission is reported with the final report of its last year, and accepted with all of its reports."""
    states = {(report.year, report.kind): report.state for report in mission.reports.all()}
    last = states.get((mission.last_year, MissionReport.Kind.FINAL))
    state = State.RUNNING
    if last in (ReportState.SENT, ReportState.ACCEPTED):
        done = set(states.values()) == {ReportState.ACCEPTED}
        state = State.ACCEPTED if done else State.REPORTED
    if state != mission.state:
        mission.state = state
        mission.save(update_fields=["state", "updated_at"])


def _merged(report: MissionReport, name: str, value):
    """What is typed of some lines or indicators joins what is kept of the others."""
    return getattr(report, name) | value if name in ("spent", "values") else value


def _differences(report: MissionReport, changed: dict) -> list[Difference]:
    """What would be overwritten, in words: what is kept, and what was typed."""
    found = []
    for name, mine in changed.items():
        theirs = getattr(report, name)
        if name == "spent":
            labels = {str(line.pk): line.label for line in report.mission.lines.all()}
            found += [
                Difference(labels.get(key, key), _told(theirs.get(key)), _told(typed))
                for key, typed in mine.items()
                if typed != theirs.get(key)
            ]
        elif name == "values":
            found += [
                Difference(_words_of(key)[0], number(_decimal(theirs.get(key))), number(_decimal(typed)))
                for key, typed in mine.items()
                if typed != theirs.get(key)
            ]
        else:
            told = euros if name != "narrative" else str
            found.append(Difference(NAMES[name], told(theirs), told(mine)))
    return found


def _told(typed: dict | None) -> str:
    typed = typed or {}
    return " – ".join(filter(None, [euros(_decimal(typed.get("amount"))), typed.get("reason", "")]))


def _words_of(key: str) -> tuple[str, str]:
    """The label and the unit of an indicator; a key that no app declares any more stands for itself."""
    try:
        return get(key).label, get(key).unit
    except UnknownIndicator:
        return key, ""


def _decimal(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text not in (None, "") else None
    except InvalidOperation:
        return None
