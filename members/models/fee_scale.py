"""Fee scales: what a membership costs, by size, and how it is shared between national and regional associations."""

from decimal import Decimal

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from members.validators import EARLIEST, LATEST

from .base import VisibleQuerySet
from .territory import Region


class FeeScaleQuerySet(VisibleQuerySet):
    """A scale being prepared is national staff's and the board's; an adopted one is for those who apply it."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_national or user.is_board:
            return self
        return self.filter(status=FeeScale.Status.ADOPTED) if user.region_codes else self.none()


@pghistory.track()
class FeeScale(models.Model):
    """How fees are computed: brackets on a size, then floor, cap, discount of new members and pro rata of latecomers.

    No scale of the network is published: every amount is its staff's to enter. Once adopted, a scale does not change.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "en préparation"
        ADOPTED = "adopted", "adopté"

    class Basis(models.TextChoices):
        INSERTION_FTE = "insertion_fte", "ETP d'insertion"
        TOTAL_FTE = "total_fte", "effectif total en ETP"

    class Rounding(models.TextChoices):
        CENT = "0.01", "au centime"
        EURO = "1", "à l'euro"
        FIVE_EUROS = "5", "aux 5 euros"

    name = models.CharField("nom", max_length=120)
    year = models.PositiveSmallIntegerField(
        "année de campagne", validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]
    )
    status = models.CharField("état", max_length=8, choices=Status, default=Status.DRAFT, editable=False)
    adopted_on = models.DateField("adopté le", null=True, blank=True)
    adopted_by = models.CharField("adopté par", max_length=80, blank=True, help_text="Conseil d'administration, AG…")
    basis = models.CharField("assiette", max_length=13, choices=Basis, default=Basis.INSERTION_FTE)
    rounding = models.CharField("arrondi", max_length=4, choices=Rounding, default=Rounding.CENT)
    floor = models.DecimalField("plancher", max_digits=9, decimal_places=2, null=True, blank=True)
    cap = models.DecimalField("plafond", max_digits=9, decimal_places=2, null=True, blank=True)
    sympathiser_fee = models.DecimalField("cotisation des sympathisants", max_digits=9, decimal_places=2, default=0)
    new_member_discount = models.DecimalField(
        "remise aux nouveaux adhérents (%)",
        max_digits=5,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    prorata = models.BooleanField(
        "au prorata du trimestre d'arrivée",
        default=True,
        help_text="Qui arrive au 2e trimestre doit les trois quarts, au 3e la moitié, au 4e le quart.",
    )
    national_percent = models.DecimalField(
        "part nationale (%)",
        max_digits=5,
        decimal_places=2,
        default=Decimal(100),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="Le reste revient à l'association régionale. Sans association dans la région, tout est national.",
    )

    objects = FeeScaleQuerySet.as_manager()

    class Meta:
        verbose_name = "barème"
        ordering = ["-year", "name"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(floor__isnull=True) | Q(floor__gte=0)) & (Q(cap__isnull=True) | Q(cap__gte=0)),
                name="fee_scale_bounds_positive",
                violation_error_message="Un plancher ou un plafond ne peut pas être négatif.",
            ),
            models.CheckConstraint(
                condition=Q(floor__isnull=True) | Q(cap__isnull=True) | Q(floor__lte=models.F("cap")),
                name="fee_scale_floor_under_cap",
                violation_error_message="Le plancher doit être inférieur ou égal au plafond.",
            ),
            models.CheckConstraint(
                condition=Q(sympathiser_fee__gte=0),
                name="fee_scale_sympathiser_positive",
                violation_error_message="Une cotisation ne peut pas être négative.",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.year})"


class OfScaleQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        return self.filter(scale__in=FeeScale.objects.visible_to(user))


class FeeBracket(models.Model):
    """Sizes above the bracket before and up to `upper`, included; the last bracket has no upper bound."""

    scale = models.ForeignKey(FeeScale, models.CASCADE, related_name="brackets", verbose_name="barème")
    upper = models.DecimalField("jusqu'à (compris)", max_digits=8, decimal_places=2, null=True, blank=True)
    fixed = models.DecimalField("part fixe", max_digits=9, decimal_places=2, default=0)
    rate = models.DecimalField("par unité au-delà de la borne basse", max_digits=9, decimal_places=4, default=0)

    objects = OfScaleQuerySet.as_manager()

    class Meta:
        verbose_name = "tranche"
        ordering = [models.F("upper").asc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["scale", "upper"],
                nulls_distinct=False,
                name="fee_bracket_once",
                violation_error_message="Deux tranches ont la même borne.",
            ),
            models.CheckConstraint(
                condition=Q(fixed__gte=0) & Q(rate__gte=0) & (Q(upper__isnull=True) | Q(upper__gt=0)),
                name="fee_bracket_positive",
                violation_error_message="Les bornes et les montants d'une tranche sont positifs.",
            ),
        ]

    def __str__(self):
        return f"jusqu'à {self.upper}" if self.upper is not None else "au-delà"


class FeeShare(models.Model):
    """The national share where a region has another one than the scale's."""

    scale = models.ForeignKey(FeeScale, models.CASCADE, related_name="shares", verbose_name="barème")
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="région")
    national_percent = models.DecimalField(
        "part nationale (%)",
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )

    objects = OfScaleQuerySet.as_manager()

    class Meta:
        verbose_name = "part d'une région"
        verbose_name_plural = "parts des régions"
        ordering = ["region__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["scale", "region"],
                name="fee_share_once",
                violation_error_message="Cette région a déjà sa part dans ce barème.",
            )
        ]

    def __str__(self):
        return f"{self.region} : {self.national_percent} %"
