"""The electoral roll: made once, from the memberships valid on the record date, whatever changes afterwards."""

from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from members.domain.meetings.refusals import MeetingRefused, State, held
from members.models import College, GeneralMeeting, Mail, Membership, Proxy, RollEntry, User, YearlyReturn
from reporting.french import fr_date

BATCH = 1000


@transaction.atomic
def freeze_roll(meeting: GeneralMeeting, *, by: User) -> int:
    """Make the roll of a meeting; how many organisations are on it.

    Each organisation whose membership is valid on the record date, and which had not closed, enters the first active
    college that receives its kind of membership, with the votes that this college gives.
    """
    meeting = held(meeting, "freeze", by=by)
    if meeting.record_date > timezone.localdate():
        raise MeetingRefused(
            f"La liste est arrêtée au {fr_date(meeting.record_date)} : elle ne peut pas être figée avant ce jour."
        )
    if not College.objects.filter(active=True, consultative=False).exists():
        raise MeetingRefused("Aucun collège en vigueur ne vote : réglez les collèges dans l'administration.")
    entries = RollEntry.objects.bulk_create(entries_of(meeting), batch_size=BATCH)
    if not any(entry.votes for entry in entries):
        raise MeetingRefused(
            f"Aucune adhésion qui donne une voix n'était valable le {fr_date(meeting.record_date)} : la liste serait vide."
        )
    meeting.state, meeting.frozen_at = State.ROLL_FROZEN, timezone.now()
    meeting.save(update_fields=["state", "frozen_at", "updated_at"])
    return len(entries)


@transaction.atomic
def release_roll(meeting: GeneralMeeting, *, by: User) -> None:
    """Undo a roll that was frozen too early, while nobody has relied on it: neither proxy nor convocation."""
    meeting = held(meeting, "release", by=by)
    if meeting.second_call:
        raise MeetingRefused("Cette liste est celle de la première convocation : elle ne se défait pas.")
    if Proxy.objects.filter(giver__meeting=meeting).exists():
        raise MeetingRefused("Des pouvoirs ont été donnés sur cette liste : elle ne se défait plus.")
    if Mail.objects.filter(kind=Mail.Kind.MEETING, about__startswith=f"meeting:{meeting.pk}:").exists():
        raise MeetingRefused("Les convocations sont parties sur cette liste : elle ne se défait plus.")
    meeting.entries.all().delete()
    meeting.state, meeting.frozen_at = State.PREPARED, None
    meeting.save(update_fields=["state", "frozen_at", "updated_at"])


def entries_of(meeting: GeneralMeeting) -> Iterator[RollEntry]:
    """The rows that the roll of a meeting has by the memberships and colleges of now, before they are kept."""
    colleges = list(College.objects.filter(active=True).prefetch_related("brackets"))
    of_kind = {}
    for college in colleges:
        for kind in college.kinds:
            of_kind.setdefault(kind, college)
    votes = {college.pk: _VotesOf(college) for college in colleges}
    for membership in _memberships(meeting):
        college = of_kind.get(membership.kind)
        if college:
            organisation = membership.organisation
            yield RollEntry(
                meeting=meeting, organisation=organisation, college=college, college_name=college.name,
                region_id=membership.region_id, votes=votes[college.pk](membership.last_fte), name=organisation.name,
                town=organisation.city, siren=organisation.siren,
            )  # fmt: skip


def _memberships(meeting: GeneralMeeting):
    """Memberships that count on the record date, with the insertion FTE last declared for a year before."""
    declared = YearlyReturn.objects.filter(
        organisation=OuterRef("organisation"), year__lt=meeting.record_date.year, insertion_fte__isnull=False
    ).order_by("-year")
    there = Q(organisation__closed_on=None) | Q(organisation__closed_on__gt=meeting.record_date)
    return (
        Membership.objects.valid_on(meeting.record_date)
        .filter(there)
        .select_related("organisation")
        .annotate(last_fte=Subquery(declared.values("insertion_fte")[:1]))
        .order_by("organisation")
    )


class _VotesOf:
    """How many votes a college gives to an organisation of so many insertion FTE; one that declared none has the least."""

    def __init__(self, college: College):
        self.least = 0 if college.consultative else 1
        self.bounds, self.votes = [], []
        if college.votes_rule == College.VotesRule.BRACKET and not college.consultative:
            for bracket in sorted(college.brackets.all(), key=lambda one: (one.up_to is None, one.up_to)):
                self.bounds.append(Decimal("Infinity") if bracket.up_to is None else bracket.up_to)
                self.votes.append(bracket.votes)

    def __call__(self, fte: Decimal | None) -> int:
        if not self.votes:
            return self.least
        # Bounds are included: 12 falls in the bracket that goes up to 12. Past the last one, its votes hold.
        return self.votes[min(bisect_left(self.bounds, fte or Decimal(0)), len(self.votes) - 1)]
