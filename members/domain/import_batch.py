"""A workbook sent by staff: previewed, then confirmed or set aside."""

import hashlib
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from members.domain.network_import import ImportRefused, apply_import, plan_import
from members.imports.reading import Book, Fault, UnreadableFile, read_book
from members.imports.refusals import refused_rows
from members.models import ImportBatch, User
from reporting.jobs import Job, start_job

State = ImportBatch.State


class BatchClosed(Exception):
    """The import was already confirmed, refused or set aside."""


def preview(file, *, by: User) -> ImportBatch:
    """Keep the file and say what it would change; raises `UnreadableFile`."""
    content = file.read()
    plan = plan_import(read_book(content, file.name))
    file.seek(0)
    return ImportBatch.objects.create(
        file=file,
        name=file.name[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        state=State.REFUSED if plan.faults else State.UNCHANGED if plan.changes_nothing else State.PREVIEWED,
        summary={"parts": plan.summary()},
        errors=[asdict(fault) for fault in plan.faults],
        warnings=[asdict(warning) for warning in plan.warnings[:500]],
        created_by=by,
    )


@transaction.atomic
def confirm(batch: ImportBatch, *, by: User) -> Job:
    """Hand the import to the workers; of two people who confirm, one only is heard: raises `BatchClosed`."""
    _claim(batch, State.QUEUED)
    return start_job("import_network", title=f"Import de {batch.name}", by=by, params={"batch": batch.pk})


@transaction.atomic
def cancel(batch: ImportBatch) -> None:
    """Set a previewed import aside; raises `BatchClosed`."""
    _claim(batch, State.CANCELLED)


def give_back(number: int) -> None:
    """An import that an unexpected error stopped waits to be confirmed again: nothing of it was written."""
    ImportBatch.objects.filter(pk=number, state=State.QUEUED).update(state=State.PREVIEWED)


def run(batch: ImportBatch) -> str:
    """Import for good and say what was done; a batch already done is left alone. Raises `ImportRefused`."""
    try:
        with transaction.atomic():
            # A worker thought dead may still be at it: the second to come waits, and finds the work done.
            batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
            if batch.state == State.DONE:
                return "Cet import était déjà fait"
            plan = apply_import(book_of(batch))
            batch.state, batch.done_at = State.DONE, timezone.now()
            batch.summary = {"parts": plan.summary()}
            batch.save(update_fields=["state", "done_at", "summary"])
    except (ImportRefused, UnreadableFile) as refusal:
        faults = [asdict(fault) for fault in getattr(refusal, "faults", ())]
        ImportBatch.objects.filter(pk=batch.pk, state=State.QUEUED).update(state=State.REFUSED, errors=faults)
        raise
    return f"{sum(part['created'] + part['updated'] for part in batch.summary['parts'])} fiches créées ou modifiées"


def rejected_rows(batch: ImportBatch, *, whole: bool) -> bytes:
    """The refused rows as a workbook, each with the reasons of its refusal; the `whole` file to be mended, or they alone."""
    return refused_rows(book_of(batch), [Fault(**error) for error in batch.errors], whole=whole)


def purge(*, before: datetime) -> None:
    """Forget the files sent before that moment; what was imported keeps its line, without its rows and errors."""
    for batch in ImportBatch.objects.filter(created_at__lt=before).exclude(file="").exclude(state=State.QUEUED):
        batch.file.delete(save=False)
        if batch.state == State.DONE:
            batch.summary = {"parts": [part | {"examples": [], "details": []} for part in batch.summary["parts"]]}
            batch.warnings = []
            batch.save(update_fields=["file", "summary", "warnings"])
        else:
            batch.delete()


def book_of(batch: ImportBatch) -> Book:
    """The workbook kept, read again; raises `UnreadableFile` if it is no longer the one that was previewed."""
    if not batch.file:
        raise UnreadableFile("Le fichier déposé n'a pas été gardé : déposez-le à nouveau.")
    with batch.file.open() as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != batch.sha256:
        raise UnreadableFile("Le fichier gardé n'est plus celui qui a été vérifié : déposez-le à nouveau.")
    return read_book(content, batch.name)


def _claim(batch: ImportBatch, state: str) -> None:
    if not ImportBatch.objects.filter(pk=batch.pk, state=State.PREVIEWED).update(state=state):
        raise BatchClosed("Cet import a déjà été confirmé, refusé ou abandonné.")
