"""What the database holds of training, whoever writes in it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError

from tests.factories import UserFactory
from tests.factories.training import (
    AdaptationFactory,
    AttendanceFactory,
    CourseFactory,
    RegistrationFactory,
    SessionFactory,
    SlotFactory,
    SurveyAnswerFactory,
    TrainingBodyFactory,
    TrainingInvoiceFactory,
)
from tests.training.people import manager_of, referent, team_member, trainer
from training.models import Adaptation, Course, Registration, Session

pytestmark = pytest.mark.django_db


def test_a_half_day_knows_its_length():
    slot = SlotFactory()
    slot.refresh_from_db()
    assert slot.minutes == 210


def test_a_session_that_is_held_for_one_structure_is_not_public():
    group = SessionFactory(audience="group")
    public = SessionFactory()
    draft = SessionFactory(state="draft")
    assert set(Session.objects.visible_to(AnonymousUser())) == {public}
    registration = RegistrationFactory(session=group)
    assert set(Session.objects.visible_to(manager_of(registration.order.organisation))) == {public, group}
    assert set(Session.objects.visible_to(team_member())) == {public, group, draft}


def test_drafts_of_courses_are_the_team_s():
    course = CourseFactory(state="draft")
    assert not Course.objects.visible_to(UserFactory()).exists()
    assert Course.objects.visible_to(team_member()).get() == course


def test_a_structure_sees_its_own_trainees_and_a_trainer_all_of_the_session():
    leader = trainer()
    session = SessionFactory(slots=[leader])
    mine, other = RegistrationFactory(session=session), RegistrationFactory(session=session)
    assert Registration.objects.visible_to(manager_of(mine.order.organisation)).get() == mine
    assert set(Registration.objects.visible_to(leader.user)) == {mine, other}


def test_needs_of_health_are_read_by_the_referent_and_the_trainer_only():
    body = TrainingBodyFactory()
    leader = trainer()
    session = SessionFactory(slots=[leader])
    need = AdaptationFactory(registration__session=session)
    AdaptationFactory()
    assert Adaptation.objects.visible_to(leader.user).get() == need
    assert Adaptation.objects.visible_to(referent(body)).count() == 2
    for user in (team_member(), UserFactory(is_superuser=True), manager_of(need.registration.order.organisation)):
        assert not Adaptation.objects.visible_to(user).exists()


def test_somebody_absent_attends_nothing():
    with pytest.raises(IntegrityError, match="absent_people_attend_nothing"):
        AttendanceFactory(state="absent", minutes=210)


def test_somebody_is_registered_once_on_a_session():
    first = RegistrationFactory()
    with pytest.raises(IntegrityError, match="trainee_registered_once"):
        RegistrationFactory(session=first.session, trainee=first.trainee)


def test_an_invoice_stays():
    invoice = TrainingInvoiceFactory()
    with pytest.raises(Exception, match="Cannot update"):
        type(invoice).objects.filter(pk=invoice.pk).update(amount=1)


def test_surveys_are_answered_once_a_question():
    answer = SurveyAnswerFactory()
    with pytest.raises(IntegrityError, match="question_answered_once"):
        SurveyAnswerFactory(invitation=answer.invitation)
