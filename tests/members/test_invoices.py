"""Invoices and credit notes: frozen, numbered without gaps, in the order of their dates."""

import io
import threading
from datetime import date
from decimal import Decimal

import pikepdf
import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from members.domain import membership_life, numbers
from members.domain.dues import standing_invoice
from members.domain.invoices import InvoiceRefused, issue_invoice, waive
from members.domain.papers import attached_invoice, invoice_pdf, receipt_pdf
from members.domain.payments import Received, record_payment, reverse_payment
from members.models import FeeCall, Invoice, Issuer, Membership, NumberSeries, Organisation, Role
from reporting.french import fr_date
from tests.factories import ContactFactory, FeeCallFactory, UserFactory
from tests.members.waiting import until_somebody_waits
from tests.reporting.helpers import at_once, pdf_text

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def change(call, amount) -> FeeCall:
    FeeCall.objects.filter(pk=call.pk).update(amount=amount, national_part=amount - 90)
    call.refresh_from_db()
    return call


def test_an_invoice_is_issued_once_for_the_same_amount():
    call = FeeCallFactory(declared=True)
    first = issue_invoice(call)
    assert issue_invoice(call) == first
    assert (first.number, first.issued_on, first.amount) == (f"F{TODAY.year}-00001", TODAY, 300)
    assert str(first) == f"Facture F{TODAY.year}-00001"
    assert first.content["deadline"] == fr_date(call.campaign.deadline)


def test_an_amount_that_changes_gives_a_credit_note_and_a_new_invoice():
    call = FeeCallFactory(declared=True)
    first = issue_invoice(call)
    second = issue_invoice(change(call, Decimal(350)))
    credit = first.credit_note
    assert (credit.number, credit.amount, credit.content["cancels"]) == (f"A{TODAY.year}-00001", -300, first.number)
    assert (second.number, second.amount, standing_invoice(call)) == (f"F{TODAY.year}-00002", 350, second)
    assert sum(call.invoices.values_list("amount", flat=True)) == call.amount


def test_an_amount_that_becomes_nothing_leaves_a_credit_note_alone():
    call = FeeCallFactory(declared=True, regional_part=Decimal(0))
    issue_invoice(call)
    FeeCall.objects.update(amount=0, national_part=0)
    assert issue_invoice(call) is None
    assert sum(call.invoices.values_list("amount", flat=True)) == 0


def test_who_is_exempted_or_has_left_is_invoiced_no_more():
    exempted, declined = FeeCallFactory(declared=True), FeeCallFactory(declared=True)
    for call in (exempted, declined):
        issue_invoice(call)
    membership_life.exempt(exempted, reason="Sinistre")
    membership_life.resign(declined.membership, on=date(2024, 3, 1), reason="")
    for call in (exempted, declined):
        assert (issue_invoice(call), standing_invoice(call)) == (None, None)


def test_who_is_struck_off_before_paying_owes_no_more_and_who_had_paid_keeps_the_invoice():
    unpaid, paid = FeeCallFactory(declared=True), FeeCallFactory(declared=True)
    for call in (unpaid, paid):
        issue_invoice(call)
    record_payment(paid, Received(Decimal(300), "cheque", TODAY), by=None)
    for call in (unpaid, paid):
        membership_life.strike_off(Membership.objects.get(call=call), on=date(2024, 4, 1), reason="Charte")
    assert standing_invoice(unpaid) is None
    assert standing_invoice(paid) is not None


def test_the_fee_of_who_has_left_is_given_up_by_a_credit_note():
    call = FeeCallFactory(declared=True)
    issue_invoice(call)
    with pytest.raises(InvoiceRefused, match="n'est pas terminée"):
        waive(call)
    record_payment(call, Received(Decimal(300), "cheque", TODAY), by=None)
    membership_life.resign(Membership.objects.get(call=call), on=date(2024, 4, 1), reason="")
    assert waive(call).amount == -300
    with pytest.raises(InvoiceRefused, match="Aucune facture"):
        waive(call)


def test_the_database_lets_no_invoice_be_changed_or_erased():
    issue_invoice(FeeCallFactory(declared=True))
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        Invoice.objects.update(amount=1)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        Invoice.objects.all().delete()


def test_ten_invoices_at_once_have_numbers_that_follow(committed):
    calls = [FeeCallFactory(declared=True) for _ in range(10)]
    at_once(10, lambda: issue_invoice(calls.pop()))
    found = list(Invoice.objects.order_by("number").values_list("number", flat=True))
    assert found == [f"F{TODAY.year}-{number:05d}" for number in range(1, 11)]
    assert NumberSeries.objects.get(name="F").last == 10


def test_the_same_invoice_asked_twice_at_once_is_one(committed):
    call = FeeCallFactory(declared=True)
    assert len(set(at_once(4, lambda: issue_invoice(call)))) == 1


def test_who_waits_past_midnight_is_dated_after_who_was_first(committed, monkeypatch):
    """Numbers follow dates: the day is read once the number is held."""
    slow, quick = FeeCallFactory(declared=True), FeeCallFactory(declared=True)
    day = {"now": date(2026, 3, 1)}
    monkeypatch.setattr(timezone, "localdate", lambda *_: day["now"])
    with transaction.atomic():
        first = issue_invoice(quick)
        waiting = threading.Thread(target=at_once, args=(1, lambda: issue_invoice(slow)))
        waiting.start()
        until_somebody_waits()
        day["now"] = date(2026, 3, 2)
    waiting.join()
    second = slow.invoices.get()
    assert (first.number, first.issued_on) == ("F2026-00001", date(2026, 3, 1))
    assert (second.number, second.issued_on) == ("F2026-00002", date(2026, 3, 2))


def test_a_number_of_last_year_is_dated_of_last_year(monkeypatch):
    days = iter([date(2026, 12, 31), date(2027, 1, 1)])
    monkeypatch.setattr(timezone, "localdate", lambda *_: next(days))
    with transaction.atomic():
        assert numbers.dated_number("X") == ("X2026-00001", date(2026, 12, 31))


# Papers.


def test_an_invoice_prints_what_was_true_when_it_was_issued():
    Issuer.objects.create(
        name="Réseau d'essai", address="1 rue des Métiers", siren="123456782", iban="DE89370400440532013000"
    )
    call = FeeCallFactory(declared=True, membership__organisation__name="Les Jardins")
    invoice = issue_invoice(call)
    Issuer.objects.update(name="Autre nom")
    Organisation.objects.update(name="Autre structure")
    FeeCall.objects.update(computation=[])
    name, content = invoice_pdf(Invoice.objects.get())
    text = pdf_text(content)
    assert name == f"facture-{invoice.number}.pdf"
    for word in (
        "Réseau d'essai",
        "Les Jardins",
        invoice.number,
        "300,00",
        "DE89 3704 0044 0532 0130 00",
        call.reference,
        "Cotisation 2024",
    ):
        assert word in text
    assert "Autre" not in text


def test_a_credit_note_names_the_invoice_that_it_cancels():
    call = FeeCallFactory(declared=True)
    first = issue_invoice(call)
    issue_invoice(change(call, Decimal(350)))
    name, content = attached_invoice(first.credit_note.pk)
    assert name == f"avoir-A{TODAY.year}-00001.pdf"
    assert f"annule la facture n° {first.number}" in pdf_text(content)
    assert "−300,00" in pdf_text(content)


def test_a_receipt_says_that_its_payment_was_reversed(tmp_path):
    call = FeeCallFactory(declared=True, membership__organisation__name="Les Jardins")
    payment = record_payment(call, Received(Decimal(300), "cheque", TODAY, "CHQ 12"), by=None)
    Organisation.objects.update(name="Autre structure")
    payment = type(payment).objects.get()
    assert "annulé" not in pdf_text(receipt_pdf(payment)[1])
    undone = reverse_payment(payment, reason="Chèque impayé", by=None)
    text = pdf_text(receipt_pdf(payment)[1])
    assert "Les Jardins" in text and "CHQ 12" in text and undone.receipt_number in text
    assert payment.receipt_number in pdf_text(receipt_pdf(undone)[1])


def test_papers_are_tagged_and_in_french():
    with pikepdf.open(io.BytesIO(invoice_pdf(issue_invoice(FeeCallFactory(declared=True)))[1])) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "fr"


def test_papers_are_for_who_sees_the_call(client, login):
    call = FeeCallFactory(declared=True)
    invoice = issue_invoice(call)
    payment = record_payment(call, Received(Decimal(300), "cheque", TODAY), by=None)
    pages = [reverse("members:invoice", args=[invoice.pk]), reverse("members:receipt", args=[payment.pk])]
    login(Role.MEMBER)
    assert [client.get(page).status_code for page in pages] == [404, 404]
    client.force_login(ContactFactory(organisation=call.membership.organisation, user=UserFactory()).user)
    answers = [client.get(page) for page in pages]
    assert [(answer.status_code, answer["Content-Type"]) for answer in answers] == [(200, "application/pdf")] * 2
