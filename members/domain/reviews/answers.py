"""Each side writes its answers at its pace; none is overwritten unseen."""

from dataclasses import dataclass, field

from django.db import transaction

from members.domain.reviews.refusals import AnswerChanged, NotAllowed, ReviewRefused, State, held, sides_of, steps_of
from members.models import BilateralReview, ReviewAnswer, ReviewFact, Side, User


@dataclass(frozen=True)
class Written:
    """What one side says of a mission; `comments` are on its figures, by their numbers, `agreement` is national."""

    score: int | None
    text: str
    agreement: str = ""
    comments: dict[int, str] = field(default_factory=dict)


@transaction.atomic
def save_answer(
    review: BilateralReview, question_id: int, written: Written, *, side: Side, version: int, by: User
) -> ReviewAnswer:
    """Write one side of an answer that was read at `version`; the answer, with its new version.

    What is written again without a change is kept without a new version, so that a sending repeated after a lost
    connection is no conflict. Raises AnswerChanged where somebody else has written other words since `version`.
    """
    kept = held(review, f"write_{side}", by=by)
    answer = (
        ReviewAnswer.objects.select_for_update(of=("self",))
        .select_related(f"{side}_by")
        .filter(review=kept, question=question_id)
        .first()
    )
    if answer is None:
        raise ReviewRefused("Cette question n'est pas de ce bilan.")
    facts = list(kept.facts.filter(question=question_id)) if side == Side.REGIONAL else []
    if _same(answer, facts, written, side):
        return answer
    if getattr(answer, f"{side}_version") != version:
        raise AnswerChanged(answer, side)
    setattr(answer, f"{side}_score", written.score)
    setattr(answer, f"{side}_text", written.text)
    setattr(answer, f"{side}_version", version + 1)
    setattr(answer, f"{side}_by", by)
    if side == Side.NATIONAL:
        answer.agreement = written.agreement
    answer.save()
    for fact in facts:
        fact.comment = written.comments.get(fact.pk, fact.comment)
    ReviewFact.objects.bulk_update(facts, ["comment"])
    if kept.state == State.OPENED:
        kept.state = State.DRAFTING
        kept.save(update_fields=["state"])
    return answer


def _same(answer: ReviewAnswer, facts: list[ReviewFact], written: Written, side: Side) -> bool:
    """Whether the answer says already what is written."""
    if side == Side.NATIONAL and answer.agreement != written.agreement:
        return False
    return (
        getattr(answer, f"{side}_score") == written.score
        and getattr(answer, f"{side}_text") == written.text
        and all(fact.comment == written.comments.get(fact.pk, fact.comment) for fact in facts)
    )


def writing_side(user: User, review: BilateralReview) -> Side | None:
    """The side whose answers `user` may write now, if any. Raises NotAllowed for who speaks for none."""
    sides = sides_of(user, review)
    if not sides:
        raise NotAllowed
    steps = steps_of(user, review)
    return next((side for side in sides if f"write_{side}" in steps), None)
