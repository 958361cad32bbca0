"""The plan of checks: accredited structures by risk and age, and checks planned from it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from certification.domain.checks.controllers import controller_reasons
from certification.domain.checks.steps import State, take
from certification.models import Accreditation, AccreditationCheck, Finding, Jury, Official, Place
from members.domain.calendar import months_after
from members.domain.moves import NotAllowed, Refused, moved, reasoned
from members.models import User
from reporting.french import fr_date

# From how many presentations failures tell something, and from which share of them they weigh, in percent.
ENOUGH, MANY_PERCENT = 5, 50
LOOKED_BACK_MONTHS = 24
# What each sign weighs in the order of the list; who plans reads the signs themselves.
WEIGHTS = {
    "critical": 5,
    "complaint": 4,
    "never": 3,
    "major": 3,
    "first_year": 2,
    "failures": 2,
    "old": 2,
}


@dataclass(frozen=True)
class Ranked:
    """An accredited structure, the signs that call for a check with what each weighs, and their sum."""

    accreditation: Accreditation
    signs: list[tuple[str, int]] = field(default_factory=list)

    @property
    def risk(self) -> int:
        return sum(weight for _, weight in self.signs)


class ControllerRefused(Refused):
    """The controller may not make one of the checks; the message says why."""


def ranked(today: date | None = None) -> list[Ranked]:
    """Accreditations in force, those that most call for a check first; of equals, the longest unchecked."""
    today = today or timezone.localdate()
    found = [Ranked(one, _signs(one, today)) for one in _watched(today)]
    return sorted(
        found,
        key=lambda one: (-one.risk, one.accreditation.last_check_on or date.min, one.accreditation.organisation.name),
    )


def _watched(today: date):
    """Accreditations in force with what signs are read from, in one statement."""
    since = months_after(today, -LOOKED_BACK_MONTHS)
    checks = AccreditationCheck.objects.filter(
        accreditation__organisation=OuterRef("organisation"), accreditation__certification=OuterRef("certification")
    ).order_by()
    done = checks.filter(carried_out_on__isnull=False)
    open_findings = Finding.objects.filter(
        check_made__accreditation__organisation=OuterRef("organisation"),
        check_made__accreditation__certification=OuterRef("certification"),
        closed_on=None,
    ).exclude(check_made__state__in=[State.CLOSED, State.CANCELLED])
    sat = Place.objects.filter(
        enrolment__organisation=OuterRef("organisation"),
        jury__certification=OuterRef("certification"),
        jury__state__in=Jury.AFTER_MINUTES,
        jury__held_on__gt=since,
        result__in=[Place.Result.FULL, Place.Result.PARTIAL, Place.Result.NONE],
    ).order_by()
    counted = sat.values("enrolment__organisation").annotate(n=Count("pk"))
    failed = counted.annotate(f=Count("pk", filter=Q(result=Place.Result.NONE)))
    return (
        Accreditation.objects.filter(state__in=Accreditation.ACTIVE, validity__contains=today)
        .select_related("organisation__department__region", "certification")
        .annotate(
            last_check_on=Subquery(
                done.values("accreditation__organisation").annotate(d=Max("carried_out_on")).values("d")
            ),
            checked_now=Exists(
                AccreditationCheck.objects.filter(accreditation=OuterRef("pk"), carried_out_on__isnull=False)
            ),
            next_check_on=Subquery(
                checks.filter(state__in=[State.PLANNED, State.ANNOUNCED])
                .values("accreditation__organisation").annotate(d=Max("planned_on")).values("d")
            ),
            critical=Exists(open_findings.filter(severity=Finding.Severity.CRITICAL)),
            major=Exists(open_findings.filter(severity=Finding.Severity.MAJOR)),
            complaint=Exists(
                checks.filter(trigger=AccreditationCheck.Trigger.COMPLAINT, planned_on__gt=since)
                .exclude(state=State.CANCELLED)
            ),
            presented=Coalesce(Subquery(counted.values("n")), 0),
            failed=Coalesce(Subquery(failed.values("f")), 0),
        )
    )  # fmt: skip


def _signs(one: Accreditation, today: date) -> list[tuple[str, int]]:
    signs = []
    if one.critical:
        signs.append(("écart critique non levé", WEIGHTS["critical"]))
    if one.complaint:
        signs.append(("réclamation depuis deux ans", WEIGHTS["complaint"]))
    if not one.checked_now:
        signs.append(("jamais contrôlée pendant cet agrément", WEIGHTS["never"]))
    if one.major:
        signs.append(("écart majeur non levé", WEIGHTS["major"]))
    if one.renews_id is None and one.validity.lower > months_after(today, -12):
        signs.append(("première année d'agrément", WEIGHTS["first_year"]))
    if one.presented >= ENOUGH and 100 * one.failed >= MANY_PERCENT * one.presented:
        signs.append((f"échecs nombreux : {one.failed} sur {one.presented}", WEIGHTS["failures"]))
    if one.last_check_on and one.last_check_on <= months_after(today, -LOOKED_BACK_MONTHS):
        signs.append(("dernier contrôle il y a plus de deux ans", WEIGHTS["old"]))
    return signs


@transaction.atomic
def plan_checks(
    accreditations: Iterable[Accreditation], *, on: date, kind: str, trigger: str, controller: Official | None, by: User
) -> list[AccreditationCheck]:
    """Plan a check of each accreditation on a day: all of them, or none.

    Raises ControllerRefused, and Refused for an accreditation that is not in force on that day or whose
    check is planned already.
    """
    if not by.has_perm("certification.run_certification"):
        raise NotAllowed
    _not_past(on)
    numbers = [one.pk for one in accreditations]
    if not numbers:
        raise Refused("Choisissez au moins une structure.")
    # Locked: of two who plan at once, the second finds the check of the first.
    rows = list(
        Accreditation.objects.select_for_update(of=("self",))
        .filter(pk__in=numbers)
        .select_related("organisation__department__region", "certification")
        .order_by("pk")
    )
    reasons = []
    for one in rows:
        if one.state not in Accreditation.ACTIVE or on not in one.validity:
            reasons.append(f"{one.organisation} n'a pas d'agrément en cours le {fr_date(on)}.")
        elif AccreditationCheck.objects.filter(accreditation=one, state__in=[State.PLANNED, State.ANNOUNCED]).exists():
            reasons.append(f"Un contrôle de {one.organisation} est déjà prévu.")
    if reasons:
        raise Refused(" ".join(reasons))
    for one in rows:
        _refuse_unfit(controller, one, on)
    return [
        AccreditationCheck.objects.create(
            accreditation=one, kind=kind, trigger=trigger, controller=controller, planned_on=on
        )
        for one in rows
    ]


@transaction.atomic
def change_plan(
    check: AccreditationCheck, *, on: date, kind: str, trigger: str, controller: Official | None, by: User
) -> AccreditationCheck:
    """Move a check that is not made yet, or give it to somebody else; announced, it keeps a controller."""
    check, _ = take(check, "change", by=by)
    if check.planned_on != on:
        _not_past(on)
    if controller is None and check.state == State.ANNOUNCED:
        raise ControllerRefused("Un contrôle annoncé a un contrôleur.")
    _refuse_unfit(controller, check.accreditation, on)
    check.planned_on, check.kind, check.trigger, check.controller = on, kind, trigger, controller
    check.save()
    return check


@transaction.atomic
def cancel(check: AccreditationCheck, *, reason: str, by: User) -> AccreditationCheck:
    """A check that will not be made, with the reason."""
    check, step = take(check, "cancel", by=by)
    return moved(check, step, reason=reasoned(reason, "Une annulation"))


def refuse_unfit(check: AccreditationCheck) -> None:
    """Raise ControllerRefused where the controller of a check may not make it on its day."""
    _refuse_unfit(check.controller, check.accreditation, check.planned_on)


def _refuse_unfit(controller: Official | None, accreditation: Accreditation, on: date) -> None:
    if controller and (reasons := controller_reasons(controller, accreditation, on)):
        raise ControllerRefused(" ".join(reasons))


def _not_past(on: date) -> None:
    if on < timezone.localdate():
        raise Refused("Un contrôle se prévoit à une date qui n'est pas passée.")
