"""What the trainer or the team notes: who is absent, who left early, whose sheet of paper is signed."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from members.domain.moves import NotAllowed, Refused
from members.models import User
from training.domain.attendance.signing import begin
from training.domain.attendance.window import opens_at
from training.models import Attendance, Evidence, Registration, Session, Slot, TrainerSignature

State = Attendance.State
# Whose presence is noted: those who hold a place, until the session is closed.
NOTED = (
    Registration.State.REQUESTED, Registration.State.CONFIRMED, Registration.State.ATTENDING,
    Registration.State.COMPLETED, Registration.State.ABANDONED, Registration.State.NO_SHOW,
)  # fmt: skip


@dataclass(frozen=True)
class Noted:
    """What is noted of one person for a half-day."""

    state: str
    minutes: int
    reason: str = ""


@transaction.atomic
def note_attendance(slot: Slot, noted: dict[int, Noted], *, by: User, paper: bool = False) -> int:
    """Write what is noted, by registration; how many rows changed. All or nothing.

    A presence that was signed is changed only with a reason, which is kept with it, and its signature stays. With
    `paper`, presences are proved by the sheet that was signed. Raises NotAllowed and Refused.
    """
    slot = Slot.objects.select_related("session").get(pk=slot.pk)
    if not by.has_perm("training.lead_session", slot.session):
        raise NotAllowed
    # The session is held: two people who note at once write one after the other.
    session = Session.objects.select_for_update(of=("self",)).get(pk=slot.session_id)
    if session.state in (*Session.CALLED_OFF, Session.State.CLOSED):
        raise Refused(f"Cette session est {session.get_state_display()} : les présences ne changent plus.")
    if timezone.now() < opens_at(slot):
        raise Refused("Cette demi-journée n'a pas commencé : les présences se notent à partir de son début.")
    places = Registration.objects.select_for_update(of=("self",)).filter(session=session, pk__in=noted, state__in=NOTED)
    # Places are held before their rows are read: somebody who signs meanwhile is waited for, and their row is seen.
    held = list(places.select_related("trainee").order_by("pk"))
    kept = {row.registration_id: row for row in Attendance.objects.filter(slot=slot, registration__in=noted)}
    changed = 0
    for place in held:
        changed += _note(slot, place, kept.get(place.pk), noted[place.pk], by, paper)
    if paper:
        _sign_for_trainers(slot)
    return changed


def _sign_for_trainers(slot: Slot) -> None:
    """The sheet of paper bears the signature of those who led the half-day, whether they have an account or not."""
    unsigned = slot.trainers.exclude(signatures__slot=slot)
    TrainerSignature.objects.bulk_create(
        TrainerSignature(slot=slot, trainer=one, method=Evidence.Method.PAPER, signed_at=timezone.now())
        for one in unsigned
    )


def _note(slot: Slot, place: Registration, row: Attendance | None, told: Noted, by: User, paper: bool) -> int:
    if told.state not in State.values:
        raise Refused("Cette présence n'existe pas.")
    present = told.state == State.PRESENT
    minutes = told.minutes if present else 0
    if present and not 0 < minutes <= slot.minutes:
        raise Refused(
            f"{place.trainee} : la demi-journée dure {slot.minutes} minutes, on en suit de 1 à {slot.minutes}."
        )
    proves = paper and present and (row is None or row.signed_at is None)
    if row and (row.state, row.minutes) == (told.state, minutes) and not proves:
        return 0
    if row and row.signed_at and not told.reason.strip():
        raise Refused(f"{place.trainee} a signé cette demi-journée : écrivez pourquoi sa présence change.")
    row = row or Attendance(slot=slot, registration=place)
    row.state, row.minutes = told.state, minutes
    row.recorded_by, row.recorded_at = by, timezone.now()
    row.correction_reason = told.reason.strip()[:300]
    if not present:
        # Somebody absent has signed nothing: what was signed by mistake is in the history, without the drawing.
        row.method, row.signed_at, row.drawing, row.sha256 = "", None, "", ""
        row.ip_address, row.device = None, ""
    elif proves:
        row.method, row.signed_at = Evidence.Method.PAPER, timezone.now()
    row.save()
    if present:
        begin(place)
    return 1
