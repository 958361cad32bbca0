"""Real files of every sort, made by the tests."""

import io
import zipfile
from functools import cache

import docx
import openpyxl
import pikepdf
import pptx
from PIL import Image
from weasyprint import HTML


def pdf(*pages: str) -> bytes:
    """A PDF whose pages say these words."""
    parts = '<p style="break-before: page">'.join(pages or ["La convention"])
    return HTML(string=f"<html lang=fr><title>Exemple</title>{parts}").write_pdf()


def encrypted_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("secret"))) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="x", user="y"))
    return out.getvalue()


def empty_pages(count: int, *, size=(595, 842)) -> bytes:
    """A PDF of blank pages."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(count):
            document.add_blank_page(page_size=size)
        document.save(out)
    return out.getvalue()


def boundless_page() -> bytes:
    """A PDF whose page is wider than a country."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page().MediaBox = [0, 0, 10_000_000, 3]
        document.save(out)
    return out.getvalue()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs or ["La convention"]:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "Poste"
    table.rows[0].cells[1].text = "Montant"
    return _saved(document)


def slides(*titles: str) -> bytes:
    deck = pptx.Presentation()
    for title in titles or ["La convention"]:
        deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = title
    return _saved(deck)


def workbook(*cells: str) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(list(cells or ["La convention"]))
    return _saved(book)


def opendocument(text: str = "La convention", kind: str = "text") -> bytes:
    xml = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
        f"<text:p>{text}</text:p></office:text></office:body></office:document-content>"
    )
    return archive({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": xml})


def image(kind: str = "PNG", size=(60, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#a63d20").save(out, kind)
    return out.getvalue()


def archive(entries: dict[str, str | bytes]) -> bytes:
    """A zip of these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return out.getvalue()


def with_entry(document: bytes, name: str, content: bytes) -> bytes:
    """A document of today with one more part, or another in its place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in source.infolist():
            if entry.filename != name:
                made.writestr(entry, source.read(entry))
        made.writestr(name, content)
    return out.getvalue()


@cache
def bomb() -> bytes:
    """A Word document of half a megabyte that unpacks into six hundred."""
    return with_entry(word(), "word/media/image1.bmp", b"\0" * (1024 * 1024 * 601))


def laughs() -> bytes:
    """A Word document whose XML grows a billionfold when its entities are put in place."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "lol">{entities}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        "<w:t>&l9;</w:t></w:r></w:p></w:body></w:document>"
    )
    return with_entry(word(), "word/document.xml", xml.encode())


def _saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
