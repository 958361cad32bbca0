"""SEPA mandates given on line: the account is checked, the signature is who, when and from where."""

from django.db import transaction
from django.utils import timezone
from stdnum import bic as bic_number
from stdnum import iban as iban_number

from members.models import Mandate, Organisation

from .numbers import next_number
from .sepa import is_in_sepa


class MandateRefused(Exception):
    """An account that cannot be debited; its message is a French sentence."""


@transaction.atomic
def sign_mandate(
    organisation: Organisation, *, holder: str, iban: str, bic: str = "", by, address: str | None = None
) -> Mandate:
    """Record a mandate, which takes the place of the one in force; the same account twice is one mandate."""
    iban, bic = iban_number.compact(iban), bic_number.compact(bic) if bic else ""
    if not iban_number.is_valid(iban):
        raise MandateRefused("Cet IBAN n'est pas valable : vérifiez-le, un chiffre est peut-être faux ou manque.")
    if not is_in_sepa(iban):
        raise MandateRefused("Ce compte n'est pas dans l'espace SEPA : il ne peut pas être prélevé.")
    # Held, so that two people who sign at once make one mandate in force.
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    standing = Mandate.objects.active().filter(organisation=organisation).first()
    if standing and standing.iban == iban and standing.holder == holder:
        return standing
    today = timezone.localdate()
    if standing:
        standing.revoked_on = today
        standing.save(update_fields=["revoked_on"])
    return Mandate.objects.create(
        organisation=organisation,
        reference=next_number("RUM", today.year),
        holder=holder,
        iban=iban,
        bic=bic,
        signed_on=today,
        signed_by=by,
        signed_from=address,
    )
