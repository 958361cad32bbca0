"""Ateliers et chantiers d'insertion: the worksites that organisations carry, and who carried them before."""

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from members.validators import validate_postcode

from .base import ValidityField, ValidityQuerySet, VisibleQuerySet, belongs
from .organisation import OfOrganisationQuerySet, Organisation
from .territory import Department
from .words import keeps_words


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


# A worksite is carried from its first row on; a correction of who carries it corrects the last of its carriers.
KEEP_CARRIERS = [
    pgtrigger.Trigger(
        name="carrier_insert",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="new_rows"),
        func="""
            INSERT INTO members_acicarrier (aci_id, organisation_id, validity)
            SELECT id, organisation_id, '(,)' FROM new_rows; RETURN NULL;
        """,
    ),
    pgtrigger.Trigger(
        name="carrier_update",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        referencing=pgtrigger.Referencing(new="new_rows"),
        func="""
            UPDATE members_acicarrier carrier SET organisation_id = new_rows.organisation_id FROM new_rows
            WHERE aci_id = new_rows.id AND upper_inf(validity)
            AND carrier.organisation_id <> new_rows.organisation_id; RETURN NULL;
        """,
    ),
]


@pghistory.track()
class Aci(models.Model):
    """A worksite where people in insertion work and learn; `organisation` carries it today, `carriers` over time."""

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
        triggers = [*KEEP_CARRIERS, *keeps_words("organisation_id")]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_on__isnull=True) | Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="aci_dates_in_order",
                violation_error_message="La fermeture ne peut pas précéder l'ouverture.",
            )
        ]

    def __str__(self):
        return f"{self.name} ({self.organisation})"


class AciCarrierQuerySet(OfOrganisationQuerySet, ValidityQuerySet):
    """Seen by whoever sees the organisation that carries or carried."""


class AciCarrier(models.Model):
    """Who carries a worksite, and when: a succession gives it another carrier from a day on, the past stays.

    The database makes the first row with the worksite.
    """

    aci = models.ForeignKey(Aci, models.CASCADE, related_name="carriers", verbose_name="atelier ou chantier")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="carried", verbose_name="structure")
    validity = ValidityField()

    objects = AciCarrierQuerySet.as_manager()

    class Meta:
        verbose_name = "structure porteuse"
        verbose_name_plural = "structures porteuses"
        ordering = ["aci", "validity"]
        constraints = [
            ExclusionConstraint(
                name="aci_one_carrier",
                expressions=[("aci", RangeOperators.EQUAL), ("validity", RangeOperators.OVERLAPS)],
                violation_error_message="Cet atelier a déjà une structure porteuse sur cette période.",
            )
        ]

    def __str__(self):
        return f"{self.aci_id} : {self.organisation}"
