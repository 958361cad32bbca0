"""The records that the frames of a statement count: each figure and the list behind it come from the same ones.

A session over two years is split by the days of its half-days, and its trainees count in both years. Who gave up counts
with the hours followed. A registration cancelled before the start never counts.
"""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from training.models import (
    ActivityStatement,
    Attendance,
    InvoiceLine,
    Registration,
    Slot,
    Subcontract,
    Trainer,
)

# Sessions of other bodies are told in frame G only.
OURS = Q(registration__session__entrusted_by="")
ENTRUSTED_AWAY = Q(
    registration__session__subcontract__state=Subcontract.State.SIGNED,
    registration__session__subcontract__whole_action=True,
)
TRAINEE_TYPE = "registration__trainee_type"
OBJECTIVE = "registration__session__version__course__statement_objective"
SPECIALITY = "registration__session__version__course__nsf_code"


def attended(statement: ActivityStatement) -> QuerySet[Attendance]:
    """Presences of the year, whoever entrusted the session."""
    return (
        Attendance.objects.present()
        .filter(slot__day__range=(statement.starts_on, statement.ends_on))
        .exclude(registration__state=Registration.State.CANCELLED)
    )


def own(statement: ActivityStatement) -> QuerySet[Attendance]:
    """Frames F-1, F-3 and F-4: presences in our own sessions."""
    return attended(statement).filter(OURS)


def entrusted_away(statement: ActivityStatement) -> QuerySet[Attendance]:
    """Frame F-2: those of sessions that another body trains from beginning to end, under a signed contract."""
    return own(statement).filter(ENTRUSTED_AWAY)


def entrusted_to_us(statement: ActivityStatement) -> QuerySet[Attendance]:
    """Frame G: presences in sessions that another body entrusts to us."""
    return attended(statement).exclude(OURS)


def invoiced(statement: ActivityStatement) -> QuerySet[InvoiceLine]:
    """Frame C: lines of invoices and credit notes dated in the year, without VAT; a credit counts in its own year."""
    return InvoiceLine.objects.filter(invoice__issued_on__range=(statement.starts_on, statement.ends_on))


def led(statement: ActivityStatement) -> QuerySet[Slot]:
    """Frame E: half-days of the year at which somebody was present, each counted once, and who led it.

    One led by two people counts for its duration, as work of the body's own people where one of them is.
    """
    in_year = Slot.objects.filter(day__range=(statement.starts_on, statement.ends_on))
    present = attended(statement).filter(slot=OuterRef("pk"))
    leaders = Trainer.objects.filter(slots=OuterRef("pk"))
    return in_year.filter(Exists(present)).annotate(
        inside=Exists(leaders.filter(subcontractor=None)), outside=Exists(leaders.exclude(subcontractor=None))
    )


INSIDE, OUTSIDE, NOBODY = Q(inside=True), Q(inside=False, outside=True), Q(inside=False, outside=False)


def contracts(statement: ActivityStatement) -> QuerySet[Subcontract]:
    """Signed contracts of the sessions of the year, which frame D may be filled with."""
    of_year = Slot.objects.filter(
        day__range=(statement.starts_on, statement.ends_on), session__subcontract=OuterRef("pk")
    )
    return Subcontract.objects.filter(Exists(of_year), state=Subcontract.State.SIGNED)


def expected(statement: ActivityStatement, until) -> QuerySet[Registration]:
    """A row for each trainee at each half-day of the year up to `until` where their presence is not known.

    Who gave up is not expected from that day on; who never came is known not to have.
    """
    states = Registration.State
    rows = (
        Registration.objects.seated()
        .exclude(state=states.NO_SHOW)
        .annotate(slot=F("session__slots__pk"), slot_day=F("session__slots__day"))
        .filter(slot_day__range=(statement.starts_on, min(statement.ends_on, until)))
        .exclude(state=states.ABANDONED, ended_on__lte=F("slot_day"))
    )
    known = Attendance.objects.filter(registration=OuterRef("pk"), slot=OuterRef("slot"))
    return rows.filter(~Exists(known))
