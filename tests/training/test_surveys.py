"""Questionnaires: who is asked, once; what is answered, counted and kept quiet under five."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from members.domain import outbox
from members.domain.moves import Refused
from members.models import Mail
from tests.factories import UserFactory
from tests.factories.training import (
    AttendanceFactory,
    RegistrationFactory,
    SessionFactory,
    SurveyAnswerFactory,
    SurveyFactory,
    SurveyInvitationFactory,
    SurveyQuestionFactory,
    in_days,
)
from tests.training.people import team_member, trainer
from training.domain.surveys.answering import answer
from training.domain.surveys.asking import ask, remind
from training.domain.surveys.results import result_of, results_by
from training.models import Survey, SurveyAnswer, SurveyInvitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended():
    """A session that ended yesterday, with one person who came and one who did not."""
    session = SessionFactory(state="completed", starts_on=in_days(-2), slots=True)
    came = RegistrationFactory(session=session, state="completed")
    RegistrationFactory(session=session, state="no_show")
    AttendanceFactory(slot=session.slots.first(), registration=came)
    return session


def only(survey):
    """No other questionnaire is sent."""
    Survey.objects.exclude(pk=survey.pk).update(active=False)
    return survey


def test_who_came_is_asked_once_the_day_after(ended):
    only(SurveyFactory())
    assert ask(ended.ends_on) == 0
    assert ask(in_days(0)) == 1
    assert ask(in_days(0)) == 0
    invitation = SurveyInvitation.objects.get()
    kept = Mail.objects.get()
    assert invitation.token not in kept.body
    assert outbox.send(kept.pk)


@pytest.mark.parametrize(("audience", "who"), [("employer", "order"), ("trainer", "trainer"), ("funder", None)])
def test_each_public_is_asked(ended, audience, who):
    leader = trainer()
    for slot in ended.slots.all():
        slot.trainers.add(leader)
    only(SurveyFactory(audience=audience))
    assert ask(in_days(0)) == (1 if who else 0)
    if who:
        assert getattr(SurveyInvitation.objects.get(), who) is not None


def test_a_cold_questionnaire_waits_for_its_delay_and_old_sessions_are_left_alone(ended):
    only(SurveyFactory(moment="cold", delay_days=90))
    assert ask(ended.ends_on + timedelta(days=89)) == 0
    assert ask(ended.ends_on + timedelta(days=200)) == 0
    assert ask(ended.ends_on + timedelta(days=90)) == 1


def test_who_does_not_answer_is_reminded_twice_and_no_more():
    invitation = SurveyInvitationFactory()
    now = invitation.asked_at
    assert [remind(now + timedelta(days=days)) for days in (6, 7, 8, 20, 21, 60)] == [0, 1, 0, 0, 1, 0]
    answered = SurveyInvitationFactory(answered_at=timezone.now())
    assert remind(answered.asked_at + timedelta(days=8)) == 0


def test_an_answer_is_given_once_whole_and_within_bounds():
    invitation = SurveyInvitationFactory()
    question = invitation.survey.questions.get()
    words = SurveyQuestionFactory(survey=invitation.survey, kind="text", order=2, required=False)
    with pytest.raises(Refused, match="Il manque une réponse"):
        answer(invitation, {})
    for typed in ("6", "-1", "x"):
        with pytest.raises(Refused, match="n'est pas possible"):
            answer(invitation, {question.pk: typed})
    assert not SurveyAnswer.objects.exists()
    answer(invitation, {question.pk: "5", words.pk: "Plus de pratique"})
    assert sorted(SurveyAnswer.objects.values_list("score", "text"), key=str) == [(5, ""), (None, "Plus de pratique")]
    with pytest.raises(Refused, match="déjà répondu"):
        answer(invitation, {question.pk: "1"})


def test_a_questionnaire_is_answered_by_its_link_without_an_account(client):
    invitation = SurveyInvitationFactory()
    question = invitation.survey.questions.get()
    address = reverse("training:survey", args=[invitation.token])
    page = client.get(address)
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert question.text in page.content.decode().replace("&#x27;", "'")
    client.post(address, {f"q{question.pk}": "4"})
    assert "Merci" in client.get(address).content.decode()
    assert client.get(reverse("training:survey", args=["inconnu"])).status_code == 404


def scores(session, *values, recommend=()):
    """People of a session who gave these scores."""
    survey = SurveyFactory()
    if recommend and not survey.questions.filter(kind="recommend").exists():
        SurveyQuestionFactory(survey=survey, kind="recommend", order=2)
    for rank, value in enumerate(values):
        invitation = SurveyInvitationFactory(survey=survey, registration__session=session, answered_at=timezone.now())
        SurveyAnswerFactory(invitation=invitation, question=survey.questions.get(kind="scale"), score=value)
        if rank < len(recommend):
            SurveyAnswerFactory(
                invitation=invitation, question=survey.questions.get(kind="recommend"), score=recommend[rank]
            )


def test_satisfaction_and_recommendation_are_counted_as_their_method_says():
    session = SessionFactory()
    scores(session, 5, 4, 3, 5, 3, recommend=(10, 9, 7, 6, 10))
    SurveyInvitationFactory(survey=SurveyFactory(), registration__session=session)
    found = result_of(SurveyInvitation.objects.filter(session=session))
    assert (found.asked, found.answered, found.rate) == (6, 5, Decimal("83.3"))
    assert found.satisfaction == Decimal("80.0")
    assert found.recommendation == Decimal("40.0")


@pytest.mark.parametrize("split", ["course", "theme", "region", "session", "trainer"])
def test_results_are_split_in_as_many_queries_whatever_the_groups(split, django_assert_max_num_queries):
    leader = trainer()
    for values in ((5, 5), (1, 1, 1)):
        scores(SessionFactory(slots=[leader]), *values)
    SurveyFactory().questions.update(about_trainer=True)
    with django_assert_max_num_queries(2):
        found = results_by(split, SurveyInvitation.objects.all())
    assert sum(one.answered for one in found) == 5
    total = sum((one.satisfaction * one.answered for one in found), Decimal(0)) / 5
    assert round(total) == 52


def test_few_answers_are_told_to_the_team_only(client):
    scores(SessionFactory(), 5, 5)
    address, year = reverse("training:results"), timezone.localdate().year + (timezone.localdate().month == 12)
    told = {"annee": SurveyInvitation.objects.first().session.starts_on.year or year}
    from members.models import Role
    from tests.factories import person

    client.force_login(person(Role.BOARD))
    page = client.get(address, told).content.decode()
    assert "trop peu de réponses" in page
    assert (
        "100 %" not in page.replace("\u00a0", " ").split("Question par question")[0].split("<tbody>")[1].split("(")[0]
    )
    client.force_login(team_member())
    assert "trop peu de réponses" not in client.get(address, told).content.decode()
    client.force_login(UserFactory())
    assert client.get(address).status_code == 403
    export = client.get(reverse("training:results_export", args=["csv"]), told)
    assert export.status_code == 403
