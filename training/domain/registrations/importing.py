"""Trainees who come in a spreadsheet: read, shown line by line, then registered once confirmed."""

from dataclasses import dataclass, field

from django.db import transaction

from members.domain.moves import NotAllowed, Refused
from members.imports.reading import Book, Fault, UnreadableFile, read_book
from members.imports.refusals import refused_rows
from members.models import Organisation, User
from training.domain.registrations.people import Person, key_of_person, trainees_of
from training.domain.registrations.registering import (
    MOST_PEOPLE,
    Buyer,
    Registered,
    Wish,
    already_there,
    may_join,
    register,
)
from training.domain.registrations.sheet import SHEETS, TRAINEES
from training.domain.sessions.seats import seats_left
from training.models import Session, TraineeImport

State = TraineeImport.State


@dataclass
class Line:
    """A line of the file: the person, and whether they are registered already, known, or would wait for a place."""

    number: int
    person: Person
    faults: list[Fault] = field(default_factory=list)
    already: bool = False
    known: bool = False
    waits: bool = False

    @property
    def is_new(self) -> bool:
        return not self.faults and not self.already


@dataclass
class TraineePlan:
    """What a file would make today, line by line."""

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


def preview_file(file, *, session: Session, organisation: Organisation, by: User) -> TraineeImport:
    """Keep a file to be shown. Raises UnreadableFile and NotAllowed; nobody is registered."""
    if not may_join(session, organisation, by):
        raise NotAllowed
    content = file.read()
    plan = _plan(content, file.name, session, organisation)
    return TraineeImport.objects.create(
        session=session, organisation=organisation, name=file.name[:200], content=content, created_by=by,
        refused=len(plan.refused),
    )  # fmt: skip


def plan_of(batch: TraineeImport) -> TraineePlan:
    """What the file would make today. Raises UnreadableFile once its content is forgotten."""
    if batch.content is None:
        raise UnreadableFile("Le fichier déposé n'est plus gardé : déposez-le à nouveau.")
    return _plan(bytes(batch.content), batch.name, batch.session, batch.organisation)


@transaction.atomic
def confirm(batch: TraineeImport, *, wish: Wish, by: User) -> Registered:
    """Register the people of the lines that are right. Of two people who confirm, one only is heard. Raises Refused."""
    if not TraineeImport.objects.filter(pk=batch.pk, state=State.PREVIEWED).update(state=State.DONE):
        raise Refused("Ce fichier a déjà été confirmé ou abandonné.")
    plan = plan_of(batch)
    if not plan.new:
        raise Refused("Aucune ligne de ce fichier n'est à inscrire.")
    made = register(
        batch.session, buyer=Buyer(batch.organisation), people=[line.person for line in plan.new], wish=wish, by=by
    )
    TraineeImport.objects.filter(pk=batch.pk).update(made=len(plan.new), refused=len(plan.refused))
    return made


def cancel(batch: TraineeImport) -> None:
    """Set a file aside, and forget its content."""
    if not TraineeImport.objects.filter(pk=batch.pk, state=State.PREVIEWED).update(state=State.CANCELLED, content=None):
        raise Refused("Ce fichier a déjà été confirmé ou abandonné.")


def refused_lines(batch: TraineeImport) -> bytes:
    """The refused lines as a workbook, each with its reasons, to be mended and sent again."""
    plan = plan_of(batch)
    return refused_rows(plan.book, plan.all_faults)


def _plan(content: bytes, name: str, session: Session, organisation: Organisation) -> TraineePlan:
    book = read_book(content, name, SHEETS)
    rows = book.rows.get(TRAINEES.name, [])
    if len(rows) > MOST_PEOPLE:
        raise UnreadableFile(f"Ce fichier dépasse {MOST_PEOPLE} lignes : coupez-le en plusieurs.")
    of_row: dict[int, list[Fault]] = {row.number: [] for row in rows}
    whole = []
    for fault in book.faults:
        of_row.get(fault.row, whole).append(fault)
    known, there, left = trainees_of(organisation), already_there(session), seats_left(session)
    lines = []
    for row in rows:
        line = Line(row.number, Person(**row.values), of_row[row.number])
        key = key_of_person(line.person, organisation)
        if not line.faults:
            line.already, line.known = key in there, key in known
            if not line.already:
                line.waits = left <= 0
                left -= 1
        lines.append(line)
    return TraineePlan(book, lines, whole)
