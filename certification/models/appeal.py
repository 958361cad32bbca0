"""Appeals against the decision of a jury."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from members.models.base import VisibleQuerySet

from .jury import Place


class AppealQuerySet(VisibleQuerySet):
    """An appeal is seen by the structure that presented the candidate and by the certification team."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("certification.run_certification"):
            return self
        return self.filter(place__enrolment__organisation__in=user.history_ids)

    def open(self):
        """Those that wait for their ruling."""
        return self.filter(ruling="")


@pghistory.track()
class Appeal(models.Model):
    """A candidate's appeal against a decision, and how it was ruled."""

    class Ruling(models.TextChoices):
        INADMISSIBLE = "inadmissible", "irrecevable"
        REJECTED = "rejected", "rejeté"
        UPHELD = "upheld", "accepté : nouvelle délibération"

    place = models.ForeignKey(Place, models.PROTECT, related_name="appeals", verbose_name="passage")
    received_on = models.DateField("reçu le")
    grounds = models.TextField("motifs du recours", max_length=6000)
    ruling = models.CharField("suite", max_length=12, choices=Ruling, blank=True)
    ruling_text = models.TextField("réponse motivée", blank=True, max_length=6000)
    ruled_on = models.DateField("répondu le", null=True, blank=True)
    ruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="répondu par"
    )

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = "recours"
        verbose_name_plural = "recours"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(ruling=""),
                name="appeal_one_open",
                violation_error_message="Un recours est déjà à l'étude pour cette décision.",
            ),
            models.CheckConstraint(
                condition=Q(ruling="") | (~Q(ruling_text="") & Q(ruled_on__isnull=False)),
                name="ruling_is_motivated",
                violation_error_message="La réponse à un recours est motivée.",
            ),
        ]

    def __str__(self):
        return f"Recours du {self.received_on:%d/%m/%Y}"
