"""The life of a check: each step from each state, who takes it, and what it asks for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone

from certification.domain.checks import findings, life, planning
from certification.domain.checks.answers import AnswerChanged, Written, save_answer
from certification.domain.checks.controllers import possible_controllers
from certification.domain.checks.steps import STEPS
from certification.models import AccreditationCheck, CheckAnswer
from members.domain.moves import NotAllowed, Refused, WrongState
from members.models import Mail, Role, RoleGrant
from tests.certification.people import controller, manager_of, team_member
from tests.factories import ContactFactory, UserFactory, person
from tests.factories.certification import (
    AccreditationCheckFactory,
    AccreditationFactory,
    ChecklistQuestionFactory,
    FindingFactory,
    OfficialFactory,
)
from tests.members.waiting import until_somebody_waits

State = AccreditationCheck.State
pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def check_in(state, **kwargs):
    """A check in a state, with what the states before have left."""
    given = {"controller": controller()} if "controller" not in kwargs else {}
    reported = state not in {State.PLANNED, State.ANNOUNCED, State.CARRIED_OUT, State.CANCELLED}
    return AccreditationCheckFactory(
        state=state,
        announced_at=None if state == State.PLANNED else timezone.now(),
        report_sent_at=timezone.now() - timedelta(days=40) if reported else None,
        summary="La synthèse.",
        **given | kwargs,
    )


def answered(check, **kwargs):
    return FindingFactory(check_made=check, answer="C'est fait.", answered_at=timezone.now(), **kwargs)


def lifted(check):
    return answered(check, closed_on=TODAY())


# Each step: how it is taken, what must be there before, the states from which, and where it leads.
MOVES = {
    "announce": (life.announce, {}, None, {State.PLANNED}, State.ANNOUNCED),
    "cancel": (planning.cancel, {"reason": "Reporté"}, None, {State.PLANNED, State.ANNOUNCED}, State.CANCELLED),
    "carry_out": (life.carry_out, {"on": TODAY()}, None, {State.ANNOUNCED}, State.CARRIED_OUT),
    "send_report": (life.send_report, {}, None, {State.CARRIED_OUT}, State.REPORT_SENT),
    "observe": (life.observe, {"text": "Nos remarques"}, "recent", {State.REPORT_SENT}, State.OBSERVATIONS),
    "ask_actions": (life.ask_actions, {}, FindingFactory, {State.REPORT_SENT, State.OBSERVATIONS}, State.ACTION_PLAN),
    "verify": (life.verify, {}, None, {State.ACTION_PLAN}, State.VERIFIED),
    "close": (life.close, {}, None, {State.REPORT_SENT, State.OBSERVATIONS, State.VERIFIED}, State.CLOSED),
    "escalate": (
        life.escalate,
        {"reason": "Écarts graves"},
        None,
        {State.REPORT_SENT, State.OBSERVATIONS, State.ACTION_PLAN},
        State.ESCALATED,
    ),
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", MOVES)
def test_a_step_is_taken_from_its_states_alone(step, state):
    act, given, before, states, to = MOVES[step]
    check = check_in(state)
    if before == "recent":
        AccreditationCheck.objects.filter(pk=check.pk).update(report_sent_at=timezone.now())
    elif before:
        before(check_made=check)
    if state in states:
        act(check, by=team_member(), **given)
        check.refresh_from_db()
        assert check.state == to
    else:
        with pytest.raises(WrongState) as refused:
            act(check, by=team_member(), **given)
        assert check.get_state_display() in str(refused.value)
        check.refresh_from_db()
        assert check.state == state


# Who takes each step: the team takes all of them.
BY_CONTROLLER = {"carry_out", "send_report", "verify"}
BY_STRUCTURE = {"observe"}


@pytest.mark.parametrize("step", MOVES)
def test_a_step_is_taken_by_those_whose_it_is(step):
    act, given, _, states, _ = MOVES[step]
    check = check_in(sorted(states)[0])
    manager = manager_of(check.accreditation.organisation)
    colleague = ContactFactory(organisation=check.accreditation.organisation, user=UserFactory()).user
    others = {
        "controller": (check.controller.user, step in BY_CONTROLLER),
        "manager": (manager, step in BY_STRUCTURE),
        "colleague": (colleague, False),
        "other controller": (controller().user, False),
        "other structure": (ContactFactory(user=UserFactory(), manages=True).user, False),
        "other team": (team_member(RoleGrant.Team.TRAINING), False),
        "region": (person(Role.REGIONAL_STAFF), False),
    }
    for who, (user, may) in others.items():
        try:
            with transaction.atomic():
                act(check, by=user, **given)
                transaction.set_rollback(True)
            taken = True
        except NotAllowed:
            taken = False
        except Refused:
            taken = True
        assert taken is may, who


def test_the_table_of_steps_names_every_state_once_reached():
    reached = {step.to for _, step in STEPS.values() if step.to} | {State.PLANNED}
    assert reached == set(State)


def test_an_announced_check_has_a_controller_and_the_structure_is_told():
    check = check_in(State.PLANNED, controller=None)
    with pytest.raises(Refused, match="Choisissez le contrôleur"):
        life.announce(check, by=team_member())
    ContactFactory(organisation=check.accreditation.organisation, email="direction@example.org", manages=True)
    AccreditationCheck.objects.filter(pk=check.pk).update(controller=(who := controller()))
    check.refresh_from_db()
    life.announce(check, by=team_member())
    mail = Mail.objects.get()
    assert mail.to == "direction@example.org"
    assert str(who) in mail.body


def test_a_controller_whose_mandate_ended_meanwhile_does_not_make_the_check():
    check = check_in(State.PLANNED)
    check.controller.mandates.all().delete()
    with pytest.raises(planning.ControllerRefused, match="n'a pas de mandat de contrôleur"):
        life.announce(check, by=team_member())


@pytest.mark.parametrize(("days", "words"), [(1, "n'est pas à venir"), (-3, "a été annoncé le")])
def test_a_check_is_made_between_its_announcement_and_today(days, words):
    check = check_in(State.ANNOUNCED)
    with pytest.raises(Refused, match=words):
        life.carry_out(check, on=TODAY() + timedelta(days=days), by=team_member())


def test_the_report_is_sent_once_its_summary_is_written_and_is_attached_to_the_mail():
    check = check_in(State.CARRIED_OUT)
    AccreditationCheck.objects.update(summary="")
    with pytest.raises(Refused, match="synthèse"):
        life.send_report(check, by=team_member())
    life.write_summary(check, summary="Rien à redire.", by=check.controller.user)
    ContactFactory(organisation=check.accreditation.organisation, email="direction@example.org", manages=True)
    life.send_report(check, by=check.controller.user)
    assert Mail.objects.get().attachments == [["check_report", check.pk]]


@pytest.mark.parametrize(("days", "taken"), [(30, True), (31, False)])
def test_observations_are_received_for_thirty_days(days, taken):
    check = check_in(State.REPORT_SENT)
    AccreditationCheck.objects.update(report_sent_at=timezone.now() - timedelta(days=days))
    if taken:
        assert life.observe(check, text="Nos remarques", by=team_member()).observations == "Nos remarques"
    else:
        with pytest.raises(Refused, match="étaient attendues jusqu'au"):
            life.observe(check, text="Nos remarques", by=team_member())


def test_nobody_is_brought_before_the_committee_unheard():
    check = check_in(State.REPORT_SENT)
    AccreditationCheck.objects.update(report_sent_at=timezone.now() - timedelta(days=30))
    with pytest.raises(Refused, match="pour ses observations"):
        life.escalate(check, reason="Grave", by=team_member())
    life.observe(check, text="Nos remarques", by=team_member())
    assert life.escalate(check, reason="Grave", by=team_member()).reason == "Grave"


@pytest.mark.parametrize(("act", "state"), [(planning.cancel, "planned"), (life.escalate, "observations")])
def test_a_cancellation_and_an_escalation_have_a_reason(act, state):
    with pytest.raises(Refused, match="a un motif"):
        act(check_in(state), reason="  ", by=team_member())


def test_a_check_whose_findings_ask_for_actions_is_not_closed_before_they_are_verified():
    check = check_in(State.REPORT_SENT)
    finding = FindingFactory(check_made=check)
    with pytest.raises(Refused, match="plan d'action"):
        life.close(check, by=team_member())
    life.ask_actions(check, by=team_member())
    with pytest.raises(Refused, match="reste 1 écart à lever"):
        life.verify(check, by=team_member())
    manager = manager_of(check.accreditation.organisation)
    with pytest.raises(Refused, match="pas encore répondu"):
        findings.lift_finding(finding, by=check.controller.user)
    findings.answer_finding(finding, answer="Fait.", proof=ContentFile(b"%PDF-", name="p.pdf"), by=manager)
    findings.ask_again(finding, missing="La date.", by=check.controller.user)
    with pytest.raises(Refused, match="pas encore répondu"):
        findings.lift_finding(finding, by=check.controller.user)
    findings.answer_finding(finding, answer="Daté.", proof=None, by=manager)
    finding.refresh_from_db()
    assert (finding.missing, finding.proof_name, finding.answer) == ("", "p.pdf", "Daté.")
    findings.lift_finding(finding, by=check.controller.user)
    life.verify(check, by=check.controller.user)
    assert life.close(check, by=team_member()).closed_on == TODAY()


def test_no_action_plan_without_an_action():
    check = check_in(State.REPORT_SENT)
    FindingFactory(check_made=check, action="", due_on=None)
    with pytest.raises(Refused, match="peut être clos"):
        life.ask_actions(check, by=team_member())
    assert life.close(check, by=team_member()).state == State.CLOSED


@pytest.mark.parametrize(("name", "content", "words"), [("p.exe", b"MZ", "format"), ("p.pdf", b"", "Dites ce qui")])
def test_a_proof_is_of_a_known_format_and_goes_with_words(name, content, words):
    finding = FindingFactory(check_made=check_in(State.ACTION_PLAN))
    answer = "" if name == "p.pdf" else "Fait."
    with pytest.raises(Refused, match=words):
        findings.answer_finding(finding, answer=answer, proof=ContentFile(content, name=name), by=team_member())
    finding.refresh_from_db()
    assert not finding.proof


def test_an_action_has_a_day_to_come():
    check, given = check_in(State.CARRIED_OUT), {"severity": "major", "text": "Écart", "action": "Agir"}
    with pytest.raises(ValidationError, match="Une action demandée a une date"):
        findings.write_finding(check, **given, by=team_member())
    with pytest.raises(Refused, match="à une date à venir"):
        findings.write_finding(check, **given, due_on=TODAY(), by=team_member())


def test_findings_no_longer_change_once_the_report_is_sent():
    finding = FindingFactory(check_made=check_in(State.REPORT_SENT))
    with pytest.raises(WrongState):
        findings.remove_finding(finding, by=team_member())
    with pytest.raises(WrongState):
        findings.write_finding(finding.check_made, severity="minor", text="Autre", finding=finding, by=team_member())


# The check-list


def point(check):
    return ChecklistQuestionFactory(certification=check.accreditation.certification)


def test_a_point_written_later_is_never_covered_by_an_older_writing():
    check = check_in(State.ANNOUNCED)
    question, tablet, office = point(check), check.controller.user, team_member()
    read_at = 0
    first = save_answer(check, question, Written("conform", "Vu."), version=read_at, by=office)
    with pytest.raises(AnswerChanged) as refused:
        save_answer(check, question, Written("missing", "Absent."), version=read_at, by=tablet)
    assert (refused.value.current.comment, refused.value.current.written_by) == ("Vu.", office)
    assert save_answer(check, question, Written("conform", "Vu."), version=read_at, by=tablet).version == first.version
    assert save_answer(check, question, Written("missing", "Absent."), version=first.version, by=tablet).version == 2


def test_a_point_keeps_when_it_was_written_and_does_not_believe_a_clock_that_runs_ahead():
    check, now = check_in(State.CARRIED_OUT), timezone.now()
    question = point(check)
    written = save_answer(
        check, question, Written("conform", "", now - timedelta(hours=3)), version=0, by=team_member()
    )
    assert written.client_at == now - timedelta(hours=3)
    ahead = save_answer(check, question, Written("partial", "", now + timedelta(days=9)), version=1, by=team_member())
    assert ahead.client_at < now + timedelta(minutes=6)


def test_a_point_of_another_certification_is_refused():
    with pytest.raises(Refused, match="n'est pas de ce contrôle"):
        save_answer(
            check_in(State.ANNOUNCED), ChecklistQuestionFactory(), Written("conform", ""), version=0, by=team_member()
        )


@pytest.mark.parametrize("state", [state for state in State if state not in {"announced", "carried_out"}])
def test_points_are_written_from_the_announcement_to_the_report(state):
    check = check_in(state)
    with pytest.raises(WrongState):
        save_answer(check, point(check), Written("conform", ""), version=0, by=team_member())


# Who may check (separation 1 of the notes)


def asked(**kwargs):
    return {"on": TODAY() + timedelta(days=10), "kind": "on_site", "trigger": "plan", "by": team_member()} | kwargs


def refusal_of(official, accreditation, **kwargs) -> str:
    with pytest.raises(planning.ControllerRefused) as refused:
        planning.plan_checks([accreditation], **asked(controller=official, **kwargs))
    assert not AccreditationCheck.objects.exists()
    return str(refused.value)


@pytest.mark.parametrize("state", ["in_review", "committee"])
def test_separation_1_who_examines_an_accreditation_does_not_check_it(state):
    accreditation, who = AccreditationFactory(), controller()
    AccreditationFactory(
        organisation=accreditation.organisation, certification=accreditation.certification, state=state,
        reviewer=who.user,
    )  # fmt: skip
    assert "a instruit l'agrément" in refusal_of(who, accreditation)


@pytest.mark.parametrize(("months", "may"), [(6, False), (13, True)])
@pytest.mark.parametrize("role", ["reviewer", "decided_by"])
def test_separation_1_reviewer_and_decider_wait_for_twelve_months(role, months, may):
    who = controller()
    on = TODAY() + timedelta(days=10)
    decided_on = on - timedelta(days=months * 30)
    accreditation = AccreditationFactory(decided_on=decided_on, **{role: who.user})
    if may:
        assert who in possible_controllers(accreditation, on)
        assert planning.plan_checks([accreditation], **asked(controller=who, on=on))
    else:
        assert who not in possible_controllers(accreditation, on)
        assert ("instruit" if role == "reviewer" else "décidé") in refusal_of(who, accreditation)


def test_who_works_for_the_structure_or_has_a_tie_with_it_does_not_check_it():
    accreditation = AccreditationFactory()
    assert "travaille à" in refusal_of(controller(employer=accreditation.organisation), accreditation)
    tied = controller()
    tied.conflicts.create(organisation=accreditation.organisation, tie="ancien président", declared_on=TODAY())
    assert "ancien président" in refusal_of(tied, accreditation)
    assert "n'a pas de mandat de contrôleur" in refusal_of(OfficialFactory(), accreditation)


# Two at once


@pytest.mark.usefixtures("committed")
def test_two_devices_that_write_a_point_at_once_the_second_is_shown_the_first():
    check = check_in(State.ANNOUNCED)
    question, one, other = point(check), team_member(), team_member()

    def second():
        try:
            return save_answer(check, question, Written("missing", "Deux."), version=0, by=other)
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            save_answer(check, question, Written("conform", "Un."), version=0, by=one)
            waiting = pool.submit(second)
            until_somebody_waits()
        refused = waiting.result()
    assert isinstance(refused, AnswerChanged)
    assert refused.current.comment == CheckAnswer.objects.get().comment == "Un."


@pytest.mark.usefixtures("committed")
def test_two_who_plan_the_same_structure_at_once_plan_one_check():
    accreditation, given, again = AccreditationFactory(), asked(controller=None), asked(controller=None)

    def second():
        try:
            return planning.plan_checks([accreditation], **again)
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            planning.plan_checks([accreditation], **given)
            waiting = pool.submit(second)
            until_somebody_waits()
        assert "déjà prévu" in str(waiting.result())
    assert AccreditationCheck.objects.count() == 1
