"""Invoices and credit notes: what they say is frozen when they are issued."""

from django.db import transaction

from members.models import FeeCall, Invoice
from reporting.french import fr_date

from .dues import lock, owed, standing_invoice
from .numbers import dated_number
from .paper_words import invoice_content

INVOICES, CREDITS = "F", "A"


class InvoiceRefused(Exception):
    """A paper that cannot be made; its message is a French sentence."""


@transaction.atomic
def issue_invoice(call: FeeCall) -> Invoice | None:
    """The invoice of a call that is declared; the one that stands if it says the same, after a credit note if it does not.

    A call of nothing, of an organisation that is exempted or that has left, has no new invoice.
    """
    call = lock(call)
    standing = standing_invoice(call)
    if standing:
        if (standing.amount, standing.national_part) == (call.amount, call.national_part):
            return standing
        _credit(standing)
    if not owed(call):
        return None
    number, today = dated_number(INVOICES)
    return Invoice.objects.create(
        number=number,
        call=call,
        issued_on=today,
        amount=call.amount,
        national_part=call.national_part,
        regional_part=call.regional_part,
        content=invoice_content(call),
    )


@transaction.atomic
def cancel_invoice(call: FeeCall) -> Invoice | None:
    """A credit note for the invoice that stands, where there is one: a member who resigns, or is exempted."""
    standing = standing_invoice(lock(call))
    return _credit(standing) if standing else None


@transaction.atomic
def waive(call: FeeCall) -> Invoice:
    """Give up the fee of an organisation that has left: a credit note, after which what was paid may be given back."""
    call = lock(call)
    standing = standing_invoice(call)
    if not call.membership.has_ended:
        raise InvoiceRefused("Cette adhésion n'est pas terminée : dispensez la structure, ou corrigez sa déclaration.")
    if not standing:
        raise InvoiceRefused("Aucune facture n'est en cours : il n'y a rien à abandonner.")
    return _credit(standing)


def _credit(invoice: Invoice) -> Invoice:
    number, today = dated_number(CREDITS)
    return Invoice.objects.create(
        kind=Invoice.Kind.CREDIT,
        number=number,
        call=invoice.call,
        issued_on=today,
        amount=-invoice.amount,
        national_part=-invoice.national_part,
        regional_part=-invoice.regional_part,
        cancels=invoice,
        content=invoice.content | {"cancels": invoice.number, "cancelled_on": fr_date(invoice.issued_on)},
    )
