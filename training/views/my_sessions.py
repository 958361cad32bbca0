"""The desk of a trainer: their sessions, those that come first."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone

from training.domain.sessions.seats import with_seats
from training.domain.sessions.teaching import sessions_taught
from training.models import Adaptation, Trainer


@permission_required("training.hold_desk", raise_exception=True)
def my_sessions(request):
    """Sessions to come, then those that were held."""
    today = timezone.localdate()
    taught = with_seats(sessions_taught(request.user)).select_related("version", "region")
    coming = taught.filter(ends_on__gte=today).prefetch_related("slots").order_by("starts_on", "pk")
    past = taught.filter(ends_on__lt=today).order_by("-starts_on", "-pk")
    asked = Adaptation.objects.visible_to(request.user).filter(
        registration__session__in=coming.order_by().values("pk"), answered_at=None
    )
    context = {
        "coming": coming, "page": Paginator(past, 20).get_page(request.GET.get("page")), "asked": asked.count(),
        "trainer": Trainer.objects.visible_to(request.user).filter(user=request.user).first(),
    }  # fmt: skip
    return render(request, "training/sessions/mine.html", context)
