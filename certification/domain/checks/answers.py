"""The check-list: each point is written alone, perhaps without a network, and never overwritten unseen."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from certification.domain.checks.steps import take
from certification.models import AccreditationCheck, CheckAnswer, ChecklistQuestion
from members.domain.moves import Refused
from members.models import User

# A tablet whose clock runs ahead is believed by so much at most.
AHEAD = timedelta(minutes=5)


@dataclass(frozen=True)
class Written:
    """What a controller says of a point, and when it was written; None is now."""

    verdict: str
    comment: str
    at: datetime | None = None


class AnswerChanged(Refused):
    """Somebody else has written this point since it was read; `current` is what is kept."""

    def __init__(self, current: CheckAnswer):
        super().__init__("Ce point a été écrit par quelqu'un d'autre, ou sur un autre appareil, entre-temps.")
        self.current = current


def checklist(check: AccreditationCheck) -> list[tuple[ChecklistQuestion, CheckAnswer]]:
    """The points of a check in their order, each with its answer, empty where nobody has written one.

    Points that are asked no longer stay where they were answered.
    """
    answers = {one.question_id: one for one in check.answers.select_related("question", "written_by")}
    asked = check.accreditation.certification.checklist.filter(active=True)
    questions = {one.pk: one for one in asked} | {one.question_id: one.question for one in answers.values()}
    ordered = sorted(questions.values(), key=lambda one: (one.order, one.pk))
    return [(one, answers.get(one.pk) or CheckAnswer(check_made=check, question=one)) for one in ordered]


@transaction.atomic
def save_answer(
    check: AccreditationCheck, question: ChecklistQuestion, written: Written, *, version: int, by: User
) -> CheckAnswer:
    """Write a point that was read at `version`; the answer, with its new version.

    What is written again without a change keeps its version, so that a sending repeated after a lost connection is no
    conflict. Raises AnswerChanged where other words were written since `version`.
    """
    check, _ = take(check, "write", by=by)
    if question.certification_id != check.accreditation.certification_id:
        raise Refused("Ce point n'est pas de ce contrôle.")
    if written.verdict and written.verdict not in CheckAnswer.Verdict.values:
        raise Refused("Ce constat n'existe pas.")
    answer = CheckAnswer.objects.filter(check_made=check, question=question).select_related("written_by").first()
    answer = answer or CheckAnswer(check_made=check, question=question)
    if (answer.verdict, answer.comment) == (written.verdict, written.comment):
        return answer
    if answer.version != version:
        raise AnswerChanged(answer)
    now = timezone.now()
    answer.verdict, answer.comment = written.verdict, written.comment
    answer.client_at = min(written.at or now, now + AHEAD)
    answer.version, answer.written_by = version + 1, by
    answer.full_clean(exclude=["check_made", "question", "written_by"], validate_unique=False)
    answer.save()
    return answer
