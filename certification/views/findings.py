"""Findings of checks: written by the controller, answered by the structure, lifted or asked again; and those that wait."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from certification.domain.checks import findings as domain
from certification.domain.checks.steps import allowed, steps_of, takes_part
from certification.exports.checks import FINDING_COLUMNS, finding_rows
from certification.filters.checks import FindingFilter
from certification.forms.checks import FindingAnswerForm, FindingForm, MissingForm
from certification.models import AccreditationCheck, Finding
from certification.views.checks import PER_PAGE, open_to_its_readers, seen_check
from members.domain.moves import Refused
from reporting.exports import table_response
from reporting.files import stored_file

PARTS = (
    "check_made__accreditation__organisation",
    "check_made__accreditation__certification",
    "check_made__controller",
)


def _found(request):
    open_to_its_readers(request)
    found = FindingFilter(request.GET, user=request.user)
    return found, found.qs.select_related(*PARTS) if found.form.is_valid() else Finding.objects.none()


def findings(request):
    """What action plans still wait for, what is late first."""
    found, rows = _found(request)
    context = {
        "filter": found,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "today": timezone.localdate(),
    }
    return render(request, f"certification/checks/{'finding_rows' if request.htmx else 'findings'}.html", context)


def findings_export(request, fmt):
    found, rows = _found(request)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    return table_response(fmt, "ecarts-a-lever", FINDING_COLUMNS, finding_rows(rows))


def new_finding(request, pk):
    """Write a finding of a check whose report is not sent."""
    return _write(request, seen_check(request, pk))


def finding(request, pk):
    """A finding, with what the reader can do about it."""
    shown = _seen(request, pk)
    check = shown.check_made
    act = request.POST.get("act", "")
    if request.method == "POST":
        if not takes_part(request.user, check):
            raise PermissionDenied
        if act not in ACTS:
            return redirect(check)
        step, do = ACTS[act]
        if not allowed(request.user, step, check):
            raise PermissionDenied
        return do(request, shown)
    if "write" in steps_of(request.user, check):
        return _write(request, check, shown)
    return _shown(request, shown)


def finding_proof(request, pk):
    """The proof that the structure joined, always as a download."""
    shown = _seen(request, pk)
    return stored_file(shown.proof, shown.proof_name, as_attachment=True)


def _seen(request, pk: int) -> Finding:
    return get_object_or_404(Finding.objects.visible_to(request.user).select_related(*PARTS), pk=pk)


def _shown(request, shown: Finding, refusal: str = "", **forms):
    context = {
        "finding": shown,
        "check": shown.check_made,
        "may": set() if shown.closed_on else steps_of(request.user, shown.check_made),
        "refusal": refusal,
        "answer_form": FindingAnswerForm(initial={"answer": shown.answer}),
        "missing_form": MissingForm(),
        "today": timezone.localdate(),
    } | forms
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return render(request, "certification/checks/finding.html", context, status=status)


def _write(request, check: AccreditationCheck, shown: Finding | None = None):
    if not allowed(request.user, "write", check):
        raise PermissionDenied
    if "write" not in steps_of(request.user, check):
        messages.error(request, f"Ce contrôle est « {check.get_state_display()} » : ses écarts ne s'écrivent plus.")
        return redirect(check)
    initial = {name: getattr(shown, name) for name in ("severity", "text", "action", "due_on")} if shown else None
    form = FindingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            domain.write_finding(check, finding=shown, by=request.user, **form.cleaned_data)
        except (Refused, ValidationError) as refused:
            form.add_error(None, refused if isinstance(refused, ValidationError) else str(refused))
        else:
            messages.success(request, "L'écart est écrit.")
            return redirect(check)
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    context = {"check": check, "finding": shown, "form": form}
    return render(request, "certification/checks/write_finding.html", context, status=status)


def _change(request, shown: Finding):
    return _write(request, shown.check_made, shown)


def _remove(request, shown: Finding):
    return _done(
        request, shown.check_made, "L'écart est retiré.", lambda: domain.remove_finding(shown, by=request.user)
    )


def _answer(request, shown: Finding):
    form = FindingAnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, shown, "Complétez la réponse.", answer_form=form)
    try:
        domain.answer_finding(shown, by=request.user, **form.cleaned_data)
    except (Refused, ValidationError) as refused:
        words = " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
        return _shown(request, shown, words, answer_form=form)
    messages.success(request, "Votre réponse est envoyée.")
    return redirect(shown.check_made)


def _lift(request, shown: Finding):
    return _done(request, shown.check_made, "L'écart est levé.", lambda: domain.lift_finding(shown, by=request.user))


def _ask_again(request, shown: Finding):
    form = MissingForm(request.POST)
    if not form.is_valid():
        return _shown(request, shown, "Dites ce qui manque encore.", missing_form=form)
    return _done(
        request, shown.check_made, "La structure lit ce qui manque encore.",
        lambda: domain.ask_again(shown, by=request.user, **form.cleaned_data),
    )  # fmt: skip


def _done(request, back, told: str, act):
    """Back to the check, with what was done or why it was not."""
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, told)
    return redirect(back)


# What is done with a finding: the step of the check that it belongs to, and what does it.
ACTS = {
    "change": ("write", _change),
    "remove": ("write", _remove),
    "answer": ("answer", _answer),
    "lift": ("lift", _lift),
    "ask_again": ("lift", _ask_again),
}
