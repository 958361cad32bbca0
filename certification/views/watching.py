"""What is watched over: rates, structures without a jury, overdue actions."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.utils import timezone

from certification.domain.watching import overdue_actions, rates_of, without_jury
from reporting.exports import table_response
from reporting.forms import ScopeForm


@permission_required("certification.read_certification", raise_exception=True)
def watching(request):
    """Rates of a year, with who stands still."""
    form = ScopeForm(request.GET)
    if not form.is_valid():
        return render(request, "certification/watching.html", {"form": form}, status=400)
    today = timezone.localdate()
    year = form.scope().year
    context = {
        "form": form,
        "year": year,
        "rates": rates_of(year, request.user),
        "still": without_jury(request.user, today),
        "overdue": overdue_actions(request.user, today),
        "today": today,
    }
    return render(request, "certification/watching.html", context)


@permission_required("certification.read_certification", raise_exception=True)
def watching_export(request, fmt):
    """Structures that present nobody, as a table."""
    rows = [
        (one.organisation.name, one.organisation.siret, one.certification.code, one.number, one.last_jury)
        for one in without_jury(request.user, timezone.localdate())
    ]
    return table_response(
        fmt, "structures-sans-jury", ["Structure", "SIRET", "Certification", "Agrément", "Dernier jury"], rows
    )
