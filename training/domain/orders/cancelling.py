"""An order ends before the training: its places are given back, and go to who waits for one."""

from django.db import transaction

from members.domain.moves import NotAllowed, Refused, held, moved, reasoned
from members.models import User
from training.domain.orders.steps import END
from training.domain.registrations.ending import end_place
from training.domain.registrations.waiting import promote
from training.domain.sessions.telling import tell_order_ended
from training.models import Order, Registration, Session


@transaction.atomic
def cancel_order(order: Order, *, reason: str, by: User) -> Order:
    """Cancel the order before the session begins. Raises NotAllowed, WrongState and Refused."""
    if not by.has_perm("training.manage_order", order):
        raise NotAllowed
    reason = reasoned(reason, "L'annulation d'une commande")
    # The session first, as whoever registers does: two people who act at once do not wait for each other for ever.
    Session.objects.select_for_update(of=("self",)).get(pk=order.session_id)
    found = held(order, END)
    if found.session.state in Session.HELD:
        raise Refused("La session a commencé : une absence ou un abandon se note à l'émargement.")
    return end_order(found, reason)


def end_order(order: Order, reason: str, *, tell: bool = True, promoting: bool = True) -> Order:
    """End an order that is locked, its session too: no hour was followed, its places are free."""
    for place in order.registrations.filter(state__in=Registration.BEFORE).select_for_update(of=("self",)):
        end_place(place, reason)
    order = moved(order, END, cancellation_reason=reason[:300])
    if promoting:
        promote(order.session)
    if tell:
        tell_order_ended(order)
    return order
