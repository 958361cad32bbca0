"""A core agreement in force, signed, and the next in draft."""

from django.core.files.base import ContentFile

from tests.factories import AgreementSignatureFactory, CoreAgreementFactory, CoreMissionFactory

PATHS = {"AgreementSignature": "association__regions__departments__organisations"}


def sample() -> dict:
    mission = CoreMissionFactory()
    signature = AgreementSignatureFactory(agreement=mission.agreement, sha256="0" * 64)
    signature.file.save("x.pdf", ContentFile(b"%PDF-"))
    return {
        "agreement": mission.agreement_id,
        "agreement_draft": CoreAgreementFactory(version=2, state="draft").pk,
        "signature": signature.pk,
    }


def records_of(organisation):
    AgreementSignatureFactory(association__regions=[organisation.department.region_id])
