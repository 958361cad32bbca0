"""Files that come in: recognised, checked, kept once each, then read by a worker."""

import hashlib
import logging
import unicodedata
from datetime import datetime
from pathlib import PurePosixPath

from celery import current_app
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from resources.models import Format, StoredFile

from . import antivirus
from .formats import FileRefused, recognise

log = logging.getLogger(__name__)
LONGEST_NAME = 120


def receive(upload: File, *, by) -> StoredFile:
    """Keep the bytes of a file, once whatever the number of those who send it; a worker draws its text and images.

    `by` is whoever sends it, None for the portal itself. Raises `FileRefused`.
    """
    found = recognise(upload)
    try:
        antivirus.check(upload)
    except FileRefused as refusal:
        log.warning("A file sent by %s was refused: %s", by and by.pk, refusal)
        raise
    return _keep(upload, found, _hash(upload))


@transaction.atomic
def _keep(upload: File, found: Format, sha256: str) -> StoredFile:
    """The row first: until it is committed, whoever sends the same bytes, or forgets them, waits for the end."""
    name = f"ressources/fichiers/{sha256[:2]}/{sha256}"
    defaults = {"file": name, "size": upload.size, "format": found}
    stored, created = StoredFile.objects.select_for_update().get_or_create(sha256=sha256, defaults=defaults)
    if created or not default_storage.exists(stored.file.name):
        if default_storage.exists(name):
            # What a machine that died while it was writing has left.
            default_storage.delete(name)
        upload.seek(0)
        stored.file.name = default_storage.save(name, upload)
        stored.state = StoredFile.State.PENDING
    if not stored.given_by.exists():
        # A file that nobody gave and that is sent again has its day before it is forgotten.
        stored.created_at = timezone.now()
    stored.save(update_fields=["file", "state", "created_at"])
    if stored.state == StoredFile.State.PENDING:
        transaction.on_commit(lambda: current_app.send_task("resources.extract_file", args=[stored.pk]))
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
    stem = " ".join(stem.split()).strip(". ")[:LONGEST_NAME].rstrip(". ") or "document"
    return f"{stem}.{Format(found).value}"


def purge_orphans(*, before: datetime) -> int:
    """Forget files that no version has given since `before`; how many."""
    gone = 0
    for number in StoredFile.objects.filter(created_at__lt=before, given_by=None).values_list("pk", flat=True):
        with transaction.atomic():
            orphans = StoredFile.objects.filter(created_at__lt=before, given_by=None)
            stored = orphans.select_for_update(of=("self",)).filter(pk=number).first()
            if stored is None:
                continue
            name, previews = stored.file.name, [stored.preview_name(page) for page in range(stored.previews + 1)]
            stored.delete()
            # Before the row is seen to be gone: whoever sends the same bytes meanwhile waits, then keeps them anew.
            for kept in (name, *previews):
                default_storage.delete(kept)
        gone += 1
    return gone
