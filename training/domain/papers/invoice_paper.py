"""Invoices and credit notes as PDF, from what was frozen when they were issued and nothing else."""

from stdnum import iban

from members.domain.outbox import attachment_maker
from reporting.documents import render_pdf
from training.domain.papers.reading import read_back
from training.models import TrainingInvoice


def invoice_pdf(invoice: TrainingInvoice) -> tuple[str, bytes]:
    """The name and the bytes of an invoice or a credit note."""
    credit = invoice.kind == TrainingInvoice.Kind.CREDIT
    context = {
        "paper": invoice, "said": read_back(invoice.content), "lines": list(invoice.lines.order_by("pk")),
        "is_credit": credit, "total": invoice.amount + invoice.vat,
        "iban": iban.format(invoice.content["body"].get("iban", "")),
    }  # fmt: skip
    name = f"{invoice.get_kind_display()}-{invoice.number}.pdf"
    return name, render_pdf("training/papers/invoice.html", context).content


@attachment_maker("training_invoice")
def attached_invoice(number: int) -> tuple[str, bytes]:
    """That invoice, as a mail's attachment."""
    return invoice_pdf(TrainingInvoice.objects.get(pk=number))
