"""A member of a jury says whether they come, by the link of their mail, without an account."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render

from certification.domain.juries.convening import TooLate, answer_summons
from certification.models import Jury, Seat
from certification.views.jury import calendar_response

ANSWERS = {"accept": True, "decline": False}


def _seat(token: str) -> Seat:
    seats = Seat.objects.select_related("jury__certification", "jury__host", "official")
    return get_object_or_404(seats, token=token)


@login_not_required
def seat_answer(request, token):
    """Opening the link does nothing: mail readers open links by themselves. A button answers."""
    seat = _seat(token)
    status = HTTPStatus.OK
    comes = ANSWERS.get(request.POST.get("answer", ""))
    if comes is not None:
        try:
            answer_summons(seat, comes=comes)
        except TooLate as late:
            messages.error(request, str(late))
            status = HTTPStatus.CONFLICT
        else:
            messages.success(request, "Merci, votre réponse est enregistrée. Vous pouvez en changer jusqu'au jury.")
            return redirect("certification:seat_answer", token)
    context = {"seat": seat, "jury": seat.jury, "open": seat.jury.state in Jury.SUMMONED}
    response = render(request, "certification/juries/answer.html", context, status=status)
    # The link is a key: it goes to no other site, and no robot keeps the page.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


@login_not_required
def seat_calendar(request, token):
    return calendar_response(_seat(token).jury)
