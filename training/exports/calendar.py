"""Sessions as iCalendar (RFC 5545), for the calendars of others; they name nobody and open no room on line."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vText

from training.models import CourseVersion, Session, Slot


def sessions_calendar(sessions: Iterable[Session], name: str) -> bytes:
    """A feed to subscribe to: each session takes its days, from the first to the last."""
    found = _calendar(name)
    for session in sessions:
        event = _event(session, f"session-{session.pk}", session.version.title)
        event.add("dtstart", session.starts_on)
        event.add("dtend", session.ends_on + timedelta(days=1))
        found.add_component(event)
    return found.to_ical()


def session_calendar(session: Session, slots: Iterable[Slot]) -> bytes:
    """The half-days of a session, at their hours; the days of the session where they are not fixed yet."""
    slots = list(slots)
    if not slots:
        return sessions_calendar([session], session.version.title)
    found = _calendar(session.version.title)
    for slot in slots:
        event = _event(session, f"demi-journee-{slot.pk}", f"{session.version.title} ({slot.get_half_day_display()})")
        event.add("dtstart", _moment(slot.day, slot.starts_at))
        event.add("dtend", _moment(slot.day, slot.ends_at))
        found.add_component(event)
    return found.to_ical()


def _calendar(name: str) -> Calendar:
    found = Calendar()
    found.add("prodid", f"-//{settings.IDENTITY['name']}//Portail//FR")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", vText(name))
    return found


def _event(session: Session, uid: str, title: str) -> Event:
    host = urlsplit(settings.SITE_URL).hostname
    event = Event()
    event.add("uid", f"{uid}@{host}")
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("last-modified", session.updated_at.astimezone(UTC))
    event.add("summary", title)
    event.add("location", place_of(session))
    event.add("url", f"{settings.SITE_URL}{session.get_absolute_url()}")
    event.add("status", _status(session))
    event.add("transp", "TRANSPARENT")
    return event


def place_of(session: Session) -> str:
    """Where a session is held, in one line."""
    if session.modality == CourseVersion.Modality.REMOTE:
        return "À distance"
    town = " ".join(filter(None, [session.postcode, session.city]))
    return ", ".join(filter(None, [session.place_name, session.address, town])) or session.region.name


def _status(session: Session) -> str:
    if session.state in Session.CALLED_OFF:
        return "CANCELLED"
    return "TENTATIVE" if session.state in (Session.State.DRAFT, Session.State.OPEN) else "CONFIRMED"


def _moment(day: date, hour) -> datetime:
    """Hours of here, as UTC: calendars then need no rules of summer time."""
    return timezone.make_aware(datetime.combine(day, hour)).astimezone(UTC)
