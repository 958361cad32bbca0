"""Lines of statements matched with calls: proposed, confirmed by a person, undone."""

from datetime import date
from decimal import Decimal

import pytest

from members.domain.bank import confirming
from members.domain.bank.confirming import LineRefused, match_line, match_rejection, match_sure_lines, reopen_line
from members.domain.bank.known import Known
from members.domain.bank.matching import Candidates, Sureness
from members.domain.debits.preparing import DebitRefused
from members.domain.debits.settling import reject_order, settle_batch
from members.domain.invoices import issue_invoice
from members.domain.payments import Received, record_payment, refund, reverse_payment
from members.models import BankLine, DebitOrder, LineMatch, Membership, Payment
from tests.factories import (
    BankLineFactory,
    BankStatementFactory,
    DebitBatchFactory,
    DebitOrderFactory,
    FeeCallFactory,
    UserFactory,
)
from tests.reporting.helpers import at_once

pytestmark = pytest.mark.django_db
State = BankLine.State


def named(name: str, **fields):
    return FeeCallFactory(declared=True, membership__organisation__name=name, **fields)


def best(line) -> tuple:
    """The first proposal: its calls, how sure it is, and its last reason."""
    first = Candidates().proposals(line)[0]
    return [one.pk for one, _ in first.parts], first.sureness, first.reasons[-1]


# Proposals.


def test_the_reference_and_the_exact_amount_are_sure():
    call = named("Les Jardins")
    for label in (
        call.reference,
        f"VIR SEPA {call.reference} MERCI",
        " ".join(call.reference[start : start + 4] for start in range(0, len(call.reference), 4)),
        f"cotisation {call.reference.lower()}2026",
    ):
        assert best(BankLineFactory(label=label)) == ([call.pk], Sureness.SURE, "montant exact")
    assert best(BankLineFactory(end_to_end=call.reference))[:2] == ([call.pk], Sureness.SURE)


def test_the_number_of_an_invoice_names_its_call():
    call = named("Les Jardins")
    invoice = issue_invoice(call)
    assert best(BankLineFactory(label=f"FACT {invoice.number}"))[:2] == ([call.pk], Sureness.SURE)


def test_the_siren_and_the_exact_amount_are_sure():
    call = named("Les Jardins")
    siret = call.membership.organisation.siret
    assert best(BankLineFactory(label=f"SIRET {siret}"))[:2] == ([call.pk], Sureness.SURE)
    assert best(BankLineFactory(label=siret[:9], amount=10))[:2] == ([call.pk], Sureness.LIKELY)


def test_another_amount_is_likely_and_told():
    call = named("Les Jardins")
    assert best(BankLineFactory(label=call.reference, amount=100))[1:] == (
        Sureness.LIKELY,
        "paiement partiel, il resterait 200,00\u00a0€",
    )
    assert best(BankLineFactory(label=call.reference, amount=350))[1:] == (
        Sureness.LIKELY,
        "trop-perçu de 50,00\u00a0€",
    )


def test_a_call_that_was_paid_is_told_as_a_double_payment():
    call = named("Les Jardins")
    record_payment(call, Received(Decimal(300), "cheque", date(2026, 3, 1)), by=None)
    assert best(BankLineFactory(label=call.reference))[1:] == (Sureness.LIKELY, "déjà payé : double paiement ?")


def test_a_name_and_the_exact_amount_are_likely_a_name_alone_is_weak():
    call, _ = named("Les Jardins de Cocagne"), named("Recyclerie du Port")
    assert best(BankLineFactory(label="VIR JARDINS DE COCAGNE"))[:2] == ([call.pk], Sureness.LIKELY)
    assert best(BankLineFactory(counterparty="JARDINS COCAGNE", amount=10))[:2] == ([call.pk], Sureness.WEAK)


def test_several_references_whose_sum_is_exact_share_the_line():
    first, second = named("Un"), named("Deux", amount=Decimal(200))
    line = BankLineFactory(label=f"{first.reference} {second.reference}", amount=500)
    calls, sureness, _ = best(line)
    assert (set(calls), sureness) == ({first.pk, second.pk}, Sureness.SURE)


def test_a_debit_and_words_that_name_nobody_have_no_proposal():
    call = named("Les Jardins")
    named("Autre")
    assert Candidates().proposals(BankLineFactory(amount=-300, label=call.reference)) == []
    assert Candidates().proposals(BankLineFactory(amount=42, label="INTERETS")) == []


def test_a_line_for_an_exempted_or_paid_call_is_never_sure():
    call = named("Les Jardins", exemption="Sinistre")
    assert best(BankLineFactory(label=call.reference))[1] == Sureness.LIKELY


# Decisions.


def test_a_line_confirmed_records_the_payment_and_the_membership_follows():
    call, by = named("Les Jardins"), UserFactory()
    line = BankLineFactory(label="VIR", end_to_end=call.reference)
    (payment,) = match_line(line, [(call.pk, Decimal(300))], by=by)
    line.refresh_from_db()
    assert (line.state, line.decided_by, line.matches.get().payment) == (State.MATCHED, by, payment)
    assert (payment.received_on, payment.reference, payment.method) == (line.booked_on, call.reference, "transfer")
    assert Membership.objects.get(call=call).state == Membership.State.VALID


def test_a_line_pays_several_calls_and_several_lines_pay_one():
    first, second = named("Un"), named("Deux")
    match_line(BankLineFactory(amount=400), [(first.pk, Decimal(300)), (second.pk, Decimal(100))], by=None)
    match_line(BankLineFactory(amount=200), [(second.pk, Decimal(200))], by=None)
    assert (first.paid, second.paid) == (300, 300)


@pytest.mark.parametrize(
    ("parts", "said"),
    [([], "au moins un appel"), (["299"], "faire 300,00"), (["300", "0"], "positif"), (["150", "150"], "deux fois")],
)
def test_parts_that_do_not_make_the_line_are_refused(parts, said):
    call, line = named("Un"), BankLineFactory()
    with pytest.raises(LineRefused, match=said):
        match_line(line, [(call.pk, Decimal(part)) for part in parts], by=None)
    assert (call.paid, BankLine.objects.get().state) == (0, State.NEW)


def test_a_line_confirmed_twice_at_once_is_one_payment(committed):
    call, line = named("Un"), BankLineFactory()

    def confirm():
        try:
            return match_line(line, [(call.pk, Decimal(300))], by=None)
        except LineRefused:
            return None

    assert len(list(filter(None, at_once(4, confirm)))) == 1
    assert (call.paid, LineMatch.objects.count()) == (300, 1)


def test_all_that_is_sure_is_confirmed_at_once_and_nothing_twice(committed):
    statement = BankStatementFactory()
    calls = [named(f"Structure {rank}") for rank in range(6)]
    for call in calls:
        BankLineFactory(statement=statement, label=call.reference)
    BankLineFactory(statement=statement, label="INTERETS", amount=3)
    answers = at_once(3, lambda: match_sure_lines(statement, by=None)[0])
    assert sum(answers) == 6
    assert [call.paid for call in calls] == [300] * 6
    assert Payment.objects.count() == 6


def test_of_two_sure_lines_for_the_same_call_the_second_waits_for_a_person():
    statement, call = BankStatementFactory(), named("Les Jardins")
    for _ in range(2):
        BankLineFactory(statement=statement, label=call.reference)
    done, refused = match_sure_lines(statement, by=None)
    assert (done, call.paid, len(refused)) == (1, 300, 1)
    assert "n'est plus celui que doit Les Jardins" in refused[0]


def test_a_line_set_aside_has_a_reason_and_comes_back():
    line = BankLineFactory()
    with pytest.raises(LineRefused, match="pourquoi"):
        confirming.set_line_aside(line, reason=" ", by=None)
    confirming.set_line_aside(line, reason="Subvention", by=None)
    with pytest.raises(LineRefused, match="déjà été traitée"):
        match_line(line, [(named("Un").pk, Decimal(300))], by=None)
    reopen_line(line, by=None)
    line.refresh_from_db()
    assert (line.state, line.reason) == (State.NEW, "")
    with pytest.raises(LineRefused, match="attend déjà"):
        reopen_line(line, by=None)


def test_a_match_undone_reverses_its_payments_and_the_line_may_be_matched_again():
    wrong, right, line = named("Un"), named("Deux"), BankLineFactory()
    match_line(line, [(wrong.pk, Decimal(300))], by=None)
    reopen_line(line, by=None)
    assert (wrong.paid, Membership.objects.get(call=wrong).state) == (0, Membership.State.DECLARED)
    match_line(line, [(right.pk, Decimal(300))], by=None)
    assert right.paid == 300


def test_a_match_whose_payment_was_reversed_by_hand_is_undone_without_a_second_reversal():
    call, line = named("Un"), BankLineFactory()
    (payment,) = match_line(line, [(call.pk, Decimal(300))], by=None)
    reverse_payment(payment, reason="Erreur", by=None)
    reopen_line(line, by=None)
    assert call.paid == 0


def test_a_rejected_debit_reverses_its_payment_and_its_order():
    order = DebitOrderFactory(batch=DebitBatchFactory(state="settled"), state="settled")
    payment = record_payment(order.call, Received(order.amount, "debit", date(2026, 3, 16)), by=None)
    DebitOrder.objects.update(payment=payment)
    line = BankLineFactory(
        amount=-300, end_to_end=order.end_to_end, return_code="AM04", booked_on=date(2026, 3, 20), label="REJET"
    )
    admin = UserFactory(is_superuser=True)
    assert Known([line], admin).returned(line) == [payment]
    undone = match_rejection(line, payment, by=None)
    order.refresh_from_db()
    assert (undone.reason, order.state, order.reject_reason) == (
        "Rejet AM04 : provision insuffisante", "rejected", "Rejet AM04 : provision insuffisante",
    )  # fmt: skip
    assert Membership.objects.get(call=order.call).state == Membership.State.DECLARED
    with pytest.raises(LineRefused, match="ne se défait pas"):
        reopen_line(line, by=None)


def test_a_rejection_that_names_nobody_offers_debits_of_that_amount():
    payments = [
        record_payment(FeeCallFactory(declared=True), Received(Decimal(300), method, date(2026, 3, 2)), by=None)
        for method in ("debit", "transfer")
    ]
    line = BankLineFactory(amount=-300, return_code="AM04")
    assert Known([line], UserFactory(is_superuser=True)).returned(line) == payments[:1]
    other = BankLineFactory(amount=-300)
    assert Known([other], UserFactory(is_superuser=True)).returned(other) == []


def test_a_refund_that_was_recorded_is_seen_in_its_debit_once():
    call = named("Les Jardins")
    record_payment(call, Received(Decimal(350), "transfer", date(2026, 3, 1)), by=None)
    given = refund(call, Received(Decimal(50), "transfer", date(2026, 3, 5)), reason="Trop-perçu", by=None)
    line, same = BankLineFactory(amount=-50), BankLineFactory(amount=-50)
    admin = UserFactory(is_superuser=True)
    assert Known([line], admin).refunds(line) == [given]
    confirming.match_refund(line, given, by=None)
    assert Known([same], admin).refunds(same) == []
    with pytest.raises(LineRefused, match="déjà rapproché"):
        confirming.match_refund(same, given, by=None)
    reopen_line(line, by=None)
    assert (call.paid, Known([same], admin).refunds(same)) == (300, [given])


def test_the_credit_of_a_batch_settles_it():
    batch = DebitBatchFactory(collection_on=date(2026, 3, 9))
    orders = [DebitOrderFactory(batch=batch) for _ in range(2)]
    line, admin = BankLineFactory(amount=600, booked_on=date(2026, 3, 10)), UserFactory(is_superuser=True)
    assert Known([line], admin).batches(line) == [batch]
    confirming.match_batch(line, batch, by=None)
    assert [order.call.paid for order in orders] == [300, 300]
    assert line.matches.count() == 2
    again = BankLineFactory(amount=600, booked_on=date(2026, 3, 11))
    assert Known([again], admin).batches(again) == []
    with pytest.raises(LineRefused, match="n'est pas celui de la ligne"):
        confirming.match_batch(again, batch, by=None)
    with pytest.raises(LineRefused, match="rejets un par un"):
        reopen_line(line, by=None)


def test_a_batch_settled_by_hand_is_seen_in_its_credit():
    batch = DebitBatchFactory(collection_on=date(2026, 3, 9))
    order = DebitOrderFactory(batch=batch)
    settle_batch(batch, on=date(2026, 3, 10), by=None)
    line = BankLineFactory(amount=300)
    assert Known([line], UserFactory(is_superuser=True)).batches(line) == [batch]
    confirming.match_batch(line, batch, by=None)
    assert order.call.paid == 300


def test_a_rejection_noted_at_once_on_the_line_and_on_the_batch_is_noted_once(committed):
    order = DebitOrderFactory(batch=DebitBatchFactory(collection_on=date(2026, 3, 9)))
    settle_batch(order.batch, on=date(2026, 3, 10), by=None)
    order.refresh_from_db()
    line = BankLineFactory(amount=-300, label=order.end_to_end)
    ways = [
        lambda: match_rejection(line, order.payment, by=None),
        lambda: reject_order(order, reason="AM04", by=None),
    ]

    def note():
        try:
            ways.pop()()
        except (LineRefused, DebitRefused):
            return 0
        return 1

    assert sum(at_once(2, note)) == 1
    assert (order.call.paid, order.call.payments.count()) == (0, 2)
