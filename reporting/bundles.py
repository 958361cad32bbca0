"""Long documents made by several workers at once: a shared tool.

A job cuts its work into parts. Whoever is free takes the next one, the job's own worker included, so that it ends even
alone; a part that a dead worker has taken is made again. Parts are joined in order.
"""

import io
import time
import zipfile
from collections.abc import Callable

import pypdfium2
from celery import current_app
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from reporting.jobs import Job, Progress

# How long a part may take before it is thought lost.
LOST_SECONDS = 60
_makers: dict[str, Callable[[list[int]], bytes]] = {}


def part_maker(kind: str):
    """Declare what makes a part of a bundle of `kind`: the PDF, or other file, of the things of these numbers."""

    def register(maker):
        _makers[kind] = maker
        return maker

    return register


def make_bundle(
    job: Job,
    kind: str,
    numbers: list[int],
    *,
    size: int,
    progress: Progress,
    join: Callable[[list[bytes]], bytes] | None = None,
) -> bytes:
    """One file of all the things of these numbers, made in parts of `size` spread over the workers.

    Parts are PDFs, whose pages follow each other, unless `join` says how others are put together.
    """
    parts = [numbers[start : start + size] for start in range(0, len(numbers), size)]
    for index, part in enumerate(parts):
        current_app.send_task("reporting.make_part", [str(job.pk), kind, index, part])
    try:
        for index, part in enumerate(parts):
            make_part(str(job.pk), kind, index, part)
            made = _made(job, len(parts))
            progress(5 + 85 * made // len(parts), f"{made} parties sur {len(parts)}")
        for index, part in enumerate(parts):
            _wait_or_make(job, kind, index, part)
        progress(95, "Assemblage")
        made = [_read(_path(job.pk, index)) for index in range(len(parts))]
        return (join or joined_pdf)(made)
    finally:
        for index in range(len(parts)):
            default_storage.delete(_path(job.pk, index))


def make_part(job_id: str, kind: str, index: int, numbers: list[int]) -> None:
    """Make a part that nobody has taken."""
    if cache.add(_claim(job_id, index), True, LOST_SECONDS * 10):
        _write(job_id, kind, index, numbers)


def _write(job_id: str, kind: str, index: int, numbers: list[int]) -> None:
    content = _makers[kind](numbers)
    path = _path(job_id, index)
    default_storage.delete(path)
    # Under another name first: whoever waits sees it whole or not at all.
    default_storage.save(path, ContentFile(content))
    cache.set(f"{_claim(job_id, index)}:made", True, LOST_SECONDS * 10)


def _wait_or_make(job: Job, kind: str, index: int, numbers: list[int]) -> None:
    deadline = time.monotonic() + LOST_SECONDS
    while time.monotonic() < deadline:
        if cache.get(f"{_claim(job.pk, index)}:made"):
            return
        time.sleep(0.1)
    _write(str(job.pk), kind, index, numbers)


def _made(job: Job, count: int) -> int:
    return len(cache.get_many([f"{_claim(job.pk, index)}:made" for index in range(count)]))


def _claim(job_id, index: int) -> str:
    return f"bundle:{job_id}:{index}"


def _path(job_id, index: int) -> str:
    return f"bundles/{job_id}/{index}.pdf"


def _read(path: str) -> bytes:
    with default_storage.open(path) as file:
        return file.read()


def joined_zip(parts: list[bytes]) -> bytes:
    """The files of several archives in one; they are stored as they are, since a PDF does not shrink further."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for part in parts:
            with zipfile.ZipFile(io.BytesIO(part)) as inner:
                for name in inner.namelist():
                    archive.writestr(name, inner.read(name))
    return out.getvalue()


def joined_pdf(parts: list[bytes]) -> bytes:
    """The pages of several PDFs, one after the other."""
    whole = pypdfium2.PdfDocument.new()
    for part in parts:
        whole.import_pages(pypdfium2.PdfDocument(part))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()
