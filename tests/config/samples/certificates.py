"""A certificate and a duplicate, of a candidate of nobody who asks."""

from tests.factories.certification import CertificateCopyFactory, CertificateFactory

PATHS = {
    "certification.Certificate": "place__enrolment__organisation",
    "CertificateCopy": "certificate__place__enrolment__organisation",
}


def sample() -> dict:
    copy = CertificateCopyFactory()
    return {
        "parchment": copy.certificate_id,
        "parchment_token": copy.certificate.token,
        "parchment_copy": copy.pk,
    }


def records_of(organisation):
    CertificateCopyFactory(certificate=CertificateFactory(place__enrolment__organisation=organisation))
