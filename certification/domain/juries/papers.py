"""Papers of a jury: the summons of candidates as PDF, and its day for calendars."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from certification.domain.juries.letters import places_of_same_structure
from certification.models import Jury, Place, Seat
from members.domain.outbox import NothingToSend, attachment_maker
from members.models import Issuer
from reporting.documents import render_pdf


def summonses_pdf(places: Iterable[Place]) -> bytes:
    """The summons of candidates, a page each."""
    context = {"title": "Convocations au jury", "issuer": Issuer.current(), "places": list(places)}
    return render_pdf("certification/papers/summons.html", context).content


@attachment_maker("jury_summonses")
def _summonses(place_id: int) -> tuple[str, bytes]:
    """The summons of every candidate of the structure of this place."""
    place = Place.objects.select_related("jury", "enrolment").filter(pk=place_id).first()
    if place is None or place.jury.state not in Jury.SUMMONED:
        raise NothingToSend("Ce jury n'a plus lieu.")
    return f"convocations-{place.jury.held_on:%Y-%m-%d}.pdf", summonses_pdf(places_of_same_structure(place))


@attachment_maker("jury_calendar")
def _calendar(seat_id: int) -> tuple[str, bytes]:
    seat = Seat.objects.select_related("jury__certification").filter(pk=seat_id).first()
    if seat is None or seat.jury.state not in Jury.SUMMONED:
        raise NothingToSend("Ce jury n'a plus lieu.")
    return f"jury-{seat.jury.held_on:%Y-%m-%d}.ics", calendar_file(seat.jury)


def calendar_file(jury: Jury) -> bytes:
    """The day of a jury as iCalendar (RFC 5545); without hours it takes the whole day. It names nobody."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{_text(settings.IDENTITY['name'])}//Portail//FR",
        "METHOD:PUBLISH", "BEGIN:VEVENT",
        f"UID:jury-{jury.pk}@{settings.SITE_URL.partition('://')[2]}",
        f"DTSTAMP:{timezone.now().astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{int(jury.updated_at.timestamp())}",
        *_when(jury),
        f"SUMMARY:{_text(f'Jury {jury.certification}')}",
        f"LOCATION:{_text(jury.place)}",
        f"URL:{settings.SITE_URL}{jury.get_absolute_url()}",
        f"STATUS:{_status(jury)}",
        "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _status(jury: Jury) -> str:
    states = Jury.State
    return {states.CANCELLED: "CANCELLED", states.DRAFT: "TENTATIVE", states.CONVENED: "TENTATIVE"}.get(
        jury.state, "CONFIRMED"
    )


def _when(jury: Jury) -> list[str]:
    if jury.starts_at is None:
        after = jury.held_on + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{jury.held_on:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    starts = timezone.make_aware(datetime.combine(jury.held_on, jury.starts_at))
    ends = (
        timezone.make_aware(datetime.combine(jury.held_on, jury.ends_at))
        if jury.ends_at
        else starts + timedelta(hours=3)
    )
    return [
        f"{name}:{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" for name, moment in (("DTSTART", starts), ("DTEND", ends))
    ]


def _text(value: str) -> str:
    r"""A text of iCalendar: backslash, semicolon, comma and line break are escaped."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of 75 bytes at most, the rest on lines that begin with a blank; no letter is cut."""
    pieces, current = [], ""
    for letter in line:
        if len((current + letter).encode()) > (75 if not pieces else 74):
            pieces.append(current)
            current = ""
        current += letter
    return "\r\n ".join([*pieces, current])
