"""Who may sit on a jury: people proposed, the least asked this year first, and why the others are not."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Count, Q

from certification.domain.juries.lawful import Composition
from certification.domain.juries.steps import PREPARE, held_by
from certification.domain.juries.ties import ties_between
from certification.domain.officials.fitness import Duty, fit_for, unfit_reasons
from certification.models import College, Jury, Mandate, Official, Seat
from members.domain.moves import Refused
from members.models import User
from reporting.french import fr_date

COLLEGES = (College.EMPLOYER, College.EMPLOYEE)


@dataclass(frozen=True)
class Proposed:
    """Somebody who may sit, for a college, and how many juries of the year they sit on already; perhaps a tie."""

    official: Official
    college: College
    load: int
    external: bool
    tie: str = ""


@dataclass
class Proposal:
    """Who may sit, college by college; who may if recused for a candidate; and who may not, with the reasons."""

    fit: dict[College, list[Proposed]] = field(default_factory=dict)
    tied: dict[College, list[Proposed]] = field(default_factory=dict)
    unfit: list[tuple[Official, list[str]]] = field(default_factory=list)


def propose(jury: Jury) -> Proposal:
    """Whoever may sit on this jury today and does not yet; those whom a rule keeps away come with its reason."""
    seen = Composition(jury)
    asked = {seat.official_id for seat in jury.seats.all()}
    untrained = ~Q(trainings__done_on__lte=jury.held_on)
    busy = set(
        Seat.objects.filter(jury__held_on=jury.held_on)
        .exclude(jury=jury)
        .exclude(jury__state=Jury.State.CANCELLED)
        .exclude(answer=Seat.Answer.DECLINED)
        .values_list("official", flat=True)
    )
    holders = Official.objects.filter(mandates__role=Mandate.Role.MANDATAIRE).exclude(pk__in=asked).distinct()
    holders = list(holders.annotate(load=_load(jury.held_on.year)).select_related("employer").order_by("full_name"))
    trained = set(Official.objects.exclude(untrained).values_list("pk", flat=True))
    ties = ties_between(holders, seen.places, day=jury.held_on)
    tied = {official: why for (official, _), why in ties.items()}
    proposal, placed = Proposal(), set()
    for college in COLLEGES:
        able = set(fit_for(_duty(jury, college)).values_list("pk", flat=True))
        people = [
            Proposed(one, college, one.load, one.employer_id not in seen.organisations and not one.of_certifier,
                     tied.get(one.pk, ""))
            for one in holders
            if one.pk in able and one.pk in trained and one.pk not in busy
        ]  # fmt: skip
        people.sort(key=lambda one: (one.load, not one.external, one.official.full_name))
        proposal.fit[college] = [one for one in people if not one.tie]
        proposal.tied[college] = [one for one in people if one.tie]
        placed |= {one.official.pk for one in people}
    for one in holders:
        if one.pk in placed:
            continue
        reasons = unfit_reasons(one, _duty(jury, None))
        if one.pk not in trained:
            reasons.append(f"{one} n'a pas encore suivi de formation.")
        if one.pk in busy:
            reasons.append(f"{one} siège dans un autre jury le {fr_date(jury.held_on)}.")
        proposal.unfit.append((one, reasons))
    return proposal


@transaction.atomic
def compose(jury: Jury, *, by: User) -> int:
    """Fill the seats that the rules ask for with those proposed first; how many are added.

    Each college gets its least number, then the quorum is reached, external members first where their share is short.
    Raises Refused when nobody may be added.
    """
    found = held_by(jury, PREPARE, by=by)
    seen, proposal = Composition(found), propose(found)
    rule = found.certification
    held = [(seat.college, seen.is_external(seat)) for seat in seen.expected]
    waiting = {college: list(people) for college, people in proposal.fit.items()}
    chosen: list[Proposed] = []

    def count(college: College) -> int:
        return sum(one == college for one, _ in held)

    def take(person: Proposed) -> None:
        waiting[person.college].remove(person)
        held.append((person.college, person.external))
        chosen.append(person)

    for college in COLLEGES:
        while count(college) < rule.min_per_college and waiting[college]:
            take(waiting[college][0])
    while len(held) < rule.min_members:
        # Seats in equal parts: the college that has fewer gets the next one.
        people = sorted((one for rest in waiting.values() for one in rest), key=lambda p: (count(p.college), p.load))
        if not people:
            break
        take(people[0])
    while sum(external for _, external in held) * 100 < rule.external_percent * len(held):
        people = [one for rest in waiting.values() for one in rest if one.external]
        if not people:
            break
        take(min(people, key=lambda person: (count(person.college), person.load)))
    if not chosen:
        raise Refused(
            "Personne n'est à ajouter : le jury est complet, ou aucun autre membre ne peut siéger (voir les raisons)."
        )
    for person in chosen:
        seat_member(found, person.official, person.college)
    if not any(seat.role == Seat.Role.PRESIDENT for seat in seen.expected):
        first = found.seats.filter(role=Seat.Role.MEMBER).order_by("pk").first()
        Seat.objects.filter(pk=first.pk).update(role=Seat.Role.PRESIDENT)
    return len(chosen)


def seat_member(
    jury: Jury, official: Official, college: College, role: str = Seat.Role.MEMBER, replaces: Seat | None = None
) -> Seat:
    """A seat, once it is known that it is lawful."""
    return Seat.objects.create(jury=jury, official=official, college=college, role=role, replaces=replaces)


def _duty(jury: Jury, college: College | None) -> Duty:
    return Duty(jury.held_on, jury.region, jury.certification, Mandate.Role.MANDATAIRE, college)


def _load(year: int) -> Count:
    """How many juries of the year somebody is asked for, those declined and cancelled left aside."""
    counted = (
        Q(seats__jury__held_on__year=year)
        & ~Q(seats__answer=Seat.Answer.DECLINED)
        & ~Q(seats__jury__state=Jury.State.CANCELLED)
    )
    return Count("seats", filter=counted, distinct=True)
