"""A certification, an accreditation granted with its papers, and one that is asked for."""

from django.core.files.base import ContentFile
from django.utils import timezone

from certification.models import FollowedRecord
from tests.factories.certification import (
    AccreditationFactory,
    AccreditationPieceFactory,
    CertificationFactory,
    PieceKindFactory,
    ReferentialFactory,
    RegisterChangeFactory,
)

PATHS = {
    "AccreditationPiece": "accreditation__organisation",
    "RegisterChange": "accreditation__organisation",
}


def sample() -> dict:
    certification = CertificationFactory()
    ReferentialFactory(certification=certification)
    kind = PieceKindFactory(certification=certification)
    granted = AccreditationFactory(
        certification=certification, legal_form="convention", committee_on=timezone.localdate()
    )
    piece = AccreditationPieceFactory(accreditation=granted, kind=kind, file=ContentFile(b"%PDF-", name="x.pdf"))
    return {
        "certification_code": certification.code,
        "accreditation": granted.pk,
        "accreditation_asked": AccreditationFactory(certification=certification, state="incomplete").pk,
        "piece_kind": kind.pk,
        "piece": piece.pk,
    }


def records_of(organisation):
    granted = AccreditationFactory(organisation=organisation)
    AccreditationPieceFactory(accreditation=granted)
    RegisterChangeFactory(accreditation=granted)


def records():
    ReferentialFactory()
    FollowedRecord.objects.create(kind="juries", since=2020)
