"""Organisations written down twice: what was merged, and what only looks alike."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .base import VisibleQuerySet
from .organisation import Organisation


class MergeQuerySet(VisibleQuerySet):
    """National staff's business."""

    def standing(self):
        """Merges that have not been undone."""
        return self.filter(undone_at=None)


class Merge(models.Model):
    """One organisation, `source`, that was found to be another one, `kept`; `record` is all that undoing needs.

    `record`: « removed », the rows that are gone, as Django serializes them, the source among them; « moved », for each
    column of a model, the numbers of the rows that followed; « changed », the values of the kept one before and after.
    """

    kept = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, related_name="merges", verbose_name="structure gardée"
    )
    kept_name = models.CharField("nom de la structure gardée", max_length=200)
    source_id = models.BigIntegerField("ancien numéro", db_index=True)
    source_name = models.CharField("structure fusionnée", max_length=200)
    source_siret = models.CharField("ancien SIRET", max_length=14, db_index=True)
    record = models.JSONField("ce qui a été fait")
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="fusionnées par"
    )
    merged_at = models.DateTimeField("fusionnées le", auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="défaite par"
    )
    undone_at = models.DateTimeField("défaite le", null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = "fusion de structures"
        verbose_name_plural = "fusions de structures"
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["source_id"], condition=Q(undone_at=None), name="merge_of_source_once")
        ]

    def __str__(self):
        return f"{self.source_name} → {self.kept_name}"


class DistinctPairQuerySet(VisibleQuerySet):
    """National staff's business."""


@pghistory.track()
class DistinctPair(models.Model):
    """Two organisations that look alike and are not the same, as somebody has checked; the lower number comes first."""

    first = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="première structure")
    second = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="seconde structure")
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="noté par"
    )
    noted_at = models.DateTimeField("noté le", auto_now_add=True)

    objects = DistinctPairQuerySet.as_manager()

    class Meta:
        verbose_name = "structures distinctes"
        verbose_name_plural = "structures distinctes"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinct_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="distinct_pair_in_order"),
        ]

    def __str__(self):
        return f"{self.first} ≠ {self.second}"
