"""What is evaluated of a candidate, in the course of the path or by a jury: blocks, and the level of each competency."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.models.base import VisibleQuerySet

from .candidate import Enrolment, OfEnrolmentQuerySet
from .certification import Competency, SkillBlock
from .jury import Place


class BlockEvaluation(models.Model):
    """What somebody evaluated of one block: in the course of the path, by the tutor, or by a jury.

    `revision` counts the writings of a grid, so that one made without a network never covers a later one unseen.
    """

    class Kind(models.TextChoices):
        CONTINUOUS = "continuous", "évaluation continue"
        TUTOR = "tutor", "avis du tuteur"
        JURY = "jury", "jury"

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="evaluations", verbose_name="inscription")
    block = models.ForeignKey(SkillBlock, models.PROTECT, related_name="+", verbose_name="bloc")
    kind = models.CharField("nature", max_length=10, choices=Kind)
    place = models.ForeignKey(
        Place, models.CASCADE, null=True, blank=True, related_name="evaluations", verbose_name="passage"
    )
    evaluator = models.CharField("évalué par", max_length=150, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="écrit par", editable=False
    )
    evaluated_on = models.DateField("le", default=timezone.localdate)
    comment = models.TextField("commentaire", blank=True, max_length=3000)
    acquired = models.BooleanField(
        "acquis", null=True, blank=True, help_text="Ce que le jury décide du bloc ; vide tant qu'il n'a pas délibéré."
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = OfEnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = "évaluation d'un bloc"
        verbose_name_plural = "évaluations des blocs"
        ordering = ["enrolment", "block__order", "evaluated_on"]
        constraints = [
            models.UniqueConstraint(fields=["place", "block"], name="jury_evaluates_a_block_once"),
            models.CheckConstraint(
                condition=Q(kind="jury", place__isnull=False) | (~Q(kind="jury") & Q(place=None)),
                name="jury_evaluation_has_its_place",
            ),
        ]

    def __str__(self):
        return f"{self.block} : {self.get_kind_display()}"


class OfEvaluationQuerySet(VisibleQuerySet):
    """What hangs on an evaluation is seen with it."""

    def visible_to(self, user):
        return self.filter(evaluation__in=BlockEvaluation.objects.visible_to(user))


class CompetencyMark(models.Model):
    """The level observed for one competency."""

    class Level(models.IntegerChoices):
        NOT_ACQUIRED = 0, "non acquise"
        IN_PROGRESS = 1, "en cours"
        ACQUIRED = 2, "acquise"
        MASTERED = 3, "maîtrisée"

    evaluation = models.ForeignKey(BlockEvaluation, models.CASCADE, related_name="marks", verbose_name="évaluation")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+", verbose_name="compétence")
    level = models.PositiveSmallIntegerField("niveau", choices=Level)

    objects = OfEvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = "niveau d'une compétence"
        verbose_name_plural = "niveaux des compétences"
        ordering = ["competency__code"]
        constraints = [models.UniqueConstraint(fields=["evaluation", "competency"], name="mark_once")]

    def __str__(self):
        return f"{self.competency} : {self.get_level_display()}"
