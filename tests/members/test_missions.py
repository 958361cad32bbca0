"""Delegated missions: each act in its states, by whom it may be done, and what it asks for."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from config.schedule import BEAT_SCHEDULE
from members.domain.missions import files, life, paying, preparing, reminding, reports
from members.domain.missions.preparing import PART_FIELDS, Part
from members.domain.missions.refusals import STEPS, ChangedMeanwhile, MissionRefused, NotAllowed, WrongState
from members.models import BudgetLine, DelegatedMission, Instalment, Mail, MissionReport, Region, Role
from members.tasks import remind_of_mission_reports
from tests.factories import (
    BudgetLineFactory,
    DelegatedMissionFactory,
    InstalmentFactory,
    MissionReportFactory,
    RegionalAssociationFactory,
    person,
    year_range,
)
from tests.members.missions import kept, ready, sent, staff_of

pytestmark = pytest.mark.django_db
State = DelegatedMission.State
PDF = b"%PDF-1.7 x"


def a_pdf(name="convention.pdf"):
    return ContentFile(PDF, name=name)


# Each act: the step that it takes, and how.
ACTS = {
    "change": ("change", lambda m, by: preparing.change(m, by=by, title="Autre")),
    "discard": ("discard", lambda m, by: preparing.discard(m, by=by)),
    "agree": ("agree", lambda m, by: life.agree(m, by=by)),
    "decline": ("decline", lambda m, by: life.decline(m, reason="Sans moyens", by=by)),
    "attach": ("attach", lambda m, by: files.attach_agreement(m, a_pdf(), by=by)),
    "start": ("start", lambda m, by: life.start(m, by=by)),
    "suspend": ("suspend", lambda m, by: life.suspend(m, reason="Départ", by=by)),
    "resume": ("resume", lambda m, by: life.resume(m, by=by)),
    "terminate": ("terminate", lambda m, by: life.terminate(m, reason="Fin des crédits", by=by)),
    "close": ("close", lambda m, by: life.close(m, by=by)),
    "pay": ("pay", lambda m, by: paying.pay(m.instalments.get(), paid_on=date(2023, 2, 1), by=by)),
    "deliver": ("deliver", lambda m, by: files.deliver(m.deliverables.get(), a_pdf(), by=by)),
    "write": ("write", lambda m, by: reports.save_draft(m.reports.get(), by=by, version=0, narrative="Autre")),
    "send": ("send", lambda m, by: reports.send(m.reports.get(), by=by, version=0)),
    "ask": ("answer", lambda m, by: reports.ask_for_more(m.reports.get(), answer="Précisez", by=by)),
    "accept": ("answer", lambda m, by: reports.accept(m.reports.get(), by=by)),
}
OF_CARRIER = {act for act, (step, _) in ACTS.items() if STEPS[step][0] != "keep_missions"}


def staged(act: str, state: State) -> DelegatedMission:
    """A mission in that state, in which everything else lets this act be done."""
    mission = ready(state)
    if act in {"ask", "accept"}:
        sent(mission)
    elif act in {"write", "send"}:
        mission.reports.update(state="draft")
    if act == "pay":
        mission.instalments.update(paid_on=None)
    return mission


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", State)
def test_an_act_is_done_in_its_states_only(national, act, state):
    mission = staged(act, state)
    step, do = ACTS[act]
    before = kept()
    if state in STEPS[step][1]:
        do(mission, national)
        assert kept() != before
        return
    with pytest.raises(WrongState, match=f"Cette mission est « {state.label} »"):
        do(mission, national)
    assert kept() == before


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", [Role.FORMER, Role.SYMPATHISER, Role.MEMBER, Role.BOARD, Role.REGIONAL_STAFF])
def test_an_act_is_refused_to_others(act, role):
    """Regional staff here are those of another region."""
    step, do = ACTS[act]
    mission = staged(act, STEPS[step][1][0])
    by = person(role, region="32") if role == Role.REGIONAL_STAFF else person(role)
    before = kept()
    with pytest.raises(NotAllowed):
        do(mission, by)
    assert kept() == before


@pytest.mark.parametrize("act", ACTS)
def test_the_carrier_agrees_and_reports_and_does_nothing_else(act):
    step, do = ACTS[act]
    mission = staged(act, STEPS[step][1][0])
    before = kept()
    if act in OF_CARRIER:
        do(mission, staff_of(mission))
        assert kept() != before
    else:
        with pytest.raises(NotAllowed):
            do(mission, staff_of(mission))
        assert kept() == before


@pytest.mark.parametrize("act", [act for act in ACTS if act not in {"change", "attach", "write"}])
def test_an_act_asked_twice_is_done_once(national, act):
    mission = staged(act, STEPS[ACTS[act][0]][1][0])
    again = DelegatedMission.objects.get(pk=mission.pk)
    do = ACTS[act][1] if act != "deliver" else lambda m, by: files.deliver(m.deliverables.get(), None, by=by)
    do(mission, national)
    after = kept()
    if act in {"discard"}:
        with pytest.raises(MissionRefused, match="supprimée"):
            do(again, national)
        return
    with pytest.raises(MissionRefused):
        do(again, national)
    assert kept() == after


@pytest.mark.parametrize("role", [Role.FORMER, Role.MEMBER, Role.REGIONAL_STAFF, Role.BOARD])
def test_only_national_staff_propose(role):
    with pytest.raises(NotAllowed):
        preparing.propose(by=person(role), title="x")
    assert not DelegatedMission.objects.exists()


def test_a_proposal_awaits_its_reports_and_tells_its_carrier(national):
    carrier = RegionalAssociationFactory(email="region@example.org")
    carrier.regions.add("53")
    facts = {"title": "SIL'ESA", "purpose": "x", "carrier": carrier, "region_id": "53"}
    made = preparing.propose(by=national, validity=DateRange(date(2023, 1, 1), date(2025, 1, 1)), **facts)
    assert [(one.year, one.kind, one.due_on) for one in made.reports.order_by("due_on")] == [
        (2023, "interim", date(2023, 9, 30)), (2023, "final", date(2024, 3, 31)),
        (2024, "interim", date(2024, 9, 30)), (2024, "final", date(2025, 3, 31))]  # fmt: skip
    # Nobody has an account there: the association's own address is written to.
    assert Mail.objects.get().to == "region@example.org"


def test_a_carrier_serves_the_region_of_its_mission(national):
    carrier = RegionalAssociationFactory()
    carrier.regions.add("53")
    with pytest.raises(MissionRefused, match="ne sert pas la région"):
        preparing.propose(
            by=national, title="x", purpose="x", carrier=carrier, region=Region.objects.get(code="32"),
            validity=year_range(2023),
        )  # fmt: skip


@pytest.mark.parametrize("act", [life.decline, life.suspend, life.terminate])
def test_what_stops_a_mission_has_a_reason(national, act):
    mission = ready(State.PROPOSED if act is life.decline else State.RUNNING)
    with pytest.raises(MissionRefused, match="a un motif"):
        act(mission, reason="  ", by=national)
    mission.refresh_from_db()
    assert mission.state in (State.PROPOSED, State.RUNNING)


def test_the_database_refuses_a_stop_without_reason_and_a_mission_without_years():
    mission = DelegatedMissionFactory()
    for wrong in ({"state": "suspended"}, {"validity": DateRange(date(2023, 1, 1), None)}, {"agreed_on": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DelegatedMission.objects.filter(pk=mission.pk).update(**wrong)


def write(mission, model, rows=(), deleted=(), **fields):
    return preparing.change(mission, parts=[Part(PART_FIELDS[model], list(rows), list(deleted))], **fields)


def test_instalments_stay_within_the_budget(national):
    mission = ready()
    more = Instalment(year=2023, due_on=date(2023, 6, 1), amount=Decimal("500.01"))
    with pytest.raises(MissionRefused, match="dépassent les charges prévues"):
        write(mission, Instalment, [more], by=national)
    assert mission.instalments.count() == 1
    more.pk, more.amount = None, Decimal(500)
    write(mission, Instalment, [more], by=national)
    assert mission.instalments.all().total() == 1000


def test_what_is_paid_spent_or_sent_stays(national):
    mission = ready()
    mission.instalments.update(paid_on=date(2023, 2, 1))
    mission.lines.update(spent=100)
    report = sent(mission)
    for model, row in (
        (Instalment, mission.instalments.get()),
        (BudgetLine, mission.lines.get()),
        (MissionReport, report),
    ):
        with pytest.raises(MissionRefused, match="ne peut pas être retiré"):
            write(mission, model, deleted=[row], by=national)
    row = mission.instalments.get()
    row.amount = 1
    with pytest.raises(MissionRefused, match="ne peut plus changer"):
        write(mission, Instalment, [row], by=national)


def test_a_budget_changed_while_a_report_was_sent_keeps_what_was_spent(national):
    mission = ready()
    stale = mission.lines.get()
    reports.send(mission.reports.get(), by=national, version=0)
    stale.planned = 2000
    write(mission, BudgetLine, [stale], by=national)
    line = mission.lines.get()
    assert (line.planned, line.spent) == (2000, 900)


def test_lines_are_of_the_years_of_the_mission_and_have_one_name(national):
    mission = ready()
    with pytest.raises(MissionRefused, match="hors des années"):
        write(mission, BudgetLine, [BudgetLine(year=2030, label="x", planned=1)], by=national)
    with pytest.raises(MissionRefused, match="figure deux fois"):
        write(mission, BudgetLine, [BudgetLine(year=2023, label="Salaires", planned=1)], by=national)
    assert mission.lines.count() == 1


def test_a_change_made_meanwhile_is_not_overwritten(national):
    mission = ready()
    read_at = mission.updated_at.isoformat()
    preparing.change(mission, by=national, read_at=read_at, title="Le premier")
    with pytest.raises(ChangedMeanwhile):
        preparing.change(mission, by=national, read_at=read_at, title="Le second")
    mission.refresh_from_db()
    assert mission.title == "Le premier"


def test_the_carrier_of_an_agreed_mission_does_not_change(national):
    with pytest.raises(MissionRefused, match="ne changent plus"):
        preparing.change(ready(), by=national, carrier=RegionalAssociationFactory())


@pytest.mark.parametrize(
    ("condition", "kind", "state", "why"),
    [
        ("interim", "interim", "draft", "intermédiaire 2023 n'est pas remis"),
        ("interim", "interim", "sent", ""),
        ("interim", "final", "sent", "intermédiaire 2023 n'est pas remis"),
        ("accepted", "final", "sent", "final 2023 n'est pas accepté"),
        ("accepted", "final", "accepted", ""),
    ],
)
def test_an_instalment_is_paid_once_its_condition_holds(national, condition, kind, state, why):
    mission = DelegatedMissionFactory(year=2023)
    BudgetLineFactory(mission=mission)
    instalment = InstalmentFactory(mission=mission, condition=condition)
    MissionReportFactory(mission=mission, kind=kind, state=state)
    if why:
        with pytest.raises(MissionRefused, match=why):
            paying.pay(instalment, paid_on=date(2023, 5, 1), by=national)
        instalment.refresh_from_db()
        assert instalment.paid_on is None
        return
    assert paying.pay(instalment, paid_on=date(2023, 5, 1), by=national).paid_on == date(2023, 5, 1)


def test_a_payment_to_come_is_not_written(national):
    with pytest.raises(MissionRefused, match="à venir"):
        paying.pay(ready().instalments.get(), paid_on=timezone.localdate() + timedelta(days=1), by=national)


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (ContentFile(PDF, name="x.exe"), "Ce format n'est pas accepté"),
        (ContentFile(b"MZ", name="x.pdf"), "n'est pas un PDF"),
    ],
)
def test_an_agreement_is_a_pdf(national, file, told):
    mission = ready()
    with pytest.raises(MissionRefused, match=told):
        files.attach_agreement(mission, file, by=national)
    mission.refresh_from_db()
    assert not mission.agreement


def test_overspending_and_late_reports_are_seen():
    today = timezone.localdate()
    quiet, over, late = (DelegatedMissionFactory() for _ in range(3))
    suspended = DelegatedMissionFactory(state="suspended", reason="x")
    BudgetLineFactory(mission=quiet, spent=1100)
    BudgetLineFactory(mission=quiet, kind="product", spent=5000)
    BudgetLineFactory(mission=over, spent=Decimal("1100.01"), reason="Davantage de demandes")
    MissionReportFactory(mission=quiet, due_on=today)
    MissionReportFactory(mission=quiet, kind="interim", due_on=today - timedelta(days=1), state="sent")
    for mission in (late, suspended):
        MissionReportFactory(mission=mission, due_on=today - timedelta(days=1))
    seen = DelegatedMission.objects.with_signals(today)
    assert set(seen.filter(overspent=True)) == {over}
    assert set(seen.filter(late=True)) == {late}
    assert [report.mission for report in MissionReport.objects.order_by("pk") if report.is_late] == [late]


def test_the_database_asks_a_reason_for_overspending():
    line = BudgetLineFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetLine.objects.filter(pk=line.pk).update(spent=1101)
    BudgetLine.objects.filter(pk=line.pk).update(spent=1101, reason="Davantage de demandes")


def test_reports_are_reminded_of_before_and_after_their_day_once_each():
    today = date(2023, 9, 16)
    mission = DelegatedMissionFactory(year=2023)
    alix = staff_of(mission)
    person(Role.REGIONAL_STAFF, region="32")
    soon = MissionReportFactory(mission=mission, kind="interim", due_on=date(2023, 9, 30))
    MissionReportFactory(mission=mission, due_on=date(2024, 3, 31))
    assert reminding.remind(today - timedelta(days=1)) == 0
    assert [reminding.remind(today), reminding.remind(today + timedelta(days=1))] == [1, 0]
    assert [reminding.remind(date(2023, 10, 1)), reminding.remind(date(2023, 10, 2))] == [1, 0]
    mails = Mail.objects.order_by("pk")
    assert [(one.kind, one.user) for one in mails] == [("mission", alix)] * 2
    assert [one.subject.split(" : ")[0] for one in mails] == ["Bilan à remettre", "Bilan en retard"]
    assert soon.get_absolute_url() in mails[0].body
    MissionReport.objects.filter(pk=soon.pk).update(due_on=date(2023, 12, 1))
    assert reminding.remind(date(2023, 12, 2)) == 1


def test_reminders_leave_by_themselves():
    assert BEAT_SCHEDULE["remind-of-mission-reports"]["task"] == remind_of_mission_reports.name


def test_reports_of_missions_that_stand_still_are_not_reminded_of():
    mission = DelegatedMissionFactory(state="suspended", reason="x")
    staff_of(mission)
    MissionReportFactory(mission=mission, due_on=date(2023, 1, 1))
    assert reminding.remind() == 0


@pytest.mark.parametrize(
    ("role", "region", "whole", "told"),
    [
        (Role.VISITOR, "", set(), set()),
        (Role.MEMBER, "", set(), set()),
        (Role.REGIONAL_STAFF, "53", {"proposée", "en cours"}, {"proposée", "en cours"}),
        (Role.REGIONAL_STAFF, "32", set(), {"en cours"}),
        (Role.BOARD, "", {"proposée", "en cours"}, {"proposée", "en cours"}),
    ],
)
def test_what_is_seen_whole_and_what_is_told(role, region, whole, told):
    ready(State.PROPOSED, title="proposée")
    ready(State.RUNNING, title="en cours")
    user = (person(role, region=region) if region else person(role)) or AnonymousUser()
    assert {str(one) for one in DelegatedMission.objects.visible_to(user)} == whole
    assert {str(one) for one in DelegatedMission.objects.told_to(user)} == told
