"""Officials: the list, the file of each, what they declare, and their statements of indemnities."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from certification.domain.officials import declaring
from certification.domain.officials.activity import with_activity, years_of
from certification.domain.officials.indemnities import COLUMNS as STATEMENT_COLUMNS
from certification.domain.officials.indemnities import statement_of, statement_pdf, statement_rows
from certification.exports.officials import COLUMNS, official_rows
from certification.filters.officials import OfficialFilter
from certification.forms.officials import ConflictForm, UnavailabilityForm
from certification.models import ConflictDeclaration, Mandate, Official, Unavailability
from certification.views.checks import PER_PAGE
from members.domain.moves import Refused
from reporting.exports import table_response
from reporting.files import pdf_response

may_list = permission_required("certification.view_official", raise_exception=True)


def _found(request):
    today = timezone.localdate()
    found = OfficialFilter(request.GET, user=request.user)
    if not found.form.is_valid():
        return found, Official.objects.none()
    current = Mandate.objects.valid_on(today).prefetch_related("certifications", "regions")
    rows = with_activity(found.qs, today.year).select_related("region", "employer")
    return found, rows.prefetch_related(Prefetch("mandates", current, to_attr="current"))


@may_list
def officials(request):
    """Everybody appointed, with what they may do today and what they did this year."""
    found, rows = _found(request)
    context = {
        "filter": found,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "year": timezone.localdate().year,
    }
    response = render(request, f"certification/officials/{'results' if request.htmx else 'list'}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@may_list
def officials_export(request, fmt):
    found, rows = _found(request)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    return table_response(fmt, "mandataires", COLUMNS, official_rows(rows))


def _seen(request, pk: int) -> Official:
    return get_object_or_404(Official.objects.visible_to(request.user).select_related("region", "employer"), pk=pk)


def _kept(request, pk: int) -> Official:
    """The file, for its person and the certification team."""
    official = _seen(request, pk)
    if not request.user.has_perm("certification.keep_official", official):
        raise PermissionDenied
    return official


def file_of(official: Official, user) -> dict:
    """What the file of an official shows to `user`."""
    today = timezone.localdate()
    years = sorted({today.year, *years_of(official)}, reverse=True)
    keeps = user.has_perm("certification.keep_official", official)
    return {
        "official": official,
        "keeps": keeps,
        "mandates": official.mandates.prefetch_related("certifications", "regions"),
        "trainings": official.trainings.all(),
        "away": official.unavailabilities.filter(validity__endswith__gt=today),
        "conflicts": official.conflicts.select_related("organisation", "candidate") if keeps else [],
        "years": [(year, with_activity(Official.objects.filter(pk=official.pk), year).get()) for year in years],
        "today": today,
        "unavailability_form": UnavailabilityForm(),
        "conflict_form": ConflictForm(official=official, user=user),
    }


def official(request, pk):
    """The file of an official."""
    shown = _seen(request, pk)
    return render(request, "certification/officials/official.html", file_of(shown, request.user))


def _back(request, official: Official):
    """Each to the page from which they came: their own desk, or the file."""
    return redirect("certification:my_desk" if official.user_id == request.user.pk else official)


def add_unavailability(request, pk):
    official = _kept(request, pk)
    form = UnavailabilityForm(request.POST)
    return _done(
        request, official, form, "Ces jours sont notés.",
        lambda: declaring.add_unavailability(official, by=request.user, **form.cleaned_data),
    )  # fmt: skip


def declare_conflict(request, pk):
    official = _kept(request, pk)
    form = ConflictForm(request.POST, official=official, user=request.user)
    return _done(
        request, official, form, "Le lien est déclaré.",
        lambda: declaring.declare_conflict(official, by=request.user, **form.cleaned_data),
    )  # fmt: skip


def remove_unavailability(request, pk):
    seen = Unavailability.objects.visible_to(request.user).select_related("official")
    row = get_object_or_404(seen, pk=pk)
    return _of_official(request, row, "Ces jours sont retirés.", declaring.remove_unavailability)


def end_conflict(request, pk):
    seen = ConflictDeclaration.objects.visible_to(request.user).select_related("official")
    row = get_object_or_404(seen, pk=pk)
    return _of_official(request, row, "La fin du lien est notée.", declaring.end_conflict)


def _of_official(request, row, told: str, act):
    if not request.user.has_perm("certification.keep_official", row.official):
        raise PermissionDenied
    return _done(request, row.official, None, told, lambda: act(row, by=request.user))


def _done(request, official: Official, form, told: str, act):
    """Back to the file, with what was done or why it was not."""
    if request.method != "POST":
        return _back(request, official)
    if form is not None and not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return _back(request, official)
    try:
        act()
    except (Refused, ValidationError) as refused:
        words = " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
        messages.error(request, words)
    else:
        messages.success(request, told)
    return _back(request, official)


def indemnities(request, pk, year, fmt):
    """The statement of a year, as PDF or CSV; for the person and the certification team."""
    official = _kept(request, pk)
    statement = statement_of(official, year)
    if fmt == "pdf":
        return pdf_response(f"{statement.file_name}.pdf", statement_pdf(statement).content)
    if fmt == "csv":
        return table_response("csv", statement.file_name, STATEMENT_COLUMNS, statement_rows(statement))
    raise Http404
