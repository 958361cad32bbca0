"""What is missing before a review goes one step further, in sentences."""

from members.models import BilateralReview, ReviewAnswer, Side


def missing_of(review: BilateralReview, side: Side) -> list[tuple[int, str]]:
    """What this side has not written: the number of the question, and what it lacks."""
    answers = ReviewAnswer.objects.filter(review=review).select_related("question__mission").order_by(
        "question__position", "pk"
    )  # fmt: skip
    return [(answer.question_id, lack) for answer in answers for lack in _lacks(answer, side)]


def _lacks(answer: ReviewAnswer, side: Side) -> list[str]:
    code, lacks = answer.question.mission.code, []
    if getattr(answer, f"{side}_score") is None:
        lacks.append(f"l'appréciation de {code}")
    if not getattr(answer, f"{side}_text").strip() and side == Side.REGIONAL:
        lacks.append(f"le texte de {code}")
    if side == Side.NATIONAL and not answer.agreement:
        lacks.append(f"l'accord ou le désaccord sur {code}")
    # A disagreement that is not explained helps nobody.
    if side == Side.NATIONAL and answer.agreement not in ("", "agreed") and not answer.national_text.strip():
        lacks.append(f"l'explication du désaccord sur {code}")
    return lacks
