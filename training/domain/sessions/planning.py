"""What the training team plans: the facts of a session and its half-days."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from members.domain.moves import Refused
from members.domain.numbers import dated_number
from members.models import User
from training.domain.registrations.waiting import promote
from training.domain.series import SESSIONS
from training.domain.sessions.steps import CHANGE, held_by
from training.domain.sessions.telling import tell_changed
from training.domain.team import require_team
from training.models import CourseVersion, Session, Slot, Trainer

FACTS = (
    "audience", "region", "starts_on", "ends_on", "modality", "host", "place_name", "address", "postcode", "city",
    "link", "practical", "accessible", "minimum", "maximum", "price_member", "price_public", "registration_until",
    "subcontract", "entrusted_by",
)  # fmt: skip
# What people who are coming must hear of.
TOLD = ("place_name", "address", "postcode", "city", "link", "modality")
HOURS = {
    Slot.HalfDay.MORNING: (time(9), time(12, 30)),
    Slot.HalfDay.AFTERNOON: (time(13, 30), time(17)),
}
SATURDAY = 5
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class TypedSlot:
    """A half-day as it is typed; `pk` is that of the one which it changes."""

    day: date
    half_day: str
    starts_at: time
    ends_at: time
    trainers: tuple[Trainer, ...] = field(default=())
    remote: bool = False
    pk: int | None = None


@transaction.atomic
def plan_session(version: CourseVersion, *, by: User, **facts) -> Session:
    """A session in preparation, with the half-days that its dates propose. Raises NotAllowed and Refused."""
    require_team(by)
    if version.published_at is None:
        raise Refused("Ce programme n'est pas publié : publiez-le, puis préparez la session.")
    session = Session(version=version, **facts)
    _clean(session)
    session.number, _ = dated_number(SESSIONS)
    session.save()
    for slot in propose_slots(session.starts_on, session.ends_on, version.days):
        Slot.objects.create(
            session=session, day=slot.day, half_day=slot.half_day, starts_at=slot.starts_at, ends_at=slot.ends_at,
            remote=session.modality == CourseVersion.Modality.REMOTE,
        )  # fmt: skip
    return session


def propose_slots(starts_on: date, ends_on: date, days=None) -> list[TypedSlot]:
    """Mornings and afternoons of the working days; a programme of two days and a half ends at noon.

    Where there are only days of a week-end, they are proposed.
    """
    every = [starts_on + timedelta(days=n) for n in range((ends_on - starts_on).days + 1)]
    chosen = [day for day in every if day.weekday() < SATURDAY] or every
    slots = [TypedSlot(day, half_day, *HOURS[half_day]) for day in chosen for half_day in Slot.HalfDay]
    wanted = round(days * 2) if days else len(slots)
    return slots[:-1] if wanted == len(slots) - 1 else slots


@transaction.atomic
def change_session(session: Session, *, by: User, **facts) -> Session:
    """Write the facts of a session; once announced, its dates change by a postponement alone.

    People who are coming are told of another place. Raises NotAllowed, WrongState and Refused.
    """
    found = held_by(session, CHANGE, by=by)
    announced = found.state != Session.State.DRAFT
    if announced and (facts["starts_on"], facts["ends_on"]) != (found.starts_on, found.ends_on):
        raise Refused("La session est annoncée : ses dates ne changent plus. Reportez-la à d'autres dates.")
    before = {name: getattr(found, name) for name in (*TOLD, "starts_on")}
    seated = found.registrations.seated().count()
    if facts["maximum"] < seated:
        raise Refused(f"{seated} places sont tenues : le maximum ne descend pas au-dessous.")
    for name, value in facts.items():
        setattr(found, name, value)
    _clean(found)
    found.save()
    if found.starts_on != before["starts_on"]:
        _shift(found, found.starts_on - before["starts_on"])
    found.slots.exclude(day__range=(found.starts_on, found.ends_on)).delete()
    promote(found)
    if announced and any(getattr(found, name) != before[name] for name in TOLD):
        tell_changed(found)
    return found


@transaction.atomic
def write_slots(session: Session, slots: Iterable[TypedSlot], *, by: User) -> Session:
    """Make the half-days of a session those given; people who are coming are told when hours change.

    Refused: a day out of the dates, a half-day twice, one that somebody has signed or where presence is noted, a
    trainer who is elsewhere at that time. Raises NotAllowed, WrongState and Refused.
    """
    found = held_by(session, CHANGE, by=by)
    wanted = sorted(slots, key=lambda slot: (slot.day, slot.starts_at))
    _check(found, wanted)
    kept = {slot.pk: slot for slot in found.slots.select_for_update()}
    used = set(found.slots.filter(attendances__isnull=False).values_list("pk", flat=True))
    used |= set(found.slots.filter(trainer_signatures__isnull=False).values_list("pk", flat=True))
    timetable = {(slot.day, slot.starts_at, slot.ends_at) for slot in kept.values()}
    named = {slot.pk for slot in wanted if slot.pk in kept}
    changed = {slot.pk for slot in wanted if slot.pk in kept and not _same_hours(kept[slot.pk], slot)}
    if used & (changed | kept.keys() - named):
        raise Refused("Une présence est déjà notée sur cette demi-journée : elle ne change plus.")
    # Half-days that change of place among themselves would meet on the way: those that move are made anew.
    found.slots.filter(pk__in=(kept.keys() - named) | changed).delete()
    for slot in wanted:
        row = kept[slot.pk] if slot.pk in named - changed else Slot(session=found)
        row.day, row.half_day, row.starts_at, row.ends_at = slot.day, slot.half_day, slot.starts_at, slot.ends_at
        row.remote = slot.remote
        row.save()
        row.trainers.set(slot.trainers)
    if found.state != Session.State.DRAFT and timetable != {(one.day, one.starts_at, one.ends_at) for one in wanted}:
        tell_changed(found)
    return found


def led_everywhere(slots: Iterable[TypedSlot], trainer: Trainer) -> list[TypedSlot]:
    """The same half-days; this trainer leads those that nobody leads."""
    return [slot if slot.trainers else replace(slot, trainers=(trainer,)) for slot in slots]


def busy_trainers(session: Session, slot) -> list[tuple[Trainer, Session]]:
    """The trainers given to this half-day who are in another session at that time."""
    others = (
        Slot.objects.filter(day=slot.day, starts_at__lt=slot.ends_at, ends_at__gt=slot.starts_at)
        .exclude(session__state__in=Session.CALLED_OFF)
        .exclude(session=session)
        .filter(trainers__in=slot.trainers)
        .select_related("session__version")
        .prefetch_related("trainers")
        .distinct()
    )
    wanted = set(slot.trainers)
    return [(one, other.session) for other in others for one in other.trainers.all() if one in wanted]


def _check(session: Session, slots: list[TypedSlot]) -> None:
    seen: set = set()
    for slot in slots:
        where = f"{slot.day:%d/%m/%Y}, {Slot.HalfDay(slot.half_day).label}"
        if not session.starts_on <= slot.day <= session.ends_on:
            raise Refused(
                f"{where} : ce jour n'est pas entre le {session.starts_on:%d/%m/%Y} et le {session.ends_on:%d/%m/%Y}."
            )
        if (slot.day, slot.half_day) in seen:
            raise Refused(f"{where} : cette demi-journée est écrite deux fois.")
        if slot.starts_at >= slot.ends_at:
            raise Refused(f"{where} : elle finit avant de commencer.")
        seen.add((slot.day, slot.half_day))
        for trainer, other in busy_trainers(session, slot):
            raise Refused(f"{where} : {trainer} anime au même moment « {other} ».")
    for before, after in zip(slots, slots[1:], strict=False):
        if before.day == after.day and after.starts_at < before.ends_at:
            raise Refused(f"{after.day:%d/%m/%Y} : deux demi-journées se recouvrent.")


def _same_hours(row: Slot, typed: TypedSlot) -> bool:
    return (row.day, row.half_day, row.starts_at, row.ends_at) == (
        typed.day, typed.half_day, typed.starts_at, typed.ends_at,
    )  # fmt: skip


def _shift(session: Session, by: timedelta) -> None:
    """Half-days follow the dates; the last first when going forwards, so that none meets another on its way."""
    for slot in session.slots.order_by("-day" if by > timedelta(0) else "day"):
        slot.day += by
        slot.save(update_fields=["day"])


def _clean(session: Session) -> None:
    if session.ends_on - session.starts_on > LONGEST:
        raise Refused("Une session dure un an au plus : vérifiez ses dates.")
    if session.registration_until and session.registration_until > session.starts_on:
        raise Refused("Les inscriptions se terminent au plus tard le premier jour.")
    try:
        session.full_clean(exclude=["number"])
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
