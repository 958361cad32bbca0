"""Figures that authors state otherwise than the records do, with their reason."""

import pghistory
from django.conf import settings
from django.db import models

from members.models.base import belongs
from members.validators import EARLIEST, LATEST


class StatedFigureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A stated figure stands in a report beside its reason: whoever is of the network may read it."""
        return self if belongs(user) else self.none()


@pghistory.track()
class StatedFigure(models.Model):
    """A rounded or external figure, quoted as `{{ stated:key }}`; kept apart from what is counted."""

    key = models.SlugField("clé", max_length=60)
    year = models.PositiveSmallIntegerField("année")
    label = models.CharField("intitulé", max_length=150)
    value = models.CharField("valeur telle qu'imprimée", max_length=60)
    reason = models.TextField("raison")
    source = models.CharField("source", max_length=200)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="auteur"
    )
    stated_at = models.DateTimeField("noté le", auto_now_add=True)

    objects = StatedFigureQuerySet.as_manager()

    class Meta:
        verbose_name = "chiffre déclaré"
        verbose_name_plural = "chiffres déclarés"
        ordering = ["year", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "year"],
                name="stated_figure_once_a_year",
                violation_error_message="Cette clé a déjà un chiffre déclaré pour cette année.",
            ),
            models.CheckConstraint(
                condition=models.Q(year__gte=EARLIEST, year__lte=LATEST),
                name="stated_figure_year_plausible",
                violation_error_message=f"L'année doit être comprise entre {EARLIEST} et {LATEST}.",
            ),
        ]

    def __str__(self):
        return f"{self.label} ({self.year})"
