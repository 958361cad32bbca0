"""What the bank says: statements brought in by staff, their lines, and the payments that were seen in them."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from reporting.french import euros, fr_date

from .base import VisibleQuerySet
from .payment import Payment


class BankStatement(models.Model):
    """A statement of the network's account; its file is not kept, its lines are. Balances are what the bank printed."""

    name = models.CharField("nom du fichier", max_length=200)
    sha256 = models.CharField("empreinte SHA-256", max_length=64, unique=True)
    account = models.CharField("compte", max_length=40, help_text="Le début et la fin du numéro seulement.")
    account_key = models.CharField("empreinte du compte", max_length=64)
    starts = models.DateField("du")
    ends = models.DateField("au")
    opening_balance = models.DecimalField("solde de départ", max_digits=14, decimal_places=2, null=True)
    closing_balance = models.DecimalField("solde final", max_digits=14, decimal_places=2, null=True)
    notices = models.JSONField("avertissements", default=list)
    known_lines = models.PositiveIntegerField("lignes déjà connues", default=0)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="déposé par"
    )
    imported_at = models.DateTimeField("déposé le", auto_now_add=True)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = "relevé bancaire"
        verbose_name_plural = "relevés bancaires"
        ordering = ["-ends", "-pk"]

    def __str__(self):
        return f"Relevé du {fr_date(self.starts)} au {fr_date(self.ends)}"

    def get_absolute_url(self):
        return reverse("members:statement", args=[self.pk])


class BankLineQuerySet(VisibleQuerySet):
    def waiting(self):
        """Lines for which somebody has still to decide."""
        return self.filter(state=BankLine.State.NEW)


@pghistory.track()
class BankLine(models.Model):
    """A movement of the account: a credit is positive, a debit negative; a rejected debit tells why (`return_code`)."""

    class State(models.TextChoices):
        NEW = "new", "à rapprocher"
        MATCHED = "matched", "rapprochée"
        SET_ASIDE = "set_aside", "écartée"

    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="lines", verbose_name="relevé")
    rank = models.PositiveIntegerField("rang")
    booked_on = models.DateField("date")
    amount = models.DecimalField("montant", max_digits=12, decimal_places=2)
    label = models.CharField("libellé", max_length=600)
    end_to_end = models.CharField("référence de bout en bout", max_length=70, blank=True)
    counterparty = models.CharField("tiers", max_length=140, blank=True)
    return_code = models.CharField("code de rejet", max_length=4, blank=True)
    account_key = models.CharField(max_length=64)
    bank_id = models.CharField("identifiant de la banque", max_length=140)
    state = models.CharField("état", max_length=9, choices=State, default=State.NEW)
    reason = models.CharField("motif", max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="traitée par"
    )
    decided_at = models.DateTimeField("traitée le", null=True, blank=True)

    objects = BankLineQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne de relevé"
        verbose_name_plural = "lignes de relevé"
        ordering = ["statement", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["account_key", "bank_id"], name="bank_line_once"),
            models.CheckConstraint(
                condition=~Q(state="set_aside") | ~Q(reason=""),
                name="bank_line_set_aside_for_a_reason",
                violation_error_message="Dites pourquoi cette ligne est écartée.",
            ),
        ]
        indexes = [models.Index(fields=["statement", "state"], name="bank_line_by_state")]

    def __str__(self):
        return f"{fr_date(self.booked_on)}, {self.label} : {euros(self.amount)}"


@pghistory.track()
class LineMatch(models.Model):
    """A payment that was recorded from a line; a line that pays for several calls has several."""

    line = models.ForeignKey(BankLine, models.PROTECT, related_name="matches", verbose_name="ligne")
    payment = models.OneToOneField(Payment, models.PROTECT, related_name="match", verbose_name="paiement")

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = "rapprochement"

    def __str__(self):
        return f"{self.line} ↔ {self.payment}"
