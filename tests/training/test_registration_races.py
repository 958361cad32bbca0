"""The last seat asked by two people at once, on two connections; two answers to one offer."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from members.domain.moves import Refused, WrongState
from tests.factories import OrganisationFactory
from tests.factories.training import RegistrationFactory, SessionFactory
from tests.members.waiting import until_somebody_waits
from tests.training.people import manager_of, team_member
from tests.training.registering import ordered
from training.domain.registrations.ending import cancel_place
from training.domain.sessions.calling_off import accept_offer, cancel_session, decline_offer
from training.domain.sessions.seats import seats_left
from training.models import Registration

pytestmark = pytest.mark.usefixtures("committed")


def together(first, other) -> tuple:
    """`first` is done and not committed while `other` begins; what each gave, refusals included."""

    def alone():
        try:
            return other()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            done = first()
            waiting = pool.submit(alone)
            until_somebody_waits()
        return done, waiting.result()


def registers(session, name):
    organisation = OrganisationFactory()
    manager = manager_of(organisation)
    return lambda: ordered(session, organisation, name, by=manager)


def test_the_last_seat_goes_to_one_and_the_other_waits():
    session = SessionFactory(maximum=1, minimum=1)
    first, second = together(registers(session, "Nadia Le Goff"), registers(session, "Paul Morin"))
    assert [len(first.seated), len(first.waiting)] == [1, 0]
    assert [len(second.seated), len(second.waiting)] == [0, 1]
    assert seats_left(session) == 0


def test_a_seat_given_back_while_somebody_registers_is_not_given_twice():
    session = SessionFactory(maximum=1, minimum=1)
    held = RegistrationFactory(session=session)
    waiting = RegistrationFactory(session=session, state="waiting")
    _, late = together(lambda: cancel_place(held, reason="Malade", by=team_member()), registers(session, "Zoé Kern"))
    waiting.refresh_from_db()
    assert waiting.state in Registration.SEATED
    assert len(late.waiting) == 1


def test_nobody_is_registered_on_a_session_that_is_being_cancelled():
    session = SessionFactory()
    _, late = together(
        lambda: cancel_session(session, reason="Grève", by=team_member()), registers(session, "Zoé Kern")
    )  # fmt: skip
    assert isinstance(late, WrongState)
    assert not Registration.objects.exists()


def test_of_two_answers_to_an_offer_one_is_heard():
    session, other = SessionFactory(), None
    other = SessionFactory(version=session.version)
    place = RegistrationFactory(session=session)
    cancel_session(session, reason="Grève", by=team_member(), offered=other)
    accepted, refused = together(lambda: accept_offer(place.order), lambda: decline_offer(place.order))
    assert accepted.session == other
    assert "déjà donnée" in str(refused)
    place.refresh_from_db()
    assert (place.session, place.state) == (other, "requested")
