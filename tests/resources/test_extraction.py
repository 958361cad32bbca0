"""Text and page images drawn from files of every sort, within limits."""

import json
import resource
import subprocess
import sys

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from resources.domain.extraction import extract, extract_waiting
from resources.domain.search import Asked, search
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
def test_files_whose_message_was_lost_are_read():
    stored = StoredFileFactory(content=made.pdf("Perdu"), state=StoredFile.State.PENDING)
    extract_waiting(before=timezone.now())
    stored.refresh_from_db()
    assert stored.state == StoredFile.State.READY
