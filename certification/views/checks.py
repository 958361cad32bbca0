"""Checks: the list, the page of each, and the steps that it takes."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from certification.domain.checks import life, planning
from certification.domain.checks.answers import checklist
from certification.domain.checks.report import file_name, report_pdf
from certification.domain.checks.steps import allowed, steps_of, takes_part
from certification.exports.checks import CHECK_COLUMNS, check_rows
from certification.filters.checks import CheckFilter
from certification.forms.checks import CarriedOutForm, ObservationsForm, ReasonForm, SummaryForm
from certification.models import AccreditationCheck, CheckAnswer, Finding
from members.domain.history import versions_of
from members.domain.moves import Refused, WrongState
from reporting.exports import table_response
from reporting.files import pdf_response

PER_PAGE = 50
PARTS = ("accreditation__organisation__department__region", "accreditation__certification", "controller")


def open_to_its_readers(request) -> None:
    """Lists of checks are for those who read certification, for officials, and for people of a structure."""
    if not request.user.has_perm("certification.follow_checks"):
        raise Http404


def seen_check(request, pk: int) -> AccreditationCheck:
    """The check, for whoever sees it."""
    return get_object_or_404(AccreditationCheck.objects.visible_to(request.user).select_related(*PARTS), pk=pk)


def _found(request):
    open_to_its_readers(request)
    found = CheckFilter(request.GET, user=request.user)
    valid = found.form.is_valid()
    return found, found.qs.select_related(*PARTS) if valid else AccreditationCheck.objects.none()


def checks(request):
    """The list with its filters; htmx gets the results alone."""
    found, rows = _found(request)
    late = Finding.objects.visible_to(request.user).overdue_on(timezone.localdate())
    context = {
        "filter": found,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "late": late.count(),
        "runs": request.user.has_perm("certification.run_certification"),
    }
    response = render(request, f"certification/checks/{'results' if request.htmx else 'list'}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def checks_export(request, fmt):
    """Exactly the checks shown."""
    found, rows = _found(request)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    return table_response(fmt, "controles-agrement", CHECK_COLUMNS, check_rows(rows))


def check(request, pk):
    """What is known of a check; a structure reads its inside once the report is sent."""
    return _shown(request, seen_check(request, pk))


def _shown(request, shown: AccreditationCheck, refusal: str = "", **forms):
    user = request.user
    told = AccreditationCheck.objects.filter(pk=shown.pk).told_to(user).exists()
    may = steps_of(user, shown)
    points = [(question, answer) for question, answer in checklist(shown)] if told else []
    makes = user.has_perm("certification.make_check", shown)
    context = {
        "check": shown,
        "told": told,
        "may": may,
        "makes": makes,
        "refusal": refusal,
        "points": points,
        "written": sum(bool(answer.verdict) for _, answer in points),
        "findings": shown.findings.all() if told else [],
        "until": life.observations_until(shown),
        "today": timezone.localdate(),
        "versions": versions_of(shown, [Finding])[:40] if makes else [],
        "carried_out_form": CarriedOutForm(initial={"on": timezone.localdate()}),
        "summary_form": SummaryForm(initial={"summary": shown.summary}),
        "observations_form": ObservationsForm(),
        "reason_form": ReasonForm(),
        "verdicts": CheckAnswer.Verdict,
    } | forms
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return render(request, "certification/checks/check.html", context, status=status)


# Each step: what takes it, what is asked for it, the name of that form in the page, and what is said once it is taken.
MOVES = {
    "announce": (life.announce, Form, "", "Le contrôle est annoncé à la structure."),
    "cancel": (planning.cancel, ReasonForm, "reason_form", "Le contrôle est annulé."),
    "carry_out": (life.carry_out, CarriedOutForm, "carried_out_form", "Le contrôle est noté comme effectué."),
    "write": (life.write_summary, SummaryForm, "summary_form", "La synthèse est enregistrée."),
    "send_report": (life.send_report, Form, "", "Le rapport est envoyé à la structure."),
    "observe": (life.observe, ObservationsForm, "observations_form", "Vos observations sont envoyées."),
    "ask_actions": (life.ask_actions, Form, "", "Le plan d'action est demandé à la structure."),
    "verify": (life.verify, Form, "", "Les actions sont vérifiées."),
    "close": (life.close, Form, "", "Le contrôle est clos."),
    "escalate": (life.escalate, ReasonForm, "reason_form", "La suite est demandée au comité."),
}


def check_step(request, pk):
    """A check goes one step further, at the press of a button; what was typed comes back when it is refused."""
    shown = seen_check(request, pk)
    step = request.POST.get("step", "")
    if not takes_part(request.user, shown):
        raise PermissionDenied
    if request.method != "POST" or step not in MOVES:
        return redirect(shown)
    if not allowed(request.user, step, shown):
        raise PermissionDenied
    act, form_of, name, told = MOVES[step]
    form = form_of(request.POST)
    if not form.is_valid():
        return _shown(request, shown, "Complétez ce qui est demandé.", **{name: form})
    try:
        act(shown, by=request.user, **form.cleaned_data)
    except (Refused, ValidationError) as refused:
        words = " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
        if not name or isinstance(refused, WrongState):
            typed = " ".join(str(value) for value in form.cleaned_data.values())
            messages.error(request, f"{words} Vous aviez écrit : « {typed} »." if typed else words)
            return redirect(shown)
        return _shown(request, seen_check(request, pk), words, **{name: form})
    messages.success(request, told)
    return redirect(shown)


def check_report(request, pk):
    """The report as PDF, for those who read the inside of the check."""
    shown = seen_check(request, pk)
    if not AccreditationCheck.objects.filter(pk=pk).told_to(request.user).exists():
        raise Http404
    return pdf_response(file_name(shown), report_pdf(shown).content)
