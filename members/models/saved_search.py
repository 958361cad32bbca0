"""Searches that staff keep, and the mails written to the people that they find."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from .base import VisibleQuerySet
from .contact import Contact
from .mail import Mail


class SavedSearchQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """National staff see their own and those shared with the team."""
        if not (user.is_authenticated and user.is_national):
            return self.none()
        return self.filter(Q(owner=user) | Q(shared=True))


@pghistory.track()
class SavedSearch(models.Model):
    """The filters of an admin list, under a name; `query` is what follows the « ? » of its address."""

    class Listed(models.TextChoices):
        ORGANISATION = "organisation", "structures"
        CONTACT = "contact", "contacts"

    name = models.CharField("nom", max_length=80)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches", verbose_name="à")
    shared = models.BooleanField("partagée avec l'équipe", default=False)
    listed = models.CharField("liste", max_length=12, choices=Listed)
    query = models.CharField("filtres", max_length=1000, blank=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = "recherche gardée"
        verbose_name_plural = "recherches gardées"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "listed", "name"],
                name="saved_search_name_once",
                violation_error_message="Vous avez déjà une recherche de ce nom.",
            )
        ]

    def __str__(self):
        return self.name


class BulkMailQuerySet(VisibleQuerySet):
    """National staff's business."""


@pghistory.track()
class BulkMail(models.Model):
    """A text for the people of a search: a draft that somebody reads first, then one mail a person."""

    class State(models.TextChoices):
        DRAFT = "draft", "brouillon"
        SENDING = "sending", "en cours d'envoi"
        DONE = "done", "envoyé"

    # A service mail is due to those who belong; the others may be stopped.
    KINDS = (*Mail.OPTIONAL, Mail.Kind.MEMBERSHIP, Mail.Kind.MEETING)

    search = models.ForeignKey(
        SavedSearch, models.SET_NULL, null=True, blank=True, related_name="mails", verbose_name="recherche"
    )
    listed = models.CharField("liste", max_length=12, choices=SavedSearch.Listed)
    query = models.CharField("filtres", max_length=1000, blank=True)
    kind = models.CharField(
        "nature", max_length=12, choices=[(kind.value, kind.label) for kind in KINDS], default=Mail.Kind.NEWS
    )
    functions = ArrayField(
        models.CharField(max_length=10, choices=Contact.Function),
        default=list,
        blank=True,
        verbose_name="fonctions",
        help_text="Aucune : toutes.",
    )
    subject = models.CharField("objet", max_length=150)
    text = models.TextField("texte", max_length=10000)
    state = models.CharField("état", max_length=7, choices=State, default=State.DRAFT)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="écrit par"
    )
    written_at = models.DateTimeField("écrit le", auto_now_add=True)
    confirmed_at = models.DateTimeField("confirmé le", null=True, blank=True)
    recipients = models.JSONField("destinataires arrêtés à la confirmation", default=list, blank=True)
    left_out = models.JSONField("écartés, par raison", default=dict, blank=True)

    objects = BulkMailQuerySet.as_manager()

    class Meta:
        verbose_name = "message groupé"
        verbose_name_plural = "messages groupés"
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") ^ Q(confirmed_at__isnull=False), name="bulk_mail_confirmed_once"
            )
        ]

    def __str__(self):
        return self.subject
