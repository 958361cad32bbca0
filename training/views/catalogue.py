"""The public catalogue: courses by theme, sessions to come as a list, a month and a map."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpResponseBadRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.text import slugify

from members.domain.month import days_of as month_bounds
from members.domain.month import laid_out, month_of
from members.domain.territory import region_names
from reporting.charts import region_map
from reporting.exports import table_response
from reporting.files import pdf_response
from training.domain.catalogue.offer import (
    coming_sessions,
    days_of,
    next_of_each,
    places_of,
    prices_for,
    sessions_between,
)
from training.domain.catalogue.programme import catalogue_pdf
from training.exports.courses import SESSION_COLUMNS, session_rows
from training.filters.catalogue import CatalogueFilter, ComingFilter
from training.models import Course, CourseVersion, Session, TrainingBody

PAGE = 30
KEPT_SECONDS = 3600


@login_not_required
def catalogue(request):
    """Courses at the catalogue, by theme, each with its price and its next session; htmx gets the results alone."""
    found = CatalogueFilter(request.GET, user=request.user)
    rows = found.qs if found.form.is_valid() else found.qs.none()
    ordered = rows.order_by("course__theme__order", "course__theme__name", "title", "pk")
    page = Paginator(ordered, PAGE).get_page(request.GET.get("page"))
    courses = [version.course_id for version in page]
    nearest = next_of_each(coming_sessions(request.user).filter(version__course__in=courses))
    for version in page:
        version.prices = prices_for(request.user, version)
        version.next = nearest.get(version.course_id)
        version.places = places_of(version.next) if version.next else None
    context = {
        "filter": found,
        "page": page,
        "searched": any(request.GET.get(name) for name in found.filters),
        "may_run": request.user.has_perm("training.run_training"),
    }
    return _answer(request, "training/catalogue/catalogue.html", "training/catalogue/results.html", context)


@login_not_required
def coming(request):
    """Sessions to come with their filters, or the calendar of a month."""
    if "mois" in request.GET:
        return _month(request)
    found = ComingFilter(request.GET, user=request.user)
    rows = found.qs if found.form.is_valid() else found.qs.none()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    for session in page:
        session.prices = prices_for(request.user, session)
        session.places = places_of(session)
    context = {"filter": found, "page": page, "this_month": _this_month()}
    return _answer(request, "training/catalogue/coming.html", "training/catalogue/coming_results.html", context)


def _month(request):
    first, after = month_bounds(month_of(request.GET["mois"], timezone.localdate()))
    shown = laid_out(first, sessions_between(request.user, first, after), days_of)
    context = {"month": shown, "this_month": _this_month()}
    return _answer(request, "training/catalogue/coming.html", "training/catalogue/coming_results.html", context)


def _this_month() -> str:
    return f"{timezone.localdate():%Y-%m}"


@login_not_required
def coming_export(request, fmt):
    """Exactly the sessions shown."""
    found = ComingFilter(request.GET, user=request.user)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    return table_response(fmt, "sessions-a-venir", SESSION_COLUMNS, session_rows(found.qs))


@login_not_required
def coming_map(request):
    """How many sessions are to come in each region, on the map and in the table beside it."""
    names = region_names()
    counts: dict[str, int] = {}
    remote = 0
    for session in coming_sessions(request.user):
        if session.modality == CourseVersion.Modality.REMOTE:
            remote += 1
        else:
            counts[session.region_id] = counts.get(session.region_id, 0) + 1
    address = reverse("training:coming")
    context = {
        "map": region_map(counts, "Sessions à venir par région", lambda code: f"{address}?region={code}"),
        "by_region": sorted(
            ((names[code], code, count) for code, count in counts.items()), key=lambda row: slugify(row[0])
        ),
        "remote": remote,
        "this_month": _this_month(),
    }
    return render(request, "training/catalogue/map.html", context)


@login_not_required
def catalogue_paper(request):
    """The whole catalogue as PDF, kept until something in it changes, an hour at most."""
    changed = [
        str(value)
        for model, name in ((Course, "updated_at"), (CourseVersion, "published_at"), (Session, "updated_at"))
        for value in model.objects.aggregate(last=Max(name)).values()
    ]
    key = f"training:catalogue:{timezone.localdate()}:{TrainingBody.current().name}:{':'.join(changed)}"
    content = cache.get_or_set("".join(letter if letter.isalnum() else "-" for letter in key), _catalogue, KEPT_SECONDS)
    return pdf_response(f"catalogue-formations-{timezone.localdate():%Y-%m-%d}.pdf", content)


def _catalogue() -> bytes:
    return catalogue_pdf().content


def _answer(request, whole: str, part: str, context: dict):
    response = render(request, part if request.htmx else whole, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
