"""Payments of fees: recorded, reversed, given back; what is paid decides of the membership.

Whoever writes holds the call's row until the end, so that two people who record at once see each other's payment.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from members.models import FeeCall, Membership, Payment
from reporting.french import euros

from .campaigns.letters import post_certificate
from .dues import lock, owed
from .membership_life import settle
from .numbers import next_number
from .paper_words import receipt_content

RECEIPTS = "R"
FIRST_YEAR = 2000
LARGEST = Decimal("9999999.99")


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
    _check(received)
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
    """Give money back: at most what was paid beyond what is owed, which is all of it where nothing is owed any more."""
    call = lock(call)
    _check(received)
    most = max(call.paid - owed(call), Decimal(0))
    if received.amount > most:
        raise PaymentRefused(f"Il n'y a que {euros(most)} à rembourser.")
    if not reason.strip():
        raise PaymentRefused("Dites pourquoi cette somme est rendue.")
    given = Received(-received.amount, received.method, received.on, received.reference)
    return _write(call, given, by=by, kind=Payment.Kind.REFUND, reason=reason.strip())


def _check(received: Received) -> None:
    if received.amount <= 0:
        raise PaymentRefused("Le montant est positif.")
    if received.amount > LARGEST:
        raise PaymentRefused(f"Un paiement ne dépasse pas {euros(LARGEST)}.")
    if received.amount != round(received.amount, 2):
        raise PaymentRefused("Le montant compte deux décimales au plus.")
    if received.on > timezone.localdate():
        raise PaymentRefused("La date est dans l'avenir.")
    if received.on.year < FIRST_YEAR:
        raise PaymentRefused(f"La date est antérieure à {FIRST_YEAR}.")


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
        content=receipt_content(call),
    )
    before = call.membership.state
    try:
        with transaction.atomic():
            after = settle(call).state
    except IntegrityError:
        raise PaymentRefused(
            f"{call.membership.organisation} a une autre adhésion valide sur la même période : corrigez d'abord ses dates."
        ) from None
    if after == Membership.State.VALID != before:
        post_certificate(call)
    return payment
