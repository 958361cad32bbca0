"""The file of the network, for France compétences."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render

from certification.exports.network_file import network_file_name, network_tables, network_xlsx
from certification.forms.network_file import DayForm
from reporting.exports import XLSX
from reporting.french import fr_date
from reporting.jobs import start_job

may_run = permission_required("certification.run_certification", raise_exception=True)


@may_run
def network_file(request):
    """How much the file holds at a day, and its two forms; that on paper is made by a worker."""
    form = DayForm(request.POST or request.GET)
    if request.method == "POST" and form.is_valid():
        title, params = f"Réseau de certification au {fr_date(form.day)}", {"day": form.day.isoformat()}
        return redirect(start_job("network_file", title=title, by=request.user, params=params))
    tables = network_tables(form.day, request.user) if form.is_valid() else []
    context = {"form": form, "counts": [(one.title, len(one.rows)) for one in tables]}
    return render(request, "certification/network_file.html", context)


@may_run
def network_file_export(request):
    """The workbook."""
    form = DayForm(request.GET)
    if not form.is_valid():
        return HttpResponseBadRequest("La date demandée est incorrecte.")
    response = HttpResponse(network_xlsx(form.day, request.user), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{network_file_name(form.day, "xlsx")}"'
    return response
