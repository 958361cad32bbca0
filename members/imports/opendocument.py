"""Workbooks of LibreOffice (ODS): their tables as rows of values."""

import zipfile
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

MEDIA_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
# A sheet says « so many times the same » of its empty ends, up to its last row and column.
MAX_COLUMNS = 200
MAX_REPEATED = 10_000


def is_opendocument(archive: zipfile.ZipFile) -> bool:
    """Whether an open archive is a workbook of this kind."""
    return "mimetype" in archive.namelist() and archive.read("mimetype").strip() == MEDIA_TYPE


def opendocument_tables(archive: zipfile.ZipFile) -> Iterator[tuple[str, Iterator[list]]]:
    """The name of each table, with its rows."""
    root = fromstring(archive.read("content.xml"), forbid_dtd=True)
    for table in root.iter(f"{_TABLE}table"):
        yield table.get(f"{_TABLE}name", ""), _rows(table)


def _rows(table: Element) -> Iterator[list]:
    for row in table.iter(f"{_TABLE}table-row"):
        cells = []
        for cell in row:
            if cell.tag in _CELLS and len(cells) < MAX_COLUMNS:
                times = min(int(cell.get(f"{_TABLE}number-columns-repeated", 1)), MAX_COLUMNS - len(cells))
                cells += [_value(cell)] * times
        times = int(row.get(f"{_TABLE}number-rows-repeated", 1))
        # Many empty rows keep their place in the count of lines, but no more than so many of them.
        yield from (list(cells) for _ in range(min(times, MAX_REPEATED)))


def _value(cell: Element):
    kind = cell.get(f"{_OFFICE}value-type")
    if kind in {"float", "currency", "percentage"}:
        return float(cell.get(f"{_OFFICE}value"))
    if kind == "date":
        return date.fromisoformat(cell.get(f"{_OFFICE}date-value")[:10])
    return "\n".join("".join(line.itertext()) for line in cell.iter(f"{_TEXT}p")) or None
