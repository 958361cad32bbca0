"""The figures of training, against values counted by hand."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from members.models import Role
from reporting.indicators import Scope, all_indicators, get
from reporting.indicators.regions import by_region
from tests.factories import OrganisationFactory
from tests.factories.training import (
    CourseThemeFactory,
    SurveyAnswerFactory,
    SurveyFactory,
    SurveyInvitationFactory,
    SurveyQuestionFactory,
)
from tests.training.statement_year import attend, body, session

pytestmark = pytest.mark.django_db
YEAR, BRITTANY = Scope(2024), Scope(2024, "53")
KEYS = [one.key for one in all_indicators() if one.key.startswith("training.")]


@pytest.fixture
def year():
    """In Brittany a session of mobility, where one gave up and one never came; in the North one over New Year's Eve."""
    mobility = CourseThemeFactory(code="mobilite", name="Mobilité")
    west = session(date(2024, 3, 4), course={"theme": mobility, "code": "MOB", "title": "Mobilité"})
    home = OrganisationFactory()
    attend(west, trainee__organisation=home)
    attend(west, trainee__organisation=home)
    attend(west, 100, 0, state="abandoned", ended_on=date(2024, 3, 4), trainee__organisation=home)
    attend(west, 0, 0, state="no_show", trainee__organisation=home)
    north = session(date(2024, 12, 31), days=2, region_id="32", course={"code": "GEN", "title": "Général"})
    attend(north)
    session(date(2024, 5, 6), region_id="32")
    type(north).objects.filter(starts_on=date(2024, 5, 6)).update(state="cancelled", call_off_reason="x")


def value(name: str, scope: Scope = YEAR):
    return get(f"training.{name}").value(scope)


@pytest.mark.parametrize(
    ("name", "network", "brittany", "next_year"),
    [
        ("sessions", 2, 1, 0),
        ("hours", 14, 7, 7),
        ("trainee_hours", Decimal("22.67"), Decimal("15.67"), 7),
        ("trainees", 4, 3, 1),
        ("organisations", 2, 1, 1),
        ("completion", Decimal("50.0"), Decimal("50.0"), Decimal("100.0")),
    ],
)
def test_each_figure_as_counted_by_hand(year, name, network, brittany, next_year):
    body(records_since=2024)
    assert value(name) == network
    assert value(name, BRITTANY) == brittany
    assert value(name, Scope(2025)) == next_year


@pytest.mark.parametrize(
    ("name", "before", "of_day"),
    [("sessions", 0, 1), ("hours", 0, 7), ("trainees", 0, 3), ("trainee_hours", 0, Decimal("15.67"))],
)
def test_a_figure_at_a_day_knows_what_came_before_it(year, name, before, of_day):
    body(records_since=2024)
    assert value(name, Scope(2024, as_of=date(2024, 3, 3))) == before
    assert value(name, Scope(2024, as_of=date(2024, 3, 4))) == of_day


@pytest.mark.parametrize("name", ["sessions", "hours", "trainee_hours", "trainees"])
@pytest.mark.parametrize("split", ["region", "theme", "course"])
def test_parts_make_the_whole(year, name, split):
    shown = get(f"training.{name}").breakdown(YEAR, split)
    assert sum(row.value for row in shown.rows) == value(name)
    assert len(shown.rows) == 2


def test_the_mobility_programme_is_a_theme(year):
    rows = {row.key: row for row in get("training.hours").breakdown(YEAR, "theme").rows}
    assert (rows["mobilite"].label, rows["mobilite"].value) == ("Mobilité", 7)
    records = get("training.trainees").records(YEAR, "mobilite", "theme")
    assert records.count() == 3


def test_a_structure_of_two_courses_counts_in_each_and_once_in_all(year):
    home = OrganisationFactory()
    attend(session(date(2024, 6, 3), course={"code": "MAN"}), trainee__organisation=home)
    attend(session(date(2024, 6, 10), course={"code": "SST"}), trainee__organisation=home)
    rows = {row.key: row.value for row in get("training.organisations").breakdown(YEAR, "course").rows}
    assert (rows["MAN"], rows["SST"]) == (1, 1)
    assert value("organisations") == 3
    assert not get("training.organisations").adds_up


def test_before_the_first_year_kept_there_is_no_data():
    body(records_since=2022)
    assert value("sessions", Scope(2021)) is None
    assert value("sessions", Scope(2022)) == 0


def answered(held, score: int, **survey) -> None:
    SurveyAnswerFactory(
        invitation=SurveyInvitationFactory(
            registration=attend(held), answered_at="2024-03-05T10:00Z", survey=SurveyFactory(**survey)
        ),
        score=score,
    )


def test_satisfaction_is_what_was_given_over_the_highest_that_could_be():
    held = session()
    for score in (5, 4, 4, 3):
        answered(held, score)
    answered(held, 1, moment="cold")
    survey = SurveyFactory()
    recommend, words = (
        SurveyQuestionFactory(survey=survey, kind="recommend"),
        SurveyQuestionFactory(survey=survey, kind="text"),
    )
    last = SurveyInvitationFactory(registration=attend(held), survey=survey, answered_at="2024-03-05T10:00Z")
    SurveyAnswerFactory(invitation=last, score=2)
    SurveyAnswerFactory(invitation=last, question=recommend, score=10)
    SurveyAnswerFactory(invitation=last, question=words, score=None, text="Bien")
    SurveyInvitationFactory(registration=attend(held), survey=survey)
    # 5 + 4 + 4 + 3 + 2 of 25: five people answered, one has not.
    assert get("training.satisfaction").measured(YEAR) == (Decimal("72.0"), 5)
    assert value("satisfaction", Scope(2023)) is None


def test_satisfaction_counts_people_and_not_questions():
    held, survey = session(), SurveyFactory()
    second = SurveyQuestionFactory(survey=survey, order=2)
    for score in (5, 3):
        invitation = SurveyInvitationFactory(registration=attend(held), survey=survey, answered_at="2024-03-05T10:00Z")
        SurveyAnswerFactory(invitation=invitation, score=score)
        SurveyAnswerFactory(invitation=invitation, question=second, score=score)
    assert get("training.satisfaction").measured(YEAR) == (Decimal("80.0"), 2)


def test_what_fewer_than_five_people_said_is_told_to_the_team_alone(client, login):
    held = session()
    for score in (5, 4, 4, 3):
        answered(held, score)
    address = get("training.satisfaction").get_absolute_url()
    login(Role.MEMBER)
    shown = client.get(address, {"annee": 2024})
    assert (shown.context["value"], shown.context["told"]) == (None, False)
    login(Role.NATIONAL_STAFF)
    assert client.get(address, {"annee": 2024}).context["value"] == Decimal("80.0")
    answered(held, 4)
    login(Role.MEMBER)
    assert client.get(address, {"annee": 2024}).context["value"] == Decimal("80.0")


@pytest.mark.parametrize("key", KEYS)
def test_records_open_without_a_name(year, client, login, key):
    login(Role.NATIONAL_STAFF)
    page = client.get(get(key).get_absolute_url(), {"annee": 2024})
    assert page.status_code == 200
    assert "Stagiaire " not in page.content.decode()
    parts = {"annee": 2024, "repartition": "theme", "part": "mobilite"}
    assert client.get(get(key).get_absolute_url(), parts).status_code == 200


def test_the_page_of_figures_shows_those_of_training(year, client):
    page = client.get(reverse("reporting:figures"), {"annee": 2024}).content.decode()
    assert "Heures-stagiaires" in page
    assert "22,67" in page


def test_figures_of_every_region_at_once_are_those_of_each(year):
    held = session(date(2024, 6, 3), region_id="32")
    for score in (5, 4, 2):
        answered(held, score)
    found = by_region([get(key) for key in KEYS], [2024])
    for key in KEYS:
        for region in ("53", "32"):
            measured = get(key).measured(Scope(2024, region))
            told = found[key, 2024].of(region)
            assert (told.value, told.records) == measured or measured == (None, 0), (key, region)
        assert found[key, 2024].whole.value == value(key.removeprefix("training."))
