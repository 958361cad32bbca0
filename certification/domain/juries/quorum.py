"""Whether a jury may deliberate on the day, each condition explained: quorum, colleges, mandates, accreditations."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from certification.domain.accreditations.standing import NotAccredited, require_standing
from certification.domain.fiche import outside_fiche
from certification.domain.juries.sitting import barred_from
from certification.models import Certification, College, Jury, Mandate, Place, Seat
from reporting.french import fr_date, unit


@dataclass(frozen=True)
class Condition:
    """A condition of the day, as a sentence, and whether it is met."""

    text: str
    met: bool


def conditions_of_day(jury: Jury) -> list[Condition]:
    """Every condition for this jury to deliberate, met or not. Candidates are named by their number.

    Accreditations are asked for until the deliberation opens: one that ends afterwards takes nothing back. A correction
    concerns those alone whose decision it takes up again.
    """
    seats = [one for one in jury.seats.select_related("official") if one.role in Seat.VOTING]
    places = list(
        jury.places.select_related("enrolment__organisation", "enrolment__candidate").prefetch_related("recused")
    )
    came = [one for one in places if one.attendance == Place.Attendance.PRESENT]
    if jury.minutes.exists():
        came = [one for one in came if one.reopened]
    present = [one for one in seats if one.present]
    certification = jury.certification
    return [
        _day(jury),
        _noted(seats, places),
        Condition(
            f"{_members(present)} sur {certification.min_members} au moins.", len(present) >= certification.min_members
        ),
        *_colleges(present, certification),
        Condition(
            "La présidence est présente.", any(one.role == Seat.Role.PRESIDENT for one in present)
        ),
        _outside(present, came, certification),
        _mandates(jury, present),
        *(_of_place(one, present, jury) for one in came),
    ]  # fmt: skip


def unmet(jury: Jury) -> list[str]:
    return [one.text for one in conditions_of_day(jury) if not one.met]


def _members(present: list[Seat]) -> str:
    return f"{len(present)} {unit('membres', len(present))} {unit('présents', len(present))}"


def _day(jury: Jury) -> Condition:
    return Condition(f"Le jury a lieu le {fr_date(jury.held_on)}.", jury.held_on <= timezone.localdate())


def _noted(seats: list[Seat], places: list[Place]) -> Condition:
    missing = sum(one.present is None for one in seats) + sum(not one.attendance for one in places)
    if missing:
        return Condition(f"{missing} {unit('présences', missing)} à noter.", False)
    return Condition("Chaque présence est notée.", True)


def _colleges(present: list[Seat], certification: Certification) -> list[Condition]:
    found = []
    for college in (College.EMPLOYER, College.EMPLOYEE):
        count = sum(one.college == college for one in present)
        least = certification.min_per_college
        found.append(Condition(f"Collège des {college.label} : {count} sur {least} au moins.", count >= least))
    return found


def _outside(present: list[Seat], came: list[Place], certification: Certification) -> Condition:
    """At least the asked share comes neither from the certifier nor from a structure that presents a candidate."""
    own = {one.enrolment.organisation_id for one in came}
    outside = sum(not one.official.of_certifier and one.official.employer_id not in own for one in present)
    share = certification.external_percent
    return Condition(
        f"Membres extérieurs au certificateur et aux structures des candidats : {outside} sur {len(present)} "
        f"({share}\u00a0% au moins).",
        outside * 100 >= share * len(present),
    )


def _mandates(jury: Jury, present: list[Seat]) -> Condition:
    covered = set(
        Mandate.objects.filter(
            Q(certifications=None) | Q(certifications=jury.certification_id),
            Q(regions=None) | Q(regions=jury.region_id),
            role=Mandate.Role.MANDATAIRE,
            official__in=[one.official_id for one in present],
        )
        .valid_on(jury.held_on)
        .values_list("official", "college")
    )
    without = [one.official.full_name for one in present if (one.official_id, one.college) not in covered]
    if without:
        return Condition(f"Sans mandat dans son collège ce jour-là : {', '.join(without)}.", False)
    return Condition("Le mandat de chaque membre présent couvre ce jour.", True)


def _of_place(place: Place, present: list[Seat], jury: Jury) -> Condition:
    """Enough members judge this candidate, whose structure and certification stand on the day."""
    enrolment, certification = place.enrolment, jury.certification
    place.jury = jury
    barred = barred_from(place)
    judging = [one for one in present if one.official_id not in barred]
    judges = len(judging)
    if judges < certification.min_members:
        return Condition(
            f"{place.code} : {judges} {unit('membres', judges)} sans récusation, "
            f"sur {certification.min_members} au moins.",
            False,
        )
    for college in (College.EMPLOYER, College.EMPLOYEE):
        if sum(one.college == college for one in judging) < certification.min_per_college:
            return Condition(f"{place.code} : le collège des {college.label} manque, par récusation.", False)
    outside = outside_fiche(certification, enrolment, jury.held_on)
    if outside:
        return Condition(f"{place.code} : {outside}", False)
    if jury.state in Jury.BEFORE:
        try:
            require_standing(enrolment.organisation, certification, jury.held_on)
        except NotAccredited:
            return Condition(f"{place.code} : l'agrément de sa structure n'est pas en cours ce jour-là.", False)
    return Condition(f"{place.code} : {judges} membres le jugent ; l'agrément de sa structure a été vérifié.", True)
