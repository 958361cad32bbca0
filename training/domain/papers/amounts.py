"""VAT: exempted by article 261-4-4° a of the tax code from the day of the attestation 3511-SD, not before."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from training.models import TrainingBody

CENT = Decimal("0.01")
EXEMPT = "Exonération de TVA – art. 261-4-4° a du CGI"


def with_vat(net: Decimal, day: date) -> tuple[Decimal, Decimal, str]:
    """The VAT of an amount on that day, the amount with it, and what the paper says of it (€)."""
    body = TrainingBody.current()
    if body.vat_exempt_since and body.vat_exempt_since <= day:
        return Decimal("0.00"), net.quantize(CENT), EXEMPT
    vat = (net * body.vat_rate / 100).quantize(CENT, ROUND_HALF_UP)
    return vat, (net + vat).quantize(CENT), f"TVA au taux de {body.vat_rate.normalize():f} %".replace(".", ",")
