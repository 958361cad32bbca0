"""Since when each kind of record is kept: before, there is no data, which is not zero."""

from django.db import models

from members.models.base import ReferenceQuerySet


class FollowedRecord(models.Model):
    """The first year for which records of one kind were kept in full."""

    class Kind(models.TextChoices):
        JURIES = "juries", "jurys"
        CHECKS = "checks", "contrôles d'agrément"
        ACCREDITATIONS = "accreditations", "demandes d'agrément"
        SUPPORT_VISITS = "support_visits", "appuis pédagogiques"

    kind = models.CharField("registre", max_length=14, choices=Kind, unique=True)
    since = models.PositiveSmallIntegerField("tenu depuis l'année")

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "registre tenu"
        verbose_name_plural = "registres tenus"
        ordering = ["kind"]

    def __str__(self):
        return f"{self.get_kind_display()} depuis {self.since}"
