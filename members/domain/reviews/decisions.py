"""What both decide at their meeting, and what becomes of it until the next review."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from members.domain.reviews.refusals import DecisionChanged, NotAllowed, ReviewRefused, held, sides_of
from members.models import BilateralReview, ReviewDecision, User

State = ReviewDecision.State


@transaction.atomic
def add_decision(
    review: BilateralReview, *, text: str, owner: str, due_on: date, by: User, follows: ReviewDecision | None = None
) -> ReviewDecision:
    """Write a decision, from the national answer to the first signature, whichever side holds the pen."""
    kept = held(review, "decide", by=by)
    if not text.strip() or not owner.strip():
        raise ReviewRefused("Une décision dit quoi faire et qui s'en charge.")
    if follows and follows.review.association_id != kept.association_id:
        raise ReviewRefused("Une décision fait suite à une décision de la même association.")
    return ReviewDecision.objects.create(
        review=kept, text=text.strip(), owner=owner.strip(), due_on=due_on, follows=follows
    )


@transaction.atomic
def remove_decision(decision: ReviewDecision, *, by: User) -> None:
    """Take out a decision that was written by mistake, before anybody signs."""
    held(decision.review, "decide", by=by)
    ReviewDecision.objects.filter(pk=decision.pk).delete()


@transaction.atomic
def settle_decision(decision: ReviewDecision, *, was: str, state: str, reason: str, by: User) -> ReviewDecision:
    """Say what became of a decision of a review that is over; `was` is the state that the page showed.

    Raises DecisionChanged where somebody has changed it meanwhile.
    """
    if not sides_of(by, decision.review):
        raise NotAllowed
    if decision.review.state not in BilateralReview.FROZEN:
        raise ReviewRefused("Cette décision n'est pas encore signée : corrigez-la plutôt dans son bilan.")
    kept = ReviewDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if kept.state != was:
        raise DecisionChanged(kept)
    if state not in State.values:
        raise ReviewRefused("Cet état n'existe pas.")
    if state == State.DROPPED and not reason.strip():
        raise ReviewRefused("Dites pourquoi la décision est abandonnée.")
    kept.state, kept.reason = state, reason.strip()
    kept.settled_on = None if state == State.OPEN else timezone.localdate()
    kept.save(update_fields=["state", "reason", "settled_on"])
    return kept


def previous_of(review: BilateralReview) -> list[ReviewDecision]:
    """What comes back in a review: the decisions of the year before, and those still open of earlier ones."""
    year = review.campaign.year
    earlier = ReviewDecision.objects.filter(
        review__association=review.association_id,
        review__campaign__year__lt=year,
        review__state__in=BilateralReview.FROZEN,
    )
    return list(
        earlier.filter(Q(review__campaign__year=year - 1) | Q(state=State.OPEN))
        .select_related("review__campaign", "review__association")
        .order_by("review__campaign__year", "due_on", "pk")
    )
