"""Text and page images drawn from files of every sort, within limits."""

import json
import resource
import subprocess
import sys

import docx
import pptx
import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from resources.domain.extraction import ENVIRONMENT, GAVE_UP, LOST, Drawn, _draw, extract, extract_waiting
from resources.domain.search import Asked, search
from resources.extraction import images, office, opendocument
from resources.extraction.outcome import MOST_CHARACTERS, Unreadable, clean, joined
from resources.models import Audience, Format, SearchEntry, StoredFile
from tests.factories import ResourceFactory, StoredFileFactory, VersionFactory, VersionFileFactory
from tests.resources import made_files as made

MB = 1024 * 1024


def extracted(content: bytes, found: Format) -> StoredFile:
    stored = StoredFileFactory(content=content, format=found, state=StoredFile.State.PENDING)
    extract(stored)
    stored.refresh_from_db()
    return stored


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "found"),
    [
        (made.pdf, Format.PDF),
        (made.word, Format.DOCX),
        (made.slides, Format.PPTX),
        (made.workbook, Format.XLSX),
        (made.opendocument, Format.ODT),
    ],
)
def test_the_text_of_a_document_is_read(content, found):
    stored = extracted(content(), found)
    assert (stored.state, stored.notice) == (StoredFile.State.READY, "")
    assert "La convention" in stored.text


@pytest.mark.django_db
def test_pages_of_a_pdf_become_text_and_images():
    stored = extracted(made.pdf("Première page", "Deuxième page"), Format.PDF)
    assert [page.strip() for page in stored.text.split("\f")] == ["Première page", "Deuxième page"]
    assert (stored.pages, stored.previews) == (2, 2)
    for page in range(3):
        with default_storage.open(stored.preview_name(page)) as picture:
            assert picture.read().startswith(b"RIFF")


@pytest.mark.django_db
def test_a_table_of_a_word_document_is_read():
    assert "Poste Montant" in extracted(made.word(), Format.DOCX).text


@pytest.mark.django_db
def test_an_image_has_a_preview_and_no_text():
    stored = extracted(made.image("JPEG", (3000, 2000)), Format.JPEG)
    assert (stored.state, stored.previews, stored.text) == (StoredFile.State.READY, 1, "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "found", "notice"),
    [
        (made.encrypted_pdf, Format.PDF, "mot de passe"),
        (lambda: made.pdf()[:200], Format.PDF, "endommagé"),
        (lambda: made.word()[:2000], Format.DOCX, "endommagé"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 2000, Format.DOCX, "mot de passe"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 2000, Format.DOC, "ancien"),
        (lambda: made.opendocument(""), Format.ODT, "aucun texte"),
        (lambda: made.image()[:60], Format.PNG, "endommagée"),
    ],
)
def test_a_file_without_preview_says_why(content, found, notice):
    stored = extracted(content(), found)
    assert stored.state == StoredFile.State.NO_PREVIEW
    assert notice in stored.notice


@pytest.mark.django_db
def test_a_scanned_pdf_has_images_and_a_notice():
    stored = extracted(made.empty_pages(1), Format.PDF)
    assert (stored.state, stored.previews) == (StoredFile.State.READY, 1)
    assert "numérisé" in stored.notice


@pytest.mark.django_db
def test_what_is_read_is_found():
    made_file = VersionFileFactory(
        version=VersionFactory(resource=ResourceFactory(audience=Audience.PUBLIC, notice_audience=Audience.PUBLIC)),
        stored=StoredFileFactory(content=made.pdf("Le lissage des heures"), state=StoredFile.State.PENDING),
    )
    extract(made_file.stored)
    assert search(Asked("lissage"), step=Audience.PUBLIC).total == 1
    assert SearchEntry.objects.get().thumbnail == made_file.pk


@pytest.mark.django_db
def test_extraction_may_be_done_again():
    stored = extracted(made.pdf("Une page"), Format.PDF)
    extract(stored)
    assert len(default_storage.listdir(stored.preview_name(0).rpartition("/")[0])[1]) == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "found", "notice"),
    [
        (lambda: made.empty_pages(5000), "pdf", "numérisé"),
        (lambda: made.empty_pages(1, size=(14400, 14400)), "pdf", "numérisé"),
        (made.boundless_page, "pdf", "n'ont pas pu être dessinées"),
        (lambda: made.image("PNG", (9900, 9900)), "png", ""),
        (made.bomb, "docx", ""),
        (made.laughs, "docx", ""),
        (lambda: made.pdf(*["mot " * 400] * 60), "pdf", "40 premières pages"),
    ],
)
def test_memory_stays_within_limits(tmp_path, content, found, notice):
    """In a process of its own, so that its peak is its own."""
    file = tmp_path / "file"
    file.write_bytes(content())
    script = (
        "import resource, subprocess, sys;"
        "subprocess.run([sys.executable, '-m', 'resources.extraction', *sys.argv[1:]], timeout=120);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, found, str(file), str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) * 1024 < 500 * MB
    assert notice in json.loads((tmp_path / "result.json").read_text())["notice"]


def test_the_limits_are_the_process_own():
    assert resource.getrlimit(resource.RLIMIT_DATA)[0] == resource.RLIM_INFINITY


@pytest.mark.django_db
def test_files_whose_message_was_lost_are_asked_for_once_more(settings, redis_client):
    """Once, however long the queue is."""
    StoredFileFactory(state=StoredFile.State.PENDING)
    StoredFileFactory(state=StoredFile.State.READY)
    extract_waiting(before=timezone.now())
    extract_waiting(before=timezone.now())
    assert redis_client.llen(f"{settings.KEY_PREFIX}-celery") == 1
    StoredFileFactory(state=StoredFile.State.PENDING)
    extract_waiting(before=timezone.now())
    assert redis_client.llen(f"{settings.KEY_PREFIX}-celery") == 2


@pytest.mark.django_db
def test_a_file_that_the_storage_has_lost_says_so():
    stored = StoredFileFactory(state=StoredFile.State.PENDING)
    default_storage.delete(stored.file.name)
    extract(stored)
    assert (stored.state, stored.notice) == (StoredFile.State.NO_PREVIEW, LOST)


def test_what_was_drawn_before_the_process_died_is_kept(tmp_path):
    source = tmp_path / "file.pdf"
    source.write_bytes(made.pdf("Première page", "Deuxième page", "Troisième page"))
    # The process dies as it draws the second page.
    (tmp_path / "2.webp").mkdir()
    drawn = _draw("pdf", source, tmp_path)
    assert (drawn.pages, drawn.previews, drawn.notice) == (3, 1, "Seule la première page a un aperçu.")
    assert drawn.text == "Première page\fDeuxième page\fTroisième page"


def test_a_process_that_takes_too_long_is_stopped(tmp_path, monkeypatch):
    source = tmp_path / "file.pdf"
    source.write_bytes(made.pdf())
    monkeypatch.setattr("resources.domain.extraction.MOST_SECONDS", 0.01)
    assert _draw("pdf", source, tmp_path) == Drawn("", None, 0, GAVE_UP)


def test_the_process_knows_none_of_our_secrets(tmp_path, monkeypatch):
    """It is given a folder of modules that writes down what it knows."""
    spy = tmp_path / "sitecustomize.py"
    spy.write_text(f"import os; open({str(tmp_path / 'known')!r}, 'w').write(' '.join(os.environ))")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("SECRET_KEY", "x")
    monkeypatch.setenv("DATABASE_URL", "x")
    source = tmp_path / "file.pdf"
    source.write_bytes(made.pdf())
    assert _draw("pdf", source, tmp_path).previews == 1
    assert set((tmp_path / "known").read_text().split()) <= ENVIRONMENT | {"LC_CTYPE"}


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("la forma-\r\ntion", "la formation"),
        ("la forma\u2010\ntion", "la formation"),
        ("la forma\x02tion", "la formation"),
        ("la forma\ufffetion", "la formation"),
        ("Saint-\nDenis", "Saint-Denis"),
        ("- un\n- deux", "- un\n- deux"),
        ("l’été, l\u02bchiver", "l'été, l'hiver"),
        ("e\u0301te\u0301", "été"),
        ("\ufb01nance", "finance"),
        ("un\u200bmot\u00ad \u202ecache\u0000", "unmot cache"),
        ("seul \ud800 !", "seul !"),
        ("une\vdeux\ftrois", "une\ndeux\ntrois"),
        ("une\u00a0espace\u202f: ici", "une espace : ici"),
        ("a\n \n\n\nb  ", "a\n\nb"),
    ],
)
def test_text_is_made_clean(printed, read):
    assert clean(printed) == read


@settings(deadline=None)
@given(st.text(st.characters(codec=None)))
def test_any_text_can_be_kept_and_read(text):
    kept = clean(text)
    assert kept == kept.encode().decode()
    assert not set(kept) & set("\x00\f\u200b\u00ad")


def test_a_long_text_is_cut_and_the_rest_not_even_read():
    asked = []

    def pages():
        for number in range(1000):
            asked.append(number)
            yield "x" * 100_000

    text = joined(pages())
    assert (len(text), len(asked)) == (MOST_CHARACTERS, 5)


def test_a_word_document_gives_its_controls_boxes_tables_and_margins(tmp_path):
    document = docx.Document()
    document.add_paragraph("Avant")
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Contrôle</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(1, control)
    box = f"<w:txbxContent {nsdecls('w')}><w:p><w:r><w:t>Encadré</w:t></w:r></w:p></w:txbxContent>"
    run = (
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    document.add_paragraph("Porte un cadre")._p.append(parse_xml(run))
    table = document.add_table(rows=2, cols=2)
    for number, cell in enumerate(table._cells):
        cell.text = f"c{number}"
    table.cell(0, 0).merge(table.cell(0, 1))
    document.add_paragraph("Après")
    document.sections[0].header.paragraphs[0].text = "En-tête"
    document.save(tmp_path / "a.docx")
    text = office.read_docx(tmp_path / "a.docx", tmp_path).text
    assert text.split("\n") == ["Avant", "Contrôle", "Porte un cadre", "Encadré", "c0 c1", "c2 c3", "Après", "En-tête"]


def test_slides_give_their_groups_tables_and_notes(tmp_path):
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Titre\vsur deux lignes"
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, 100, 100).text_frame.text = "Groupe"
    slide.shapes.add_table(1, 2, 0, 0, 100, 100).table.cell(0, 1).text = "Cellule"
    slide.notes_slide.notes_text_frame.text = "Notes"
    deck.slides.add_slide(deck.slide_layouts[6])
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "Fin"
    deck.save(tmp_path / "a.pptx")
    outcome = office.read_pptx(tmp_path / "a.pptx", tmp_path)
    assert outcome.pages == 3
    assert outcome.text.split("\f") == ["Titre\nsur deux lignes\nGroupe\nCellule\nNotes", "", "Fin"]


def test_an_opendocument_text_is_read_as_people_see_it(tmp_path):
    file = tmp_path / "a.odt"
    file.write_bytes(
        made.opendocument('Un<text:s text:c="2"/>mot<text:line-break/>et<text:tab/>un <text:span>autre</text:span>')
    )
    assert opendocument.read(file, tmp_path).text == "Un mot\net un autre"


def test_an_encrypted_opendocument_says_so(tmp_path):
    file = tmp_path / "a.odt"
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    file.write_bytes(
        made.with_entry(
            made.with_entry(made.opendocument(), "content.xml", b"\x8f\x01"), "META-INF/manifest.xml", manifest
        )
    )
    with pytest.raises(Unreadable, match="mot de passe"):
        opendocument.read(file, tmp_path)


def test_what_is_transparent_is_shown_on_white(tmp_path):
    Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(tmp_path / "a.png")
    images.read(tmp_path / "a.png", tmp_path)
    with Image.open(tmp_path / "1.webp") as page:
        assert page.convert("RGB").getpixel((30, 20)) == (255, 255, 255)
