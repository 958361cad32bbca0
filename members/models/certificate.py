"""Membership certificates, which anybody may check."""

import secrets

from django.db import models
from django.urls import reverse

from .base import VisibleQuerySet
from .membership import Membership


class CertificateQuerySet(VisibleQuerySet):
    """A certificate is its organisation's, seen too by staff, board and region."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_national or user.is_board:
            return self
        return self.of_own_or_region(user, organisation="membership__organisation", region="membership__region")


def new_token() -> str:
    """What the QR code leads to: not to be guessed."""
    return secrets.token_urlsafe(16)


class Certificate(models.Model):
    """The *attestation d'adhésion* of a membership: its number, and the secret address of its check."""

    membership = models.OneToOneField(Membership, models.PROTECT, related_name="certificate", verbose_name="adhésion")
    number = models.CharField("numéro", max_length=20, unique=True)
    token = models.CharField("jeton", max_length=32, unique=True, default=new_token)
    issued_at = models.DateTimeField("délivrée le", auto_now_add=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = "attestation d'adhésion"
        verbose_name_plural = "attestations d'adhésion"
        ordering = ["-issued_at"]

    def __str__(self):
        return f"Attestation {self.number}"

    def check_path(self) -> str:
        """The public page that says whether it is valid."""
        return reverse("members:certificate_check", args=[self.token])
