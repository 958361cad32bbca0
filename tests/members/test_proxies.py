"""Proxies: who gives to whom, how many, until when; the last free place goes once."""

import threading
import time

import pytest
from django.db import IntegrityError, connection, transaction

from members.domain.meetings import presence, proxies
from members.domain.meetings.refusals import MeetingRefused, NotAllowed, ProxyRefused, WrongState
from members.models import GeneralMeeting, Mail, Proxy, Role, RollEntry
from tests.factories import ContactFactory, GeneralMeetingFactory, ProxyFactory, RollEntryFactory, UserFactory, person

pytestmark = pytest.mark.django_db
State = GeneralMeeting.State


@pytest.fixture
def meeting(db):
    return GeneralMeetingFactory(max_proxies=2)


def entries(meeting, count: int, **fields) -> list[RollEntry]:
    return [RollEntryFactory(meeting=meeting, **fields) for _ in range(count)]


def manager_of(entry):
    """Who manages the organisation of an entry."""
    return ContactFactory(organisation=entry.organisation, manages=True, user=UserFactory()).user


def test_a_manager_gives_and_takes_back(meeting):
    giver, holder = entries(meeting, 2)
    by = manager_of(giver)
    given = proxies.give_proxy(giver, holder, by=by)
    assert (given.giver, given.holder, given.given_by, given.revoked_at) == (giver, holder, by, None)
    assert proxies.take_back(given, by=by).revoked_at
    assert proxies.give_proxy(giver, holder, by=by) != given


@pytest.mark.parametrize("who", ["colleague", "holder", "stranger", Role.REGIONAL_STAFF, Role.BOARD])
def test_others_neither_give_nor_take_back(meeting, who):
    giver, holder, free = entries(meeting, 3)
    given = ProxyFactory(giver=giver, holder=holder)
    if who == "colleague":
        by = ContactFactory(organisation=giver.organisation, user=UserFactory()).user
    else:
        by = {"holder": lambda: manager_of(holder), "stranger": lambda: manager_of(RollEntryFactory())}.get(
            who, lambda: person(who)
        )()
    with pytest.raises(NotAllowed):
        proxies.take_back(given, by=by)
    given.delete()
    with pytest.raises(NotAllowed):
        proxies.give_proxy(giver, free, by=by)
    assert not Proxy.objects.exists()


@pytest.mark.parametrize("state", [State.OPEN, State.CLOSED])
def test_a_member_acts_until_the_opening(meeting, state):
    giver, holder, free = entries(meeting, 3)
    given = ProxyFactory(giver=giver, holder=holder)
    by = manager_of(giver), manager_of(free)
    GeneralMeeting.objects.update(state=state)
    with pytest.raises(WrongState, match="ne se donnent et ne se reprennent plus qu'à l'accueil"):
        proxies.take_back(given, by=by[0])
    with pytest.raises(WrongState):
        proxies.give_proxy(free, holder, by=by[1])
    assert list(Proxy.objects.standing()) == [given]


def test_staff_note_a_proxy_at_the_desk(meeting, national):
    GeneralMeeting.objects.update(state=State.OPEN)
    giver, holder = entries(meeting, 2)
    given = proxies.give_proxy(giver, holder, by=national)
    assert proxies.take_back(given, by=national).revoked_at


def refused(giver, holder, by, told):
    before = list(Proxy.objects.standing())
    with pytest.raises(ProxyRefused, match=told):
        proxies.give_proxy(giver, holder, by=by)
    assert list(Proxy.objects.standing()) == before


def test_nobody_gives_to_itself(meeting, national):
    (one,) = entries(meeting, 1)
    refused(one, one, national, "ne se donne pas pouvoir à elle-même")
    with pytest.raises(IntegrityError), transaction.atomic():
        ProxyFactory(giver=one, holder=one)


def test_nobody_gives_on_another_roll(meeting, national):
    refused(entries(meeting, 1)[0], RollEntryFactory(), national, "pas sur la même liste")


def test_who_is_there_votes_itself(meeting, national):
    giver, holder = RollEntryFactory(meeting=meeting, there=True), RollEntryFactory(meeting=meeting)
    refused(giver, holder, national, "elle vote elle-même")


def test_who_has_no_vote_neither_gives_nor_holds(meeting, national):
    mute, voter = RollEntryFactory(meeting=meeting, votes=0), RollEntryFactory(meeting=meeting)
    refused(mute, voter, national, "n'a pas de pouvoir à donner")
    refused(voter, mute, national, "ne peut pas porter de pouvoir")


def test_one_proxy_at_a_time(meeting, national):
    giver, holder, other = entries(meeting, 3)
    proxies.give_proxy(giver, holder, by=national)
    refused(giver, other, national, "a déjà donné son pouvoir à Atelier .* : reprenez-le d'abord")
    with pytest.raises(IntegrityError), transaction.atomic():
        ProxyFactory(giver=giver, holder=other)


def test_proxies_make_no_chain(meeting, national):
    first, second, third = entries(meeting, 3)
    proxies.give_proxy(first, second, by=national)
    refused(second, third, national, "porte le pouvoir d'une autre structure")
    refused(third, first, national, "a donné son propre pouvoir")


def test_no_more_than_the_meeting_allows(meeting, national):
    holder, *givers = entries(meeting, 4)
    given = [proxies.give_proxy(giver, holder, by=national) for giver in givers[:2]]
    refused(givers[2], holder, national, "porte déjà 2 pouvoirs, le plus qu'une structure puisse porter")
    proxies.take_back(given[0], by=national)
    proxies.give_proxy(givers[2], holder, by=national)


def test_a_meeting_may_allow_none(meeting, national):
    GeneralMeeting.objects.update(max_proxies=0)
    refused(*entries(meeting, 2), national, "n'admet pas de pouvoir")


def test_taken_back_twice_it_is_said(meeting, national):
    given = ProxyFactory(giver__meeting=meeting)
    proxies.take_back(given, by=national)
    with pytest.raises(ProxyRefused, match="déjà repris"):
        proxies.take_back(given, by=national)


def test_the_holder_is_told_of_what_is_given_and_taken_back(meeting, national):
    giver, holder = RollEntryFactory(meeting=meeting, name="Les Jardins", votes=3), RollEntryFactory(meeting=meeting)
    for address in ("Alix@example.org", ""):
        ContactFactory(organisation=holder.organisation, manages=True, email=address)
    ContactFactory(organisation=holder.organisation, email="autre@example.org")
    given = proxies.give_proxy(giver, holder, by=national)
    told = Mail.objects.get()
    assert (told.to, told.kind, told.organisation) == ("alix@example.org", Mail.Kind.MEETING, holder.organisation)
    assert told.subject.startswith("Les Jardins vous donne pouvoir pour l'assemblée du")
    assert "qui portera ses 3 voix" in told.body
    proxies.take_back(given, by=national)
    assert Mail.objects.exclude(pk=told.pk).get().subject.startswith("Les Jardins reprend le pouvoir")


def test_at_the_desk_nobody_is_mailed(meeting, national):
    GeneralMeeting.objects.update(state=State.OPEN)
    giver, holder = entries(meeting, 2)
    manager_of(holder)
    ContactFactory(organisation=holder.organisation, manages=True, email="alix@example.org")
    proxies.take_back(proxies.give_proxy(giver, holder, by=national), by=national)
    assert not Mail.objects.exists()


def together(first, second):
    """Two acts, the second of which begins while the first one holds the meeting, each on its own connection."""
    ends, holding = {}, threading.Event()

    def run(name, act):
        try:
            with transaction.atomic():
                if name == "second":
                    holding.wait(timeout=10)
                ends[name] = act()
                if name == "first":
                    holding.set()
                    # The second one reaches the lock meanwhile.
                    time.sleep(0.3)
        except MeetingRefused as refusal:
            ends[name] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in (("first", first), ("second", second))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return ends["first"], ends["second"]


def test_the_last_free_place_goes_once(committed, national):
    meeting = GeneralMeetingFactory(max_proxies=1)
    holder, *givers = entries(meeting, 3)
    first, second = together(*[lambda giver=giver: proxies.give_proxy(giver, holder, by=national) for giver in givers])
    assert isinstance(first, Proxy)
    assert isinstance(second, ProxyRefused)
    assert "porte déjà 1 pouvoir" in str(second)
    assert list(Proxy.objects.all()) == [first]


def test_two_who_give_to_each_other_at_once_make_no_chain(committed, national):
    one, other = entries(GeneralMeetingFactory(), 2)
    first, second = together(
        lambda: proxies.give_proxy(one, other, by=national), lambda: proxies.give_proxy(other, one, by=national)
    )
    assert isinstance(second, ProxyRefused)
    assert list(Proxy.objects.all()) == [first]


def test_who_gives_while_it_arrives_has_not_both(committed, national):
    giver, holder = entries(GeneralMeetingFactory(state=State.OPEN), 2)
    _, second = together(
        lambda: presence.mark_present(giver, by=national), lambda: proxies.give_proxy(giver, holder, by=national)
    )
    assert isinstance(second, ProxyRefused)
    assert not Proxy.objects.exists()
