"""What the tests of general meetings share."""

import pypdfium2
from django.urls import reverse

from members.models import GeneralMeeting, Resolution
from tests.factories import GeneralMeetingFactory, ResolutionFactory, RollEntryFactory


def on_roll(meeting) -> list:
    """The organisations of a meeting's roll."""
    return [entry.organisation for entry in meeting.entries.order_by("pk")]


def room_of(votes: int, **fields) -> Resolution:
    """A resolution put to so many votes, in a meeting that has its quorum."""
    meeting = GeneralMeetingFactory(state=GeneralMeeting.State.OPEN, **fields)
    RollEntryFactory(meeting=meeting, votes=votes, there=True)
    return ResolutionFactory(meeting=meeting)


def page(name: str, *args) -> str:
    """The address of a page of meetings."""
    return reverse(f"members:{name}", args=args)


def text_of(response) -> str:
    """A page as one reads it, apostrophes and no-break spaces made plain."""
    return response.content.decode().replace("&#x27;", "'").replace("\u00a0", " ").replace("&nbsp;", " ")


def told(response) -> list[str]:
    """What a page says of what was just done."""
    return [str(message) for message in response.context["messages"]]


def pdf_text(content: bytes) -> str:
    """The words of a PDF, on one line."""
    with pypdfium2.PdfDocument(content) as pdf:
        words = " ".join(pdf[number].get_textpage().get_text_range() for number in range(len(pdf)))
    return " ".join(words.replace("\u00a0", " ").split())


def step(client, meeting, name: str, **more):
    """A meeting led one step further from its page."""
    return client.post(page("move_meeting", meeting.pk), {"step": name} | more, follow=True)
