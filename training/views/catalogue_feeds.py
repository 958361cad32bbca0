"""What machines read of the catalogue: LHÉO, iCalendar, the site map."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.http import HttpResponse, HttpResponseBadRequest
from django.urls import reverse

from training.domain.catalogue.offer import coming_sessions, offered_versions
from training.exports.calendar import sessions_calendar
from training.exports.lheo import BodyIncomplete, lheo_file
from training.filters.catalogue import ComingFilter
from training.models import Session, TrainingBody
from training.views.session_page import calendar_response


@login_not_required
def lheo(request):
    """The offer in LHÉO 2.3, as anybody may read it, whoever asks."""
    public = AnonymousUser()
    sessions: dict[int, list[Session]] = {}
    for session in coming_sessions(public):
        sessions.setdefault(session.version.course_id, []).append(session)
    versions = offered_versions(public).order_by("course__code", "pk")
    try:
        content = lheo_file(versions, sessions, TrainingBody.current())
    except BodyIncomplete as refusal:
        return HttpResponse(str(refusal), status=HTTPStatus.NOT_FOUND, content_type="text/plain; charset=utf-8")
    return HttpResponse(content, content_type="application/xml")


@login_not_required
def agenda(request):
    """Sessions to come, all of them or those of a theme or a region, to subscribe to."""
    found = ComingFilter(request.GET, user=AnonymousUser())
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    asked = {name: found.form.cleaned_data[name] for name in ("theme", "region")}
    words = [dict(found.form.fields[name].choices)[value] for name, value in asked.items() if value]
    name = ", ".join(["Formations", *words])
    return calendar_response(sessions_calendar(found.qs, name), "formations.ics")


class CourseMap(Sitemap):
    """Courses at the catalogue."""

    def items(self):
        return offered_versions(AnonymousUser()).order_by("pk")

    def location(self, version):
        return version.course.get_absolute_url()

    def lastmod(self, version):
        return version.published_at


class SessionMap(Sitemap):
    """Sessions to come."""

    def items(self):
        return coming_sessions(AnonymousUser())

    def lastmod(self, session):
        return session.updated_at


class CataloguePages(Sitemap):
    def items(self):
        return ["training:catalogue", "training:coming", "training:coming_map"]

    def location(self, name):
        return reverse(name)


SITEMAPS = {"catalogue": CataloguePages, "formations": CourseMap, "sessions": SessionMap}
