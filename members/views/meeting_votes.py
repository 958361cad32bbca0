"""Results by resolution, typed by staff while the meeting is open."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render

from members.domain.meetings import voting
from members.domain.meetings.quorum import quorum_of
from members.domain.meetings.refusals import MeetingRefused
from members.meeting_forms import VotesForm
from members.models import GeneralMeeting, Resolution
from members.views.meetings import seen_meeting


def votes(request, pk):
    """A form a resolution, and what each vote has decided."""
    return _page(request, seen_meeting(request, pk, "manage_meetings"))


def resolution_result(request, pk):
    """Record the votes of a resolution, or take them back; refused, the page comes back with what was typed."""
    resolution = get_object_or_404(Resolution.objects.visible_to(request.user).select_related("meeting"), pk=pk)
    if not request.user.has_perm("members.manage_meetings", resolution.meeting):
        raise PermissionDenied
    if request.method != "POST":
        return redirect("members:meeting_votes", resolution.meeting_id)
    form, refused = VotesForm.of(resolution, request.POST), ""
    try:
        if "clear" in request.POST:
            voting.clear_result(resolution, by=request.user)
            messages.success(request, f"Le résultat de la résolution {resolution.number} est effacé.")
            return redirect("members:meeting_votes", resolution.meeting_id)
        if form.is_valid():
            done = voting.record_result(resolution, by=request.user, **form.cleaned_data)
            messages.success(request, f"Résolution {done.number} : {done.get_outcome_display()}.")
            return redirect("members:meeting_votes", resolution.meeting_id)
    except MeetingRefused as refusal:
        refused = str(refusal)
    return _page(request, resolution.meeting, {resolution.pk: form}, refused)


def _page(request, meeting: GeneralMeeting, typed: dict[int, VotesForm] | None = None, refused: str = ""):
    lines = [
        {"resolution": one, "form": (typed or {}).get(one.pk) or VotesForm.of(one)} for one in meeting.resolutions.all()
    ]
    context = {"meeting": meeting, "lines": lines, "quorum": quorum_of(meeting), "refused": refused}
    status = HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
    return render(request, "members/meetings/votes.html", context, status=status)
