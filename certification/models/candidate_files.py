"""Candidates who come in a spreadsheet, and lists of candidates that leave in one."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from members.models.base import VisibleQuerySet

from .accreditation import Accreditation


class CandidateImportQuerySet(VisibleQuerySet):
    """A file of candidates is seen by those who may enter them."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("certification.run_certification"):
            return self
        managed = Q(accreditation__organisation__in=user.managed_ids) if user.managed_ids else Q(pk__in=[])
        return self.filter(managed)


class CandidateImport(models.Model):
    """A spreadsheet of candidates, read and shown before anything is written; its content is forgotten soon after."""

    class State(models.TextChoices):
        PREVIEWED = "previewed", "à confirmer"
        DONE = "done", "fait"
        CANCELLED = "cancelled", "abandonné"

    accreditation = models.ForeignKey(Accreditation, models.PROTECT, related_name="+", verbose_name="agrément")
    name = models.CharField("fichier", max_length=200)
    content = models.BinaryField("contenu", null=True, editable=False)
    state = models.CharField("état", max_length=9, choices=State, default=State.PREVIEWED)
    made = models.PositiveIntegerField("candidats inscrits", default=0)
    refused = models.PositiveIntegerField("lignes refusées", default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="déposé par"
    )
    created_at = models.DateTimeField("déposé le", default=timezone.now)

    objects = CandidateImportQuerySet.as_manager()

    class Meta:
        verbose_name = "fichier de candidats"
        verbose_name_plural = "fichiers de candidats"
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("certification:candidate_import", args=[self.pk])


class CandidateExport(models.Model):
    """A list of candidates that somebody took as a file: who, when, how many, of what."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="pris par"
    )
    made_at = models.DateTimeField("le", default=timezone.now)
    count = models.PositiveIntegerField("candidats")
    what = models.CharField("contenu", max_length=300)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = "export de candidats"
        verbose_name_plural = "exports de candidats"
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.what} ({self.count})"
