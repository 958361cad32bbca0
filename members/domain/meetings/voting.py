"""Results by resolution: votes, and what they decide by the majority of the statutes.

Secret voting is left to specialised tools, to which the roll is exported: their results are recorded here.
"""

from django.db import transaction

from members.domain.meetings.quorum import quorum_of
from members.domain.meetings.refusals import MeetingRefused, held
from members.models import GeneralMeeting, Majority, Resolution, User
from reporting.french import number

Outcome = Resolution.Outcome


@transaction.atomic
def record_result(
    resolution: Resolution, *, votes_for: int, votes_against: int, votes_abstained: int, by: User
) -> Resolution:
    """Write how the votes fell, and what that decides; written again, it corrects, until the meeting is closed.

    Raises QuorumNotMet, and MeetingRefused where there are more votes than in the room.
    """
    meeting = held(resolution.meeting, "vote", by=by)
    resolution = Resolution.objects.get(pk=resolution.pk)
    quorum = quorum_of(meeting)
    quorum.require()
    given = [votes_for, votes_against, votes_abstained]
    if min(given) < 0:
        raise MeetingRefused("Un nombre de voix ne peut pas être négatif.")
    if sum(given) > quorum.in_room:
        raise MeetingRefused(
            f"Le total ({number(sum(given))}) dépasse les {number(quorum.in_room)} voix présentes et représentées."
        )
    resolution.votes_for, resolution.votes_against, resolution.votes_abstained = given
    resolution.votes_in_room = quorum.in_room
    resolution.outcome = outcome_of(resolution, meeting)
    resolution.save()
    return resolution


@transaction.atomic
def clear_result(resolution: Resolution, *, by: User) -> Resolution:
    """Take back the result of a resolution that was not voted after all."""
    held(resolution.meeting, "vote", by=by)
    resolution = Resolution.objects.get(pk=resolution.pk)
    resolution.votes_for = resolution.votes_against = resolution.votes_abstained = resolution.votes_in_room = None
    resolution.outcome = ""
    resolution.save()
    return resolution


def outcome_of(resolution: Resolution, meeting: GeneralMeeting) -> Outcome:
    """More than half of the votes cast, or two thirds of them at least; a tie does not carry, nor does no vote at all."""
    pros = resolution.votes_for
    cast = pros + resolution.votes_against + (resolution.votes_abstained if meeting.abstentions_are_cast else 0)
    enough = 3 * pros >= 2 * cast if resolution.majority == Majority.TWO_THIRDS else 2 * pros > cast
    return Outcome.ADOPTED if pros and enough else Outcome.REJECTED
