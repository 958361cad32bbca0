"""The president closes the deliberation: minutes are numbered, frozen, and wait for the signature of each member."""

from django.db import transaction

from certification.domain.juries.contents import content_of, hash_of
from certification.domain.juries.quorum import unmet
from certification.domain.juries.sequence import CLOSE, DELIBERATE
from certification.domain.juries.sitting import require_president
from certification.models import Jury, Minutes, Place, Seat
from members.domain.moves import Refused, held, moved
from members.domain.numbers import dated_number
from members.models import User

SERIES = "PVJ"


@transaction.atomic
def close_deliberation(jury: Jury, *, by: User) -> Minutes:
    """Write the minutes, once every candidate who came has a decision; grids and decisions no longer change.

    Raises NotAllowed for anybody but the president, and Refused for what is still missing.
    """
    kept = held(jury, CLOSE)
    require_president(kept, by)
    missing = unmet(kept)
    if missing:
        raise Refused(f"La délibération ne peut pas être close. {' '.join(missing)}")
    places = list(kept.places.select_related("enrolment"))
    correction = kept.minutes.order_by("-order").first()
    _settle_absences(places)
    undecided = [one.code for one in places if not one.result]
    if undecided:
        raise Refused(f"Sans décision : {', '.join(undecided)}. Décidez de chaque candidat d'abord.")
    for place in places:
        if place.attendance != Place.Attendance.EXCUSED and (correction is None or place.reopened):
            moved(held(place.enrolment, DELIBERATE), DELIBERATE)
    number, _ = dated_number(SERIES)
    order = correction.order + 1 if correction else 1
    content = content_of(kept, number=number, order=order, reason=kept.correction_reason)
    minutes = Minutes.objects.create(
        jury=kept,
        order=order,
        number=number,
        content=content,
        sha256=hash_of(content),
        reason=kept.correction_reason,
        signers=list(kept.seats.filter(present=True, role__in=Seat.VOTING).order_by("pk").values_list("pk", flat=True)),
        written_by=by,
    )
    moved(kept, CLOSE, correction_reason="")
    return minutes


def _settle_absences(places: list[Place]) -> None:
    for place in places:
        if place.attendance != Place.Attendance.PRESENT and place.result != Place.Result.ABSENT:
            place.result = Place.Result.ABSENT
            place.save(update_fields=["result"])
