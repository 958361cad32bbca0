"""Filling a check-list on the spot: each point is saved by itself, as soon as there is a network."""

import json
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from certification.domain.checks.answers import AnswerChanged, checklist, save_answer
from certification.domain.checks.steps import WRITTEN, allowed
from certification.forms.checks import AnswerForm
from certification.models import AccreditationCheck, CheckAnswer, ChecklistQuestion
from certification.views.checks import seen_check
from members.domain.moves import Refused
from reporting.french import fr_date


def _written_check(request, pk: int) -> AccreditationCheck:
    shown = seen_check(request, pk)
    if not allowed(request.user, "write", shown):
        raise PermissionDenied
    return shown


def check_fill(request, pk):
    """All the points in one form; without a script it saves those that changed, and shows what others wrote meanwhile."""
    shown = _written_check(request, pk)
    if shown.state not in WRITTEN:
        messages.error(request, f"Ce contrôle est « {shown.get_state_display()} » : ses constats ne s'écrivent pas.")
        return redirect(shown)
    data = request.POST if request.method == "POST" else None
    blocks = [
        {"question": question, "answer": answer, "form": AnswerForm(data, question=question, answer=answer)}
        for question, answer in checklist(shown)
    ]
    refused = False
    for block in blocks if data is not None else []:
        refused |= not _saved(request, shown, block)
    if data is not None and not refused:
        messages.success(request, "Les constats sont enregistrés.")
        return redirect(shown if "finish" in data else request.path)
    status = HTTPStatus.CONFLICT if refused else HTTPStatus.OK
    return render(request, "certification/checks/fill.html", {"check": shown, "blocks": blocks}, status=status)


def _saved(request, shown: AccreditationCheck, block: dict) -> bool:
    """Save a point where something was typed; where it is refused, its block says why."""
    form = block["form"]
    if not form.is_valid():
        return False
    if not form.has_news:
        return True
    try:
        save_answer(
            shown, block["question"], form.written(), version=form.cleaned_data["version"], by=request.user
        )  # fmt: skip
    except AnswerChanged as changed:
        form.seen_again(changed.current.version)
        block["message"], block["theirs"] = str(changed), _words(changed.current)
        return False
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


@require_POST
def check_answer(request, pk, question):
    """One point, as `offline.js` sends it: its new version, or why it is not saved."""
    shown = _written_check(request, pk)
    point = get_object_or_404(
        ChecklistQuestion, pk=question, certification=shown.accreditation.certification_id
    )  # fmt: skip
    try:
        sent = json.loads(request.body)
        values, at = dict(sent["values"]), str(sent.get("client_at", ""))
        values["version"] = sent["version"]
    except (ValueError, KeyError, TypeError):
        return _refusal("Ce qui est reçu n'est pas lisible.")
    typed = {f"q{point.pk}-{name}": value for name, value in values.items()}
    form = AnswerForm(typed, question=point, answer=CheckAnswer(check_made=shown, question=point))
    if not form.is_valid():
        words = " ".join(error for errors in form.errors.values() for error in errors)
        return _refusal(words)
    try:
        saved = save_answer(
            shown, point, form.written(at), version=form.cleaned_data["version"], by=request.user
        )  # fmt: skip
    except AnswerChanged as changed:
        kept = changed.current
        theirs = {
            "version": kept.version,
            "values": {"verdict": kept.verdict, "comment": kept.comment},
            "words": _words(kept),
        }
        return JsonResponse({"message": str(changed), "theirs": theirs}, status=HTTPStatus.CONFLICT)
    except Refused as refused:
        return _refusal(str(refused))
    return JsonResponse({"version": saved.version})


def _refusal(message: str) -> JsonResponse:
    return JsonResponse({"message": message}, status=HTTPStatus.CONFLICT)


def _words(answer: CheckAnswer) -> list[tuple[str, str]]:
    """What the other wrote, who and when."""
    who = f"{answer.written_by or 'une autre personne'}, le {fr_date(answer.client_at)}"
    return [
        ("Écrit par", who),
        ("Constat", answer.get_verdict_display() or "aucun"),
        ("Commentaire", answer.comment or "aucun"),
    ]
