"""What is paid, and all that hangs on it."""

from datetime import date

from django.utils import timezone

from members.domain.invoices import issue_invoice
from members.domain.payments import Received, record_payment
from members.models import AccountingPlan, FeeCall, Invoice, Issuer, LineMatch, Payment, ShareTransfer
from tests.factories import BankLineFactory, DebitOrderFactory, FeeCallFactory, MandateFactory

PATHS = {
    "Payment": "call__membership__organisation",
    "Invoice": "call__membership__organisation",
    "ShareTransfer": "region__memberships__organisation",
}


def sample() -> dict:
    paid = FeeCallFactory(declared_at=timezone.now())
    invoice = issue_invoice(paid)
    payment = record_payment(paid, Received(paid.amount, "debit", date(2024, 3, 1)), by=None)
    line = BankLineFactory()
    LineMatch.objects.create(line=line, payment=payment)
    debit = DebitOrderFactory(call=paid, mandate__organisation=paid.membership.organisation)
    return {
        "invoice": invoice.pk,
        "payment": payment.pk,
        "statement": line.statement_id,
        "line": line.pk,
        "debits": debit.batch_id,
        "debit": debit.pk,
    }


def records_of(organisation):
    call = FeeCall.objects.get(membership__organisation=organisation)
    payment = Payment.objects.create(
        call=call, amount=300, method="cheque", received_on=date(2024, 1, 2), receipt_number=f"R{organisation.pk}"
    )
    Invoice.objects.create(
        call=call, number=f"F{organisation.pk}", issued_on=date(2024, 1, 2), amount=300, national_part=300,
        regional_part=0, content={},
    )  # fmt: skip
    mandate = MandateFactory(organisation=organisation)
    LineMatch.objects.create(line=BankLineFactory(), payment=payment)
    DebitOrderFactory(call=call, mandate=mandate)
    ShareTransfer.objects.create(
        campaign=call.campaign, region=organisation.department.region, amount=10, paid_on=date(2024, 6, 1)
    )
    AccountingPlan.objects.get_or_create()
    Issuer.objects.get_or_create(name="Réseau", defaults={"address": "1 rue X"})
