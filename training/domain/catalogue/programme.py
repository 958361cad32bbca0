"""Programmes on paper: that of a course, and the whole catalogue."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from reporting.documents import RenderedPdf, render_pdf
from training.domain.catalogue.offer import coming_sessions, offered_versions, places_of
from training.domain.results import Results, course_results, ended_between, public_period, results_by
from training.models import CourseTheme, CourseVersion, Session, TrainingBody

# How many sessions a programme on paper names.
SHOWN_SESSIONS = 12


@dataclass(frozen=True)
class Page:
    """A course as the catalogue prints it."""

    version: CourseVersion
    sessions: list[tuple[Session, object]]
    results: Results | None


def programme_pdf(version: CourseVersion) -> RenderedPdf:
    """The programme of a course in one version, with its next sessions and its results: what everybody may read."""
    current = (
        version.published_at
        and not version.course.versions.filter(published_at__isnull=False, number__gt=version.number).exists()
    )
    sessions = coming_sessions(AnonymousUser()).filter(version__course=version.course_id) if current else []
    page = Page(version, _shown(sessions), course_results(version.course_id))
    return render_pdf("training/papers/programme.html", _context() | {"page": page})


def programme_name(version: CourseVersion) -> str:
    return f"programme-{version.course.slug}-v{version.number}.pdf"


def catalogue_pdf() -> RenderedPdf:
    """Every course at the catalogue, by theme, with its prices and its next sessions, behind a table of contents."""
    public = AnonymousUser()
    first, last = public_period()
    results = results_by("course", ended_between(first, last), first, last)
    coming: dict[int, list[Session]] = {}
    for session in coming_sessions(public):
        coming.setdefault(session.version.course_id, []).append(session)
    pages = [
        Page(version, _shown(coming.get(version.course_id, [])), results.get(version.course_id))
        for version in offered_versions(public).order_by("course__theme__order", "course__theme__name", "title", "pk")
    ]
    themes: list[tuple[CourseTheme, list[Page]]] = [
        (theme, list(found)) for theme, found in groupby(pages, key=lambda page: page.version.course.theme)
    ]
    return render_pdf("training/papers/catalogue.html", _context() | {"themes": themes, "count": len(pages)})


def _shown(sessions: Iterable[Session]) -> list[tuple[Session, object]]:
    return [(one, places_of(one)) for one in list(sessions)[:SHOWN_SESSIONS]]


def _context() -> dict:
    return {
        "body": TrainingBody.current(),
        "today": timezone.localdate(),
        "identity": settings.IDENTITY,
        "site": settings.SITE_URL,
    }
