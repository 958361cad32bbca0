"""Who may be asked to sit on a jury or to make a check: mandate, college, region, certification, days, ties.

Each condition is asked twice of the same rows: as a queryset, to propose people, and as sentences, to say why somebody
is not proposed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from certification.models import (
    Candidate,
    Certification,
    College,
    ConflictDeclaration,
    Mandate,
    Official,
    Unavailability,
)
from members.models import Organisation, Region
from reporting.french import fr_date


@dataclass(frozen=True)
class Duty:
    """What somebody is asked for: a day, where, for which certification, in which role and, on a jury, which college."""

    day: date
    region: Region
    certification: Certification
    role: Mandate.Role
    college: College | None = None


def available_on(day: date):
    """Officials who have not said that they cannot come on `day`."""
    return Official.objects.exclude(Exists(Unavailability.objects.filter(official=OuterRef("pk")).valid_on(day)))


def fit_for(duty: Duty):
    """Officials who are available and whose mandate covers the duty; ties with structures are `tied_to`'s."""
    covering = _covering(Mandate.objects.filter(official=OuterRef("pk")), duty)
    return available_on(duty.day).filter(Exists(covering))


def unfit_reasons(official: Official, duty: Duty) -> list[str]:
    """Why an official may not be asked for this duty, in French; nothing for one of `fit_for`."""
    reasons = []
    held = official.mandates.filter(role=duty.role)
    if not held.exists():
        reasons.append(f"{official} n'a pas de mandat de {duty.role.label}.")
    elif not (held := held.valid_on(duty.day)).exists():
        reasons.append(f"Le mandat de {official} ne couvre pas le {fr_date(duty.day)}.")
    else:
        if duty.college and not held.filter(college=duty.college).exists():
            reasons.append(f"{official} ne siège pas pour le collège « {duty.college.label} ».")
        if not held.filter(_for_certification(duty)).exists():
            reasons.append(f"Le mandat de {official} ne vaut pas pour {duty.certification}.")
        if not held.filter(_in_region(duty)).exists():
            reasons.append(f"Le mandat de {official} ne vaut pas dans la région {duty.region}.")
    if official.unavailabilities.valid_on(duty.day).exists():
        reasons.append(f"{official} n'est pas disponible le {fr_date(duty.day)}.")
    return reasons


def conflicts_on(day: date):
    """Declarations of ties that hold on `day`; one that ended holds until the day before its end."""
    return ConflictDeclaration.objects.filter(Q(ended_on=None) | Q(ended_on__gt=day), declared_on__lte=day)


def tied_to(organisations: Iterable[Organisation], candidates: Iterable[Candidate] = (), *, day: date):
    """Officials who work for one of these structures, or have declared a tie with one of them or of these candidates."""
    organisations, candidates = list(organisations), list(candidates)
    declared = conflicts_on(day).filter(Q(organisation__in=organisations) | Q(candidate__in=candidates))
    return Official.objects.filter(
        Q(employer__in=organisations) | Exists(declared.filter(official=OuterRef("pk")))
    )  # fmt: skip


def tie_reasons(
    official: Official, organisations: Iterable[Organisation], candidates: Iterable[Candidate] = (), *, day: date
) -> list[str]:
    """The ties of an official with these structures and candidates, in French; no name of a candidate is told."""
    organisations, candidates = list(organisations), list(candidates)
    reasons = [
        f"{official} travaille à {one}." for one in organisations if official.employer_id == one.pk
    ]  # fmt: skip
    declared = conflicts_on(day).filter(official=official).select_related("organisation")
    for conflict in declared.filter(organisation__in=organisations):
        reasons.append(f"{official} a déclaré un lien avec {conflict.organisation} : {conflict.tie}.")
    if declared.filter(candidate__in=candidates).exists():
        reasons.append(f"{official} a déclaré un lien avec un candidat.")
    return reasons


def _covering(mandates, duty: Duty):
    found = mandates.filter(_for_certification(duty), _in_region(duty), role=duty.role).valid_on(duty.day)
    return found.filter(college=duty.college) if duty.college else found


def _for_certification(duty: Duty) -> Q:
    """A mandate that names no certification is for all."""
    through = Mandate.certifications.through.objects.filter(mandate=OuterRef("pk"))
    return ~Exists(through) | Exists(through.filter(certification=duty.certification))


def _in_region(duty: Duty) -> Q:
    """A mandate that names no region is for all."""
    through = Mandate.regions.through.objects.filter(mandate=OuterRef("pk"))
    return ~Exists(through) | Exists(through.filter(region=duty.region))
