"""Files that come in: kept once each, under a safe name, asked about to the virus scanner, forgotten when nobody gives them."""

import socketserver
import struct
import threading
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from resources.domain.files import purge_orphans, receive, shown_name
from resources.domain.formats import LARGEST, FileRefused
from resources.models import Format, StoredFile, VersionFile
from tests.factories import StoredFileFactory, VersionFileFactory
from tests.resources import made_files as made


def sent(content: bytes, name: str = "guide.pdf") -> File:
    return ContentFile(content, name=name)


def kept_files() -> list[str]:
    """Every file of the storage."""
    folders, found = ["ressources/fichiers"], []
    while folders:
        folder = folders.pop()
        inner, files = default_storage.listdir(folder)
        folders += [f"{folder}/{name}" for name in inner]
        found += [f"{folder}/{name}" for name in files]
    return found


@pytest.mark.django_db
def test_a_file_is_kept_under_its_hash_and_read_by_a_worker(settings, redis_client, django_capture_on_commit_callbacks):
    content = made.pdf("Une page")
    with django_capture_on_commit_callbacks(execute=True):
        stored = receive(sent(content), by=None)
    assert stored.file.name == f"ressources/fichiers/{stored.sha256[:2]}/{stored.sha256}"
    assert (stored.format, stored.size, stored.state) == (Format.PDF, len(content), StoredFile.State.PENDING)
    with stored.file.open() as kept:
        assert kept.read() == content
    [message] = redis_client.lrange(f"{settings.KEY_PREFIX}-celery", 0, -1)
    assert b"resources.extract_file" in message


@pytest.mark.django_db
def test_the_same_bytes_are_kept_once():
    content = made.pdf("Une page")
    assert receive(sent(content), by=None) == receive(sent(content, "autre nom.doc"), by=None)
    assert len(kept_files()) == 1


def test_two_who_send_the_same_bytes_at_once_keep_one_file(committed):
    content, got = made.pdf("Une page"), []

    def send():
        got.append(receive(sent(content), by=None).pk)
        connection.close()

    people = [threading.Thread(target=send) for _ in range(4)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert got == [StoredFile.objects.get().pk] * 4
    assert len(kept_files()) == 1


@pytest.mark.django_db
def test_a_file_that_the_storage_has_lost_is_kept_anew():
    content = made.pdf("Une page")
    stored = receive(sent(content), by=None)
    default_storage.delete(stored.file.name)
    with receive(sent(content), by=None).file.open() as kept:
        assert kept.read() == content


@pytest.mark.django_db
def test_what_a_machine_left_half_written_is_replaced():
    content = made.pdf("Une page")
    stored = receive(sent(content), by=None)
    name = stored.file.name
    stored.delete()
    default_storage.delete(name)
    default_storage.save(name, ContentFile(content[:10]))
    with receive(sent(content), by=None).file.open() as kept:
        assert kept.read() == content
    assert kept_files() == [name]


def test_an_enormous_file_is_refused_unread(tmp_path):
    path = tmp_path / "gros.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7")
        file.truncate(2 * LARGEST)
    with path.open("rb") as file, pytest.raises(FileRefused, match="pèse 200 Mo : la limite est de 100 Mo"):
        receive(File(file, name="gros.pdf"), by=None)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Guide de l'encadrant.pdf", "Guide de l'encadrant.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Documents\\budget.XLSX", "budget.pdf"),
        ("fiche 🌱 jardin.pdf", "fiche 🌱 jardin.pdf"),
        ("facture\u202efdp.exe", "facturefdp.pdf"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        ("re\u0301sume\u0301.pdf", "résumé.pdf"),
        ("é" * 300 + ".pdf", "é" * 120 + ".pdf"),
        ("....", "document.pdf"),
        ("", "document.pdf"),
        ('"><script>.html', "script.pdf"),
    ],
)
def test_names_are_made_safe(name, expected):
    assert shown_name(name, Format.PDF) == expected
    assert len(expected) <= VersionFile._meta.get_field("name").max_length


@pytest.mark.django_db
def test_files_that_nobody_gives_are_forgotten_with_their_images():
    now = timezone.now()
    given, old, young = VersionFileFactory().stored, StoredFileFactory(previews=1), StoredFileFactory()
    for page in (0, 1):
        default_storage.save(old.preview_name(page), ContentFile(b"RIFF"))
    StoredFile.objects.exclude(pk=young.pk).update(created_at=now - timedelta(days=2))
    assert purge_orphans(before=now - timedelta(days=1)) == 1
    assert set(StoredFile.objects.all()) == {given, young}
    gone = [old.file.name, old.preview_name(0), old.preview_name(1)]
    assert [default_storage.exists(name) for name in gone] == [False] * 3
    assert default_storage.exists(given.file.name)


@pytest.mark.django_db
def test_a_forgotten_file_sent_again_has_its_day():
    content, now = made.pdf("Une page"), timezone.now()
    stored = receive(sent(content), by=None)
    StoredFile.objects.update(created_at=now - timedelta(days=2))
    receive(sent(content), by=None)
    assert purge_orphans(before=now - timedelta(days=1)) == 0
    assert StoredFile.objects.get() == stored


class Scanner(socketserver.StreamRequestHandler):
    """Speaks as clamd does, and finds a virus wherever it reads EICAR."""

    def handle(self):
        command = self.rfile.read(len(b"zINSTREAM\0"))
        content = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        answer = b"stream: Eicar-Test-Signature FOUND\0" if b"EICAR" in content else b"stream: OK\0"
        self.wfile.write(answer if command == b"zINSTREAM\0" else b"UNKNOWN COMMAND\0")


@pytest.fixture(params=["tcp", "unix"])
def scanner(request, settings, tmp_path):
    if request.param == "tcp":
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Scanner)
        settings.CLAMD_URL = f"tcp://127.0.0.1:{server.server_address[1]}"
    else:
        server = socketserver.ThreadingUnixStreamServer(str(tmp_path / "clamd"), Scanner)
        settings.CLAMD_URL = f"unix:{tmp_path / 'clamd'}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.django_db
def test_a_file_without_virus_is_kept_whole(scanner):
    content = made.pdf("Une page") + b"\n%" + b"x" * 200_000
    with receive(sent(content), by=None).file.open() as kept:
        assert kept.read() == content


@pytest.mark.django_db
def test_a_virus_is_refused(scanner):
    with pytest.raises(FileRefused, match="un virus"):
        receive(sent(made.pdf("Une page") + b"EICAR"), by=None)
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_nothing_is_kept_while_the_scanner_is_silent(settings):
    with socketserver.TCPServer(("127.0.0.1", 0), Scanner) as closed:
        settings.CLAMD_URL = f"tcp://127.0.0.1:{closed.server_address[1]}"
    with pytest.raises(FileRefused, match="ne répond pas"):
        receive(sent(made.pdf("Une page")), by=None)
    assert not StoredFile.objects.exists()
