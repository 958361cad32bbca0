"""SEPA debits: prepared once, announced, handed to the bank in a frozen file, settled or rejected."""

import hashlib
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from members.domain.debits.preparing import DebitRefused, cancel_batch, prepare_batch, remove_order, review
from members.domain.debits.sending import announce, send_batch
from members.domain.debits.settling import reject_order, settle_batch
from members.domain.payments import Received, record_payment
from members.models import DebitBatch, DebitOrder, Issuer, Mail, Mandate, Membership
from reporting import jobs
from reporting.models import Job
from tests.factories import (
    CampaignFactory,
    ContactFactory,
    DebitBatchFactory,
    DebitOrderFactory,
    FeeCallFactory,
    MandateFactory,
    UserFactory,
)
from tests.reporting.helpers import at_once

pytestmark = pytest.mark.django_db
IBAN, OURS = "FR7630006000011234567890189", "DE89370400440532013000"
PAIN = "{urn:iso:std:iso:20022:tech:xsd:pain.008.001.08}"
TODAY = timezone.localdate()


def a_working_day(after: int = 20) -> date:
    day = TODAY + timedelta(days=after)
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() >= 5 else 0)


@pytest.fixture
def issuer():
    return Issuer.objects.create(name="Réseau d'essai", iban=OURS, creditor_id="FR72ZZZ123456")


def to_debit(mandate: bool = True, **fields):
    call = FeeCallFactory(declared=True, method="debit", **fields)
    if mandate:
        MandateFactory(organisation=call.membership.organisation)
    return call


def prepare(call, by=None) -> DebitBatch:
    return prepare_batch(call.campaign, collection_on=a_working_day(), by=by)


def passed(batch) -> DebitBatch:
    """The batch, whose day has come."""
    DebitBatch.objects.filter(pk=batch.pk).update(collection_on=TODAY - timedelta(days=3))
    batch.refresh_from_db()
    return batch


def sent(call) -> DebitBatch:
    return passed(send_batch(prepare(call)))


# Preparing.


def test_what_cannot_be_debited_is_listed_with_its_reason():
    ready = to_debit()
    campaign = ready.campaign
    orphan = to_debit(mandate=False)
    abroad = to_debit(mandate=False)
    MandateFactory(organisation=abroad.membership.organisation, iban="TN5910006035183598478831")
    revoked = to_debit(mandate=False)
    MandateFactory(organisation=revoked.membership.organisation, revoked_on=date(2026, 1, 1))
    paid = to_debit()
    record_payment(paid, Received(Decimal(300), "transfer", date(2026, 3, 1)), by=None)
    FeeCallFactory(method="debit")
    FeeCallFactory(declared=True, method="cheque")
    found, problems = review(campaign)
    assert [one.call for one in found] == [ready]
    assert {(one.call, one.reason) for one in problems} == {
        (orphan, "aucun mandat en cours"),
        (abroad, "compte hors de la zone SEPA"),
        (revoked, "aucun mandat en cours"),
    }


def test_a_batch_orders_what_remains_of_each_call():
    call, by = to_debit(), UserFactory()
    record_payment(call, Received(Decimal(100), "transfer", date(2026, 3, 1)), by=None)
    batch = prepare(call, by=by)
    order = batch.orders.get()
    assert (order.amount, order.end_to_end, order.sequence, batch.created_by) == (200, call.reference, "FRST", by)


def test_a_call_is_never_in_two_batches():
    call = to_debit()
    prepare(call)
    with pytest.raises(DebitRefused, match="Aucun appel"):
        prepare(call)
    assert "déjà dans la remise" in review(call.campaign)[1][0].reason
    with pytest.raises(IntegrityError, match="debit_one_waiting"), transaction.atomic():
        DebitOrderFactory(call=call, mandate=Mandate.objects.get())


def test_two_batches_prepared_at_once_share_nothing(committed):
    call = to_debit()

    def try_it():
        try:
            return prepare(call)
        except DebitRefused:
            return None

    assert len(list(filter(None, at_once(3, try_it)))) == 1
    assert DebitOrder.objects.count() == 1


def test_the_day_respects_the_notice_and_the_banks(issuer):
    call = to_debit()
    for day, said in ((TODAY + timedelta(days=13), "14 jours"), (_saturday(), "samedi")):
        with pytest.raises(DebitRefused, match=said):
            prepare_batch(call.campaign, collection_on=day, by=None)
    Issuer.objects.update(debit_notice_days=2)
    assert prepare_batch(call.campaign, collection_on=a_working_day(5), by=None).orders.count() == 1


def _saturday() -> date:
    day = TODAY + timedelta(days=20)
    return day + timedelta(days=(5 - day.weekday()) % 7)


def test_a_batch_given_up_frees_its_calls_and_an_order_may_be_taken_out():
    call, other = to_debit(), to_debit()
    batch = prepare(call)
    remove_order(batch.orders.get(call=other), reason="À revoir")
    assert [one.call for one in review(call.campaign)[0]] == [other]
    cancel_batch(batch)
    assert len(review(call.campaign)[0]) == 2
    with pytest.raises(DebitRefused, match="abandonnée"):
        send_batch(batch)


def test_a_mandate_already_used_is_recurrent(issuer):
    first = to_debit(year=2025)
    settle_batch(sent(first), on=TODAY, by=None)
    again = FeeCallFactory(
        declared=True, method="debit", year=2026, membership__organisation=first.membership.organisation
    )
    assert prepare(again).orders.get().sequence == "RCUR"


def test_a_mandate_whose_only_debit_was_rejected_is_first_again(issuer):
    call = to_debit()
    reject_order(sent(call).orders.get(), reason="AM04", by=None)
    assert prepare(call).orders.get().sequence == "FRST"


# Announcing.


def test_who_will_be_debited_is_told_once_with_a_masked_account(issuer, django_capture_on_commit_callbacks):
    call = to_debit()
    organisation = call.membership.organisation
    ContactFactory(organisation=organisation, email="gestion@example.org", manages=True)
    ContactFactory(organisation=organisation, email="Gestion@example.org", manages=True, function="director")
    ContactFactory(organisation=organisation, email="autre@example.org")
    batch = prepare(call)
    assert (announce(batch), announce(batch)) == ((1, []), (0, []))
    mail = Mail.objects.get()
    assert (mail.kind, mail.to, mail.organisation) == ("membership", "gestion@example.org", organisation)
    for word in ("300,00", "FR76 •••• 0189", Mandate.objects.get().reference, "FR72ZZZ123456"):
        assert word in mail.body
    assert IBAN not in mail.body
    batch.refresh_from_db()
    assert batch.notified_at


def test_who_has_no_address_is_named(issuer):
    call = to_debit(membership__organisation__name="Sans adresse")
    assert announce(prepare(call)) == (0, ["Sans adresse"])


# The bank's file.


def test_the_file_says_what_the_bank_must_collect(issuer):
    first = to_debit(membership__organisation__name="Les Jardins d'Éole & Cie")
    second = to_debit(amount=Decimal("150.50"))
    batch = send_batch(prepare(first))
    root = ET.fromstring(batch.content)  # noqa: S314 - our own file
    said = lambda path: [one.text for one in root.iter(f"{PAIN}{path}")]  # noqa: E731
    assert said("MsgId") == [batch.message_id]
    assert (said("NbOfTxs")[0], said("CtrlSum")[0]) == ("2", "450.50")
    assert set(said("EndToEndId")) == {first.reference, second.reference}
    assert set(said("InstdAmt")) == {"300.00", "150.50"}
    assert (said("SeqTp"), said("ReqdColltnDt")) == (["FRST"], [f"{batch.collection_on:%Y-%m-%d}"])
    assert sorted(said("IBAN")) == sorted([OURS, IBAN, IBAN])
    assert "FR72ZZZ123456" in said("Id")
    assert "Les Jardins d'Eole & Cie" in said("Nm")


def test_the_file_is_frozen_and_made_once(issuer):
    batch = send_batch(prepare(to_debit()))
    assert hashlib.sha256(batch.content.encode()).hexdigest() == batch.sha256
    assert send_batch(batch).message_id == batch.message_id
    with pytest.raises(ProgrammingError, match="debit_file_stays|Cannot update"), transaction.atomic():
        DebitBatch.objects.update(sha256="0" * 64)


def test_the_file_is_made_once_by_two_people_at_once(committed, issuer):
    batch = prepare(to_debit())
    assert len({one.message_id for one in at_once(3, lambda: send_batch(batch))}) == 1


def test_account_numbers_are_enciphered_at_rest_and_not_in_the_history(issuer):
    batch = send_batch(prepare(to_debit()))
    for model in (
        DebitBatch,
        apps.get_model("members", "DebitBatchEvent"),
        apps.get_model("members", "DebitOrderEvent"),
    ):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT row_to_json(x)::text FROM {model._meta.db_table} x")
            told = " ".join(row[0] for row in cursor.fetchall())
        assert told and IBAN not in told and OURS not in told
    assert IBAN in batch.content


def test_who_paid_or_revoked_meanwhile_is_taken_out(issuer):
    paid, revoked, partly, kept = to_debit(), to_debit(), to_debit(), to_debit()
    batch = prepare(paid)
    record_payment(paid, Received(Decimal(300), "cheque", TODAY), by=None)
    record_payment(partly, Received(Decimal(100), "cheque", TODAY), by=None)
    Mandate.objects.filter(organisation=revoked.membership.organisation).update(revoked_on=TODAY)
    send_batch(batch)
    found = dict(batch.orders.filter(state="ordered").values_list("call", "amount"))
    assert found == {partly.pk: 200, kept.pk: 300}
    assert set(batch.orders.filter(state="removed").values_list("reject_reason", flat=True)) == {
        "Payé ou dispensé entre-temps",
        "Mandat révoqué entre-temps",
    }


def test_without_its_own_account_the_network_makes_no_file():
    Issuer.objects.create(name="Réseau")
    batch = prepare(to_debit())
    with pytest.raises(DebitRefused, match="l'IBAN et l'identifiant créancier"):
        send_batch(batch)
    batch.refresh_from_db()
    assert batch.state == "prepared"


def test_a_day_that_is_past_is_refused(issuer):
    with pytest.raises(DebitRefused, match="passée"):
        send_batch(passed(prepare(to_debit())))


# Settled or rejected.


def test_a_batch_is_settled_in_one_go_and_once(issuer):
    call, other = to_debit(), to_debit()
    batch = sent(call)
    assert settle_batch(batch, on=TODAY, by=None) == 2
    assert settle_batch(batch, on=TODAY, by=None) == 0
    assert (call.paid, other.paid) == (300, 300)
    assert Membership.objects.get(call=call).state == Membership.State.VALID
    order = batch.orders.get(call=call)
    assert (order.state, order.payment.method, order.payment.reference) == ("settled", "debit", call.reference)


def test_a_batch_settled_twice_at_once_pays_once(committed, issuer):
    call = to_debit()
    batch = sent(call)
    assert sorted(at_once(3, lambda: settle_batch(batch, on=TODAY, by=None))) == [0, 0, 1]
    assert call.paid == 300


@pytest.mark.parametrize("on", [TODAY - timedelta(days=4), TODAY + timedelta(days=1)])
def test_a_batch_is_settled_between_its_day_and_today(issuer, on):
    batch = sent(to_debit())
    with pytest.raises(DebitRefused, match="encaissée"):
        settle_batch(batch, on=on, by=None)


def test_a_batch_that_has_not_left_is_not_settled():
    with pytest.raises(DebitRefused, match="pas partie"):
        settle_batch(prepare(to_debit()), on=TODAY, by=None)


def test_a_rejection_before_settlement_is_not_paid_and_after_is_reversed(issuer):
    before, after = to_debit(), to_debit()
    batch = sent(before)
    reject_order(batch.orders.get(call=before), reason="MD01", by=None)
    assert settle_batch(batch, on=TODAY, by=None) == 1
    order = batch.orders.get(call=after)
    reject_order(order, reason="AM04", by=None)
    assert (before.paid, after.paid) == (0, 0)
    assert Membership.objects.get(call=after).state == Membership.State.DECLARED
    with pytest.raises(DebitRefused, match="déjà noté"):
        reject_order(order, reason="AM04", by=None)
    assert {one.call for one in review(before.campaign)[0]} == {before, after}


# Pages.


def test_a_batch_goes_from_its_preparation_to_the_bank_and_back(client, staff, issuer):
    call = to_debit()
    answer = client.post(
        reverse("members:debits"), {"campaign": call.campaign.year, "collection_on": a_working_day().isoformat()}
    )
    batch = DebitBatch.objects.get()
    assert answer.url == batch.get_absolute_url()
    step = lambda **data: client.post(  # noqa: E731
        reverse("members:debit_step", args=[batch.pk]), data, follow=True
    ).content.decode()
    step(etape="annoncer")
    assert "Télécharger le fichier" in step(etape="remettre")
    file = client.get(reverse("members:debit_file", args=[batch.pk]))
    batch.refresh_from_db()
    assert hashlib.sha256(file.content).hexdigest() == batch.sha256
    assert "attachment" in file["Content-Disposition"]
    passed(batch)
    assert "Paiements notés : 1" in step(etape="encaisser", on=TODAY.isoformat())
    assert call.paid == 300


def test_no_page_shows_an_account_number(client, staff, issuer):
    batch = send_batch(prepare(to_debit()))
    to_debit(mandate=False)
    for page in (reverse("members:debits"), batch.get_absolute_url()):
        told = client.get(page).content.decode()
        assert IBAN not in told and OURS not in told
    assert "FR76 •••• 0189" in client.get(batch.get_absolute_url()).content.decode()


def test_a_batch_without_file_has_none_to_take(client, staff):
    batch = prepare(to_debit())
    assert client.get(reverse("members:debit_file", args=[batch.pk])).status_code == 404


def test_a_rejection_is_typed_on_the_page_with_its_reason(client, staff, issuer):
    order = sent(to_debit()).orders.get()
    address = reverse("members:debit_reject", args=[order.pk])
    assert "Dites pourquoi" in client.post(address, {"motif": ""}, follow=True).content.decode()
    client.post(address, {"motif": "AM04"})
    order.refresh_from_db()
    assert (order.state, order.reject_reason) == ("rejected", "AM04")


@pytest.mark.parametrize("count", [1, 5])
def test_a_batch_costs_the_same_queries_whatever_its_length(client, staff, count, django_assert_num_queries):
    campaign, batch = CampaignFactory(state="open"), DebitBatchFactory()
    for _ in range(count):
        DebitOrderFactory(batch=batch, call__campaign=campaign)
    client.get(batch.get_absolute_url())
    with django_assert_num_queries(5):
        client.get(batch.get_absolute_url())


def test_a_long_batch_is_settled_by_a_worker(client, staff, issuer, monkeypatch):
    monkeypatch.setattr("members.views.debits.AT_ONCE", 0)
    call = to_debit()
    batch = sent(call)
    step = {"etape": "encaisser", "on": TODAY.isoformat()}
    answer = client.post(reverse("members:debit_step", args=[batch.pk]), step)
    job = Job.objects.get(kind="settle_debits")
    assert answer.url == job.get_absolute_url()
    jobs.run(job.pk)
    assert (call.paid, call.payments.get().recorded_by) == (300, staff)
