"""What leaves a meeting as a file: the attendance sheet, the results, the roll for a voting tool."""

from django.contrib import messages
from django.shortcuts import redirect

from members.domain.meetings import documents
from members.exports import ROLL_COLUMNS, roll_rows
from members.models import GeneralMeeting
from members.views.meetings import seen_meeting
from reporting.exports import table_response
from reporting.files import pdf_response
from reporting.jobs import start_job

State = GeneralMeeting.State


def attendance_sheet(request, pk):
    """Ask for the sheet, which is long to lay out."""
    meeting = seen_meeting(request, pk, "read_roll")
    if request.method != "POST":
        return redirect(meeting)
    if meeting.state == State.PREPARED:
        messages.error(request, "La liste n'est pas figée : il n'y a pas encore de feuille d'émargement.")
        return redirect(meeting)
    title = f"Feuille d'émargement : {meeting}"
    return redirect(start_job("attendance_sheet", title=title, by=request.user, params={"meeting": meeting.pk}))


def results_sheet(request, pk):
    """The minutes of the votes, once the meeting is closed."""
    meeting = seen_meeting(request, pk)
    if meeting.state != State.CLOSED:
        messages.error(request, "Les résultats paraîtront quand l'assemblée sera close.")
        return redirect(meeting)
    return pdf_response(f"resultats-{meeting.held_on:%Y-%m-%d}.pdf", documents.results_sheet(meeting).content)


def roll_export(request, pk, fmt):
    meeting = seen_meeting(request, pk, "manage_meetings")
    return table_response(fmt, f"liste-electorale-{meeting.held_on:%Y-%m-%d}", ROLL_COLUMNS, roll_rows(meeting))
