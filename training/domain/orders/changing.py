"""What changes in an order before it is invoiced: who is written to, what is expected, who pays, at what price."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from members.domain.moves import NotAllowed, Refused, held
from members.models import User
from training.domain.orders.steps import CHANGE
from training.domain.team import require_team
from training.models import Funder, Order

CONTACT = ("contact_name", "contact_email", "contact_phone", "expectations")


@transaction.atomic
def change_contact(order: Order, *, by: User, **facts) -> Order:
    """Write who is written to, and what the structure expects. Raises NotAllowed, WrongState and Refused."""
    found = _held(order, by)
    for name in CONTACT:
        setattr(found, name, facts[name])
    return _saved(found)


@transaction.atomic
def set_funding(
    order: Order, *, by: User, funder: Funder | None, funding: str, reference: str = "", amount: Decimal | None = None,
    subrogation: bool = False,
) -> Order:  # fmt: skip
    """Write who pays for the order, and what they agreed to. Raises NotAllowed, WrongState and Refused."""
    found = _held(order, by)
    states = Order.Funding
    if funding != states.NONE and funder is None:
        raise Refused("Indiquez le financeur.")
    if funding == states.GRANTED and (amount is None or not reference.strip()):
        raise Refused("Un accord de prise en charge a un numéro et un montant.")
    if subrogation and funding not in (states.ASKED, states.GRANTED):
        raise Refused("Le financeur paie directement ce qu'il a accordé : demandez d'abord la prise en charge.")
    found.funder = None if funding == states.NONE else funder
    found.funding, found.subrogation = funding, subrogation
    granted = funding == states.GRANTED
    found.funding_reference = reference.strip()[:60] if funding != states.NONE else ""
    found.funding_amount = amount if granted else None
    return _saved(found)


@transaction.atomic
def set_price(order: Order, *, unit_price: Decimal, by: User) -> Order:
    """A price that was agreed upon, which the training team writes before the quote is signed."""
    require_team(by)
    found = _held(order, by)
    if found.state == Order.State.AGREED:
        raise Refused("La convention est signée à un autre prix.")
    found.price_kind, found.unit_price = Order.Price.SPECIAL, unit_price
    return _saved(found)


def _held(order: Order, by: User) -> Order:
    if not by.has_perm("training.manage_order", order):
        raise NotAllowed
    return held(order, CHANGE)


def _saved(order: Order) -> Order:
    try:
        order.full_clean(exclude=["number"])
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    order.save()
    return order
