"""Who issues the network's papers: what invoices, certificates and debits print and carry."""

from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from encrypted_fields.fields import EncryptedCharField

from members.validators import validate_bic, validate_creditor_id, validate_iban

from .base import VisibleQuerySet


class Issuer(models.Model):
    """The national association as its papers name it; there is one."""

    name = models.CharField("dénomination", max_length=120)
    address = models.TextField("adresse")
    siren = models.CharField("SIREN", max_length=9, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    iban = EncryptedCharField("IBAN", max_length=34, null=True, blank=True, validators=[validate_iban])
    bic = models.CharField("BIC", max_length=11, blank=True, validators=[validate_bic])
    creditor_id = models.CharField(
        "identifiant créancier SEPA (ICS)", max_length=35, blank=True, validators=[validate_creditor_id]
    )
    debit_notice_days = models.PositiveSmallIntegerField(
        "annonce des prélèvements (jours)",
        default=14,
        help_text="Délai entre l'annonce et le prélèvement : quatorze jours, ou moins si vos adhérents l'ont accepté.",
    )
    vat_note = models.CharField(
        "mention de TVA",
        max_length=200,
        default="Cotisation hors du champ d'application de la TVA.",
        help_text="Imprimée sur les factures.",
    )
    signatory = models.CharField("signataire", max_length=120, blank=True)
    signatory_function = models.CharField("qualité du signataire", max_length=120, blank=True)
    signature = models.ImageField(
        "signature",
        upload_to="issuer/",
        blank=True,
        validators=[FileExtensionValidator(["png", "jpg", "jpeg"])],
    )

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = "émetteur des documents"
        verbose_name_plural = "émetteur des documents"

    def __str__(self):
        return self.name

    @classmethod
    def current(cls) -> "Issuer":
        """The issuer, with nothing but a name where staff have not said more."""
        return cls.objects.order_by("pk").first() or cls(name=settings.IDENTITY["name"])
