"""Instalments are paid by the national association, each once its condition holds."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from members.domain.missions.refusals import MissionRefused, held
from members.models import BudgetLine, Instalment, MissionReport, User
from reporting.french import euros

Condition = Instalment.Condition


def unmet(instalment: Instalment, reports: list[MissionReport] | None = None) -> str:
    """Why the condition of an instalment does not hold yet, in French; empty where it holds.

    `reports` are those of its mission, where they are read already.
    """
    states, kinds = MissionReport.State, MissionReport.Kind
    reports = list(instalment.mission.reports.all()) if reports is None else reports
    of_year = [report for report in reports if report.year == instalment.year]
    if instalment.condition == Condition.SIGNATURE and instalment.mission.agreed_on is None:
        return "la mission n'est pas convenue"
    if instalment.condition == Condition.INTERIM and not any(
        report.kind == kinds.INTERIM and report.state in (states.SENT, states.ACCEPTED) for report in of_year
    ):
        return f"le bilan intermédiaire {instalment.year} n'est pas remis"
    if instalment.condition == Condition.ACCEPTED and not any(
        report.kind == kinds.FINAL and report.state == states.ACCEPTED for report in of_year
    ):
        return f"le bilan final {instalment.year} n'est pas accepté"
    return ""


@transaction.atomic
def pay(instalment: Instalment, *, paid_on: date, by: User) -> Instalment:
    """Write that an instalment was paid. Raises MissionRefused where its condition does not hold, or it was paid."""
    mission = held(instalment.mission, "pay", by=by)
    instalment = Instalment.objects.filter(pk=instalment.pk, mission=mission).first()
    if instalment is None:
        raise MissionRefused("Ce versement a été retiré entre-temps.")
    instalment.mission = mission
    if instalment.paid_on:
        raise MissionRefused("Ce versement est déjà noté.")
    if paid_on > timezone.localdate():
        raise MissionRefused("Un versement se note une fois fait : sa date ne peut pas être à venir.")
    why = unmet(instalment)
    if why:
        raise MissionRefused(f"Ce versement ne peut pas être fait : {why}.")
    _within_budget(instalment)
    instalment.paid_on = paid_on
    instalment.save(update_fields=["paid_on"])
    return instalment


def _within_budget(instalment: Instalment) -> None:
    mission = instalment.mission
    paid = mission.instalments.exclude(paid_on=None).total() + instalment.amount
    budget = sum(line.planned for line in mission.lines.filter(kind=BudgetLine.Kind.CHARGE))
    if paid > budget:
        raise MissionRefused(f"Les versements ({euros(paid)}) dépasseraient les charges prévues ({euros(budget)}).")
