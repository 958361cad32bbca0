"""Ateliers et chantiers d'insertion: the worksites that organisations carry."""

import pghistory
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from members.validators import validate_postcode

from .base import VisibleQuerySet, belongs
from .organisation import Organisation
from .territory import Department


class AciQuerySet(VisibleQuerySet):
    """Worksites are shown in the directory, to whoever sees the organisation."""

    def visible_to(self, user):
        if not belongs(user):
            return self.none()
        return self.filter(organisation__in=Organisation.objects.visible_to(user))

    def conventioned_on(self, day):
        """Worksites with a convention in force on `day`: its dates tell, since its state is today's."""
        conventions = self.model.conventions.rel.related_model.objects.filter(aci=OuterRef("pk")).valid_on(day)
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), Exists(conventions))


@pghistory.track()
class Aci(models.Model):
    """A worksite where people in insertion work and learn."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="acis", verbose_name="structure")
    name = models.CharField("nom", max_length=200)
    activity = models.CharField("activité", max_length=60, blank=True)
    city = models.CharField("commune", max_length=80, blank=True)
    postcode = models.CharField("code postal", max_length=5, blank=True, validators=[validate_postcode])
    department = models.ForeignKey(Department, models.PROTECT, related_name="acis", verbose_name="département")
    opened_on = models.DateField("ouvert le", null=True, blank=True)
    closed_on = models.DateField("fermé le", null=True, blank=True)

    objects = AciQuerySet.as_manager()

    class Meta:
        verbose_name = "atelier et chantier d'insertion"
        verbose_name_plural = "ateliers et chantiers d'insertion"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_on__isnull=True) | Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="aci_dates_in_order",
                violation_error_message="La fermeture ne peut pas précéder l'ouverture.",
            )
        ]

    def __str__(self):
        return f"{self.name} ({self.organisation})"
