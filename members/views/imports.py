"""Imports by national staff: send a workbook, read what it would change, confirm or set aside."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from members.domain import import_batch
from members.forms import ImportForm
from members.imports.reading import UnreadableFile
from members.imports.template import template_workbook
from members.models import ImportBatch
from reporting.exports import XLSX

may_import = permission_required("members.import_network", raise_exception=True)


@may_import
def imports(request):
    """The form, and the imports of the past."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            batch = import_batch.preview(form.cleaned_data["file"], by=request.user)
        except UnreadableFile as error:
            form.add_error("file", str(error))
        else:
            return redirect("members:import_preview", batch.pk)
    past = ImportBatch.objects.visible_to(request.user).select_related("created_by")[:20]
    return render(request, "members/imports.html", {"form": form, "past": past})


@may_import
def import_preview(request, pk):
    """What the workbook would change, and its errors; POST confirms or sets aside."""
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        try:
            if "cancel" not in request.POST:
                return redirect(import_batch.confirm(batch, by=request.user))
            import_batch.cancel(batch)
            messages.success(request, "L'import est abandonné : rien n'a changé.")
        except import_batch.BatchClosed as refusal:
            messages.error(request, str(refusal))
        return redirect("members:imports")
    return render(request, "members/import_preview.html", {"batch": batch})


@may_import
def import_template(request):
    return _workbook("modele-import", template_workbook())


@may_import
def import_rejects(request, pk):
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=pk)
    whole = "tout" in request.GET
    try:
        content = import_batch.rejected_rows(batch, whole=whole)
    except (UnreadableFile, FileNotFoundError):
        messages.error(request, "Le fichier déposé n'a pas été gardé : déposez-le à nouveau.")
        return redirect("members:import_preview", batch.pk)
    return _workbook("a-corriger" if whole else "lignes-refusees", content)


def _workbook(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
