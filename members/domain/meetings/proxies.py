"""Giving a proxy and taking it back.

Both organisations vote at the meeting; the giver is not there and holds no proxy itself, the holder has not given its
own; nobody carries more proxies than the meeting allows. The meeting is locked, so that the last free place goes once.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from members.domain.meetings.refusals import NotAllowed, ProxyRefused, again, locked
from members.domain.meetings.telling import tell_holder
from members.models import GeneralMeeting, Organisation, Proxy, RollEntry, User
from reporting.french import unit


@transaction.atomic
def give_proxy(giver: RollEntry, holder: RollEntry, *, by: User) -> Proxy:
    """Let `holder` vote in the name of `giver`. Members give theirs until the opening, staff until the end.

    Raises ProxyRefused, WrongState and NotAllowed.
    """
    meeting = locked(giver.meeting_id, _step(giver, by))
    giver, holder = again(giver), again(holder)
    if giver.meeting_id != holder.meeting_id:
        raise ProxyRefused("Ces deux structures ne sont pas sur la même liste.")
    if giver.pk == holder.pk:
        raise ProxyRefused("Une structure ne se donne pas pouvoir à elle-même.")
    _may_give(giver)
    _may_hold(holder, meeting.max_proxies)
    given = Proxy.objects.create(giver=giver, holder=holder, given_on=timezone.now(), given_by=by)
    tell_holder(given, meeting)
    return given


@transaction.atomic
def take_back(proxy: Proxy, *, by: User) -> Proxy:
    """End a proxy before the meeting does. Raises ProxyRefused where it is already ended, WrongState and NotAllowed."""
    meeting = locked(proxy.giver.meeting_id, _step(proxy.giver, by))
    if not revoke(Proxy.objects.filter(pk=proxy.pk)):
        raise ProxyRefused("Ce pouvoir est déjà repris.")
    proxy.refresh_from_db()
    tell_holder(proxy, meeting)
    return proxy


def revoke(proxies) -> int:
    """End those of these proxies that stand; how many. The meeting is locked by who asks."""
    return proxies.standing().update(revoked_at=timezone.now())


def holders_for(giver: RollEntry, *, most: int, text: str, by: User) -> QuerySet[RollEntry]:
    """Entries that may be given the proxy of `giver`, by words of their name; whoever is there comes first.

    A member reads their names and towns only: who came for the others is none of its business.
    """
    standing = Proxy.objects.standing()
    return (
        RollEntry.objects.voting()
        .search(text)
        .filter(meeting=giver.meeting_id, organisation__in=Organisation.objects.visible_to(by))
        .exclude(pk=giver.pk)
        .annotate(carried=Count("held", filter=Q(held__revoked_at=None)))
        .filter(~Exists(standing.filter(giver=OuterRef("pk"))), carried__lt=most)
        .order_by("-present", "sort_name", "pk")
        .only("name", "town")
    )


def waiting_proxies(meeting: GeneralMeeting) -> dict[str, int]:
    """Proxies that stand before a meeting opens: their `count`, and the `votes` that they carry."""
    return (
        Proxy.objects.standing()
        .filter(giver__meeting=meeting)
        .aggregate(count=Count("pk"), votes=Sum("giver__votes", default=0))
    )


def without_proxy(organisations: Iterable[int], *, day: date) -> QuerySet[RollEntry]:
    """Entries of these organisations that vote at a meeting to come, from `day` on, and have given no proxy yet."""
    given = Proxy.objects.standing().filter(giver=OuterRef("pk"))
    return RollEntry.objects.voting().filter(
        ~Exists(given), organisation__in=organisations, meeting__state=GeneralMeeting.State.ROLL_FROZEN,
        meeting__held_on__gte=day,
    )  # fmt: skip


def _step(giver: RollEntry, by: User) -> str:
    """What `by` does, whose states differ: staff act at the desk too. Raises NotAllowed."""
    if by.has_perm("members.manage_meetings"):
        return "proxy"
    if not by.has_perm("members.give_proxy", giver):
        raise NotAllowed
    return "own_proxy"


def _may_give(giver: RollEntry) -> None:
    if not giver.votes:
        raise ProxyRefused(f"{giver} siège sans voix : elle n'a pas de pouvoir à donner.")
    if giver.present:
        raise ProxyRefused(f"{giver} est présente : elle vote elle-même.")
    given = Proxy.objects.standing().filter(giver=giver).select_related("holder").first()
    if given:
        raise ProxyRefused(f"{giver} a déjà donné son pouvoir à {given.holder} : reprenez-le d'abord.")
    if Proxy.objects.standing().filter(holder=giver).exists():
        raise ProxyRefused(f"{giver} porte le pouvoir d'une autre structure : elle ne peut pas donner le sien.")


def _may_hold(holder: RollEntry, most: int) -> None:
    if not holder.votes:
        raise ProxyRefused(f"{holder} siège sans voix : elle ne peut pas porter de pouvoir.")
    if Proxy.objects.standing().filter(giver=holder).exists():
        raise ProxyRefused(f"{holder} a donné son propre pouvoir : elle ne peut pas en porter.")
    if not most:
        raise ProxyRefused("Cette assemblée n'admet pas de pouvoir.")
    if Proxy.objects.standing().filter(holder=holder).count() >= most:
        raise ProxyRefused(
            f"{holder} porte déjà {most} {unit('pouvoirs', most)}, le plus qu'une structure puisse porter."
        )
