"""A training body with a year to declare, and presences written in a line."""

from datetime import date, timedelta
from decimal import Decimal

from tests.factories.training import (
    ActivityStatementFactory,
    AttendanceFactory,
    RegistrationFactory,
    SessionFactory,
    SubcontractFactory,
    TrainerFactory,
    TrainingBodyFactory,
    TrainingInvoiceFactory,
)
from training.models import ActivityStatement, Registration, Session, TrainingInvoice

HALF_DAY = 210
MARCH = date(2024, 3, 4)


def body(**fields):
    """A body of which nothing lacks in frame A."""
    return TrainingBodyFactory(**{"naf": "8559A"} | fields)


def statement(**fields) -> ActivityStatement:
    """2024, with all that is typed."""
    entered = {
        "turnover": Decimal(100_000), "charges": Decimal(30_000), "trainer_wages": Decimal(9_000),
        "purchases": Decimal(4_000), "director_name": "Une Directrice", "director_function": "directrice",
    }  # fmt: skip
    return ActivityStatementFactory(**entered | fields)


def session(on: date = MARCH, *, days: int = 1, trainers=None, course=None, **fields) -> Session:
    """A session held, of two half-days a day, led by one of the body's own people unless told otherwise."""
    fields |= {f"version__course__{name}": value for name, value in (course or {}).items()}
    return SessionFactory(
        starts_on=on, ends_on=on + timedelta(days=days - 1), state=Session.State.COMPLETED,
        slots=[TrainerFactory()] if trainers is None else trainers, **fields,
    )  # fmt: skip


def attend(of: Session, *minutes: int, **fields) -> Registration:
    """A trainee of the session, who followed so many minutes of each of its half-days; zero for an absence."""
    registration = RegistrationFactory(session=of, **{"state": Registration.State.COMPLETED} | fields)
    slots = list(of.slots.order_by("day", "half_day"))
    for slot, followed in zip(slots, minutes or [HALF_DAY] * len(slots), strict=False):
        state = "present" if followed else "absent"
        AttendanceFactory(slot=slot, registration=registration, state=state, minutes=followed)
    return registration


def credit(invoice: TrainingInvoice, on: date) -> TrainingInvoice:
    """The credit note of an invoice, which takes each of its lines back."""
    lines = [(-line.amount, line.funding_line) for line in invoice.lines.all()]
    return TrainingInvoiceFactory(
        kind="credit", cancels=invoice, order=invoice.order, amount=-invoice.amount, issued_on=on, lines=lines
    )


def made_up_year() -> ActivityStatement:
    """Sessions of every sort around 2024, and money of several payers."""
    body()
    own, other = TrainerFactory(), TrainerFactory(subcontractor=SubcontractFactory().subcontractor)
    attend(session(trainers=[own]))
    plain = session(trainers=[own, other], course={"nsf_code": "344", "statement_objective": "b"})
    attend(plain)
    attend(plain, 200, 0, trainee_type="c")
    attend(plain, 0, 0, state="no_show")
    attend(plain, 95, 0, state="abandoned", ended_on=MARCH, trainee_type="e")
    over = session(date(2023, 12, 31), days=2, trainers=[other], subcontract=SubcontractFactory(number="STR1"))
    attend(over)
    attend(over, 210, 210, 0, 0)
    part = SubcontractFactory(whole_action=False, number="STR2")
    attend(session(trainers=[other], subcontract=part, course={"nsf_code": "315"}), 50, 100, trainee_type="b")
    for code in ("310", "312", "313", "320"):
        attend(session(course={"nsf_code": code}), 100, 0)
    entrusted = session(entrusted_by="Un autre organisme")
    attend(entrusted, 70, 0)
    attend(session(date(2025, 1, 6)))
    cancelled = RegistrationFactory(session=plain, state="cancelled")
    assert not cancelled.attendances.exists()
    paid = TrainingInvoiceFactory(
        amount=Decimal("1000.50"),
        issued_on=date(2024, 2, 1),
        lines=[(Decimal("600.25"), "1"), (Decimal("400.25"), "2h")],
    )
    before = TrainingInvoiceFactory(amount=Decimal(300), issued_on=date(2023, 12, 20), lines=[(Decimal(300), "2h")])
    credit(before, date(2024, 1, 10))
    TrainingInvoiceFactory(amount=Decimal("249.50"), issued_on=date(2024, 12, 31), lines=[(Decimal("249.50"), "10")])
    credit(paid, date(2025, 1, 3))
    return statement()
