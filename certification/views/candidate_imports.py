"""Candidates entered in a spreadsheet: the template, the file, its preview, what is refused."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from certification.domain.enrolments import importing
from certification.domain.enrolments.entry_rights import entered_by
from certification.domain.enrolments.exporting import note_export
from certification.domain.enrolments.sheet import candidate_template
from certification.forms.candidates import CandidateFileForm
from certification.models import CandidateImport
from members.domain.moves import Refused
from members.imports.reading import UnreadableFile
from reporting.exports import XLSX


def _require_entry(user) -> None:
    if not (user.managed_ids or user.has_perm("certification.run_certification")):
        raise PermissionDenied


def candidate_imports(request):
    """The file to send, and those that were sent lately."""
    _require_entry(request.user)
    accreditations = entered_by(request.user, timezone.localdate())
    form = CandidateFileForm(request.POST or None, request.FILES or None, accreditations=accreditations)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            batch = importing.preview_file(data["file"], accreditation=data["accreditation"], by=request.user)
        except UnreadableFile as unreadable:
            form.add_error("file", str(unreadable))
        else:
            return redirect(batch)
    past = CandidateImport.objects.visible_to(request.user).defer("content")
    context = {
        "form": form,
        "accreditations": accreditations,
        "past": past.select_related("accreditation__organisation", "created_by")[:20],
    }
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "certification/candidates/imports.html", context, status=status)


def candidate_import(request, pk):
    """What the file would make, line by line; POST confirms it or sets it aside."""
    seen = CandidateImport.objects.visible_to(request.user)
    batch = get_object_or_404(seen.select_related("accreditation__organisation", "accreditation__certification"), pk=pk)
    if request.method == "POST":
        try:
            if "cancel" in request.POST:
                importing.cancel(batch)
                messages.success(request, "Le fichier est abandonné : rien n'est écrit.")
                return redirect("certification:candidate_imports")
            made = importing.confirm(batch, by=request.user)
            messages.success(request, f"Candidats inscrits : {made}.")
        except (Refused, UnreadableFile) as refused:
            messages.error(request, str(refused))
        return redirect(batch)
    try:
        plan = importing.plan_of(batch)
    except UnreadableFile:
        plan = None
    return render(request, "certification/candidates/import.html", {"batch": batch, "plan": plan})


def candidate_import_template(request):
    _require_entry(request.user)
    return _workbook("modele-candidats", candidate_template())


def candidate_import_refused(request, pk):
    """The refused lines with their reasons, to be mended and sent again."""
    batch = get_object_or_404(CandidateImport.objects.visible_to(request.user), pk=pk)
    try:
        content = importing.refused_lines(batch)
    except UnreadableFile as unreadable:
        messages.error(request, str(unreadable))
        return redirect(batch)
    note_export(by=request.user, what="Lignes refusées d'un fichier de candidats", count=batch.refused)
    return _workbook("candidats-a-corriger", content)


def _workbook(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
