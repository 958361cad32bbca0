"""When a half-day can be signed: from its beginning, until some days after it."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from members.domain.moves import Refused
from training.models import Session, Slot, TrainingBody


def opens_at(slot: Slot) -> datetime:
    return datetime.combine(slot.day, slot.starts_at, timezone.get_default_timezone())


def signing_days() -> int:
    """How many days after a half-day it can still be signed; read once by who asks about several."""
    return TrainingBody.current().signing_days


def closes_at(slot: Slot, days: int | None = None) -> datetime:
    """The end of the last day on which it can be signed."""
    last = slot.day + timedelta(days=(signing_days() if days is None else days) + 1)
    return datetime.combine(last, time(0), timezone.get_default_timezone())


def check_open(slot: Slot, now: datetime, days: int | None = None) -> None:
    """Raises Refused before the half-day, after the delay, and where the session is not held."""
    if slot.session.state in (*Session.CALLED_OFF, Session.State.CLOSED):
        raise Refused(f"Cette session est {slot.session.get_state_display()} : elle ne se signe plus.")
    if now < opens_at(slot):
        raise Refused(
            f"Cette demi-journée commence le {slot.day:%d/%m/%Y} à {slot.starts_at:%H h %M} : on ne signe pas avant."
        )
    closes = closes_at(slot, days)
    if now >= closes:
        raise Refused(
            f"Le délai pour signer est passé depuis le {closes - timedelta(days=1):%d/%m/%Y}. Signez la feuille "
            "imprimée et remettez-la à l'organisme de formation."
        )


def is_open(slot: Slot, now: datetime, days: int | None = None) -> bool:
    """Whether it can be signed now."""
    try:
        check_open(slot, now, days)
    except Refused:
        return False
    return True
