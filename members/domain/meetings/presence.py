"""Who is there: marked at the desk, on the day."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from members.domain.meetings.proxies import revoke
from members.domain.meetings.refusals import MeetingRefused, NotAllowed, again, locked
from members.models import Proxy, RollEntry, User


@dataclass(frozen=True)
class Marked:
    """An entry once marked, and the proxy that its arrival has ended."""

    entry: RollEntry
    ended: Proxy | None = None


@transaction.atomic
def mark_present(entry: RollEntry, *, by: User, representative: str = "") -> Marked:
    """An organisation arrives, by this person: the proxy that it had given ends. Marked twice, it arrived once."""
    entry = _held(entry, by)
    ended = Proxy.objects.standing().filter(giver=entry).select_related("holder").first()
    if ended:
        revoke(Proxy.objects.filter(pk=ended.pk))
    entry.representative = representative.strip() or entry.representative
    if not entry.present:
        entry.present, entry.arrived_at = True, timezone.now()
    entry.save(update_fields=["present", "arrived_at", "representative"])
    return Marked(entry, ended)


@transaction.atomic
def mark_absent(entry: RollEntry, *, by: User) -> Marked:
    """An organisation was marked by mistake, or has left; a proxy that its arrival ended stays ended."""
    entry = _held(entry, by)
    if not entry.present:
        raise MeetingRefused(f"{entry} n'est pas notée présente.")
    entry.present, entry.arrived_at, entry.representative = False, None, ""
    entry.save(update_fields=["present", "arrived_at", "representative"])
    return Marked(entry)


def _held(entry: RollEntry, by: User) -> RollEntry:
    """The entry as it stands, its meeting locked. Raises NotAllowed and WrongState."""
    if not by.has_perm("members.manage_meetings"):
        raise NotAllowed
    locked(entry.meeting_id, "presence")
    return again(entry)
