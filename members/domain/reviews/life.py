"""A review goes forward: sent, answered, met, closed; or back to the region, when more is asked."""

import hashlib
from datetime import date

from django.db import transaction
from django.utils import timezone

from members.domain.reviews.completeness import missing_of
from members.domain.reviews.facts import freeze_facts
from members.domain.reviews.letters import post_answered, post_asked_for_more
from members.domain.reviews.refusals import Incomplete, ReviewRefused, State, held
from members.models import BilateralReview, Side, User


@transaction.atomic
def send_review(review: BilateralReview, *, by: User) -> BilateralReview:
    """The region hands its review over: its figures are frozen and it is locked for the region."""
    kept = held(review, "send", by=by)
    _complete(kept, Side.REGIONAL)
    freeze_facts(kept)
    kept.state, kept.sent_at, kept.sent_by, kept.asked_note = State.SENT, timezone.now(), by, ""
    kept.save(update_fields=["state", "sent_at", "sent_by", "asked_note"])
    return kept


@transaction.atomic
def ask_for_more(review: BilateralReview, *, note: str, by: User) -> BilateralReview:
    """The national team gives the review back to the region, and says what it lacks; what it wrote is kept."""
    kept = held(review, "ask_for_more", by=by)
    if not note.strip():
        raise ReviewRefused("Dites à la région ce qu'il faut compléter.")
    kept.state, kept.asked_note = State.DRAFTING, note.strip()
    kept.save(update_fields=["state", "asked_note"])
    post_asked_for_more(kept)
    return kept


@transaction.atomic
def answer_review(review: BilateralReview, *, by: User) -> BilateralReview:
    """The national team gives its answers to the region, which reads them from then on."""
    kept = held(review, "answer", by=by)
    _complete(kept, Side.NATIONAL)
    kept.state, kept.answered_at = State.ANSWERED, timezone.now()
    kept.save(update_fields=["state", "answered_at"])
    post_answered(kept)
    return kept


@transaction.atomic
def record_meeting(
    review: BilateralReview, *, met_on: date, people: str, minutes: str, mark: str, by: User
) -> BilateralReview:
    """Both have met: when, who, and what was said; it may be corrected until one of them signs.

    `mark` is the `meeting_mark` of what the page showed: what a colleague wrote meanwhile is not overwritten unseen.
    """
    kept = held(review, "meet", by=by)
    if mark != meeting_mark(kept):
        raise ReviewRefused("La rencontre a été notée ou corrigée entre-temps : relisez-la avant d'enregistrer.")
    if met_on > timezone.localdate():
        raise ReviewRefused("La rencontre est à venir : notez-la une fois tenue.")
    if not people.strip() or not minutes.strip():
        raise ReviewRefused("Notez les participants et le compte rendu de la rencontre.")
    _complete(kept, Side.NATIONAL)
    kept.state, kept.met_on, kept.people, kept.minutes = State.MET, met_on, people.strip(), minutes.strip()
    kept.save(update_fields=["state", "met_on", "people", "minutes"])
    return kept


@transaction.atomic
def close_review(review: BilateralReview, *, by: User) -> BilateralReview:
    """Nothing of it changes any more, and the board reads it; its decisions live on."""
    kept = held(review, "close", by=by)
    kept.state, kept.closed_at = State.CLOSED, timezone.now()
    kept.save(update_fields=["state", "closed_at"])
    return kept


def _complete(review: BilateralReview, side: Side) -> None:
    missing = missing_of(review, side)
    if missing:
        raise Incomplete([lack for _, lack in missing])


def meeting_mark(review: BilateralReview) -> str:
    """What tells apart two states of the minutes."""
    written = f"{review.met_on}\n{review.people}\n{review.minutes}"
    return hashlib.sha256(written.encode()).hexdigest()[:16]
