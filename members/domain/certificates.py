"""Membership certificates: one a membership that is valid, the same every time, and checked by anybody."""

from base64 import b64encode
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from members.domain.outbox import NothingToSend, attachment_maker
from members.models import Certificate, FeeCall, Issuer, Membership, RegionalAssociation
from reporting.documents import render_pdf
from reporting.qr import qr_svg

from .numbers import next_number

SERIES = "ATT"


class CertificateRefused(Exception):
    """No certificate; the message is a French sentence."""


@dataclass(frozen=True)
class Checked:
    """What a check page tells: whether the certificate stands today, and what it says."""

    certificate: Certificate
    stands: bool
    word: str


@transaction.atomic
def certificate_of(membership: Membership) -> Certificate:
    """The certificate of a valid membership, made at the first asking. Raises CertificateRefused for any other."""
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.state != Membership.State.VALID:
        raise CertificateRefused(
            "L'attestation est délivrée quand l'adhésion est valide : déclarée, et sa cotisation reçue."
        )
    found = Certificate.objects.filter(membership=membership).first()
    return found or Certificate.objects.create(membership=membership, number=next_number(SERIES, membership.year))


def certificate_pdf(certificate: Certificate) -> bytes:
    """The certificate as PDF/UA, with a QR code that leads to its check page."""
    title = f"Attestation d'adhésion {certificate.membership.year} – {certificate.membership.organisation}"
    return _printed([certificate], title)


def certificates_pdf(memberships: list[int]) -> bytes:
    """Those of several valid memberships, a page each, in the order given; made if they were never asked for."""
    found = {row.pk: certificate_of(row) for row in Membership.objects.filter(pk__in=memberships)}
    return _printed([found[number] for number in memberships if number in found], "Attestations d'adhésion")


def _printed(certificates: list[Certificate], title: str) -> bytes:
    issuer = Issuer.current()
    context = {
        "title": title,
        "issuer": issuer,
        "signature": _picture(issuer),
        "pages": [_page(certificate) for certificate in certificates],
    }
    return render_pdf("members/papers/certificate.html", context).content


def _page(certificate: Certificate) -> dict:
    membership = certificate.membership
    address = settings.SITE_URL + certificate.check_path()
    return {
        "certificate": certificate,
        "membership": membership,
        "organisation": membership.organisation,
        "association": RegionalAssociation.objects.filter(regions=membership.region_id).first(),
        "address": address,
        "qr": qr_svg(address, title="Code qui mène à la page de vérification"),
    }


def _picture(issuer: Issuer) -> str:
    """The signature as a data address, since documents read no file but static ones."""
    if not issuer.signature:
        return ""
    kind = "png" if issuer.signature.name.lower().endswith("png") else "jpeg"
    with issuer.signature.open() as file:
        return f"data:image/{kind};base64,{b64encode(file.read()).decode()}"


def file_name(certificate: Certificate) -> str:
    return f"attestation-adhesion-{certificate.membership.year}-{certificate.membership.organisation.siren}.pdf"


def check(token: str) -> Checked | None:
    """What stands behind the code of a certificate, or None for a code that was never given."""
    certificate = (
        Certificate.objects.select_related("membership__organisation", "membership__region").filter(token=token).first()
    )
    if not certificate:
        return None
    membership, today = certificate.membership, timezone.localdate()
    if membership.state != Membership.State.VALID:
        return Checked(certificate, False, "Cette adhésion n'est plus valide.")
    if not membership.validity.lower <= today < membership.validity.upper:
        return Checked(certificate, False, f"Cette adhésion valait pour {membership.year} ; elle n'est plus en cours.")
    return Checked(certificate, True, "Cette adhésion est valide aujourd'hui.")


@attachment_maker("certificate")
def attached(call_id: int) -> tuple[str, bytes]:
    """The certificate of a call's membership, for a mail."""
    call = FeeCall.objects.select_related("membership__organisation").get(pk=call_id)
    try:
        certificate = certificate_of(call.membership)
    except CertificateRefused as refusal:
        raise NothingToSend(str(refusal)) from refusal
    return file_name(certificate), certificate_pdf(certificate)
