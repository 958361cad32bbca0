"""The public page of a session: when, where, with whom, at what price, how many places are left."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header

from training.domain.catalogue.offer import places_of, prices_for
from training.domain.sessions.seats import with_seats
from training.exports.calendar import place_of, session_calendar
from training.models import Session, TrainingBody
from training.views.session_actions import session_actions


def seen_session(request, pk: int) -> Session:
    """The session, for whoever sees it."""
    sessions = Session.objects.visible_to(request.user).select_related(
        "version__course__theme", "region", "host", "replaced_by__version"
    )
    return get_object_or_404(with_seats(sessions), pk=pk)


@login_not_required
def session(request, pk):
    """What everybody may know, then what this reader does with it."""
    shown = seen_session(request, pk)
    slots = list(shown.slots.prefetch_related("trainers").order_by("day", "starts_at"))
    named = {trainer.pk: trainer.full_name for slot in slots for trainer in slot.trainers.all()}
    context = {
        "session": shown,
        "course": shown.version.course,
        "slots": slots,
        "named": sorted(named.values()),
        "places": places_of(shown),
        "prices": prices_for(request.user, shown),
        "place": place_of(shown),
        "body": TrainingBody.current(),
    }
    context |= session_actions(shown, request.user)
    return render(request, "training/sessions/session.html", context)


@login_not_required
def session_agenda(request, pk):
    """The half-days of a session, for a calendar."""
    shown = seen_session(request, pk)
    content = session_calendar(shown, shown.slots.order_by("day", "starts_at"))
    return calendar_response(content, f"session-{shown.starts_on:%Y-%m-%d}.ics")


def calendar_response(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
