"""Papers of a meeting: the attendance sheet to be signed, and the results."""

from itertools import groupby

from django.conf import settings
from django.utils import timezone

from members.domain.meetings.quorum import count_by_college, quorum_of
from members.models import GeneralMeeting
from reporting.documents import RenderedPdf, render_pdf


def attendance_sheet(meeting: GeneralMeeting) -> RenderedPdf:
    """Every organisation of the roll by college, with its votes, its proxies and the place of a signature."""
    entries = (
        meeting.entries.with_represented().with_proxies().order_by("college__position", "college_name", "sort_name")
    )
    colleges = [(name, list(rows)) for name, rows in groupby(entries, key=lambda entry: entry.college_name)]
    return render_pdf("members/meetings/attendance_sheet.html", _context(meeting) | {"colleges": colleges})


def results_sheet(meeting: GeneralMeeting) -> RenderedPdf:
    """The minutes of the votes: who could vote, the quorum, and each resolution with its votes and what they decide."""
    return render_pdf(
        "members/meetings/results_sheet.html",
        _context(meeting) | {"resolutions": list(meeting.resolutions.all()), "colleges": count_by_college(meeting)},
    )


def _context(meeting: GeneralMeeting) -> dict:
    return {
        "meeting": meeting,
        "quorum": quorum_of(meeting),
        "identity": settings.IDENTITY,
        "made_at": timezone.now(),
    }
