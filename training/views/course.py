"""The page of a course: all that its public must know before they register, its versions, its programme on paper."""

from itertools import pairwise

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from reporting.files import pdf_response
from training.domain.catalogue.offer import coming_sessions, places_of, prices_for
from training.domain.catalogue.programme import programme_name, programme_pdf
from training.domain.catalogue.versions import changes, checks_of, missing
from training.domain.results import course_results
from training.exports.structured import as_script, course_data
from training.models import Course, CourseInterest, CourseVersion, TrainingBody


def seen_course(request, slug: str) -> Course:
    """The course, for whoever sees it."""
    return get_object_or_404(Course.objects.visible_to(request.user).select_related("theme"), slug=slug)


def seen_version(request, slug: str, number: int | None = None) -> CourseVersion:
    """A version of a course, the one on sale where none is asked for; drafts are the team's."""
    course = seen_course(request, slug)
    versions = CourseVersion.objects.visible_to(request.user).filter(course=course).select_related("published_by")
    if number is None:
        found = versions.exclude(published_at=None).order_by("-number").first()
    else:
        found = versions.filter(number=number).first()
    if found is None:
        raise Http404("Cette formation n'a pas de programme publié.")
    found.course = course
    return found


@login_not_required
def course(request, slug):
    """The programme on sale; the team is led to the draft of a course that has none."""
    shown = seen_course(request, slug)
    if request.user.has_perm("training.run_training") and not shown.versions.exclude(published_at=None).exists():
        return redirect("training:course_desk", pk=shown.pk)
    return _page(request, seen_version(request, slug))


@login_not_required
def course_version(request, slug, number):
    """Another version, which some were sold; for the team, a draft as it will be read."""
    return _page(request, seen_version(request, slug, number))


def _page(request, version: CourseVersion):
    user, body = request.user, TrainingBody.current()
    of_course = list(
        CourseVersion.objects.visible_to(user).filter(course=version.course_id).order_by("-number")
    )  # fmt: skip
    published = [one for one in of_course if one.published_at]
    current = published[0] if published else None
    sessions = list(coming_sessions(user).filter(version__course=version.course_id))
    for session in sessions:
        session.prices, session.places = prices_for(user, session), places_of(session)
    on_sale = current is not None and version.pk == current.pk
    runs = user.has_perm("training.run_training")
    context = {
        "version": version,
        "course": version.course,
        "body": body,
        "current": current,
        "on_sale": on_sale,
        "offered": version.course.state == Course.State.PUBLISHED,
        "prices": prices_for(user, version),
        "sessions": sessions,
        "results": course_results(version.course_id),
        "history": [(new, changes(old, new)) for new, old in pairwise(published)],
        "first": published[-1] if published else None,
        "own": CourseInterest.objects.waiting().visible_to(user).filter(
            course=version.course_id, organisation__in=user.history_ids
        ).select_related("region") if user.is_authenticated and user.history_ids else (),
        "data": as_script(course_data(version, sessions, body)) if on_sale else "",
        "may_run": runs,
        "checks": checks_of(version) if runs and not version.published_at else None,
        "lacking": missing(version) if runs and not version.published_at else (),
    }  # fmt: skip
    return render(request, "training/catalogue/course.html", context)


@login_not_required
def course_programme(request, slug, number=None):
    """The programme on paper, for everybody."""
    version = seen_version(request, slug, number)
    return pdf_response(programme_name(version), programme_pdf(version).content)
