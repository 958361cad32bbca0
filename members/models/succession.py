"""Organisations that take over from others, and the numbers that an organisation had before."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from members.validators import validate_siret_shape

from .base import ValidityField, VisibleQuerySet
from .organisation import OfOrganisationQuerySet, Organisation
from .words import keeps_words


class SuccessionQuerySet(VisibleQuerySet):
    """Successions are public in the network, as the organisations are."""

    def visible_to(self, user):
        seen = Organisation.objects.visible_to(user)
        return self.filter(Q(predecessor__in=seen) | Q(successor__in=seen))


@pghistory.track()
class Succession(models.Model):
    """One organisation takes over from another: new SIREN, merger or takeover. Nothing is overwritten.

    `followed` keeps each write that the succession made, with what was there before: what undoes it reads it.
    """

    class Kind(models.TextChoices):
        RENAMED = "identity", "changement de SIREN"
        MERGER = "merger", "fusion"
        TAKEOVER = "takeover", "reprise"

    predecessor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="successions", verbose_name="structure d'origine"
    )
    successor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="predecessions", verbose_name="structure qui succède"
    )
    kind = models.CharField("nature", max_length=8, choices=Kind)
    effective_on = models.DateField("date d'effet")
    recorded_at = models.DateTimeField("notée le", default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="notée par"
    )
    followed = models.JSONField("ce qui a suivi", default=dict, blank=True)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = "succession"
        ordering = ["-effective_on", "-pk"]
        triggers = keeps_words("successor_id")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor"],
                name="succession_once",
                violation_error_message="Cette structure a déjà une structure qui lui succède.",
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="succession_of_another",
                violation_error_message="Une structure ne peut pas se succéder à elle-même.",
            ),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"


@pghistory.track()
class FormerSiret(models.Model):
    """A SIRET that an organisation's seat had before, and when: searches and imports still know it."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="former_sirets", verbose_name="structure"
    )
    siret = models.CharField("SIRET", max_length=14, db_index=True, validators=[validate_siret_shape])
    validity = ValidityField()

    objects = OfOrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "ancien SIRET"
        verbose_name_plural = "anciens SIRET"
        ordering = ["-validity", "pk"]
        triggers = keeps_words("organisation_id")

    def __str__(self):
        return self.siret
