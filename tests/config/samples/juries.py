"""Samples for the rights on juries: one that is convened, with a candidate and a member."""

from django.utils import timezone

from tests.factories.certification import EnrolmentFactory, JuryFactory, PlaceFactory, SeatFactory

PATHS = {
    "Jury": "places__enrolment__organisation",
    "Seat": "jury__places__enrolment__organisation",
    "Place": "enrolment__organisation",
}


def sample() -> dict:
    place = PlaceFactory()
    place.jury.state, place.jury.convened_at = "convened", timezone.now()
    place.jury.save()
    seat = SeatFactory(jury=place.jury)
    return {"jury": place.jury_id, "place": place.pk, "seat": seat.pk, "seat_token": seat.token}


def records_of(organisation):
    enrolment = EnrolmentFactory(organisation=organisation, state="summoned")
    jury = JuryFactory(certification=enrolment.certification, region=organisation.department.region)
    SeatFactory(jury=jury)
    PlaceFactory(jury=jury, enrolment=enrolment)
