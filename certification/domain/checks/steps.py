"""The steps of a check, who takes them, and how it is held while something changes in it."""

from certification.models import AccreditationCheck
from members.domain.moves import NotAllowed, Step, held
from members.models import User

State = AccreditationCheck.State
WRITTEN = (State.ANNOUNCED, State.CARRIED_OUT)
REPORTED = (State.REPORT_SENT, State.OBSERVATIONS)

# Each step with who takes it.
STEPS: dict[str, tuple[str, Step]] = {
    "change": ("run_certification", Step((State.PLANNED, State.ANNOUNCED), "", "sa date et son contrôleur ne changent plus")),
    "announce": ("run_certification", Step((State.PLANNED,), State.ANNOUNCED, "il ne peut pas être annoncé")),
    "cancel": ("run_certification", Step((State.PLANNED, State.ANNOUNCED), State.CANCELLED, "il ne peut plus être annulé")),
    "carry_out": ("make_check", Step((State.ANNOUNCED,), State.CARRIED_OUT, "il ne peut pas être noté comme effectué")),
    "write": ("make_check", Step(WRITTEN, "", "ses constats ne peuvent pas être écrits")),
    "send_report": ("make_check", Step((State.CARRIED_OUT,), State.REPORT_SENT, "son rapport ne peut pas être envoyé")),
    "observe": ("answer_check", Step((State.REPORT_SENT,), State.OBSERVATIONS, "il n'attend pas d'observations")),
    "ask_actions": ("run_certification", Step(REPORTED, State.ACTION_PLAN, "un plan d'action ne peut pas être demandé")),
    "answer": ("answer_check", Step((State.ACTION_PLAN,), "", "il n'attend pas de réponse aux écarts")),
    "verify": ("make_check", Step((State.ACTION_PLAN,), State.VERIFIED, "ses actions ne peuvent pas être dites vérifiées")),
    "lift": ("make_check", Step((State.ACTION_PLAN,), "", "ses écarts ne peuvent pas être levés")),
    "close": ("run_certification", Step((*REPORTED, State.VERIFIED), State.CLOSED, "il ne peut pas être clos")),
    "escalate": (
        "run_certification",
        Step((*REPORTED, State.ACTION_PLAN), State.ESCALATED, "une suite ne peut pas être demandée au comité"),
    ),
}  # fmt: skip


def allowed(user: User, step: str, check: AccreditationCheck) -> bool:
    """Whether a person may take a step, whatever the state of the check."""
    may, _ = STEPS[step]
    return user.has_perm(f"certification.{may}", check)


def takes_part(user: User, check: AccreditationCheck) -> bool:
    """Whether a person takes some of the steps of a check: its controller, its structure's managers, the team."""
    return any(user.has_perm(f"certification.{may}", check) for may in ("make_check", "answer_check"))


def steps_of(user: User, check: AccreditationCheck) -> set[str]:
    """The steps that a person may take now."""
    return {name for name, (_, step) in STEPS.items() if check.state in step.states and allowed(user, name, check)}


def take(check: AccreditationCheck, name: str, *, by: User) -> tuple[AccreditationCheck, Step]:
    """The check as it stands, locked until the transaction ends, and the step. Raises NotAllowed and WrongState."""
    step = STEPS[name][1]
    if not allowed(by, name, check):
        raise NotAllowed
    found = held(check, step)
    # Its controller may have changed since the page was read.
    if not allowed(by, name, found):
        raise NotAllowed
    return found, step
