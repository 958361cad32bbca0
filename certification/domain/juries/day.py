"""The day of a jury: who came, then the deliberation opens once every condition is met."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from django.db import transaction

from certification.domain.juries.grids import undecide
from certification.domain.juries.quorum import unmet
from certification.domain.juries.sequence import ATTEND, HOLD, NOTE
from certification.domain.juries.sitting import voting_seat
from certification.models import Jury, Place, Seat
from members.domain.moves import NotAllowed, Refused, held, moved
from members.models import User


@dataclass(frozen=True)
class PlaceNoted:
    """What is noted of a candidate on the day."""

    attendance: str
    adaptation_granted: str = ""


@dataclass(frozen=True)
class Noted:
    """What is noted on the day, by number of seat and of place; what is left out stays as it is."""

    seats: Mapping[int, bool | None] = field(default_factory=dict)
    places: Mapping[int, PlaceNoted] = field(default_factory=dict)
    hours: tuple[time | None, time | None] | None = None
    incidents: str | None = None


@transaction.atomic
def note_day(jury: Jury, noted: Noted, *, by: User) -> Jury:
    """Note who came, hours and incidents. While the jury deliberates, its conditions must still be met after it.

    What was decided for a candidate is not kept for one who turns out to be absent. In a correction, only candidates
    whose decision is taken up again may be changed.
    """
    kept = held(jury, NOTE)
    _require_there(kept, by)
    starts_at, ends_at = noted.hours or (kept.starts_at, kept.ends_at)
    if starts_at and ends_at and ends_at <= starts_at:
        raise Refused("L'heure de fin est après celle de début.")
    for seat in kept.seats.filter(pk__in=noted.seats):
        if seat.present != noted.seats[seat.pk]:
            seat.present = noted.seats[seat.pk]
            seat.save(update_fields=["present"])
    correction = kept.minutes.exists()
    for place in kept.places.filter(pk__in=noted.places).select_related("enrolment"):
        told = noted.places[place.pk]
        if (place.attendance, place.adaptation_granted) == (told.attendance, told.adaptation_granted):
            continue
        if correction and not place.reopened:
            raise Refused(f"{place.code} : sa décision n'est pas reprise par cette correction.")
        _note_place(kept, place, told)
    kept.starts_at, kept.ends_at = starts_at, ends_at
    kept.incidents = kept.incidents if noted.incidents is None else noted.incidents.strip()
    kept.save(update_fields=["starts_at", "ends_at", "incidents", "updated_at"])
    if kept.state == Jury.State.HELD:
        _require_conditions(kept)
    return kept


@transaction.atomic
def hold(jury: Jury, *, by: User) -> Jury:
    """Open the deliberation: each candidate is present, excused or absent from then on."""
    kept = held(jury, HOLD)
    _require_there(kept, by)
    _require_conditions(kept)
    for place in kept.places.select_related("enrolment"):
        _attend(place)
    return moved(kept, HOLD)


@transaction.atomic
def recuse_oneself(place: Place, *, by: User) -> Seat:
    """A member does not judge this candidate; what was decided with them is decided anew."""
    jury = held(place.jury, NOTE)
    seat = voting_seat(jury, by)
    if seat is None:
        raise NotAllowed("Un membre du jury se récuse lui-même.")
    kept = Place.objects.get(pk=place.pk)
    if jury.minutes.exists() and not kept.reopened:
        raise Refused("La décision de ce candidat est déjà signée.")
    kept.recused.add(seat)
    undecide(kept)
    return seat


def _require_there(jury: Jury, by: User) -> None:
    """Who runs the day: the members who vote, and the certification team."""
    if not by.has_perm("certification.run_certification") and voting_seat(jury, by) is None:
        raise NotAllowed("Les membres du jury et l'équipe certification notent les présences, eux seuls.")


def _require_conditions(jury: Jury) -> None:
    missing = unmet(jury)
    if missing:
        raise Refused(f"Le jury ne peut pas délibérer. {' '.join(missing)}")


def _note_place(jury: Jury, place: Place, told: PlaceNoted) -> None:
    if jury.state == Jury.State.HELD and not told.attendance:
        raise Refused(f"{place.code} : dites si le candidat est présent, excusé ou absent.")
    if place.attendance != told.attendance:
        undecide(place)
    place.attendance, place.adaptation_granted = told.attendance, told.adaptation_granted.strip()
    place.save(update_fields=["attendance", "adaptation_granted"])
    if jury.state == Jury.State.HELD and not jury.minutes.exists():
        _attend(place)


def _attend(place: Place) -> None:
    step = ATTEND[place.attendance]
    moved(held(place.enrolment, step), step)
