"""A review as one reads it: the page and the paper are made of this, so that they say the same."""

from dataclasses import dataclass

from members.domain.reviews.decisions import previous_of
from members.domain.reviews.facts import ShownFact, today_of
from members.domain.reviews.refusals import sides_of
from members.models import (
    BilateralReview,
    ReviewAnswer,
    ReviewDecision,
    ReviewFile,
    ReviewQuestion,
    ReviewSignature,
    Side,
    User,
)
from reporting.french import fr_date


@dataclass(frozen=True)
class Section:
    """A mission: its figures and what both sides say of it."""

    question: ReviewQuestion
    answer: ReviewAnswer
    facts: list[ShownFact]


@dataclass(frozen=True)
class Previous:
    """What became of a decision of an earlier review; `decision` is None in a review that is signed."""

    text: str
    owner: str
    year: int
    due: str
    state: str
    tone: str
    reason: str
    decision: ReviewDecision | None = None


@dataclass(frozen=True)
class ReadReview:
    """All that a review says to a reader; `tells_regional` and `tells_national`, whether those answers are told."""

    review: BilateralReview
    sections: list[Section]
    previous: list[Previous]
    decisions: list[ReviewDecision]
    files: list[ReviewFile]
    signatures: list[ReviewSignature]
    tells_regional: bool
    tells_national: bool


def read_review(review: BilateralReview, user: User) -> ReadReview:
    """The review as `user` reads it: neither side reads what the other is still writing."""
    sides = sides_of(user, review)
    facts: dict[int, list[ShownFact]] = {}
    for shown in today_of(review):
        facts.setdefault(shown.fact.question_id, []).append(shown)
    answers = review.answers.select_related("question__mission").order_by("question__position", "pk")
    return ReadReview(
        review=review,
        sections=[Section(one.question, one, facts.get(one.question_id, [])) for one in answers],
        previous=previous_told(review),
        decisions=list(review.decisions.select_related("follows").order_by("due_on", "pk")),
        files=list(review.files.all()),
        signatures=list(review.signatures.order_by("signed_at", "pk")),
        tells_regional=review.tells_regional or Side.REGIONAL in sides,
        tells_national=review.tells_national or Side.NATIONAL in sides,
    )


def previous_told(review: BilateralReview, *, live: bool = False) -> list[Previous]:
    """Earlier decisions: as they stood at the first signature, or as they stand today, before it or if `live` is asked."""
    if review.state in BilateralReview.FROZEN and not live:
        return [Previous(**kept) for kept in review.previous]
    return [
        Previous(
            text=one.text, owner=one.owner, year=one.review.campaign.year, due=fr_date(one.due_on),
            state=one.told_state, tone=one.tone, reason=one.reason, decision=one,
        )
        for one in previous_of(review)
    ]  # fmt: skip
