"""The electoral roll: who is on it, with how many votes, and that it stays; who is there, and the quorum."""

import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from members.domain.meetings import convening, presence, roll
from members.domain.meetings.quorum import Quorum, count_by_college, quorum_of
from members.domain.meetings.refusals import MeetingRefused, WrongState
from members.models import GeneralMeeting, Membership, RollEntry, VoteBracket
from tests.factories import (
    CollegeFactory,
    GeneralMeetingFactory,
    MembershipFactory,
    ProxyFactory,
    ResolutionFactory,
    RollEntryFactory,
    YearlyReturnFactory,
)
from tests.members.meetings import on_roll

pytestmark = pytest.mark.django_db
State = GeneralMeeting.State
RECORD = date(2023, 5, 1)


def prepared(**fields) -> GeneralMeeting:
    """A meeting of June 2023 in preparation, with its college of members."""
    CollegeFactory()
    what = {"state": State.PREPARED, "frozen_at": None, "held_on": date(2023, 6, 15), "record_date": RECORD}
    return GeneralMeetingFactory(**(what | fields))


def test_the_roll_holds_the_memberships_valid_on_the_record_date(national):
    meeting = prepared()
    there = MembershipFactory(organisation__name="Atelier A")
    MembershipFactory(year=2022)
    MembershipFactory(kind=Membership.Kind.SYMPATHISER)
    MembershipFactory(state=Membership.State.CALLED)
    MembershipFactory(state=Membership.State.STRUCK_OFF)
    MembershipFactory(validity=(RECORD + timedelta(days=1), date(2024, 1, 1)))
    MembershipFactory(organisation__closed_on=RECORD)
    still = MembershipFactory(organisation__name="Atelier B", organisation__closed_on=RECORD + timedelta(days=1))
    assert roll.freeze_roll(meeting, by=national) == 2
    meeting.refresh_from_db()
    assert meeting.state == State.ROLL_FROZEN
    assert on_roll(meeting) == [there.organisation, still.organisation]


def test_the_roll_stays_as_it_was(national):
    meeting = prepared()
    membership = MembershipFactory(organisation__name="Les Jardins", organisation__city="Rennes")
    roll.freeze_roll(meeting, by=national)
    organisation = membership.organisation
    organisation.name, organisation.city = "Autre nom", "Brest"
    organisation.save()
    membership.state = Membership.State.STRUCK_OFF
    membership.save()
    meeting.entries.get().college.brackets.create(up_to=None, votes=9)
    MembershipFactory()
    entry = meeting.entries.get()
    assert (str(entry), entry.votes, entry.college_name) == ("Les Jardins (Rennes)", 1, "Adhérents")


def test_an_organisation_enters_the_first_college_that_receives_it(national):
    meeting = prepared()
    CollegeFactory(name="Second", position=2)
    CollegeFactory(name="Ancien", position=0, active=False)
    MembershipFactory()
    roll.freeze_roll(meeting, by=national)
    assert meeting.entries.get().college_name == "Adhérents"


def test_a_consultative_college_has_no_vote(national):
    meeting = prepared()
    CollegeFactory(name="Sympathisants", kinds=["sympathiser"], consultative=True, position=2)
    MembershipFactory()
    MembershipFactory(kind=Membership.Kind.SYMPATHISER)
    roll.freeze_roll(meeting, by=national)
    assert {entry.college_name: entry.votes for entry in meeting.entries.all()} == {"Adhérents": 1, "Sympathisants": 0}


@pytest.mark.parametrize(
    ("fte", "votes"), [(None, 1), ("0", 1), ("12", 1), ("12.01", 2), ("25", 2), ("25.01", 5), ("900", 5)]
)
def test_votes_by_bracket_include_their_bound(national, fte, votes):
    meeting = prepared()
    college = CollegeFactory(votes_rule="bracket")
    college.votes_rule = "bracket"
    college.save()
    for up_to, count in ((None, 5), (12, 1), (25, 2)):
        VoteBracket.objects.create(college=college, up_to=up_to, votes=count)
    membership = MembershipFactory()
    if fte is not None:
        YearlyReturnFactory(
            organisation=membership.organisation, year=2022, insertion_fte=Decimal(fte), insertion_employees=1000
        )
    # The return of the meeting's own year is not known yet in full.
    YearlyReturnFactory(organisation=membership.organisation, year=2023, insertion_fte=99, insertion_employees=1000)
    roll.freeze_roll(meeting, by=national)
    assert meeting.entries.get().votes == votes


def test_a_roll_of_the_future_is_not_known(national):
    tomorrow = timezone.localdate() + timedelta(days=1)
    meeting = prepared(held_on=tomorrow, record_date=tomorrow)
    with pytest.raises(MeetingRefused, match="elle ne peut pas être figée avant ce jour"):
        roll.freeze_roll(meeting, by=national)
    assert not RollEntry.objects.exists()


def test_an_empty_roll_or_no_voting_college_is_refused(national):
    meeting = prepared()
    with pytest.raises(MeetingRefused, match="la liste serait vide"):
        roll.freeze_roll(meeting, by=national)
    CollegeFactory().brackets.all().delete()
    meeting.entries.all().delete()
    RollEntry.objects.all().delete()
    type(CollegeFactory()).objects.update(consultative=True)
    with pytest.raises(MeetingRefused, match="Aucun collège en vigueur ne vote"):
        roll.freeze_roll(meeting, by=national)
    meeting.refresh_from_db()
    assert meeting.state == State.PREPARED


@pytest.mark.parametrize("count", [1, 3])
def test_the_roll_costs_the_same_whatever_its_length(national, django_assert_num_queries, count):
    meeting = prepared()
    for _ in range(count):
        MembershipFactory()
    with django_assert_num_queries(11):
        roll.freeze_roll(meeting, by=national)


def at_once(*acts) -> list:
    """What becomes of acts done at the same moment, each on a connection of its own."""
    start, ends = threading.Barrier(len(acts)), [None] * len(acts)

    def run(index, act):
        try:
            start.wait(timeout=10)
            ends[index] = act()
        except MeetingRefused as refusal:
            ends[index] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index, act)) for index, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return ends


def test_frozen_twice_at_once_the_roll_is_one(committed, national):
    meeting = prepared()
    for _ in range(3):
        MembershipFactory()
    ends = at_once(*[lambda: roll.freeze_roll(meeting, by=national)] * 2)
    assert sorted(type(end) for end in ends if end != 3) == [WrongState]
    assert RollEntry.objects.count() == 3


def test_a_roll_is_undone_while_nobody_relies_on_it(national):
    meeting = prepared()
    MembershipFactory()
    roll.freeze_roll(meeting, by=national)
    roll.release_roll(meeting, by=national)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.entries.count()) == (State.PREPARED, 0)


def test_a_roll_relied_on_is_not_undone(national):
    given = ProxyFactory()
    with pytest.raises(MeetingRefused, match="Des pouvoirs ont été donnés"):
        roll.release_roll(given.giver.meeting, by=national)
    convoked = RollEntryFactory(organisation__email="contact@example.org").meeting
    ResolutionFactory(meeting=convoked)
    convening.convene(convoked, by=national)
    with pytest.raises(MeetingRefused, match="Les convocations sont parties"):
        roll.release_roll(convoked, by=national)


def test_arriving_ends_the_proxy_that_one_had_given(national):
    given = ProxyFactory(giver__meeting__state=State.OPEN)
    marked = presence.mark_present(given.giver, by=national, representative=" Alix Martin ")
    assert marked.ended == given
    given.refresh_from_db()
    assert given.revoked_at
    entry = RollEntry.objects.get(pk=given.giver_id)
    assert (entry.present, entry.representative) == (True, "Alix Martin")


def test_marked_twice_one_arrives_once(national):
    entry = RollEntryFactory(meeting__state=State.OPEN)
    first = presence.mark_present(entry, by=national, representative="Alix").entry
    again = presence.mark_present(entry, by=national).entry
    assert (again.arrived_at, again.representative) == (first.arrived_at, "Alix")


def test_who_was_not_there_is_not_marked_absent(national):
    entry = RollEntryFactory(meeting__state=State.OPEN)
    with pytest.raises(MeetingRefused, match="n'est pas notée présente"):
        presence.mark_absent(entry, by=national)
    presence.mark_present(entry, by=national, representative="Alix")
    gone = presence.mark_absent(entry, by=national).entry
    assert (gone.present, gone.arrived_at, gone.representative) == (False, None, "")


def test_the_quorum_counts_votes_present_and_those_of_proxies_whose_holder_is_there(django_assert_num_queries):
    meeting = GeneralMeetingFactory(state=State.OPEN, quorum_percent=50)
    there = RollEntryFactory(meeting=meeting, votes=3, there=True)
    ProxyFactory(giver=RollEntryFactory(meeting=meeting, votes=2), holder=there)
    # Carried by who has not come, taken back, or consultative: none of these votes is in the room.
    ProxyFactory(giver=RollEntryFactory(meeting=meeting, votes=4))
    ProxyFactory(giver=RollEntryFactory(meeting=meeting, votes=1), holder=there, revoked_at=timezone.now())
    RollEntryFactory(meeting=meeting, votes=0, there=True)
    RollEntryFactory(votes=7, there=True)
    with django_assert_num_queries(1):
        quorum = quorum_of(meeting)
    assert (quorum.roll, quorum.present, quorum.represented, quorum.organisations) == (11, 3, 2, 2)
    assert (quorum.percent, quorum.reached, quorum.missing) == (Decimal("45.45"), False, 1)


@pytest.mark.parametrize(
    ("room", "roll_votes", "wanted", "percent", "reached", "missing"),
    [
        (1, 2, "50", "50.00", True, 0),
        (49_999, 100_000, "50", "49.99", False, 1),
        (1, 3, "33.34", "33.33", False, 1),
        (1, 3, "33.33", "33.33", True, 0),
        (0, 5, "0", "0.00", True, 0),
        (0, 0, "0", "0.00", False, 0),
    ],
)
def test_the_quorum_is_cut_at_the_hundredth(room, roll_votes, wanted, percent, reached, missing):
    quorum = Quorum(roll_votes, room, 0, Decimal(wanted), second_call=False)
    assert (quorum.percent, quorum.reached, quorum.missing) == (Decimal(percent), reached, missing)


@given(st.integers(1, 2000), st.data(), st.decimals(0, 100, places=2))
def test_what_is_missing_is_just_enough(roll_votes, data, wanted):
    room = data.draw(st.integers(0, roll_votes))
    quorum = Quorum(roll_votes, room, 0, wanted, second_call=False)
    missing = quorum.missing
    assert quorum.reached is (missing == 0)
    assert Quorum(roll_votes, room + missing, 0, wanted, second_call=False).reached
    if missing:
        assert not Quorum(roll_votes, room + missing - 1, 0, wanted, second_call=False).reached


def test_a_second_call_needs_no_quorum():
    assert Quorum(100, 1, 0, Decimal(50), second_call=True).reached


def test_the_roll_is_counted_by_college():
    meeting = GeneralMeetingFactory(state=State.OPEN)
    second = CollegeFactory(name="Alliés", position=2)
    there = RollEntryFactory(meeting=meeting, votes=3, there=True)
    ProxyFactory(giver=RollEntryFactory(meeting=meeting, votes=2, college=second), holder=there)
    counts = [(one.name, one.organisations, one.votes, one.present, one.represented, one.votes_in_room)
              for one in count_by_college(meeting)]  # fmt: skip
    assert counts == [("Adhérents", 1, 3, 1, 0, 3), ("Alliés", 1, 2, 0, 1, 2)]
