"""Missions ready for an act, and what acts may change."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from members.models import BudgetLine, DelegatedMission, Deliverable, Instalment, Mail, MissionReport, Role, User
from tests.factories import (
    BudgetLineFactory,
    DelegatedMissionFactory,
    DeliverableFactory,
    InstalmentFactory,
    MissionReportFactory,
    RegionalAssociationFactory,
    person,
)

State = DelegatedMission.State


def staff_of(mission: DelegatedMission) -> User:
    """Somebody who works for the carrier."""
    user = person(Role.REGIONAL_STAFF, region=mission.region_id)
    user.role_grants.update(association=mission.carrier)
    return user


def ready(state: State = State.RUNNING, **fields) -> DelegatedMission:
    """A mission of 2023 in that state, with a charge, an instalment, a deliverable and a complete final report."""
    if state in (State.SUSPENDED, State.TERMINATED):
        fields.setdefault("reason", "Un motif")
    if state == State.PROPOSED:
        fields |= {"agreed_on": None, "started_on": None}
    mission = DelegatedMissionFactory(year=2023, state=state, carrier=RegionalAssociationFactory(), **fields)
    line = BudgetLineFactory(mission=mission, label="Salaires", planned=Decimal(1000))
    InstalmentFactory(mission=mission, paid_on=date(2023, 2, 1) if state == State.ACCEPTED else None)
    DeliverableFactory(mission=mission)
    MissionReportFactory(
        mission=mission, narrative="Fait.", carried_over=0, due_on=date(2024, 3, 31),
        spent={str(line.pk): {"amount": "900.00", "reason": ""}},
        state="accepted" if state == State.ACCEPTED else "sent" if state == State.REPORTED else "draft",
    )  # fmt: skip
    return mission


def sent(mission: DelegatedMission) -> MissionReport:
    """Its report, handed over."""
    report = mission.reports.get()
    report.state, report.sent_at = MissionReport.State.SENT, timezone.now()
    report.save()
    return report


def kept() -> list:
    """Everything that a step of a mission may change."""
    models = (DelegatedMission, BudgetLine, Instalment, Deliverable, MissionReport, Mail)
    return [list(model.objects.order_by("pk").values()) for model in models]
