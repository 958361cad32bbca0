"""What a file is comes from its content; what is refused is told why."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from resources.domain.formats import FileRefused, recognise
from resources.models import Format
from tests.resources import made_files as made

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (made.pdf, Format.PDF),
        (made.word, Format.DOCX),
        (made.slides, Format.PPTX),
        (made.workbook, Format.XLSX),
        (made.opendocument, Format.ODT),
        (lambda: made.opendocument(kind="spreadsheet"), Format.ODS),
        (lambda: made.opendocument(kind="presentation"), Format.ODP),
        (made.image, Format.PNG),
        (lambda: made.image("JPEG"), Format.JPEG),
        (lambda: made.image("GIF"), Format.GIF),
        (lambda: made.image("WEBP"), Format.WEBP),
    ],
)
def test_a_file_is_what_its_content_says(content, expected):
    assert recognise(SimpleUploadedFile("peu-importe.exe", content())) is expected


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "vide.pdf", "Ce fichier est vide."),
        (HTML, "guide.pdf", "une page HTML"),
        (b"  <html><body>", "guide.docx", "une page HTML"),
        (b"<html><script>alert(1)</script><!-- %PDF-1.7 -->", "guide.pdf", "une page HTML"),
        (b"MZ\x90\x00 %PDF-1.7", "guide.pdf", "un programme"),
        ("<html><script>alert(1)</script>".encode("utf-16"), "guide.pdf", "une page HTML"),
        (
            SVG.replace(b"<script>alert(1)</script>", b'<rect onload="alert(1)"/>'),
            "a.png",
            "SVG qui contient du script",
        ),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "a.png", "une image SVG, quel que soit son nom"),
        (SVG, "logo.png", "une image SVG"),
        (b'<?xml version="1.0"?><a/>', "a.pdf", "un fichier XML"),
        (b"MZ\x90\x00", "outil.pdf", "un programme"),
        (b"\x7fELF", "outil.pdf", "un programme"),
        (b"#!/bin/sh", "outil.pdf", "un script"),
        (b"{\\rtf1", "lettre.doc", "RTF"),
        (b"bonjour", "note.txt", "Ce fichier"),
        (made.archive({"guide.pdf": b"%PDF-1.7"}), "guides.zip", "une archive"),
        (made.with_entry(made.word(), "word/vbaProject.bin", b"x"), "lettre.docx", "macros"),
        (made.with_entry(made.workbook(), "xl/vbaProject.bin", b"x"), "budget.xlsx", "macros"),
        (made.with_entry(made.opendocument(), "Basic/Standard/x.xml", b"x"), "lettre.odt", "macros"),
        (made.with_entry(made.workbook(), "xl/macrosheets/sheet1.xml", b"x"), "budget.xlsx", "macros"),
        (made.with_entry(made.word(), "word/embeddings/tableau.xlsm", b"x"), "lettre.docx", "macros"),
        (made.with_entry(made.word(), "word/embeddings/tout.zip", b"x"), "lettre.docx", "contient une archive"),
        (made.with_entry(made.word(), "word/vbaProject.bin", b"x")[:-200], "lettre.docx", "macros"),
        (made.opendocument(kind="text-template"), "lettre.odt", "un modèle OpenDocument"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 2000, "lettre.doc", "abîmé"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "photo.png", "image"),
        (b"PK\x03\x04" + b"x" * 50, "document", "archive"),
    ],
)
def test_what_is_refused_is_told_why(content, name, reason):
    with pytest.raises(FileRefused, match=reason):
        recognise(SimpleUploadedFile(name, content))


def test_a_macro_document_under_another_name_is_refused():
    types = b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    with pytest.raises(FileRefused, match="macros"):
        recognise(SimpleUploadedFile("lettre.docx", made.with_entry(made.word(), "[Content_Types].xml", types)))


def test_a_pdf_may_start_with_a_few_bytes_of_something_else():
    assert recognise(SimpleUploadedFile("x", b"\r\n" + b"\0" * 500 + made.pdf())) is Format.PDF


def test_a_document_of_countless_parts_is_refused():
    content = made.archive({"[Content_Types].xml": b""} | {f"word/{number}.xml": b"" for number in range(10_001)})
    with pytest.raises(FileRefused, match="démesuré"):
        recognise(SimpleUploadedFile("lettre.docx", content))


@pytest.mark.slow
def test_a_bomb_is_refused_without_unpacking():
    with pytest.raises(FileRefused, match="démesuré"):
        recognise(SimpleUploadedFile("bombe.docx", made.bomb()))


def test_a_truncated_document_is_told_by_what_is_left_of_it():
    assert recognise(SimpleUploadedFile("lettre.docx", made.word()[:2000])) is Format.DOCX


def test_a_damaged_pdf_is_still_a_pdf():
    assert recognise(SimpleUploadedFile("x", made.pdf()[:300])) is Format.PDF


@settings(deadline=None)
@given(
    st.binary(max_size=3000),
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"GIF89a"]),
)
def test_any_bytes_are_a_format_or_refused(content, start):
    try:
        assert recognise(SimpleUploadedFile("x.docx", start + content)) in Format
    except FileRefused as refusal:
        assert str(refusal)
