"""The file of the network, for France compétences."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render

from certification.exports.network_file import network_pdf, network_tables, network_xlsx
from certification.forms.network_file import DayForm
from reporting.exports import XLSX
from reporting.files import pdf_response

may_run = permission_required("certification.run_certification", raise_exception=True)


@may_run
def network_file(request):
    """How much the file holds at a day, and its two forms."""
    form = DayForm(request.GET)
    tables = network_tables(form.day, request.user) if form.is_valid() else []
    context = {"form": form, "counts": [(one.title, len(one.rows)) for one in tables]}
    return render(request, "certification/network_file.html", context)


@may_run
def network_file_export(request, fmt):
    form = DayForm(request.GET)
    if not form.is_valid():
        return HttpResponseBadRequest("La date demandée est incorrecte.")
    name = f"reseau-certification-{form.day:%Y-%m-%d}.{fmt}"
    if fmt == "pdf":
        return pdf_response(name, network_pdf(form.day, request.user).content)
    response = HttpResponse(network_xlsx(form.day, request.user), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
