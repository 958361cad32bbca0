"""What a signed decision makes of each path: certified, blocks acquired, or another jury."""

from certification.domain.juries.sequence import OUTCOME, PRESENT_AGAIN
from certification.models import AcquiredBlock, Enrolment, Minutes, Place
from members.domain.moves import held, moved


def apply_outcome(minutes: Minutes) -> None:
    """Take the paths where these minutes lead them; a correction moves those alone that it took up again."""
    jury = minutes.jury
    told = {one["place"]: one for one in minutes.content["candidates"]}
    places = jury.places.select_related("enrolment")
    if _signed_before(minutes):
        places = places.filter(reopened=True)
    for place in places:
        if place.attendance == Place.Attendance.EXCUSED:
            _excuse(place)
            continue
        step = OUTCOME[place.result]
        moved(held(place.enrolment, step), step)
        if place.result == Place.Result.PARTIAL:
            _keep_blocks(place, minutes, told[place.pk]["blocks"])


def _excuse(place: Place) -> None:
    """Who is excused is so since the day; whom a correction excuses comes before another jury."""
    if place.enrolment.state == Enrolment.State.DELIBERATED:
        moved(held(place.enrolment, PRESENT_AGAIN), PRESENT_AGAIN)


def _signed_before(minutes: Minutes) -> bool:
    """Whether earlier minutes of this jury were signed by all, hence done."""
    former = minutes.jury.minutes.filter(order__lt=minutes.order).prefetch_related("signatures")
    return any(set(one.signers) <= {each.seat_id for each in one.signatures.all()} for one in former)


def _keep_blocks(place: Place, minutes: Minutes, blocks: list[dict]) -> None:
    """Blocks acquired today; one whose validity had lapsed is acquired anew."""
    for block in blocks:
        if block["status"] == "acquired":
            AcquiredBlock.objects.update_or_create(
                enrolment=place.enrolment,
                block_id=block["block"],
                defaults={
                    "source": AcquiredBlock.Source.JURY,
                    "acquired_on": minutes.jury.held_on,
                    "proof": f"Procès-verbal {minutes.number}",
                },
            )


def forget_blocks(place: Place) -> None:
    """Blocks that this jury granted are decided anew."""
    place.enrolment.acquired.filter(source=AcquiredBlock.Source.JURY, acquired_on=place.jury.held_on).delete()
