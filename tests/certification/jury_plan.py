"""A jury that keeps every rule, for the tests of planning."""

from datetime import time, timedelta

from django.utils import timezone

from certification.models import Enrolment, Jury, Seat
from tests.certification.people import trained_member
from tests.factories.certification import (
    EnrolmentFactory,
    JuryFactory,
    PlaceFactory,
    ReferentialFactory,
)


def ready_candidate(certification=None, **fields) -> Enrolment:
    """A candidate who is ready for a jury of this certification."""
    if certification is not None:
        fields["referential"] = certification.referentials.first() or ReferentialFactory(certification=certification)
    return EnrolmentFactory(state="ready", **fields)


def planned_jury(*, candidates=1, state="draft", answer="waiting", **fields) -> Jury:
    """A jury in a month, with a member of each college, both external, and `candidates` of as many structures."""
    certification = fields.pop("certification", None) or ReferentialFactory().certification
    jury = JuryFactory(
        certification=certification, held_on=timezone.localdate() + timedelta(days=30), starts_at=time(9), state=state,
        convened_at=None if state == "draft" else timezone.now(), **fields,
    )  # fmt: skip
    for order in range(1, candidates + 1):
        enrolment = ready_candidate(certification)
        if state != "draft":
            Enrolment.objects.filter(pk=enrolment.pk).update(state="summoned")
        PlaceFactory(jury=jury, enrolment=enrolment, order=order)
    for college, role in (("employer", "president"), ("employee", "member")):
        Seat.objects.create(jury=jury, official=trained_member(college), college=college, role=role, answer=answer)
    return jury
