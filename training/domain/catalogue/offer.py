"""What is offered today: programmes at the catalogue, sessions to come, places left, and the price for the reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from members.models import Role
from training.domain.registrations.registering import refusal_of
from training.domain.sessions.seats import with_seats
from training.models import Course, CourseVersion, Session


def offered_versions(user) -> QuerySet:
    """The programme on sale of each course of the catalogue."""
    current = CourseVersion.objects.current().values("pk")
    return (
        CourseVersion.objects.visible_to(user)
        .filter(pk__in=current, course__state=Course.State.PUBLISHED)
        .select_related("course__theme")
    )


def coming_sessions(user) -> QuerySet:
    """Sessions open to all that begin today or later, the nearest first, with the places taken."""
    sessions = Session.objects.visible_to(user).coming(timezone.localdate())
    return (
        with_seats(sessions.filter(audience=Session.Audience.OPEN))
        .select_related("version__course__theme", "region")
        .order_by("starts_on", "pk")
    )


def sessions_between(user, first: date, after: date) -> QuerySet:
    """Sessions open to all that take place from `first` until the day before `after`, those that are over included."""
    held = [*Session.REGISTERING, *Session.HELD]
    sessions = Session.objects.visible_to(user).filter(
        audience=Session.Audience.OPEN, state__in=held, starts_on__lt=after, ends_on__gte=first
    )
    return (
        sessions.select_related("version", "region").prefetch_related("slots").order_by("starts_on", "pk")
    )  # fmt: skip


def days_of(session: Session) -> list[date]:
    """The days on which one is trained: those of the half-days, or all of them while these are not fixed."""
    days = {slot.day for slot in session.slots.all()}
    if days:
        return sorted(days)
    return [
        session.starts_on + timedelta(days=count) for count in range((session.ends_on - session.starts_on).days + 1)
    ]


@dataclass(frozen=True)
class Places:
    """What is left on a session: `left` places, or a waiting list; nothing once registrations are closed."""

    left: int
    open: bool

    @property
    def word(self) -> str:
        if not self.open:
            return "inscriptions closes"
        if not self.left:
            return "complet, liste d'attente"
        return f"{self.left} places" if self.left > 1 else "dernière place"

    @property
    def tone(self) -> str:
        return "off" if not self.open else "ok" if self.left else "wait"


def places_of(session: Session) -> Places:
    """The places of a session that `with_seats` gave."""
    return Places(left=session.left, open=not refusal_of(session, timezone.localdate()))


@dataclass(frozen=True)
class Price:
    """A price without tax, for one person, and for whom it is."""

    label: str
    amount: Decimal


def prices_for(user, priced: CourseVersion | Session) -> list[Price]:
    """The price that the reader's structure would pay, or both for who has none, or keeps them."""
    member, public = Price("adhérents", priced.price_member), Price("autres structures", priced.price_public)
    if member.amount == public.amount:
        return [Price("toutes les structures", member.amount)]
    if not user.is_authenticated or user.is_national or user.is_board or not user.organisation_ids:
        return [member, public]
    return [member] if Role.MEMBER in user.roles else [public]


def next_of_each(sessions: Iterable[Session]) -> dict[int, Session]:
    """The first session of each course; sessions come the nearest first."""
    found: dict[int, Session] = {}
    for session in sessions:
        found.setdefault(session.version.course_id, session)
    return found
