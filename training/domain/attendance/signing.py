"""Trainees and trainers sign a half-day, once."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from members.domain.moves import Refused
from training.domain.attendance.evidence import Proof, fingerprint
from training.domain.attendance.window import check_open
from training.models import Attendance, Registration, Session, Slot, Trainer, TrainerSignature

State = Registration.State
SIGNING = (State.REQUESTED, State.CONFIRMED, State.ATTENDING)


@transaction.atomic
def sign_presence(slot: Slot, place: Registration, proof: Proof, *, now: datetime | None = None) -> Attendance:
    """A trainee was there for the half-day. Raises Refused outside its time, and to who has signed already."""
    now = now or timezone.now()
    # The first signature begins the session: it is held before the place, as by those who note presences.
    Session.objects.select_for_update().filter(pk=slot.session_id, state__in=Session.REGISTERING).first()
    place = Registration.objects.select_for_update(of=("self",)).select_related("trainee").get(pk=place.pk)
    slot = Slot.objects.select_related("session").get(pk=slot.pk)
    if place.session_id != slot.session_id:
        raise Refused("Cette demi-journée n'est pas de votre session.")
    if place.state not in SIGNING:
        raise Refused(f"Votre inscription est « {place.get_state_display()} » : vous n'avez rien à signer.")
    check_open(slot, now)
    found = Attendance.objects.filter(slot=slot, registration=place).first()
    if found and found.signed_at:
        raise Refused(f"Vous avez déjà signé cette demi-journée, à {timezone.localtime(found.signed_at):%H h %M}.")
    if found and found.state != Attendance.State.PRESENT:
        raise Refused("Votre formateur a noté que vous étiez absent : voyez avec lui, qui peut le corriger.")
    row = found or Attendance(slot=slot, registration=place, state=Attendance.State.PRESENT, minutes=slot.minutes)
    row.method, row.signed_at, row.drawing = proof.method, now, proof.drawing
    row.ip_address, row.device, row.sha256 = proof.ip, proof.device, fingerprint(slot, str(place.trainee))
    row.save()
    begin(place)
    return row


@transaction.atomic
def sign_as_trainer(slot: Slot, trainer: Trainer, proof: Proof, *, now: datetime | None = None) -> TrainerSignature:
    """A trainer led the half-day. Raises Refused outside its time, to another trainer, and to who has signed already."""
    now = now or timezone.now()
    slot = Slot.objects.select_for_update(of=("self",)).select_related("session").get(pk=slot.pk)
    if not slot.trainers.filter(pk=trainer.pk).exists():
        raise Refused("Vous n'animez pas cette demi-journée.")
    check_open(slot, now)
    found = TrainerSignature.objects.filter(slot=slot, trainer=trainer).first()
    if found:
        raise Refused(f"Vous avez déjà signé cette demi-journée, à {timezone.localtime(found.signed_at):%H h %M}.")
    return TrainerSignature.objects.create(
        slot=slot, trainer=trainer, method=proof.method, signed_at=now, drawing=proof.drawing, ip_address=proof.ip,
        device=proof.device, sha256=fingerprint(slot, str(trainer)),
    )  # fmt: skip


def begin(place: Registration) -> None:
    """At the first presence the place is of somebody in training, and the session is running."""
    if place.state in (State.REQUESTED, State.CONFIRMED):
        place.state = State.ATTENDING
        place.save(update_fields=["state"])
    Session.objects.filter(pk=place.session_id, state__in=[Session.State.OPEN, Session.State.CONFIRMED]).update(
        state=Session.State.RUNNING
    )
