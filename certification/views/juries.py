"""Juries as the network knows them: the list, the calendar of a month, their export."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponseBadRequest
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from certification.filters.juries import JuryFilter
from certification.models import Jury
from members.domain.month import days_of, laid_out, month_of
from members.models.base import belongs
from reporting.exports import table_response

COLUMNS = ["Date", "Certification", "Région", "Code postal", "Forme", "État", "Candidats"]


def _found(request) -> JuryFilter:
    if not (belongs(request.user) or Jury.objects.known_inside_to(request.user).exists()):
        raise PermissionDenied
    return JuryFilter(request.GET, user=request.user)


def juries(request):
    """The list with its filters, or the calendar of a month; htmx gets the results alone."""
    found = _found(request)
    rows = found.qs if found.form.is_valid() else found.qs.none()
    rows = rows.select_related("certification", "region").annotate(candidates=Count("places"))
    context = {"filter": found, "may_plan": request.user.has_perm("certification.run_certification")}
    if "mois" in request.GET:
        first, after = days_of(month_of(request.GET["mois"], timezone.localdate()))
        month = rows.filter(held_on__gte=first, held_on__lt=after).order_by("held_on", "starts_at", "pk")
        context["month"] = laid_out(first, month, lambda jury: [jury.held_on])
    else:
        context["page"] = Paginator(rows.order_by("-held_on", "-pk"), 50).get_page(request.GET.get("page"))
    context["this_month"] = f"{timezone.localdate():%Y-%m}"
    response = render(request, f"certification/juries/{'results' if request.htmx else 'list'}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def juries_export(request, fmt):
    """Exactly the juries shown; nobody is named."""
    found = _found(request)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    rows = found.qs.select_related("certification", "region").annotate(candidates=Count("places"))
    shown = (
        [one.held_on, one.certification.code, one.region.name, one.postcode, one.get_modality_display(),
         one.get_state_display(), one.candidates]
        for one in rows.order_by("-held_on", "-pk")
    )  # fmt: skip
    return table_response(fmt, "jurys", COLUMNS, shown)
