"""What a workbook would change in the network, and changing it, in one transaction or not at all."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from members.domain.import_plan import ImportPlan
from members.imports.cells import plain
from members.imports.columns import ACIS, MEMBERSHIPS, ORGANISATIONS, RETURNS
from members.imports.reading import Book, Fault, Row
from members.models import Aci, AciConvention, Commune, Department, Membership, Organisation, YearlyReturn
from members.validators import siret_key_is_right
from reporting.templatetags.french import period


class ImportRefused(Exception):
    """The workbook has faults, or contradicts what is kept: nothing was written."""


def plan_import(book: Book) -> ImportPlan:
    """Compare a workbook with what is kept; writes nothing."""
    plan = ImportPlan(list(book.faults), list(book.warnings))
    known = _plan_organisations(book, plan)
    _plan_acis(book, plan, known)
    _plan_returns(book, plan, known)
    _plan_memberships(book, plan, known)
    return plan


def apply_import(book: Book) -> ImportPlan:
    """Write what the plan says; raises `ImportRefused`, and then nothing is written."""
    try:
        with transaction.atomic():
            plan = plan_import(book)
            if plan.faults:
                raise ImportRefused(f"Ce fichier contient {len(plan.faults)} erreur(s) : rien n'a été importé.")
            for _, model, change in plan.parts():
                change.write(model)
    except IntegrityError as error:
        raise ImportRefused(
            "Ce fichier contredit ce que la base contient déjà (périodes qui se chevauchent ou numéro déjà pris) : "
            "rien n'a été importé."
        ) from error
    return plan


def _plan_organisations(book: Book, plan: ImportPlan) -> dict[str, Organisation]:
    """Organisations of the file and those that other sheets name, by SIREN."""
    rows = book.rows.get(ORGANISATIONS.name, [])
    sirets = {row.values["siret"] for sheet in book.rows.values() for row in sheet if "siret" in row.values}
    kept = {o.siren: o for o in Organisation.objects.filter(siren__in={siret[:9] for siret in sirets})}
    places = _Places([row.values.get("postcode") for row in rows])
    known = dict(kept)
    for row in rows:
        values = dict(row.values)
        siret = values.get("siret")
        if siret is None or "name" not in values:
            continue
        found = kept.get(siret[:9])
        _warn_of_siret(plan, row, siret, found)
        _check_email(plan, row, values)
        department = places.department(values.pop("department_id", None), values.get("postcode"))
        if department:
            values["department_id"] = department
        elif found is None or "department_id" in row.values:
            _fault(
                plan, ORGANISATIONS.name, row, "Département", row.values.get("department_id", ""),
                "Ce département n'existe pas." if "department_id" in row.values
                else "Le département manque, et le code postal ne le donne pas.",
            )  # fmt: skip
            continue
        if siret[:9] in known and known[siret[:9]] is not found:
            _fault(plan, ORGANISATIONS.name, row, "SIRET", siret, "Une autre ligne a déjà ce SIREN.")
            continue
        known[siret[:9]] = plan.organisations.add(found, Organisation(siren=siret[:9], **values), values)
    return known


class _Places:
    """Departments by code or name, and by postcode where it tells one only."""

    def __init__(self, postcodes: list[str | None]):
        departments = list(Department.objects.all())
        self.known = {plain(d.name): d.code for d in departments}
        self.known |= {d.code.lower(): d.code for d in departments} | {
            d.code.lstrip("0"): d.code for d in departments if d.code.startswith("0")
        }
        self.by_postcode = {}
        for wanted, department in Commune.objects.filter(
            postcodes__overlap=sorted({p for p in postcodes if p}) or ["-"]
        ).values_list("postcodes", "department_id"):
            for postcode in wanted:
                self.by_postcode.setdefault(postcode, Counter())[department] += 1

    def department(self, given: str | None, postcode: str | None) -> str | None:
        if given:
            return self.known.get(given.lower()) or self.known.get(plain(given))
        counts = self.by_postcode.get(postcode)
        return counts.most_common(1)[0][0] if counts else None


def _organisation(plan: ImportPlan, sheet: str, row: Row, known: dict[str, Organisation]) -> Organisation | None:
    """The organisation that a row names, or a fault."""
    siret = row.values.get("siret")
    if siret is None:
        return None
    organisation = known.get(siret[:9])
    if organisation is None:
        _fault(plan, sheet, row, "SIRET", siret, "Aucune structure n'a ce SIREN, ni dans la base ni dans le fichier.")
    return organisation


def _plan_acis(book: Book, plan: ImportPlan, known: dict[str, Organisation]) -> None:
    rows = book.rows.get(ACIS.name, [])
    pks = [o.pk for o in known.values() if o.pk]
    kept = {(a.organisation_id, a.name): a for a in Aci.objects.filter(organisation__in=pks)}
    asp_ids = {row.values["asp_id"] for row in rows if "asp_id" in row.values}
    standing = list(AciConvention.objects.filter(Q(asp_id__in=asp_ids) | Q(aci__organisation__in=pks)))
    conventions = {(c.asp_id, c.kind): c for c in standing}
    told = {}
    for row in rows:
        organisation = _organisation(plan, ACIS.name, row, known)
        if organisation is None or "name" not in row.values:
            continue
        values = {name: row.values[name] for name in ("activity", "city") if name in row.values}
        known_as = (organisation.pk or id(organisation), row.values["name"])
        found = kept.get(known_as)
        made = Aci(
            organisation=organisation, name=row.values["name"], department_id=organisation.department_id, **values
        )
        aci = kept[known_as] = plan.acis.add(found, made, values)
        if "asp_id" not in row.values:
            continue
        validity = _period(plan, ACIS.name, row, None)
        if validity is None:
            continue
        kind = row.values.get("kind", AciConvention.Kind.ACI)
        convention = conventions.get((row.values["asp_id"], kind))
        if convention is not None and (convention.aci_id or id(convention.aci)) != (aci.pk or id(aci)):
            _fault(
                plan, ACIS.name, row, "Numéro ASP", row.values["asp_id"], "Un autre atelier a déjà cette convention."
            )
            continue
        new = AciConvention(aci=aci, asp_id=row.values["asp_id"], kind=kind, validity=validity)
        stands = plan.conventions.add(convention, new, {"validity": validity})
        conventions[stands.asp_id, stands.kind] = stands
        told[id(stands)] = row
    _refuse_overlaps(
        plan, ACIS.name, told, "Début de convention",
        [(c.aci_id or id(c.aci), c) for c in conventions.values() if c.state == AciConvention.State.ACTIVE],
    )  # fmt: skip


def _plan_returns(book: Book, plan: ImportPlan, known: dict[str, Organisation]) -> None:
    pks = [o.pk for o in known.values() if o.pk]
    kept = {(r.organisation_id, r.year): r for r in YearlyReturn.objects.filter(organisation__in=pks)}
    for row in book.rows.get(RETURNS.name, []):
        organisation = _organisation(plan, RETURNS.name, row, known)
        if organisation is None or "year" not in row.values:
            continue
        values = {name: value for name, value in row.values.items() if name not in {"siret", "year"}}
        found = kept.get((organisation.pk, row.values["year"])) if organisation.pk else None
        made = YearlyReturn(organisation=organisation, year=row.values["year"], **values)
        stands = plan.returns.add(found, made, values)
        if None not in (stands.insertion_fte, stands.insertion_employees) and (
            stands.insertion_fte > stands.insertion_employees
        ):
            _fault(
                plan, RETURNS.name, row, "ETP d'insertion", stands.insertion_fte,
                "Les ETP d'insertion dépassent le nombre de salariés en insertion.",
            )  # fmt: skip


def _plan_memberships(book: Book, plan: ImportPlan, known: dict[str, Organisation]) -> None:
    regions = dict(Department.objects.values_list("code", "region_id"))
    pks = [o.pk for o in known.values() if o.pk]
    kept = {(m.organisation_id, m.year): m for m in Membership.objects.filter(organisation__in=pks)}
    told = {}
    for row in book.rows.get(MEMBERSHIPS.name, []):
        organisation = _organisation(plan, MEMBERSHIPS.name, row, known)
        if organisation is None or "year" not in row.values or "kind" not in row.values:
            continue
        validity = _period(plan, MEMBERSHIPS.name, row, row.values["year"])
        if validity is None:
            continue
        values = {name: row.values[name] for name in ("kind", "state") if name in row.values}
        found = kept.get((organisation.pk, row.values["year"])) if organisation.pk else None
        if found is None or "starts" in row.values or "ends" in row.values:
            values["validity"] = validity
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


def _period(plan: ImportPlan, sheet: str, row: Row, year: int | None) -> DateRange | None:
    """The validity of a row, its last day included; the calendar year where none is given."""
    starts = row.values.get("starts") or (date(year, 1, 1) if year else None)
    ends = row.values.get("ends") or (date(year, 12, 31) if year else None)
    if starts and ends and ends < starts:
        _fault(plan, sheet, row, "Fin", ends.strftime("%d/%m/%Y"), "La fin précède le début.")
        return None
    return DateRange(starts, ends + timedelta(days=1) if ends else None)


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


def _warn_of_siret(plan: ImportPlan, row: Row, siret: str, found: Organisation | None) -> None:
    reasons = []
    if not siret_key_is_right(siret):
        reasons.append("La clé de contrôle est fausse : à vérifier.")
    if found and found.siret and found.siret != siret:
        reasons.append(f"Le siège change : il avait le SIRET {found.siret}.")
    plan.warnings += [Fault(ORGANISATIONS.name, row.number, "SIRET", siret, reason) for reason in reasons]


def _check_email(plan: ImportPlan, row: Row, values: dict) -> None:
    try:
        validate_email(values.get("email", "a@example.org"))
    except ValidationError:
        _fault(plan, ORGANISATIONS.name, row, "Courriel", values["email"], "Cette adresse e-mail n'est pas valable.")


def _fault(plan: ImportPlan, sheet: str, row: Row, column: str, value, reason: str) -> None:
    plan.faults.append(Fault(sheet, row.number, column, str(value), reason))
