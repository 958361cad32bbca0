"""What is paid for invoices: noted, reversed, reminded."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models import DecimalField, Exists, F, OuterRef, Sum, Value
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from members.domain import outbox
from members.domain.moves import Refused, reasoned
from members.models import Mail, User
from training.domain.papers.invoicing import due
from training.domain.team import require_team
from training.models import TrainingInvoice, TrainingPayment

# Days after the due day on which a reminder leaves.
REMINDERS = (7, 21, 45)
MONEY = DecimalField(max_digits=12, decimal_places=2)


def with_due(invoices):
    """With `received` and `left` (€), what was paid and what is still owed; nothing is owed of a credited invoice."""
    received = Coalesce(
        TrainingPayment.objects.filter(invoice=OuterRef("pk")).order_by().values("invoice").annotate(
            total=Sum("amount")
        ).values("total"),
        Value(Decimal(0)), output_field=MONEY,
    )  # fmt: skip
    credited = Exists(TrainingInvoice.objects.filter(cancels=OuterRef("pk")))
    return invoices.annotate(received=received, credited=credited, left=F("amount") + F("vat") - received)


def unpaid(today: date):
    """Invoices whose day has gone by and that are not wholly paid, the oldest first."""
    late = with_due(TrainingInvoice.objects.filter(kind=TrainingInvoice.Kind.INVOICE, due_on__lt=today))
    return late.filter(credited=False, left__gt=0).order_by("due_on", "pk")


@transaction.atomic
def record_payment(
    invoice: TrainingInvoice, *, amount: Decimal, method: str, received_on: date, reference: str, by: User
) -> TrainingPayment:
    """Money received, or given back for a credited invoice. Raises Refused for more than what is due."""
    require_team(by)
    invoice = TrainingInvoice.objects.select_for_update(of=("self",)).get(pk=invoice.pk)
    left = due(invoice)
    if received_on > timezone.localdate():
        raise Refused("Ce jour n'est pas encore venu.")
    if invoice.kind == TrainingInvoice.Kind.CREDIT:
        raise Refused("Un avoir ne se paie pas : notez le remboursement sur la facture qu'il annule.")
    if not amount or (amount > 0) != (left > 0) or abs(amount) > abs(left):
        raise Refused(f"Il reste {left:.2f} € sur cette facture : le montant ne peut aller au-delà.".replace(".", ","))
    return TrainingPayment.objects.create(
        invoice=invoice, amount=amount, method=method, received_on=received_on, reference=reference[:140],
        recorded_by=by,
    )  # fmt: skip


@transaction.atomic
def reverse_payment(payment: TrainingPayment, *, reason: str, by: User) -> TrainingPayment:
    """Undo a payment noted by mistake: another of the opposite amount, with the reason. Raises Refused."""
    require_team(by)
    reason = reasoned(reason, "Une annulation")
    TrainingInvoice.objects.select_for_update(of=("self",)).get(pk=payment.invoice_id)
    mark = f"annule le règlement {payment.pk}"
    if payment.reference.startswith("annule le règlement"):
        raise Refused("Ce règlement en annule un autre.")
    if TrainingPayment.objects.filter(invoice=payment.invoice_id, reference=mark).exists():
        raise Refused("Ce règlement est déjà annulé.")
    return TrainingPayment.objects.create(
        invoice_id=payment.invoice_id, amount=-payment.amount, method=payment.method,
        received_on=timezone.localdate(), reference=mark, reason=reason[:200], recorded_by=by,
    )  # fmt: skip


def remind_unpaid(today: date) -> int:
    """A mail at each level of lateness, once each; how many are new."""
    letters = []
    for invoice in unpaid(today).select_related("order__organisation", "funder"):
        late = (today - invoice.due_on).days
        level = sum(late >= days for days in REMINDERS)
        to = invoice.funder.email if invoice.funder_id else invoice.order.contact_email
        if level and to:
            letters.append(_reminder(invoice, level, to))
    return outbox.post(letters)


def _reminder(invoice: TrainingInvoice, level: int, to: str) -> outbox.Letter:
    words = {
        "invoice": invoice, "left": invoice.left, "level": level, "identity": settings.IDENTITY,
        "address": settings.SITE_URL + reverse("training:invoice", args=[invoice.pk]),
    }  # fmt: skip
    return outbox.Letter(
        kind=Mail.Kind.TRAINING, about=f"training_invoice:{invoice.pk}:{level}", to=to,
        subject=f"{invoice} à régler depuis le {invoice.due_on:%d/%m/%Y}",
        body=render_to_string("training/email/unpaid.txt", words), organisation=invoice.order.organisation,
        attachments=[("training_invoice", invoice.pk)],
    )  # fmt: skip
