"""A session is postponed or cancelled: who is told, what is offered, what becomes of places and invoices."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from config.desk import todo_of
from members.domain import outbox
from members.domain.moves import NotAllowed, Refused, WrongState
from members.models import Mail
from tests.factories.training import (
    AttendanceFactory,
    OrderFactory,
    RegistrationFactory,
    SessionFactory,
    TrainerFactory,
    TrainingInvoiceFactory,
)
from tests.training.people import manager_of, team_member
from training.domain.sessions.calling_off import (
    accept_offer,
    awaits_answer,
    cancel_session,
    decline_offer,
    postpone,
)
from training.domain.sessions.following import credits_due
from training.models import Order, Session, TrainingInvoice

pytestmark = pytest.mark.django_db


def states(*records):
    for record in records:
        record.refresh_from_db()
    return [record.state for record in records]


def test_a_cancelled_session_ends_its_orders_and_tells_everybody():
    trainer = TrainerFactory()
    session = SessionFactory(slots=[trainer])
    place = RegistrationFactory(session=session)
    cancel_session(session, reason="Formatrice malade", by=team_member())
    assert states(session, place, place.order) == ["cancelled", "cancelled", "cancelled"]
    assert place.order.cancellation_reason == "Session annulée : Formatrice malade"
    told = Mail.objects.filter(subject__startswith="Session annulée", body__contains="Formatrice malade")
    assert set(told.values_list("to", flat=True)) == {trainer.email, place.trainee.email, place.order.contact_email}


def test_a_reason_is_needed_and_the_team_alone_calls_off():
    session = SessionFactory()
    with pytest.raises(Refused, match="motif"):
        cancel_session(session, reason=" ", by=team_member())
    with pytest.raises(NotAllowed):
        cancel_session(session, reason="Grève", by=manager_of(RegistrationFactory(session=session).order.organisation))


def test_a_session_that_begins_is_called_off_until_somebody_came():
    session = SessionFactory(state="running", slots=True)
    place = RegistrationFactory(session=session)
    present = AttendanceFactory(slot=session.slots.first(), registration=place)
    with pytest.raises(Refused, match="Des personnes étaient là"):
        cancel_session(session, reason="Grève", by=team_member())
    present.delete()
    assert cancel_session(session, reason="Grève", by=team_member()).state == Session.State.CANCELLED


@pytest.mark.parametrize("state", ["completed", "closed", "postponed", "cancelled"])
def test_what_has_begun_or_ended_is_not_called_off(state):
    session = SessionFactory(state=state, call_off_reason="Grève")
    with pytest.raises(WrongState, match="ne s'annule pas"):
        cancel_session(session, reason="Grève", by=team_member())
    with pytest.raises(WrongState, match="se reporte"):
        postpone(session, reason="Grève", by=team_member(), starts_on=timezone.localdate() + timedelta(days=60))


def test_a_postponed_session_opens_one_like_it_at_other_dates():
    free, busy = TrainerFactory(), TrainerFactory()
    session = SessionFactory(slots=[free, busy], registration_until=timezone.localdate() + timedelta(days=20))
    later = session.starts_on + timedelta(days=28)
    SessionFactory(slots=[busy], starts_on=later)
    place = RegistrationFactory(session=session)
    postpone(session, reason="Neige", by=team_member(), starts_on=later)
    session.refresh_from_db()
    new = session.replaced_by
    assert (session.state, new.state, new.starts_on) == ("postponed", "open", later)
    assert new.number != session.number
    assert new.registration_until == session.registration_until + timedelta(days=28)
    assert new.slots.count() == 4
    assert {trainer for slot in new.slots.all() for trainer in slot.trainers.all()} == {free}
    assert states(place, place.order) == ["confirmed", "requested"], "nothing ends before an answer"
    assert awaits_answer(place.order)


def test_the_link_of_the_offer_is_written_when_the_mail_leaves(mailoutbox, client):
    session = SessionFactory()
    place = RegistrationFactory(session=session)
    postpone(session, reason="Neige", by=team_member(), starts_on=session.starts_on + timedelta(days=28))
    mail = Mail.objects.get(to=place.order.contact_email)
    assert place.order.token not in mail.body
    outbox.send(mail.pk)
    address = reverse("training:offer", args=[place.order.token])
    assert address in mailoutbox[0].body
    assert "Neige" in client.get(address).text
    place.order.refresh_from_db()
    assert place.order.session == session, "opening the link does nothing"
    client.post(address, {"answer": "accept"})
    place.order.refresh_from_db()
    session.refresh_from_db()
    assert place.order.session == session.replaced_by


def test_an_accepted_offer_moves_places_and_papers_are_made_again():
    session = SessionFactory(maximum=4)
    other = SessionFactory(version=session.version, maximum=2)
    RegistrationFactory(session=other)
    order = OrderFactory(session=session, state="agreed")
    first, second = (RegistrationFactory(session=session, order=order) for _ in range(2))
    postpone(session, reason="Neige", by=team_member(), offered=other)
    accept_offer(order, by=manager_of(order.organisation))
    assert states(order, first, second) == ["requested", "requested", "waiting"]
    assert {order.session, first.session, second.session} == {other}
    assert Mail.objects.filter(to=order.contact_email, subject__startswith="Inscription reportée").exists()
    assert Mail.objects.filter(to=second.trainee.email, body__contains="liste d'attente").exists()
    with pytest.raises(Refused, match="Aucune autre session"):
        accept_offer(order)


def test_who_is_on_the_other_session_already_is_not_there_twice():
    session = SessionFactory()
    other = SessionFactory(version=session.version)
    place = RegistrationFactory(session=session)
    RegistrationFactory(session=other, trainee=place.trainee, order__organisation=place.order.organisation)
    cancel_session(session, reason="Neige", by=team_member(), offered=other)
    accept_offer(place.order)
    assert states(place) == ["cancelled"]


def test_an_offer_given_up_ends_the_order():
    session = SessionFactory()
    place = RegistrationFactory(session=session)
    postpone(session, reason="Neige", by=team_member(), starts_on=session.starts_on + timedelta(days=28))
    place.order.refresh_from_db()
    with pytest.raises(NotAllowed):
        decline_offer(place.order, by=manager_of(RegistrationFactory().order.organisation))
    decline_offer(place.order)
    assert states(place, place.order) == ["cancelled", "cancelled"]
    assert not awaits_answer(Order.objects.get(pk=place.order.pk))


def test_an_offer_that_is_called_off_too_is_refused_with_what_to_do():
    session = SessionFactory()
    other = SessionFactory(version=session.version)
    place = RegistrationFactory(session=session)
    cancel_session(session, reason="Neige", by=team_member(), offered=other)
    cancel_session(other, reason="Grève", by=team_member())
    with pytest.raises(Refused, match="plus ouverte"):
        accept_offer(place.order)


def test_only_an_open_session_of_the_same_course_is_offered():
    session = SessionFactory()
    for other in (SessionFactory(), SessionFactory(version=session.version, state="draft"), session):
        with pytest.raises(Refused, match="même formation"):
            cancel_session(session, reason="Grève", by=team_member(), offered=other)
    with pytest.raises(Refused, match="nouveau premier jour"):
        postpone(session, reason="Grève", by=team_member())
    with pytest.raises(Refused, match="à venir"):
        postpone(session, reason="Grève", by=team_member(), starts_on=timezone.localdate())
    assert Session.objects.get(pk=session.pk).state == "open"


def test_a_session_in_preparation_is_cancelled_without_a_word():
    session = SessionFactory(state="draft", slots=[TrainerFactory()])
    cancel_session(session, reason="Erreur", by=team_member())
    assert not Mail.objects.exists()


@pytest.mark.parametrize("offered", [False, True])
def test_invoices_of_a_session_called_off_are_shown_until_they_are_credited(offered):
    session = SessionFactory()
    other = SessionFactory(version=session.version) if offered else None
    order = OrderFactory(session=session, state="invoiced")
    RegistrationFactory(session=session, order=order)
    invoice = TrainingInvoiceFactory(order=order)
    team = team_member()
    assert not credits_due().exists()
    cancel_session(session, reason="Grève", by=team, offered=other)
    assert credits_due().get() == order
    if offered:
        accept_offer(order)
        assert credits_due().get() == order, "it says other dates"
    assert any("Avoirs à faire" in todo.text for todo in todo_of(team))
    TrainingInvoice.objects.create(
        kind="credit", number="AF1999-00001", order=order, cancels=invoice, issued_on=timezone.localdate(),
        amount=-invoice.amount, content={},
    )  # fmt: skip
    assert not credits_due().exists()
