"""A meeting opens, is convened again where the quorum fails, and closes: nothing of it changes afterwards."""

from datetime import date, time

from django.db import transaction
from django.utils import timezone

from members.domain.meetings.quorum import quorum_of
from members.domain.meetings.refusals import MeetingRefused, State, held
from members.models import GeneralMeeting, Resolution, RollEntry, User
from reporting.french import fr_date, unit


@transaction.atomic
def open_meeting(meeting: GeneralMeeting, *, by: User) -> GeneralMeeting:
    """Open the desk, on the day: members no longer give their proxies by themselves."""
    meeting = held(meeting, "open", by=by)
    if meeting.held_on > timezone.localdate():
        raise MeetingRefused(f"L'assemblée a lieu le {fr_date(meeting.held_on)} : elle ne peut pas être ouverte avant.")
    meeting.state, meeting.opened_at = State.OPEN, timezone.now()
    meeting.save(update_fields=["state", "opened_at", "updated_at"])
    return meeting


@transaction.atomic
def close_meeting(meeting: GeneralMeeting, *, by: User, unvoted: bool = False) -> GeneralMeeting:
    """End a meeting for good; `unvoted` says that the resolutions without a result were not put to the vote."""
    meeting = held(meeting, "close", by=by)
    waiting = meeting.resolutions.filter(votes_for=None).count()
    if waiting and not unvoted:
        raise MeetingRefused(
            f"{waiting} {unit('résolutions', waiting)} sans résultat : notez les votes, ou dites qu'il n'y en a pas eu."
        )
    return _closed(meeting)


@transaction.atomic
def call_second(meeting: GeneralMeeting, *, held_on: date, by: User, starts_at: time | None = None) -> GeneralMeeting:
    """Close a meeting that lacks its quorum and convene it again, with the same roll and agenda, without quorum.

    Presence and proxies are not carried over: they were given for the first day.
    """
    meeting = held(meeting, "second_call", by=by)
    if quorum_of(meeting).reached:
        raise MeetingRefused("Le quorum est atteint : l'assemblée n'est pas convoquée une deuxième fois.")
    if held_on < meeting.held_on:
        raise MeetingRefused("La deuxième convocation ne peut pas précéder la première.")
    _closed(meeting)
    second = GeneralMeeting.objects.create(
        kind=meeting.kind, title=f"{meeting.title} (2e convocation)"[:150], held_on=held_on, starts_at=starts_at,
        place=meeting.place, record_date=meeting.record_date, quorum_percent=meeting.quorum_percent,
        max_proxies=meeting.max_proxies, majority=meeting.majority, abstentions_are_cast=meeting.abstentions_are_cast,
        second_call=True, follows=meeting, state=State.ROLL_FROZEN, frozen_at=timezone.now(),
    )  # fmt: skip
    Resolution.objects.bulk_create(
        Resolution(meeting=second, number=one.number, title=one.title, text=one.text, majority=one.majority)
        for one in meeting.resolutions.all()
    )
    RollEntry.objects.bulk_create(
        (
            RollEntry(
                meeting=second, organisation_id=one.organisation_id, college_id=one.college_id, votes=one.votes,
                college_name=one.college_name, region_id=one.region_id, name=one.name, town=one.town, siren=one.siren,
            )
            for one in meeting.entries.order_by("pk")
        ),
        batch_size=1000,
    )  # fmt: skip
    return second


def _closed(meeting: GeneralMeeting) -> GeneralMeeting:
    meeting.state, meeting.closed_at = State.CLOSED, timezone.now()
    meeting.save(update_fields=["state", "closed_at", "updated_at"])
    return meeting
