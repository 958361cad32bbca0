"""Filling a review: each answer is saved by itself, whoever else is writing."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from members.domain.reviews.answers import save_answer, writing_side
from members.domain.reviews.completeness import missing_of
from members.domain.reviews.reading import read_review
from members.domain.reviews.refusals import AnswerChanged, NotAllowed, ReviewRefused
from members.models import BilateralReview, ReviewAnswer, Side
from members.review_forms import AnswerForm
from members.views.reviews import seen_review


def _side(request, review: BilateralReview) -> Side | None:
    try:
        return writing_side(request.user, review)
    except NotAllowed:
        raise PermissionDenied from None


def review_fill(request, pk):
    """All the answers of one side in one form; what somebody else wrote meanwhile is shown beside what is typed."""
    review = seen_review(request, pk)
    side = _side(request, review)
    if side is None:
        messages.error(request, f"Ce bilan est « {review.get_state_display()} » : vos réponses ne s'y écrivent plus.")
        return redirect(review)
    read = read_review(review, request.user)
    data = request.POST if request.method == "POST" else None
    blocks = [
        {
            "section": section,
            "form": AnswerForm(data, answer=section.answer, side=side, facts=[one.fact for one in section.facts]),
            "conflict": None,
        }
        for section in read.sections
    ]  # fmt: skip
    if data is not None:
        refusals = [_save(review, block, side, request.user) for block in blocks]
        if not any(refusals):
            messages.success(request, "Vos réponses sont enregistrées.")
            return redirect(review if "finish" in data else request.path)
        for words in {str(one) for one in refusals if one and not isinstance(one, AnswerChanged)}:
            messages.error(request, words)
    context = {
        "review": review,
        "read": read,
        "blocks": blocks,
        "side": side,
        "missing": missing_of(review, side),
        "conflicts": [block for block in blocks if block["conflict"]],
    }
    status = HTTPStatus.OK if data is None else HTTPStatus.CONFLICT
    return render(request, "members/reviews/fill.html", context, status=status)


def _save(review: BilateralReview, block: dict, side: Side, by) -> Exception | None:
    """Save the answer of a block where something was typed; what refuses it, if anything does."""
    form = block["form"]
    if not form.is_valid():
        return ReviewRefused("Corrigez ce qui est signalé.")
    if not form.has_news:
        return None
    question = block["section"].question.pk
    try:
        save_answer(review, question, form.written(), side=side, version=form.cleaned_data["version"], by=by)
    except AnswerChanged as changed:
        form.answer = changed.current
        form.seen_again()
        block["conflict"] = {"message": str(changed)} | _told(changed.current, side)
        return changed
    except ReviewRefused as refused:
        return refused
    return None


@require_POST
def review_answer(request, pk, question):
    """One answer, as the page saves it while one types: its new version, or why it is not saved."""
    review = seen_review(request, pk)
    if not request.user.has_perm("members.take_part_in_review", review):
        raise PermissionDenied
    side = _side(request, review)
    if side is None:
        told = f"Ce bilan est « {review.get_state_display()} » : vos réponses ne s'y écrivent plus."
        return JsonResponse({"message": told}, status=HTTPStatus.CONFLICT)
    answer = get_object_or_404(
        ReviewAnswer.objects.select_related("question__mission"), review=review, question=question
    )
    facts = list(review.facts.filter(question=question))
    form = AnswerForm(request.POST, answer=answer, side=side, facts=facts)
    if not form.is_valid():
        told = " ".join(error for errors in form.errors.values() for error in errors)
        return JsonResponse({"message": told}, status=HTTPStatus.CONFLICT)
    try:
        saved = save_answer(
            review, question, form.written(), side=side, version=form.cleaned_data["version"], by=request.user
        )
    except AnswerChanged as changed:
        told = {"message": str(changed), "theirs": _told(changed.current, side)}
        return JsonResponse(told, status=HTTPStatus.CONFLICT)
    except ReviewRefused as refused:
        return JsonResponse({"message": str(refused)}, status=HTTPStatus.CONFLICT)
    return JsonResponse({"version": getattr(saved, f"{side}_version")})


def _told(answer: ReviewAnswer, side: Side) -> dict:
    """What the other has written, for a page and for its script."""
    comments = answer.review.facts.filter(question=answer.question_id) if side == Side.REGIONAL else []
    return {
        "version": getattr(answer, f"{side}_version"),
        "score": getattr(answer, f"{side}_score") or "",
        "score_words": getattr(answer, f"get_{side}_score_display")() or "sans appréciation",
        "text": getattr(answer, f"{side}_text"),
        "agreement": answer.agreement if side == Side.NATIONAL else "",
        "comments": {f"comment{fact.pk}": fact.comment for fact in comments},
        "comments_words": [(fact.label, fact.comment) for fact in comments if fact.comment],
    }
