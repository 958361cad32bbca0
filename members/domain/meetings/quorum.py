"""The quorum, live: votes in the room over votes of the roll."""

import math
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from django.db.models import Count, Min, Q, Sum

from members.domain.meetings.refusals import QuorumNotMet
from members.models import GeneralMeeting
from reporting.french import number

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Quorum:
    """Votes of the roll, those present and those represented by a proxy whose holder is present; `wanted` in percent."""

    roll: int
    present: int
    represented: int
    wanted: Decimal
    second_call: bool
    organisations: int = 0

    @property
    def in_room(self) -> int:
        """Votes that can be cast."""
        return self.present + self.represented

    @property
    def percent(self) -> Decimal:
        """Share of the roll's votes that is in the room, cut (not rounded) at the hundredth: 49.999 is not 50."""
        if not self.roll:
            return Decimal("0.00")
        return (Decimal(100) * self.in_room / self.roll).quantize(CENT, ROUND_DOWN)

    @property
    def reached(self) -> bool:
        """Whether the meeting may decide; at a second call it always may."""
        return self.second_call or (self.roll > 0 and self.percent >= self.wanted)

    @property
    def missing(self) -> int:
        """How many votes must still come."""
        if self.reached:
            return 0
        return math.ceil(self.roll * self.wanted / 100) - self.in_room

    def require(self) -> None:
        """Raises QuorumNotMet."""
        if not self.reached:
            raise QuorumNotMet(number(self.percent, 2), number(self.wanted))


@dataclass(frozen=True)
class CollegeCount:
    """What the roll holds in a college: organisations and votes, and those that are in the room."""

    name: str
    organisations: int
    votes: int
    present: int
    represented: int
    votes_in_room: int


def quorum_of(meeting: GeneralMeeting) -> Quorum:
    """The quorum as it stands, in one question to the database."""
    there, carried = Q(present=True), Q(represented=True)
    # Names of their own: an aggregate may not be called as a field that another one reads.
    found = meeting.entries.with_represented().aggregate(
        roll_votes=Sum("votes", default=0),
        present_votes=Sum("votes", filter=there, default=0),
        represented_votes=Sum("votes", filter=carried, default=0),
        organisations_there=Count("pk", filter=there),
    )
    return Quorum(
        roll=found["roll_votes"],
        present=found["present_votes"],
        represented=found["represented_votes"],
        wanted=meeting.quorum_percent,
        second_call=meeting.second_call,
        organisations=found["organisations_there"],
    )


def count_by_college(meeting: GeneralMeeting) -> list[CollegeCount]:
    """The roll by college, in the order of the statutes."""
    there, carried = Q(present=True), Q(represented=True)
    rows = (
        meeting.entries.with_represented()
        .order_by()
        .values("college_name")
        .annotate(
            place=Min("college__position"),
            organisations=Count("pk"),
            all_votes=Sum("votes"),
            there=Count("pk", filter=there),
            carried=Count("pk", filter=carried),
            in_room=Sum("votes", filter=there | carried, default=0),
        )
        .order_by("place", "college_name")
    )
    return [
        CollegeCount(
            row["college_name"], row["organisations"], row["all_votes"], row["there"], row["carried"], row["in_room"]
        )
        for row in rows
    ]
