"""The desk of an official: their juries, their checks, the days on which they cannot come, their papers."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from certification.domain.checks.steps import State
from certification.domain.officials import summons
from certification.models import AccreditationCheck, Jury, Seat
from certification.views.officials import file_of
from members.domain.moves import Refused

DONE = (State.CLOSED, State.CANCELLED, State.ESCALATED)


def my_desk(request):
    """What waits for the person, then their file; not found for whoever is no official."""
    official = getattr(request.user, "official", None)
    if official is None:
        raise Http404
    today = timezone.localdate()
    coming, past = summons.seats_of(official, today)
    checks = AccreditationCheck.objects.filter(controller=official).select_related(
        "accreditation__organisation", "accreditation__certification"
    )
    context = file_of(official, request.user) | {
        "coming": coming,
        "past": past[:10],
        "checks": checks.exclude(state__in=DONE).order_by("planned_on", "pk"),
        "visits": official.support_visits.select_related("organisation")[:10],
        "answered": Jury.SUMMONED,
    }
    return render(request, "certification/officials/desk.html", context)


def answer_summons(request, pk):
    """Come to a jury, or not."""
    seat = get_object_or_404(Seat.objects.select_related("official"), pk=pk, official__user=request.user)
    if request.method == "POST":
        try:
            seat = summons.answer_summons(seat, request.POST.get("answer", ""), by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"Votre réponse est notée : {seat.get_answer_display()}.")
    return redirect("certification:my_desk")
