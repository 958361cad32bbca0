"""Every word that an invoice or a receipt prints and that is not its own, as it is true when it is issued and frozen."""

from members.models import FeeCall, Issuer, Organisation
from reporting.french import fr_date


def invoice_content(call: FeeCall, issuer: Issuer | None = None) -> dict:
    """What an invoice says: who issues it, to whom, how the fee was worked out and how it is paid."""
    issuer = issuer or Issuer.current()
    payment = {"iban": issuer.iban or "", "bic": issuer.bic, "vat_note": issuer.vat_note}
    return {
        "issuer": _issuer(issuer) | payment,
        "recipient": _member(call.membership.organisation),
        "title": _title(call),
        "lines": call.computation,
        "reference": call.reference,
        "deadline": fr_date(call.campaign.deadline),
    }


def receipt_content(call: FeeCall, issuer: Issuer | None = None) -> dict:
    """What a receipt says: who received, from whom, and for which call."""
    return {
        "issuer": _issuer(issuer or Issuer.current()),
        "payer": _member(call.membership.organisation),
        "title": _title(call),
        "call": call.reference,
    }


def _issuer(issuer: Issuer) -> dict:
    return {"name": issuer.name, "address": issuer.address, "siren": issuer.siren, "email": issuer.email}


def _member(organisation: Organisation) -> dict:
    return {name: getattr(organisation, name) for name in ("name", "address", "postcode", "city", "siret")}


def _title(call: FeeCall) -> str:
    return f"Cotisation {call.membership.year}, {call.membership.get_kind_display()}"
