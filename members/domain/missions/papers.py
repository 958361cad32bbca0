"""Papers of a mission: its reports as PDF, its budget as a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from members.domain.missions.reports import spent_lines, value_lines
from members.models import BudgetLine, DelegatedMission, MissionReport
from reporting.documents import RenderedPdf, render_pdf

BUDGET_COLUMNS = ["Année", "Nature", "Compte", "Intitulé", "Prévu (€)", "Réalisé (€)", "Reste (€)", "Motif de l'écart"]


@dataclass(frozen=True)
class BudgetYear:
    """A year of a budget: its lines, charges then products, and the sums of both, in euros."""

    year: int
    lines: list[BudgetLine]

    def _sum(self, kind: str, name: str) -> Decimal:
        return sum((getattr(line, name) or Decimal(0) for line in self.lines if line.kind == kind), Decimal(0))

    @property
    def totals(self) -> list[tuple[str, Decimal, Decimal, Decimal]]:
        """For charges and for products: the word, planned, spent, and what is left."""
        rows = []
        for kind, word in (
            (BudgetLine.Kind.CHARGE, "Total des charges"),
            (BudgetLine.Kind.PRODUCT, "Total des produits"),
        ):
            planned, spent = self._sum(kind, "planned"), self._sum(kind, "spent")
            rows.append((word, planned, spent, planned - spent))
        return rows


def budget_by_year(mission: DelegatedMission) -> list[BudgetYear]:
    """The budget of a mission, a year after the other."""
    years: dict[int, list[BudgetLine]] = {}
    for line in mission.lines.all():
        years.setdefault(line.year, []).append(line)
    return [BudgetYear(year, lines) for year, lines in sorted(years.items())]


def budget_rows(mission: DelegatedMission) -> Iterator[list]:
    """The lines of a budget as `BUDGET_COLUMNS` names them."""
    for line in mission.lines.all():
        kind = line.get_kind_display()
        yield [line.year, kind, line.account_class, line.label, line.planned, line.spent, line.rest, line.reason]


def report_pdf(report: MissionReport) -> RenderedPdf:
    """A report as it stands: what was done, spent and counted, and what the national team answered."""
    context = {
        "report": report,
        "mission": report.mission,
        "spent": spent_lines(report),
        "values": value_lines(report),
        "identity": settings.IDENTITY,
        "made_at": timezone.now(),
    }
    return render_pdf("members/missions/report_sheet.html", context)
