"""What is delivered: parchments and attestations of blocks, their copies and their revocation."""

import secrets

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from members.models.base import VisibleQuerySet

from .candidate import Enrolment
from .jury import Place


class CertificateQuerySet(VisibleQuerySet):
    """Certificates are seen as their holder's enrolment is."""

    def visible_to(self, user):
        return self.filter(place__enrolment__in=Enrolment.objects.visible_to(user))


def new_token() -> str:
    """What the QR code leads to: 128 bits, not to be guessed."""
    return secrets.token_urlsafe(16)


@pghistory.track(exclude=["token"])
class Certificate(models.Model):
    """A parchment or an attestation of blocks: one line of a register without gaps, never deleted.

    `content` is what its PDF prints, as it was on the day of issue.
    """

    class Kind(models.TextChoices):
        PARCHMENT = "parchment", "parchemin"
        BLOCKS = "blocks", "attestation de blocs"

    class State(models.TextChoices):
        ISSUED = "issued", "délivré"
        REVOKED = "revoked", "révoqué"

    place = models.ForeignKey(Place, models.PROTECT, related_name="certificates", verbose_name="passage")
    kind = models.CharField("nature", max_length=9, choices=Kind)
    number = models.CharField("numéro", max_length=20, unique=True)
    token = models.CharField("jeton", max_length=32, unique=True, default=new_token, editable=False)
    issued_on = models.DateField("délivré le")
    valid_until = models.DateField("valable jusqu'au", null=True, blank=True)
    content = models.JSONField("contenu", editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="délivré par",
        editable=False,
    )
    state = models.CharField("état", max_length=7, choices=State, default=State.ISSUED, editable=False)
    revoked_on = models.DateField("révoqué le", null=True, blank=True, editable=False)
    revocation_reason = models.CharField("motif de la révocation", max_length=500, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="révoqué par",
        editable=False,
    )

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = "certificat"
        verbose_name_plural = "certificats"
        ordering = ["-issued_on", "-number"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="revoked") | (~Q(revocation_reason="") & Q(revoked_on__isnull=False)),
                name="revocation_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(state="issued"),
                name="certificate_one_stands",
                violation_error_message="Un certificat est déjà délivré pour ce passage.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="certificate_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="certificate_content_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "place", "kind", "number", "token", "issued_on", "valid_until", "content"
                ),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display().capitalize()} {self.number}"

    def get_absolute_url(self):
        return reverse("certification:certificate", args=[self.pk])

    @property
    def tone(self) -> str:
        """The tone of the badge that shows the state."""
        return "ok" if self.state == self.State.ISSUED else "alert"

    def check_path(self) -> str:
        """The public page that says whether it is valid."""
        return reverse("verify", args=[self.token])


class CopyQuerySet(VisibleQuerySet):
    """A duplicate is seen as its certificate is."""

    def visible_to(self, user):
        return self.filter(certificate__in=Certificate.objects.visible_to(user))


class CertificateCopy(models.Model):
    """A duplicate handed out: the same number and content, with the day of the copy."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="copies", verbose_name="certificat")
    issued_on = models.DateField("le")
    reason = models.CharField("motif", max_length=300)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="par"
    )

    objects = CopyQuerySet.as_manager()

    class Meta:
        verbose_name = "duplicata"
        verbose_name_plural = "duplicatas"
        ordering = ["issued_on", "pk"]

    def __str__(self):
        return f"Duplicata du {self.issued_on:%d/%m/%Y}"
