"""Files that come in: recognised, checked, kept once each, then read by a worker."""

import hashlib
import unicodedata
from datetime import datetime
from pathlib import PurePosixPath

from celery import current_app
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from resources.models import Format, StoredFile

from . import antivirus
from .formats import recognise

MOST_BYTES = 100 * 1024 * 1024
LONGEST_NAME = 120


def receive(upload: File, *, by) -> StoredFile:
    """Keep the bytes of a file, once whatever the number of those who send it; a worker draws its text and images.

    `by` is whoever sends it, None for the portal itself. Raises `FileRefused`.
    """
    found = recognise(upload)
    antivirus.check(upload)
    sha256 = _hash(upload)
    kept = StoredFile.objects.filter(sha256=sha256).first()
    if kept:
        return kept
    name = f"ressources/fichiers/{sha256[:2]}/{sha256}"
    if not default_storage.exists(name):
        upload.seek(0)
        name = default_storage.save(name, upload)
    with transaction.atomic():
        stored, created = StoredFile.objects.get_or_create(
            sha256=sha256, defaults={"file": name, "size": upload.size, "format": found}
        )
        if created:
            transaction.on_commit(lambda: current_app.send_task("resources.extract_file", args=[stored.pk]))
    if not created and stored.file.name != name:
        # Another sent the same bytes at the same moment, and was first.
        default_storage.delete(name)
    return stored


def _hash(file: File) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def shown_name(name: str, found: Format) -> str:
    """The name under which a file is given: no folder, nothing that cannot be read, the extension of what it is."""
    name = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    name = "".join(letter for letter in name if letter.isprintable() and letter not in '<>:"|?*')
    stem = name.rpartition(".")[0] or name
    stem = " ".join(stem.split()).strip(". ")[:LONGEST_NAME] or "document"
    return f"{stem}.{Format(found).value}"


def purge_orphans(*, before: datetime) -> int:
    """Forget files that no version has given since `before`; how many."""
    gone = 0
    for stored in StoredFile.objects.filter(created_at__lt=before, given_by=None):
        with transaction.atomic():
            locked = StoredFile.objects.select_for_update().filter(pk=stored.pk, given_by=None).first()
            if locked is None:
                continue
            locked.delete()
        for page in range(stored.previews + 1):
            default_storage.delete(stored.preview_name(page))
        stored.file.delete(save=False)
        gone += 1
    return gone
