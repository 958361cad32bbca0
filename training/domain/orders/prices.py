"""What a place costs: less for members of the network."""

from datetime import date
from decimal import Decimal

from members.models import Membership, Organisation
from training.models import Order, Session


def price_for(session: Session, organisation: Organisation | None, day: date) -> tuple[Order.Price, Decimal]:
    """The price of a place (€ without VAT) for this buyer on `day`: that of members if the structure is one then.

    A member whose renewal is called for is one until it lapses; a sympathiser, and a buyer out of the network, are not.
    """
    members = Membership.objects.giving_rights_on(day).members()
    if organisation is not None and members.filter(organisation=organisation).exists():
        return Order.Price.MEMBER, session.price_member
    return Order.Price.PUBLIC, session.price_public
