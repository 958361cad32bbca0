"""The steps of a session, and how one is held while something changes in it."""

from members.domain.moves import Step, held
from members.models import User
from training.domain.team import require_team
from training.models import Session

State = Session.State

STEPS = {
    "open": Step((State.DRAFT,), State.OPEN, "les inscriptions sont déjà ouvertes, ou ne s'ouvrent plus"),
    "confirm": Step((State.OPEN,), State.CONFIRMED, "seule une session ouverte aux inscriptions se confirme"),
    "start": Step((State.CONFIRMED,), State.RUNNING, "seule une session confirmée commence"),
    "close": Step((State.COMPLETED,), State.CLOSED, "une session se clôt quand elle est terminée, présences connues"),
    "postpone": Step(
        (*Session.REGISTERING, State.RUNNING), State.POSTPONED, "seule une session annoncée, où personne n'est venu, se reporte"
    ),
    "cancel": Step((*Session.AHEAD, State.RUNNING), State.CANCELLED, "une session commencée, close ou déjà annulée ne s'annule pas"),
}  # fmt: skip
CHANGE = Step((*Session.AHEAD, State.RUNNING), "", "elle ne se modifie plus")
REGISTER = Step(Session.REGISTERING, "", "les inscriptions ne sont pas ouvertes")


def held_by(session: Session, step: Step, *, by: User | None) -> Session:
    """The session locked, for the training team or the system. Raises NotAllowed and WrongState."""
    require_team(by)
    return held(session, step)
