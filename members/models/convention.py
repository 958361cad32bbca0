"""Conventions of a worksite with the State, and the financial annexes that fix its posts each year."""

import re

import pghistory
from django import forms
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from .aci import Aci
from .base import ValidityField, ValidityQuerySet, VisibleQuerySet

ANNEX_NUMBER = re.compile(
    r"(?P<kind>ACI|EI|AI|ETTI|EITI)(?P<department>[0-9]{2}[A-Z0-9])(?P<year>[0-9]{2})(?P<order>[0-9]{4})"
    r"A(?P<renewal>[0-9])M(?P<modification>[0-9])"
)


class ConventionQuerySet(ValidityQuerySet):
    def visible_to(self, user):
        """Conventions are State funding: staff, board, the region's staff and the organisation's own people."""
        return _of_visible_worksites(self, user, "aci")


class AnnexQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """An annex is seen by whoever sees its convention."""
        return _of_visible_worksites(self, user, "convention__aci")


def _of_visible_worksites(queryset, user, path: str):
    if not user.is_authenticated:
        return queryset.none()
    if user.is_national or user.is_board:
        return queryset
    return queryset.of_own_or_region(user, organisation=f"{path}__organisation", region=f"{path}__department__region")


@pghistory.track()
class AciConvention(models.Model):
    """Agreement of a worksite with the State, known by its ASP number and kind; a SIRET does not identify it."""

    class Kind(models.TextChoices):
        ACI = "ACI", "atelier et chantier d'insertion"
        EI = "EI", "entreprise d'insertion"
        AI = "AI", "association intermédiaire"
        ETTI = "ETTI", "entreprise de travail temporaire d'insertion"
        EITI = "EITI", "entreprise d'insertion par le travail indépendant"

    class State(models.TextChoices):
        ACTIVE = "active", "en vigueur"
        SUSPENDED = "suspended", "suspendue"
        ENDED = "ended", "dénoncée"

    aci = models.ForeignKey(Aci, models.PROTECT, related_name="conventions", verbose_name="atelier ou chantier")
    asp_id = models.PositiveIntegerField("numéro ASP")
    kind = models.CharField("type", max_length=4, choices=Kind, default=Kind.ACI)
    number = models.CharField("numéro de convention", max_length=30, blank=True)
    validity = ValidityField()
    state = models.CharField("état", max_length=9, choices=State, default=State.ACTIVE)

    objects = ConventionQuerySet.as_manager()

    class Meta:
        verbose_name = "convention"
        ordering = ["-validity", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["asp_id", "kind"],
                name="convention_identity",
                violation_error_message="Une convention porte déjà ce numéro ASP et ce type.",
            ),
            ExclusionConstraint(
                name="convention_no_overlap",
                expressions=[("aci", RangeOperators.EQUAL), ("validity", RangeOperators.OVERLAPS)],
                condition=Q(state="active"),
                violation_error_message="Cet atelier a déjà une convention en vigueur sur cette période.",
            ),
            models.CheckConstraint(
                condition=Q(validity__isempty=False),
                name="convention_not_empty",
                violation_error_message="Une convention dure au moins un jour.",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | Q(validity__upper_inf=False),
                name="convention_ended_on_a_day",
                violation_error_message="Une convention dénoncée doit avoir une date de fin.",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.asp_id}"


class AnnexNumberFormField(forms.CharField):
    """An annex number as it is printed or typed: spaces and case do not matter."""

    def to_python(self, value):
        return "".join(super().to_python(value).split()).upper()

    def widget_attrs(self, widget):
        """Room for the spaces of the printed form."""
        return super().widget_attrs(widget) | {"maxlength": 30}


class AnnexNumberField(models.CharField):
    """A CharField whose form accepts `ACI 054 18 0019 A0 M0` as well as `ACI054180019A0M0`."""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": AnnexNumberFormField} | kwargs)


def validate_annex_number(value: str) -> None:
    """Refuse what is not an annex number: `ACI054180019A0M0`, shown `ACI 054 18 0019 A0 M0`."""
    if not ANNEX_NUMBER.fullmatch(value):
        raise ValidationError("Un numéro d'annexe s'écrit comme « ACI 054 18 0019 A0 M0 ».", code="annex_number")


@pghistory.track()
class FinancialAnnex(models.Model):
    """The yearly annex of a convention: posts in ETP, months, and State aid in euros.

    In its number, A counts yearly renewals, which add up; M counts modifications, of which the last one replaces
    the others of the same annex (same `asp_annex_id`).
    """

    class State(models.TextChoices):
        DRAFT = "BROUILLON", "brouillon"
        ENTERED = "SAISI", "saisie"
        PROVISIONAL = "PROVISOIRE", "provisoire"
        VALID = "VALIDE", "validée"
        SUPERSEDED = "HISTORISE", "remplacée"
        CANCELLED = "ANNULE", "annulée"
        REFUSED = "REJETE", "rejetée"
        CLOSED = "CLOTURE", "clôturée"

    COUNTED = [State.VALID, State.PROVISIONAL, State.CLOSED]

    convention = models.ForeignKey(AciConvention, models.PROTECT, related_name="annexes", verbose_name="convention")
    asp_annex_id = models.PositiveIntegerField("identifiant ASP", null=True, blank=True)
    number = AnnexNumberField("numéro", max_length=17, validators=[validate_annex_number])
    starts = models.DateField("début")
    ends = models.DateField("fin")
    posts = models.DecimalField("postes en ETP", max_digits=8, decimal_places=2, validators=[MinValueValidator(0)])
    unit_amount = models.DecimalField("aide par poste et par an (€)", max_digits=10, decimal_places=2)
    total_amount = models.DecimalField("montant total (€)", max_digits=12, decimal_places=2)
    state = models.CharField("état", max_length=10, choices=State, default=State.VALID)

    objects = AnnexQuerySet.as_manager()

    class Meta:
        verbose_name = "annexe financière"
        verbose_name_plural = "annexes financières"
        ordering = ["-starts", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "starts"],
                name="annex_number_once_a_start",
                violation_error_message="Une annexe de ce numéro commence déjà à cette date.",
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="annex_dates_in_order",
                violation_error_message="La fin doit suivre le début.",
            ),
            models.CheckConstraint(
                condition=Q(posts__gte=0, unit_amount__gte=0, total_amount__gte=0),
                name="annex_amounts_positive",
                violation_error_message="Les postes et les montants ne peuvent pas être négatifs.",
            ),
        ]

    def __str__(self):
        return self.shown_number

    @property
    def shown_number(self) -> str:
        """The number in its printed form, `ACI 054 18 0019 A0 M0`."""
        found = ANNEX_NUMBER.fullmatch(self.number)
        if not found:
            return self.number
        part = found.groupdict()
        return (
            f"{part['kind']} {part['department']} {part['year']} {part['order']} "
            f"A{part['renewal']} M{part['modification']}"
        )
