"""People who are likely to be the same: the same birth name, first name and day of birth."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from certification.models import Candidate, Enrolment
from members.domain.moves import Refused
from members.imports.cells import plain
from members.models import Organisation

Key = tuple[str, str, int | None, int | None, int | None]


@dataclass
class Twins:
    """Who is likely to be the person typed: those of the structure, and whether another structure has one.

    Which one is not told: a candidate is known to their own structure.
    """

    own: list[Candidate] = field(default_factory=list)
    elsewhere: bool = False

    def __bool__(self):
        return bool(self.own) or self.elsewhere


class LikelyTwin(Refused):
    """A second file is about to be made for somebody who seems to have one; said again, it is made."""

    def __init__(self, twins: Twins):
        if twins.own:
            message = "Cette personne est sans doute déjà connue de votre structure : même nom, même naissance."
        else:
            message = (
                "Une personne du même nom, née le même jour, est déjà inscrite par une autre structure. Demandez-lui "
                "si elle a déjà préparé une certification du réseau ; si c'est le cas, écrivez à l'équipe certification."
            )
        super().__init__(f"{message} Rien n'est encore enregistré.")
        self.twins = twins


def key_of(identity: dict) -> Key:
    """What tells a person: names without accents, case or hyphens, and the day of birth as far as it is known."""
    return (
        plain(identity.get("birth_name") or ""),
        plain(identity.get("first_name") or ""),
        identity.get("birth_year"),
        identity.get("birth_month"),
        identity.get("birth_day"),
    )


def twins_of(identity: dict, organisation: Organisation) -> Twins:
    """Who is likely to be this person already."""
    return find_twins([identity], organisation)[key_of(identity)]


def find_twins(identities: Iterable[dict], organisation: Organisation) -> dict[Key, Twins]:
    """For each of these identities, who is likely to be that person, in two queries however many they are.

    Somebody of whom no year of birth is known has no twin: a name alone tells nobody.
    """
    keys = {key_of(identity) for identity in identities}
    found = {key: Twins() for key in keys}
    years = {key[2] for key in keys if key[2]}
    alike = [
        candidate
        for candidate in Candidate.objects.filter(birth_year__in=years).order_by("pk")
        if key_of(vars(candidate)) in found
    ]
    enrolled = Enrolment.objects.filter(candidate__in=alike).order_by()
    own = set(enrolled.filter(organisation=organisation).values_list("candidate", flat=True))
    for candidate in alike:
        twins = found[key_of(vars(candidate))]
        if candidate.pk in own:
            twins.own.append(candidate)
        else:
            twins.elsewhere = True
    return found
