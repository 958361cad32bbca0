"""People are registered on a session: each gets a place, or a rank on the waiting list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from members.domain.moves import NotAllowed, Refused, held
from members.domain.numbers import dated_number
from members.models import Organisation, User
from training.domain.orders.prices import price_for
from training.domain.registrations.people import Person, as_trainee, key_of, key_of_person, repeated, trainees_of
from training.domain.series import ORDERS
from training.domain.sessions.seats import seats_left
from training.domain.sessions.steps import REGISTER
from training.domain.sessions.telling import tell_registered
from training.domain.team import require_team
from training.models import Funder, Order, Registration, Session

MOST_PEOPLE = 200


@dataclass(frozen=True)
class Buyer:
    """Who orders: a structure of the portal, a body out of it, or a person at their own expense."""

    organisation: Organisation | None = None
    name: str = ""
    address: str = ""
    siret: str = ""
    is_individual: bool = False


@dataclass(frozen=True)
class Wish:
    """What goes with an order: who is written to, what is expected, who pays; a price agreed upon, by the team."""

    contact_name: str
    contact_email: str
    contact_phone: str = ""
    expectations: str = ""
    funder: Funder | None = None
    subrogation: bool = False
    unit_price: Decimal | None = None


@dataclass(frozen=True)
class Registered:
    """The order made, with those who got a place and those who wait."""

    order: Order
    seated: list[Registration]
    waiting: list[Registration]


def refusal_of(session: Session, today: date) -> str:
    """Why nobody can be registered any more, in a sentence; empty when they can."""
    if session.state not in REGISTER.states:
        return f"La session est « {session.get_state_display()} » : {REGISTER.cannot}."
    if session.starts_on <= today:
        return "La session a commencé : on ne s'y inscrit plus."
    if session.registration_until and session.registration_until < today:
        return f"Les inscriptions se sont terminées le {session.registration_until:%d/%m/%Y}."
    return ""


def may_join(session: Session, organisation: Organisation | None, by: User) -> bool:
    """Whether `by` registers people of this structure: on a session held for one structure, hers alone, or the team."""
    if organisation is None:
        return by.has_perm("training.run_training")
    if not by.has_perm("training.register_trainees", organisation):
        return False
    if session.audience == Session.Audience.OPEN or by.has_perm("training.run_training"):
        return True
    return session.orders.filter(organisation=organisation).exclude(state=Order.State.CANCELLED).exists()


@transaction.atomic
def register(session: Session, *, buyer: Buyer, people: Iterable[Person], wish: Wish, by: User) -> Registered:
    """Order places for people. Seats are counted while the session is locked: the last one goes to one person.

    Raises NotAllowed, WrongState and Refused; nothing is written then.
    """
    people = list(people)
    if not may_join(session, buyer.organisation, by):
        raise NotAllowed
    if wish.unit_price is not None:
        require_team(by)
    found = held(session, REGISTER)
    today = timezone.localdate()
    if refusal := refusal_of(found, today):
        raise Refused(refusal)
    _check_people(found, people, buyer)
    order = _order(found, buyer, wish, by, today)
    known = trainees_of(buyer.organisation)
    left, seated, waiting = seats_left(found), [], []
    for person in people:
        takes_place = len(seated) < left
        place = Registration.objects.create(
            session=found, order=order, trainee=_trainee(person, buyer.organisation, known),
            trainee_type=person.trainee_type,
            state=Registration.State.REQUESTED if takes_place else Registration.State.WAITING,
        )  # fmt: skip
        (seated if takes_place else waiting).append(place)
    tell_registered(order, seated + waiting)
    return Registered(order, seated, waiting)


def already_there(session: Session) -> set[tuple]:
    """What tells apart those who are registered on this session."""
    places = session.registrations.exclude(state=Registration.State.CANCELLED).select_related("trainee")
    return {key_of(place.trainee) for place in places}


def _check_people(session: Session, people: list[Person], buyer: Buyer) -> None:
    if not people:
        raise Refused("Inscrivez une personne au moins.")
    if len(people) > MOST_PEOPLE:
        raise Refused(f"{MOST_PEOPLE} personnes au plus à la fois.")
    if buyer.is_individual and len(people) > 1:
        raise Refused("Un particulier s'inscrit seul.")
    if any(one.known and one.known.organisation_id != getattr(buyer.organisation, "pk", None) for one in people):
        raise NotAllowed
    if twice := repeated(people, buyer.organisation):
        raise Refused(f"La même personne est écrite deux fois : {', '.join(map(str, twice))}.")
    there = already_there(session)
    if again := [one for one in people if key_of_person(one, buyer.organisation) in there]:
        raise Refused(f"Déjà inscrit à cette session : {', '.join(map(str, again))}.")


def _trainee(person: Person, organisation: Organisation | None, known: dict):
    try:
        return as_trainee(person, organisation, known)
    except ValidationError as error:
        raise Refused(f"{person} : {' '.join(error.messages)}") from error


def _order(session: Session, buyer: Buyer, wish: Wish, by: User, today: date) -> Order:
    kind, price = price_for(session, buyer.organisation, today)
    if wish.unit_price is not None:
        kind, price = Order.Price.SPECIAL, wish.unit_price
    order = Order(
        session=session, organisation=buyer.organisation, buyer_name=buyer.name.strip(), buyer_address=buyer.address,
        buyer_siret=buyer.siret, is_individual=buyer.is_individual, contact_name=wish.contact_name,
        contact_email=wish.contact_email, contact_phone=wish.contact_phone, price_kind=kind, unit_price=price,
        expectations=wish.expectations, funder=wish.funder, subrogation=bool(wish.funder and wish.subrogation),
        funding=Order.Funding.ASKED if wish.funder else Order.Funding.NONE, requested_by=by,
    )  # fmt: skip
    try:
        order.full_clean(exclude=["number"])
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    order.number, _ = dated_number(ORDERS)
    order.save()
    return order
