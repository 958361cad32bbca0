"""The steps of an enrolment up to its summons, and how one is held while something changes in it."""

from certification.models import Enrolment
from members.domain.moves import NotAllowed, Step, held
from members.models import User

State = Enrolment.State
# Until a summons, its file may be corrected by the structure.
OPEN_TO_CHANGES = (*Enrolment.BEFORE_SUMMONS, State.EXCUSED, State.PARTIAL, State.FAILED)
# While a candidate prepares, what they learn is evaluated.
EVALUATED = (State.IN_PATH, State.READY)

STEPS = {
    "register": Step((State.DRAFT,), State.REGISTERED, "l'inscription est déjà faite"),
    "start": Step((State.REGISTERED,), State.IN_PATH, "le parcours ne peut pas commencer"),
    "ready": Step((State.IN_PATH,), State.READY, "la personne ne peut pas être dite prête pour un jury"),
    "summon": Step((State.READY,), State.SUMMONED, "la personne ne peut pas être convoquée"),
    "release": Step((State.SUMMONED,), State.READY, "il n'y a pas de convocation à retirer"),
    "excuse": Step((State.EXCUSED,), State.READY, "il n'y a pas d'absence excusée à reprendre"),
    "resume": Step((State.PARTIAL, State.FAILED), State.IN_PATH, "le parcours ne peut pas reprendre"),
    "withdraw": Step(Enrolment.BEFORE_SUMMONS, State.WITHDRAWN, "le parcours ne peut plus être arrêté"),
}
CHANGE = Step(OPEN_TO_CHANGES, "", "sa fiche ne peut plus être modifiée par la structure")
EVALUATE = Step(EVALUATED, "", "une évaluation ne peut pas y être écrite")


def held_by(enrolment: Enrolment, step: Step, *, by: User) -> Enrolment:
    """The enrolment locked, for who presents its candidates. Raises NotAllowed and WrongState."""
    if not by.has_perm("certification.present_candidates", enrolment.organisation):
        raise NotAllowed
    return held(enrolment, step)
