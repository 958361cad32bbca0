"""SEPA mandates: the right that a member gives to debit its account."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from encrypted_fields.fields import EncryptedCharField

from members.validators import validate_bic, validate_iban

from .base import VisibleQuerySet
from .organisation import Organisation


class MandateQuerySet(VisibleQuerySet):
    """Bank data are the organisation's own and the national staff's: regions do not see them."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self if user.is_national else self.filter(organisation__in=user.organisation_ids)

    def active(self):
        return self.filter(revoked_on=None)


@pghistory.track(exclude=["iban"])
class Mandate(models.Model):
    """A signed mandate; its unique reference (RUM) is on every debit. The account number is enciphered at rest."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="mandates", verbose_name="structure")
    reference = models.CharField("référence unique de mandat (RUM)", max_length=35, unique=True)
    holder = models.CharField("titulaire du compte", max_length=70)
    iban = EncryptedCharField("IBAN", max_length=34, validators=[validate_iban])
    bic = models.CharField("BIC", max_length=11, blank=True, validators=[validate_bic])
    signed_on = models.DateField("signé le")
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="signé par"
    )
    signed_from = models.GenericIPAddressField("signé depuis", null=True, blank=True)
    revoked_on = models.DateField("révoqué le", null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = "mandat de prélèvement"
        verbose_name_plural = "mandats de prélèvement"
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(revoked_on=None),
                name="mandate_one_active",
                violation_error_message="Cette structure a déjà un mandat en cours.",
            )
        ]

    def __str__(self):
        return f"{self.reference} ({self.masked})"

    @property
    def masked(self) -> str:
        """The account number as screens show it: country and key, then the last four characters."""
        return f"{self.iban[:4]} •••• {self.iban[-4:]}"
