"""SEPA direct debits: batches handed to the bank, and the order of each call in them."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from encrypted_fields.fields import EncryptedTextField

from reporting.french import euros, fr_date

from .base import VisibleQuerySet
from .campaign import FeeCall
from .mandate import Mandate
from .payment import Payment


@pghistory.track(exclude=["content"])
class DebitBatch(models.Model):
    """Debits collected on one day. The file given to the bank is frozen, and enciphered since it holds account numbers."""

    class State(models.TextChoices):
        PREPARED = "prepared", "en préparation"
        SENT = "sent", "remise à la banque"
        SETTLED = "settled", "encaissée"
        CANCELLED = "cancelled", "abandonnée"

    collection_on = models.DateField("date de prélèvement")
    state = models.CharField("état", max_length=9, choices=State, default=State.PREPARED)
    message_id = models.CharField("identifiant du message", max_length=35, unique=True, null=True, blank=True)
    content = EncryptedTextField("fichier", null=True, editable=False)
    sha256 = models.CharField("empreinte du fichier", max_length=64, blank=True)
    created_at = models.DateTimeField("préparée le", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="préparée par"
    )
    notified_at = models.DateTimeField("annoncée le", null=True, blank=True)
    sent_at = models.DateTimeField("remise le", null=True, blank=True)
    settled_on = models.DateField("encaissée le", null=True, blank=True)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = "remise de prélèvements"
        verbose_name_plural = "remises de prélèvements"
        ordering = ["-collection_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "cancelled"]) | ~Q(sha256=""), name="debit_batch_sent_has_file"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="debit_file_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.sha256 <> '' AND (OLD.sha256 IS DISTINCT FROM NEW.sha256 OR OLD.content IS DISTINCT FROM "
                    "NEW.content OR OLD.message_id IS DISTINCT FROM NEW.message_id)"
                ),
            )
        ]

    def __str__(self):
        return f"Prélèvement du {fr_date(self.collection_on)}"

    def get_absolute_url(self):
        return reverse("members:debit_batch", args=[self.pk])


@pghistory.track()
class DebitOrder(models.Model):
    """What a batch asks of one account for one call; a call waits in one batch at most."""

    class State(models.TextChoices):
        ORDERED = "ordered", "à prélever"
        SETTLED = "settled", "prélevé"
        REJECTED = "rejected", "rejeté"
        REMOVED = "removed", "retiré"

    class Sequence(models.TextChoices):
        FIRST = "FRST", "premier"
        RECURRENT = "RCUR", "récurrent"

    batch = models.ForeignKey(DebitBatch, models.PROTECT, related_name="orders", verbose_name="remise")
    call = models.ForeignKey(FeeCall, models.PROTECT, related_name="debits", verbose_name="appel")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="debits", verbose_name="mandat")
    sequence = models.CharField("séquence", max_length=4, choices=Sequence)
    amount = models.DecimalField("montant", max_digits=9, decimal_places=2)
    end_to_end = models.CharField("référence", max_length=35)
    state = models.CharField("état", max_length=8, choices=State, default=State.ORDERED)
    reject_reason = models.CharField("motif du rejet", max_length=200, blank=True)
    payment = models.OneToOneField(
        Payment, models.PROTECT, null=True, blank=True, related_name="debit", verbose_name="paiement"
    )

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = "prélèvement"
        ordering = ["call__membership__organisation__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call"],
                condition=Q(state="ordered"),
                name="debit_one_waiting",
                violation_error_message="Cet appel attend déjà dans une remise.",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="debit_positive"),
        ]

    def __str__(self):
        return f"{self.end_to_end} : {euros(self.amount)}"
