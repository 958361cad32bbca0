"""A jury on its day, as tests want it: two members of each side, candidates, filled grids, signed minutes."""

from certification.domain.juries.day import Noted, PlaceNoted, hold, note_day
from certification.domain.juries.deciding import Decided, decide, mark_of
from certification.domain.juries.grids import grids_of, judged, write_grid
from certification.domain.juries.minutes import close_deliberation
from certification.domain.juries.signing import Evidence, sign_minutes
from certification.models import Certification, Enrolment, Jury, Minutes, Place, Seat
from members.models import User
from tests.factories import UserFactory
from tests.factories.certification import (
    CertificationFactory,
    EnrolmentFactory,
    JuryFactory,
    OfficialFactory,
    PlaceFactory,
    ReferentialFactory,
    SeatFactory,
)


def member(jury: Jury, *, college="employer", role="member", name: str = "", user: User | None = None) -> Seat:
    """A member with an account and a mandate."""
    user = user or UserFactory()
    official = OfficialFactory(user=user, **({"full_name": name} if name else {}))
    return SeatFactory(jury=jury, official=official, college=college, role=role, answer="accepted")


def new_jury(*, candidates: int = 1, state="confirmed", **certification) -> Jury:
    """A confirmed jury of today: a president for the employees, a member for the employers, and candidates."""
    made: Certification = CertificationFactory(**certification)
    referential = ReferentialFactory(certification=made)
    jury = JuryFactory(certification=made, state=state)
    member(jury, college="employee", role="president", name="Paule Présidente")
    member(jury, name="Marc Membre")
    for order in range(1, candidates + 1):
        enrolment = EnrolmentFactory(referential=referential, state="summoned")
        PlaceFactory(jury=jury, enrolment=enrolment, order=order)
    return jury


def president(jury: Jury) -> User:
    return jury.seats.get(role="president").official.user


def second(jury: Jury) -> User:
    return jury.seats.get(official__full_name="Marc Membre").official.user


def attend(jury: Jury, by: User | None = None, **attendance) -> Jury:
    """Everybody came; `attendance` says otherwise of candidates, as c2="absent"."""
    places = {one.pk: PlaceNoted(attendance.get(f"c{one.order}", "present")) for one in jury.places.all()}
    seats = {one.pk: True for one in jury.seats.all()}
    return note_day(jury, Noted(seats, places), by=by or president(jury))


def open_jury(**kwargs) -> Jury:
    """A jury that deliberates, everybody present."""
    attendance = {name: kwargs.pop(name) for name in list(kwargs) if name.startswith("c") and name[1:].isdigit()}
    jury = new_jury(**kwargs)
    attend(jury, **attendance)
    return hold(jury, by=president(jury))


def fill(place: Place, level: int = 2, *, by: User | None = None, **levels: int) -> None:
    """The same level everywhere; `levels` by order of the block, as b2=0."""
    for grid in judged(place):
        value = levels.get(f"b{grid.block.order}", level)
        write_grid(
            place, grid.block, levels={one.pk: value for one in grid.competencies}, comment="", revision=grid.revision,
            by=by or president(place.jury),
        )  # fmt: skip


def settle(place: Place, *, by: User | None = None, blocks: dict | None = None, **decided) -> Place:
    """Decide as the grid proposes; `blocks` by order says otherwise."""
    place = Place.objects.get(pk=place.pk)
    grids = grids_of(place)
    said = {
        one.block.pk: (blocks or {}).get(one.block.order, bool(one.proposal.acquired))
        for one in grids
        if not one.carried
    }
    return decide(place, Decided(said, **decided), mark=mark_of(place, grids), by=by or president(place.jury))


def written(level: int = 2, **kwargs) -> Minutes:
    """Minutes that wait for signatures: every candidate present has the same level everywhere."""
    jury = open_jury(**kwargs)
    for place in jury.places.filter(attendance="present"):
        fill(place, level)
        settle(place, grounds="" if level >= 2 else "Trop de compétences manquent.")
    return close_deliberation(jury, by=president(jury))


def sign_all(minutes: Minutes) -> Jury:
    for seat in Seat.objects.filter(pk__in=minutes.signers):
        sign_minutes(minutes, by=seat.official.user, sha256=minutes.sha256, evidence=Evidence("192.0.2.1", "Tablette"))
    return Jury.objects.get(pk=minutes.jury_id)


def signed(level: int = 2, **kwargs) -> Jury:
    return sign_all(written(level, **kwargs))


def state_of(place: Place) -> str:
    return Enrolment.objects.get(places=place).state
