"""The records behind each cell: the list that a figure opens, as it is today or as it was made final."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, CharField, F, Sum, Value, When

from training.domain.statement import records
from training.domain.statement.content import LEARNERS, OTHERS, SPLITS, TOTAL, UNTOLD, Content, FrameKey
from training.models import ActivityStatement, InvoiceLine, Registration, Slot

KINDS = {FrameKey.RESOURCES: InvoiceLine, FrameKey.TRAINERS: Slot} | dict.fromkeys(LEARNERS, Registration)
SOURCES = {
    FrameKey.BY_TYPE: records.own,
    FrameKey.ENTRUSTED_AWAY: records.entrusted_away,
    FrameKey.BY_OBJECTIVE: records.own,
    FrameKey.BY_SPECIALITY: records.own,
    FrameKey.ENTRUSTED_TO_US: records.entrusted_to_us,
}


@dataclass(frozen=True)
class CellRecord:
    """A record that a frame counts: the number of an invoice line, a half-day or a registration, the part of the frame
    where it stands, and its euros or minutes."""

    part: str
    number: int
    exact: Decimal


def frame_records(statement: ActivityStatement, content: Content, key: FrameKey) -> list[CellRecord]:
    """Every record of a frame, in the order of a list; `content` is what the statement says."""
    if statement.state == ActivityStatement.State.FINAL:
        kept = statement.content["records"][key]
        return [CellRecord(part, number, Decimal(exact)) for part, number, exact in kept]
    return [CellRecord(part, number, Decimal(exact)) for part, number, exact in _live(statement, content, key)]


def of_part(found: Iterable[CellRecord], part: str) -> list[CellRecord]:
    """Those of one line of the frame, or all for the total."""
    return [one for one in found if part in (TOTAL, one.part)]


def records_to_keep(statement: ActivityStatement, content: Content) -> dict[str, list]:
    """The records of every frame, as the database keeps them with a final statement."""
    return {
        str(key): [[part, number, str(exact)] for part, number, exact in _live(statement, content, key)]
        for key in FrameKey
    }


def _live(statement: ActivityStatement, content: Content, key: FrameKey):
    if key == FrameKey.RESOURCES:
        rows = records.invoiced(statement).order_by("invoice__issued_on", "invoice__number", "pk")
        return [(line or UNTOLD, pk, amount) for line, pk, amount in rows.values_list("funding_line", "pk", "amount")]
    if key == FrameKey.TRAINERS:
        kind = Case(
            When(records.INSIDE, then=Value("interne")), When(records.OUTSIDE, then=Value("externe")),
            default=Value(UNTOLD), output_field=CharField(),
        )  # fmt: skip
        return records.led(statement).annotate(part=kind).order_by("day", "starts_at", "pk").values_list(
            "part", "pk", "minutes"
        )  # fmt: skip
    rows = (
        SOURCES[key](statement)
        .order_by("registration__session__starts_on", "registration__session", "registration__trainee__last_name", "registration")
        .values("registration")
        .annotate(part=F(SPLITS[key]) if key in SPLITS else Value("tous"), followed=Sum("minutes"))
        .values_list("part", "registration", "followed")
    )  # fmt: skip
    shown = {line.part for line in content.frame(key).lines}
    # A speciality that is not of the five is among the others.
    return [
        (UNTOLD if not part else part if part in shown else OTHERS, number, followed) for part, number, followed in rows
    ]
