"""What an official is owed for the juries of a year: an indemnity for each, and travel."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings

from certification.domain.officials.activity import sat_in
from certification.models import Jury, Official, Seat
from reporting.documents import RenderedPdf, render_pdf

COLUMNS = ["Date", "Jury", "Lieu", "Rôle", "Indemnité (€)", "Déplacement (€)", "Total (€)"]


@dataclass(frozen=True)
class Line:
    """A jury on which the person was present, in euros; an observer without a vote is paid the travel alone."""

    jury: Jury
    role: str
    indemnity: Decimal
    travel: Decimal

    @property
    def total(self) -> Decimal:
        return self.indemnity + self.travel


@dataclass(frozen=True)
class Statement:
    """The indemnities of a person over a year, in the order of the days."""

    official: Official
    year: int
    lines: list[Line]

    @property
    def indemnities(self) -> Decimal:
        return sum((line.indemnity for line in self.lines), Decimal(0))

    @property
    def travel(self) -> Decimal:
        return sum((line.travel for line in self.lines), Decimal(0))

    @property
    def total(self) -> Decimal:
        return self.indemnities + self.travel

    @property
    def file_name(self) -> str:
        return f"indemnites-{self.year}-{self.official.pk}"


def statement_of(official: Official, year: int) -> Statement:
    """The statement of a person for a year, with the indemnity that each certification sets."""
    seats = sat_in(year).filter(official=official).select_related("jury__certification")
    lines = [
        Line(
            jury=seat.jury,
            role=seat.get_role_display(),
            indemnity=seat.jury.certification.indemnity if seat.role in Seat.VOTING else Decimal(0),
            travel=seat.travel_cost,
        )
        for seat in seats.order_by("jury__held_on", "pk")
    ]
    return Statement(official, year, lines)


def statement_rows(statement: Statement) -> list[list]:
    """The lines of a statement as `COLUMNS` names them, then their sums."""
    rows: list[list[date | str | Decimal | None]] = [
        [line.jury.held_on, str(line.jury), line.jury.place, line.role, line.indemnity, line.travel, line.total]
        for line in statement.lines
    ]
    return [*rows, [None, "Total", "", "", statement.indemnities, statement.travel, statement.total]]


def statement_pdf(statement: Statement) -> RenderedPdf:
    """The statement as PDF/UA."""
    return render_pdf(
        "certification/officials/statement_paper.html", {"statement": statement, "identity": settings.IDENTITY}
    )
