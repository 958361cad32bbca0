"""Trainers' files: what lacks, what expires, who is told (Qualiopi, indicators 21 and 22)."""

from datetime import date, timedelta

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from members.domain import outbox
from members.domain.moves import NotAllowed, Refused
from members.domain.uploads import PAGES, is_what_it_says, suffix_of
from members.models import Mail, User
from training.domain.attendance.sheets import LARGEST
from training.domain.team import require_team
from training.models import Course, Trainer, TrainerPiece

Kind = TrainerPiece.Kind
REMINDED = (60, 30, 7)
FORMATS = (*PAGES, "docx", "odt")


def lacking(trainer: Trainer, today: date) -> list[str]:
    """What the file of a trainer lacks today; the pieces come with the trainer."""
    pieces = list(trainer.pieces.all())
    kinds = {piece.kind for piece in pieces}
    told = []
    if Kind.CV not in kinds:
        told.append("pas de CV")
    if Kind.DIPLOMA not in kinds:
        told.append("pas de diplôme ni de titre")
    told += [
        f"« {piece} » n'est plus valable depuis le {piece.expires_on:%d/%m/%Y}"
        for piece in pieces
        if expired(piece, today)
    ]
    if any(piece.checked_on is None for piece in pieces):
        told.append("des pièces sont à vérifier")
    return told


def expired(piece: TrainerPiece, today: date) -> bool:
    return piece.expires_on is not None and piece.expires_on < today


def unfit_reasons(trainer: Trainer, course: Course, day: date) -> list[str]:
    """Why this trainer should not lead this course on that day; empty when nothing stands against it."""
    told = []
    if not trainer.active:
        told.append("n'anime plus de sessions")
    if course.validity_months:
        valid = trainer.pieces.filter(kind=Kind.HABILITATION).exclude(expires_on__lt=day)
        if not valid.exists():
            told.append("n'a pas d'habilitation en cours de validité")
    return told


@transaction.atomic
def add_piece(piece: TrainerPiece, file: UploadedFile | None, *, by: User) -> TrainerPiece:
    """Add a piece to a file; that of the trainer is to be checked, that of the team is. Raises NotAllowed and Refused."""
    if not by.has_perm("training.keep_trainer", piece.trainer):
        raise NotAllowed
    if piece.obtained_on and piece.expires_on and piece.expires_on < piece.obtained_on:
        raise Refused("La pièce expirerait avant d'avoir été obtenue.")
    if file is not None:
        if suffix_of(file) not in FORMATS or not is_what_it_says(file):
            raise Refused("Ce fichier n'est ni un PDF, ni une image, ni un document DOCX ou ODT.")
        if file.size > LARGEST:
            raise Refused("Ce fichier dépasse 10 Mo.")
        piece.file = file
    if by.has_perm("training.run_training"):
        piece.checked_on, piece.checked_by = timezone.localdate(), by
    piece.full_clean()
    piece.save()
    return piece


@transaction.atomic
def check_piece(piece: TrainerPiece, *, by: User) -> TrainerPiece:
    """The team has seen the piece. Raises Refused for one's own."""
    require_team(by)
    if piece.trainer.user_id == by.pk:
        raise Refused("On ne vérifie pas ses propres pièces.")
    piece.checked_on, piece.checked_by = timezone.localdate(), by
    piece.save(update_fields=["checked_on", "checked_by"])
    return piece


def remind_expiring(today: date) -> int:
    """Tell trainers, two months, one month and a week before, what expires; how many mails are new."""
    letters = []
    pieces = TrainerPiece.objects.filter(
        trainer__active=True, expires_on__gte=today, expires_on__lte=today + timedelta(days=max(REMINDED))
    ).exclude(trainer__email="")
    for piece in pieces.select_related("trainer"):
        left = (piece.expires_on - today).days
        level = min(days for days in REMINDED if days >= left)
        words = {
            "piece": piece, "identity": settings.IDENTITY,
            "address": settings.SITE_URL + reverse("training:trainer", args=[piece.trainer_id]),
        }  # fmt: skip
        letters.append(
            outbox.Letter(
                kind=Mail.Kind.TRAINING, about=f"piece:{piece.pk}:{piece.expires_on}:{level}", to=piece.trainer.email,
                subject=f"« {piece} » expire le {piece.expires_on:%d/%m/%Y}",
                body=render_to_string("training/email/piece.txt", words), user_id=piece.trainer.user_id,
            )
        )  # fmt: skip
    return outbox.post(letters)
