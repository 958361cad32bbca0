"""What tests of registrations share: people to register, the order that goes with them."""

from members.imports.cells import plain
from training.domain.registrations.people import Person
from training.domain.registrations.registering import Buyer, Wish, register

WISH = Wish("Une Responsable", "responsable@example.org")


def someone(first="Nadia", last="Le Goff", **fields):
    address = f"{plain(first)}.{plain(last)}@example.org".replace(" ", "")
    return Person(first, last, fields.pop("email", address), **fields)


def ordered(session, organisation, *names, by, wish=WISH):
    """People of a structure, registered by somebody who manages it."""
    people = [someone(*name.split(" ", 1)) for name in names or ("Nadia Le Goff",)]
    return register(session, buyer=Buyer(organisation), people=people, wish=wish, by=by)
