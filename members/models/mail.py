"""Mails that the network sends, kept with what became of each."""

from django.conf import settings
from django.db import models

from .base import VisibleQuerySet
from .organisation import Organisation


class MailQuerySet(VisibleQuerySet):
    """National staff's business: a mail holds a person's address."""

    def waiting(self):
        return self.filter(state=Mail.State.WAITING)


class Mail(models.Model):
    """One message to one address; `about` tells apart two mails of a kind, so that nobody is sent the same one twice."""

    class Kind(models.TextChoices):
        CALL = "call", "appel de cotisation"
        REMINDER = "reminder", "relance de cotisation"
        MEMBERSHIP = "membership", "suite d'une adhésion"
        APPLICATION = "application", "demande d'adhésion"
        COLLEAGUE = "colleague", "personnes d'une structure"
        MEETING = "meeting", "assemblée générale"
        MISSION = "mission", "missions déléguées"
        REVIEW = "review", "bilans bilatéraux"
        CERTIFICATION = "certifying", "certification"
        ACCREDITATION = "accredited", "agréments"
        JURY = "jury", "jurys de certification"
        TRAINING = "training", "formations"
        ATTENDANCE = "attendance", "émargement d'une formation"
        EVALUATION = "evaluation", "évaluation d'une formation"
        NEWS = "news", "informations du réseau"
        EVENTS = "events", "rencontres et formations"
        SURVEYS = "surveys", "enquêtes"

    # What one may stop receiving; the others are needed to belong.
    OPTIONAL = (Kind.NEWS, Kind.EVENTS, Kind.SURVEYS)

    class State(models.TextChoices):
        WAITING = "waiting", "en attente"
        SENT = "sent", "parti"
        REFUSED = "refused", "refusé"
        BOUNCED = "bounced", "revenu"
        STOPPED = "stopped", "arrêté"

    kind = models.CharField("nature", max_length=12, choices=Kind)
    about = models.CharField("à propos de", max_length=80)
    to = models.EmailField("adresse")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="compte"
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="mails", verbose_name="structure"
    )
    subject = models.CharField("objet", max_length=200)
    body = models.TextField("texte")
    attachments = models.JSONField(
        "pièces jointes", default=list, blank=True, help_text="Qui les fait et pour quoi : [nom, numéro]."
    )
    state = models.CharField("état", max_length=8, choices=State, default=State.WAITING)
    error = models.CharField("raison", max_length=300, blank=True)
    created_at = models.DateTimeField("préparé le", auto_now_add=True)
    sent_at = models.DateTimeField("parti le", null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = "message"
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "about", "to"], name="mail_once")]
        indexes = [models.Index(fields=["kind", "about"], name="mail_by_subject")]

    def __str__(self):
        return f"{self.subject} → {self.to}"
