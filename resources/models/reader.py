"""What a person asks of the resource centre: favourites, themes followed, a word of opinion, access to files."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone

from members.models.base import VisibleQuerySet

from .resource import Resource
from .theme import Theme


class OwnQuerySet(VisibleQuerySet):
    """A person's own things, seen by that person alone."""

    def visible_to(self, user):
        return self.filter(user=user) if user.is_authenticated else self.none()


class Favourite(models.Model):
    """A resource that a person keeps at hand."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="favourites", verbose_name="personne"
    )
    resource = models.ForeignKey(Resource, models.CASCADE, related_name="favourites", verbose_name="ressource")
    created_at = models.DateTimeField("ajoutée le", auto_now_add=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = "favori"
        constraints = [models.UniqueConstraint(fields=["user", "resource"], name="favourite_once")]

    def __str__(self):
        return f"{self.user} : {self.resource}"


class ThemeFollow(models.Model):
    """A theme of which a person wants to be told what is new, by mail."""

    class Frequency(models.TextChoices):
        DAILY = "daily", "chaque jour"
        WEEKLY = "weekly", "chaque semaine"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="followed_themes", verbose_name="personne"
    )
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="followers", verbose_name="thème")
    frequency = models.CharField("fréquence", max_length=6, choices=Frequency, default=Frequency.WEEKLY)
    since = models.DateTimeField("nouveautés dites jusqu'au", default=timezone.now)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = "suivi d'un thème"
        verbose_name_plural = "suivis de thèmes"
        constraints = [models.UniqueConstraint(fields=["user", "theme"], name="theme_follow_once")]

    def __str__(self):
        return f"{self.user} : {self.theme}"


class FeedbackQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """National staff read every opinion; others their own."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_national else self.filter(user=user)


class Feedback(models.Model):
    """Whether a resource was useful to a person, and a word on it; the last one given stands."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="feedback", verbose_name="personne"
    )
    resource = models.ForeignKey(Resource, models.CASCADE, related_name="feedback", verbose_name="ressource")
    useful = models.BooleanField("utile")
    comment = models.CharField("un mot", max_length=500, blank=True)
    given_at = models.DateTimeField("donné le", auto_now=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = "avis"
        verbose_name_plural = "avis"
        constraints = [models.UniqueConstraint(fields=["user", "resource"], name="feedback_once")]

    def __str__(self):
        return f"{self.resource} : {'utile' if self.useful else 'pas utile'}"


class AccessRequestQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """National staff see every request; others their own."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_national else self.filter(user=user)

    def granted(self):
        return self.filter(state=AccessRequest.State.GRANTED)

    def waiting(self):
        return self.filter(state=AccessRequest.State.ASKED)


@pghistory.track()
class AccessRequest(models.Model):
    """A person sees a notice and asks for its files."""

    class State(models.TextChoices):
        ASKED = "asked", "demandé"
        GRANTED = "granted", "accordé"
        REFUSED = "refused", "refusé"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="access_requests", verbose_name="personne"
    )
    resource = models.ForeignKey(Resource, models.CASCADE, related_name="access_requests", verbose_name="ressource")
    message = models.TextField("pourquoi", max_length=1000)
    state = models.CharField("état", max_length=7, choices=State, default=State.ASKED)
    answer = models.TextField("réponse", max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="décidé par"
    )
    asked_at = models.DateTimeField("demandé le", default=timezone.now)
    decided_at = models.DateTimeField("décidé le", null=True, blank=True)

    objects = AccessRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "demande d'accès"
        verbose_name_plural = "demandes d'accès"
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "resource"],
                name="access_request_once",
                violation_error_message="Vous avez déjà demandé l'accès à cette ressource.",
            )
        ]

    def __str__(self):
        return f"{self.user} : {self.resource}"


class Mailing(models.Model):
    """A mail sent to a person about resources, kept so that a task run twice sends none twice."""

    class Subject(models.TextChoices):
        DIGEST = "digest", "nouveautés d'un thème suivi"
        REPLACED = "replaced", "ressource remplacée"
        DECISION = "decision", "suite d'une proposition ou d'une demande"
        REVIEW = "review", "ressource à revoir"
        FILE = "file", "fichier sans aperçu"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="personne")
    subject = models.CharField("objet", max_length=8, choices=Subject)
    about = models.CharField("à propos de", max_length=60, help_text="Ce qui distingue deux messages du même objet.")
    sent_at = models.DateTimeField("parti le", null=True)
    created_at = models.DateTimeField("préparé le", auto_now_add=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = "message"
        constraints = [models.UniqueConstraint(fields=["user", "subject", "about"], name="mailing_once")]

    def __str__(self):
        return f"{self.get_subject_display()} : {self.user}"
