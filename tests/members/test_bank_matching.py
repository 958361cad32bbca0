"""Statements kept once, and lines matched with calls: proposed, confirmed by a person, undone."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.domain.bank import confirming
from members.domain.bank.confirming import LineRefused, match_line, match_rejection, match_sure_lines, reopen_line
from members.domain.bank.keeping import AlreadyImported, import_statement
from members.domain.bank.known import Known
from members.domain.bank.matching import Candidates, Sureness
from members.domain.bank.statement import UnreadableStatement
from members.domain.debits.preparing import DebitRefused
from members.domain.debits.settling import reject_order, settle_batch
from members.domain.invoices import issue_invoice
from members.domain.payments import Received, record_payment, refund, reverse_payment
from members.models import BankLine, BankStatement, DebitOrder, Issuer, LineMatch, Membership, Payment
from reporting import jobs
from reporting.models import Job
from tests.factories import (
    BankLineFactory,
    BankStatementFactory,
    DebitBatchFactory,
    DebitOrderFactory,
    DueCallFactory,
    UserFactory,
)
from tests.members.test_bank_reading import IBAN, camt, detail, entry
from tests.reporting.helpers import at_once

pytestmark = pytest.mark.django_db
State = BankLine.State


def csv(*rows: str) -> bytes:
    return ("Date;Libellé;Montant\n" + "\n".join(rows) + "\n").encode()


def named(name: str, **fields):
    return DueCallFactory(declared=True, membership__organisation__name=name, **fields)


def best(line) -> tuple:
    """The first proposal: its calls, how sure it is, and its last reason."""
    first = Candidates().proposals(line)[0]
    return [one.pk for one, _ in first.parts], first.sureness, first.reasons[-1]


# Keeping.


def test_a_statement_is_kept_with_its_lines_and_without_its_account_number():
    Issuer.objects.create(name="Réseau", iban=IBAN)
    by = UserFactory()
    statement = import_statement(camt(entry(details=detail()), closing="1300.00"), "mars.xml", by=by)
    assert (statement.account, statement.closing_balance, statement.notices) == ("FR76 •••• 0189", 1300, [])
    assert (statement.imported_by, statement.lines.get().amount) == (by, 300)
    assert not BankStatement.objects.filter(account_key__contains=IBAN[4:]).exists()


def test_a_file_brought_in_twice_is_refused_and_shows_the_first():
    content = csv("10/03/2026;X;5,00")
    first = import_statement(content, "a.csv", by=None)
    with pytest.raises(AlreadyImported, match="déjà été déposé") as refusal:
        import_statement(content, "b.csv", by=None)
    assert (refusal.value.statement, BankLine.objects.count()) == (first, 1)


def test_a_file_brought_in_twice_at_once_is_kept_once(committed):
    content = csv("10/03/2026;X;5,00")

    def bring():
        try:
            return import_statement(content, "a.csv", by=None)
        except AlreadyImported:
            return None

    assert len(list(filter(None, at_once(4, bring)))) == 1
    assert (BankStatement.objects.count(), BankLine.objects.count()) == (1, 1)


def test_statements_that_overlap_do_not_double_their_lines():
    import_statement(csv("10/03/2026;X;5,00", "10/03/2026;X;5,00", "11/03/2026;Y;7,00"), "a.csv", by=None)
    second = import_statement(csv("10/03/2026;X;5,00", "10/03/2026;X;5,00", "12/03/2026;Z;9,00"), "b.csv", by=None)
    assert (BankLine.objects.count(), second.known_lines, second.lines.get().label) == (4, 2, "Z")


def test_a_number_that_the_bank_uses_again_another_day_does_not_hide_a_line():
    import_statement(camt(entry(ref="0001")), "a.xml", by=None)
    second = import_statement(camt(entry(ref="0001")).replace(b"2026-03-10", b"2026-03-11"), "b.xml", by=None)
    assert (second.known_lines, BankLine.objects.count()) == (0, 2)


def test_the_same_days_in_another_format_are_said():
    Issuer.objects.create(name="Réseau", iban=IBAN)
    import_statement(camt(entry()), "a.xml", by=None)
    assert "autre format" in import_statement(csv("10/03/2026;X;5,00"), "b.csv", by=None).notices[0]


def test_the_statement_of_another_account_is_said():
    Issuer.objects.create(name="Réseau", iban="DE89370400440532013000")
    assert "n'est pas celui de l'émetteur" in import_statement(camt(entry()), "a.xml", by=None).notices[0]


def test_a_file_that_cannot_be_read_leaves_nothing():
    with pytest.raises(UnreadableStatement):
        import_statement(csv("10/03/2026;X;5,00", "10/03/2026;Y;cinq"), "a.csv", by=None)
    assert not BankStatement.objects.exists()


@pytest.mark.parametrize("account", [IBAN, " ".join(IBAN[start : start + 4] for start in range(0, 27, 4))])
def test_the_accounts_of_payers_are_masked_in_what_is_kept(account):
    statement = import_statement(csv(f"10/03/2026;VIR DE {account} LES JARDINS RF18;5,00"), "a.csv", by=None)
    assert statement.lines.get().label == "VIR DE FR76 •••• 0189 LES JARDINS RF18"


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
        record_payment(DueCallFactory(declared=True), Received(Decimal(300), method, date(2026, 3, 2)), by=None)
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


# Pages.


def test_a_statement_is_dropped_then_its_lines_are_decided_on_its_page(client, staff):
    call = named("Les Jardins")
    content = csv(f"10/03/2026;VIR {call.reference};300,00", "11/03/2026;INTERETS;3,00")
    answer = client.post(reverse("members:bank"), {"file": SimpleUploadedFile("mars.csv", content)})
    statement = BankStatement.objects.get()
    assert answer.url == statement.get_absolute_url()
    page = client.get(answer.url).content.decode()
    assert "Rapprocher cette ligne sûre" in page
    client.post(reverse("members:statement_confirm", args=[statement.pk]))
    assert call.paid == 300
    interest = statement.lines.waiting().get()
    answer = client.post(
        reverse("members:line_set_aside", args=[interest.pk]), {"motif": "Intérêts"}, headers={"hx-request": "true"}
    )
    assert "Écartée" in answer.content.decode() and "Intérêts" in answer.content.decode()


def test_a_file_dropped_twice_leads_to_the_first_and_one_at_fault_says_its_line(client, staff):
    drop = lambda content: client.post(  # noqa: E731
        reverse("members:bank"), {"file": SimpleUploadedFile("mars.csv", content)}, follow=True
    ).content.decode()
    drop(csv("10/03/2026;X;5,00"))
    assert "déjà été déposé" in drop(csv("10/03/2026;X;5,00"))
    assert "Ligne 2 : « cinq »" in drop(csv("10/03/2026;X;cinq"))
    assert BankStatement.objects.count() == 1


def test_a_line_is_shared_by_hand_and_a_refusal_keeps_what_was_typed(client, staff):
    first, second, line = named("Premier"), named("Second"), BankLineFactory(amount=400, label="FONDATION")
    page = client.post(reverse("members:bank_line", args=[line.pk]), {"q": "second", f"montant-{first.pk}": "300"})
    assert 'value="300"' in page.content.decode() and "Second" in page.content.decode()
    address = reverse("members:line_match", args=[line.pk])
    typed = {f"montant-{first.pk}": "300", f"montant-{second.pk}": "99,50", "q": "second"}
    refused = client.post(address, typed).content.decode()
    assert "faire 400,00" in refused and 'value="99,50"' in refused
    answer = client.post(address, typed | {f"montant-{second.pk}": "100,00"})
    assert answer.status_code == 302
    assert (first.paid, second.paid) == (300, 100)


@pytest.mark.parametrize("count", [1, 8])
def test_a_statement_costs_the_same_queries_whatever_its_length(client, staff, count, django_assert_num_queries):
    statement = BankStatementFactory()
    for _ in range(count):
        call = named("Les Jardins")
        BankLineFactory(statement=statement, label=call.reference)
        BankLineFactory(statement=statement, label=f"REJET {call.reference}", amount=-300, return_code="AM04")
    client.get(reverse("members:statement", args=[statement.pk]))
    with django_assert_num_queries(14):
        client.get(reverse("members:statement", args=[statement.pk]))


def test_a_long_statement_is_matched_by_a_worker(client, staff, monkeypatch):
    monkeypatch.setattr("members.views.bank.AT_ONCE", 1)
    statement, calls = BankStatementFactory(), [named("Un"), named("Deux")]
    for call in calls:
        BankLineFactory(statement=statement, label=call.reference)
    answer = client.post(reverse("members:statement_confirm", args=[statement.pk]))
    job = Job.objects.get(kind="match_sure_lines")
    assert answer.url == job.get_absolute_url()
    jobs.run(job.pk)
    assert [call.paid for call in calls] == [300, 300]
    assert call.payments.get().recorded_by == staff


@pytest.mark.parametrize("kind", ["rejet", "rendu", "remise"])
def test_each_kind_of_decision_is_taken_on_the_page(client, staff, kind):
    order = DebitOrderFactory(batch=DebitBatchFactory(collection_on=date(2026, 3, 9)))
    if kind == "remise":
        line, chosen = BankLineFactory(amount=300), order.batch
    else:
        chosen = record_payment(order.call, Received(Decimal(350), "debit", date(2026, 3, 9)), by=None)
        line = BankLineFactory(amount=-350, label=order.call.reference)
    if kind == "rendu":
        chosen = refund(order.call, Received(Decimal(50), "transfer", date(2026, 3, 9)), reason="x", by=None)
        line = BankLineFactory(amount=-50)
    page = client.get(line.statement.get_absolute_url()).content.decode()
    assert f'name="{kind}" value="{chosen.pk}"' in page
    address = reverse("members:line_match", args=[line.pk])
    client.post(address, {kind: chosen.pk}, headers={"hx-request": "true"})
    line.refresh_from_db()
    assert line.state == State.MATCHED


def test_numbers_that_cannot_be_are_refused_in_words(client, staff):
    line = BankLineFactory()
    address = reverse("members:line_match", args=[line.pk])
    for key, value in ((f"montant-{'9' * 30}", "300"), ("montant-1", "300"), ("montant-1", "abc"), ("montant-", "1")):
        page = client.post(address, {key: value})
        assert page.status_code == 200 and 'role="alert"' in page.content.decode()
    assert client.post(address, {"rejet": "9" * 30}).status_code == 404


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
