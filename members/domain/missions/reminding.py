"""Reminders of reports: two weeks before their day, then once it is past; each once, to the carrier's staff."""

from datetime import date, timedelta

from django.utils import timezone

from members.domain.missions.telling import tell_carrier
from members.models import MissionReport

BEFORE = timedelta(days=14)


def remind(today: date | None = None) -> int:
    """Post the reminders of the day; a report whose day was moved is reminded of anew; how many mails."""
    today = today or timezone.localdate()
    reports = MissionReport.objects.unsent().filter(due_on__lte=today + BEFORE)
    posted = 0
    for report in reports.select_related("mission__carrier"):
        late = report.due_on < today
        posted += tell_carrier(
            report.mission,
            f"report:{report.pk}:{report.due_on}:{'after' if late else 'before'}",
            "Bilan en retard" if late else "Bilan à remettre",
            report=report,
            text="Ce bilan était attendu : remettez-le, ou dites à l'équipe nationale quand il le sera."
            if late
            else "",
        )
    return posted
