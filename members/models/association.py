"""Regional associations of the network."""

import pghistory
from django.db import models

from .base import ReferenceQuerySet, ValidityField
from .territory import Region


@pghistory.track()
class RegionalAssociation(models.Model):
    """The network's association for one or several regions."""

    class Status(models.TextChoices):
        ASSOCIATION = "association", "association régionale"
        DELEGATION = "delegation", "délégation sans personnalité morale"
        PARTNER = "partner", "partenaire conventionné"

    name = models.CharField("nom", max_length=120, unique=True)
    status = models.CharField("statut", max_length=12, choices=Status, default=Status.ASSOCIATION)
    regions = models.ManyToManyField(Region, related_name="associations", verbose_name="régions")
    email = models.EmailField("adresse e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    website = models.URLField("site web", blank=True)
    validity = ValidityField()

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "association régionale"
        verbose_name_plural = "associations régionales"
        ordering = ["name"]

    def __str__(self):
        return self.name
