"""Labels and certifications that organisations hold for a time: SPASER, RSEi, ESUS, Qualiopi…"""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from .base import ReferenceQuerySet, ValidityField, ValidityQuerySet
from .organisation import OfOrganisationQuerySet, Organisation


@pghistory.track()
class Label(models.Model):
    """A label that organisations may hold, as staff keep the list."""

    name = models.CharField("nom", max_length=40, unique=True)
    meaning = models.CharField("ce qu'il veut dire", max_length=200, blank=True)
    url = models.URLField("page de référence", blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "label"
        ordering = ["name"]

    def __str__(self):
        return self.name


class OrganisationLabelQuerySet(OfOrganisationQuerySet, ValidityQuerySet):
    """Labels are told in the directory, to whoever sees the organisation."""


@pghistory.track()
class OrganisationLabel(models.Model):
    """A label that an organisation holds, from the first to the last day."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="labels", verbose_name="structure")
    label = models.ForeignKey(Label, models.PROTECT, related_name="holders", verbose_name="label")
    validity = ValidityField()

    objects = OrganisationLabelQuerySet.as_manager()

    class Meta:
        verbose_name = "label d'une structure"
        verbose_name_plural = "labels des structures"
        ordering = ["label__name", "pk"]
        constraints = [
            ExclusionConstraint(
                name="organisation_label_no_overlap",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("label", RangeOperators.EQUAL),
                    ("validity", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Cette structure a déjà ce label sur cette période.",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.label}"
