"""Activity reports: the list, a report with its editions, asking for a new edition."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from reporting.domain.annual_report import (
    EditionsAreKept,
    NothingToPublish,
    ReportNotReady,
    ask_for_edition,
    draft_prose,
    find_problems,
    open_report,
    publish,
    set_aside,
)
from reporting.domain.quotes import Figures
from reporting.files import stored_file
from reporting.forms import ReportForm
from reporting.models import AnnualReport, ReportEdition

MAKE = "reporting.make_edition"


def on_report(act: Callable) -> Callable:
    """An action on a report that one may see; asked by GET, as the login page does, it leads back to the report."""

    @wraps(act)
    def view(request, pk):
        shown = get_object_or_404(AnnualReport.objects.visible_to(request.user), pk=pk)
        return act(request, shown) if request.method == "POST" else redirect(shown)

    return view


@login_not_required
def reports(request):
    """Reports that one may see; those who may make any open a new one by its year and region."""
    may_make = request.user.has_perm(MAKE)
    year = request.GET.get("annee") or timezone.localdate().year - 1
    form = ReportForm(request.POST if request.method == "POST" else None, initial={"annee": year})
    if request.method == "POST":
        if not may_make:
            raise PermissionDenied
        if form.is_valid():
            try:
                return redirect(open_report(form.cleaned_data["annee"], form.cleaned_data["region"]))
            except LookupError as refusal:
                form.add_error("annee", str(refusal))
    shown = (
        AnnualReport.objects.visible_to(request.user)
        .select_related("region")
        .prefetch_related(Prefetch("editions", ReportEdition.objects.visible_to(request.user)))
    )
    return render(request, "reporting/reports.html", {"reports": shown, "form": form, "may_make": may_make})


@login_not_required
def report(request, pk):
    """Sections, what prevents the report from being made, and its editions."""
    shown = get_object_or_404(AnnualReport.objects.visible_to(request.user).select_related("region"), pk=pk)
    may_make = request.user.has_perm(MAKE, shown)
    figures = Figures(shown)
    context = {
        "report": shown,
        "sections": draft_prose(figures) if may_make else [],
        "editions": shown.editions.visible_to(request.user).select_related("made_by"),
        "may_make": may_make,
        "may_delete": request.user.has_perm(MAKE),
        "may_publish": request.user.has_perm("reporting.publish_report"),
        "problems": find_problems(figures) if may_make else [],
    }
    return render(request, "reporting/report.html", context)


@on_report
def ask(request, shown):
    """Ask for an edition; a report that is not ready is refused with every reason."""
    if not request.user.has_perm(MAKE, shown):
        raise PermissionDenied
    try:
        job = ask_for_edition(shown, by=request.user)
    except ReportNotReady as refusal:
        messages.error(request, str(refusal))
        return redirect(shown)
    return redirect(job)


@on_report
def publish_report(request, shown):
    """Open the report to everybody, or close it again."""
    if not request.user.has_perm("reporting.publish_report"):
        raise PermissionDenied
    try:
        publish(shown, "publish" in request.POST)
    except NothingToPublish as refusal:
        messages.error(request, str(refusal))
    else:
        told = "est publié : tout le monde peut lire sa dernière édition" if shown.published else "n'est plus publié"
        messages.success(request, f"{shown} {told}.")
    return redirect(shown)


@on_report
def delete_draft(request, shown):
    """Set aside a report opened by mistake: one that has no edition."""
    if not request.user.has_perm(MAKE):
        raise PermissionDenied
    try:
        set_aside(shown)
    except EditionsAreKept as refusal:
        messages.error(request, str(refusal))
        return redirect(shown)
    messages.success(request, f"{shown} : le brouillon est supprimé.")
    return redirect("reporting:reports")


@login_not_required
def edition_file(request, pk):
    edition = get_object_or_404(ReportEdition.objects.visible_to(request.user).select_related("report__region"), pk=pk)
    return stored_file(edition.file, edition.file_name, content_type="application/pdf")
