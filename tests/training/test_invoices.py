"""Invoices, credit notes, payments and subcontracts of training."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from members.domain.moves import NotAllowed, Refused, WrongState
from tests.factories.training import (
    AttendanceFactory,
    FunderFactory,
    OrderFactory,
    RegistrationFactory,
    SessionFactory,
    SubcontractFactory,
    SubcontractorFactory,
    TrainingBodyFactory,
)
from tests.training.people import manager_of, team_member
from tests.training.reading import text_of
from training.domain.papers.invoice_paper import invoice_pdf
from training.domain.papers.invoicing import credit_invoice, credit_order, due, invoice_order
from training.domain.papers.issuing import issue
from training.domain.papers.paying import record_payment, remind_unpaid, reverse_payment, unpaid
from training.domain.papers.subcontracting import (
    cancel_contract,
    prepare_contract,
    send_contract,
    sign_contract,
    warnings_of,
)
from training.models import Order, Subcontract, TrainingDocument, TrainingInvoice

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(db):
    return TrainingBodyFactory()


@pytest.fixture
def order(body):
    """Two people on a session that has ended, at 400 euros each, whose agreement is signed."""
    session = SessionFactory(state="completed", starts_on=timezone.localdate() - timedelta(days=10), slots=True)
    order = OrderFactory(session=session, state="agreed")
    RegistrationFactory.create_batch(2, session=session, order=order, state="completed")
    return order


def lines_of(invoice):
    return [(line.amount, line.funding_line) for line in invoice.lines.order_by("pk")]


def test_an_order_is_billed_a_line_a_person_to_the_structure(order):
    [invoice] = invoice_order(order, by=team_member())
    order.refresh_from_db()
    assert (invoice.amount, invoice.vat, order.state) == (800, 0, Order.State.INVOICED)
    assert lines_of(invoice) == [(400, "1"), (400, "1")]
    text = text_of(invoice_pdf(invoice)[1])
    for word in (
        invoice.number,
        "Exonération de TVA – art. 261-4-4° a du CGI",
        "800,00 €",
        order.organisation.name,
        "11750000000",
    ):
        assert word in text


def test_vat_is_added_before_the_exemption(body, order):
    body.vat_exempt_since = timezone.localdate() + timedelta(days=1)
    body.save()
    [invoice] = invoice_order(order, by=None)
    assert (invoice.vat, due(invoice)) == (160, 960)
    assert "TVA au taux de 20 %" in text_of(invoice_pdf(invoice)[1]).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("granted", "expected"),
    [
        (None, [(800, "funder", ["2h", "2h"])]),
        (800, [(800, "funder", ["2h", "2h"])]),
        (500, [(500, "funder", ["2h"]), (300, None, ["1", "1", "1"])]),
    ],
)
def test_a_funder_that_pays_directly_is_billed_its_part(order, granted, expected):
    order.funder, order.funding, order.subrogation = FunderFactory(), Order.Funding.GRANTED, True
    order.funding_amount = granted
    order.save()
    made = invoice_order(order, by=None)
    assert [
        (one.amount, "funder" if one.funder else None, [line for _, line in lines_of(one)]) for one in made
    ] == expected
    assert sum(one.amount for one in made) == 800


def test_an_abandonment_may_be_billed_for_what_was_followed(order):
    gone = order.registrations.first()
    gone.state, gone.ended_on = "abandoned", order.session.starts_on
    gone.save()
    AttendanceFactory(slot=order.session.slots.first(), registration=gone)
    [invoice] = invoice_order(order, by=None, by_hours=True)
    assert sorted(amount for amount, _ in lines_of(invoice)) == [100, 400]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"state": "requested"}, "une fois la convention"),
        ({"unit_price": 0}, "ne coûte rien"),
    ],
)
def test_what_cannot_be_billed_is_refused(order, change, why):
    Order.objects.filter(pk=order.pk).update(**change)
    with pytest.raises(Refused, match=why):
        invoice_order(order, by=None)
    assert not TrainingInvoice.objects.exists()


def test_only_the_team_bills(order):
    with pytest.raises(NotAllowed):
        invoice_order(order, by=manager_of(order.organisation))


def test_an_invoice_is_cancelled_whole_then_made_again(order):
    [first] = invoice_order(order, by=None)
    with pytest.raises(Refused, match="faites d'abord un avoir"):
        invoice_order(order, by=None)
    with pytest.raises(Refused, match="motif"):
        credit_invoice(first, reason=" ", by=None)
    credit = credit_invoice(first, reason="Erreur de prix", by=None)
    assert (credit.amount, lines_of(credit)) == (-800, [(-400, "1"), (-400, "1")])
    assert f"annule la facture n° {first.number}" in text_of(invoice_pdf(credit)[1])
    with pytest.raises(Refused, match="déjà son avoir"):
        credit_invoice(first, reason="Encore", by=None)
    with pytest.raises(Refused, match="Un avoir ne s'annule pas"):
        credit_invoice(credit, reason="Encore", by=None)
    order.refresh_from_db()
    assert order.state == Order.State.AGREED, "it may be corrected before it is billed again"
    [second] = invoice_order(order, by=None)
    assert int(second.number[-5:]) == int(first.number[-5:]) + 1


def test_a_cancelled_session_with_invoices_is_credited_and_what_was_paid_is_given_back(order):
    [invoice] = invoice_order(order, by=None)
    keeper = team_member()
    record_payment(
        invoice, amount=Decimal(800), method="transfer", received_on=timezone.localdate(), reference="", by=keeper
    )
    order.session.state, order.session.call_off_reason = "cancelled", "Trop peu de monde"
    order.session.save()
    [credit] = credit_order(order, reason="Session annulée", by=keeper)
    assert credit.amount == -800
    assert due(invoice) == -800
    with pytest.raises(Refused, match="n'a pas lieu"):
        invoice_order(order, by=keeper)
    record_payment(
        invoice, amount=Decimal(-800), method="transfer", received_on=timezone.localdate(), reference="", by=keeper
    )
    assert due(invoice) == 0


def test_nobody_pays_more_than_what_is_due_and_a_mistake_is_reversed(order):
    [invoice] = invoice_order(order, by=None)
    keeper, today = team_member(), timezone.localdate()
    with pytest.raises(Refused, match="800,00 €"):
        record_payment(invoice, amount=Decimal(801), method="transfer", received_on=today, reference="", by=keeper)
    with pytest.raises(Refused, match="pas encore venu"):
        record_payment(
            invoice,
            amount=Decimal(1),
            method="transfer",
            received_on=today + timedelta(days=1),
            reference="",
            by=keeper,
        )
    payment = record_payment(
        invoice, amount=Decimal(500), method="cheque", received_on=today, reference="12", by=keeper
    )
    undone = reverse_payment(payment, reason="Chèque refusé", by=keeper)
    assert (undone.amount, due(invoice)) == (-500, 800)
    with pytest.raises(Refused, match="déjà annulé"):
        reverse_payment(payment, reason="Encore", by=keeper)


def test_late_invoices_are_reminded_once_a_level(order):
    [invoice] = invoice_order(order, by=None)
    day = invoice.due_on
    assert not unpaid(day).exists()
    assert unpaid(day + timedelta(days=1)).get() == invoice
    assert [remind_unpaid(day + timedelta(days=days)) for days in (6, 7, 8, 21, 22, 45, 60)] == [0, 1, 0, 1, 0, 1, 0]


def test_a_person_pays_nothing_before_the_end_of_the_delay_to_withdraw(body):
    session = SessionFactory(state="completed", slots=True)
    order = OrderFactory(
        session=session, organisation=None, buyer_name="Paul Martin", is_individual=True, state="agreed"
    )
    RegistrationFactory(session=session, order=order, trainee__organisation=None, state="completed")
    with pytest.raises(Refused, match="n'est pas signé"):
        invoice_order(order, by=None)
    contract = issue(TrainingDocument.Kind.CONTRACT, order, by=None)
    contract.signed_at = timezone.now() - timedelta(days=10)
    contract.save()
    with pytest.raises(Refused, match="se rétracter"):
        invoice_order(order, by=None)
    contract.signed_at = timezone.now() - timedelta(days=12)
    contract.save()
    [invoice] = invoice_order(order, by=None)
    assert lines_of(invoice) == [(400, "9")]


@pytest.mark.usefixtures("committed")
def test_an_order_billed_twice_at_once_is_billed_once():
    TrainingBodyFactory()
    session = SessionFactory(state="completed", slots=True)
    order = OrderFactory(session=session, state="agreed")
    RegistrationFactory(session=session, order=order, state="completed")

    def bill(_):
        try:
            return len(invoice_order(order, by=None))
        except Refused as refusal:
            return str(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as both:
        answers = sorted(map(str, both.map(bill, range(2))))
    assert answers == ["1", "Cette commande est facturée : faites d'abord un avoir."]
    assert TrainingInvoice.objects.count() == 1


def test_a_structure_sees_its_invoices_and_not_those_of_another(client, order):
    [mine] = invoice_order(order, by=None)
    other = OrderFactory(session=order.session, state="agreed")
    RegistrationFactory(session=order.session, order=other, state="completed")
    [theirs] = invoice_order(other, by=None)
    client.force_login(manager_of(order.organisation))
    found = client.get(reverse("training:invoices")).content.decode()
    assert mine.number in found
    assert theirs.number not in found
    assert client.get(reverse("training:invoice", args=[theirs.pk])).status_code == 404
    assert client.get(reverse("training:invoice_pdf", args=[mine.pk])).status_code == 200


def test_the_team_bills_credits_and_notes_payments_on_its_pages(client, order):
    client.force_login(team_member())
    client.post(reverse("training:order_invoice", args=[order.pk]))
    invoice = TrainingInvoice.objects.get()
    told = {"amount": "300", "method": "transfer", "received_on": timezone.localdate().isoformat(), "reference": "VIR"}
    client.post(reverse("training:invoice_payment", args=[invoice.pk]), told)
    page = client.get(reverse("training:invoice", args=[invoice.pk])).content.decode()
    assert "500,00 €" in page.replace("\u00a0", " ").replace("&nbsp;", " ")
    client.post(reverse("training:invoice_credit", args=[invoice.pk]), {"reason": "Erreur"})
    assert TrainingInvoice.objects.filter(kind="credit").count() == 1
    export = client.get(reverse("training:invoices_export", args=["csv"]), {"etat": "avoir"})
    rows = b"".join(export).decode("utf-8-sig").splitlines()
    assert len(rows) == 2


# Subcontracts


def test_a_contract_is_prepared_sent_and_signed(body):
    keeper, session = team_member(), SessionFactory()
    contract = Subcontract(subcontractor=SubcontractorFactory(), amount=Decimal(900), scope="Animer")
    prepare_contract(contract, [session], by=keeper)
    session.refresh_from_db()
    assert session.subcontract == contract
    with pytest.raises(WrongState, match="une fois envoyé"):
        sign_contract(contract, on=timezone.localdate(), copy=None, by=keeper)
    document = send_contract(contract, by=keeper)
    contract.refresh_from_db()
    assert (contract.number, contract.state) == (document.number, "sent")
    with pytest.raises(WrongState, match="ne se modifie plus"):
        prepare_contract(contract, [session], by=keeper)
    with pytest.raises(Refused, match="en PDF"):
        sign_contract(contract, on=timezone.localdate(), copy=None, by=keeper)
    copy = SimpleUploadedFile("contrat.pdf", b"%PDF-1.7")
    assert sign_contract(contract, on=timezone.localdate(), copy=copy, by=keeper).state == "signed"
    with pytest.raises(WrongState, match="ne s'annule pas"):
        cancel_contract(contract, reason="Trop tard", by=keeper)


def test_a_session_has_one_contract_and_is_free_again_when_it_is_given_up(body):
    keeper, session = team_member(), SessionFactory()
    first = prepare_contract(Subcontract(subcontractor=SubcontractorFactory(), amount=1), [session], by=keeper)
    with pytest.raises(Refused, match="déjà un contrat"):
        prepare_contract(Subcontract(subcontractor=SubcontractorFactory(), amount=1), [session], by=keeper)
    cancel_contract(first, reason="Indisponible", by=keeper)
    session.refresh_from_db()
    assert session.subcontract is None


def test_training_paid_by_the_cpf_needs_a_certified_subcontractor(body):
    session = SessionFactory(version__course__fiche_number="RS1234")
    OrderFactory(session=session, funder=FunderFactory(funding_line="2e"))
    contract = SubcontractFactory(state="draft", signed_on=None, subcontractor__qualiopi_until=None)
    prepare_contract(contract, [session], by=None)
    with pytest.raises(Refused, match="n'est pas certifié Qualiopi"):
        send_contract(contract, by=None)
    contract.subcontractor.qualiopi_until = session.ends_on
    contract.subcontractor.save()
    assert send_contract(contract, by=None).number


def test_what_the_file_of_a_subcontractor_lacks_is_told():
    day = date(2026, 6, 1)
    bare = SubcontractorFactory(activity_number="", qualiopi_until=date(2026, 5, 31), vat_exempt_since=date(2026, 6, 2))
    assert len(warnings_of(bare, day)) == 4
    whole = SubcontractorFactory(qualiopi_until=day, vat_exempt_since=day, charter_signed_on=day)
    assert warnings_of(whole, day) == []
