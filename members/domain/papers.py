"""Invoices, credit notes and receipts as PDF, from what was frozen when they were issued and nothing else."""

from decimal import Decimal

from stdnum import iban

from members.models import FeeCall, Invoice, Payment
from reporting.documents import render_pdf

from .outbox import attachment_maker
from .paper_words import receipt_content


def invoice_pdf(invoice: Invoice) -> tuple[str, bytes]:
    """The name and the bytes of an invoice or a credit note."""
    return f"{invoice.get_kind_display()}-{invoice.number}.pdf", _render(
        "invoice",
        paper=invoice,
        content=invoice.content,
        lines=_lines(invoice),
        iban=iban.format(invoice.content["issuer"]["iban"]),
        is_credit=invoice.kind == Invoice.Kind.CREDIT,
    )


def receipt_pdf(payment: Payment) -> tuple[str, bytes]:
    """The name and the bytes of the receipt of a payment, of a refund or of a reversal."""
    return f"recu-{payment.receipt_number}.pdf", _render(
        "receipt",
        paper=payment,
        content=payment.content or receipt_content(payment.call),
        method=FeeCall.Method(payment.method).label,
        reversed_by=Payment.objects.filter(reverses=payment).first(),
    )


@attachment_maker("invoice")
def attached_invoice(number: int) -> tuple[str, bytes]:
    """The invoice of that number of the database, as a mail's attachment."""
    return invoice_pdf(Invoice.objects.get(pk=number))


@attachment_maker("receipt")
def attached_receipt(number: int) -> tuple[str, bytes]:
    """The receipt of that payment, as a mail's attachment."""
    return receipt_pdf(Payment.objects.select_related("call__membership__organisation").get(pk=number))


def _lines(invoice: Invoice) -> list[tuple[str, Decimal]]:
    """The steps of the computation, whose amounts are kept as text."""
    return [(line["label"], Decimal(str(line["amount"]))) for line in invoice.content["lines"]]


def _render(template: str, **context) -> bytes:
    return render_pdf(f"members/papers/{template}.html", context).content
