"""The register: duplicates, revocations, and the check that no number is missing."""

from django.db import connection, transaction
from django.utils import timezone

from certification.domain.team import require_team
from certification.models import Certificate, CertificateCopy, Place
from members.domain.moves import Step, held, moved, reasoned
from members.models import User

from .issuing import SERIES

State = Certificate.State
COPY = Step((State.ISSUED,), State.ISSUED, "on n'en délivre pas de duplicata")
REVOKE = Step((State.ISSUED,), State.REVOKED, "il ne se révoque pas deux fois")

MISSING = """
    SELECT series.name || series.year || '-' || lpad(rank::text, 5, '0')
    FROM members_numberseries AS series, generate_series(1, series.last) AS rank
    WHERE series.name = %s AND NOT EXISTS (
        SELECT FROM certification_certificate AS kept
        WHERE kept.number = series.name || series.year || '-' || lpad(rank::text, 5, '0'))
    ORDER BY series.year, rank
"""


@transaction.atomic
def issue_copy(certificate: Certificate, *, reason: str, by: User | None) -> CertificateCopy:
    """A duplicate: the same number and content, dated. Raises Refused."""
    require_team(by)
    reason = reasoned(reason, "Un duplicata")
    found = held(certificate, COPY)
    return CertificateCopy.objects.create(
        certificate=found, issued_on=timezone.localdate(), reason=reason, issued_by=by
    )


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, reason: str, by: User | None) -> Certificate:
    """Revoke it for good: its line and its number stay in the register. Raises Refused.

    If the Caisse des Dépôts knows of it, a deletion becomes due there.
    """
    require_team(by)
    reason = reasoned(reason, "Une révocation")
    found = held(certificate, REVOKE)
    # Another certificate is issued only if the jury takes the decision up again after today.
    Place.objects.filter(pk=found.place_id).update(reopened=False)
    return moved(found, REVOKE, revocation_reason=reason, revoked_on=timezone.localdate(), revoked_by=by)


def missing_numbers() -> list[str]:
    """Numbers that were given and that no certificate of the register bears: there should be none."""
    with connection.cursor() as cursor:
        cursor.execute(MISSING, [SERIES])
        return [number for (number,) in cursor.fetchall()]
