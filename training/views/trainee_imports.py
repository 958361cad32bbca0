"""Trainees entered in a spreadsheet: the template, the file, its preview, what is refused."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from members.domain.moves import Refused
from members.imports.reading import UnreadableFile
from reporting.exports import XLSX
from training.domain.registrations import importing
from training.domain.registrations.registering import may_join, refusal_of
from training.domain.registrations.sheet import trainee_template as template
from training.domain.sessions.seats import seats_left
from training.forms.registrations import BuyerForm, TraineeFileForm, WishForm
from training.models import TraineeImport
from training.views.registering import buyers_of, chosen_buyer, tell_registered_people
from training.views.sessions import seen_session


def trainee_imports(request, pk):
    """The file to send, and those that were sent lately for this session."""
    shown = seen_session(request, pk)
    buyers = buyers_of(request.user)
    if refusal := refusal_of(shown, timezone.localdate()):
        messages.error(request, refusal)
        return redirect(shown)
    organisation = chosen_buyer(request, buyers)
    if isinstance(organisation, BuyerForm):
        context = {"session": shown, "form": organisation, "runs": False}
        return render(request, "training/registrations/buyer.html", context)
    if not may_join(shown, organisation, request.user):
        raise PermissionDenied
    form = TraineeFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            batch = importing.preview_file(
                form.cleaned_data["file"], session=shown, organisation=organisation, by=request.user
            )
        except UnreadableFile as unreadable:
            form.add_error("file", str(unreadable))
        else:
            return redirect("training:trainee_import", batch.pk)
    past = TraineeImport.objects.visible_to(request.user).filter(session=shown, organisation=organisation)
    context = {"session": shown, "organisation": organisation, "form": form, "past": past.defer("content")[:10]}
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "training/registrations/imports.html", context, status=status)


def trainee_import(request, pk):
    """What the file would make, line by line; POST confirms it or sets it aside."""
    batch = _batch(request, pk)
    contact = {"contact_name": str(request.user), "contact_email": request.user.email}
    form = WishForm(request.POST if "confirm" in request.POST else None, initial=contact)
    if request.method == "POST" and "cancel" in request.POST:
        try:
            importing.cancel(batch)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("training:trainee_import", pk)
        messages.success(request, "Le fichier est abandonné : personne n'est inscrit.")
        return redirect(f"{_imports_page(batch)}")
    if form.is_bound and form.is_valid():
        try:
            made = importing.confirm(batch, wish=form.wish(), by=request.user)
        except (Refused, UnreadableFile) as refused:
            messages.error(request, str(refused))
            return redirect("training:trainee_import", pk)
        tell_registered_people(request, made)
        return redirect(made.order)
    try:
        plan = importing.plan_of(batch)
    except UnreadableFile:
        plan = None
    context = {
        "batch": batch, "plan": plan, "form": form, "session": batch.session, "imports_page": _imports_page(batch),
        "left": seats_left(batch.session),
    }  # fmt: skip
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "training/registrations/import.html", context, status=status)


def trainee_template(request):
    buyers_of(request.user)
    return _workbook("modele-stagiaires", template())


def trainee_refused(request, pk):
    """The refused lines with their reasons, to be mended and sent again."""
    batch = _batch(request, pk)
    try:
        content = importing.refused_lines(batch)
    except UnreadableFile as unreadable:
        messages.error(request, str(unreadable))
        return redirect("training:trainee_import", pk)
    return _workbook("stagiaires-a-corriger", content)


def _batch(request, pk: int) -> TraineeImport:
    seen = TraineeImport.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("session__version", "organisation"), pk=pk)


def _imports_page(batch: TraineeImport) -> str:
    return f"{reverse('training:trainee_imports', args=[batch.session_id])}?structure={batch.organisation_id}"


def _workbook(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
