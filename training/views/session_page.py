"""The public page of a session."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render

from training.models import Session
from training.views.session_actions import session_actions


@login_not_required
def session(request, pk):
    """What is said of a session to whoever may join it, and what this reader does with it."""
    seen = Session.objects.visible_to(request.user).select_related("version__course", "region", "replaced_by__version")
    shown = get_object_or_404(seen, pk=pk)
    slots = shown.slots.order_by("day", "starts_at")
    context = {"session": shown, "slots": slots} | session_actions(shown, request.user)
    return render(request, "training/sessions/session.html", context)
