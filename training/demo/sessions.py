"""Sessions of the demonstration, from 2022 to those to come: the mobility programme of 2023 is the report's."""

import random
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal

from members.domain.numbers import numbers
from members.models import Region
from training.demo.reference import Frame, at
from training.domain.series import SESSIONS
from training.models import CourseVersion, Session, Slot, Subcontract, Trainer

SEED = 6203
# The thirteen regions of the mobility programme, and the days of its sessions in 2023: 12 of three days of seven hours
# and one of two make 266 hours.
MOBILITY = ["11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93", "94"]
MOBILITY_TRAINEES = 9
MARKETING_ORGANISATIONS = 22
# Sessions of each year besides these.
OTHERS = {2022: 24, 2023: 22, 2024: 28, 2025: 26}
THIS_YEAR = 20
HALF_DAYS = {"am": (time(9), time(12, 30)), "pm": (time(13, 30), time(17))}
REMOTE = (time(9, 30), time(12))
TOWNS = {"11": ("Paris", "75011"), "24": ("Orléans", "45000"), "27": ("Dijon", "21000"), "28": ("Rouen", "76000"),
         "32": ("Lille", "59000"), "44": ("Nancy", "54000"), "52": ("Nantes", "44000"), "53": ("Rennes", "35000"),
         "75": ("Limoges", "87000"), "76": ("Toulouse", "31000"), "84": ("Lyon", "69003"), "93": ("Marseille", "13001"),
         "94": ("Bastia", "20200")}  # fmt: skip


@dataclass(frozen=True)
class Planned:
    """A session with how many come, and how many wait."""

    session: Session
    days: list[date]
    people: int
    waiting: int = 0
    # One trainee a structure, as those who came to the marketing course.
    apart: bool = False


class Sessions:
    """Rows are gathered in the order of their dates, so that numbers go up, then written at once."""

    def __init__(self, frame: Frame, today: date):
        self.frame, self.today = frame, today
        self.rng = random.Random(SEED)  # noqa: S311 (the same sessions every time)
        self.regions = {region.code: region for region in Region.objects.all()}
        self.others = [code for code in frame.versions if code not in ("MOB", "MKT")]
        self.planned: list[Planned] = []
        self.near = {trainer.pk: set(trainer.regions.values_list("pk", flat=True)) for trainer in frame.external}

    def load(self) -> list[Planned]:
        self._report()
        for year, count in OTHERS.items():
            for rank in range(count):
                day = weekday(date(year, 1, 15) + timedelta(days=rank * 340 // count))
                self._other(day, Session.State.CLOSED, self.rng.randint(6, 11))
        for rank in range(THIS_YEAR):
            day = weekday(self.today - timedelta(days=16 + rank * 15))
            state = Session.State.CLOSED if rank > 3 else Session.State.COMPLETED
            self._other(day, state, self.rng.randint(6, 11))
        self._now()
        return self._write()

    def _report(self) -> None:
        """The figures of the 2023 report: 13 sessions of mobility in 13 regions, 266 hours, 117 people; marketing."""
        for rank, code in enumerate(MOBILITY):
            day = weekday(date(2023, 1, 24) + timedelta(days=rank * 24))
            length = 2 if rank == len(MOBILITY) - 1 else 3
            self._session("MOB", code, day, Session.State.CLOSED, MOBILITY_TRAINEES, length=length)
        self._session("MKT", "11", date(2023, 9, 12), Session.State.CLOSED, MARKETING_ORGANISATIONS, length=5)
        self.planned[-1] = replace(self.planned[-1], apart=True)

    def _other(self, day: date, state: str, people: int) -> Session:
        return self._session(self.rng.choice(self.others), self.rng.choice(MOBILITY[:-1]), day, state, people)

    def _now(self) -> None:
        """One that is held today, those to come in each state, one called off and the one proposed in its place."""
        states, today = Session.State, self.today
        self._session("MGT", "53", weekday_before(today), states.RUNNING, 9)
        coming = [
            ("PSSM", "84", 9, states.CONFIRMED, 12, 3), ("RPS", "32", 16, states.CONFIRMED, 8, 0),
            ("EPSP", "75", 24, states.CONFIRMED, 10, 0), ("FSST", "11", 31, states.OPEN, 3, 0),
            ("CSE1", "76", 45, states.OPEN, 6, 0), ("AFEST", "44", 52, states.OPEN, 4, 0),
            ("VSS", "28", 60, states.OPEN, 0, 0), ("ADD", "93", 66, states.OPEN, 2, 0),
            ("ASP", "52", 80, states.OPEN, 5, 0), ("MSST", "27", 95, states.OPEN, 1, 0),
            ("CSE2", "84", 110, states.DRAFT, 0, 0), ("MPRAP", "24", 120, states.DRAFT, 0, 0),
        ]  # fmt: skip
        for code, region, days, state, people, waiting in coming:
            self._session(code, region, weekday(today + timedelta(days=days)), state, people, waiting=waiting)
        later = self._session("MGT", "76", weekday(today + timedelta(days=70)), states.OPEN, 0)
        off = self._session("MGT", "76", weekday(today + timedelta(days=12)), states.POSTPONED, 4)
        off.call_off_reason = "Le formateur est souffrant."
        off.called_off_at = at(today - timedelta(days=2))
        off.replaced_by = later

    def _session(self, code, region, day, state, people, *, length=None, waiting=0) -> Session:
        version = self.frame.versions[code]
        length = length or max(1, round(version.days))
        days = following(day, length, 7 if code == "MKT" else 1)
        town, postcode = TOWNS[region]
        remote = version.modality == CourseVersion.Modality.REMOTE
        session = Session(
            version=version, region=self.regions[region], starts_on=days[0], ends_on=days[-1], modality=version.modality,
            place_name="" if remote else "Maison des associations", address="" if remote else "1 place de la Démonstration",
            postcode="" if remote else postcode, city="" if remote else town,
            link="https://visio.example.org/salle" if remote else "",
            practical="Café d'accueil à 8 h 45. Déjeuner libre sur place.", accessible=True,
            minimum=version.minimum, maximum=version.maximum, price_member=version.price_member,
            price_public=version.price_public, registration_until=days[0] - timedelta(days=7), state=state,
            summoned_at=at(days[0] - timedelta(days=15)) if days[0] - timedelta(days=15) < self.today and people else None,
        )  # fmt: skip
        self.planned.append(Planned(session, days, people, waiting))
        return session

    def _write(self) -> list[Planned]:
        ordered = sorted(self.planned, key=lambda one: (one.session.starts_on, one.session.version.course.code))
        by_year: dict[int, list[Session]] = {}
        for one in ordered:
            by_year.setdefault(min(one.session.starts_on, self.today).year, []).append(one.session)
        for year, sessions in by_year.items():
            for session, number in zip(sessions, numbers(SESSIONS, year, len(sessions)), strict=True):
                session.number = number
        led = {}
        for one in ordered:
            trainer = self._trainer(one.session)
            led[one.session.number] = trainer
            self._subcontract(one, trainer)
        replaced = [(one.session, one.session.replaced_by) for one in ordered if one.session.replaced_by]
        for session, _ in replaced:
            session.replaced_by = None
        Session.objects.bulk_create([one.session for one in ordered])
        for session, other in replaced:
            session.replaced_by = other
            session.save(update_fields=["replaced_by"])
        slots = [slot for one in ordered for slot in self._slots(one)]
        Slot.objects.bulk_create(slots)
        leads = Slot.trainers.through
        leads.objects.bulk_create(
            [leads(slot=slot, trainer=led[slot.session.number]) for slot in slots], batch_size=2000
        )
        return ordered

    def _trainer(self, session: Session) -> Trainer:
        """One of the region where there is one, two times out of three."""
        if session.state == Session.State.RUNNING:
            return self.frame.internal[0]
        if self.rng.random() < 0.35:
            return self.rng.choice(self.frame.internal)
        near = [one for one in self.frame.external if session.region_id in self.near[one.pk]]
        return self.rng.choice(near or self.frame.external)

    def _subcontract(self, planned: Planned, trainer: Trainer) -> None:
        session = planned.session
        if trainer.subcontractor is None or session.state == Session.State.DRAFT:
            return
        signed = session.starts_on < self.today or session.state == Session.State.CONFIRMED
        session.subcontract = Subcontract.objects.create(
            subcontractor=trainer.subcontractor,
            whole_action=self.rng.random() < 0.6,
            amount=Decimal(550) * len(planned.days),
            scope=f"Animation de la session « {session.version.title} » du {session.starts_on:%d/%m/%Y}.",
            state=Subcontract.State.SIGNED if signed else Subcontract.State.DRAFT,
            sent_on=session.starts_on - timedelta(days=60) if signed else None,
            signed_on=session.starts_on - timedelta(days=50) if signed else None,
        )

    def _slots(self, planned: Planned) -> list[Slot]:
        session = planned.session
        remote = session.modality == CourseVersion.Modality.REMOTE
        halves = {"am": REMOTE} if remote else HALF_DAYS
        return [
            Slot(session=session, day=day, half_day=half, starts_at=starts, ends_at=ends, remote=remote)
            for day in planned.days
            for half, (starts, ends) in halves.items()
        ]


def weekday(day: date) -> date:
    """That day, or the Monday after a week-end."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def weekday_before(day: date) -> date:
    """The last day of work before that one."""
    return day - timedelta(days={0: 3, 6: 2}.get(day.weekday(), 1))


def following(day: date, count: int, step: int) -> list[date]:
    """`count` working days from a day, `step` days apart."""
    days = [weekday(day)]
    while len(days) < count:
        days.append(weekday(days[-1] + timedelta(days=step)))
    return days
