"""The public figures of training: their formulas, what hides them, and how they are gathered."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.training import (
    AttendanceFactory,
    CourseVersionFactory,
    RegistrationFactory,
    SessionFactory,
    SurveyAnswerFactory,
    SurveyFactory,
    SurveyInvitationFactory,
    SurveyQuestionFactory,
    TrainerFactory,
    in_days,
)
from training.domain.results import course_results, ended_between, public_period, results_by, results_of
from training.models import ObjectiveMark

pytestmark = pytest.mark.django_db


def held(version=None, *, people=5, half_days=4, trainers=True, ended=-10, score=4, recommend=9, **fields):
    """A session that is over, where `people` came for `half_days` of four, and said what they thought of it."""
    session = SessionFactory(
        version=version or CourseVersionFactory(), starts_on=in_days(ended - 1), state="completed",
        slots=trainers, **fields,
    )  # fmt: skip
    survey = SurveyFactory()
    question = survey.questions.filter(kind="recommend").first() or SurveyQuestionFactory(
        survey=survey, kind="recommend", order=2
    )
    for _ in range(people):
        registration = RegistrationFactory(session=session, state="completed")
        for slot in session.slots.order_by("day", "starts_at")[:half_days]:
            AttendanceFactory(slot=slot, registration=registration)
        invitation = SurveyInvitationFactory(registration=registration, survey=survey, answered_at=timezone.now())
        SurveyAnswerFactory(invitation=invitation, score=score)
        SurveyAnswerFactory(invitation=invitation, question=question, score=recommend)
    return session


def mark(registration, *after):
    for objective, value in enumerate(after):
        ObjectiveMark.objects.create(registration=registration, objective=objective, after=value)


def test_satisfaction_is_the_sum_of_scores_out_of_the_highest_and_tells_who_answered():
    session = held(people=5, score=4)
    for _ in range(5):
        SurveyInvitationFactory(registration=RegistrationFactory(session=session, state="completed"))
    rate = course_results(session.version.course_id).satisfaction
    assert (rate.value, rate.n, rate.response) == (Decimal("80.0"), 5, Decimal("50.0"))
    assert rate.method


def test_recommendation_is_promoters_less_detractors():
    version = CourseVersionFactory()
    held(version, people=3, recommend=10)
    held(version, people=1, recommend=7)
    held(version, people=1, recommend=6)
    assert course_results(version.course_id).recommendation.value == Decimal("40.0")


def test_attendance_counts_the_absent_and_abandonment_those_who_began():
    session = held(people=5, half_days=4)
    RegistrationFactory(session=session, state="no_show")
    left = RegistrationFactory(session=session, state="abandoned", ended_on=session.starts_on)
    AttendanceFactory(slot=session.slots.order_by("day", "starts_at").first(), registration=left)
    RegistrationFactory(session=session, state="cancelled")
    RegistrationFactory(session=session, state="waiting")
    found = course_results(session.version.course_id)
    # 5 people for 4 half-days and one for 1, of 7 for 4.
    assert (found.attendance.value, found.attendance.n) == (Decimal("75.0"), 7)
    assert (found.abandonment.value, found.abandonment.n) == (Decimal("16.7"), 6)


def test_objectives_reached_are_marks_of_three_and_four_at_the_end():
    session = held(people=5)
    for registration in session.registrations.all():
        mark(registration, 4, 3, 2, 3)
    ObjectiveMark.objects.create(registration=session.registrations.first(), objective=9, before=4)
    rate = course_results(session.version.course_id).objectives
    assert (rate.value, rate.n) == (Decimal("75.0"), 5)


@pytest.mark.parametrize(("people", "hidden"), [(4, True), (5, False)])
def test_under_five_people_a_figure_is_kept_quiet_and_the_page_says_why(client, people, hidden):
    session = held(people=people)
    for registration in session.registrations.all():
        mark(registration, 4)
    found = course_results(session.version.course_id)
    assert [rate.value is None for rate in found.rates] == [hidden] * 5
    assert [rate.hidden for rate in found.rates] == [hidden] * 5
    page = client.get(reverse("training:course", args=[session.version.course.slug])).content.decode()
    assert page.count("masqué (moins de 5)") == (5 if hidden else 0)
    assert page.count("moins de cinq personnes") == 1
    assert ("80,0" in page) is not hidden
    assert "Somme des notes données" in page


def test_a_course_that_was_not_held_has_no_figure(client):
    version = CourseVersionFactory()
    assert not course_results(version.course_id).told
    page = client.get(reverse("training:course", args=[version.course.slug])).content.decode()
    assert page.count("pas encore de donnée") == 5


def test_sessions_that_run_were_cancelled_or_are_old_do_not_count():
    version = CourseVersionFactory()
    for fields in ({"state": "running"}, {"state": "confirmed"}):
        session = held(version)
        type(session).objects.filter(pk=session.pk).update(**fields)
    held(version, ended=-1200)
    assert course_results(version.course_id).totals.sessions == 0


def test_cold_surveys_and_those_of_others_do_not_count():
    session = held(people=5, score=4)
    other = SurveyFactory(moment="cold")
    invitation = SurveyInvitationFactory(survey=other, registration=session.registrations.first())
    SurveyAnswerFactory(invitation=invitation, score=1)
    assert course_results(session.version.course_id).satisfaction.value == Decimal("80.0")


def test_figures_are_gathered_by_course_theme_region_and_trainer():
    one, two = TrainerFactory(), TrainerFactory()
    good = held(score=5, trainers=[one, two])
    poor = held(score=1, trainers=[two], region_id="32")
    first, last = public_period()
    sessions = ended_between(first, last)

    def satisfaction(group):
        return {key: found.satisfaction.value for key, found in results_by(group, sessions, first, last).items()}

    assert satisfaction("course") == {good.version.course_id: 100, poor.version.course_id: 20}
    assert satisfaction("theme") == {good.version.course.theme_id: 100, poor.version.course.theme_id: 20}
    assert satisfaction("region") == {"53": 100, "32": 20}
    assert satisfaction("trainer") == {one.pk: 100, two.pk: 60}
    assert results_of(sessions, first, last).satisfaction.value == 60


def test_figures_ask_as_many_questions_for_one_session_as_for_five(django_assert_num_queries):
    first, last = timezone.localdate() - timedelta(days=100), timezone.localdate()
    held()
    for count in (0, 4):
        for _ in range(count):
            held(people=1)
        with django_assert_num_queries(8):
            results_by("course", ended_between(first, last), first, last)
