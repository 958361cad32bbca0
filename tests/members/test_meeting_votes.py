"""Results by resolution, the end of a meeting, its second call and its convocation."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.domain.meetings import convening, life, roll, voting
from members.domain.meetings.quorum import quorum_of
from members.domain.meetings.refusals import MeetingRefused, QuorumNotMet
from members.models import GeneralMeeting, Mail, Resolution
from tests.factories import (
    ContactFactory,
    GeneralMeetingFactory,
    OrganisationFactory,
    ProxyFactory,
    ResolutionFactory,
    RollEntryFactory,
    UserFactory,
)
from tests.members.meetings import on_roll, room_of

pytestmark = pytest.mark.django_db
State = GeneralMeeting.State


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


def test_each_manager_is_convened_once(national):
    meeting = GeneralMeetingFactory(title="AG 2023", place="Lyon")
    ResolutionFactory(meeting=meeting, number=1, title="Rapport moral")
    entry = RollEntryFactory(meeting=meeting, votes=3)
    manager = UserFactory(email="alix@example.org")
    ContactFactory(organisation=entry.organisation, manages=True, email="Alix@example.org", user=manager)
    # The same person in two functions, and an address written in two ways.
    ContactFactory(organisation=entry.organisation, manages=True, email="alix@example.org", function="director")
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
