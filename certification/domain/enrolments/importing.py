"""Candidates who come in a spreadsheet: read, shown line by line, then written once confirmed; a line is never made twice."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from certification.domain.enrolments.birthplace import Birthplaces, UnknownBirthplace
from certification.domain.enrolments.completeness import gaps_of
from certification.domain.enrolments.entering import Terms, Written, enter_candidate, terms_on
from certification.domain.enrolments.path import take_step
from certification.domain.enrolments.sheet import CANDIDATES, SHEETS
from certification.domain.enrolments.twins import find_twins, key_of
from certification.models import Accreditation, Candidate, CandidateImport, Enrolment
from members.domain.moves import NotAllowed, Refused
from members.imports.reading import Book, Fault, Row, UnreadableFile, read_book
from members.imports.refusals import refused_rows
from members.models import Organisation, User

MAX_LINES = 1000
State = CandidateImport.State


@dataclass
class Line:
    """A line of the file: the person it tells, and what would be made of it, or why it is refused or left aside."""

    number: int
    name: str
    written: Written | None = None
    known: Candidate | None = None
    faults: list[Fault] = field(default_factory=list)
    already: bool = False
    elsewhere: bool = False

    @property
    def is_new(self) -> bool:
        return not self.faults and not self.already


@dataclass
class CandidatePlan:
    """What a file would make, line by line."""

    book: Book
    lines: list[Line]
    # Of the whole sheet: a column that lacks or comes twice.
    faults: list[Fault]

    @property
    def new(self) -> list[Line]:
        return [] if self.faults else [line for line in self.lines if line.is_new]

    @property
    def refused(self) -> list[Line]:
        return [line for line in self.lines if line.faults]

    @property
    def already(self) -> list[Line]:
        return [line for line in self.lines if line.already]

    @property
    def all_faults(self) -> list[Fault]:
        return self.faults + [fault for line in self.lines for fault in line.faults]


def preview_file(file, *, accreditation: Accreditation, by: User) -> CandidateImport:
    """Keep a file to be shown. Raises UnreadableFile and NotAllowed; nothing of it is written."""
    if not by.has_perm("certification.present_candidates", accreditation.organisation):
        raise NotAllowed
    content = file.read()
    plan = _plan(content, file.name, accreditation)
    return CandidateImport.objects.create(
        accreditation=accreditation, name=file.name[:200], content=content, created_by=by, refused=len(plan.refused)
    )


def plan_of(batch: CandidateImport) -> CandidatePlan:
    """What the file would make today. Raises UnreadableFile once its content is forgotten."""
    if batch.content is None:
        raise UnreadableFile("Le fichier déposé n'est plus gardé : déposez-le à nouveau.")
    return _plan(bytes(batch.content), batch.name, batch.accreditation)


@transaction.atomic
def confirm(batch: CandidateImport, *, by: User) -> int:
    """Make the files of the lines that are right; those that are complete are registered. How many are made.

    Of two people who confirm, one only is heard. Raises Refused.
    """
    accreditation = batch.accreditation
    if not by.has_perm("certification.present_candidates", accreditation.organisation):
        raise NotAllowed
    if not CandidateImport.objects.filter(pk=batch.pk, state=State.PREVIEWED).update(state=State.DONE):
        raise Refused("Ce fichier a déjà été confirmé ou abandonné.")
    # Another file with the same people, confirmed at the same moment, is written first or finds them.
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=accreditation.organisation_id)
    plan = plan_of(batch)
    if not plan.new:
        raise Refused("Aucune ligne de ce fichier n'est à inscrire.")
    for line in plan.new:
        made = enter_candidate(
            line.written, organisation=accreditation.organisation, certification=accreditation.certification, by=by,
            known=line.known, sure=True,
        )  # fmt: skip
        if not gaps_of(made, "register"):
            take_step(made, "register", by=by)
    CandidateImport.objects.filter(pk=batch.pk).update(made=len(plan.new), refused=len(plan.refused))
    return len(plan.new)


def cancel(batch: CandidateImport) -> None:
    """Set a file aside, and forget its content."""
    if not CandidateImport.objects.filter(pk=batch.pk, state=State.PREVIEWED).update(
        state=State.CANCELLED, content=None
    ):
        raise Refused("Ce fichier a déjà été confirmé ou abandonné.")


def refused_lines(batch: CandidateImport) -> bytes:
    """The refused lines as a workbook, each with its reasons, to be mended and sent again."""
    plan = plan_of(batch)
    return refused_rows(plan.book, plan.all_faults)


def _plan(content: bytes, name: str, accreditation: Accreditation) -> CandidatePlan:
    book = read_book(content, name, SHEETS)
    rows = book.rows.get(CANDIDATES.name, [])
    if len(rows) > MAX_LINES:
        raise UnreadableFile(f"Ce fichier dépasse {MAX_LINES} lignes : coupez-le en plusieurs.")
    of_row: dict[int, list[Fault]] = {row.number: [] for row in rows}
    whole = []
    for fault in book.faults:
        of_row.get(fault.row, whole).append(fault)
    places, terms = Birthplaces(), _EntryTerms(accreditation)
    lines = [_line(row, of_row[row.number], places, terms) for row in rows]
    _find_known(lines, accreditation)
    return CandidatePlan(book, lines, whole)


class _EntryTerms:
    """The terms of entry of each day, asked once a day."""

    def __init__(self, accreditation: Accreditation):
        self.accreditation, self.days = accreditation, {}

    def on(self, day) -> Terms | str:
        if day not in self.days:
            try:
                self.days[day] = terms_on(self.accreditation.organisation, self.accreditation.certification, day)
            except Refused as refusal:
                self.days[day] = str(refusal)
        return self.days[day]


def _line(row: Row, faults: list[Fault], places: Birthplaces, terms: _EntryTerms) -> Line:
    values = dict(row.values)
    line = Line(row.number, f"{values.get('first_name', '')} {values.get('birth_name', '')}".strip(), faults=faults)

    def refuse(header: str, why: str) -> None:
        line.faults.append(Fault(CANDIDATES.name, row.number, header, "", why))

    identity = {
        name: values[name]
        for name in ("birth_name", "used_name", "first_name", "second_name", "third_name", "sex", "email", "phone",
                     "identity_seen_on", "informed_on")
        if values.get(name)
    }  # fmt: skip
    if birth := values.get("birth"):
        identity |= {"birth_year": birth.year, "birth_month": birth.month, "birth_day": birth.day}
    try:
        place = places.read(
            commune=values.get("commune", ""), code=values.get("commune_code", ""), country=values.get("country", "")
        )
        identity |= place.as_fields()
    except UnknownBirthplace as unknown:
        refuse("Commune de naissance", str(unknown))
    blocks = None
    if day := values.get("registered_on"):
        found = terms.on(day)
        if isinstance(found, str):
            refuse("Entrée en parcours", found)
        elif wanted := values.get("blocks"):
            known = {block.number for block in found.referential.blocks.all()}
            unknown = [number for number in wanted if number not in known]
            if unknown:
                refuse("Blocs visés", f"Ces blocs ne sont pas du référentiel : {', '.join(unknown)}.")
            blocks = frozenset(wanted)
    if not line.faults:
        path = {
            name: values[name]
            for name in ("registered_on", "route", "initiative", "contract", "funding", "trainer_name", "tutor_name")
            if values.get(name)
        }
        line.written = Written(identity, path, blocks)
        _check_candidate(identity, refuse)
    return line


def _check_candidate(identity: dict, refuse) -> None:
    """What the record itself refuses is told on the line, rather than when it is written."""
    try:
        Candidate(**identity).full_clean()
    except ValidationError as error:
        for name, told in error.message_dict.items():
            refuse(str(Candidate._meta.get_field(name).verbose_name), " ".join(told))


def _find_known(lines: list[Line], accreditation: Accreditation) -> None:
    """Who is already enrolled is left aside; who is known to the structure keeps their civil status."""
    right = [line for line in lines if not line.faults]
    twins = find_twins([line.written.identity for line in right], accreditation.organisation)
    going_on = set(
        Enrolment.objects.filter(
            certification=accreditation.certification,
            candidate__in=[candidate for found in twins.values() for candidate in found.own],
        )
        .exclude(state=Enrolment.State.WITHDRAWN)
        .values_list("candidate", flat=True)
    )
    seen: set = set()
    for line in right:
        key = key_of(line.written.identity)
        found = twins[key]
        line.already = key in seen or any(candidate.pk in going_on for candidate in found.own)
        line.known = found.own[0] if found.own else None
        line.elsewhere = found.elsewhere
        seen.add(key)
