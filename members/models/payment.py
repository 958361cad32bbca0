"""Money: payments received and given back, numbered papers, and the series that number them without gaps."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst

from reporting.french import euros

from .base import VisibleQuerySet
from .campaign import FeeCall


class NumberSeries(models.Model):
    """The last number given in a series and year; taking the next one holds the row until the transaction ends."""

    name = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "year"], name="number_series_once")]

    def __str__(self):
        return f"{self.name}{self.year}-{self.last:05d}"


class OfCallQuerySet(VisibleQuerySet):
    """Papers and payments follow the call to which they belong."""

    def visible_to(self, user):
        return self.filter(call__in=FeeCall.objects.visible_to(user))


@pghistory.track()
class Payment(models.Model):
    """Money received for a call, or given back (a negative amount). What is written stays: a mistake is reversed."""

    class Kind(models.TextChoices):
        PAYMENT = "payment", "paiement"
        REFUND = "refund", "remboursement"
        REVERSAL = "reversal", "annulation"

    call = models.ForeignKey(FeeCall, models.PROTECT, related_name="payments", verbose_name="appel")
    kind = models.CharField("nature", max_length=8, choices=Kind, default=Kind.PAYMENT)
    amount = models.DecimalField("montant", max_digits=9, decimal_places=2)
    method = models.CharField("mode", max_length=8, choices=FeeCall.Method)
    received_on = models.DateField("reçu le")
    reference = models.CharField("référence", max_length=140, blank=True)
    receipt_number = models.CharField("numéro de reçu", max_length=20, unique=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversal", verbose_name="annule"
    )
    reason = models.CharField("motif", max_length=200, blank=True)
    content = models.JSONField("contenu du reçu", default=dict, editable=False)
    recorded_at = models.DateTimeField("noté le", default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="noté par"
    )

    objects = OfCallQuerySet.as_manager()

    class Meta:
        verbose_name = "paiement"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="payment") & Q(amount__gt=0)) | (~Q(kind="payment") & Q(amount__lt=0)),
                name="payment_sign",
                violation_error_message="Un paiement est positif, un remboursement ou une annulation négatif.",
            ),
            models.CheckConstraint(
                condition=Q(kind="reversal", reverses__isnull=False) | (~Q(kind="reversal") & Q(reverses__isnull=True)),
                name="payment_reversal_of_one",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="payment_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="payment_amount_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "amount", "received_on", "kind", "receipt_number", "call", "reverses", "content"
                ),
            ),
        ]

    def __str__(self):
        return f"{self.receipt_number} : {euros(self.amount)}"


class Invoice(models.Model):
    """An invoice or a credit note: numbered without gaps within its year, and never written again.

    `content` holds every word that it prints, so that it prints the same for ever.
    """

    class Kind(models.TextChoices):
        INVOICE = "invoice", "facture"
        CREDIT = "credit", "avoir"

    kind = models.CharField("nature", max_length=7, choices=Kind, default=Kind.INVOICE)
    number = models.CharField("numéro", max_length=20, unique=True)
    call = models.ForeignKey(FeeCall, models.PROTECT, related_name="invoices", verbose_name="appel")
    issued_on = models.DateField("date")
    amount = models.DecimalField("montant", max_digits=9, decimal_places=2)
    national_part = models.DecimalField("part nationale", max_digits=9, decimal_places=2)
    regional_part = models.DecimalField("part régionale", max_digits=9, decimal_places=2)
    cancels = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="credit_note", verbose_name="annule"
    )
    content = models.JSONField("contenu")
    created_at = models.DateTimeField("faite le", default=timezone.now, editable=False)

    objects = OfCallQuerySet.as_manager()

    class Meta:
        verbose_name = "facture"
        ordering = ["-issued_on", "-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=models.F("national_part") + models.F("regional_part")),
                name="invoice_parts_add_up",
            ),
            models.CheckConstraint(
                condition=Q(kind="credit", cancels__isnull=False) | Q(kind="invoice", cancels__isnull=True),
                name="credit_note_of_an_invoice",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="invoice_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{capfirst(self.get_kind_display())} {self.number}"


class ShareTransferQuerySet(VisibleQuerySet):
    """What a region was paid is known to its staff, to national staff and to the board."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self if user.is_national or user.is_board else self.filter(region__in=user.region_codes)


@pghistory.track()
class ShareTransfer(models.Model):
    """Regional shares handed over to a region's association; what it gave back is negative."""

    campaign = models.ForeignKey("members.MembershipCampaign", models.PROTECT, related_name="transfers")
    region = models.ForeignKey("members.Region", models.PROTECT, verbose_name="région")
    amount = models.DecimalField("montant", max_digits=9, decimal_places=2)
    paid_on = models.DateField("versé le")
    reference = models.CharField("référence", max_length=80, blank=True)
    recorded_at = models.DateTimeField("noté le", default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="noté par"
    )

    objects = ShareTransferQuerySet.as_manager()

    class Meta:
        verbose_name = "reversement"
        ordering = ["-paid_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount=0),
                name="transfer_of_something",
                violation_error_message="Un reversement n'est pas nul.",
            )
        ]

    def __str__(self):
        return f"{self.region} : {euros(self.amount)}"
