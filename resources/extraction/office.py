"""Word, PowerPoint, Excel and OpenDocument: their text."""

import zipfile
from pathlib import Path

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from .outcome import Outcome, Unreadable, joined

MOST_ROWS, MOST_CELLS = 5_000, 60
MOST_XML = 120 * 1024 * 1024
# A document of today that is not a zip is the wrapping of one that a password protects.
_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"


def read_docx(file: Path, folder: Path) -> Outcome:
    import docx

    def parts():
        document = docx.Document(file)
        for block in document.iter_inner_content():
            if hasattr(block, "rows"):
                yield from (" ".join(cell.text for cell in row.cells) for row in block.rows)
            else:
                yield block.text

    return _told(file, lambda: ["\n".join(parts())])


def read_pptx(file: Path, folder: Path) -> Outcome:
    import pptx

    def slides():
        for slide in pptx.Presentation(file).slides:
            said = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
            for shape in slide.shapes:
                if shape.has_table:
                    said += [" ".join(cell.text for cell in row.cells) for row in shape.table.rows]
            if slide.has_notes_slide:
                said.append(slide.notes_slide.notes_text_frame.text)
            yield "\n".join(said)

    return _told(file, lambda: list(slides()), counts=True)


def read_xlsx(file: Path, folder: Path) -> Outcome:
    import openpyxl

    def sheets():
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        for sheet in book.worksheets:
            lines = [sheet.title]
            for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_CELLS, values_only=True):
                line = " ".join(str(cell) for cell in row if cell is not None)
                if line:
                    lines.append(line)
            yield "\n".join(lines)
        book.close()

    return _told(file, lambda: list(sheets()))


def read_odf(file: Path, folder: Path) -> Outcome:
    def parts():
        with zipfile.ZipFile(file) as archive:
            if archive.getinfo("content.xml").file_size > MOST_XML:
                raise MemoryError
            root = ElementTree.fromstring(archive.read("content.xml"))
        pages: list[list[str]] = [[]]
        for element in root.iter():
            if element.tag in {f"{_DRAW}page", f"{_TABLE}table"} and pages[-1]:
                pages.append([])
            if element.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
                pages[-1].append("".join(element.itertext()))
        return ["\n".join(page) for page in pages]

    return _told(file, parts)


def _told(file: Path, read, *, counts: bool = False) -> Outcome:
    """What a reader gives, `counts` telling its parts are pages; libraries of documents raise anything on a damaged one."""
    with file.open("rb") as opened:
        if opened.read(8) == _OLE_START:
            raise Unreadable("Ce document est protégé par un mot de passe : il n'a pas d'aperçu.")
    try:
        parts = read()
    except (MemoryError, Unreadable):
        raise
    except DefusedXmlException:
        raise Unreadable("Ce document contient une construction dangereuse : il n'a pas d'aperçu.") from None
    except Exception:  # noqa: BLE001 (see above)
        raise Unreadable("Ce document est endommagé : il n'a pas d'aperçu.") from None
    text = joined(parts)
    if not text.strip("\f \n"):
        raise Unreadable("Ce document ne contient aucun texte : il n'a pas d'aperçu.")
    return Outcome(text, len(parts) if counts else None)
