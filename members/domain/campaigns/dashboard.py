"""How a campaign goes: who has paid over time beside the year before, by state and region, and whom to call today."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from members.domain.dues import awaited, with_paid
from members.models import Contact, FeeCall, Mail, Membership, MembershipCampaign
from members.models.base import Unaccented

from .letters import call_number, mails_asking

State = Membership.State
TO_CALL = 15


@dataclass(frozen=True)
class Amounts:
    """Euros: what is asked, what has come, what is still awaited of those who are to pay, and what exceeds."""

    called: Decimal
    received: Decimal
    due: Decimal
    overpaid: Decimal


@dataclass(frozen=True)
class RegionLine:
    """A region in a campaign: its calls, those that are settled, and its amounts."""

    code: str
    name: str
    calls: int
    settled: int
    called: Decimal
    received: Decimal


@dataclass(frozen=True)
class Progress:
    """Memberships settled by day, from the opening of the campaign: pairs of a day's number and their running total."""

    year: int
    opens_on: date
    points: list[tuple[int, int]]


@dataclass(frozen=True)
class Whom:
    """An organisation to call: what it owes, why now, and who to ask for."""

    call: FeeCall
    why: str
    name: str
    phone: str


def amounts_of(calls: QuerySet) -> Amounts:
    """The sums of a set of calls."""
    counted = with_paid(calls)
    return Amounts(
        called=_total(calls.asked(), "amount"),
        received=_total(counted, "received"),
        due=_total(awaited(calls), "remains"),
        overpaid=-_total(counted.filter(remains__lt=0), "remains"),
    )


def _total(calls: QuerySet, name: str) -> Decimal:
    return calls.aggregate(total=Sum(name, default=Decimal(0)))["total"]


def by_state(calls: QuerySet) -> list[tuple[str, str, int]]:
    """The states in which the memberships are, in the order of their life: code, word, how many."""
    counts = dict(calls.order_by().values_list("membership__state").annotate(n=Count("pk")))
    return [(state.value, state.label, counts[state]) for state in State if state in counts]


def by_region(calls: QuerySet) -> list[RegionLine]:
    """Regions by name, in one query."""
    settled = Q(membership__state__in=[State.VALID, State.PAID])
    rows = (
        with_paid(calls)
        .values_list("membership__region", "membership__region__name")
        .annotate(
            n=Count("pk"),
            settled=Count("pk", filter=settled),
            called=Sum("amount", filter=FeeCall.ASKED, default=Decimal(0)),
            got=Sum("received"),
        )
        .order_by(Unaccented("membership__region__name"))
    )
    return [RegionLine(*row) for row in rows]


def progress_of(campaign: MembershipCampaign, regions: frozenset[str] | None = None) -> Progress:
    """When memberships were settled: the day of the payment that made the account, or of the exempted one's return."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT GREATEST(settled_on - %(start)s::date, 0) AS day, count(*) FROM (
                SELECT c.id, COALESCE(max(p.received_on), max(c.declared_at)::date) AS settled_on
                FROM members_feecall c
                JOIN members_membership m ON m.id = c.membership_id AND m.state = ANY(%(settled)s)
                LEFT JOIN members_payment p ON p.call_id = c.id AND p.kind = 'payment'
                WHERE c.campaign_id = %(campaign)s AND (%(regions)s::text[] IS NULL OR m.region_id = ANY(%(regions)s))
                GROUP BY c.id
            ) settled WHERE settled_on IS NOT NULL GROUP BY day ORDER BY day
            """,
            {
                "start": campaign.opens_on,
                "campaign": campaign.pk,
                "settled": [State.VALID, State.PAID, State.RESIGNED],
                "regions": sorted(regions) if regions is not None else None,
            },
        )
        days = cursor.fetchall()
    points, total = [(0, 0)], 0
    for day, count in days:
        total += count
        points.append((day, total))
    return Progress(campaign.year, campaign.opens_on, points)


def to_call(calls: QuerySet, today: date | None = None) -> list[Whom]:
    """Who to call first: those whose mail did not arrive, then those who are late, the largest amounts first."""
    today = today or timezone.localdate()
    waiting = awaited(calls).select_related("membership__organisation", "campaign")
    lost = mails_asking(calls.due()).filter(state__in=[Mail.State.REFUSED, Mail.State.BOUNCED])
    unheard = list(waiting.filter(pk__in=map(call_number, lost)).order_by("-remains", "pk")[:TO_CALL])
    overdue = waiting.filter(campaign__deadline__lt=today).exclude(pk__in=[call.pk for call in unheard])
    chosen = [(call, "Les messages n'arrivent pas") for call in unheard]
    chosen += [(call, "Échéance passée") for call in overdue.order_by("-remains", "pk")[: TO_CALL - len(unheard)]]
    people = _first_contacts([call.membership.organisation_id for call, _ in chosen], today)
    return [
        Whom(call, why, *people.get(call.membership.organisation_id, ("", call.membership.organisation.phone)))
        for call, why in chosen
    ]


def _first_contacts(organisations: list[int], today: date) -> dict[int, tuple[str, str]]:
    rows = (
        Contact.objects.filter(organisation__in=organisations, manages=True)
        .valid_on(today)
        .order_by("organisation", F("phone").desc(), "pk")
        .distinct("organisation")
        .values_list("organisation", "full_name", Coalesce("phone", "organisation__phone"))
    )
    return {organisation: (name, phone) for organisation, name, phone in rows}


def mails_of(calls: QuerySet) -> list[tuple[str, str, int]]:
    """What became of the calls and reminders sent to these organisations: kind, state, how many mails."""
    rows = mails_asking(calls).order_by().values_list("kind", "state").annotate(n=Count("pk"))
    kinds, states = dict(Mail.Kind.choices), dict(Mail.State.choices)
    return sorted((kinds[kind], states[state], n) for kind, state, n in rows)
