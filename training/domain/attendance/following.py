"""Where the attendance of a session stands: half-day by half-day, and for each person."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q, Sum

from training.domain.attendance.recording import NOTED
from training.domain.attendance.window import closes_at, is_open, opens_at, signing_days
from training.domain.hours import hours_of
from training.models import Attendance, Registration, Session, Slot, TrainerSignature


@dataclass(frozen=True)
class SlotStanding:
    """A half-day: how many are expected, there, absent, have signed; whether its trainers signed."""

    slot: Slot
    expected: int
    present: int
    absent: int
    signed: int
    # Of those expected, how many have nothing noted once the half-day has begun.
    unknown: int
    trainers_missing: list[str]
    begun: bool
    open: bool
    late: bool

    @property
    def unsigned(self) -> int:
        return self.present - self.signed


def standing_of_slots(session: Session, now: datetime) -> list[SlotStanding]:
    """Every half-day of a session, in as many queries whatever their number."""
    days = signing_days()
    noted = session.registrations.filter(state__in=NOTED)
    places = list(noted.values_list("pk", "state", "ended_on"))
    known = set(Attendance.objects.filter(slot__session=session).values_list("slot", "registration"))
    signed = set(TrainerSignature.objects.filter(slot__session=session).values_list("slot", "trainer"))
    slots = session.slots.prefetch_related("trainers").annotate(
        there=Count("attendances", filter=Q(attendances__state="present"), distinct=True),
        away=Count("attendances", filter=~Q(attendances__state="present") & Q(attendances__isnull=False), distinct=True),
        proved=Count("attendances", filter=Q(attendances__signed_at__isnull=False), distinct=True),
    ).order_by("day", "starts_at")  # fmt: skip
    return [
        SlotStanding(
            slot=slot, expected=sum(expects(slot, state, ended) for _, state, ended in places), present=slot.there,
            absent=slot.away, signed=slot.proved,
            unknown=sum(
                opens_at(slot) <= now and expects(slot, state, ended) and (slot.pk, place) not in known
                for place, state, ended in places
            ),
            trainers_missing=[str(one) for one in slot.trainers.all() if (slot.pk, one.pk) not in signed],
            begun=opens_at(slot) <= now, open=_is_open(slot, session, now, days), late=now >= closes_at(slot, days),
        )
        for slot in slots
    ]  # fmt: skip


def _is_open(slot: Slot, session: Session, now: datetime, days: int) -> bool:
    """Whether a half-day of a session already read can be signed now."""
    slot.session = session
    return is_open(slot, now, days)


def expects(slot: Slot, state: str, ended_on) -> bool:
    """Whether somebody is expected on a half-day: not after the day on which they gave up."""
    return state != Registration.State.ABANDONED or ended_on is None or slot.day <= ended_on


def rate_of(session: Session, slots: list[SlotStanding]) -> tuple[Decimal, Decimal, Decimal | None]:
    """Hours attended, hours expected of the half-days begun, and their rate (%), None where nothing was expected."""
    begun = [one for one in slots if one.begun]
    expected = sum(one.slot.minutes * one.expected for one in begun)
    rows = Attendance.objects.present().filter(slot__session=session)
    attended = rows.aggregate(total=Sum("minutes"))["total"] or 0
    rate = (Decimal(attended) * 100 / expected).quantize(Decimal("0.1")) if expected else None
    return hours_of(attended), hours_of(expected), rate


def unknown_presences(session: Session, now: datetime) -> list[str]:
    """What is not known yet of the half-days begun, in words."""
    return [
        f"{one.slot} : {one.unknown} à noter"
        for one in standing_of_slots(session, now)
        if one.begun and one.unknown > 0
    ]


def without_signature(session: Session) -> list[Attendance]:
    """Presences that nothing proves, to be signed or proved by a sheet."""
    rows = Attendance.objects.present().filter(slot__session=session, signed_at=None)
    return list(rows.select_related("slot", "registration__trainee").order_by("slot__day", "slot__starts_at", "pk"))
