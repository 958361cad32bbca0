"""General meetings: the roll, presence, quorum, votes; each step in its states, by whom it may, and once."""

import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from members.domain.meetings import convening, life, preparing, presence, proxies, roll, voting
from members.domain.meetings.quorum import Quorum, count_by_college, quorum_of
from members.domain.meetings.refusals import STEPS, MeetingRefused, NotAllowed, QuorumNotMet, WrongState
from members.models import GeneralMeeting, Mail, Membership, Proxy, Resolution, Role, RollEntry, VoteBracket
from tests.factories import (
    CollegeFactory,
    ContactFactory,
    GeneralMeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    ProxyFactory,
    ResolutionFactory,
    RollEntryFactory,
    UserFactory,
    YearlyReturnFactory,
    person,
)

pytestmark = pytest.mark.django_db
State = GeneralMeeting.State
RECORD = date(2023, 5, 1)


@pytest.fixture
def national(db):
    return person(Role.NATIONAL_STAFF)


def prepared(**fields) -> GeneralMeeting:
    """A meeting of June 2023 in preparation, with its college of members."""
    CollegeFactory()
    what = {"state": State.PREPARED, "frozen_at": None, "held_on": date(2023, 6, 15), "record_date": RECORD}
    return GeneralMeetingFactory(**(what | fields))


def on_roll(meeting) -> list:
    return [entry.organisation for entry in meeting.entries.order_by("pk")]


# The roll


def test_the_roll_holds_the_memberships_valid_on_the_record_date(national):
    meeting = prepared()
    there = MembershipFactory()
    MembershipFactory(year=2022)
    MembershipFactory(kind=Membership.Kind.SYMPATHISER)
    MembershipFactory(state=Membership.State.CALLED)
    MembershipFactory(state=Membership.State.STRUCK_OFF)
    MembershipFactory(validity=(RECORD + timedelta(days=1), date(2024, 1, 1)))
    MembershipFactory(organisation__closed_on=RECORD)
    still = MembershipFactory(organisation__closed_on=RECORD + timedelta(days=1))
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


# Steps, states and roles


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


# Preparing


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


# Presence and quorum


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


# Votes


def room_of(votes: int, **fields) -> Resolution:
    """A resolution put to so many votes, in a meeting that has its quorum."""
    meeting = GeneralMeetingFactory(state=State.OPEN, **fields)
    RollEntryFactory(meeting=meeting, votes=votes, there=True)
    return ResolutionFactory(meeting=meeting)


def record(resolution, votes_for, votes_against, votes_abstained, by):
    return voting.record_result(
        resolution, votes_for=votes_for, votes_against=votes_against, votes_abstained=votes_abstained, by=by
    )


@pytest.mark.parametrize(
    ("majority", "abstentions_are_cast", "votes", "outcome"),
    [
        ("simple", False, (6, 5, 9), "adopted"),
        ("simple", False, (5, 5, 10), "rejected"),
        ("simple", False, (0, 0, 20), "rejected"),
        ("simple", True, (6, 5, 9), "rejected"),
        ("simple", True, (11, 0, 9), "adopted"),
        ("two_thirds", False, (10, 5, 5), "adopted"),
        ("two_thirds", False, (9, 5, 6), "rejected"),
        ("two_thirds", True, (10, 5, 5), "rejected"),
        ("two_thirds", False, (0, 0, 0), "rejected"),
    ],
)
def test_the_outcome_is_that_of_its_majority(national, majority, abstentions_are_cast, votes, outcome):
    resolution = room_of(20, abstentions_are_cast=abstentions_are_cast)
    resolution.majority = majority
    resolution.save()
    done = record(resolution, *votes, national)
    assert (done.outcome, done.votes_in_room, done.total) == (outcome, 20, sum(votes))


@pytest.mark.parametrize(
    ("votes", "told"), [((11, 5, 5), "Le total \\(21\\) dépasse les 20 voix"), ((-1, 2, 3), "négatif")]
)
def test_votes_that_cannot_be_are_refused(national, votes, told):
    resolution = room_of(20)
    with pytest.raises(MeetingRefused, match=told):
        record(resolution, *votes, national)
    assert not Resolution.objects.get().is_voted


def test_no_vote_is_recorded_without_quorum(national):
    resolution = room_of(2)
    RollEntryFactory(meeting=resolution.meeting, votes=3)
    with pytest.raises(QuorumNotMet, match="40,00 % des voix sont présentes ou représentées, il en faut 50 %"):
        record(resolution, 1, 0, 0, national)
    assert not Resolution.objects.get().is_voted


def test_a_result_is_corrected_then_taken_back(national):
    resolution = room_of(20)
    record(resolution, 20, 0, 0, national)
    assert record(resolution, 0, 20, 0, national).outcome == "rejected"
    assert not voting.clear_result(resolution, by=national).is_voted


def test_the_database_refuses_half_a_result():
    resolution = room_of(20)
    for wrong in ({"votes_for": 1}, {"votes_for": 9, "votes_against": 9, "votes_abstained": 9, "outcome": "adopted",
                                     "votes_in_room": 20}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Resolution.objects.filter(pk=resolution.pk).update(**wrong)


# The end


def test_a_meeting_with_unvoted_resolutions_closes_when_it_is_said(national):
    resolution = room_of(20)
    with pytest.raises(MeetingRefused, match="1 résolution sans résultat"):
        life.close_meeting(resolution.meeting, by=national)
    assert life.close_meeting(resolution.meeting, by=national, unvoted=True).state == State.CLOSED


def test_a_second_call_takes_the_roll_and_the_agenda_and_nothing_else(national):
    meeting = GeneralMeetingFactory(state=State.OPEN)
    there = RollEntryFactory(meeting=meeting, there=True, representative="Alix")
    RollEntryFactory(meeting=meeting, votes=5)
    ProxyFactory(giver=RollEntryFactory(meeting=meeting), holder=there)
    ResolutionFactory(meeting=meeting, title="Budget", text="Il est…")
    later = meeting.held_on + timedelta(days=15)
    with pytest.raises(MeetingRefused, match="ne peut pas précéder"):
        life.call_second(meeting, held_on=meeting.held_on - timedelta(days=1), by=national)
    second = life.call_second(meeting, held_on=later, by=national)
    meeting.refresh_from_db()
    assert (meeting.state, second.state, second.follows) == (State.CLOSED, State.ROLL_FROZEN, meeting)
    assert on_roll(second) == on_roll(meeting)
    assert sorted(second.entries.values_list("votes", "present", "representative")) == [
        (1, False, ""), (1, False, ""), (5, False, "")]  # fmt: skip
    assert [(one.title, one.text, one.is_voted) for one in second.resolutions.all()] == [("Budget", "Il est…", False)]
    assert quorum_of(second).reached
    with pytest.raises(MeetingRefused, match="celle de la première convocation"):
        roll.release_roll(second, by=national)


def test_no_second_call_where_the_quorum_is_reached(national):
    resolution = room_of(20)
    with pytest.raises(MeetingRefused, match="Le quorum est atteint"):
        life.call_second(resolution.meeting, held_on=timezone.localdate(), by=national)


# Convocation


def test_each_manager_is_convened_once(national):
    meeting = GeneralMeetingFactory(title="AG 2023", place="Lyon")
    ResolutionFactory(meeting=meeting, number=1, title="Rapport moral")
    entry = RollEntryFactory(meeting=meeting, votes=3)
    manager = UserFactory(email="alix@example.org")
    ContactFactory(organisation=entry.organisation, manages=True, email="Alix@example.org", user=manager)
    ContactFactory(organisation=entry.organisation, manages=True, email="sacha@example.org")
    ContactFactory(organisation=entry.organisation, email="autre@example.org")
    ContactFactory(organisation=entry.organisation, manages=True, email="")
    ContactFactory(organisation=entry.organisation, manages=True, email="parti@example.org",
                   validity=(None, date(2020, 1, 1)))  # fmt: skip
    alone = RollEntryFactory(meeting=meeting, organisation__email="contact@example.org")
    silent = RollEntryFactory(meeting=meeting)
    ContactFactory(organisation=OrganisationFactory(), manages=True, email="ailleurs@example.org")
    convened = convening.convene(meeting, by=national)
    assert (convened.posted, convened.without_address) == (3, [silent])
    mails = {mail.to: mail for mail in Mail.objects.all()}
    assert sorted(mails) == ["alix@example.org", "contact@example.org", "sacha@example.org"]
    assert {mail.kind for mail in mails.values()} == {Mail.Kind.MEETING}
    assert (mails["alix@example.org"].user, mails["contact@example.org"].organisation) == (manager, alone.organisation)
    body = mails["alix@example.org"].body
    for words in ("AG 2023", "Lyon", "1. Rapport moral", "3 voix", f"/assemblees/inscrits/{entry.pk}/pouvoir/"):
        assert words in body
    assert convening.convene(meeting, by=national).posted == 0
    assert convening.convocations_of(meeting) == {"en attente": 3}


def test_an_empty_agenda_is_not_convened(national):
    with pytest.raises(MeetingRefused, match="L'ordre du jour est vide"):
        convening.convene(RollEntryFactory().meeting, by=national)


@pytest.mark.parametrize("count", [1, 3])
def test_convening_asks_as_much_whatever_the_roll(national, django_assert_num_queries, count):
    meeting = ResolutionFactory().meeting
    for number in range(count):
        ContactFactory(
            organisation=RollEntryFactory(meeting=meeting).organisation, manages=True, email=f"{number}@example.org"
        )
    with django_assert_num_queries(13):
        convening.convene(meeting, by=national)
