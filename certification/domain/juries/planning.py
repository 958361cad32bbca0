"""A jury is planned: when and where, which candidates, which members, who is recused."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from certification.domain.juries.composing import propose, seat_member
from certification.domain.juries.letters import tell_changed, tell_members
from certification.domain.juries.steps import ARRANGE, PREPARE, held_by
from certification.models import College, Enrolment, Jury, Official, Place, Seat
from members.domain.moves import NotAllowed, Refused
from members.models import User

# What may still be arranged once the summons have left, and is told to everybody.
ARRANGED = ("starts_at", "ends_at", "modality", "place", "postcode", "host")
FACTS = ("certification", "held_on", "region", *ARRANGED)


class AlreadyPlaced(Refused):
    """A candidate has a place on another jury that is not over."""


@transaction.atomic
def plan_jury(*, by: User, **facts) -> Jury:
    """A jury in preparation. Raises Refused and NotAllowed."""
    if not by.has_perm("certification.run_certification"):
        raise NotAllowed
    jury = Jury(**facts)
    if jury.held_on < timezone.localdate():
        raise Refused("Un jury se prépare pour un jour à venir.")
    jury.full_clean()
    jury.save()
    return jury


@transaction.atomic
def change_jury(jury: Jury, *, by: User, **facts) -> Jury:
    """Change a jury: everything in preparation; hours and place once the summons have left, of which all are told."""
    found = held_by(jury, ARRANGE, by=by)
    changed = {name for name in FACTS if name in facts and getattr(found, name) != facts[name]}
    if found.state != Jury.State.DRAFT and changed - set(ARRANGED):
        raise Refused(
            "Les convocations sont parties : la date et la certification ne changent plus. Annulez ce jury et "
            "préparez-en un autre."
        )
    if "held_on" in changed and facts["held_on"] < timezone.localdate():
        raise Refused("Un jury se prépare pour un jour à venir.")
    if "certification" in changed and found.places.exists():
        raise Refused("Des candidats y sont placés : la certification ne change plus.")
    for name in changed:
        setattr(found, name, facts[name])
    found.full_clean()
    found.save()
    if changed and found.state != Jury.State.DRAFT:
        tell_changed(found)
    return found


def without_jury(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Those of these candidates who are ready for a jury and have no place on one that is to come."""
    placed = Place.objects.filter(jury__state__in=Jury.BEFORE).values("enrolment")
    return enrolments.filter(state=Enrolment.State.READY).exclude(pk__in=placed)


@transaction.atomic
def add_candidates(jury: Jury, enrolments: Iterable[Enrolment], *, by: User) -> int:
    """Give places to candidates, in the order of their names; how many. All of them or none.

    Each candidate is held: put on two juries at once, they get a place on the first, and the second is refused.
    """
    found = held_by(jury, PREPARE, by=by)
    numbers = [one.pk for one in enrolments]
    chosen = Enrolment.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk")
    chosen = list(chosen.select_related("candidate"))
    placed = dict(
        Place.objects.filter(enrolment__in=chosen, jury__state__in=Jury.BEFORE).values_list("enrolment", "jury")
    )
    for one in chosen:
        if one.certification_id != found.certification_id:
            raise Refused(f"{one.candidate} prépare une autre certification.")
        if one.pk in placed:
            raise AlreadyPlaced(f"{one.candidate} a déjà une place dans un jury à venir.")
        if one.state != Enrolment.State.READY:
            raise Refused(f"{one.candidate} est « {one.get_state_display()} », et pas prêt pour un jury.")
    last = found.places.aggregate(last=Max("order"))["last"] or 0
    chosen.sort(key=lambda one: (one.candidate.birth_name, one.candidate.first_name, one.pk))
    Place.objects.bulk_create(
        Place(jury=found, enrolment=one, order=order) for order, one in enumerate(chosen, start=last + 1)
    )
    return len(chosen)


@transaction.atomic
def remove_candidate(place: Place, *, by: User) -> None:
    """Take a candidate out of a jury in preparation."""
    held_by(place.jury, PREPARE, by=by)
    Place.objects.filter(pk=place.pk).delete()


@transaction.atomic
def add_member(jury: Jury, official: Official, college: College, *, by: User, observer: bool = False) -> Seat:
    """Give a seat to somebody who may sit; an observer, who has no voice, needs no mandate. Raises Refused.

    Somebody tied to a candidate may sit for the others: the jury is in order once they are recused for that one. Once the summons have left, they are convened at once.
    """
    found = held_by(jury, ARRANGE, by=by)
    if found.seats.filter(official=official).exists():
        raise Refused(f"{official} a déjà un siège dans ce jury.")
    role = Seat.Role.OBSERVER if observer else Seat.Role.MEMBER
    proposal = propose(found)
    if not observer and official.pk not in {one.official.pk for one in proposal.fit[college] + proposal.tied[college]}:
        raise Refused(f"{official} ne peut pas siéger dans ce jury : voyez pourquoi plus bas.")
    seat = seat_member(found, official, college, role)
    _convene_late(found, seat)
    return seat


@transaction.atomic
def remove_member(seat: Seat, *, by: User) -> None:
    """Take a seat back while nobody has been convened; afterwards one is replaced, or the jury is cancelled."""
    held_by(seat.jury, PREPARE, by=by)
    Seat.objects.filter(pk=seat.pk).delete()


@transaction.atomic
def name_president(seat: Seat, *, by: User) -> None:
    """This member presides; whoever did no longer does."""
    jury = held_by(seat.jury, ARRANGE, by=by)
    if seat.role not in Seat.VOTING or seat.answer == Seat.Answer.DECLINED:
        raise Refused("La présidence revient à un membre qui vient et qui vote.")
    jury.seats.filter(role=Seat.Role.PRESIDENT).update(role=Seat.Role.MEMBER)
    jury.seats.filter(pk=seat.pk).update(role=Seat.Role.PRESIDENT)


@transaction.atomic
def recuse(place: Place, seat: Seat, *, by: User, recused: bool = True) -> None:
    """This member does not judge this candidate, or does again."""
    jury = held_by(place.jury, ARRANGE, by=by)
    if seat.jury_id != jury.pk:
        raise Refused("Ce membre siège dans un autre jury.")
    if recused:
        place.recused.add(seat)
    else:
        place.recused.remove(seat)


@transaction.atomic
def replace_member(seat: Seat, *, by: User) -> Seat:
    """In place of a member who declines, whoever comes first among those who may sit for the same college.

    The seat that was declined stays, as what was asked and answered. Raises Refused where nobody is left.
    """
    jury = held_by(seat.jury, ARRANGE, by=by)
    declined = jury.seats.get(pk=seat.pk)
    if declined.answer != Seat.Answer.DECLINED or declined.role not in Seat.VOTING:
        raise Refused("On remplace un membre qui a dit ne pas venir.")
    if Seat.objects.filter(replaces=declined).exists():
        raise Refused("Ce membre est déjà remplacé.")
    college = College(declined.college)
    people = propose(jury).fit.get(college, [])
    if not people:
        raise Refused(f"Personne d'autre ne peut siéger pour le collège « {college.label} » : voyez pourquoi plus bas.")
    presided = declined.role == Seat.Role.PRESIDENT
    if presided:
        Seat.objects.filter(pk=declined.pk).update(role=Seat.Role.MEMBER)
    role = Seat.Role.PRESIDENT if presided else Seat.Role.MEMBER
    made = seat_member(jury, people[0].official, college, role, replaces=declined)
    _convene_late(jury, made)
    return made


def _convene_late(jury: Jury, seat: Seat) -> None:
    if jury.state != Jury.State.DRAFT:
        tell_members(jury, [seat])
