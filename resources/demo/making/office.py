"""Word, OpenDocument, PowerPoint and Excel."""

import io
import zipfile
from datetime import datetime
from xml.sax.saxutils import escape

MADE_ON = datetime(2023, 3, 7)
_NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def docx(document: dict) -> bytes:
    from docx import Document

    made = Document()
    made.core_properties.title = document["title"]
    made.core_properties.author = ""
    made.core_properties.created = MADE_ON
    made.add_heading(document["title"], 0)
    made.add_paragraph(document["subtitle"], style="Subtitle")
    for heading, text in document["parts"]:
        made.add_heading(heading, 1)
        made.add_paragraph(text)
    for table in document["tables"]:
        made.add_heading(table["caption"], 1)
        grid = made.add_table(rows=0, cols=len(table["head"]), style="Table Grid")
        for row in [table["head"], *table["rows"]]:
            for cell, value in zip(grid.add_row().cells, row, strict=True):
                cell.text = str(value)
    return _saved(made)


def pptx(document: dict) -> bytes:
    from pptx import Presentation

    made = Presentation()
    made.core_properties.title = document["title"]
    cover = made.slides.add_slide(made.slide_layouts[0])
    cover.shapes.title.text = document["title"]
    cover.placeholders[1].text = document["subtitle"]
    for heading, text in document["parts"]:
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = heading
        sentences = text.split(". ")
        slide.placeholders[1].text = "\n".join(sentences[:3])
        slide.notes_slide.notes_text_frame.text = text
    return _saved(made)


def xlsx(document: dict) -> bytes:
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"title": document["title"], "created": MADE_ON})
        bold = book.add_format({"bold": True, "font_color": "white", "bg_color": "#1f5c4a"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        notes = book.add_worksheet("Notice")
        notes.set_column(0, 0, 28)
        notes.set_column(1, 1, 90, wrapped)
        notes.write_row(0, 0, [document["title"], document["subtitle"]], bold)
        for line, part in enumerate(document["parts"], start=2):
            notes.write_row(line, 0, part)
        for table in document["tables"]:
            _sheet(book, table, bold)
    return target.getvalue()


def _sheet(book, table: dict, bold) -> None:
    sheet = book.add_worksheet(table["caption"])
    sheet.set_column(0, len(table["head"]), 22)
    sheet.freeze_panes(1, 1)
    sheet.write_row(0, 0, table["head"], bold)
    for line, row in enumerate(table["rows"], start=1):
        sheet.write_row(line, 0, row)
    last = len(table["rows"])
    sheet.write(last + 1, 0, "Total", bold)
    for column in range(1, len(table["head"])):
        values = [row[column] for row in table["rows"]]
        if all(isinstance(value, int) for value in values):
            letter = chr(ord("A") + column)
            sheet.write_formula(last + 1, column, f"=SUM({letter}2:{letter}{last + 1})", bold, sum(values))


def odt(document: dict) -> bytes:
    """The least that makes an OpenDocument text: its type first, not compressed, then its contents."""
    body = f'<text:h text:outline-level="1">{escape(document["title"])}</text:h>'
    body += f"<text:p>{escape(document['subtitle'])}</text:p>"
    for heading, text in document["parts"]:
        body += f'<text:h text:outline-level="2">{escape(heading)}</text:h><text:p>{escape(text)}</text:p>'
    for table in document["tables"]:
        for row in [[table["caption"]], *table["rows"]]:
            body += f"<text:p>{escape(' : '.join(map(str, row)))}</text:p>"
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    content = (
        f'<office:document-content {_NAMESPACES} office:version="1.3"><office:body><office:text>{body}'
        "</office:text></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in (("mimetype", kind), ("content.xml", content), ("META-INF/manifest.xml", manifest)):
            entry = zipfile.ZipInfo(name, MADE_ON.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return target.getvalue()


def _saved(made) -> bytes:
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()
