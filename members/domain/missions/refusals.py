"""What a delegated mission refuses, in French, and how a mission is held while something changes in it."""

from dataclasses import dataclass

from members.models import DelegatedMission, MissionReport, User

State = DelegatedMission.State
_GOING_ON = (State.AGREED, State.RUNNING, State.SUSPENDED, State.REPORTED)
_BEFORE_THE_END = (State.PROPOSED, *_GOING_ON, State.ACCEPTED)
# Each step: who takes it, the states from which it is taken, and what cannot be done in the others.
STEPS = {
    "change": ("keep_missions", _BEFORE_THE_END, "elle ne peut plus être modifiée"),
    "discard": ("keep_missions", (State.PROPOSED,), "elle ne peut plus être supprimée"),
    "agree": ("agree_mission", (State.PROPOSED,), "elle n'attend plus d'accord"),
    "decline": ("agree_mission", (State.PROPOSED,), "elle ne peut plus être déclinée"),
    "attach": ("agree_mission", _BEFORE_THE_END, "sa convention ne peut plus être déposée"),
    "start": ("keep_missions", (State.AGREED,), "elle ne peut pas commencer"),
    "suspend": ("keep_missions", (State.RUNNING,), "elle ne peut pas être suspendue"),
    "resume": ("keep_missions", (State.SUSPENDED,), "elle ne peut pas reprendre"),
    "terminate": ("keep_missions", _GOING_ON, "elle ne peut pas être résiliée"),
    "close": ("keep_missions", (State.ACCEPTED,), "elle ne peut pas être close avant que son bilan soit accepté"),
    "pay": (
        "keep_missions",
        (State.AGREED, State.RUNNING, State.REPORTED, State.ACCEPTED),
        "un versement ne peut pas y être noté",
    ),
    "deliver": ("report_mission", (State.RUNNING, State.REPORTED), "un livrable ne peut pas y être remis"),
    "write": ("report_mission", (State.RUNNING, State.REPORTED), "ses bilans ne peuvent pas être écrits"),
    "send": ("report_mission", (State.RUNNING, State.REPORTED), "ses bilans ne peuvent pas être remis"),
    "answer": ("keep_missions", (State.RUNNING, State.REPORTED), "ses bilans ne peuvent pas recevoir de réponse"),
}
# The states of a report in which each of its own steps is taken, and what cannot be done in the others.
REPORT_STEPS = {
    "write": (MissionReport.WRITTEN, "il ne peut plus être modifié"),
    "send": (MissionReport.WRITTEN, "il ne peut pas être remis une autre fois"),
    "answer": ((MissionReport.State.SENT,), "il n'attend pas de réponse"),
}


class MissionRefused(Exception):
    """What was asked cannot be done; the message says why."""


class NotAllowed(MissionRefused):
    def __init__(self):
        super().__init__("Vous n'avez pas le droit de faire cela pour cette mission.")


class WrongState(MissionRefused):
    """The mission or the report is not in a state from which this step is taken; it may have been taken already."""


@dataclass(frozen=True)
class Difference:
    """A field that two people have written at the same time."""

    label: str
    theirs: str
    mine: str


class ChangedMeanwhile(MissionRefused):
    """Somebody has written since the page was read; `current` is what is kept, `differences` what it would lose."""

    def __init__(self, current: DelegatedMission | MissionReport, differences: list[Difference] | None = None):
        super().__init__(
            "Une autre personne vient d'enregistrer. Votre saisie n'est pas encore enregistrée : comparez les deux "
            "textes, puis enregistrez ce qui doit rester."
        )
        self.current, self.differences = current, differences or []


def held(mission: DelegatedMission, step: str, *, by: User) -> DelegatedMission:
    """The mission as it stands, locked until the transaction ends. Raises NotAllowed and WrongState."""
    may, states, cannot = STEPS[step]
    if not by.has_perm(f"members.{may}", mission):
        raise NotAllowed
    found = DelegatedMission.objects.select_for_update(of=("self",)).filter(pk=mission.pk).first()
    if found is None:
        raise MissionRefused("Cette mission a été supprimée entre-temps.")
    # Its region may have changed since the page was read.
    if not by.has_perm(f"members.{may}", found):
        raise NotAllowed
    if found.state not in states:
        raise WrongState(f"Cette mission est « {found.get_state_display()} » : {cannot}.")
    return found


def held_report(report: MissionReport, step: str, *, by: User) -> MissionReport:
    """The report as it stands, its mission locked until the transaction ends. Raises NotAllowed and WrongState."""
    mission = held(report.mission, step, by=by)
    found = MissionReport.objects.filter(pk=report.pk, mission=mission).first()
    if found is None:
        raise MissionRefused("Ce bilan n'est plus attendu : il a été retiré entre-temps.")
    found.mission = mission
    states, cannot = REPORT_STEPS[step]
    if found.state not in states:
        raise WrongState(f"Ce bilan est « {found.get_state_display()} » : {cannot}.")
    return found


def reasoned(reason: str, what: str) -> str:
    """The reason given, without blanks at its ends; refused when there is none."""
    if not reason.strip():
        raise MissionRefused(f"{what} a un motif : écrivez-le.")
    return reason.strip()
