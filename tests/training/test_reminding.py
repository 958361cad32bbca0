"""What is reminded every night, once each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.models import Mail
from tests.factories.training import (
    RegistrationFactory,
    SessionFactory,
    TrainerFactory,
    TrainingBodyFactory,
    TrainingDocumentFactory,
)
from training.domain import reminding
from training.domain.mail_links import PAPERS_LINK, link_words
from training.domain.sessions.telling import recipient_of
from training.tasks.sessions import session_night

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def body():
    return TrainingBodyFactory(summons_days=15)


def days(count):
    return timezone.localdate() + timedelta(days=count)


def long_ago(place):
    place.registered_at = timezone.now() - timedelta(days=10)
    place.save()
    return place


def test_who_has_not_told_their_needs_is_asked_twice_and_no_more():
    session = SessionFactory(starts_on=days(15))
    silent = long_ago(RegistrationFactory(session=session))
    long_ago(RegistrationFactory(session=session, needs_told_at=timezone.now()))
    long_ago(RegistrationFactory(session=session, state="waiting"))
    long_ago(RegistrationFactory(session=SessionFactory(starts_on=days(16))))
    RegistrationFactory(session=session)
    assert reminding.remind_needs(timezone.localdate()) == 1
    assert reminding.remind_needs(timezone.localdate()) == 0
    assert Mail.objects.get().to == silent.trainee.email
    assert reminding.remind_needs(days(10)) >= 1
    assert Mail.objects.filter(to=silent.trainee.email).count() == 2


def test_two_days_before_trainees_and_trainers_get_the_place_and_hours_once():
    trainer = TrainerFactory()
    session = SessionFactory(state="confirmed", starts_on=days(2), slots=[trainer], link="https://visio.example.org/a")
    place = RegistrationFactory(session=session)
    RegistrationFactory(session=SessionFactory(state="open", starts_on=days(2)))
    RegistrationFactory(session=SessionFactory(state="confirmed", starts_on=days(3)))
    assert reminding.remind_coming(timezone.localdate()) == 2
    assert reminding.remind_coming(timezone.localdate()) == 0
    mail = Mail.objects.get(to=place.trainee.email)
    assert "de 09:00 à 12:30" in mail.body
    assert "Maison des associations" in mail.body
    assert "https://visio.example.org/a" in mail.body
    assert Mail.objects.filter(to=trainer.email).exists()


@pytest.mark.parametrize(("since", "sent"), [(6, 0), (7, 1), (15, 1), (22, 0)])
def test_a_paper_that_nobody_signs_is_reminded_after_a_week_and_after_two(since, sent):
    paper = TrainingDocumentFactory(
        kind="agreement", sent_at=timezone.now() - timedelta(days=since), order__state="quoted"
    )
    assert reminding.remind_unsigned(timezone.localdate()) == sent
    assert reminding.remind_unsigned(timezone.localdate()) == 0
    if sent:
        mail = Mail.objects.get()
        assert mail.to == paper.order.contact_email
        assert paper.order.token in link_words(mail)[PAPERS_LINK]
        assert PAPERS_LINK in mail.body


@pytest.mark.parametrize(
    "given", [{"signed_at": timezone.now()}, {"order__state": "agreed"}, {"order__session__state": "running"}]
)
def test_a_paper_that_needs_no_signature_any_more_is_not_reminded(given):
    sent = {"kind": "agreement", "sent_at": timezone.now() - timedelta(days=8), "order__state": "quoted"}
    TrainingDocumentFactory(**sent | given)
    assert reminding.remind_unsigned(timezone.localdate()) == 0


def test_who_has_no_address_is_written_to_through_the_contact_of_the_order():
    place = RegistrationFactory(trainee__email="")
    assert recipient_of(place).email == place.order.contact_email
    assert recipient_of(place).hands_on


def test_the_night_begins_sessions_and_reminds():
    session = SessionFactory(state="confirmed", starts_on=days(0), slots=True)
    RegistrationFactory(session=SessionFactory(state="confirmed", starts_on=days(1), slots=True))
    session_night()
    session.refresh_from_db()
    assert session.state == "running"
    assert Mail.objects.filter(subject__startswith="Votre formation approche").count() == 1
