"""What became of a batch: collected, which records the payments, or rejected, which reverses them."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from members.domain.dues import lock_all
from members.domain.payments import PaymentRefused, Received, record_payment, reverse_payment
from members.models import DebitBatch, DebitOrder, FeeCall

from .preparing import DebitRefused, hold

State = DebitOrder.State


@transaction.atomic
def settle_batch(batch: DebitBatch, *, on: date, by) -> int:
    """Record the payments of a batch that came to the account on a day; how many. Asked again, it does nothing."""
    batch = hold(batch)
    if batch.state == DebitBatch.State.SETTLED:
        return 0
    if batch.state != DebitBatch.State.SENT:
        raise DebitRefused("Cette remise n'est pas partie à la banque.")
    if not batch.collection_on <= on <= timezone.localdate():
        raise DebitRefused("Une remise est encaissée à partir de sa date de prélèvement, et pas dans l'avenir.")
    orders = list(batch.orders.filter(state=State.ORDERED))
    calls = {call.pk: call for call in lock_all([order.call_id for order in orders])}
    for order in sorted(orders, key=lambda one: one.call_id):
        received = Received(order.amount, FeeCall.Method.DEBIT, on, order.end_to_end)
        try:
            order.payment = record_payment(calls[order.call_id], received, by=by, another=True)
        except PaymentRefused as refusal:
            raise DebitRefused(f"{order.end_to_end} : {refusal}") from refusal
        order.state = State.SETTLED
    DebitOrder.objects.bulk_update(orders, ["payment", "state"], batch_size=500)
    batch.state, batch.settled_on = DebitBatch.State.SETTLED, on
    batch.save(update_fields=["state", "settled_on"])
    return len(orders)


@transaction.atomic
def reject_order(order: DebitOrder, *, reason: str, by) -> None:
    """Record that the bank rejected a debit, before or after the batch came to the account."""
    batch = hold(order.batch)
    order = DebitOrder.objects.select_related("payment").select_for_update(of=("self",)).get(pk=order.pk)
    if not reason.strip():
        raise DebitRefused("Dites pourquoi ce prélèvement est rejeté.")
    if batch.state not in {DebitBatch.State.SENT, DebitBatch.State.SETTLED} or order.state not in {
        State.ORDERED,
        State.SETTLED,
    }:
        raise DebitRefused("Ce prélèvement n'est pas parti à la banque, ou son rejet est déjà noté.")
    if order.payment:
        try:
            reverse_payment(order.payment, reason=reason, by=by)
        except PaymentRefused as refusal:
            raise DebitRefused(str(refusal)) from refusal
    order.state, order.reject_reason = State.REJECTED, reason.strip()[:200]
    order.save(update_fields=["state", "reject_reason"])
