"""Invoices and credit notes of training, by line of the yearly statement, and what was paid."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst

from members.models.base import VisibleQuerySet
from reporting.french import euros

from .order import Funder, Order
from .statement_words import FundingLine


class OfOrderQuerySet(VisibleQuerySet):
    """Papers and payments follow the order to which they belong."""

    def visible_to(self, user):
        if user.is_authenticated and user.has_perm("training.read_training"):
            return self
        return self.filter(order__in=Order.objects.visible_to(user))


class TrainingInvoice(models.Model):
    """An invoice or a credit note: numbered without gaps within its year, and never written again.

    Amounts are without VAT; `vat` is what is added, zero under the exemption of article 261-4-4° a of the tax code.
    """

    class Kind(models.TextChoices):
        INVOICE = "invoice", "facture"
        CREDIT = "credit", "avoir"

    kind = models.CharField("nature", max_length=7, choices=Kind, default=Kind.INVOICE)
    number = models.CharField("numéro", max_length=20, unique=True)
    order = models.ForeignKey(Order, models.PROTECT, related_name="invoices", verbose_name="commande")
    funder = models.ForeignKey(
        Funder, models.PROTECT, null=True, blank=True, related_name="invoices", verbose_name="adressée au financeur"
    )
    issued_on = models.DateField("date")
    due_on = models.DateField("à payer avant le", null=True, blank=True)
    amount = models.DecimalField("montant (€ HT)", max_digits=9, decimal_places=2)
    vat = models.DecimalField("TVA (€)", max_digits=9, decimal_places=2, default=0)
    cancels = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="credit_note", verbose_name="annule"
    )
    content = models.JSONField("contenu", editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="faite par"
    )
    created_at = models.DateTimeField("faite le", default=timezone.now, editable=False)

    objects = OfOrderQuerySet.as_manager()

    class Meta:
        verbose_name = "facture de formation"
        verbose_name_plural = "factures de formation"
        ordering = ["-issued_on", "-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="credit", cancels__isnull=False) | Q(kind="invoice", cancels__isnull=True),
                name="training_credit_of_an_invoice",
            ),
            models.CheckConstraint(
                condition=Q(kind="invoice", amount__gte=0) | Q(kind="credit", amount__lte=0),
                name="training_credit_is_negative",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="training_invoice_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{capfirst(self.get_kind_display())} {self.number}"


class InvoiceLineQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        return self.filter(invoice__in=TrainingInvoice.objects.visible_to(user))


class InvoiceLine(models.Model):
    """A line of an invoice, with the line of the yearly statement (frame C) where its money counts."""

    invoice = models.ForeignKey(TrainingInvoice, models.PROTECT, related_name="lines", verbose_name="facture")
    label = models.CharField("libellé", max_length=300)
    quantity = models.DecimalField("quantité", max_digits=7, decimal_places=2, default=1)
    unit_price = models.DecimalField("prix unitaire (€ HT)", max_digits=9, decimal_places=2)
    amount = models.DecimalField("montant (€ HT)", max_digits=9, decimal_places=2)
    funding_line = models.CharField("ligne du BPF", max_length=3, choices=FundingLine, blank=True)

    objects = InvoiceLineQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne de facture"
        verbose_name_plural = "lignes de factures"
        ordering = ["invoice", "pk"]
        triggers = [
            pgtrigger.Protect(
                name="invoice_line_stays",
                operation=pgtrigger.Update,
                # The line of the statement may be told afterwards: it prints nowhere.
                condition=pgtrigger.AnyChange("label", "quantity", "unit_price", "amount", "invoice"),
            ),
            pgtrigger.Protect(name="invoice_line_not_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.label} : {euros(self.amount)}"


@pghistory.track()
class TrainingPayment(models.Model):
    """Money received for an invoice, or given back (a negative amount). What is written stays: a mistake is reversed."""

    class Method(models.TextChoices):
        TRANSFER = "transfer", "virement"
        CHEQUE = "cheque", "chèque"
        CARD = "card", "carte"
        OTHER = "other", "autre"

    invoice = models.ForeignKey(TrainingInvoice, models.PROTECT, related_name="payments", verbose_name="facture")
    amount = models.DecimalField("montant (€)", max_digits=9, decimal_places=2)
    method = models.CharField("mode", max_length=8, choices=Method, default=Method.TRANSFER)
    received_on = models.DateField("reçu le")
    reference = models.CharField("référence", max_length=140, blank=True)
    reason = models.CharField("motif", max_length=200, blank=True)
    recorded_at = models.DateTimeField("noté le", default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="noté par"
    )

    objects = InvoiceLineQuerySet.as_manager()

    class Meta:
        verbose_name = "règlement de formation"
        verbose_name_plural = "règlements de formation"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount=0),
                name="training_payment_of_something",
                violation_error_message="Un règlement n'est pas nul.",
            )
        ]
        triggers = [pgtrigger.Protect(name="training_payment_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.invoice.number} : {euros(self.amount)}"
