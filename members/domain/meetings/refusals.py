"""What a general meeting refuses, in French, and how a meeting is held while something changes in it."""

from members.models import GeneralMeeting, RollEntry, User

State = GeneralMeeting.State
# Each step: the states from which it is taken, and what cannot be done in the others.
STEPS = {
    "change": ((State.PREPARED, State.ROLL_FROZEN), "elle ne peut plus être modifiée"),
    "discard": ((State.PREPARED,), "elle ne peut plus être supprimée"),
    "freeze": ((State.PREPARED,), "sa liste ne peut pas être figée"),
    "release": ((State.ROLL_FROZEN,), "sa liste ne peut pas être défaite"),
    "convene": ((State.ROLL_FROZEN,), "elle ne peut pas être convoquée"),
    "open": ((State.ROLL_FROZEN,), "elle ne peut pas être ouverte"),
    "proxy": ((State.ROLL_FROZEN, State.OPEN), "un pouvoir ne peut y être ni donné ni repris"),
    "own_proxy": ((State.ROLL_FROZEN,), "les pouvoirs ne se donnent et ne se reprennent plus qu'à l'accueil"),
    "presence": ((State.OPEN,), "les présences ne peuvent pas y être notées"),
    "vote": ((State.OPEN,), "un résultat ne peut pas y être noté"),
    "second_call": ((State.OPEN,), "elle ne peut pas être convoquée une deuxième fois"),
    "close": ((State.OPEN,), "elle ne peut pas être close"),
}


class MeetingRefused(Exception):
    """What was asked cannot be done; the message says why."""


class NotAllowed(MeetingRefused):
    def __init__(self):
        super().__init__("Vous n'avez pas le droit de faire cela pour cette assemblée.")


class WrongState(MeetingRefused):
    """The meeting is not in a state from which this step is taken; it may have been taken already."""

    def __init__(self, meeting: GeneralMeeting, step: str):
        word = meeting.get_state_display()
        super().__init__(f"Cette assemblée est « {word} » : {STEPS[step][1]}.")


class ChangedMeanwhile(MeetingRefused):
    """Somebody has written since the page was read; `current` is the meeting as it stands."""

    def __init__(self, current: GeneralMeeting):
        super().__init__(
            "Cette assemblée a été modifiée entre-temps. Votre saisie, ci-dessous, n'est pas encore enregistrée : "
            "comparez-la avec la page de l'assemblée, puis enregistrez ce qui doit rester."
        )
        self.current = current


class ProxyRefused(MeetingRefused):
    """A proxy that the rules of the meeting do not allow."""


class QuorumNotMet(MeetingRefused):
    def __init__(self, shown: str, wanted: str):
        super().__init__(
            f"Le quorum n'est pas atteint : {shown} % des voix sont présentes ou représentées, il en faut {wanted} %."
        )


def held(meeting: GeneralMeeting, step: str, *, by: User, may: str = "manage_meetings") -> GeneralMeeting:
    """The meeting as it stands, locked until the transaction ends. Raises NotAllowed and WrongState."""
    if not by.has_perm(f"members.{may}", meeting):
        raise NotAllowed
    return locked(meeting.pk, step)


def locked(number: int, step: str) -> GeneralMeeting:
    """The meeting of this number, locked until the transaction ends, once who asks is known. Raises WrongState."""
    meeting = GeneralMeeting.objects.select_for_update(of=("self",)).filter(pk=number).first()
    if meeting is None:
        raise MeetingRefused("Cette assemblée a été supprimée entre-temps.")
    if meeting.state not in STEPS[step][0]:
        raise WrongState(meeting, step)
    return meeting


def again(entry: RollEntry) -> RollEntry:
    """An entry as it stands now that its meeting is locked."""
    found = RollEntry.objects.filter(pk=entry.pk).first()
    if found is None:
        raise MeetingRefused("Cette structure n'est plus sur la liste : elle a été défaite entre-temps.")
    return found
