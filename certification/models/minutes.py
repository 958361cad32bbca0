"""The minutes of a jury, frozen and signed."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.models.base import VisibleQuerySet

from .jury import Jury, Seat


class MinutesQuerySet(VisibleQuerySet):
    """Minutes name every candidate of the day: they are read by those who sit and by the certification team."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("certification.run_certification"):
            return self
        return self.filter(jury__in=Jury.objects.filter(seats__official__user=user).values("pk"))


class Minutes(models.Model):
    """The *procès-verbal* of a jury: its content as it was signed, and its hash. A correction is a new one."""

    jury = models.ForeignKey(Jury, models.PROTECT, related_name="minutes", verbose_name="jury")
    order = models.PositiveSmallIntegerField("rang", default=1)
    number = models.CharField("numéro", max_length=20, unique=True)
    content = models.JSONField("contenu", editable=False)
    sha256 = models.CharField("empreinte SHA-256", max_length=64, editable=False)
    reason = models.CharField("motif de la correction", max_length=500, blank=True)
    signers = ArrayField(models.BigIntegerField(), verbose_name="sièges qui signent", editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="écrit par", editable=False
    )
    written_at = models.DateTimeField("écrit le", default=timezone.now, editable=False)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = "procès-verbal"
        verbose_name_plural = "procès-verbaux"
        ordering = ["jury", "order"]
        constraints = [
            models.UniqueConstraint(fields=["jury", "order"], name="minutes_order_once"),
            models.CheckConstraint(
                condition=Q(order=1) | ~Q(reason=""),
                name="correction_has_a_reason",
                violation_error_message="Une correction a un motif.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="minutes_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("jury", "order", "number", "content", "sha256", "reason", "signers"),
            )
        ]

    def __str__(self):
        return f"Procès-verbal {self.number}"


class SignatureQuerySet(VisibleQuerySet):
    """Signatures are seen with what is signed."""

    def visible_to(self, user):
        return self.filter(minutes__in=Minutes.objects.visible_to(user))


class MinutesSignature(models.Model):
    """A member's signature, with what proves it: when, from where, on which content; or the copy signed on paper."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="signatures", verbose_name="procès-verbal")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="signatures", verbose_name="siège")
    signed_at = models.DateTimeField("signé le", default=timezone.now)
    sha256 = models.CharField("empreinte signée", max_length=64)
    ip_address = models.GenericIPAddressField("adresse IP", null=True, blank=True)
    device = models.CharField("appareil", max_length=300, blank=True)
    scan = models.FileField(
        "exemplaire signé", upload_to="certification/minutes/", blank=True, max_length=200,
        validators=[FileExtensionValidator(["pdf"])],
    )  # fmt: skip
    scan_sha256 = models.CharField("empreinte de l'exemplaire", max_length=64, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name="signature sur papier notée par",
    )  # fmt: skip

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = "signature"
        verbose_name_plural = "signatures"
        ordering = ["signed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "seat"], name="signed_once", violation_error_message="Vous avez déjà signé."
            )
        ]
        triggers = [pgtrigger.Protect(name="signature_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.seat} ({self.signed_at:%d/%m/%Y %H:%M})"
