"""What resources are about: a tree of themes."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from members.models.base import ReferenceQuerySet


@pghistory.track()
class Theme(models.Model):
    """A theme, and the wider one that holds it."""

    name = models.CharField("nom", max_length=80)
    slug = models.SlugField("adresse", max_length=80, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="thème plus large"
    )
    description = models.CharField("description", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("ordre", default=0)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "thème"
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                nulls_distinct=False,
                name="theme_once_in_its_parent",
                violation_error_message="Ce thème existe déjà à cet endroit.",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="theme_not_its_own_parent",
                violation_error_message="Un thème ne peut pas se contenir lui-même.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("resources:theme", args=[self.slug])
