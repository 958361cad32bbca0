"""What anybody who holds a certificate's address is told: nothing about its holder that they did not type."""

import re
import unicodedata
from secrets import compare_digest

from certification.models import Certificate


def certificate_behind(token: str) -> Certificate | None:
    """The certificate of a QR code, or None for a code that was never given."""
    return Certificate.objects.filter(token=token).first()


def is_of(certificate: Certificate, birth_name: str) -> bool:
    """Whether the holder's name of birth is the one typed, whatever its accents, capitals, hyphens and apostrophes."""
    typed, kept = _bare(birth_name), _bare(certificate.content["holder"]["birth_name"])
    return bool(typed) and compare_digest(typed.encode(), kept.encode())


def _bare(name: str) -> str:
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\W_]+", " ", plain.casefold()).split())
