"""Samples for the rights on papers, invoices and subcontracts of training: of a structure of nobody who asks."""

from django.core.files.base import ContentFile
from django.utils import timezone

from tests.factories.training import (
    OrderFactory,
    RegistrationFactory,
    SubcontractFactory,
    TrainingBodyFactory,
    TrainingInvoiceFactory,
)
from training.domain.papers.issuing import issue
from training.models import TrainingBody, TrainingDocument, TrainingPayment

PATHS = {
    "TrainingDocument": "order__organisation",
    "TrainingInvoice": "order__organisation",
    "InvoiceLine": "invoice__order__organisation",
    "TrainingPayment": "invoice__order__organisation",
}


def sample() -> dict:
    TrainingBodyFactory(house_rules="Article 1.")
    order = RegistrationFactory().order
    paper = issue(TrainingDocument.Kind.QUOTE, order, by=None)
    paper.sent_at, paper.signed_copy = timezone.now(), ContentFile(b"%PDF-1.7", name="signe.pdf")
    paper.save()
    payment = _payment(order)
    contract = SubcontractFactory(number="STR1999-00001", signed_copy=ContentFile(b"%PDF-1.7", name="signe.pdf"))
    return {
        "training_paper": paper.pk,
        "training_order": order.pk,
        "training_order_token": order.token,
        "training_session": order.session_id,
        "training_invoice": payment.invoice_id,
        "training_payment": payment.pk,
        "subcontract": contract.pk,
        "subcontractor": contract.subcontractor_id,
    }


def _payment(order) -> TrainingPayment:
    invoice = TrainingInvoiceFactory(
        order=order, content={"body": {"declaration": ""}, "buyer": {}, "session": {}, "trainees": []}
    )
    return TrainingPayment.objects.create(invoice=invoice, amount=10, received_on=timezone.localdate())


def records_of(organisation):
    if not TrainingBody.objects.exists():
        TrainingBodyFactory()
    order = OrderFactory(organisation=organisation)
    RegistrationFactory(order=order, session=order.session)
    issue(TrainingDocument.Kind.QUOTE, order, by=None)
    _payment(order)


def records():
    SubcontractFactory()
