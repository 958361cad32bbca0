"""What an official answers to the summons of a jury, from their desk."""

from certification.domain.juries import convening
from certification.models import Seat
from members.domain.moves import NotAllowed, Refused
from members.models import User

ANSWERS = {Seat.Answer.ACCEPTED: True, Seat.Answer.DECLINED: False}


def answer_summons(seat: Seat, answer: str, *, by: User) -> Seat:
    """Say that one comes or not, as by the link of the mail, for oneself alone. Raises Refused."""
    if seat.official.user_id != by.pk:
        raise NotAllowed
    if answer not in ANSWERS:
        raise Refused("Répondez par oui ou par non.")
    return convening.answer_summons(seat, comes=ANSWERS[answer])


def seats_of(official, today):
    """The seats of an official on juries to come that are convened, then those of the last year, the nearest first."""
    seats = official.seats.select_related("jury__certification").exclude(jury__state__in=["draft", "cancelled"])
    coming = seats.filter(jury__held_on__gte=today).order_by("jury__held_on", "pk")
    past = seats.filter(jury__held_on__lt=today).order_by("-jury__held_on", "-pk")
    return coming, past
