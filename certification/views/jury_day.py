"""The day of a jury: who came, its conditions, and the steps that it takes until its results are told."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render

from certification.domain.juries import day, minutes, notifying
from certification.domain.juries.anonymity import shown_candidate
from certification.domain.juries.correcting import reopen
from certification.domain.juries.quorum import conditions_of_day
from certification.domain.juries.sequence import NOTE, REOPEN
from certification.domain.juries.sitting import voting_seat
from certification.forms.jury_day import CorrectionForm, DayForm
from certification.models import Jury, Seat
from members.domain.moves import Refused


def seen_jury(request, pk: int) -> Jury:
    """The jury, for its members and the certification team; structures know that it is held, and read their results."""
    seen = Jury.objects.known_inside_to(request.user).select_related("certification", "region")
    jury = get_object_or_404(seen, pk=pk)
    if not request.user.has_perm("certification.open_jury", jury):
        raise PermissionDenied
    return jury


def jury_day(request, pk):
    """Note who came, and see what the jury still needs in order to deliberate."""
    jury = seen_jury(request, pk)
    if request.method != "POST":
        return _shown(request, jury)
    form = DayForm(request.POST, jury=jury, user=request.user)
    if not form.is_valid():
        return _shown(request, jury, form=form)
    try:
        day.note_day(jury, form.noted(), by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _shown(request, seen_jury(request, pk), form=form)
    messages.success(request, "Les présences sont notées.")
    return redirect("certification:jury_day", pk)


def _shown(request, jury: Jury, **forms):
    user, states = request.user, Jury.State
    seat = voting_seat(jury, user)
    team = user.has_perm("certification.run_certification")
    presides = seat is not None and seat.role == Seat.Role.PRESIDENT
    written = list(jury.minutes.prefetch_related("signatures"))
    places = list(jury.places.select_related("enrolment__candidate", "enrolment__organisation"))
    for place in places:
        place.jury = jury
        place.shown = shown_candidate(place, user)
    notes = jury.state in NOTE.states and (team or seat is not None)
    context = {
        "jury": jury,
        "conditions": conditions_of_day(jury) if jury.state in NOTE.states else [],
        "places": places,
        "minutes": written,
        "last": written[-1] if written else None,
        "undecided": sum(not one.result and one.attendance == "present" for one in places),
        "form": DayForm(jury=jury, user=user) if notes else None,
        "correction_form": CorrectionForm(jury=jury, user=user)
        if written and jury.state in REOPEN.states and (team or (presides and jury.state == states.MINUTES))
        else None,
        "holds": notes and jury.state == states.CONFIRMED,
        "closes": presides and jury.state == states.HELD,
        "notifies": team and jury.state == states.SIGNED,
        "team": team,
    } | forms
    refused = any(form is not None and form.errors for form in forms.values())
    status = HTTPStatus.CONFLICT if refused else HTTPStatus.OK
    return render(request, "certification/juries/day.html", context, status=status)


def _hold(jury: Jury, user) -> str:
    day.hold(jury, by=user)
    return "La délibération est ouverte."


def _close(jury: Jury, user) -> str:
    written = minutes.close_deliberation(jury, by=user)
    return f"Le procès-verbal {written.number} est écrit : chaque membre présent le signe."


def _notify(jury: Jury, user) -> str:
    mails = notifying.notify(jury, by=user)
    return f"Les résultats sont notifiés. Messages préparés : {mails}."


STEPS = {"hold": _hold, "close": _close, "notify": _notify}


def day_step(request, pk):
    """A jury goes one step further, at the press of a button."""
    jury = seen_jury(request, pk)
    take = STEPS.get(request.POST.get("step", ""))
    if request.method == "POST" and take:
        try:
            messages.success(request, take(jury, request.user))
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect("certification:jury_day", pk)


def correct_minutes(request, pk):
    """Open a correction of the minutes: its reason, and the decisions that it takes up again."""
    jury = seen_jury(request, pk)
    if request.method != "POST":
        return redirect("certification:jury_day", pk)
    form = CorrectionForm(request.POST, jury=jury, user=request.user)
    if not form.is_valid():
        return _shown(request, jury, correction_form=form)
    try:
        reopen(jury, form.cleaned_data["places"], reason=form.cleaned_data["reason"], by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _shown(request, seen_jury(request, pk), correction_form=form)
    messages.success(request, "La correction est ouverte : le jury délibère, puis signe un nouveau procès-verbal.")
    return redirect("certification:jury_day", pk)
