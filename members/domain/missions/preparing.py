"""A mission is proposed with its budget, its instalments, its deliverables and the reports that it will owe."""

from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Model

from members.domain.missions.refusals import ChangedMeanwhile, MissionRefused, NotAllowed, held
from members.domain.missions.telling import tell_carrier
from members.models import BudgetLine, DelegatedMission, Deliverable, Instalment, MissionReport, User
from members.models.delegated_mission import exceeds
from reporting.french import euros

FACTS = ("title", "purpose", "carrier", "region", "validity", "steering", "indicator_keys")
# What no longer changes once the carrier has agreed.
AGREED_FACTS = ("carrier", "region")
# Usual days of reports, which staff change: at the end of September, and of the March that follows.
INTERIM_DAY, FINAL_DAY = (9, 30), (3, 31)


@dataclass(frozen=True)
class Part:
    """Rows of one model to write and to delete, with the fields that people type."""

    fields: tuple[str, ...]
    written: list[Model] = field(default_factory=list)
    deleted: list[Model] = field(default_factory=list)


PART_FIELDS = {
    BudgetLine: ("year", "kind", "label", "account_class", "planned"),
    Instalment: ("year", "condition", "due_on", "amount"),
    Deliverable: ("label", "due_on"),
    MissionReport: ("year", "kind", "due_on"),
}


@transaction.atomic
def propose(*, by: User, **facts) -> DelegatedMission:
    """A mission to be agreed by its carrier, with the usual reports; the carrier's staff are told."""
    if not by.has_perm("members.keep_missions"):
        raise NotAllowed
    mission = DelegatedMission(**facts)
    _check_facts(mission)
    mission.save()
    MissionReport.objects.bulk_create(usual_reports(mission))
    tell_carrier(mission, "proposed", "Une mission vous est proposée")
    return mission


def usual_reports(mission: DelegatedMission) -> list[MissionReport]:
    """An interim and a final report a year, due on the usual days."""
    kinds = MissionReport.Kind
    return [
        MissionReport(mission=mission, year=year, kind=kind, due_on=date(year + later, *day))
        for year in mission.years
        for kind, later, day in ((kinds.INTERIM, 0, INTERIM_DAY), (kinds.FINAL, 1, FINAL_DAY))
    ]


@transaction.atomic
def change(
    mission: DelegatedMission, *, by: User, read_at: str = "", parts: list[Part] | None = None, **facts
) -> DelegatedMission:
    """Write the facts and the parts of a mission; `read_at` is when what is changed was read, as ISO says it.

    Raises ChangedMeanwhile where somebody has written since.
    """
    mission = held(mission, "change", by=by)
    if read_at and read_at != mission.updated_at.isoformat():
        raise ChangedMeanwhile(mission)
    for name, value in facts.items():
        if name in AGREED_FACTS and mission.agreed_on and value != getattr(mission, name):
            raise MissionRefused("La mission est convenue : son association porteuse et sa région ne changent plus.")
        setattr(mission, name, value)
    _check_facts(mission)
    mission.save()
    for part in parts or []:
        _write(part, mission)
    _check_parts(mission)
    return mission


@transaction.atomic
def discard(mission: DelegatedMission, *, by: User) -> None:
    """Delete a proposal."""
    held(mission, "discard", by=by).delete()


def _check_facts(mission: DelegatedMission) -> None:
    days = mission.validity
    if days is None or days.lower is None or days.upper is None:
        raise MissionRefused("Une mission a un premier et un dernier jours.")
    if not mission.carrier.regions.filter(pk=mission.region_id).exists():
        raise MissionRefused(f"« {mission.carrier} » ne sert pas la région choisie.")


def _write(part: Part, mission: DelegatedMission) -> None:
    """Only what people type is written: what was spent, paid or sent meanwhile stays."""
    for row in part.deleted:
        _require_untouched(row, "ne peut pas être retiré")
        row.delete()
    for row in part.written:
        row.mission = mission
        if row.pk:
            if not isinstance(row, BudgetLine | Deliverable):
                _require_untouched(row, "ne peut plus changer")
            kept = type(row).objects.filter(pk=row.pk, mission=mission).first()
            if kept is None:
                raise ChangedMeanwhile(mission)
            if isinstance(row, BudgetLine) and exceeds(row.planned, kept.spent) and not kept.reason:
                raise MissionRefused(f"« {kept} » est déjà dépensée de plus de 10 % au-dessus de ce montant.")
        try:
            with transaction.atomic():
                row.save(update_fields=part.fields if row.pk else None)
        except IntegrityError:
            raise MissionRefused(f"« {row} » figure deux fois, ou n'est pas complet.") from None


def _require_untouched(row: Model, cannot: str) -> None:
    """What was spent, paid, handed over or sent is kept as it is."""
    kept = type(row).objects.filter(pk=row.pk).first()
    touched = {
        BudgetLine: lambda: kept.spent is not None,
        Instalment: lambda: kept.paid_on is not None,
        Deliverable: lambda: kept.delivered_on is not None,
        MissionReport: lambda: kept.state != MissionReport.State.DRAFT or kept.version > 0,
    }
    if kept is not None and touched[type(row)]():
        raise MissionRefused(f"« {kept} » est déjà réalisé, versé, remis ou commencé : il {cannot}.")


def _check_parts(mission: DelegatedMission) -> None:
    """Years are those of the mission, instalments do not exceed the budget."""
    lines = list(mission.lines.all())
    rows = [*lines, *mission.instalments.all(), *mission.reports.all()]
    outside = next((row for row in rows if row.year not in mission.years), None)
    if outside:
        raise MissionRefused(f"« {outside} » est hors des années de la mission.")
    budget = sum(line.planned for line in lines if line.kind == BudgetLine.Kind.CHARGE)
    total = mission.instalments.all().total()
    if total > budget:
        raise MissionRefused(f"Les versements ({euros(total)}) dépassent les charges prévues ({euros(budget)}).")
