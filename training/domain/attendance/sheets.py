"""Sheets of paper: printed to be signed, then kept as they came back."""

import hashlib

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from members.domain.moves import NotAllowed, Refused
from members.domain.uploads import PAGES, is_what_it_says, suffix_of
from members.models import User
from training.models import Session, SignedSheet, Slot

LARGEST = 10 * 1024 * 1024


@transaction.atomic
def keep_sheet(session: Session, slots: list[Slot], file: UploadedFile, *, by: User) -> SignedSheet:
    """Keep a signed sheet for these half-days. Raises NotAllowed and Refused; nothing is then kept."""
    if not by.has_perm("training.lead_session", session):
        raise NotAllowed
    if not slots or any(slot.session_id != session.pk for slot in slots):
        raise Refused("Cochez les demi-journées que la feuille porte.")
    if suffix_of(file) not in PAGES or not is_what_it_says(file):
        raise Refused("La feuille est un PDF, ou une image PNG ou JPEG.")
    if file.size > LARGEST:
        raise Refused("Ce fichier dépasse 10 Mo : prenez-le en plus petit.")
    content = file.read()
    file.seek(0)
    digest = hashlib.sha256(content).hexdigest()
    if SignedSheet.objects.filter(session=session, sha256=digest).exists():
        raise Refused("Cette feuille est déjà gardée.")
    sheet = SignedSheet.objects.create(session=session, file=file, sha256=digest, added_by=by)
    sheet.slots.set(slots)
    return sheet
