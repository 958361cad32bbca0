"""What officials say of themselves: the days on which they cannot come, and their ties; staff may write it for them."""

from datetime import date, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from certification.models import Candidate, ConflictDeclaration, Official, Unavailability
from members.domain.moves import NotAllowed, Refused
from members.models import Organisation, User


@transaction.atomic
def add_unavailability(official: Official, *, first: date, last: date, note: str = "", by: User) -> Unavailability:
    """Days on which an official cannot come, both included; they end today or later."""
    _allow(by, official)
    if last < first:
        raise Refused("Le dernier jour précède le premier.")
    if last < timezone.localdate():
        raise Refused("Ces jours sont passés.")
    return official.unavailabilities.create(validity=DateRange(first, last + timedelta(days=1)), note=note.strip())


@transaction.atomic
def remove_unavailability(unavailability: Unavailability, *, by: User) -> None:
    """The person can come after all."""
    _allow(by, unavailability.official)
    unavailability.delete()


@transaction.atomic
def declare_conflict(
    official: Official, *, tie: str, organisation: Organisation | None = None, candidate: Candidate | None = None,
    by: User,
) -> ConflictDeclaration:  # fmt: skip
    """A tie, from today on, with a structure or with a candidate whom the declarer may see."""
    _allow(by, official)
    if candidate and not Candidate.objects.visible_to(by).filter(pk=candidate.pk).exists():
        raise NotAllowed
    made = ConflictDeclaration(
        official=official, organisation=organisation, candidate=candidate, tie=tie.strip(),
        declared_on=timezone.localdate(),
    )  # fmt: skip
    made.full_clean(exclude=["official"])
    made.save()
    return made


@transaction.atomic
def end_conflict(conflict: ConflictDeclaration, *, by: User) -> ConflictDeclaration:
    """The tie is over as of today; the declaration is kept."""
    _allow(by, conflict.official)
    ended = ConflictDeclaration.objects.filter(pk=conflict.pk, ended_on=None).update(ended_on=timezone.localdate())
    if not ended:
        raise Refused("La fin de ce lien est déjà notée.")
    conflict.refresh_from_db()
    return conflict


def _allow(by: User, official: Official) -> None:
    if not by.has_perm("certification.keep_official", official):
        raise NotAllowed
