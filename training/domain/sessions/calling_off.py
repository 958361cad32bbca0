"""A session is postponed or cancelled: everybody is told, and another one is offered, which one press accepts."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from members.domain.moves import NotAllowed, Refused, moved, reasoned
from members.domain.numbers import dated_number
from members.models import User
from training.domain.orders.cancelling import end_order
from training.domain.registrations.people import key_of
from training.domain.series import SESSIONS
from training.domain.sessions.planning import TypedSlot, busy_trainers
from training.domain.sessions.seats import seats_left
from training.domain.sessions.steps import STEPS, held_by
from training.domain.sessions.telling import tell_called_off, tell_moved
from training.models import Attendance, Order, Registration, Session, Slot

NOT_COPIED = ("id", "number", "state", "replaced_by", "call_off_reason", "called_off_at", "summoned_at")


def possible_offers(session: Session, today: date):
    """Sessions of the same course that people can still join."""
    same = Session.objects.filter(version__course=session.version.course_id, state__in=Session.REGISTERING)
    return same.filter(starts_on__gt=today).exclude(pk=session.pk)


@transaction.atomic
def postpone(
    session: Session, *, reason: str, by: User, starts_on: date | None = None, offered: Session | None = None
) -> Session:
    """Put the session off: to other dates, for which a session like it is opened, or to one that exists.

    Registrations stay on the session until their structure accepts the other one or gives up.
    Raises NotAllowed, WrongState and Refused.
    """
    reason = reasoned(reason, "Un report")
    found = held_by(session, STEPS["postpone"], by=by)
    _check_nobody_came(found)
    if bool(starts_on) == bool(offered):
        raise Refused("Donnez le nouveau premier jour, ou choisissez une autre session.")
    if starts_on and starts_on <= timezone.localdate():
        raise Refused("Le nouveau premier jour est à venir.")
    if starts_on == found.starts_on:
        raise Refused("C'est déjà le premier jour de cette session.")
    target = _at_other_dates(found, starts_on) if starts_on else _offered(found, offered)
    return _called_off(found, "postpone", reason, target)


@transaction.atomic
def cancel_session(session: Session, *, reason: str, by: User, offered: Session | None = None) -> Session:
    """The session is not held. Where another one is offered, places wait for an answer; if not, they are given back.

    Raises NotAllowed, WrongState and Refused.
    """
    reason = reasoned(reason, "L'annulation d'une session")
    found = held_by(session, STEPS["cancel"], by=by)
    _check_nobody_came(found)
    return _called_off(found, "cancel", reason, _offered(found, offered) if offered else None)


def _check_nobody_came(session: Session) -> None:
    """On its first morning a session may still be called off, until somebody was there. Raises Refused."""
    if Attendance.objects.present().filter(slot__session=session).exists():
        raise Refused("Des personnes étaient là : une session commencée ne se reporte ni ne s'annule.")


@transaction.atomic
def accept_offer(order: Order, *, by: User | None = None) -> Order:
    """Move the places of an order to the session offered; when it lacks seats, to its waiting list.

    Quotes and agreements bear the former dates: the order is quoted again. `by` is None for who holds the order's link.
    Raises NotAllowed and Refused.
    """
    found, before, target = _answered(order, by)
    if target.state not in Session.REGISTERING or target.starts_on <= timezone.localdate():
        raise Refused("La session proposée n'est plus ouverte : écrivez-nous, nous en chercherons une autre.")
    left = seats_left(target)
    there = {
        key_of(one.trainee): one
        for one in target.registrations.exclude(state=Registration.State.CANCELLED).select_related("trainee")
    }
    places = found.registrations.filter(state__in=Registration.BEFORE).select_related("trainee").select_for_update(
        of=("self",)
    )  # fmt: skip
    for place in places.order_by("registered_at", "pk"):
        if key_of(place.trainee) in there:
            place.state, place.end_reason = Registration.State.CANCELLED, "Déjà inscrite à la session proposée."
        else:
            place.session = target
            place.state = Registration.State.REQUESTED if left > 0 else Registration.State.WAITING
            # Last come on this waiting list.
            place.registered_at = timezone.now()
            left -= 1
        place.save()
    found.session, found.state = target, Order.State.REQUESTED
    found.save()
    tell_moved(found, before)
    return found


@transaction.atomic
def decline_offer(order: Order, *, by: User | None = None) -> Order:
    """Give up the session offered: the order ends. Raises NotAllowed and Refused."""
    found, before, _ = _answered(order, by)
    return end_order(found, f"La session proposée à la place de celle du {before.starts_on:%d/%m/%Y} ne convient pas.")


def awaits_answer(order: Order) -> bool:
    """Whether another session is offered to this order, which has neither accepted it nor given up."""
    session = order.session
    return (
        order.state != Order.State.CANCELLED
        and session.state in Session.CALLED_OFF
        and session.replaced_by_id is not None
    )


def _answered(order: Order, by: User | None) -> tuple[Order, Session, Session]:
    """The order and both sessions, locked in one order whoever asks."""
    if by is not None and not by.has_perm("training.manage_order", order):
        raise NotAllowed
    asked = Order.objects.select_related("session").get(pk=order.pk)
    if not awaits_answer(asked):
        raise Refused("Aucune autre session n'attend votre réponse.")
    numbers = [asked.session_id, asked.session.replaced_by_id]
    locked = Session.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk").in_bulk()
    found = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
    if found.state == Order.State.CANCELLED or found.session_id != asked.session_id:
        raise Refused("La réponse est déjà donnée.")
    return found, locked[numbers[0]], locked[numbers[1]]


def _offered(session: Session, offered: Session) -> Session:
    if not possible_offers(session, timezone.localdate()).filter(pk=offered.pk).exists():
        raise Refused("La session proposée n'est pas de la même formation, ou n'est plus ouverte aux inscriptions.")
    return offered


def _at_other_dates(session: Session, starts_on: date) -> Session:
    """A session like this one, open, at other dates; trainers who are elsewhere on those days are left out."""
    by: timedelta = starts_on - session.starts_on
    facts = {
        field.attname: getattr(session, field.attname)
        for field in Session._meta.concrete_fields
        if field.name not in NOT_COPIED
    }
    copy = Session(**facts)
    copy.number, _ = dated_number(SESSIONS)
    copy.state = Session.State.OPEN
    copy.starts_on, copy.ends_on = session.starts_on + by, session.ends_on + by
    if copy.registration_until:
        copy.registration_until += by
    copy.save()
    for slot in session.slots.prefetch_related("trainers").order_by("day", "starts_at"):
        led = tuple(slot.trainers.all())
        typed = TypedSlot(slot.day + by, slot.half_day, slot.starts_at, slot.ends_at, led, slot.remote)
        made = Slot.objects.create(
            session=copy, day=typed.day, half_day=typed.half_day, starts_at=typed.starts_at, ends_at=typed.ends_at,
            remote=typed.remote,
        )  # fmt: skip
        busy = {trainer for trainer, other in busy_trainers(copy, typed) if other.pk != session.pk}
        made.trainers.set(set(led) - busy)
    return copy


def _called_off(session: Session, step: str, reason: str, target: Session | None) -> Session:
    told = session.state != Session.State.DRAFT
    found = moved(
        session, STEPS[step], call_off_reason=reason[:300], called_off_at=timezone.now(), replaced_by=target
    )  # fmt: skip
    orders = Order.objects.select_for_update(of=("self",)).filter(session=found).exclude(state=Order.State.CANCELLED)
    orders = list(orders.order_by("pk"))
    if told:
        tell_called_off(found, orders)
    if target is None:
        for order in orders:
            end_order(order, f"Session annulée : {reason}", tell=False, promoting=False)
    return found
