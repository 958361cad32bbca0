"""A candidate goes one step further: registered, in path, ready for a jury; or stops, or starts again."""

from django.db import transaction
from django.utils import timezone

from certification.domain.enrolments.completeness import gaps_of, told
from certification.domain.enrolments.prior_blocks import carry_earlier
from certification.domain.enrolments.steps import STEPS, held_by
from certification.models import Enrolment, Jury, Place
from members.domain.moves import Refused, moved, reasoned
from members.models import User


@transaction.atomic
def take_step(enrolment: Enrolment, step: str, *, by: User) -> Enrolment:
    """Register, start, or say ready. Raises Refused, which tells what lacks."""
    found = held_by(enrolment, STEPS[step], by=by)
    gaps = gaps_of(found, step)
    if gaps:
        raise Refused(told(gaps))
    return moved(found, STEPS[step])


@transaction.atomic
def present_again(enrolment: Enrolment, *, by: User) -> Enrolment:
    """Whoever was excused is ready for another jury."""
    return moved(held_by(enrolment, STEPS["excuse"], by=by), STEPS["excuse"])


@transaction.atomic
def resume_path(enrolment: Enrolment, *, by: User) -> Enrolment:
    """After a partial certification or none, the path goes on for the missing blocks; those granted are kept."""
    found = held_by(enrolment, STEPS["resume"], by=by)
    carry_earlier(found)
    return moved(found, STEPS["resume"])


@transaction.atomic
def withdraw(enrolment: Enrolment, *, reason: str, by: User) -> Enrolment:
    """The path stops before any summons, and leaves the juries in preparation. A reason is given."""
    reason = reasoned(reason, "L'arrêt d'un parcours")
    found = held_by(enrolment, STEPS["withdraw"], by=by)
    Place.objects.filter(enrolment=found, jury__state=Jury.State.DRAFT).delete()
    return moved(found, STEPS["withdraw"], withdrawal_reason=reason[:300], withdrawn_on=timezone.localdate())
