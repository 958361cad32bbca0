"""A jury is convened, its members answer, it is confirmed or cancelled."""

from django.db import transaction
from django.utils import timezone

from certification.domain.enrolments.steps import STEPS as PATH_STEPS
from certification.domain.juries.lawful import require_lawful
from certification.domain.juries.letters import tell_cancelled, tell_confirmed, tell_members, tell_structures
from certification.domain.juries.steps import STEPS, held_by
from certification.models import Enrolment, Jury, Seat
from members.domain.moves import Refused, moved, reasoned
from members.models import User


class TooLate(Refused):
    """The summons can no longer be answered."""


@transaction.atomic
def convene(jury: Jury, *, by: User) -> Jury:
    """Send the summons: to members, who answer, and to candidates through their structures; candidates are summoned.

    Every rule must be kept by those proposed. Raises UnlawfulJury and Refused; nothing is sent then.
    """
    found = held_by(jury, STEPS["convene"], by=by)
    require_lawful(found)
    step = PATH_STEPS["summon"]
    candidates = found.places.values("enrolment")
    for one in _held_candidates(candidates):
        if one.state not in step.states:
            raise Refused(
                f"{one.candidate} est « {one.get_state_display()} », et n'est plus prêt : retirez cette personne."
            )
        moved(one, step)
    found = moved(found, STEPS["convene"], convened_at=timezone.now())
    tell_members(found, found.seats.select_related("official"))
    tell_structures(found)
    return found


@transaction.atomic
def answer_summons(seat: Seat, *, comes: bool) -> Seat:
    """What a member answers, from their mail or their desk; it may change until the day. Raises TooLate."""
    jury = Jury.objects.select_for_update(of=("self",), no_key=True).get(pk=seat.jury_id)
    if jury.state not in Jury.SUMMONED or jury.held_on < timezone.localdate():
        raise TooLate(f"Ce jury est « {jury.get_state_display()} » : la réponse n'est plus attendue.")
    found = Seat.objects.select_for_update(of=("self",)).filter(pk=seat.pk).first()
    if found is None:
        raise TooLate("Vous n'êtes plus appelé à ce jury.")
    if hasattr(found, "replacement"):
        raise TooLate("Quelqu'un a été appelé à votre place : écrivez à l'équipe certification.")
    found.answer = Seat.Answer.ACCEPTED if comes else Seat.Answer.DECLINED
    found.answered_at = timezone.now()
    found.save()
    return found


@transaction.atomic
def confirm(jury: Jury, *, by: User) -> Jury:
    """The jury takes place: every rule is kept by those who have accepted. Raises UnlawfulJury."""
    found = held_by(jury, STEPS["confirm"], by=by)
    require_lawful(found)
    found = moved(found, STEPS["confirm"])
    tell_confirmed(found)
    return found


@transaction.atomic
def cancel(jury: Jury, *, reason: str, by: User) -> Jury:
    """The jury does not take place: its candidates are ready for another one, and everybody who was told is told."""
    reason = reasoned(reason, "L'annulation d'un jury")
    found = held_by(jury, STEPS["cancel"], by=by)
    told = found.state != Jury.State.DRAFT
    step = PATH_STEPS["release"]
    for one in _held_candidates(found.places.values("enrolment")):
        if one.state in step.states:
            moved(one, step)
    found = moved(found, STEPS["cancel"], cancellation_reason=reason[:300])
    if told:
        tell_cancelled(found)
    return found


def _held_candidates(numbers):
    """The candidates of a jury, always locked in the same order."""
    return Enrolment.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk")
