"""A jury whose minutes wait for a signature, with one given on paper and an appeal; those of an organisation."""

from django.core.files.base import ContentFile

from certification.models import Appeal, Minutes, MinutesSignature
from tests.factories.certification import (
    BlockEvaluationFactory,
    EnrolmentFactory,
    JuryFactory,
    PlaceFactory,
    SeatFactory,
)

PATHS = {
    "Place": "enrolment__organisation",
    "BlockEvaluation": "enrolment__organisation",
    "Appeal": "place__enrolment__organisation",
}


def _minutes(jury) -> Minutes:
    content = {
        "held_on": "2023-06-22", "certifier": {"name": "Réseau"}, "certification": {"title": "CQP"}, "members": [],
        "conditions": [], "candidates": [], "incidents": "",
    }  # fmt: skip
    return Minutes.objects.create(jury=jury, number=f"PVJ{jury.pk}", content=content, sha256="0" * 64, signers=[])


def sample() -> dict:
    place = PlaceFactory(attendance="present", enrolment__state="present", jury=JuryFactory(state="held"))
    place.jury.certification = place.enrolment.certification
    place.jury.save()
    minutes = _minutes(place.jury)
    signature = MinutesSignature.objects.create(
        minutes=minutes, seat=SeatFactory(jury=place.jury), sha256="0" * 64, scan=ContentFile(b"%PDF-", name="x.pdf")
    )
    ruled = Appeal.objects.create(
        place=place, received_on="2023-06-22", grounds="Des motifs", ruling="rejected", ruling_text="Une réponse",
        ruled_on="2023-07-01",
    )  # fmt: skip
    return {
        "ruled_appeal": ruled.pk,
        "judged_jury": place.jury_id,
        "judged_place": place.pk,
        "judged_block": place.enrolment.referential.blocks.first().pk,
        "minutes": minutes.pk,
        "signed_copy": signature.pk,
        "appeal": Appeal.objects.create(place=place, received_on="2023-06-22", grounds="Des motifs").pk,
    }


def records_of(organisation):
    enrolment = EnrolmentFactory(organisation=organisation, state="summoned")
    jury = JuryFactory(certification=enrolment.certification, region=organisation.department.region, host=organisation)
    place = PlaceFactory(enrolment=enrolment, jury=jury)
    BlockEvaluationFactory(enrolment=place.enrolment)
    Appeal.objects.create(place=place, received_on="2023-06-22", grounds="Des motifs")
    minutes = _minutes(place.jury)
    MinutesSignature.objects.create(minutes=minutes, seat=SeatFactory(jury=place.jury), sha256="0" * 64)
