"""Who comes to a session, and what they need: for its trainers and the training team."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from training.domain.registrations.needs import LEVELS, objectives_summary
from training.domain.registrations.waiting import positions
from training.models import Adaptation, ObjectiveMark, Registration
from training.views.sessions import seen_session


def session_people(request, pk):
    """The trainees with what they told, the waiting list, and where the session stands on each objective."""
    shown = seen_session(request, pk)
    if not request.user.has_perm("training.lead_session", shown):
        raise PermissionDenied
    places = list(
        shown.registrations.exclude(state=Registration.State.CANCELLED)
        .select_related("trainee", "order__organisation")
        .order_by("trainee__last_name", "trainee__first_name", "pk")
    )
    marks: dict[int, dict[int, int]] = {}
    told = ObjectiveMark.objects.visible_to(request.user).filter(registration__session=shown, before__isnull=False)
    for place, rank, level in told.values_list("registration", "objective", "before"):
        marks.setdefault(place, {})[rank] = level
    words, ranks = dict(LEVELS), positions(shown)
    for place in places:
        own = marks.get(place.pk, {})
        place.marks_told = [
            (text, words[own[rank]]) for rank, text in enumerate(shown.version.objectives) if rank in own
        ]
        place.rank = ranks.get(place.pk)
    context = {
        "session": shown,
        "seated": [place for place in places if place.state != Registration.State.WAITING],
        "waiting": sorted((place for place in places if place.rank), key=lambda place: place.rank),
        "summary": objectives_summary(shown),
        "levels": LEVELS,
        "runs": request.user.has_perm("training.run_training"),
        "adaptations": Adaptation.objects.visible_to(request.user).filter(registration__session=shown).count(),
        "reads_adaptations": request.user.has_perm("training.read_adaptations"),
    }
    return render(request, "training/sessions/people.html", context)
