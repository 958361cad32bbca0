"""What an official answers to the summons of a jury, from their desk."""

from django.db import transaction
from django.utils import timezone

from certification.domain.moves import CertificationRefused, NotAllowed
from certification.models import Jury, Seat
from members.models import User

ANSWERED = (Jury.State.CONVENED, Jury.State.CONFIRMED)


@transaction.atomic
def answer_summons(seat: Seat, answer: str, *, by: User) -> Seat:
    """Say that one comes or not, until the day of the jury; one may change one's mind."""
    # The jury is held first, as whoever confirms or cancels it does.
    jury = Jury.objects.select_for_update(of=("self",)).get(pk=seat.jury_id)
    seat = Seat.objects.select_related("official").filter(pk=seat.pk).first()
    if seat is None:
        raise CertificationRefused("Vous n'êtes plus appelé à ce jury.")
    if seat.official.user_id != by.pk:
        raise NotAllowed
    if answer not in {Seat.Answer.ACCEPTED, Seat.Answer.DECLINED}:
        raise CertificationRefused("Répondez par oui ou par non.")
    if jury.state not in ANSWERED:
        raise CertificationRefused(f"Ce jury est « {jury.get_state_display()} » : il n'attend pas de réponse.")
    if jury.held_on < timezone.localdate():
        raise CertificationRefused("La date de ce jury est passée.")
    seat.answer, seat.answered_at = answer, timezone.now()
    seat.save(update_fields=["answer", "answered_at"])
    return seat


def seats_of(official, today):
    """The seats of an official on juries to come that are convened, then those of the last year, the nearest first."""
    seats = official.seats.select_related("jury__certification").exclude(jury__state__in=["draft", "cancelled"])
    coming = seats.filter(jury__held_on__gte=today).order_by("jury__held_on", "pk")
    past = seats.filter(jury__held_on__lt=today).order_by("-jury__held_on", "-pk")
    return coming, past
