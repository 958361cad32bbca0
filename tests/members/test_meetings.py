"""General meetings: each act in its states, by whom it may be done; what staff prepare."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from members.domain.meetings import convening, life, preparing, presence, proxies, roll, voting
from members.domain.meetings.refusals import STEPS, MeetingRefused, NotAllowed, WrongState
from members.models import GeneralMeeting, Mail, Proxy, Resolution, Role, RollEntry
from tests.factories import (
    CollegeFactory,
    ContactFactory,
    GeneralMeetingFactory,
    MembershipFactory,
    ProxyFactory,
    ResolutionFactory,
    RollEntryFactory,
    person,
)

pytestmark = pytest.mark.django_db
State = GeneralMeeting.State
RECORD = date(2023, 5, 1)


def _entry(meeting):
    return meeting.entries.first()


# Each act: the step that it takes, and how.
ACTS = {
    "change": ("change", lambda m, by: preparing.change_meeting(m, by=by, title="Autre")),
    "write_agenda": ("change", lambda m, by: preparing.write_agenda(m, [], by=by)),
    "discard": ("discard", lambda m, by: preparing.discard(m, by=by)),
    "freeze": ("freeze", lambda m, by: roll.freeze_roll(m, by=by)),
    "release": ("release", lambda m, by: roll.release_roll(m, by=by)),
    "convene": ("convene", lambda m, by: convening.convene(m, by=by)),
    "open": ("open", lambda m, by: life.open_meeting(m, by=by)),
    "present": ("presence", lambda m, by: presence.mark_present(_entry(m), by=by)),
    "absent": ("presence", lambda m, by: presence.mark_absent(m.entries.get(present=True), by=by)),
    "record": (
        "vote",
        lambda m, by: voting.record_result(
            m.resolutions.first(), votes_for=1, votes_against=0, votes_abstained=0, by=by
        ),
    ),
    "clear": ("vote", lambda m, by: voting.clear_result(m.resolutions.first(), by=by)),
    "give": ("proxy", lambda m, by: proxies.give_proxy(m.entries.all()[1], m.entries.all()[2], by=by)),
    "take_back": ("proxy", lambda m, by: proxies.take_back(Proxy.objects.get(giver__meeting=m), by=by)),
    "second": ("second_call", lambda m, by: life.call_second(m, by=by, held_on=m.held_on)),
    "close": ("close", lambda m, by: life.close_meeting(m, by=by, unvoted=True)),
}


def staged(act: str, state: State) -> GeneralMeeting:
    """A meeting in that state, in which everything else lets this act be done."""
    CollegeFactory()
    meeting = GeneralMeetingFactory(
        state=state, frozen_at=timezone.now(), quorum_percent=50 if act == "second" else 0, record_date=date(2023, 5, 1)
    )
    for name in ("A", "B", "C"):
        RollEntryFactory(meeting=meeting, name=name, there=name == "A" and act in {"absent", "record"})
    if act == "take_back":
        ProxyFactory(giver=meeting.entries.all()[1], holder=meeting.entries.all()[2])
    if act == "freeze":
        meeting.entries.all().delete()
        MembershipFactory()
    voted = {"votes_for": 1, "votes_against": 0, "votes_abstained": 0, "outcome": "adopted"}
    ResolutionFactory(meeting=meeting, **(voted if act == "clear" else {}))
    if act == "convene":
        ContactFactory(organisation=meeting.entries.first().organisation, manages=True, email="alix@example.org")
    return meeting


def kept() -> list:
    """Everything that a step of a meeting may change."""
    return [
        list(model.objects.order_by("pk").values()) for model in (GeneralMeeting, RollEntry, Proxy, Resolution, Mail)
    ]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", State)
def test_an_act_is_done_in_its_states_only(national, act, state):
    meeting = staged(act, state)
    step, do = ACTS[act]
    before = kept()
    if state in STEPS[step][0]:
        do(meeting, national)
        assert kept() != before
        return
    with pytest.raises(WrongState, match=f"Cette assemblée est « {state.label} »"):
        do(meeting, national)
    assert kept() == before


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", [Role.FORMER, Role.SYMPATHISER, Role.MEMBER, Role.REGIONAL_STAFF, Role.BOARD])
def test_an_act_is_refused_to_others(act, role):
    step, do = ACTS[act]
    meeting = staged(act, STEPS[step][0][0])
    before = kept()
    with pytest.raises(NotAllowed):
        do(meeting, person(role))
    assert kept() == before


@pytest.mark.parametrize("role", [Role.FORMER, Role.MEMBER, Role.REGIONAL_STAFF, Role.BOARD])
def test_only_staff_create_a_meeting(role):
    with pytest.raises(NotAllowed):
        preparing.create_meeting(by=person(role), title="AG", held_on=RECORD, record_date=RECORD)
    assert not GeneralMeeting.objects.exists()


def test_the_rules_do_not_change_once_the_roll_is_frozen(national):
    meeting = GeneralMeetingFactory()
    preparing.change_meeting(meeting, by=national, title="Autre", place="Lyon", max_proxies=2)
    with pytest.raises(MeetingRefused, match="La liste est figée"):
        preparing.change_meeting(meeting, by=national, title="Encore", max_proxies=5)
    meeting.refresh_from_db()
    assert (meeting.title, meeting.place, meeting.max_proxies) == ("Autre", "Lyon", 2)


def test_a_change_made_meanwhile_is_not_overwritten(national):
    meeting = GeneralMeetingFactory()
    read_at = meeting.updated_at.isoformat()
    preparing.change_meeting(meeting, by=national, read_at=read_at, place="Lyon")
    with pytest.raises(MeetingRefused, match="modifiée entre-temps"):
        preparing.change_meeting(meeting, by=national, read_at=read_at, place="Brest")
    assert GeneralMeeting.objects.get().place == "Lyon"


def test_an_agenda_is_reordered_and_numbered(national):
    meeting = GeneralMeetingFactory(majority="two_thirds")
    first, second = [ResolutionFactory(meeting=meeting, number=n, title=t) for n, t in ((1, "A"), (2, "B"))]
    preparing.write_agenda(meeting, [second, Resolution(title="C"), first], by=national)
    agenda = meeting.resolutions.values_list("number", "title", "majority")
    assert list(agenda) == [(1, "B", "simple"), (2, "C", "two_thirds"), (3, "A", "simple")]
    preparing.write_agenda(meeting, [first], by=national)
    assert [str(one) for one in meeting.resolutions.all()] == ["1. A"]
    with pytest.raises(MeetingRefused, match="retirée entre-temps"):
        preparing.write_agenda(meeting, [second], by=national)


def test_a_meeting_does_not_open_before_its_day(national):
    meeting = GeneralMeetingFactory(held_on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(MeetingRefused, match="ne peut pas être ouverte avant"):
        life.open_meeting(meeting, by=national)
    meeting.refresh_from_db()
    assert meeting.state == State.ROLL_FROZEN
