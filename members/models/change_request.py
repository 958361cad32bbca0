"""What a structure asks to be corrected in its legal data, which only national staff change."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from .base import VisibleQuerySet
from .organisation import Organisation


class ChangeRequestQuerySet(VisibleQuerySet):
    """Seen by national staff, the region's staff and the organisation's own people."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_national:
            return self
        return self.of_own_or_region(user, organisation="organisation", region="organisation__department__region")

    def waiting(self):
        return self.filter(state=ChangeRequest.State.ASKED)


@pghistory.track()
class ChangeRequest(models.Model):
    """Values asked for, field by field, beside those that the organisation had when it asked."""

    # What identifies the organisation to the State and in the network's papers.
    LEGAL = ("name", "siret", "legal_form", "address", "postcode", "city")

    class State(models.TextChoices):
        ASKED = "asked", "en attente"
        ACCEPTED = "accepted", "acceptée"
        REFUSED = "refused", "refusée"
        WITHDRAWN = "withdrawn", "retirée"

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="change_requests", verbose_name="structure"
    )
    old = models.JSONField("valeurs d'alors")
    new = models.JSONField("valeurs demandées")
    reason = models.TextField("raison", max_length=1000)
    state = models.CharField("état", max_length=9, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="demandée par"
    )
    asked_at = models.DateTimeField("demandée le", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="traitée par"
    )
    decided_at = models.DateTimeField("traitée le", null=True, blank=True)
    note = models.TextField("réponse", max_length=1000, blank=True)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "demande de correction"
        verbose_name_plural = "demandes de correction"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state="asked"),
                name="change_request_one_waiting",
                violation_error_message="Une demande de correction attend déjà une réponse.",
            ),
            models.CheckConstraint(
                condition=Q(state="asked") ^ Q(decided_at__isnull=False), name="change_request_decided_once"
            ),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.get_state_display()}"
