"""Membership certificates: one a membership that is valid, the same every time, and checked by anybody."""

from base64 import b64encode
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from members.domain.outbox import NothingToSend, attachment_maker
from members.models import Certificate, FeeCall, Issuer, Membership
from reporting.documents import render_pdf
from reporting.qr import qr_svg

from .numbers import numbers

SERIES = "ATT"


class CertificateRefused(Exception):
    """No certificate; the message is a French sentence."""


@dataclass(frozen=True)
class Checked:
    """What a check page tells: whether the certificate stands today, and what it says."""

    certificate: Certificate
    stands: bool
    word: str


def certificate_of(membership: Membership) -> Certificate:
    """The certificate of a valid membership, made at the first asking. Raises CertificateRefused for any other."""
    certificates = certificates_of([membership.pk])
    if not certificates:
        raise CertificateRefused(
            "L'attestation est délivrée quand l'adhésion est valide : déclarée, et sa cotisation reçue."
        )
    return certificates[0]


@transaction.atomic
def certificates_of(memberships: list[int]) -> list[Certificate]:
    """The certificates of those of these memberships that are valid, in their order; made if they were never asked for.

    As many queries for any number of them, and one more a year of new ones.
    """
    valid = (
        Membership.objects.select_for_update(of=("self",))
        .filter(pk__in=memberships, state=Membership.State.VALID)
        .select_related("organisation", "region", "call")
        .prefetch_related("region__associations")
        # One order, so that two people who ask at once do not wait for each other.
        .order_by("pk")
        .in_bulk()
    )
    found = {one.membership_id: one for one in Certificate.objects.filter(membership__in=valid)}
    asked = [number for number in memberships if number in valid]
    missing = [number for number in asked if number not in found]
    for year in sorted({valid[number].year for number in missing}):
        of_year = [number for number in missing if valid[number].year == year]
        taken = zip(of_year, numbers(SERIES, year, len(of_year)), strict=True)
        made = Certificate.objects.bulk_create(Certificate(membership_id=one, number=word) for one, word in taken)
        found |= {one.membership_id: one for one in made}
    for number in asked:
        found[number].membership = valid[number]
    return [found[number] for number in asked]


def certificate_pdf(certificate: Certificate) -> bytes:
    """The certificate as PDF/UA, with a QR code that leads to its check page."""
    title = f"Attestation d'adhésion {certificate.membership.year} – {certificate.membership.organisation}"
    return _printed([certificate], title)


def certificates_pdf(memberships: list[int]) -> bytes:
    """Those of several memberships, a page each, in the order given; who is no longer valid has none."""
    return _printed(certificates_of(memberships), "Attestations d'adhésion")


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
        "association": next(iter(membership.region.associations.all()), None),
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
