"""A PDF that everybody can read: tagged, in French, with its fonts and the words of its pictures."""

import io
import subprocess

import pikepdf
import pytest
from django.db import transaction

from reporting.documents import render_pdf
from reporting.domain.annual_report import ensure_report, first_sections, lay_out, read_contents
from tests.reporting.helpers import small_network

# The mark has the tests' own database made, which the module's fixture fills too.
pytestmark = pytest.mark.django_db

A4 = (595.28, 841.89)
PDF_UA = "{http://www.aiim.org/pdfua/ns/id/}"


@pytest.fixture(scope="module")
def pdf(django_db_setup, django_db_blocker):
    """The report of a small network, laid out once."""
    with django_db_blocker.unblock(), transaction.atomic():
        small_network()
        content = lay_out(read_contents(ensure_report(2023))).content
        transaction.set_rollback(True)
    with pikepdf.open(io.BytesIO(content)) as opened:
        yield opened


def objects(pdf, **wanted):
    """The dictionaries of a PDF with these entries."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream | pikepdf.Dictionary) and all(
            thing.get(f"/{key}") == value for key, value in wanted.items()
        ):
            yield thing


def test_it_is_tagged(pdf):
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.StructTreeRoot.Type == "/StructTreeRoot"
    tags = {str(element.S) for element in objects(pdf, Type=pikepdf.Name.StructElem)}
    assert {"/H1", "/H2", "/H3", "/P", "/Table", "/TH", "/TD", "/Figure", "/Link", "/Caption"} <= tags


def test_every_cell_of_a_table_names_its_headers(pdf):
    cells = list(objects(pdf, Type=pikepdf.Name.StructElem, S=pikepdf.Name.TD))
    assert cells
    assert all(len(cell.A.Headers) == 2 for cell in cells)


def test_it_says_that_it_is_pdf_ua_1(pdf):
    with pdf.open_metadata() as metadata:
        assert metadata[f"{PDF_UA}part"] == "1"


def test_its_language_and_title_are_told(pdf):
    assert str(pdf.Root.Lang) == "fr"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo.Title) == "Rapport d'activité 2023"
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Rapport d'activité 2023"


def test_its_bookmarks_are_its_sections(pdf):
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    sections = [title for _, title, _ in first_sections(2023, None)]
    assert titles == ["Rapport d'activité 2023", "Sommaire", *sections, "Annexe : définition des chiffres"]


def test_every_font_is_embedded(pdf):
    fonts = list(objects(pdf, Type=pikepdf.Name.FontDescriptor))
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)
    used = [font for page in pdf.pages for font in page.Resources.get("/Font", {}).values()]
    assert used
    assert all(descendant.FontDescriptor in fonts for font in used for descendant in font.DescendantFonts)


def test_it_is_printed_in_the_portals_own_font_alone(pdf):
    names = {str(font.FontName) for font in objects(pdf, Type=pikepdf.Name.FontDescriptor)}
    assert {name.partition("+")[2].partition("-")[0] for name in names} == {"Atkinson"}


def test_every_picture_says_what_it_shows(pdf):
    figures = [
        str(figure.get("/Alt", "")) for figure in objects(pdf, Type=pikepdf.Name.StructElem, S=pikepdf.Name.Figure)
    ]
    assert len(figures) == 3
    assert "Adhérents par effectif total, 2023 : 12 et moins, 0 (0,0\u00a0%)" in figures[1]
    assert "Bretagne, 5 ;" in figures[2]


def test_every_page_is_a4(pdf):
    for page in pdf.pages:
        x, y, width, height = (float(edge) for edge in page.mediabox)
        assert (x, y, width, height) == pytest.approx((0, 0, *A4), abs=0.1)


def test_a_document_reads_nothing_but_static_files(settings, tmp_path):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="50"><text y="30">{}</text></svg>'
    (tmp_path / "secret.svg").write_text(drawing.format("Secret"))
    page = f'<html lang="fr"><title>x</title><img alt="a" src="file://{tmp_path}/secret.svg"><img alt="b" src="data:image/svg+xml,{{}}">'
    (tmp_path / "page.html").write_text(page.format(drawing.format("Ouvert").replace('"', "'").replace("#", "%23")))
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
    content = render_pdf("page.html", {}).content
    text = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()
    assert "Ouvert" in text
    assert "Secret" not in text
