"""An order is quoted, agreed, invoiced."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from members.domain.moves import NotAllowed, Refused, Step, held, moved
from members.models import User
from training.models import Order, Registration

State = Order.State

QUOTE = Step((State.REQUESTED, State.QUOTED), State.QUOTED, "le devis ne se fait plus")
AGREE = Step((State.REQUESTED, State.QUOTED), State.AGREED, "elle est déjà signée, ou ne se signe plus")
INVOICE = Step((State.AGREED, State.INVOICED), State.INVOICED, "elle se facture une fois la convention signée")
CREDIT = Step((State.INVOICED,), State.AGREED, "elle n'est pas facturée")
ALIVE = (State.REQUESTED, State.QUOTED, State.AGREED)
CHANGE = Step(ALIVE, "", "elle ne change plus")
END = Step((*ALIVE, State.INVOICED), State.CANCELLED, "elle est déjà annulée")


@transaction.atomic
def mark_quoted(order: Order, by: User | None) -> Order:
    """The quote was sent. `by` is None for the system. Raises NotAllowed and WrongState."""
    return moved(_held(order, QUOTE, by), QUOTE)


@transaction.atomic
def mark_agreed(order: Order, by: User | None, on: date) -> Order:
    """The agreement, or the contract, was signed on this day: the places asked for are confirmed.

    `by` is None for who signs by the order's link. Raises NotAllowed, WrongState and Refused.
    """
    if on > timezone.localdate():
        raise Refused("Ce jour de signature n'est pas encore venu.")
    found = moved(_held(order, AGREE, by), AGREE)
    asked = found.registrations.filter(state=Registration.State.REQUESTED)
    for place in asked.select_for_update(of=("self",)).order_by("pk"):
        place.state = Registration.State.CONFIRMED
        place.save()
    return found


@transaction.atomic
def mark_invoiced(order: Order, by: User | None) -> Order:
    """An invoice was made. Raises NotAllowed and WrongState."""
    return moved(_held(order, INVOICE, by), INVOICE)


@transaction.atomic
def mark_credited(order: Order) -> Order:
    """Its invoices are cancelled: it may be corrected, then billed again. Raises WrongState."""
    return moved(held(order, CREDIT), CREDIT)


def _held(order: Order, step: Step, by: User | None) -> Order:
    if by is not None and not by.has_perm("training.manage_order", order):
        raise NotAllowed
    return held(order, step)
