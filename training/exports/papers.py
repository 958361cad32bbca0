"""Papers and invoices as tables."""

from collections.abc import Iterable

from training.models import TrainingDocument, TrainingInvoice

DOCUMENT_COLUMNS = [
    "Numéro", "Document", "Date", "Personne", "Client", "Formation", "Session", "Envoyé le", "Signé le", "Signé par",
]  # fmt: skip
INVOICE_COLUMNS = [
    "Numéro", "Nature", "Date", "À payer avant le", "Client", "Financeur", "Formation", "Session", "Commande",
    "Montant HT", "TVA", "Reçu", "Reste dû", "Annule",
]  # fmt: skip


def document_rows(documents: Iterable[TrainingDocument]) -> list[list]:
    """A row a paper; they come with their registration, order, session and subcontract."""
    return [
        [
            one.number, one.get_kind_display(), one.issued_on, str(one.registration.trainee) if one.registration else "",
            client_of(one), one.session.version.title if one.session else "", one.session.number if one.session else "",
            one.sent_at, one.signed_at, one.signer_name,
        ]
        for one in documents
    ]  # fmt: skip


def client_of(document: TrainingDocument) -> str:
    if document.order:
        return document.order.buyer
    return str(document.subcontract.subcontractor) if document.subcontract else ""


def invoice_rows(invoices: Iterable[TrainingInvoice]) -> list[list]:
    """A row an invoice or a credit note, with what was received and what is left."""
    return [
        [
            one.number, one.get_kind_display(), one.issued_on, one.due_on, one.order.buyer,
            one.funder.name if one.funder else "", one.order.session.version.title, one.order.session.number,
            one.order.number, one.amount, one.vat, one.received, left_of(one), one.cancels.number if one.cancels else "",
        ]
        for one in invoices
    ]  # fmt: skip


def left_of(invoice: TrainingInvoice):
    """What is still owed of an invoice that `with_due` read: less than zero where money is to be given back."""
    if invoice.kind == TrainingInvoice.Kind.CREDIT:
        return 0
    return -invoice.received if invoice.credited else invoice.left
