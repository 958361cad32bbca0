"""Candidates, juries of the past with their grids and decisions, and juries to come."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from certification.demo.officials import Officials
from certification.demo.people import person
from certification.models import (
    Accreditation,
    AcquiredBlock,
    BlockEvaluation,
    Candidate,
    Certification,
    College,
    CompetencyMark,
    Enrolment,
    Jury,
    Mandate,
    Official,
    Place,
    Referential,
    Seat,
)
from members.models import Commune

SEED = 4303
PARIS = ZoneInfo("Europe/Paris")
BATCH = 2000
# Juries of each year: those of 2020 to 2023 are the report's, each for two candidates.
HELD = {2020: 71, 2021: 144, 2022: 113, 2023: 130, 2024: 15, 2025: 14}
THIS_YEAR = 10
# Where a jury of this year stands, by the days since it was held; those to come by the days until then.
STANDS = [(95, Jury.State.CLOSED), (45, Jury.State.NOTIFIED), (20, Jury.State.SIGNED), (0, Jury.State.MINUTES)]
TO_COME = [(6, Jury.State.CONFIRMED), (17, Jury.State.CONVENED), (24, Jury.State.CONVENED), (45, Jury.State.DRAFT)]
Result, State, Level = Place.Result, Enrolment.State, CompetencyMark.Level
RESULTS = ([Result.FULL, Result.PARTIAL, Result.NONE, Result.ABSENT], [78, 13, 5, 4])
BECOMES = {
    Result.FULL: State.CERTIFIED,
    Result.PARTIAL: State.IN_PATH,
    Result.NONE: State.IN_PATH,
    Result.ABSENT: State.ABSENT,
}


@dataclass
class Frame:
    """A certification with its referential, its blocks and their competencies."""

    certification: Certification
    referential: Referential
    blocks: list
    competencies: dict[int, list]


def load_juries(accreditations: list[Accreditation], officials: Officials, today: date) -> None:
    """Every jury since 2020."""
    _Juries(accreditations, officials, today).load()


def frames() -> dict[int, Frame]:
    """By certification."""
    made = {}
    for referential in Referential.objects.select_related("certification").prefetch_related("blocks__competencies"):
        blocks = list(referential.blocks.all())
        made[referential.certification_id] = Frame(
            referential.certification,
            referential,
            blocks,
            {block.pk: list(block.competencies.all()) for block in blocks},
        )
    return made


def enrolled(accreditation: Accreditation, candidate: Candidate, frame: Frame, entered: date, state: str) -> Enrolment:
    """A path that began on a day, with that accreditation."""
    return Enrolment(
        candidate=candidate,
        certification=frame.certification,
        referential=frame.referential,
        organisation=accreditation.organisation,
        accreditation=accreditation,
        registered_on=entered,
        trainer_name="Une formatrice de la structure",
        tutor_name="Un encadrant de la structure",
        state=state,
        entered_at=datetime.combine(entered, time(9), PARIS),
    )


class _Juries:
    """Rows are gathered, then written in as many statements as there are tables."""

    def __init__(self, accreditations: list[Accreditation], officials: Officials, today: date):
        self.accreditations, self.officials, self.today = accreditations, officials, today
        self.rng = random.Random(SEED)  # noqa: S311 (the same juries every time)
        self.frames = frames()
        # The structure of the member's account presents a candidate to each jury of this year.
        self.own = next(
            one
            for one in reversed(accreditations)
            if one.organisation_id == accreditations[0].organisation_id and one.state == Accreditation.State.GRANTED
        )
        self.communes = list(Commune.objects.filter(population__gte=20000).order_by("code"))
        self.juries, self.seats, self.places, self.enrolments, self.candidates = [], [], [], [], []
        self.evaluations, self.marks, self.acquired = [], [], []
        # Those who were granted a part, and come again the year after.
        self.again: list[Enrolment] = []

    def load(self) -> None:
        for year, count in HELD.items():
            for day in sorted(self._working_day(date(year, 1, 10), 345) for _ in range(count)):
                self._jury(day, Jury.State.CLOSED, 2 if year <= 2023 else 3)
        for rank in range(THIS_YEAR):
            day = _weekday(self.today - timedelta(days=5 + 25 * rank))
            self._jury(day, next(state for since, state in STANDS if (self.today - day).days >= since), 4)
        for days, state in TO_COME:
            self._jury(_weekday(self.today + timedelta(days=days)), state, 4)
        self._write()

    def _working_day(self, start: date, days: int) -> date:
        return _weekday(start + timedelta(days=self.rng.randrange(days)))

    def _jury(self, day: date, state: str, seats: int) -> None:
        own = self.own if day.year == self.today.year else None
        host = self.rng.choice([one for one in self.accreditations if self._stands(one, day)])
        frame = self.frames[host.certification_id]
        organisation = host.organisation
        jury = Jury(
            certification=frame.certification, held_on=day, starts_at=time(9), ends_at=time(12 + seats // 2),
            place=f"{organisation.address}, {organisation.postcode} {organisation.city}", postcode=organisation.postcode,
            host=organisation, region_id=organisation.department.region_id, state=state,
            convened_at=None if state == Jury.State.DRAFT else self._at(day - timedelta(days=25)),
            notified_at=self._at(day + timedelta(days=18)) if state in (Jury.State.NOTIFIED, Jury.State.CLOSED) else None,
        )  # fmt: skip
        self.juries.append(jury)
        self._members(jury)
        presented = [host] * (seats - 1) + [own if own and own.certification_id == host.certification_id else host]
        for order, accreditation in enumerate(presented, 1):
            self._place(jury, order, accreditation, frame)

    def _stands(self, accreditation: Accreditation, day: date) -> bool:
        ended = accreditation.ended_on or accreditation.validity.upper
        return (
            accreditation.validity.lower + timedelta(days=60) <= day < ended
            and accreditation.state != Accreditation.State.SUSPENDED
        )

    def _members(self, jury: Jury) -> None:
        held = jury.state in Jury.HELD
        chosen: list[Official] = []
        for role, college in [
            (Seat.Role.PRESIDENT, College.EMPLOYER if jury.held_on.year % 2 else College.EMPLOYEE),
            (Seat.Role.MEMBER, College.EMPLOYEE if jury.held_on.year % 2 else College.EMPLOYER),
        ]:
            free = self.officials.on(jury.held_on, Mandate.Role.MANDATAIRE, college)
            # The account of the demonstration sits on what is to be signed and on what comes.
            official = free[0] if college == College.EMPLOYEE and jury.held_on.year == self.today.year else None
            official = official or self.rng.choice([one for one in free if one not in chosen])
            chosen.append(official)
            answered = jury.state in (Jury.State.CONFIRMED, *Jury.HELD)
            self.seats.append(
                Seat(
                    jury=jury, official=official, college=college, role=role,
                    answer=Seat.Answer.ACCEPTED if answered else Seat.Answer.WAITING,
                    answered_at=self._at(jury.held_on - timedelta(days=20)) if answered else None,
                    present=True if held else None,
                    travel_cost=self.rng.choice([0, 24, 38]) if held else 0,
                )
            )  # fmt: skip

    def _place(self, jury: Jury, order: int, accreditation: Accreditation, frame: Frame) -> None:
        decided = jury.state in Jury.HELD
        result = self.rng.choices(*RESULTS)[0] if decided else ""
        enrolment = self._comes_again(jury, frame) if decided else None
        if enrolment is None:
            candidate = person(self.rng, self.communes, jury.held_on)
            entered = max(accreditation.validity.lower, jury.held_on - timedelta(days=self.rng.randrange(150, 320)))
            state = State.READY if jury.state == Jury.State.DRAFT else State.SUMMONED
            enrolment = enrolled(accreditation, candidate, frame, entered, state)
            self.candidates.append(candidate)
            self.enrolments.append(enrolment)
        if not decided:
            self.places.append(Place(jury=jury, enrolment=enrolment, order=order))
            return
        signed = jury.state in Jury.AFTER_MINUTES
        enrolment.state = BECOMES[result] if signed else State.DELIBERATED
        absent = result == Result.ABSENT
        place = Place(
            jury=jury, enrolment=enrolment, order=order,
            attendance=Place.Attendance.ABSENT if absent else Place.Attendance.PRESENT,
            result=result,
            recommendations="Reprendre les blocs qui manquent avec l'encadrant." if result == Result.PARTIAL else "",
            grounds="Les compétences attendues n'ont pas pu être observées." if result == Result.NONE else "",
        )  # fmt: skip
        self.places.append(place)
        if not absent:
            self._grids(place, frame, result)
        if signed and result == Result.PARTIAL and jury.held_on.year < self.today.year:
            self.again.append(enrolment)

    def _comes_again(self, jury: Jury, frame: Frame) -> Enrolment | None:
        """Somebody of the same certification who was granted a part at least four months before."""
        for one in self.again:
            last = next(place for place in reversed(self.places) if place.enrolment is one)
            if one.certification == frame.certification and (jury.held_on - last.jury.held_on).days > 120:
                self.again.remove(one)
                return one
        return None

    def _grids(self, place: Place, frame: Frame, result: str) -> None:
        held = {row.block for row in self.acquired if row.enrolment is place.enrolment}
        asked = [block for block in frame.blocks if block not in held]
        granted = len(asked) if result == Result.FULL else 0
        if result == Result.PARTIAL:
            granted = self.rng.randrange(1, len(asked)) if len(asked) > 1 else 0
        if result == Result.PARTIAL and not granted:
            place.result, granted = Result.FULL, len(asked)
            if place.jury.state in Jury.AFTER_MINUTES:
                place.enrolment.state = State.CERTIFIED
        for rank, block in enumerate(asked):
            acquired = rank < granted
            evaluation = BlockEvaluation(
                enrolment=place.enrolment, block=block, kind=BlockEvaluation.Kind.JURY, place=place, evaluator="Le jury",
                evaluated_on=place.jury.held_on, acquired=acquired, revision=1,
            )  # fmt: skip
            self.evaluations.append(evaluation)
            levels = [Level.ACQUIRED, Level.MASTERED] if acquired else [Level.NOT_ACQUIRED, Level.IN_PROGRESS]
            self.marks += [
                CompetencyMark(evaluation=evaluation, competency=competency, level=self.rng.choice(levels))
                for competency in frame.competencies[block.pk]
            ]
            if acquired and place.result == Result.PARTIAL and place.jury.state in Jury.AFTER_MINUTES:
                self.acquired.append(
                    AcquiredBlock(
                        enrolment=place.enrolment, block=block, source=AcquiredBlock.Source.JURY,
                        acquired_on=place.jury.held_on, proof=str(place.jury),
                    )
                )  # fmt: skip

    def _write(self) -> None:
        for model, rows in [
            (Jury, self.juries),
            (Seat, self.seats),
            (Candidate, self.candidates),
            (Enrolment, self.enrolments),
            (Place, self.places),
            (BlockEvaluation, self.evaluations),
            (CompetencyMark, self.marks),
            (AcquiredBlock, self.acquired),
        ]:
            # What they point to was written by now, with its number.
            for row in rows:
                row._prepare_related_fields_for_save("bulk_create")
            model.objects.bulk_create(rows, batch_size=BATCH)
        aimed = Enrolment.blocks.through
        aimed.objects.bulk_create(
            (
                aimed(enrolment_id=one.pk, skillblock_id=block.pk)
                for one in self.enrolments
                for block in self.frames[one.certification_id].blocks
            ),
            batch_size=BATCH,
        )

    def _at(self, day: date) -> datetime:
        return datetime.combine(day, time(10), PARIS)


def _weekday(day: date) -> date:
    """The day, or the Friday before."""
    return day - timedelta(days=max(0, day.weekday() - 4))
