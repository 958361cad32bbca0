"""Orders and trainees of the demonstration's sessions, half-day by half-day."""

import hashlib
import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from members.demo import names
from members.domain.numbers import numbers
from members.models import Contact, Membership, Organisation
from training.demo.reference import Frame, at
from training.demo.sessions import Planned
from training.domain.series import ORDERS
from training.models import (
    Adaptation,
    Attendance,
    ObjectiveMark,
    Order,
    Registration,
    Session,
    Slot,
    Trainee,
    TraineeType,
    TrainerSignature,
)

SEED = 6301
BATCH = 2000
JOBS = [
    "encadrant technique",
    "accompagnatrice socioprofessionnelle",
    "coordinateur",
    "directrice",
    "assistante",
    "chef d'équipe",
]
EXPECTATIONS = [
    "Nos équipes sont en difficulté devant ces situations ; nous voulons une pratique commune.",
    "Deux encadrants ont rejoint la structure cette année et n'ont jamais été formés sur ce sujet.",
    "Suite donnée aux entretiens professionnels.",
    "",
]
PHONE = "Mozilla/5.0 (Linux; Android 15) Mobile"
DRAWINGS = [
    "M60 140 L110 60 L150 150 L200 70 L250 145 L330 60 L400 130 L470 90",
    "M50 110 L90 160 L140 50 L200 145 L290 80 L380 120 L460 70",
    "M70 80 L120 140 L170 65 L200 150 L280 50 L420 145 L500 110",
]
State, Called = Registration.State, Session.CALLED_OFF


@dataclass
class Rows:
    """What is written, table by table."""

    orders: list[Order] = field(default_factory=list)
    trainees: list[Trainee] = field(default_factory=list)
    registrations: list[Registration] = field(default_factory=list)
    attendances: list[Attendance] = field(default_factory=list)
    signatures: list[TrainerSignature] = field(default_factory=list)
    marks: list[ObjectiveMark] = field(default_factory=list)


class Registrations:
    """Structures of each region send people to what is held there; the member's account sends some every year."""

    def __init__(self, frame: Frame, planned: list[Planned], today: date):
        self.frame, self.planned, self.today = frame, planned, today
        self.rng = random.Random(SEED)  # noqa: S311 (the same people every time)
        self.near: dict[str, list[Organisation]] = {}
        for organisation in Organisation.objects.filter(
            memberships__kind=Membership.Kind.MEMBER, memberships__year=2023, closed_on=None
        ).select_related("department").order_by("pk"):  # fmt: skip
            self.near.setdefault(organisation.department.region_id, []).append(organisation)
        self.everywhere = [one for found in self.near.values() for one in found]
        self.own = Organisation.objects.get(contacts__email="adherent@example.org")
        self.contacts = dict(
            Contact.objects.filter(email__endswith="@example.org").values_list("organisation_id", "email")
        )
        self.slots: dict[int, list[Slot]] = {}
        for slot in Slot.objects.prefetch_related("trainers").order_by("day", "starts_at"):
            self.slots.setdefault(slot.session_id, []).append(slot)
        self.rows = Rows()

    def load(self) -> None:
        for one in self.planned:
            self._session(one)
        self._number()
        Trainee.objects.bulk_create(self.rows.trainees, batch_size=BATCH)
        Order.objects.bulk_create(self.rows.orders, batch_size=BATCH)
        Registration.objects.bulk_create(self.rows.registrations, batch_size=BATCH)
        Attendance.objects.bulk_create(self.rows.attendances, batch_size=BATCH)
        TrainerSignature.objects.bulk_create(self.rows.signatures, batch_size=BATCH)
        ObjectiveMark.objects.bulk_create(self.rows.marks, batch_size=BATCH)
        self._adaptations()

    def _session(self, planned: Planned) -> None:
        session = planned.session
        asked = at(min(session.starts_on - timedelta(days=50), self.today - timedelta(days=4)), 10)
        left, waiting = planned.people, planned.waiting
        pool = self._pool(planned)
        for organisation in pool:
            count = 1 if planned.apart else self.rng.randint(1, 3)
            taken = min(count, left)
            kept = min(count, waiting) if not taken else 0
            if not taken and not kept:
                break
            left, waiting = left - taken, waiting - kept
            order = self._order(session, organisation, asked, bool(kept))
            for _ in range(taken or kept):
                self._registration(session, order, organisation, asked, bool(kept))
            asked += timedelta(hours=3)

    def _pool(self, planned: Planned) -> list[Organisation]:
        """Those of the region first, the account's own when it is near or the session is to come."""
        session = planned.session
        if planned.apart:
            return self.rng.sample(self.everywhere, planned.people)
        near = self.near.get(session.region_id, [])
        pool = self.rng.sample(near, min(len(near), 14))
        ours = session.region_id == self.own.department.region_id or session.starts_on >= self.today
        if ours and self.own not in pool and self.rng.random() < 0.6:
            pool.insert(0, self.own)
        return pool

    def _order(self, session: Session, organisation: Organisation, asked: datetime, waits: bool) -> Order:
        ahead = session.state in Session.AHEAD
        funded = session.version.course.code == "MOB"
        agreed = not ahead or (session.state == Session.State.CONFIRMED and not waits)
        funder = self.frame.funders[1] if funded else self.frame.funders[0] if self.rng.random() < 0.5 else None
        order = Order(
            session=session, organisation=organisation, contact_name="Direction",
            contact_email=self.contacts.get(organisation.pk, organisation.email or f"structure{organisation.pk}@example.org"),
            price_kind=Order.Price.MEMBER, unit_price=session.price_member,
            expectations=self.rng.choice(EXPECTATIONS), funder=funder,
            funding=Order.Funding.NONE if funder is None else Order.Funding.GRANTED if agreed else Order.Funding.ASKED,
            funding_reference=f"PEC-{session.starts_on:%y%m}-{len(self.rows.orders):04d}" if funder and agreed else "",
            subrogation=funder is not None and (funded or self.rng.random() < 0.6),
            state=Order.State.AGREED if agreed else Order.State.REQUESTED,
            requested_at=asked,
        )  # fmt: skip
        self.rows.orders.append(order)
        return order

    def _registration(self, session: Session, order: Order, organisation: Organisation, asked, waits: bool) -> None:
        trainee = Trainee(
            organisation=organisation,
            first_name=self.rng.choice(names.GIVEN),
            last_name=self.rng.choice(names.FAMILY),
            email=f"stagiaire{len(self.rows.trainees) + 1}@example.org",
            job=self.rng.choice(JOBS),
        )
        self.rows.trainees.append(trainee)
        chance = self.rng.random()
        held = session.state in Session.HELD and session.state != Session.State.RUNNING
        if waits:
            state = State.WAITING
        elif session.state in Called:
            state = State.CONFIRMED
        elif session.state == Session.State.RUNNING:
            state = State.ATTENDING
        elif not held:
            state = State.CONFIRMED if session.state == Session.State.CONFIRMED else State.REQUESTED
        elif chance < 0.03 and session.version.course.code not in ("MOB", "MKT"):
            state = State.NO_SHOW
        elif chance < 0.06:
            state = State.ABANDONED
        else:
            state = State.COMPLETED
        registration = Registration(
            session=session, order=order, trainee=trainee, state=state,
            trainee_type=TraineeType.OTHER if self.rng.random() < 0.04 else TraineeType.EMPLOYEE,
            needs_told_at=self._needs_day(asked), registered_at=asked,
        )  # fmt: skip
        self.rows.registrations.append(registration)
        self._attendance(session, registration)
        self._marks(session, registration)

    def _needs_day(self, asked: datetime) -> datetime | None:
        """Nine days after, for most of those who had the time."""
        day = asked + timedelta(days=9)
        return day if self.rng.random() < 0.8 and day < at(self.today) else None

    def _attendance(self, session: Session, registration: Registration) -> None:
        if registration.state not in (*Registration.ENDED, State.ATTENDING):
            return
        slots = self.slots[session.pk]
        stops = max(1, len(slots) // 2) if registration.state == State.ABANDONED else len(slots)
        if registration.state == State.ABANDONED:
            registration.ended_on, registration.end_reason = slots[stops - 1].day, "Rappelée par sa structure."
        for rank, slot in enumerate(slots):
            if at(slot.day, slot.ends_at.hour + 1) > at(self.today, 23) or (
                session.state == Session.State.RUNNING and slot.day >= self.today
            ):
                continue
            there = registration.state != State.NO_SHOW and rank < stops and not (rank and self.rng.random() < 0.015)
            self.rows.attendances.append(self._row(slot, registration, there))

    def _row(self, slot: Slot, registration: Registration, there: bool) -> Attendance:
        signed = datetime.combine(slot.day, slot.ends_at, at(slot.day).tzinfo) - timedelta(
            minutes=self.rng.randint(2, 25)
        )
        row = Attendance(
            slot=slot, registration=registration, state="present" if there else "excused", minutes=slot.minutes if there else 0,
            recorded_at=signed,
        )  # fmt: skip
        if there:
            paper = slot.day.year == 2022
            row.method = Attendance.Method.PAPER if paper else self.rng.choice(["drawn", "drawn", "drawn", "mail_code"])
            row.signed_at = signed
            if not paper:
                row.device, row.ip_address = PHONE, "192.0.2.17"
                row.drawing = self.rng.choice(DRAWINGS) if row.method == "drawn" else ""
                row.sha256 = hashlib.sha256(f"{slot.token}{registration.token}".encode()).hexdigest()
        return row

    def _marks(self, session: Session, registration: Registration) -> None:
        if not registration.needs_told_at:
            return
        done = registration.state == State.COMPLETED
        for rank in range(len(session.version.objectives)):
            before = self.rng.choice([1, 1, 2, 2, 3])
            after = min(4, before + self.rng.choice([1, 1, 2, 2])) if done else None
            self.rows.marks.append(ObjectiveMark(registration=registration, objective=rank, before=before, after=after))

    def _number(self) -> None:
        """Numbers go up with the days of the requests; trainers sign what was held."""
        by_year: dict[int, list[Order]] = {}
        for order in sorted(self.rows.orders, key=lambda one: one.requested_at):
            by_year.setdefault(order.requested_at.year, []).append(order)
        for year, orders in by_year.items():
            for order, number in zip(orders, numbers(ORDERS, year, len(orders)), strict=True):
                order.number = number
        for slot in {row.slot_id: row.slot for row in self.rows.attendances}.values():
            for trainer in slot.trainers.all():
                self.rows.signatures.append(
                    TrainerSignature(
                        slot=slot, trainer=trainer, method="drawn", drawing=DRAWINGS[slot.pk % len(DRAWINGS)], device=PHONE,
                        signed_at=datetime.combine(slot.day, slot.ends_at, at(slot.day).tzinfo),
                    )
                )  # fmt: skip

    def _adaptations(self) -> None:
        ahead = [one for one in self.rows.registrations if one.session.state == Session.State.CONFIRMED][:3]
        needs = [
            "Une place assise près de la sortie, et des pauses.",
            "Des supports en gros caractères.",
            "Une boucle auditive, si le lieu en a une.",
        ]
        for registration, need in zip(ahead, needs, strict=False):
            Adaptation.objects.create(registration=registration, need=need)
