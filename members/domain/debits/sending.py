"""Announcing a batch to those who will be debited, and the file for the bank, frozen once it is made."""

import hashlib

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from sepaxml import SepaDD
from sepaxml.validation import ValidationError as InvalidFile
from stdnum import iban

from members.domain.dues import lock_all, with_paid
from members.domain.outbox import Letter, post
from members.domain.people.managers import written_to
from members.models import Contact, DebitBatch, DebitOrder, FeeCall, Issuer, Mail
from reporting.french import fr_date

from .preparing import DebitRefused, hold, sequence_of, used_mandates

SCHEMA = "pain.008.001.08"
State = DebitOrder.State


@transaction.atomic
def announce(batch: DebitBatch) -> tuple[int, list[str]]:
    """Tell those who will be debited the amount, the day and the mandate.

    How many mails are new (asked twice, each is sent once), and the organisations that have no address to be told at.
    """
    batch = hold(batch)
    if batch.state != DebitBatch.State.PREPARED:
        raise DebitRefused("Cette remise est déjà partie à la banque ou abandonnée.")
    orders = list(batch.orders.filter(state=State.ORDERED).select_related("mandate", "call__membership__organisation"))
    people = written_to(order.call.membership.organisation for order in orders)
    issuer = Issuer.current()
    letters, unknown = [], []
    for order in orders:
        organisation = order.call.membership.organisation
        if not people[organisation.pk]:
            unknown.append(organisation.name)
        letters += [_notice(batch, order, person, issuer) for person in people[organisation.pk]]
    batch.notified_at = timezone.now()
    batch.save(update_fields=["notified_at"])
    return post(letters), unknown


def _notice(batch: DebitBatch, order: DebitOrder, person: Contact, issuer: Issuer) -> Letter:
    return Letter(
        kind=Mail.Kind.MEMBERSHIP,
        about=f"debit:{order.pk}:{order.amount}",
        to=person.email,
        subject=f"Prélèvement de votre cotisation le {fr_date(batch.collection_on)}",
        body=render_to_string("members/email/debit_notice.txt", {"order": order, "batch": batch, "issuer": issuer}),
        organisation=order.call.membership.organisation,
        user_id=person.user_id,
    )


@transaction.atomic
def send_batch(batch: DebitBatch) -> DebitBatch:
    """Make the bank's file and freeze it. Who has paid or revoked meanwhile is taken out, and who has paid in part is
    debited of what remains. Asked twice, the file is the same."""
    batch = hold(batch)
    if batch.state in {DebitBatch.State.SENT, DebitBatch.State.SETTLED}:
        return batch
    if batch.state != DebitBatch.State.PREPARED:
        raise DebitRefused("Cette remise est abandonnée.")
    if batch.collection_on <= timezone.localdate():
        raise DebitRefused("La date de prélèvement est passée : abandonnez cette remise et préparez-en une autre.")
    _refresh(batch)
    orders = list(batch.orders.filter(state=State.ORDERED).select_related("mandate", "call__membership__organisation"))
    if not orders:
        raise DebitRefused("Il n'y a plus rien à prélever dans cette remise.")
    batch.message_id, content = make_file(batch, orders, Issuer.current())
    batch.content, batch.sha256 = content.decode(), hashlib.sha256(content).hexdigest()
    batch.state, batch.sent_at = DebitBatch.State.SENT, timezone.now()
    batch.save(update_fields=["message_id", "content", "sha256", "state", "sent_at"])
    return batch


def _refresh(batch: DebitBatch) -> None:
    orders = list(batch.orders.filter(state=State.ORDERED).select_related("mandate"))
    lock_all([order.call_id for order in orders])
    calls = FeeCall.objects.filter(pk__in=[order.call_id for order in orders])
    remains = dict(with_paid(calls).values_list("pk", "remains"))
    used = used_mandates([order.mandate_id for order in orders])
    for order in orders:
        order.sequence = sequence_of(order.mandate_id, used)
        order.amount = max(min(order.amount, remains[order.call_id]), 0) or order.amount
        if remains[order.call_id] <= 0:
            order.state, order.reject_reason = State.REMOVED, "Payé ou dispensé entre-temps"
        elif order.mandate.revoked_on:
            order.state, order.reject_reason = State.REMOVED, "Mandat révoqué entre-temps"
    DebitOrder.objects.bulk_update(orders, ["sequence", "amount", "state", "reject_reason"], batch_size=500)


def make_file(batch: DebitBatch, orders: list[DebitOrder], issuer: Issuer) -> tuple[str, bytes]:
    """The message's identifier and the pain.008 file, checked against its schema; raises DebitRefused."""
    missing = [
        word for word, value in (("l'IBAN", issuer.iban), ("l'identifiant créancier", issuer.creditor_id)) if not value
    ]
    if missing:
        raise DebitRefused(f"Il manque {' et '.join(missing)} de l'émetteur des documents.")
    config = {
        "name": issuer.name,
        "IBAN": iban.compact(issuer.iban),
        "batch": True,
        "creditor_id": issuer.creditor_id,
        "currency": "EUR",
    }
    if issuer.bic:
        config["BIC"] = issuer.bic
    sepa = SepaDD(config, schema=SCHEMA, clean=True)
    for order in orders:
        sepa.add_payment(_payment(batch, order))
    try:
        return sepa.msg_id, sepa.export(validate=True)
    except InvalidFile:
        raise DebitRefused(
            "Le fichier ne respecte pas le format de la banque : vérifiez les noms, les comptes et l'émetteur."
        ) from None


def _payment(batch: DebitBatch, order: DebitOrder) -> dict:
    payment = {
        "name": order.mandate.holder,
        "IBAN": iban.compact(order.mandate.iban),
        "amount": int(order.amount * 100),
        "type": order.sequence,
        "collection_date": batch.collection_on,
        "mandate_id": order.mandate.reference,
        "mandate_date": order.mandate.signed_on,
        "description": f"Cotisation {order.call.membership.year} {order.end_to_end}",
        "endtoend_id": order.end_to_end,
    }
    return payment | ({"BIC": order.mandate.bic} if order.mandate.bic else {})
