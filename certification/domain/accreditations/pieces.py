"""The pieces of a request: received one by one, then accepted or refused with the reason."""

from datetime import date
from pathlib import PurePath

from django.core.files.base import File
from django.db import transaction

from certification.domain.accreditations.steps import taken
from certification.models import Accreditation, AccreditationPiece, PieceKind
from members.domain.moves import Refused, reasoned
from members.domain.uploads import STARTS, is_what_it_says, suffix_of
from members.models import User

LARGEST = 20 * 1024 * 1024


@transaction.atomic
def receive_piece(accreditation: Accreditation, kind: PieceKind, file: File, *, by: User) -> AccreditationPiece:
    """Keep a piece; sent again, it takes the place of the one that was there, and is examined anew."""
    kept = taken(accreditation, "write", by=by)
    if kind.certification_id != kept.certification_id or not kind.active:
        raise Refused("Cette pièce n'est pas demandée pour cette certification.")
    suffix = _checked(file)
    piece = kept.pieces.filter(kind=kind).first() or AccreditationPiece(accreditation=kept, kind=kind)
    _forget_file(piece)
    piece.name = PurePath(file.name).name[-200:]
    piece.state, piece.comment, piece.expires_on = AccreditationPiece.State.RECEIVED, "", None
    piece.file.save(f"piece-{kind.pk}.{suffix}", file, save=False)
    piece.save()
    return piece


@transaction.atomic
def accept_piece(piece: AccreditationPiece, *, expires_on: date | None = None, by: User) -> AccreditationPiece:
    """Accept a piece, perhaps until a day."""
    return _examined(piece, AccreditationPiece.State.ACCEPTED, by=by, comment="", expires_on=expires_on)


@transaction.atomic
def refuse_piece(piece: AccreditationPiece, *, comment: str, by: User) -> AccreditationPiece:
    """Refuse a piece: the comment tells the structure what to send in its place."""
    said = reasoned(comment, "Le refus d'une pièce")
    return _examined(piece, AccreditationPiece.State.REFUSED, by=by, comment=said, expires_on=None)


def _examined(piece: AccreditationPiece, state: str, *, by: User, **fields) -> AccreditationPiece:
    kept = taken(piece.accreditation, "examine_piece", by=by)
    piece = AccreditationPiece.objects.get(pk=piece.pk, accreditation=kept)
    piece.state = state
    for name, value in fields.items():
        setattr(piece, name, value)
    piece.save(update_fields=["state", *fields])
    return piece


def _checked(file: File) -> str:
    """The format of a file that may be kept."""
    suffix = suffix_of(file)
    if suffix not in STARTS:
        raise Refused(f"Ce format n'est pas accepté : {', '.join(sorted(STARTS))}.")
    if file.size > LARGEST:
        raise Refused("Ce fichier dépasse 20 Mo : réduisez-le ou coupez-le en plusieurs.")
    if not is_what_it_says(file):
        raise Refused(f"Le contenu de ce fichier n'est pas celui d'un fichier {suffix}.")
    return suffix


def _forget_file(piece: AccreditationPiece) -> None:
    """The file that another one replaces goes once the change is certain."""
    if piece.file:
        name, storage = piece.file.name, piece.file.storage
        transaction.on_commit(lambda: storage.delete(name))
