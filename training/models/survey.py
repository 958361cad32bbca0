"""What people think of a training: questionnaires sent by mail, answered without an account."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.models.base import ReferenceQuerySet, VisibleQuerySet

from .order import Order
from .registration import Registration
from .session import Session
from .trainer import Trainer


class Survey(models.Model):
    """A questionnaire: to whom, and when it is sent (Qualiopi, indicators 2 and 30)."""

    class Moment(models.TextChoices):
        HOT = "hot", "à chaud, à la fin"
        COLD = "cold", "à froid, quelques mois après"

    class Audience(models.TextChoices):
        TRAINEE = "trainee", "stagiaires"
        EMPLOYER = "employer", "employeurs"
        FUNDER = "funder", "financeurs"
        TRAINER = "trainer", "formateurs"

    title = models.CharField("titre", max_length=150)
    moment = models.CharField("moment", max_length=4, choices=Moment)
    audience = models.CharField("à qui", max_length=8, choices=Audience)
    delay_days = models.PositiveSmallIntegerField("envoyé après la fin (jours)", default=0)
    introduction = models.TextField("introduction", blank=True, max_length=1000)
    active = models.BooleanField("envoyé", default=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "questionnaire"
        verbose_name_plural = "questionnaires"
        ordering = ["moment", "audience", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["moment", "audience"],
                condition=Q(active=True),
                name="survey_one_in_use",
                violation_error_message="Un questionnaire est déjà envoyé à ce public à ce moment.",
            )
        ]

    def __str__(self):
        return self.title


class SurveyQuestion(models.Model):
    """A question; one that was answered is not written again, it is taken out of use."""

    class Kind(models.TextChoices):
        SCALE = "scale", "note de 1 à 5"
        RECOMMEND = "recommend", "recommandation de 0 à 10"
        YES_NO = "yes_no", "oui ou non"
        TEXT = "text", "réponse libre"

    # The highest score of each kind that has one.
    HIGHEST = {Kind.SCALE: 5, Kind.RECOMMEND: 10, Kind.YES_NO: 1}

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions", verbose_name="questionnaire")
    order = models.PositiveSmallIntegerField("rang")
    kind = models.CharField("réponse", max_length=9, choices=Kind, default=Kind.SCALE)
    text = models.CharField("question", max_length=300)
    about_trainer = models.BooleanField("porte sur le formateur", default=False)
    required = models.BooleanField("obligatoire", default=True)
    active = models.BooleanField("posée", default=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "question"
        verbose_name_plural = "questions"
        ordering = ["survey", "order", "pk"]

    def __str__(self):
        return self.text


class InvitationQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """Who answered what is the training team's; others read results of five answers or more."""
        if not user.is_authenticated:
            return self.none()
        return self if user.has_perm("training.run_training") else self.none()

    def answered(self):
        return self.exclude(answered_at=None)


def survey_token() -> str:
    """What the mail leads to: not to be guessed."""
    return secrets.token_urlsafe(16)


class SurveyInvitation(models.Model):
    """A person who is asked about a session."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="invitations", verbose_name="questionnaire")
    session = models.ForeignKey(Session, models.CASCADE, related_name="invitations", verbose_name="session")
    registration = models.ForeignKey(
        Registration, models.CASCADE, null=True, blank=True, related_name="invitations", verbose_name="inscription"
    )
    order = models.ForeignKey(
        Order, models.CASCADE, null=True, blank=True, related_name="invitations", verbose_name="commande"
    )
    trainer = models.ForeignKey(
        Trainer, models.CASCADE, null=True, blank=True, related_name="invitations", verbose_name="formateur"
    )
    token = models.CharField(max_length=32, unique=True, default=survey_token, editable=False)
    asked_at = models.DateTimeField("demandé le", default=timezone.now)
    reminders = models.PositiveSmallIntegerField("relances", default=0)
    reminded_at = models.DateTimeField("relancé le", null=True, blank=True)
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "questionnaire envoyé"
        verbose_name_plural = "questionnaires envoyés"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "session", "registration", "order", "trainer"], name="asked_once",
                # Those whose person was forgotten, some on a session, are told apart by nothing.
                condition=Q(registration__isnull=False) | Q(order__isnull=False) | Q(trainer__isnull=False),
                nulls_distinct=False,
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.survey} : {self.session}"


class AnswerQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        return self.filter(invitation__in=SurveyInvitation.objects.visible_to(user))


class SurveyAnswer(models.Model):
    """An answer to a question: a score, or words."""

    invitation = models.ForeignKey(
        SurveyInvitation, models.CASCADE, related_name="answers", verbose_name="questionnaire envoyé"
    )
    question = models.ForeignKey(SurveyQuestion, models.PROTECT, related_name="answers", verbose_name="question")
    score = models.PositiveSmallIntegerField("note", null=True, blank=True)
    text = models.TextField("réponse", blank=True, max_length=3000)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "réponse"
        verbose_name_plural = "réponses"
        ordering = ["invitation", "question"]
        constraints = [models.UniqueConstraint(fields=["invitation", "question"], name="question_answered_once")]

    def __str__(self):
        return str(self.score) if self.score is not None else self.text[:60]
