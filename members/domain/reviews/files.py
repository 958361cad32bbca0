"""Documents joined to a review, until its first signature."""

import hashlib
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from members.domain.reviews.refusals import NotAllowed, ReviewRefused, held, sides_of
from members.models import BilateralReview, ReviewFile, User

LARGEST, MOST = 20 * 1024 * 1024, 30
# What offices read; a file is only ever given back as a download.
TAKEN = (".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".csv", ".txt", ".png", ".jpg", ".jpeg")


@transaction.atomic
def attach_file(review: BilateralReview, file: UploadedFile, *, by: User) -> ReviewFile:
    """Join a document; the same one joined again is the one that is there."""
    kept = held(review, "attach", by=by)
    name = Path(file.name).name[-150:]
    if Path(name).suffix.lower() not in TAKEN:
        raise ReviewRefused(f"Ce format n'est pas pris : joignez un fichier {', '.join(TAKEN)}.")
    if file.size > LARGEST:
        raise ReviewRefused("Ce fichier dépasse 20 Mo : réduisez-le ou coupez-le en plusieurs.")
    if kept.files.count() >= MOST:
        raise ReviewRefused(f"Un bilan porte {MOST} pièces au plus.")
    sha256 = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    found = kept.files.filter(sha256=sha256).first()
    if found:
        return found
    made = ReviewFile(review=kept, name=name, size=file.size, sha256=sha256, side=sides_of(by, kept)[0], added_by=by)
    made.file.save(f"{sha256}{Path(name).suffix.lower()}", file)
    return made


@transaction.atomic
def detach_file(file: ReviewFile, *, by: User) -> None:
    """Take a document away; only the side that joined it may."""
    kept = held(file.review, "attach", by=by)
    if file.side not in sides_of(by, kept):
        raise NotAllowed
    found = ReviewFile.objects.filter(pk=file.pk, review=kept).first()
    if found is None:
        return
    name, storage = found.file.name, found.file.storage
    found.delete()
    transaction.on_commit(lambda: storage.delete(name))
