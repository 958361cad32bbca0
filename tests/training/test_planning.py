"""What the training team plans: sessions with their half-days, from preparation to the end."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from members.domain.moves import NotAllowed, Refused, WrongState
from members.models import Mail, Region
from tests.factories.training import (
    AttendanceFactory,
    CourseVersionFactory,
    RegistrationFactory,
    SessionFactory,
    TrainerFactory,
    TrainingBodyFactory,
)
from tests.training.people import team_member
from training.domain.sessions import life, planning
from training.domain.sessions.following import below_minimum, to_decide
from training.models import Session

pytestmark = pytest.mark.django_db


def monday(weeks=6) -> date:
    today = timezone.localdate()
    return today + timedelta(days=7 - today.weekday(), weeks=weeks)


def facts(**given):
    return {
        "audience": "open", "region": Region.objects.get(code="53"), "starts_on": monday(),
        "ends_on": monday() + timedelta(days=1), "modality": "on_site", "host": None, "place_name": "Salle",
        "address": "", "postcode": "35000", "city": "Rennes", "link": "", "practical": "", "accessible": None,
        "minimum": 2, "maximum": 8, "price_member": Decimal(400), "price_public": Decimal(600),
        "registration_until": None, "subcontract": None, "entrusted_by": "",
    } | given  # fmt: skip


def planned(**given):
    return planning.plan_session(CourseVersionFactory(), by=team_member(), **facts(**given))


def typed(session):
    return [
        planning.TypedSlot(
            slot.day, slot.half_day, slot.starts_at, slot.ends_at, tuple(slot.trainers.all()), slot.remote, slot.pk
        )
        for slot in session.slots.order_by("day", "starts_at")
    ]


def test_a_session_is_planned_with_the_half_days_of_its_days():
    session = planned()
    assert session.state == "draft"
    assert session.number.startswith(f"SES{timezone.localdate().year}-")
    slots = [(one.day, one.half_day, one.starts_at, one.ends_at) for one in session.slots.order_by("day", "starts_at")]
    assert slots == [
        (day, half, *hours)
        for day in (monday(), monday() + timedelta(days=1))
        for half, hours in (("am", (time(9), time(12, 30))), ("pm", (time(13, 30), time(17))))
    ]


def test_a_programme_of_a_day_and_a_half_ends_at_noon_and_week_ends_are_left_out():
    assert len(planning.propose_slots(monday(), monday() + timedelta(days=1), Decimal("1.5"))) == 3
    week = planning.propose_slots(monday(), monday() + timedelta(days=8))
    assert len(week) == 14
    assert {slot.day.weekday() for slot in week} == {0, 1, 2, 3, 4}
    saturday = monday() + timedelta(days=5)
    assert len(planning.propose_slots(saturday, saturday)) == 2


def test_the_team_alone_plans_and_from_a_published_programme():
    with pytest.raises(NotAllowed):
        planning.plan_session(
            CourseVersionFactory(), by=RegistrationFactory().order.requested_by or _nobody(), **facts()
        )
    with pytest.raises(Refused, match="pas publié"):
        planning.plan_session(CourseVersionFactory(published_at=None), by=team_member(), **facts())


def _nobody():
    from tests.factories import UserFactory

    return UserFactory()


def test_a_session_in_preparation_moves_with_its_half_days():
    session = planned()
    later = monday() + timedelta(days=7)
    planning.change_session(
        session, by=team_member(), **facts(starts_on=later, ends_on=later + timedelta(days=1))
    )  # fmt: skip
    assert {slot.day for slot in session.slots.all()} == {later, later + timedelta(days=1)}
    planning.change_session(session, by=team_member(), **facts(starts_on=later, ends_on=later))
    assert {slot.day for slot in session.slots.all()} == {later}


def test_an_announced_session_keeps_its_dates_and_tells_of_another_place():
    session = planned()
    life.open_session(session, by=team_member())
    place = RegistrationFactory(session=session)
    with pytest.raises(Refused, match="Reportez-la"):
        planning.change_session(session, by=team_member(), **facts(ends_on=monday()))
    planning.change_session(session, by=team_member(), **facts(city="Brest"))
    told = Mail.objects.filter(subject__startswith="Lieu ou horaires modifiés")
    assert set(told.values_list("to", flat=True)) == {place.trainee.email, place.order.contact_email}
    assert all("Brest" in mail.body for mail in told)


def test_the_maximum_does_not_go_under_the_places_that_are_held():
    session = SessionFactory(slots=True)
    for _ in range(2):
        RegistrationFactory(session=session)
    with pytest.raises(Refused, match="2 places sont tenues"):
        planning.change_session(
            session, by=team_member(),
            **facts(maximum=1, minimum=1, starts_on=session.starts_on, ends_on=session.ends_on),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"day": date(2020, 1, 1)}, "n'est pas entre"),
        ({"ends_at": time(8)}, "finit avant de commencer"),
        ({"half_day": "pm"}, "écrite deux fois"),
        ({"ends_at": time(14)}, "se recouvrent"),
    ],
)
def test_half_days_that_cannot_be_are_refused(change, why):
    from dataclasses import replace

    session = planned()
    slots = typed(session)
    slots[0] = replace(slots[0], **change)
    with pytest.raises(Refused, match=why):
        planning.write_slots(session, slots, by=team_member())


def test_a_trainer_is_not_in_two_sessions_at_once():
    trainer = TrainerFactory()
    SessionFactory(slots=[trainer], starts_on=monday())
    session = planned()
    with pytest.raises(Refused, match="anime au même moment"):
        planning.write_slots(session, planning.led_everywhere(typed(session), trainer), by=team_member())
    Session.objects.exclude(pk=session.pk).update(state="cancelled", call_off_reason="Grève")
    planning.write_slots(session, planning.led_everywhere(typed(session), trainer), by=team_member())
    assert not session.slots.filter(trainers=None).exists()


def test_a_half_day_where_presence_is_noted_does_not_change():
    session = SessionFactory(slots=True)
    slot = session.slots.order_by("day", "starts_at").first()
    AttendanceFactory(slot=slot)
    with pytest.raises(Refused, match="déjà notée"):
        planning.write_slots(session, typed(session)[1:], by=team_member())
    planning.write_slots(session, typed(session)[:1], by=team_member())
    assert session.slots.get() == slot


def test_half_days_exchange_their_hours():
    from dataclasses import replace

    session = planned()
    first, second, *others = typed(session)
    swapped = [
        replace(first, half_day="pm", starts_at=time(14), ends_at=time(18)),
        replace(second, half_day="am", starts_at=time(8), ends_at=time(12)),
    ]
    planning.write_slots(session, [*swapped, *others], by=team_member())
    hours = session.slots.filter(day=first.day).order_by("starts_at").values_list("half_day", "starts_at")
    assert list(hours) == [("am", time(8)), ("pm", time(14))]


def test_a_session_without_a_place_or_half_days_is_not_opened():
    with pytest.raises(Refused, match="lieu manque"):
        life.open_session(planned(city=""), by=team_member())
    with pytest.raises(Refused, match="demi-journée"):
        life.open_session(SessionFactory(state="draft"), by=team_member())
    with pytest.raises(Refused, match="premier jour est passé"):
        life.open_session(SessionFactory(state="draft", slots=True, starts_on=date(2024, 1, 8)), by=team_member())
    assert life.open_session(planned(city="", modality="remote"), by=team_member()).state == "open"


def test_a_session_is_confirmed_with_people_and_trainers_who_are_told():
    trainer = TrainerFactory()
    session = SessionFactory(slots=True)
    with pytest.raises(Refused, match="Personne n'est inscrit"):
        life.confirm_session(session, by=team_member())
    place = RegistrationFactory(session=session)
    with pytest.raises(Refused, match="n'a pas de formateur"):
        life.confirm_session(session, by=team_member())
    planning.write_slots(session, planning.led_everywhere(typed(session), trainer), by=team_member())
    assert life.confirm_session(session, by=team_member()).state == "confirmed"
    told = Mail.objects.filter(subject__startswith="Session confirmée").values_list("to", flat=True)
    assert set(told) == {trainer.email, place.trainee.email, place.order.contact_email}


@pytest.mark.parametrize(
    ("act", "states"),
    [
        (life.open_session, {"draft"}),
        (life.confirm_session, {"open"}),
        (life.close_session, {"completed"}),
    ],
)
def test_a_step_is_refused_from_any_other_state_in_french(act, states):
    for state in set(Session.State.values) - states:
        session = SessionFactory(state=state, call_off_reason="Grève")
        with pytest.raises(WrongState, match=f"« {session.get_state_display()} »"):
            act(session, by=team_member())


def test_sessions_begin_on_their_first_day_and_the_waiting_list_ends():
    today = timezone.localdate()
    session = SessionFactory(state="confirmed", starts_on=today, slots=True)
    later = SessionFactory(state="confirmed", starts_on=today + timedelta(days=1))
    undecided = SessionFactory(state="open", starts_on=today)
    seated = RegistrationFactory(session=session)
    waiting = RegistrationFactory(session=session, state="waiting")
    assert life.start_due(today) == 1
    for one, state in ((session, "running"), (later, "confirmed"), (undecided, "open"), (seated, "confirmed"),
                       (waiting, "cancelled")):  # fmt: skip
        one.refresh_from_db()
        assert one.state == state
    assert Mail.objects.get(to=waiting.order.contact_email).subject.startswith("Aucune place ne s'est libérée")


def test_a_session_under_its_minimum_is_shown_before_summons_leave():
    TrainingBodyFactory(summons_days=15)
    today = timezone.localdate()
    few = SessionFactory(starts_on=today + timedelta(days=22), minimum=2)
    enough = SessionFactory(starts_on=today + timedelta(days=22), minimum=1)
    SessionFactory(starts_on=today + timedelta(days=23))
    for session in (few, enough):
        RegistrationFactory(session=session)
    assert set(to_decide(Session.objects.all(), today)) == {few, enough}
    assert below_minimum(Session.objects.all(), today).get() == few
