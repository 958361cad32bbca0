"""What a worker draws from a file: its text, for search, and images of its pages; in a process that its limits may kill."""

import json
import logging
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from resources.domain import mails
from resources.domain.index import index_resources
from resources.models import Resource, StoredFile

log = logging.getLogger(__name__)
MOST_SECONDS = 120
GAVE_UP = "Ce fichier demande trop de temps ou de mémoire : il n'a pas d'aperçu."


@dataclass(frozen=True)
class Drawn:
    """What the process gave: see `resources.extraction.outcome`."""

    text: str
    pages: int | None
    previews: int
    notice: str


def extract(stored: StoredFile) -> None:
    """Keep the text and the page images of a file, or why it has none, and have search read them; may be done again."""
    with tempfile.TemporaryDirectory(prefix="extraction-") as name:
        folder = Path(name)
        source = folder / f"file.{stored.format}"
        with stored.file.open("rb") as kept, source.open("wb") as copy:
            for chunk in kept.chunks():
                copy.write(chunk)
        drawn = _draw(stored.format, source, folder)
        for page in range(drawn.previews + 1 if drawn.previews else 0):
            _keep(stored.preview_name(page), (folder / f"{page}.webp").read_bytes())
    keep(stored, drawn)
    if stored.state == StoredFile.State.NO_PREVIEW:
        mails.tell_file(stored)


@transaction.atomic
def keep(stored: StoredFile, drawn: Drawn) -> None:
    """Write what was drawn from a file, and index again the resources that give it."""
    seen = bool(drawn.previews or drawn.text.strip("\f \n"))
    stored.state = StoredFile.State.READY if seen else StoredFile.State.NO_PREVIEW
    stored.text, stored.pages, stored.previews = drawn.text, drawn.pages, drawn.previews
    stored.notice = drawn.notice
    stored.save(update_fields=["state", "text", "pages", "previews", "notice"])
    index_resources(Resource.objects.filter(versions__files__stored=stored).distinct().values_list("pk", flat=True))


def _draw(kind: str, source: Path, folder: Path) -> Drawn:
    command = [sys.executable, "-m", "resources.extraction", kind, str(source), str(folder)]
    try:
        done = subprocess.run(  # noqa: S603 (our own module, on a name of our own)
            command, cwd=settings.BASE_DIR, timeout=MOST_SECONDS, capture_output=True, check=False
        )
        told = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    except (subprocess.TimeoutExpired, OSError, ValueError):
        return Drawn("", None, 0, GAVE_UP)
    if done.returncode:
        log.warning("Extraction of a %s ended with %s: %s", kind, done.returncode, done.stderr[-500:])
        return Drawn("", None, 0, GAVE_UP)
    return Drawn((folder / "text").read_text(encoding="utf-8"), **told)


def _keep(name: str, content: bytes) -> None:
    """Under this very name, in the place of what an earlier try has left."""
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, ContentFile(content))


def extract_waiting(*, before: datetime) -> None:
    """Files received before that moment and still waiting: the message that asked for them was lost."""
    for stored in StoredFile.objects.filter(state=StoredFile.State.PENDING, created_at__lt=before).order_by("pk")[:50]:
        extract(stored)
