"""Certificates as PDF/UA: the parchment in landscape, the attestation of blocks in portrait, each with its QR code."""

import io
import zipfile
from datetime import date

from django.conf import settings

from certification.models import Certificate, CertificateCopy
from members.domain.signature import signature_picture
from members.models import Issuer
from reporting.documents import render_pdf
from reporting.qr import qr_svg

from .content import printed_kind

# Beyond so many characters a name is set smaller, and smaller again.
LONG, LONGER = 32, 80
# And beyond so many in all that a page has to say, everything is.
TIGHT = 250
DAYS = ("decided_on", "issued_on", "valid_until", "registered_from", "registered_until")


def certificate_pdf(certificate: Certificate, copy: CertificateCopy | None = None) -> bytes:
    """A certificate as it was issued, or as its duplicate."""
    return _printed([(certificate, copy)], f"{printed_kind(certificate)} {certificate.number}")


def certificates_pdf(numbers: list[int]) -> bytes:
    """Several, a page each, in the order given."""
    found = Certificate.objects.in_bulk(numbers)
    return _printed([(found[number], None) for number in numbers if number in found], "Certificats")


def certificates_zip(numbers: list[int]) -> bytes:
    """Several, a file each."""
    out = io.BytesIO()
    found = Certificate.objects.in_bulk(numbers)
    # A PDF does not shrink further.
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for number in numbers:
            if number in found:
                archive.writestr(file_name(found[number]), certificate_pdf(found[number]))
    return out.getvalue()


def file_name(certificate: Certificate) -> str:
    return (
        f"{'parchemin' if certificate.kind == Certificate.Kind.PARCHMENT else 'attestation'}-{certificate.number}.pdf"
    )


def _printed(papers: list[tuple[Certificate, CertificateCopy | None]], title: str) -> bytes:
    issuer = Issuer.current()
    context = {"title": title, "pages": [_page(certificate, copy, issuer) for certificate, copy in papers]}
    return render_pdf("certification/papers/certificate.html", context).content


def _page(certificate: Certificate, copy: CertificateCopy | None, issuer: Issuer) -> dict:
    said = certificate.content
    address = settings.SITE_URL + certificate.check_path()
    holder, title = said["holder"], said["certification"]["title"]
    name = f"{holder['first_names']} {holder['birth_name']}"
    return {
        "certificate": certificate,
        "said": _with_days(said),
        "certification": _with_days(said["certification"]),
        "copy": copy,
        "kind": printed_kind(certificate),
        "name_size": _size(name),
        "title_size": _size(title),
        "tight": len(name + title + holder["used_name"] + holder["birthplace"]) > TIGHT,
        "born": {"M": "né", "F": "née"}.get(holder["sex"], "né(e)"),
        "signature": signature_picture(issuer, said["issuer"]["signatory"]),
        "address": address,
        "qr": qr_svg(address, title="Code qui mène à la page de vérification"),
    }


def _with_days(said: dict) -> dict:
    """What was frozen, with its days read back."""
    return said | {name: date.fromisoformat(said[name]) for name in DAYS if said.get(name)}


def _size(text: str) -> str:
    return "longer" if len(text) > LONGER else "long" if len(text) > LONG else ""
