"""What an organisation declares for a year."""

import pghistory
from django.db import models
from django.db.models import F, Q

from members.validators import EARLIEST, LATEST

from .base import VisibleQuerySet
from .organisation import Organisation


class YearlyReturnQuerySet(VisibleQuerySet):
    """Declared workforce: seen by staff, the board, the region's staff and the organisation itself."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_national or user.is_board:
            return self
        return self.of_own_or_region(user, organisation="organisation", region="organisation__department__region")


@pghistory.track(exclude=["total_fte"])
class YearlyReturn(models.Model):
    """An organisation's workforce for a year; an empty field means that it did not answer."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="returns", verbose_name="structure")
    year = models.PositiveSmallIntegerField("année")
    insertion_fte = models.DecimalField(
        "ETP d'insertion", max_digits=8, decimal_places=2, null=True, blank=True,
        help_text="1 ETP d'insertion vaut 1 820 heures payées dans l'année.",
    )  # fmt: skip
    permanent_fte = models.DecimalField("ETP permanents", max_digits=8, decimal_places=2, null=True, blank=True)
    insertion_employees = models.PositiveIntegerField("salariés en insertion sur l'année", null=True, blank=True)
    permanent_employees = models.PositiveIntegerField("salariés permanents", null=True, blank=True)
    total_fte = models.GeneratedField(
        expression=F("insertion_fte") + F("permanent_fte"),
        output_field=models.DecimalField(max_digits=9, decimal_places=2),
        db_persist=True,
        verbose_name="effectif total en ETP",
    )

    objects = YearlyReturnQuerySet.as_manager()

    class Meta:
        verbose_name = "données de l'année"
        verbose_name_plural = "données de l'année"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"],
                name="return_once_a_year",
                violation_error_message="Cette structure a déjà déclaré ses données pour cette année.",
            ),
            models.CheckConstraint(
                condition=(Q(insertion_fte__isnull=True) | Q(insertion_fte__gte=0))
                & (Q(permanent_fte__isnull=True) | Q(permanent_fte__gte=0)),
                name="return_fte_positive",
                violation_error_message="Un effectif ne peut pas être négatif.",
            ),
            models.CheckConstraint(
                condition=Q(insertion_fte__isnull=True)
                | Q(insertion_employees__isnull=True)
                | Q(insertion_fte__lte=F("insertion_employees")),
                name="return_fte_within_people",
                violation_error_message="Les ETP d'insertion ne peuvent pas dépasser le nombre de salariés en insertion.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=EARLIEST, year__lte=LATEST),
                name="return_year_plausible",
                violation_error_message=f"L'année doit être comprise entre {EARLIEST} et {LATEST}.",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.year}"
