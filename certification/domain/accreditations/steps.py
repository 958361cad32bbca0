"""The steps of an accreditation: who takes each, from which states it leaves and where it leads."""

from certification.models import Accreditation
from members.domain.moves import NotAllowed, Refused, Step, held
from members.models import User

State = Accreditation.State

STRUCTURE, TEAM = "certification.present_candidates", "certification.run_certification"
_STANDS = "seul un agrément en cours peut l'être"

# Who takes the step, then the step. Those that lead nowhere write within a state; the decision leads where it says.
STEPS: dict[str, tuple[str, Step]] = {
    "write": (STRUCTURE, Step((State.DRAFT, State.INCOMPLETE), "", "la structure n'y écrit plus")),
    "discard": (STRUCTURE, Step((State.DRAFT,), "", "seule une demande en préparation s'abandonne")),
    "submit": (STRUCTURE, Step((State.DRAFT, State.INCOMPLETE), State.SUBMITTED, "il est déjà déposé")),
    "examine_piece": (TEAM, Step((State.SUBMITTED,), "", "ses pièces ne s'examinent pas maintenant")),
    "ask_more": (TEAM, Step((State.SUBMITTED,), State.INCOMPLETE, "un complément ne se demande pas maintenant")),
    "begin_review": (TEAM, Step((State.SUBMITTED,), State.IN_REVIEW, "son étude ne peut pas commencer")),
    "assign": (TEAM, Step((State.IN_REVIEW,), "", "il n'est pas à l'étude")),
    "give_opinion": (TEAM, Step((State.IN_REVIEW,), State.COMMITTEE, "il n'est pas à l'étude")),
    "decide": (TEAM, Step((State.COMMITTEE,), "", "le comité n'en est pas saisi")),
    "amend": (TEAM, Step(Accreditation.GRANTED, "", _STANDS)),
    "suspend": (TEAM, Step(Accreditation.GRANTED, State.SUSPENDED, _STANDS)),
    "restore": (TEAM, Step((State.SUSPENDED,), State.GRANTED, "seul un agrément suspendu se rétablit")),
    "withdraw": (TEAM, Step((State.SUSPENDED,), State.WITHDRAWN, "un agrément est suspendu avant d'être retiré")),
    "resign": (STRUCTURE, Step(Accreditation.GRANTED, State.RESIGNED, _STANDS)),
    "renew": (STRUCTURE, Step(Accreditation.GRANTED, "", _STANDS)),
    "expire": ("", Step(Accreditation.GRANTED, State.EXPIRED, _STANDS)),
}


def may_take(user: User, step: str, accreditation: Accreditation) -> bool:
    """Whether this person is of those who take the step, in whatever state the accreditation is."""
    who = STEPS[step][0]
    return user.has_perm(who, accreditation.organisation) if who == STRUCTURE else user.has_perm(who)


def steps_of(user: User, accreditation: Accreditation) -> set[str]:
    """What this person may do with the accreditation now."""
    return {
        name
        for name, (who, step) in STEPS.items()
        if who and accreditation.state in step.states and may_take(user, name, accreditation)
    }


def taken(accreditation: Accreditation, step: str, *, by: User | None) -> Accreditation:
    """The accreditation as it stands, locked for this step; `by` None is the system. Raises NotAllowed, WrongState."""
    if by is not None and not may_take(by, step, accreditation):
        raise NotAllowed
    return held(accreditation, STEPS[step][1])


def leads(step: str) -> Step:
    return STEPS[step][1]


class NotImpartial(Refused):
    """Who would take this step is tied with the structure, or had another part in the same accreditation."""
