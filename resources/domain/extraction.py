"""What a worker draws from a file: its text, for search, and images of its pages; in a process that its limits may kill."""

import json
import logging
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from resources.domain import mails
from resources.domain.index import index_resources
from resources.models import Resource, StoredFile

log = logging.getLogger(__name__)
MOST_SECONDS = 120
GAVE_UP = "Ce fichier demande trop de temps ou de mémoire : il n'a pas d'aperçu."
LOST = "Ce fichier n'est plus conservé : envoyez-le à nouveau."
# What the process may know of ours: it reads files that strangers made, and needs none of our secrets.
ENVIRONMENT = {"PATH", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "PYTHONPATH"}
# A file asked for again waits this long before it is asked for once more: the queue may only be long.
ASKED_AGAIN_SECONDS = 1800


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
        try:
            source = _copy(stored, folder)
        except FileNotFoundError:
            drawn = Drawn("", None, 0, LOST)
        else:
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


def extract_waiting(*, before: datetime) -> None:
    """Ask again for the files received before that moment and still waiting: the message that asked for them was lost."""
    waiting = StoredFile.objects.filter(state=StoredFile.State.PENDING, created_at__lt=before)
    for number in waiting.order_by("pk").values_list("pk", flat=True)[:200]:
        if cache.add(f"extraction-asked:{number}", True, ASKED_AGAIN_SECONDS):
            current_app.send_task("resources.extract_file", args=[number])


def _copy(stored: StoredFile, folder: Path) -> Path:
    source = folder / f"file.{stored.format}"
    with stored.file.open("rb") as kept, source.open("wb") as copy:
        for chunk in kept.chunks():
            copy.write(chunk)
    return source


def _draw(kind: str, source: Path, folder: Path) -> Drawn:
    """What the process told before it ended, of itself or not: a page that is too much leaves those before it."""
    command = [sys.executable, "-m", "resources.extraction", kind, str(source), str(folder)]
    known = {name: value for name, value in os.environ.items() if name in ENVIRONMENT}
    with (folder / "errors").open("wb") as errors:
        try:
            code = subprocess.run(  # noqa: S603 (our own module, on a name of our own)
                command, cwd=settings.BASE_DIR, env=known, timeout=MOST_SECONDS, check=False,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors,
            ).returncode  # fmt: skip
        except subprocess.TimeoutExpired:
            code = "its time"
    if code:
        said = (folder / "errors").read_bytes()[-500:].decode(errors="replace")
        log.warning("Extraction of a %s ended with %s: %s", kind, code, said)
    try:
        told = json.loads((folder / "result.json").read_text(encoding="utf-8"))
        return Drawn((folder / "text").read_text(encoding="utf-8"), **told)
    except (OSError, ValueError):
        return Drawn("", None, 0, GAVE_UP)


def _keep(name: str, content: bytes) -> None:
    """Under this very name, in the place of what an earlier try has left."""
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, ContentFile(content))
