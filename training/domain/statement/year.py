"""Accounting years of the training body, and when their statement is due."""

from calendar import monthrange
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from members.domain.moves import Refused
from members.models import User
from training.domain.team import require_team
from training.models import ActivityStatement, TrainingBody

# The statement of the last closed year is due on 30 April (article R. 6352-23 of the labour code); the State's site
# has stayed open until 31 May in past years.
DUE_MONTH, DUE_DAY = 4, 30


def accounting_year(year: int, first_month: int) -> tuple[date, date]:
    """The first and last days of the accounting year that ends in `year`."""
    if first_month == 1:
        return date(year, 1, 1), date(year, 12, 31)
    last = first_month - 1
    return date(year - 1, first_month, 1), date(year, last, monthrange(year, last)[1])


def due_on(ends_on: date) -> date:
    """The legal date of the statement of a year that ends on this day."""
    return date(ends_on.year + 1, DUE_MONTH, DUE_DAY)


def years_to_prepare(today: date | None = None) -> list[int]:
    """Years, by the one in which they end, that have no statement: from the first of which the portal keeps the sessions
    to the one that runs, newest first."""
    body, today = TrainingBody.current(), today or timezone.localdate()
    running = today.year if accounting_year(today.year, body.year_starts_in)[1] >= today else today.year + 1
    prepared = {day.year for day in ActivityStatement.objects.values_list("ends_on", flat=True)}
    return [year for year in range(running, (body.records_since or running) - 1, -1) if year not in prepared]


def year_to_declare(today: date | None = None) -> tuple[int, date] | None:
    """The last closed year whose statement is not final, and its legal date; None where nothing is owed.

    Before the first year of which the portal keeps the sessions, it cannot tell.
    """
    body, today = TrainingBody.current(), today or timezone.localdate()
    closed = today.year
    while accounting_year(closed, body.year_starts_in)[1] >= today:
        closed -= 1
    if body.records_since is None or closed < body.records_since:
        return None
    if ActivityStatement.objects.filter(ends_on__year=closed, state=ActivityStatement.State.FINAL).exists():
        return None
    return closed, due_on(accounting_year(closed, body.year_starts_in)[1])


def prepare_statement(year: int, *, by: User | None) -> ActivityStatement:
    """Begin the statement of the year that ends in `year`; its director is the signatory, until said otherwise."""
    require_team(by)
    body = TrainingBody.current()
    starts_on, ends_on = accounting_year(year, body.year_starts_in)
    if starts_on > timezone.localdate():
        raise Refused("Cet exercice n'a pas commencé.")
    covered = ActivityStatement.objects.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first()
    if covered:
        raise Refused(f"Le {covered} couvre déjà cet exercice.")
    try:
        with transaction.atomic():
            return ActivityStatement.objects.create(
                starts_on=starts_on, ends_on=ends_on, director_name=body.signatory,
                director_function=body.signatory_function,
            )  # fmt: skip
    except IntegrityError:
        raise Refused("Quelqu'un vient de préparer le bilan de cet exercice.") from None
