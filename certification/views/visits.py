"""Support visits: the list, its export, and what the certification team writes."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render

from certification.domain.visits import record_visit
from certification.exports.checks import VISIT_COLUMNS, visit_rows
from certification.filters.checks import VisitFilter
from certification.forms.visits import VisitForm
from certification.models import SupportVisit
from certification.views.checks import PER_PAGE, open_to_its_readers
from members.domain.moves import Refused
from reporting.exports import table_response

PARTS = ("organisation", "certification", "visitor")


def _found(request):
    open_to_its_readers(request)
    found = VisitFilter(request.GET, user=request.user)
    return found, found.qs.select_related(*PARTS) if found.form.is_valid() else SupportVisit.objects.none()


def visits(request):
    """Those that one may read, the last first."""
    found, rows = _found(request)
    context = {
        "filter": found,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "runs": request.user.has_perm("certification.run_certification"),
    }
    return render(request, f"certification/visits/{'results' if request.htmx else 'list'}.html", context)


def visits_export(request, fmt):
    found, rows = _found(request)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    return table_response(fmt, "appuis-pedagogiques", VISIT_COLUMNS, visit_rows(rows))


@permission_required("certification.run_certification", raise_exception=True)
def new_visit(request):
    return _write(request, None)


def visit(request, pk):
    """A visit; the certification team corrects it there."""
    shown = get_object_or_404(SupportVisit.objects.visible_to(request.user).select_related(*PARTS), pk=pk)
    if request.user.has_perm("certification.run_certification"):
        return _write(request, shown)
    return render(request, "certification/visits/visit.html", {"visit": shown})


def _write(request, shown: SupportVisit | None):
    names = ("organisation", "certification", "visitor", "visited_on", "subject", "advice")
    initial = {name: getattr(shown, name) for name in names} if shown else None
    form = VisitForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            record_visit(visit=shown, by=request.user, **form.cleaned_data)
        except (Refused, ValidationError) as refused:
            form.add_error(None, refused if isinstance(refused, ValidationError) else str(refused))
        else:
            messages.success(request, "L'appui est enregistré.")
            return redirect("certification:visits")
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "certification/visits/write.html", {"visit": shown, "form": form}, status=status)
