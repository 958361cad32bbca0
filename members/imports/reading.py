"""From a file to rows: XLSX, ODS or CSV, whatever its encoding and separator, with every fault listed."""

import codecs
import csv
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

from .cells import CellError, plain, shown, text
from .columns import GUIDE, OF_REFUSALS, SHEETS, Column, Sheet
from .opendocument import is_opendocument, opendocument_tables

MAX_ROWS = 100_000
MAX_UNPACKED = 150 * 1024 * 1024


@dataclass(frozen=True)
class Fault:
    """What is wrong: where, the value found, and why it is refused."""

    sheet: str
    row: int
    column: str
    value: str
    reason: str

    def __str__(self):
        place = f"{self.sheet}, ligne {self.row}, {self.column}" if self.row else self.sheet
        return f"{place} : {self.reason}" + (f" (valeur : « {self.value} »)" if self.value else "")


@dataclass
class Row:
    """A row read: its values by field, its cells as they came, and whether one of them could not be read."""

    number: int
    values: dict
    cells: list[str]
    faulty: bool = False


@dataclass
class Book:
    """What a file holds, and its faults."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    headers: dict[str, list[str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


class UnreadableFile(Exception):
    """The file is not a workbook that we can open; the message is for the person who sent it."""


def read_book(content: bytes, name: str, sheets: tuple[Sheet, ...] = SHEETS) -> Book:
    """Read every sheet among `sheets`; raises `UnreadableFile` when nothing can be read."""
    tables = _read_workbook(content) if content[:2] == b"PK" else _read_csv(content, name)
    book = Book()
    for title, rows in tables.items():
        sheet = _sheet_of(title, rows, sheets)
        if title == GUIDE:
            continue
        if sheet is None:
            book.warnings.append(
                Fault(title, 0, "", "", "Cette feuille n'est pas reconnue ; elle est laissée de côté.")
            )
        elif sheet.name in book.rows:
            book.faults.append(Fault(title, 0, "", "", f"La feuille « {sheet.name} » est présente deux fois."))
        else:
            _read_sheet(book, sheet, rows)
    if not book.rows and not book.faults:
        raise UnreadableFile(
            "Aucune feuille n'est reconnue. Les feuilles attendues sont : " + ", ".join(s.name for s in sheets) + "."
        )
    return book


def _read_workbook(content: bytes) -> dict[str, list[list]]:
    """A workbook of either kind; an archive that would be immense once open is refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise UnreadableFile("Ce classeur, une fois ouvert, est démesuré : il est refusé par prudence.")
            if is_opendocument(archive):
                return {title: _limited(rows) for title, rows in opendocument_tables(archive)}
        return _read_xlsx(content)
    except UnreadableFile:
        raise
    except Exception as error:  # the libraries raise as many kinds of errors as there are broken files
        raise UnreadableFile("Ce classeur est abîmé ou protégé : ouvrez-le et enregistrez-le en .xlsx.") from error


def _read_xlsx(content: bytes) -> dict[str, list[list]]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            # What a file says of its own size is sometimes wrong.
            sheet.reset_dimensions()
        return {sheet.title: _limited(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    finally:
        book.close()


def _read_csv(content: bytes, name: str) -> dict[str, list[list]]:
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise UnreadableFile("C'est un ancien classeur Excel ou un classeur protégé : enregistrez-le en .xlsx.")
    decoded = _decode(content)
    first = next((line for line in decoded.splitlines() if line.strip()), "")
    separator = max(";,\t", key=first.count)
    try:
        rows = _limited(csv.reader(io.StringIO(decoded, newline=""), delimiter=separator))
    except csv.Error as error:
        raise UnreadableFile("Ce fichier n'est ni un classeur XLSX ni un CSV.") from error
    return {Path(name).stem: rows}


def _decode(content: bytes) -> str:
    encodings = ["utf-16"] if content[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE} else []
    for encoding in (*encodings, "utf-8-sig", "cp1252", "latin-1"):
        try:
            return content.decode(encoding).replace("\x00", "")
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("L'encodage de ce fichier n'est pas reconnu.")


def _limited(rows) -> list[list]:
    """The rows down to the last that says something: a spreadsheet may carry a million that are only formatted."""
    kept, blank = [], 0
    for row in rows:
        if not any(cell not in (None, "") for cell in row):
            blank += 1
            continue
        if len(kept) + blank > MAX_ROWS:
            raise UnreadableFile(f"Une feuille dépasse {MAX_ROWS} lignes : coupez le fichier en plusieurs.")
        kept += [[] for _ in range(blank)]
        kept.append(list(row[:200]))
        blank = 0
    return kept


def _sheet_of(title: str, rows: list[list], sheets: tuple[Sheet, ...]) -> Sheet | None:
    """The sheet of this name, or the one that most of the headers belong to: two at least, so that chance is no proof."""
    for sheet in sheets:
        if plain(title) == plain(sheet.name):
            return sheet
    headers = {plain(text(cell)) for row in rows[:5] for cell in row}
    best = max(sheets, key=lambda sheet: sheet.known_among(headers))
    return best if best.known_among(headers) >= 2 else None


def _read_sheet(book: Book, sheet: Sheet, rows: list[list]) -> None:
    book.rows[sheet.name] = []
    start = _row_of_headers(sheet, rows)
    if start is None:
        return
    headers = [text(cell) for cell in rows[start]]
    book.headers[sheet.name] = headers
    places = _places(book, sheet, headers, start + 1)
    seen = {}
    for number, cells in enumerate(rows[start + 1 :], start=start + 2):
        if not any(text(cell) for cell in cells):
            continue
        row = _read_row(book, sheet, places, number, cells)
        key = tuple(row.values.get(name) for name in sheet.key)
        if None not in key[:2]:
            if key in seen:
                identity = ", ".join(str(part) for part in key if part is not None)
                book.faults.append(
                    Fault(
                        sheet.name,
                        number,
                        sheet.columns[0].header,
                        identity,
                        f"Cette ligne répète la ligne {seen[key]}.",
                    )
                )
            seen.setdefault(key, number)
        book.rows[sheet.name].append(row)


def _row_of_headers(sheet: Sheet, rows: list[list]) -> int | None:
    """The row, among the first ten, where most of our columns are named; the first that says something by default."""
    known = [sheet.known_among({plain(text(cell)) for cell in row}) for row in rows[:10]]
    if any(known):
        return known.index(max(known))
    return next((index for index, row in enumerate(rows) if row), None)


def _places(book: Book, sheet: Sheet, headers: list[str], number: int) -> dict[Column, int]:
    """Where each column stands; those that miss, that come twice or that we do not know are told."""
    found: dict[Column, int] = {}
    for index, header in enumerate(headers):
        column = next((column for column in sheet.columns if plain(header) in column.headers), None)
        if column in found:
            book.faults.append(Fault(sheet.name, number, header, "", "Cette colonne est présente deux fois."))
        elif column:
            found[column] = index
        elif header and header not in OF_REFUSALS:
            book.warnings.append(
                Fault(sheet.name, number, header, "", "Cette colonne n'est pas reconnue ; elle est laissée de côté.")
            )
    for column in sheet.columns:
        if column.required and column not in found:
            book.faults.append(Fault(sheet.name, number, column.header, "", f"La colonne « {column.header} » manque."))
    return found


def _read_row(book: Book, sheet: Sheet, places: dict[Column, int], number: int, cells: list) -> Row:
    """Read the cells of a row; a blank cell gives no value, hence changes nothing."""
    values, already = {}, len(book.faults)
    for column in sheet.columns:
        place = places.get(column)
        raw = cells[place] if place is not None and place < len(cells) else None
        if not text(raw):
            if column.required and place is not None:
                book.faults.append(Fault(sheet.name, number, column.header, "", "Cette cellule ne peut pas être vide."))
            continue
        try:
            values[column.field] = column.read(raw)
        except CellError as error:
            book.faults.append(Fault(sheet.name, number, column.header, shown(raw), str(error)))
    return Row(number, values, [text(cell) for cell in cells], faulty=len(book.faults) > already)
