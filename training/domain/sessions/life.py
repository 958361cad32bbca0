"""A session is opened to registrations, confirmed, begins, and is closed."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from members.domain.moves import Refused, WrongState, moved
from members.models import User
from training.domain.interests import tell_interested
from training.domain.sessions.steps import STEPS, held_by
from training.domain.sessions.telling import tell_confirmed, tell_not_seated
from training.models import CourseVersion, Registration, Session


@transaction.atomic
def open_session(session: Session, *, by: User) -> Session:
    """Announce the session: it has half-days, a place, and has not begun; who waits for it in its region is told.

    Raises NotAllowed, WrongState and Refused.
    """
    found = held_by(session, STEPS["open"], by=by)
    if found.starts_on <= timezone.localdate():
        raise Refused("Le premier jour est passé : changez les dates, puis ouvrez les inscriptions.")
    if not found.slots.exists():
        raise Refused("La session n'a pas de demi-journée : écrivez-les, puis ouvrez les inscriptions.")
    if found.modality != CourseVersion.Modality.REMOTE and not found.city:
        raise Refused("Le lieu manque : indiquez au moins la commune, puis ouvrez les inscriptions.")
    found = moved(found, STEPS["open"])
    tell_interested(found)
    return found


@transaction.atomic
def confirm_session(session: Session, *, by: User) -> Session:
    """The session takes place: every half-day has a trainer; those who come, and trainers, are told.

    Raises NotAllowed, WrongState and Refused.
    """
    found = held_by(session, STEPS["confirm"], by=by)
    if not found.registrations.seated().exists():
        raise Refused("Personne n'est inscrit : la session ne peut pas être confirmée.")
    alone = found.slots.filter(trainers=None).order_by("day", "starts_at").first()
    if alone or not found.slots.exists():
        raise Refused(f"Une demi-journée n'a pas de formateur : {alone}." if alone else "Aucune demi-journée.")
    found = moved(found, STEPS["confirm"])
    tell_confirmed(found)
    return found


def start_due(today: date) -> int:
    """Begin the confirmed sessions whose first day has come; how many. The waiting list ends there, and is told."""
    started = 0
    for session in Session.objects.filter(state=Session.State.CONFIRMED, starts_on__lte=today).order_by("pk"):
        try:
            _start(session)
        except WrongState:
            # Called off by somebody in between.
            continue
        started += 1
    return started


@transaction.atomic
def close_session(session: Session, *, by: User) -> Session:
    """Nothing more is expected of a completed session. Raises NotAllowed and WrongState."""
    return moved(held_by(session, STEPS["close"], by=by), STEPS["close"])


@transaction.atomic
def _start(session: Session) -> None:
    found = moved(held_by(session, STEPS["start"], by=None), STEPS["start"])
    waiting = list(found.registrations.filter(state=Registration.State.WAITING).select_related("trainee", "order"))
    for one in waiting:
        one.state, one.end_reason = Registration.State.CANCELLED, "Aucune place ne s'est libérée."
        one.save()
    tell_not_seated(found, waiting)
