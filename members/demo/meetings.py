"""General meetings of the demonstration network: one that was held in June after the exact year, one in preparation."""

import random
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from members.demo import names
from members.domain.meetings.quorum import quorum_of
from members.domain.meetings.roll import entries_of
from members.domain.meetings.voting import outcome_of
from members.models import College, GeneralMeeting, Majority, Membership, Proxy, Resolution, RollEntry

SEED = 606
PARIS = ZoneInfo("Europe/Paris")
BATCH = 2000
# Of the members on the roll, those who come and those who give their proxy, in percent.
COME, SEND = 42, 17
# Title, text and majority of each resolution, and how the votes in the room fall: against and abstained, in percent.
AGENDA = [
    ("Rapport moral et rapport d'activité", "L'assemblée approuve le rapport moral et le rapport d'activité de l'année {year}.",
     Majority.SIMPLE, 2, 5),
    ("Comptes de l'exercice", "L'assemblée approuve les comptes de l'exercice {year} et donne quitus au conseil d'administration.",
     Majority.SIMPLE, 4, 7),
    ("Délai de convocation", "L'assemblée porte à un mois, dans les statuts, le délai de convocation aux assemblées générales.",
     Majority.TWO_THIRDS, 38, 3),
]  # fmt: skip
NEXT = [
    ("Rapport moral et rapport d'activité", AGENDA[0][1], Majority.SIMPLE),
    ("Comptes de l'exercice", AGENDA[1][1], Majority.SIMPLE),
    ("Barème des cotisations", "L'assemblée adopte le barème des cotisations proposé par le conseil d'administration.",
     Majority.SIMPLE),
]  # fmt: skip


def load_meetings(year: int) -> None:
    """Colleges, the meeting of June of the next year with its roll and votes, and that of the June after, prepared."""
    rng = random.Random(SEED)  # noqa: S311 (fictitious data must come out the same each time)
    _colleges()
    held = _meeting(year + 1)
    _hold(held, year, rng)
    coming = _meeting(year + 2)
    Resolution.objects.bulk_create(
        Resolution(meeting=coming, number=number, title=title, text=text.format(year=year + 1), majority=majority)
        for number, (title, text, majority) in enumerate(NEXT, start=1)
    )


def _colleges() -> None:
    members = College.objects.create(name="Adhérents", kinds=[Membership.Kind.MEMBER], votes_rule="bracket", position=1)
    for up_to, votes in ((12, 1), (25, 2), (50, 3), (70, 4), (None, 5)):
        members.brackets.create(up_to=up_to, votes=votes)
    College.objects.create(name="Sympathisants", kinds=[Membership.Kind.SYMPATHISER], consultative=True, position=2)


def _meeting(year: int) -> GeneralMeeting:
    return GeneralMeeting.objects.create(
        title=f"Assemblée générale {year}", held_on=date(year, 6, 12), starts_at=time(9, 30), place="Paris",
        record_date=date(year, 5, 15), quorum_percent=50, max_proxies=2,
    )  # fmt: skip


def _hold(meeting: GeneralMeeting, year: int, rng: random.Random) -> None:
    """The roll, who came and who was represented, the votes, and the end."""
    opened = datetime.combine(meeting.held_on, time(8, 45), PARIS)
    entries = list(entries_of(meeting))
    voters = [entry for entry in entries if entry.votes]
    rng.shuffle(voters)
    come, send = (len(voters) * percent // 100 for percent in (COME, SEND))
    for entry in voters[:come]:
        entry.present, entry.arrived_at = True, opened + timedelta(minutes=rng.randrange(60))
        entry.representative = f"{rng.choice(names.GIVEN)} {rng.choice(names.FAMILY)}"
    RollEntry.objects.bulk_create(entries, batch_size=BATCH)
    Proxy.objects.bulk_create(
        (
            Proxy(giver=giver, holder=voters[rank // 2], given_on=opened - timedelta(days=rng.randrange(1, 20)))
            for rank, giver in enumerate(voters[come : come + send])
        ),
        batch_size=BATCH,
    )
    in_room = quorum_of(meeting).in_room
    for number, (title, text, majority, against, abstained) in enumerate(AGENDA, start=1):
        one = Resolution(
            meeting=meeting, number=number, title=title, text=text.format(year=year), majority=majority,
            votes_against=in_room * against // 100, votes_abstained=in_room * abstained // 100, votes_in_room=in_room,
        )  # fmt: skip
        one.votes_for = in_room - one.votes_against - one.votes_abstained
        one.outcome = outcome_of(one, meeting)
        one.save()
    meeting.state = GeneralMeeting.State.CLOSED
    meeting.frozen_at = datetime.combine(meeting.record_date, time(18), PARIS)
    meeting.opened_at, meeting.closed_at = opened, opened + timedelta(hours=4)
    meeting.save()
