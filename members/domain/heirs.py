"""Who stands today for organisations that others succeeded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from members.models import Organisation, Succession


def last_succession_of(organisation: int, user) -> Succession | None:
    """How an organisation that is no longer seen was taken over, down to one that `user` sees."""
    first, number, met = None, organisation, set()
    while number not in met:
        met.add(number)
        succession = Succession.objects.filter(predecessor=number).select_related("predecessor", "successor").first()
        if succession is None:
            return None
        first = first or succession
        number = succession.successor_id
        if Organisation.objects.visible_to(user).filter(pk=number).exists():
            # Told as of the first, whose address was asked for, into the last, which stands.
            first.successor = succession.successor
            return first
    return None


@dataclass(frozen=True)
class Heir:
    """Who took over from an organisation, down to the last, and from when."""

    successor: Organisation
    on: date


def successions_of(organisations: Iterable[Organisation]) -> dict[int, Heir]:
    """Of those that another succeeded, by their number, who stands for them now."""
    numbers = {organisation.pk for organisation in organisations if organisation.pk}
    found: dict[int, Heir] = {}
    asked = numbers
    while asked:
        rows = Succession.objects.filter(predecessor__in=asked).select_related("successor")
        found |= {row.predecessor_id: Heir(row.successor, row.effective_on) for row in rows}
        asked = {found[number].successor.pk for number in asked & set(found)} - set(found)
    heirs = {}
    for number in numbers & set(found):
        last = found[number]
        while last.successor.pk in found:
            last = found[last.successor.pk]
        heirs[number] = Heir(last.successor, found[number].on)
    return heirs


def heirs_of(organisations: Iterable[Organisation]) -> dict[str, Heir]:
    """The same by SIREN, as files name organisations."""
    organisations = list(organisations)
    heirs = successions_of(organisations)
    return {o.siren: heirs[o.pk] for o in organisations if o.pk in heirs}
