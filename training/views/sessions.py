"""The planning of sessions: the list, its export, and what the training team writes of a session."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from members.domain.moves import Refused
from reporting.exports import table_response
from training.domain.sessions import planning
from training.domain.sessions.steps import CHANGE
from training.exports.sessions import SESSION_COLUMNS, session_rows
from training.filters.sessions import SessionFilter
from training.forms.sessions import SessionForm, TrainerEverywhereForm, VersionForm, slot_lines
from training.models import Session

may_run = permission_required("training.run_training", raise_exception=True)
may_read = permission_required("training.read_training", raise_exception=True)


def seen_session(request, pk: int) -> Session:
    """The session, for whoever knows of it."""
    seen = Session.objects.visible_to(request.user).select_related("version__course", "region", "replaced_by__version")
    return get_object_or_404(seen, pk=pk)


@may_read
def sessions(request):
    """The list with its filters; htmx gets the results alone."""
    found = SessionFilter(request.GET, user=request.user)
    rows = found.qs if found.form.is_valid() else found.qs.none()
    rows = rows.select_related("version", "region").order_by("-starts_on", "-pk")
    context = {
        "filter": found, "page": Paginator(rows, 50).get_page(request.GET.get("page")),
        "may_plan": request.user.has_perm("training.run_training"), "today": timezone.localdate(),
    }  # fmt: skip
    response = render(request, f"training/sessions/{'results' if request.htmx else 'list'}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@may_read
def sessions_export(request, fmt):
    """Exactly the sessions shown."""
    found = SessionFilter(request.GET, user=request.user)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    rows = found.qs.select_related("version__course__theme", "region", "subcontract__subcontractor")
    rows = rows.prefetch_related("slots__trainers").order_by("-starts_on", "-pk")
    return table_response(fmt, "sessions", SESSION_COLUMNS, session_rows(rows))


@may_run
def session_new(request):
    """First the programme, then the facts, which it fills."""
    chosen = VersionForm(request.GET if "version" in request.GET else None)
    if not chosen.is_bound or not chosen.is_valid():
        status = HTTPStatus.BAD_REQUEST if chosen.is_bound else HTTPStatus.OK
        return render(request, "training/sessions/choose.html", {"form": chosen}, status=status)
    version = chosen.cleaned_data["version"]
    proposed = {name: getattr(version, name) for name in
                ("minimum", "maximum", "price_member", "price_public", "modality")}  # fmt: skip
    form = SessionForm(request.POST or None, initial=proposed)
    if request.method == "POST" and form.is_valid():
        try:
            made = planning.plan_session(version, by=request.user, **form.facts())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "La session est en préparation. Vérifiez ses demi-journées et leurs formateurs.")
            return redirect("training:session_slots", made.pk)
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    context = {"form": form, "version": version, "session": None}
    return render(request, "training/sessions/edit.html", context, status=status)


@may_run
def session_edit(request, pk):
    shown = seen_session(request, pk)
    if shown.state not in CHANGE.states:
        messages.error(request, f"La session est « {shown.get_state_display()} » : {CHANGE.cannot}.")
        return redirect(shown)
    form = SessionForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        try:
            planning.change_session(shown, by=request.user, **form.facts())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "La session est enregistrée.")
            return redirect(shown)
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    context = {"form": form, "version": shown.version, "session": shown}
    return render(request, "training/sessions/edit.html", context, status=status)


@may_run
def session_slots(request, pk):
    """The half-days, all on one page; one trainer may be given to all those that have none."""
    shown = seen_session(request, pk)
    if shown.state not in CHANGE.states:
        messages.error(request, f"La session est « {shown.get_state_display()} » : {CHANGE.cannot}.")
        return redirect(shown)
    lines = slot_lines(shown, request.POST if request.method == "POST" else None)
    everywhere = TrainerEverywhereForm(request.POST if "everywhere" in request.POST else None)
    if request.method == "POST" and lines.is_valid() and (not everywhere.is_bound or everywhere.is_valid()):
        typed = lines.typed()
        if everywhere.is_bound:
            typed = planning.led_everywhere(typed, everywhere.cleaned_data["trainer"])
        try:
            planning.write_slots(shown, typed, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Les demi-journées sont enregistrées.")
            return redirect("training:session_slots" if everywhere.is_bound else "training:session", shown.pk)
    context = {"session": shown, "lines": lines, "everywhere": everywhere}
    status = HTTPStatus.BAD_REQUEST if request.method == "POST" else HTTPStatus.OK
    return render(request, "training/sessions/slots.html", context, status=status)
