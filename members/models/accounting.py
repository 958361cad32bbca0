"""How the network's books name things: the journals and accounts with which entries are exported."""

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from .base import VisibleQuerySet

ACCOUNT = RegexValidator(r"^\d{3,12}$", "Un compte compte de 3 à 12 chiffres.")
JOURNAL = RegexValidator(r"^[A-Z0-9]{1,6}$", "Un journal se note en six capitales ou chiffres au plus.")


@pghistory.track()
class AccountingPlan(models.Model):
    """The journals and accounts of the association's accountant; there is one plan."""

    sales_journal = models.CharField("journal des ventes", max_length=6, default="VE", validators=[JOURNAL])
    sales_journal_name = models.CharField("son libellé", max_length=60, default="Ventes")
    bank_journal = models.CharField("journal de banque", max_length=6, default="BQ", validators=[JOURNAL])
    bank_journal_name = models.CharField("son libellé", max_length=60, default="Banque")
    members_account = models.CharField("compte des adhérents", max_length=12, default="411000", validators=[ACCOUNT])
    members_account_name = models.CharField("son libellé", max_length=60, default="Adhérents")
    fees_account = models.CharField("compte des cotisations", max_length=12, default="756000", validators=[ACCOUNT])
    fees_account_name = models.CharField("son libellé", max_length=60, default="Cotisations")
    shares_account = models.CharField(
        "compte des parts régionales", max_length=12, default="467000", validators=[ACCOUNT]
    )
    shares_account_name = models.CharField("son libellé", max_length=60, default="Parts régionales à reverser")
    bank_account = models.CharField("compte de banque", max_length=12, default="512000", validators=[ACCOUNT])
    bank_account_name = models.CharField("son libellé", max_length=60, default="Banque")

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = "plan comptable"
        verbose_name_plural = "plan comptable"

    def __str__(self):
        return "Plan comptable"

    def clean(self):
        if AccountingPlan.objects.exclude(pk=self.pk).exists():
            raise ValidationError("Il y a déjà un plan comptable : modifiez-le.")

    @classmethod
    def current(cls) -> "AccountingPlan":
        """The plan, with the usual accounts where staff have not said more."""
        return cls.objects.order_by("pk").first() or cls()
