"""Word, PowerPoint and Excel: their text."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from defusedxml.common import DefusedXmlException

from .outcome import Outcome, Unreadable, joined

MOST_ROWS, MOST_CELLS = 5_000, 60
# A document of today that is not a zip is the wrapping of one that a password protects.
_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_docx(file: Path, folder: Path) -> Outcome:
    from docx import Document

    def text() -> str:
        document = Document(file)
        lines = list(_lines_of(document.element.body))
        for section in document.sections:
            for margin in (section.header, section.footer):
                if not margin.is_linked_to_previous:
                    lines += _lines_of(margin._element)
        return "\n".join(lines)

    return told(file, lambda: [text()])


def _lines_of(element) -> Iterator[str]:
    """Paragraphs in their order, a line for each row of a table; those of content controls and of boxes too.

    Read from the tree: python-docx passes over what a control or a box holds, and takes minutes for a large table.
    """
    from docx.oxml.ns import qn

    paragraph, table, row, cell = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
    # Text said twice, for older readers; text taken out under revision marks.
    passed_over = {
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
        qn("w:del"),
        qn("w:moveFrom"),
    }
    for child in element.iterchildren():
        if child.tag in passed_over:
            continue
        if child.tag == paragraph:
            yield child.text
            for box in child.iter(qn("w:txbxContent")):
                if not any(parent.tag in passed_over for parent in box.iterancestors()):
                    yield from _lines_of(box)
        elif child.tag == table:
            for line in child.iter(row):
                if next(line.iterancestors(table)) is child:
                    yield " ".join(" ".join(_lines_of(one)) for one in line.iterchildren(cell))
        else:
            yield from _lines_of(child)


def read_pptx(file: Path, folder: Path) -> Outcome:
    from pptx import Presentation

    def slides() -> Iterator[str]:
        for slide in Presentation(file).slides:
            said = list(_said_by(slide.shapes))
            if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
                said.append(slide.notes_slide.notes_text_frame.text)
            yield "\n".join(said)

    return told(file, lambda: list(slides()), counts=True)


def _said_by(shapes: Iterable) -> Iterator[str]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _said_by(shape.shapes)
        elif shape.has_text_frame:
            yield shape.text_frame.text
        elif shape.has_table:
            yield from (" ".join(cell.text for cell in row.cells) for row in shape.table.rows)


def read_xlsx(file: Path, folder: Path) -> Outcome:
    from openpyxl import load_workbook

    def sheets() -> Iterator[str]:
        # Given open: by its path, openpyxl would judge the file by its name.
        with file.open("rb") as opened:
            for sheet in load_workbook(opened, read_only=True, data_only=True, keep_links=False).worksheets:
                lines = [sheet.title]
                for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_CELLS, values_only=True):
                    line = " ".join(str(cell) for cell in row if cell is not None)
                    if line:
                        lines.append(line)
                yield "\n".join(lines)

    return told(file, lambda: list(sheets()))


def told(file: Path, read: Callable[[], list[str]], *, counts: bool = False) -> Outcome:
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
    except Exception:
        raise Unreadable("Ce document est endommagé : il n'a pas d'aperçu.") from None
    text = joined(parts)
    if not text.strip("\f"):
        raise Unreadable("Ce document ne contient aucun texte : il n'a pas d'aperçu.")
    return Outcome(text, len(parts) if counts else None)
