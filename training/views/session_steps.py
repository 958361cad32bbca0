"""A session goes one step further, or is called off."""

from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone

from members.domain.moves import Refused
from training.domain.sessions import calling_off, life
from training.domain.sessions.seats import seats_left
from training.domain.sessions.steps import STEPS
from training.forms.sessions import CallOffForm
from training.views.sessions import may_run, seen_session

# What the team does by the name of its button, and what is said once it is done.
MOVES = {
    "open": (life.open_session, "Les inscriptions sont ouvertes."),
    "confirm": (life.confirm_session, "La session est confirmée : les inscrits et les formateurs sont prévenus."),
    "close": (life.close_session, "La session est close."),
}


@may_run
def session_step(request, pk):
    """One step, at the press of a button; asked by GET, it leads back to the session."""
    shown = seen_session(request, pk)
    act, told = MOVES.get(request.POST.get("step", ""), (None, ""))
    if act is not None:
        try:
            act(shown, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, told)
    return redirect(shown)


@may_run
def session_call_off(request, pk):
    """Put the session off or cancel it, with what that does written before the button."""
    shown = seen_session(request, pk)
    if shown.state not in STEPS["cancel"].states:
        messages.error(request, f"La session est « {shown.get_state_display()} » : {STEPS['cancel'].cannot}.")
        return redirect(shown)
    offers = calling_off.possible_offers(shown, timezone.localdate()).order_by("starts_on", "pk")
    form = CallOffForm(
        request.POST or None, offers=offers, postponable=shown.state in STEPS["postpone"].states
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if data["what"] == CallOffForm.POSTPONE:
                calling_off.postpone(
                    shown, reason=data["reason"], by=request.user, starts_on=data["starts_on"], offered=data["offered"]
                )
            else:
                calling_off.cancel_session(shown, reason=data["reason"], by=request.user, offered=data["offered"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "C'est fait : structures, stagiaires et formateurs sont prévenus.")
            return redirect(shown)
    context = {
        "session": shown, "form": form, "orders": shown.orders.exclude(state="cancelled").count(),
        "seated": shown.registrations.seated().count(),
        "offers": [(one, seats_left(one)) for one in offers],
    }  # fmt: skip
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "training/sessions/call_off.html", context, status=status)
