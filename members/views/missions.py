"""Delegated missions: the list, the page of each, and what its carrier and the national team do there."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from members.domain.history import versions_of
from members.domain.missions import files, life, paying, preparing
from members.domain.missions.papers import BUDGET_COLUMNS, budget_by_year, budget_rows
from members.domain.missions.refusals import STEPS, ChangedMeanwhile, MissionRefused
from members.mission_filters import MissionFilter
from members.mission_forms import (
    AgreementForm,
    DeliverableForm,
    MissionForm,
    PaidForm,
    ReasonForm,
    part_formsets,
    part_of,
)
from members.models import BudgetLine, DelegatedMission, Deliverable, Instalment, MissionReport
from reporting.exports import table_response
from reporting.files import stored_file

may_read = permission_required("members.read_missions", raise_exception=True)
may_keep = permission_required("members.keep_missions", raise_exception=True)
COLUMNS = ["Mission", "Association porteuse", "Région", "Durée", "État", "Objectifs"]
INSIDE_COLUMNS = ["Prévu (€)", "Dépensé (€)", "Dépassement", "Bilan en retard"]


def seen_mission(request, pk: int, may: str = "") -> DelegatedMission:
    """The mission, for whoever sees it whole and, where it is said, may do that with it.

    Who is told of it alone is refused; for the others it does not exist.
    """
    missions = DelegatedMission.objects.select_related("carrier", "region")
    mission = missions.visible_to(request.user).filter(pk=pk).first()
    if mission is None:
        get_object_or_404(missions.told_to(request.user), pk=pk)
        raise PermissionDenied
    if may and not request.user.has_perm(f"members.{may}", mission):
        raise PermissionDenied
    return mission


def _found(request) -> tuple[MissionFilter, list[DelegatedMission]]:
    """The missions asked for; money and signals are read of those alone that the reader sees whole."""
    found = MissionFilter(request.GET, user=request.user)
    if not found.form.is_valid():
        return found, []
    missions = list(found.qs.select_related("carrier", "region").order_by("title", "pk"))
    inside = DelegatedMission.objects.visible_to(request.user).filter(pk__in=[one.pk for one in missions])
    money = {one.pk: one for one in inside.with_year().with_signals(timezone.localdate())}
    for one in missions:
        one.inside = money.get(one.pk)
    return found, missions


@may_read
def missions(request):
    """The list with its filters; htmx gets the results alone."""
    found, shown = _found(request)
    context = {
        "filter": found,
        "page": Paginator(shown, 50).get_page(request.GET.get("page")),
        "may_keep": request.user.has_perm("members.keep_missions"),
    }
    response = render(request, f"members/missions/{'results' if request.htmx else 'list'}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@may_read
def missions_export(request, fmt):
    """Exactly the missions shown; money is empty for those of which the reader is told the outline only."""
    found, shown = _found(request)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    rows = []
    for one in shown:
        row = [one.title, one.carrier.name, one.region.name, one.validity, one.get_state_display(), one.purpose]
        inside = one.inside
        row += [inside.planned, inside.spent, _yes(inside.overspent), _yes(inside.late)] if inside else [None] * 4
        rows.append(row)
    return table_response(fmt, "missions-deleguees", COLUMNS + INSIDE_COLUMNS, rows)


def _yes(said: bool) -> str:
    return "oui" if said else "non"


@may_keep
def new_mission(request):
    form = MissionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = preparing.propose(by=request.user, **form.written())
        except MissionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "La mission est proposée. Écrivez son budget, puis l'association l'accepte.")
            return redirect("members:edit_mission", made.pk)
    return render(request, "members/missions/new.html", {"form": form}, status=_status(form))


def edit_mission(request, pk):
    """Facts and parts; what somebody else has written meanwhile is not overwritten without being told."""
    mission = seen_mission(request, pk, "keep_missions")
    form = MissionForm(request.POST or None, instance=mission)
    parts = part_formsets(mission, request.POST or None)
    refusal = ""
    if request.method == "POST" and all([form.is_valid(), *(formset.is_valid() for _, formset in parts)]):
        try:
            preparing.change(
                mission, by=request.user, read_at=form.cleaned_data["read_at"],
                parts=[part_of(formset) for _, formset in parts], **form.written(),
            )  # fmt: skip
        except MissionRefused as refused:
            refusal = str(refused)
            if isinstance(refused, ChangedMeanwhile):
                # Saved again, once both are seen, it is written.
                form.data = form.data.copy()
                form.data["read_at"] = refused.current.updated_at.isoformat()
        else:
            messages.success(request, "La mission est enregistrée.")
            return redirect(mission)
    context = {"mission": mission, "form": form, "parts": parts, "refusal": refusal}
    return render(request, "members/missions/edit.html", context, status=_status(form))


def _status(form: Form) -> HTTPStatus:
    """A form that comes back was refused."""
    return HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK


def mission(request, pk):
    """The whole mission for its region, the national team and the board; its outline for the other regions."""
    told = DelegatedMission.objects.told_to(request.user).select_related("carrier", "region")
    shown = get_object_or_404(told, pk=pk)
    inside = DelegatedMission.objects.visible_to(request.user).filter(pk=pk)
    inside = inside.with_year().with_signals(timezone.localdate()).first()
    if inside is None:
        return render(request, "members/missions/outline.html", {"mission": shown})
    user = request.user
    reports = list(shown.reports.select_related("updated_by"))
    for report in reports:
        report.mission = shown
    instalments = list(shown.instalments.all())
    for instalment in instalments:
        instalment.mission = shown
        instalment.unmet = paying.unmet(instalment, reports)
    context = {
        "mission": shown,
        "inside": inside,
        "budget": budget_by_year(shown),
        "overspent": [line for line in shown.lines.overspent()],
        "instalments": instalments,
        "paid": sum(one.amount for one in instalments if one.paid_on),
        "deliverables": shown.deliverables.all(),
        "reports": reports,
        "may": {step for step, (may, states, _) in STEPS.items() if shown.state in states and user.has_perm(f"members.{may}", shown)},
        "versions": versions_of(shown, [BudgetLine, Instalment, Deliverable, MissionReport])[:40],
        "agreement_form": AgreementForm(),
        "deliverable_form": DeliverableForm(auto_id=False),
        "reason_form": ReasonForm(),
        "paid_form": PaidForm(initial={"paid_on": timezone.localdate()}, auto_id=False),
    }  # fmt: skip
    return render(request, "members/missions/mission.html", context)


# Each step of a mission: what takes it, what is asked for it, and what is said once it is taken.
MOVES = {
    "agree": (life.agree, Form, "La mission est convenue."),
    "decline": (life.decline, ReasonForm, "La mission est déclinée."),
    "start": (life.start, Form, "La mission est en cours."),
    "suspend": (life.suspend, ReasonForm, "La mission est suspendue."),
    "resume": (life.resume, Form, "La mission reprend."),
    "terminate": (life.terminate, ReasonForm, "La mission est résiliée."),
    "close": (life.close, Form, "La mission est close."),
    "discard": (preparing.discard, Form, "La proposition est supprimée."),
}


def move_mission(request, pk):
    """A mission goes one step further, at the press of a button; asked by GET, it leads back to the mission."""
    shown = seen_mission(request, pk, "agree_mission")
    step = request.POST.get("step", "")
    if request.method != "POST" or step not in MOVES:
        return redirect(shown)
    take, form_of, told = MOVES[step]
    if not request.user.has_perm(f"members.{STEPS[step][0]}", shown):
        raise PermissionDenied
    form = form_of(request.POST)
    if not form.is_valid():
        messages.error(request, "Écrivez le motif, en 2 000 caractères au plus.")
        return redirect(shown)
    try:
        take(shown, by=request.user, **form.cleaned_data)
    except MissionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(shown)
    messages.success(request, told)
    return redirect("members:missions") if step == "discard" else redirect(shown)


def agreement(request, pk):
    """Take the signed agreement, or hand it in."""
    if request.method == "POST":
        shown = seen_mission(request, pk, "agree_mission")
        form = AgreementForm(request.POST, request.FILES)
        return _done(
            request, shown, form, "La convention est déposée.",
            lambda: files.attach_agreement(shown, form.cleaned_data["file"], by=request.user),
        )  # fmt: skip
    shown = seen_mission(request, pk)
    if not shown.agreement:
        raise Http404("La convention n'est pas encore déposée.")
    return stored_file(shown.agreement, shown.agreement_name, as_attachment=True)


def budget_export(request, pk, fmt):
    shown = seen_mission(request, pk)
    return table_response(fmt, f"budget-mission-{shown.pk}", BUDGET_COLUMNS, budget_rows(shown))


def _part(request, model, pk: int, may: str = ""):
    """A part of a mission, for whoever sees that mission whole and may do that with it."""
    part = get_object_or_404(model.objects.select_related("mission"), pk=pk)
    part.mission = seen_mission(request, part.mission_id, may)
    return part


def pay_instalment(request, pk):
    instalment = _part(request, Instalment, pk, "keep_missions")
    if request.method != "POST":
        return redirect(instalment.mission)
    form = PaidForm(request.POST)
    return _done(
        request, instalment.mission, form, "Le versement est noté.",
        lambda: paying.pay(instalment, paid_on=form.cleaned_data["paid_on"], by=request.user),
    )  # fmt: skip


def deliver(request, pk):
    deliverable = _part(request, Deliverable, pk, "report_mission")
    if request.method != "POST":
        return redirect(deliverable.mission)
    form = DeliverableForm(request.POST, request.FILES)
    return _done(
        request, deliverable.mission, form, "Le livrable est remis.",
        lambda: files.deliver(deliverable, form.cleaned_data["file"], by=request.user),
    )  # fmt: skip


def deliverable_file(request, pk):
    deliverable = _part(request, Deliverable, pk)
    if not deliverable.file:
        raise Http404("Ce livrable n'a pas de fichier.")
    return stored_file(deliverable.file, deliverable.name, as_attachment=True)


def _done(request, mission: DelegatedMission, form: Form, told: str, act):
    """Back to the mission, with what was done or why it was not."""
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect(mission)
    try:
        act()
    except MissionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, told)
    return redirect(mission)
