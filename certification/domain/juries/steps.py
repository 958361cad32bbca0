"""The steps of a jury up to its confirmation, and how one is held while something changes in it."""

from certification.models import Jury
from members.domain.moves import NotAllowed, Step, held
from members.models import User

State = Jury.State

STEPS = {
    "convene": Step((State.DRAFT,), State.CONVENED, "les convocations sont déjà parties, ou ne partiront plus"),
    "confirm": Step((State.CONVENED,), State.CONFIRMED, "il ne peut pas être confirmé"),
    "cancel": Step(Jury.BEFORE, State.CANCELLED, "il ne peut plus être annulé"),
}
# What is prepared: candidates until the summons leave, seats until the day itself.
PREPARE = Step((State.DRAFT,), "", "ses candidats et sa date ne changent plus : annulez-le et préparez-en un autre")
ARRANGE = Step(Jury.BEFORE, "", "sa composition ne change plus")


def held_by(jury: Jury, step: Step, *, by: User) -> Jury:
    """The jury locked, for the certification team. Raises NotAllowed and WrongState."""
    if not by.has_perm("certification.run_certification"):
        raise NotAllowed
    return held(jury, step)
