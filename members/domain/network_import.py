"""What a workbook would change in the network, and changing it, in one transaction or not at all."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet
from django.utils import timezone

from members.domain.heirs import Heir, heirs_of, successions_of
from members.domain.import_plan import ImportPlan
from members.domain.places import Places
from members.domain.siret import left_siret
from members.domain.statistics import take_statistics
from members.imports.cells import shown
from members.imports.columns import ACIS, MEMBERSHIPS, ORGANISATIONS, RETURNS, SHEETS
from members.imports.reading import Book, Fault, Row
from members.models import Aci, AciConvention, Department, FormerSiret, Membership, Organisation, YearlyReturn
from members.models.membership import touches
from members.validators import siret_key_is_right
from reporting.french import period

# Records of the base, locked when the plan is to be written.
Kept = Callable[[QuerySet], QuerySet]


class ImportRefused(Exception):
    """The workbook has `faults`, or contradicts what is kept: nothing was written."""

    def __init__(self, message: str, faults: Sequence[Fault] = ()):
        super().__init__(message)
        self.faults = faults


def plan_import(book: Book, *, lock: bool = False) -> ImportPlan:
    """Compare a workbook with what is kept; writes nothing. With `lock`, nobody changes what was read until the end."""
    plan = ImportPlan(list(book.faults), list(book.warnings))

    def kept(records):
        return records.select_for_update(of=("self",)) if lock else records

    known = _plan_organisations(book, plan, kept)
    heirs = heirs_of(known.values())
    _plan_acis(book, plan, known | {siren: heir.successor for siren, heir in heirs.items()}, kept)
    _plan_returns(book, plan, known, kept, heirs)
    _plan_memberships(book, plan, known, kept, heirs)
    order = [sheet.name for sheet in SHEETS]
    plan.faults.sort(key=lambda fault: (order.index(fault.sheet) if fault.sheet in order else -1, fault.row))
    return plan


def apply_import(book: Book) -> ImportPlan:
    """Write what the plan says; raises `ImportRefused`, and then nothing is written."""
    try:
        with transaction.atomic():
            plan = plan_import(book, lock=True)
            if plan.faults:
                raise ImportRefused(
                    f"Ce fichier contient {len(plan.faults)} erreur(s) : rien n'a été importé.", plan.faults
                )
            for _, model, change in plan.parts():
                change.write(model)
    except IntegrityError as error:
        raise ImportRefused(
            "Ce fichier contredit ce que la base contient déjà (périodes qui se chevauchent ou numéro déjà pris) : "
            "rien n'a été importé."
        ) from error
    if not plan.changes_nothing:
        take_statistics(*(model for _, model, _ in plan.parts()))
    return plan


def _plan_organisations(book: Book, plan: ImportPlan, of_base: Kept) -> dict[str, Organisation]:
    """Organisations of the file and those that other sheets name, by SIREN."""
    rows = book.rows.get(ORGANISATIONS.name, [])
    sirets = {row.values["siret"] for sheet in book.rows.values() for row in sheet if "siret" in row.values}
    wanted = Organisation.objects.filter(siren__in={siret[:9] for siret in sirets})
    kept = {o.siren: o for o in of_base(wanted)}
    places = Places(row.values.get("postcode") for row in rows)
    plan.announced = {row.values["siret"][:9] for row in rows if "siret" in row.values}
    known, told = dict(kept), {}
    succeeded = {number: heir.successor for number, heir in successions_of(kept.values()).items()}
    former: dict[int, set[str]] = {}
    for number, siret in FormerSiret.objects.filter(organisation__in=kept.values()).values_list(
        "organisation", "siret"
    ):
        former.setdefault(number, set()).add(siret)
    for row in rows:
        values = dict(row.values)
        siret = values.get("siret")
        if siret is None or "name" not in values:
            continue
        found = kept.get(siret[:9])
        _warn_of_siret(plan, row, siret, found, former)
        place = places.find(values.pop("department_id", None), values.get("postcode"), values.get("city"))
        values |= place.values
        if found and _stays(found, values) and not values.get("commune_id"):
            # Staff may have chosen the commune of an address that names none.
            values.pop("commune_id", None)
        if place.reason and (found is None or "department_id" in row.values):
            _fault(plan, ORGANISATIONS.name, row, "Département", row.values.get("department_id", ""), place.reason)
            continue
        if siret[:9] in told:
            if told[siret[:9]] != siret:
                _fault(plan, ORGANISATIONS.name, row, "SIRET", siret, "Une autre ligne a déjà ce SIREN.")
            continue
        told[siret[:9]] = siret
        if found and found.pk in succeeded:
            plan.warnings.append(
                Fault(
                    ORGANISATIONS.name,
                    row.number,
                    "SIRET",
                    siret,
                    f"Cette structure a été reprise par {succeeded[found.pk]} : sa fiche reste comme elle est.",
                )  # fmt: skip
            )
            continue
        if found and siret in former.get(found.pk, ()):
            # An older file does not bring a former seat back.
            values["siret"] = found.siret
        elif found and found.siret != siret:
            plan.former_sirets.add(None, left_siret(found, on=timezone.localdate()), {})
        known[siret[:9]] = plan.organisations.add(found, Organisation(siren=siret[:9], **values), values)
    return known


def _stays(found: Organisation, values: dict) -> bool:
    """Whether the address of an organisation is the one that it had."""
    return all(values.get(name, getattr(found, name)) == getattr(found, name) for name in ("postcode", "city"))


def _organisation(
    plan: ImportPlan, sheet: str, row: Row, known: dict[str, Organisation], heirs: dict[str, Heir] | None = None
) -> Organisation | None:
    """The organisation that a row names, or a fault; a row of which the file's own sheet is at fault is let be.

    From the year of a succession on, who took over stands for the organisation named.
    """
    siret = row.values.get("siret")
    if siret is None:
        return None
    heir = (heirs or {}).get(siret[:9])
    if heir and row.values.get("year", 0) >= heir.on.year:
        return heir.successor
    organisation = known.get(siret[:9])
    if organisation is None and siret[:9] not in plan.announced:
        _fault(plan, sheet, row, "SIRET", siret, "Aucune structure n'a ce SIREN, ni dans la base ni dans le fichier.")
    return organisation


def _plan_acis(book: Book, plan: ImportPlan, known: dict[str, Organisation], of_base: Kept) -> None:
    """A worksite is known by its convention where the row gives one, else by its organisation and name."""
    rows = book.rows.get(ACIS.name, [])
    pks = [o.pk for o in known.values() if o.pk]
    acis = {aci.pk: aci for aci in of_base(Aci.objects.filter(organisation__in=pks).select_related("organisation"))}
    named: dict[tuple[int, str], list[Aci]] = {}
    for aci in acis.values():
        named.setdefault((aci.organisation_id, aci.name), []).append(aci)
    asp_ids = {row.values["asp_id"] for row in rows if "asp_id" in row.values}
    standing = of_base(AciConvention.objects.filter(Q(asp_id__in=asp_ids) | Q(aci__organisation__in=pks)))
    conventions = {(c.asp_id, c.kind): c for c in standing}
    told = {}
    for row in rows:
        organisation = _organisation(plan, ACIS.name, row, known)
        if organisation is None or "name" not in row.values:
            continue
        known_as = (organisation.pk or id(organisation), row.values["name"])
        identity = (row.values.get("asp_id"), row.values.get("kind", AciConvention.Kind.ACI))
        convention = conventions.get(identity)
        if convention and (id(convention) in told or not _carries(organisation, acis.get(convention.aci_id))):
            _fault(plan, ACIS.name, row, "Numéro ASP", identity[0], "Un autre atelier a déjà cette convention.")
            continue
        same_name = named.setdefault(known_as, [])
        if convention is None and len(same_name) > 1:
            reason = "Cette structure a plusieurs ateliers de ce nom : un numéro ASP connu dira lequel."
            _fault(plan, ACIS.name, row, "Nom de l'ACI", row.values["name"], reason)
            continue
        found = acis[convention.aci_id] if convention else next(iter(same_name), None)
        values = {name: row.values[name] for name in ("name", "activity", "city") if name in row.values}
        made = Aci(organisation=organisation, department_id=organisation.department_id, **values)
        aci = plan.acis.add(found, made, values)
        if found is None:
            same_name.append(aci)
        validity = _period(plan, ACIS.name, row, kept=convention)
        if identity[0] is None or validity is None:
            continue
        new = AciConvention(aci=aci, asp_id=identity[0], kind=identity[1], validity=validity)
        stands = conventions[identity] = plan.conventions.add(convention, new, {"validity": validity})
        told[id(stands)] = row
    _refuse_overlaps(
        plan, ACIS.name, told, "Début de convention",
        [(c.aci_id or id(c.aci), c) for c in conventions.values() if c.state == AciConvention.State.ACTIVE],
    )  # fmt: skip


def _carries(organisation: Organisation, aci: Aci | None) -> bool:
    return aci is not None and aci.organisation_id == organisation.pk


def _plan_returns(
    book: Book, plan: ImportPlan, known: dict[str, Organisation], of_base: Kept, heirs: dict[str, Heir]
) -> None:
    pks = [o.pk for o in [*known.values(), *(heir.successor for heir in heirs.values())] if o.pk]
    kept = {(r.organisation_id, r.year): r for r in of_base(YearlyReturn.objects.filter(organisation__in=pks))}
    for row in book.rows.get(RETURNS.name, []):
        organisation = _organisation(plan, RETURNS.name, row, known, heirs)
        if organisation is None or "year" not in row.values:
            continue
        values = {name: value for name, value in row.values.items() if name not in {"siret", "year"}}
        found = kept.get((organisation.pk, row.values["year"])) if organisation.pk else None
        made = YearlyReturn(organisation=organisation, year=row.values["year"], **values)
        stands = plan.returns.add(found, made, values)
        people = (stands.insertion_fte, stands.insertion_employees)
        if not row.faulty and None not in people and people[0] > people[1]:
            _fault(
                plan, RETURNS.name, row, "ETP d'insertion", stands.insertion_fte,
                "Les ETP d'insertion dépassent le nombre de salariés en insertion.",
            )  # fmt: skip


def _plan_memberships(
    book: Book, plan: ImportPlan, known: dict[str, Organisation], of_base: Kept, heirs: dict[str, Heir]
) -> None:
    regions = dict(Department.objects.values_list("code", "region_id"))
    pks = [o.pk for o in [*known.values(), *(heir.successor for heir in heirs.values())] if o.pk]
    kept = {(m.organisation_id, m.year): m for m in of_base(Membership.objects.filter(organisation__in=pks))}
    told = {}
    for row in book.rows.get(MEMBERSHIPS.name, []):
        organisation = _organisation(plan, MEMBERSHIPS.name, row, known, heirs)
        if organisation is None or "year" not in row.values or "kind" not in row.values:
            continue
        found = kept.get((organisation.pk, row.values["year"])) if organisation.pk else None
        validity = _period(plan, MEMBERSHIPS.name, row, kept=found, year=row.values["year"])
        if validity is None:
            continue
        values = {name: row.values[name] for name in ("kind", "state") if name in row.values} | {"validity": validity}
        made = Membership(
            organisation=organisation, year=row.values["year"], region_id=regions[organisation.department_id], **values
        )
        stands = plan.memberships.add(found, made, values)
        kept[id(stands)] = stands
        told[id(stands)] = row
    standing = {id(m): m for m in kept.values() if m.state in Membership.COUNTED}
    _refuse_overlaps(
        plan, MEMBERSHIPS.name, told, "Début", [(m.organisation_id or id(m.organisation), m) for m in standing.values()]
    )


def _period(plan: ImportPlan, sheet: str, row: Row, *, kept=None, year: int | None = None) -> DateRange | None:
    """The validity that a row gives, its last day included; a bound left blank is the one kept, or that of the year."""
    starts, ends = row.values.get("starts"), row.values.get("ends")
    last = ends + timedelta(days=1) if ends else None
    if kept is not None:
        starts = starts or kept.validity.lower
        last = last if "ends" in row.values else kept.validity.upper
    elif year:
        starts, last = starts or date(year, 1, 1), last or date(year + 1, 1, 1)
    if starts and last and last <= starts:
        _fault(plan, sheet, row, "Fin", (last - timedelta(days=1)).strftime("%d/%m/%Y"), "La fin précède le début.")
        return None
    if year and not (starts and last and touches(DateRange(starts, last), year)):
        _fault(plan, sheet, row, "Fin", period(DateRange(starts, last)), f"Cette période ne touche pas l'année {year}.")
        return None
    return DateRange(starts, last)


def _refuse_overlaps(plan: ImportPlan, sheet: str, told: dict[int, Row], column: str, standing: list) -> None:
    """Refuse the rows whose period overlaps another of the same owner, kept or in the file; `told` has the rows by id."""
    periods: dict[int, list] = {}
    for owner, record in standing:
        periods.setdefault(owner, []).append(record)
    for records in periods.values():
        records.sort(key=lambda record: record.validity.lower or date.min)
        for before, after in pairwise(records):
            row = told.get(id(after)) or told.get(id(before))
            if row and (after.validity.lower or date.min) < (before.validity.upper or date.max):
                reason = f"Cette période et une autre ({period(before.validity)} ; {before}) se chevauchent."
                _fault(plan, sheet, row, column, period(after.validity), reason)


def _warn_of_siret(
    plan: ImportPlan, row: Row, siret: str, found: Organisation | None, former: dict[int, set[str]]
) -> None:
    reasons = []
    if not siret_key_is_right(siret):
        reasons.append("La clé de contrôle est fausse : à vérifier.")
    if found and siret in former.get(found.pk, ()) and found.siret != siret:
        reasons.append(f"C'est un ancien SIRET : le siège garde le SIRET {found.siret}.")
    elif found and found.siret and found.siret != siret:
        reasons.append(f"Le siège change : il avait le SIRET {found.siret}.")
    plan.warnings += [Fault(ORGANISATIONS.name, row.number, "SIRET", siret, reason) for reason in reasons]


def _fault(plan: ImportPlan, sheet: str, row: Row, column: str, value, reason: str) -> None:
    plan.faults.append(Fault(sheet, row.number, column, shown(value), reason))
