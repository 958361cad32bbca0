"""Preparing a meeting: its rules, its place and day, its agenda."""

from collections.abc import Iterable

from django.db import transaction

from members.domain.meetings.refusals import ChangedMeanwhile, MeetingRefused, NotAllowed, State, held
from members.models import GeneralMeeting, Resolution, User


def create_meeting(*, by: User, **fields) -> GeneralMeeting:
    """A meeting in preparation, with an empty agenda. Raises NotAllowed."""
    if not by.has_perm("members.manage_meetings"):
        raise NotAllowed
    return GeneralMeeting.objects.create(**fields)


@transaction.atomic
def change_meeting(
    meeting: GeneralMeeting,
    *,
    by: User,
    read_at: str = "",
    agenda: Iterable[Resolution] | None = None,
    **fields,
) -> GeneralMeeting:
    """Write the fields of a meeting that is not open yet, and its agenda; once the roll is frozen, its rules stay.

    `read_at`, the moment of the version that was read, has a change made meanwhile by somebody else refused.
    Raises ChangedMeanwhile.
    """
    meeting = held(meeting, "change", by=by)
    if read_at and read_at != meeting.updated_at.isoformat():
        raise ChangedMeanwhile(meeting)
    changed = {name for name, value in fields.items() if getattr(meeting, name) != value}
    if meeting.state == State.ROLL_FROZEN and changed & set(GeneralMeeting.RULES):
        raise MeetingRefused(
            "La liste est figée : la nature de l'assemblée, sa date d'arrêté, son quorum et son nombre de pouvoirs ne "
            "changent plus."
        )
    for name, value in fields.items():
        setattr(meeting, name, value)
    meeting.save()
    if agenda is not None:
        write_agenda(meeting, agenda, by=by)
    return meeting


@transaction.atomic
def write_agenda(meeting: GeneralMeeting, resolutions: Iterable[Resolution], *, by: User) -> list[Resolution]:
    """Put these resolutions, in this order, on the agenda in place of those that it had; they are numbered from 1."""
    meeting = held(meeting, "change", by=by)
    wanted = list(resolutions)
    kept = {resolution.pk for resolution in wanted if resolution.pk}
    if kept - set(meeting.resolutions.values_list("pk", flat=True)):
        raise MeetingRefused("Une résolution a été retirée entre-temps de l'ordre du jour : relisez-le.")
    meeting.resolutions.exclude(pk__in=kept).delete()
    for number, resolution in enumerate(wanted, start=1):
        resolution.meeting, resolution.number = meeting, number
        resolution.majority = resolution.majority or meeting.majority
        resolution.save()
    return wanted


@transaction.atomic
def discard(meeting: GeneralMeeting, *, by: User) -> None:
    """Delete a meeting whose roll is not frozen."""
    held(meeting, "discard", by=by).delete()
