"""How registrations and sessions end: followed, given up, never come."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from members.domain.moves import NotAllowed, Refused, Step, held, moved, reasoned
from members.domain.numbers import dated_number
from members.models import User
from training.domain.attendance.following import unknown_presences
from training.domain.attendance.paper import attendance_content
from training.domain.attendance.window import opens_at
from training.domain.series import DOCUMENTS
from training.models import Attendance, Registration, Session, TrainingDocument

State = Registration.State
COMPLETE = Step((Session.State.RUNNING,), Session.State.COMPLETED, "elle ne se termine pas")
SETTLED = (State.REQUESTED, State.CONFIRMED, State.ATTENDING)


@transaction.atomic
def finish_session(session: Session, *, by: User) -> Session:
    """The session is over: each half-day is known for everyone, and each person's end follows. Raises NotAllowed and Refused.

    Who came is "completed", who never came "no show"; who gave up already is left as noted. The attendance sheet is frozen.
    """
    if not by.has_perm("training.lead_session", session):
        raise NotAllowed
    found = held(session, COMPLETE)
    if found.ends_on > timezone.localdate():
        raise Refused(f"La session dure jusqu'au {found.ends_on:%d/%m/%Y} : elle se termine ce jour-là.")
    now = timezone.now()
    coming = next((slot for slot in found.slots.order_by("-day", "-starts_at") if opens_at(slot) > now), None)
    if coming:
        raise Refused(f"La demi-journée du {coming} n'a pas commencé : la session se termine après elle.")
    unknown = unknown_presences(found, now)
    if unknown:
        raise Refused("Des présences ne sont pas notées : " + " ; ".join(unknown[:5]) + ".")
    came = set(Attendance.objects.present().filter(slot__session=found).values_list("registration", flat=True))
    for place in found.registrations.filter(state__in=SETTLED).select_for_update(of=("self",)):
        place.state = State.COMPLETED if place.pk in came else State.NO_SHOW
        place.save()
    found = moved(found, COMPLETE)
    number, today = dated_number(DOCUMENTS[TrainingDocument.Kind.ATTENDANCE])
    TrainingDocument.objects.create(
        kind=TrainingDocument.Kind.ATTENDANCE, number=number, session=found, issued_on=today, issued_by=by,
        content=attendance_content(found),
    )  # fmt: skip
    return found


@transaction.atomic
def note_abandonment(place: Registration, *, on: date, reason: str, by: User) -> Registration:
    """Somebody gave up after they began: the hours followed count, nothing after that day is expected. Raises Refused."""
    reason = reasoned(reason, "Un abandon")
    found = Registration.objects.select_for_update(of=("self",)).select_related("session").get(pk=place.pk)
    if not by.has_perm("training.lead_session", found.session):
        raise NotAllowed
    if found.state != State.ATTENDING:
        raise Refused(f"Cette inscription est « {found.get_state_display()} » : on abandonne une formation commencée.")
    if not found.session.starts_on <= on <= min(found.session.ends_on, timezone.localdate()):
        raise Refused("Le jour de l'abandon est un jour passé de la session.")
    if Attendance.objects.present().filter(registration=found, slot__day__gt=on).exists():
        raise Refused("Cette personne était là après ce jour.")
    found.state, found.ended_on, found.end_reason = State.ABANDONED, on, reason[:300]
    found.save()
    return found


@transaction.atomic
def undo_abandonment(place: Registration, *, by: User) -> Registration:
    """The person came back, or it was a mistake. Raises Refused once the session is over."""
    found = Registration.objects.select_for_update(of=("self",)).select_related("session").get(pk=place.pk)
    if not by.has_perm("training.lead_session", found.session):
        raise NotAllowed
    if found.state != State.ABANDONED or found.session.state != Session.State.RUNNING:
        raise Refused("Cet abandon ne se défait plus : la session est terminée.")
    found.state, found.ended_on, found.end_reason = State.ATTENDING, None, ""
    found.save()
    return found
