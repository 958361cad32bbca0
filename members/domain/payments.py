"""Payments of fees: recorded, reversed, given back; what is paid decides of the membership.

Whoever writes holds the call's row until the end, so that two people who record at once see each other's payment.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from members.models import FeeCall, Membership, Payment

from .membership_life import settle
from .numbers import next_number

RECEIPTS = "R"
State = Membership.State


class PaymentRefused(Exception):
    """A payment that cannot be recorded; its message is a French sentence."""


class AlreadyRecorded(PaymentRefused):
    """The same payment is there: the person who types says whether it is another one."""


@dataclass(frozen=True)
class Received:
    """A payment as it came."""

    amount: Decimal
    method: str
    on: date
    reference: str = ""


@transaction.atomic
def record_payment(call: FeeCall, received: Received, *, by, another: bool = False) -> Payment:
    """Record money received for a call; the membership follows. More than what is due is kept, and seen as overpaid.

    Raises AlreadyRecorded for what looks like the same payment typed twice, unless it is said to be `another`.
    """
    call = lock(call)
    if received.amount <= 0:
        raise PaymentRefused("Le montant d'un paiement est positif.")
    if received.on > timezone.localdate():
        raise PaymentRefused("La date du paiement est dans l'avenir.")
    twin = call.payments.filter(
        kind=Payment.Kind.PAYMENT,
        amount=received.amount,
        received_on=received.on,
        reference=received.reference,
        reversal=None,
    ).first()
    if twin and not another:
        raise AlreadyRecorded(f"Un paiement identique est déjà noté (reçu {twin.receipt_number}).")
    return _write(call, received, by=by)


@transaction.atomic
def reverse_payment(payment: Payment, *, reason: str, by) -> Payment:
    """Undo a payment that was wrong or came back (unpaid cheque, rejected debit): the two stay, and add up to nothing."""
    call = lock(payment.call)
    payment = Payment.objects.get(pk=payment.pk)
    if not reason.strip():
        raise PaymentRefused("Dites pourquoi ce paiement est annulé.")
    if payment.kind == Payment.Kind.REVERSAL:
        raise PaymentRefused("Une annulation ne s'annule pas : notez le paiement à nouveau.")
    if Payment.objects.filter(reverses=payment).exists():
        raise PaymentRefused("Ce paiement est déjà annulé.")
    if payment.amount < 0:
        raise PaymentRefused("Un remboursement parti ne s'annule pas : notez le paiement à nouveau s'il est revenu.")
    undone = Received(-payment.amount, payment.method, timezone.localdate(), payment.reference)
    return _write(call, undone, by=by, kind=Payment.Kind.REVERSAL, reverses=payment, reason=reason.strip())


@transaction.atomic
def refund(call: FeeCall, received: Received, *, reason: str, by) -> Payment:
    """Give money back: at most what was paid beyond what is due, or all of it where nothing is due any more."""
    call = lock(call)
    most = call.paid - owed(call)
    if received.amount <= 0:
        raise PaymentRefused("Le montant d'un remboursement est positif.")
    if received.amount > most:
        raise PaymentRefused(f"Il n'y a que {max(most, Decimal(0))} € à rembourser.")
    if not reason.strip():
        raise PaymentRefused("Dites pourquoi cette somme est rendue.")
    given = Received(-received.amount, received.method, received.on, received.reference)
    return _write(call, given, by=by, kind=Payment.Kind.REFUND, reason=reason.strip())


def lock(call: FeeCall) -> FeeCall:
    """The call as it is now, held until the transaction ends."""
    return (
        FeeCall.objects.select_for_update(of=("self",))
        .select_related("membership__organisation", "campaign")
        .get(pk=call.pk)
    )


def owed(call: FeeCall) -> Decimal:
    """What the organisation has to pay in all: nothing once it is exempted, has resigned or is struck off."""
    ended = call.membership.state in {State.RESIGNED, State.STRUCK_OFF}
    return Decimal(0) if ended or call.exemption else call.amount


def with_paid(calls):
    """Annotate calls with what was received (`received`) and what is still due (`remains`, negative if overpaid)."""
    return calls.annotate(
        received=Coalesce(Sum("payments__amount"), Value(Decimal(0))), remains=F("amount") - F("received")
    )


def _write(call: FeeCall, received: Received, *, by, kind=Payment.Kind.PAYMENT, reverses=None, reason="") -> Payment:
    payment = Payment.objects.create(
        call=call,
        kind=kind,
        amount=received.amount,
        method=received.method,
        received_on=received.on,
        reference=received.reference,
        receipt_number=next_number(RECEIPTS, received.on.year),
        reverses=reverses,
        reason=reason,
        recorded_by=by,
    )
    settle(call)
    return payment
