"""Answer a questionnaire, once."""

from django.db import transaction
from django.utils import timezone

from members.domain.moves import Refused
from training.models import SurveyAnswer, SurveyInvitation, SurveyQuestion

Kind = SurveyQuestion.Kind


def questions_of(invitation: SurveyInvitation) -> list[SurveyQuestion]:
    return list(invitation.survey.questions.filter(active=True).order_by("order", "pk"))


@transaction.atomic
def answer(invitation: SurveyInvitation, given: dict[int, str]) -> SurveyInvitation:
    """Keep the answers, by question. Raises Refused for an answer that lacks or is out of bounds, and the second time."""
    found = SurveyInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if found.answered_at:
        raise Refused(f"Vous avez déjà répondu, le {timezone.localtime(found.answered_at):%d/%m/%Y}. Merci.")
    rows = []
    for question in questions_of(found):
        typed = given.get(question.pk, "").strip()
        if not typed:
            if question.required and question.kind != Kind.TEXT:
                raise Refused(f"Il manque une réponse : « {question.text} »")
            continue
        row = SurveyAnswer(invitation=found, question=question)
        if question.kind == Kind.TEXT:
            row.text = typed[:3000]
        else:
            row.score = _score(question, typed)
        rows.append(row)
    SurveyAnswer.objects.bulk_create(rows)
    found.answered_at = timezone.now()
    found.save(update_fields=["answered_at"])
    return found


def choices_of(question: SurveyQuestion) -> list[tuple[int, str]]:
    """What may be answered to a question that has a score."""
    if question.kind == Kind.SCALE:
        words = ("pas du tout", "plutôt non", "moyennement", "plutôt oui", "tout à fait")
        return [(rank, f"{rank} – {word}") for rank, word in enumerate(words, start=1)]
    if question.kind == Kind.RECOMMEND:
        return [(rank, str(rank)) for rank in range(11)]
    return [(1, "oui"), (0, "non")] if question.kind == Kind.YES_NO else []


def _score(question: SurveyQuestion, typed: str) -> int:
    allowed = dict(choices_of(question))
    if not typed.isdecimal() or int(typed) not in allowed:
        raise Refused(f"Cette réponse n'est pas possible : « {question.text} »")
    return int(typed)
