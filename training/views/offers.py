"""Another session is offered: accepted or given up, logged in or by the link of the mail."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render

from members.domain.moves import Refused
from training.domain.sessions import calling_off
from training.domain.sessions.seats import seats_left
from training.models import Order, Registration
from training.views.orders import RELATED, seen_order

# By the name of the button.
ANSWERS = {
    "accept": (calling_off.accept_offer, "Merci : vos inscriptions passent à la session proposée."),
    "decline": (calling_off.decline_offer, "C'est noté : votre commande est annulée."),
}


def order_offer(request, pk):
    """Answer from the page of the order; asked by GET, it leads there."""
    shown = seen_order(request, pk, acts=True)
    act, told = ANSWERS.get(request.POST.get("answer", ""), (None, ""))
    if act is not None:
        try:
            act(shown, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, told)
    return redirect(shown)


@login_not_required
def offer(request, token):
    """Opening the link does nothing: mail readers open links by themselves. A button answers."""
    shown = get_object_or_404(Order.objects.select_related(*RELATED), token=token)
    status = HTTPStatus.OK
    act, told = ANSWERS.get(request.POST.get("answer", ""), (None, ""))
    if act is not None:
        try:
            act(shown)
        except Refused as refused:
            messages.error(request, str(refused))
            status = HTTPStatus.CONFLICT
        else:
            messages.success(request, told)
            return redirect("training:offer", token)
    places = shown.registrations.exclude(state=Registration.State.CANCELLED).select_related("trainee").order_by("pk")
    awaits = calling_off.awaits_answer(shown)
    context = {
        "order": shown, "session": shown.session, "places": places, "awaits": awaits,
        "offered": shown.session.replaced_by, "left": seats_left(shown.session.replaced_by) if awaits else 0,
    }  # fmt: skip
    return as_key(render(request, "training/orders/offer.html", context, status=status))


def as_key(response):
    """The link is a key: it goes to no other site, no robot keeps the page, nor does anything on the way."""
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response
