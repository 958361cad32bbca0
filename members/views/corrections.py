"""What an organisation changes of its own record, and what it asks to be corrected."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render

from members.domain.people import corrections as domain
from members.domain.people.details import change_details
from members.domain.people.refusals import ChangedMeanwhile, Refused, ToConfirm
from members.models import ChangeRequest, Organisation
from members.people_forms import CorrectionForm, DetailsForm
from members.views.people import readable, require_manager


def corrections(request, pk):
    """Details changed at once, legal data asked for, and what became of past requests."""
    organisation = readable(request, pk)
    require_manager(request, organisation)
    context, status = {}, HTTPStatus.OK
    if request.method == "POST":
        action = {"details": _details, "withdraw": _withdraw}.get(request.POST.get("action"), _ask)
        context = action(request, organisation)
        if context is None:
            return redirect("members:corrections", pk)
        status = context.pop("status", HTTPStatus.BAD_REQUEST)
        organisation = readable(request, pk)
    requests = ChangeRequest.objects.visible_to(request.user).filter(organisation=organisation)
    requests = list(requests.select_related("organisation", "asked_by", "decided_by")[:20])
    page = {
        "organisation": organisation,
        "details_form": DetailsForm(instance=organisation),
        "form": CorrectionForm(instance=organisation, auto_id="correction_%s"),
        "requests": [(one, domain.differences_of(one)) for one in requests],
        "waiting": next((one for one in requests if one.state == ChangeRequest.State.ASKED), None),
    }
    return render(request, "members/corrections.html", page | context, status=status)


def _details(request, organisation: Organisation) -> dict | None:
    form = DetailsForm(request.POST, instance=organisation)
    if not form.is_valid():
        return {"details_form": form}
    try:
        change_details(organisation, by=request.user, seen=form.cleaned_data["seen"], typed=form.typed())
    except ChangedMeanwhile as refusal:
        differences = form.shown_again(refusal.current)
        return {"details_form": form, "refusal": refusal, "differences": differences, "status": HTTPStatus.CONFLICT}
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return {"details_form": form}
    messages.success(request, "Les coordonnées et les activités sont enregistrées.")
    return None


def _ask(request, organisation: Organisation) -> dict | None:
    form = CorrectionForm(request.POST, instance=organisation, auto_id="correction_%s")
    if not form.is_valid():
        return {"form": form}
    try:
        domain.ask_correction(organisation, by=request.user, reason=form.cleaned_data["reason"], **form.values())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return {"form": form}
    messages.success(request, "Votre demande est envoyée : l'équipe nationale vous répond par mail.")
    return None


def _withdraw(request, organisation: Organisation) -> None:
    asked = get_object_or_404(
        ChangeRequest.objects.visible_to(request.user),
        pk=request.POST.get("request") if request.POST.get("request", "").isdecimal() else 0,
        organisation=organisation,
    )
    try:
        domain.withdraw(asked, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "La demande est retirée.")


deciders = permission_required("members.decide_corrections", raise_exception=True)


@deciders
def correction_queue(request):
    """Requests that wait, the oldest first."""
    waiting = ChangeRequest.objects.visible_to(request.user).waiting().select_related("organisation", "asked_by")
    page = Paginator(waiting.order_by("asked_at", "pk"), 20).get_page(request.GET.get("page"))
    rows = [_row(one) for one in page.object_list]
    return render(request, "members/correction_queue.html", {"page": page, "rows": rows})


@deciders
def decide_correction(request, pk):
    """Accept or refuse; where it needs a second look, the request comes back with what to look at."""
    asked = get_object_or_404(ChangeRequest.objects.visible_to(request.user).select_related("organisation"), pk=pk)
    if request.method != "POST":
        return redirect("members:correction_queue")
    note = request.POST.get("note", "").strip()[:1000]
    try:
        if "accept" in request.POST:
            decided = domain.accept(asked, by=request.user, note=note, confirmed="confirmed" in request.POST)
        else:
            decided = domain.refuse(asked, by=request.user, note=note)
    except Refused as refusal:
        asked = ChangeRequest.objects.select_related("organisation", "asked_by").get(pk=pk)
        if asked.state != ChangeRequest.State.ASKED:
            messages.error(request, str(refusal))
            return redirect("members:correction_queue")
        row = _row(asked) | {"refusal": refusal, "confirm": isinstance(refusal, ToConfirm), "note": note}
        context = {"rows": [row], "single": True}
        return render(request, "members/correction_queue.html", context, status=HTTPStatus.CONFLICT)
    messages.success(
        request, f"Demande {decided.get_state_display()} : {decided.organisation}. Réponse envoyée par mail."
    )
    return redirect("members:correction_queue")


def _row(asked: ChangeRequest) -> dict:
    return {"asked": asked, "differences": domain.differences_of(asked), "doubts": domain.doubts_of(asked)}
