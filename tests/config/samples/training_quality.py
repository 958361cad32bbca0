"""Samples for the rights on surveys and quality of training."""

from django.core.files.base import ContentFile
from django.utils import timezone

from tests.factories.training import (
    ComplaintFactory,
    SurveyAnswerFactory,
    SurveyInvitationFactory,
    TrainerPieceFactory,
)
from training.models import ImprovementAction, QualityEvidence, Risk, WatchEntry


def _registers() -> dict:
    evidence = QualityEvidence.objects.create(
        number=1, title="Procédure", dated_on=timezone.localdate(), file=ContentFile(b"%PDF-1.7", name="preuve.pdf")
    )
    return {
        "quality_risk": Risk.objects.create(title="Un formateur absent", probability=2, impact=3).pk,
        "quality_action": ImprovementAction.objects.create(title="Former un remplaçant", origin="risk").pk,
        "quality_watch": WatchEntry.objects.create(
            subject="23", seen_on=timezone.localdate(), source="Journal officiel", learned="Un décret"
        ).pk,
        "quality_evidence": evidence.pk,
    }  # fmt: skip


def sample() -> dict:
    piece = TrainerPieceFactory(file=ContentFile(b"%PDF-1.7", name="cv.pdf"))
    return {
        "survey_token": SurveyInvitationFactory().token,
        "training_complaint": ComplaintFactory().pk,
        "quality_trainer": piece.trainer_id,
        "trainer_piece": piece.pk,
    } | _registers()


def records():
    SurveyAnswerFactory()
    ComplaintFactory()
    TrainerPieceFactory()
    _registers()
