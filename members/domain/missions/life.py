"""A mission is agreed by its carrier, begins, may stand still or stop, and ends once its report is accepted."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from members.domain.missions.refusals import MissionRefused, State, held, reasoned
from members.domain.missions.telling import tell_carrier
from members.models import BudgetLine, DelegatedMission, User
from reporting.french import unit


@transaction.atomic
def agree(mission: DelegatedMission, *, by: User) -> DelegatedMission:
    """The carrier agrees; the national team writes the agreement of a partner without an account."""
    mission = held(mission, "agree", by=by)
    if not mission.lines.filter(kind=BudgetLine.Kind.CHARGE).exists():
        raise MissionRefused("Le budget est vide : l'équipe nationale l'écrit avant l'accord.")
    mission.agreed_on = timezone.localdate()
    return _moved(mission, State.AGREED)


@transaction.atomic
def decline(mission: DelegatedMission, *, reason: str, by: User) -> DelegatedMission:
    """The carrier does not take the mission: it ends, with the reason."""
    mission = held(mission, "decline", by=by)
    mission.reason, mission.ended_on = reasoned(reason, "Un refus"), timezone.localdate()
    return _moved(mission, State.TERMINATED)


@transaction.atomic
def start(mission: DelegatedMission, *, by: User) -> DelegatedMission:
    """The mission runs from its first day, or from today where that day is still to come."""
    mission = held(mission, "start", by=by)
    mission.started_on = min(mission.validity.lower, timezone.localdate())
    return _moved(mission, State.RUNNING)


@transaction.atomic
def suspend(mission: DelegatedMission, *, reason: str, by: User) -> DelegatedMission:
    """Nothing is paid nor awaited until the mission goes on again."""
    mission = held(mission, "suspend", by=by)
    mission.reason = reasoned(reason, "Une suspension")
    _moved(mission, State.SUSPENDED)
    tell_carrier(mission, f"suspended:{timezone.now():%Y%m%d%H%M%S}", "Mission suspendue")
    return mission


@transaction.atomic
def resume(mission: DelegatedMission, *, by: User) -> DelegatedMission:
    mission = held(mission, "resume", by=by)
    mission.reason = ""
    return _moved(mission, State.RUNNING)


@transaction.atomic
def terminate(mission: DelegatedMission, *, reason: str, by: User) -> DelegatedMission:
    """End a mission before its time; what was spent and paid stays."""
    mission = held(mission, "terminate", by=by)
    mission.reason, mission.ended_on = reasoned(reason, "Une résiliation"), timezone.localdate()
    _moved(mission, State.TERMINATED)
    tell_carrier(mission, "terminated", "Mission résiliée")
    return mission


@transaction.atomic
def close(mission: DelegatedMission, *, by: User) -> DelegatedMission:
    """End a mission whose reports are accepted and whose instalments are paid; it ran to its last day."""
    mission = held(mission, "close", by=by)
    waiting = mission.instalments.filter(paid_on=None).count()
    if waiting:
        raise MissionRefused(f"{waiting} {unit('versements', waiting)} à noter ou à retirer avant de clore la mission.")
    mission.ended_on = max(mission.started_on, min(mission.validity.upper - timedelta(days=1), timezone.localdate()))
    return _moved(mission, State.CLOSED)


def _moved(mission: DelegatedMission, state: State) -> DelegatedMission:
    mission.state = state
    mission.save(update_fields=["state", "reason", "agreed_on", "started_on", "ended_on", "updated_at"])
    return mission
