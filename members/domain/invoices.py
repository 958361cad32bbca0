"""Invoices and credit notes: what they say is frozen when they are issued."""

from django.db import transaction
from django.utils import timezone

from members.models import FeeCall, Invoice, Issuer

from .numbers import next_number

INVOICES, CREDITS = "F", "A"


@transaction.atomic
def issue_invoice(call: FeeCall) -> Invoice | None:
    """The invoice of a call that is declared; the one that stands if it says the same, after a credit note if it does not.

    A call of nothing has no invoice.
    """
    call = FeeCall.objects.select_for_update(of=("self",)).select_related("membership__organisation").get(pk=call.pk)
    standing = standing_invoice(call)
    if standing:
        if (standing.amount, standing.national_part) == (call.amount, call.national_part):
            return standing
        _credit(standing)
    if not call.amount:
        return None
    today = timezone.localdate()
    return Invoice.objects.create(
        number=next_number(INVOICES, today.year),
        call=call,
        issued_on=today,
        amount=call.amount,
        national_part=call.national_part,
        regional_part=call.regional_part,
        content=content_of(call, Issuer.current()),
    )


@transaction.atomic
def cancel_invoice(call: FeeCall) -> Invoice | None:
    """A credit note for the invoice that stands, where there is one: a member who resigns, or is exempted."""
    FeeCall.objects.select_for_update(of=("self",)).get(pk=call.pk)
    standing = standing_invoice(call)
    return _credit(standing) if standing else None


def standing_invoice(call: FeeCall) -> Invoice | None:
    """The invoice that no credit note cancels."""
    return call.invoices.filter(kind=Invoice.Kind.INVOICE, credit_note=None).first()


def _credit(invoice: Invoice) -> Invoice:
    today = timezone.localdate()
    return Invoice.objects.create(
        kind=Invoice.Kind.CREDIT,
        number=next_number(CREDITS, today.year),
        call=invoice.call,
        issued_on=today,
        amount=-invoice.amount,
        national_part=-invoice.national_part,
        regional_part=-invoice.regional_part,
        cancels=invoice,
        content=invoice.content | {"cancels": invoice.number, "cancelled_on": f"{invoice.issued_on:%d/%m/%Y}"},
    )


def content_of(call: FeeCall, issuer: Issuer) -> dict:
    """Every word of the invoice, as it is true today."""
    organisation = call.membership.organisation
    return {
        "issuer": {
            "name": issuer.name,
            "address": issuer.address,
            "siren": issuer.siren,
            "email": issuer.email,
            "iban": issuer.iban or "",
            "bic": issuer.bic,
            "vat_note": issuer.vat_note,
        },
        "recipient": {
            "name": organisation.name,
            "address": organisation.address,
            "postcode": organisation.postcode,
            "city": organisation.city,
            "siret": organisation.siret,
        },
        "title": f"Cotisation {call.membership.year}, {call.membership.get_kind_display()}",
        "lines": call.computation,
        "reference": call.reference,
        "deadline": f"{call.campaign.deadline:%d/%m/%Y}",
    }
