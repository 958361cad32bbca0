"""A statement is prepared, filled, made final and opened again; what it lacks prevents it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.utils import timezone

from members.domain.moves import NotAllowed, Refused, WrongState
from tests.factories import UserFactory
from tests.factories.training import (
    CourseFactory,
    RegistrationFactory,
    SessionFactory,
    TrainingInvoiceFactory,
)
from tests.members.waiting import until_somebody_waits
from tests.training.people import team_member
from tests.training.statement_year import MARCH, attend, body, made_up_year, session, statement
from training.domain.statement.cells import frame_records
from training.domain.statement.content import content_of
from training.domain.statement.gaps import gaps_of, mend, not_entered, not_said_of_body
from training.domain.statement.history import turns_of
from training.domain.statement.steps import blockers, differences, enter_values, finalise, reopen
from training.domain.statement.year import accounting_year, due_on, prepare_statement, year_to_declare, years_to_prepare
from training.models import ActivityStatement, Attendance, Course, InvoiceLine, Registration, TrainingBody

pytestmark = pytest.mark.django_db


def gaps(of_year) -> dict[str, int]:
    return {gap.key: gap.count for gap in gaps_of(of_year)}


def test_an_accounting_year_is_named_by_the_one_in_which_it_ends():
    assert accounting_year(2024, 1) == (date(2024, 1, 1), date(2024, 12, 31))
    assert accounting_year(2024, 9) == (date(2023, 9, 1), date(2024, 8, 31))
    assert accounting_year(2024, 3) == (date(2023, 3, 1), date(2024, 2, 29))
    assert due_on(date(2024, 8, 31)) == date(2025, 4, 30)


def test_years_to_prepare_go_from_the_first_kept_to_the_one_that_runs():
    body(records_since=2022)
    statement()
    assert years_to_prepare(date(2025, 6, 1)) == [2025, 2023, 2022]
    TrainingBody.objects.update(year_starts_in=9)
    assert years_to_prepare(date(2025, 10, 1)) == [2026, 2025, 2023, 2022]


def test_the_last_closed_year_is_owed_until_it_is_final():
    body(records_since=2024)
    assert year_to_declare(date(2024, 12, 31)) is None
    assert year_to_declare(date(2025, 1, 1)) == (2024, date(2025, 4, 30))
    of_year = statement()
    assert year_to_declare(date(2025, 1, 1)) == (2024, date(2025, 4, 30))
    finalise(of_year, by=None)
    assert year_to_declare(date(2025, 6, 1)) is None
    assert year_to_declare(date(2026, 1, 1)) == (2025, date(2026, 4, 30))


def test_nothing_is_owed_where_the_portal_does_not_keep_sessions():
    body(records_since=None)
    assert year_to_declare(date(2025, 1, 1)) is None


def test_a_statement_is_prepared_with_the_signatory_as_director_and_once():
    body()
    made = prepare_statement(2024, by=team_member())
    assert (made.starts_on, made.ends_on, made.director_name) == (
        date(2024, 1, 1),
        date(2024, 12, 31),
        "Une Directrice",
    )
    with pytest.raises(Refused, match="couvre déjà"):
        prepare_statement(2024, by=team_member())
    TrainingBody.objects.update(year_starts_in=7)
    with pytest.raises(Refused, match="couvre déjà"):
        prepare_statement(2025, by=None)
    with pytest.raises(NotAllowed):
        prepare_statement(2023, by=UserFactory())
    with pytest.raises(Refused, match="pas commencé"):
        prepare_statement(timezone.localdate().year + 2, by=None)


def test_parts_of_the_charges_do_not_exceed_them():
    of_year = statement()
    with pytest.raises(Refused, match="dépassent"):
        enter_values(of_year, {"charges": Decimal(10), "trainer_wages": Decimal(6), "purchases": Decimal(5)}, by=None)
    enter_values(of_year, {"charges": Decimal(11), "trainer_wages": Decimal(6), "purchases": Decimal(5)}, by=None)
    of_year.refresh_from_db()
    assert of_year.charges == 11


def test_what_is_not_typed_and_what_the_body_lacks_are_told():
    body(naf="", activity_number="")
    of_year = statement(charges=None, director_name="")
    assert not_entered(of_year) == ["total des charges de formation (€)", "personne ayant la qualité de dirigeant"]
    assert not_said_of_body() == ["numéro de déclaration d'activité", "code NAF"]
    with pytest.raises(Refused, match="À saisir.*À renseigner"):
        finalise(of_year, by=None)


def test_zero_is_typed():
    assert not_entered(statement(trainer_wages=Decimal(0))) == []


def test_each_word_that_lacks_is_a_gap_and_is_mended_on_the_spot():
    body()
    registration = attend(session(course={"nsf_code": "", "statement_objective": ""}), trainee_type="")
    TrainingInvoiceFactory(issued_on=MARCH, lines=[(Decimal(400), "")])
    of_year, team = statement(), team_member()
    assert gaps(of_year) == {"financement": 1, "types": 1, "objectifs": 1, "specialites": 1}
    line, course = InvoiceLine.objects.get(), registration.session.version.course
    for key, record, word in (
        ("financement", line, "2h"), ("types", registration, "a"), ("objectifs", course, "d"), ("specialites", course, "344"),
    ):  # fmt: skip
        assert mend(of_year, key, {record.pk: word}, by=team) == 1
    assert gaps(of_year) == {}
    assert Registration.objects.get().trainee_type == "a"
    assert finalise(of_year, by=team).state == "final"


def test_a_word_that_is_not_of_the_form_mends_nothing():
    body()
    first = attend(session(course={"nsf_code": ""}))
    second = attend(session(course={"nsf_code": ""}))
    courses = [one.session.version.course_id for one in (first, second)]
    with pytest.raises(Refused, match="Trois chiffres"):
        mend(statement(), "specialites", {courses[0]: "344", courses[1]: "x"}, by=None)
    assert not Course.objects.filter(nsf_code="344").exists()


def test_a_record_that_lacks_nothing_is_left_alone():
    body()
    registration = attend(session(), trainee_type="b")
    assert mend(statement(), "types", {registration.pk: "a"}, by=None) == 0
    with pytest.raises(Refused, match="fiche de la session"):
        mend(statement(starts_on=date(2023, 1, 1)), "presences", {1: "a"}, by=None)
    with pytest.raises(NotAllowed):
        mend(ActivityStatement.objects.first(), "types", {registration.pk: "a"}, by=UserFactory())


def test_words_that_the_year_does_not_count_do_not_matter():
    body()
    CourseFactory(nsf_code="", statement_objective="")
    RegistrationFactory(session=session(), trainee_type="", state="cancelled")
    attend(session(date(2023, 5, 2)), trainee_type="")
    attend(session(entrusted_by="Un autre organisme"), trainee_type="")
    assert gaps(statement()) == {}


def test_presences_that_nobody_noted_are_a_gap():
    body()
    held = session()
    attend(held)
    attend(held, 210)
    assert gaps(statement()) == {"presences": 1}
    Attendance.objects.create(
        slot=held.slots.get(half_day="pm"), registration=Registration.objects.last(), state="absent", minutes=0
    )
    assert gaps(ActivityStatement.objects.get()) == {}


def test_who_gave_up_is_not_expected_afterwards_and_who_never_came_is_not_at_all():
    body()
    held = session(days=2)
    attend(held, 210, 210, state="abandoned", ended_on=MARCH + timedelta(days=1))
    RegistrationFactory(session=held, state="no_show")
    RegistrationFactory(session=held, state="waiting")
    assert gaps(statement()) == {}


def test_sessions_that_should_have_begun_or_ended_are_a_gap():
    body()
    for state in ("open", "confirmed", "running"):
        SessionFactory(starts_on=MARCH, state=state, slots=True)
    SessionFactory(starts_on=MARCH, state="draft", slots=True)
    SessionFactory(starts_on=MARCH, state="cancelled", call_off_reason="x", slots=True)
    assert gaps(statement()) == {"sessions": 3}


def test_a_session_that_runs_into_the_next_year_does_not_hold_up_the_first_one():
    body()
    held = session(date(2024, 12, 31), days=2)
    attend(held, 210, 210, state="attending")
    type(held).objects.update(state="running")
    # Its second day is of the next year, where presences and its end are awaited.
    assert gaps(statement()) == {}
    assert gaps(statement(starts_on=date(2025, 1, 1))) == {"presences": 1, "sessions": 1}


def test_a_half_day_without_a_trainer_is_a_gap_and_its_hours_are_shown():
    body()
    attend(session(trainers=[]))
    of_year = statement()
    assert gaps(of_year) == {"formateurs": 1}
    assert content_of(of_year).frame("e").line("-").exact == 420


def test_a_cancelled_registration_with_presences_is_a_gap():
    body()
    attend(session(), state="cancelled")
    assert gaps(statement()) == {"annulees": 1}


def test_a_year_that_runs_is_not_made_final():
    body()
    today = timezone.localdate()
    of_year = statement(starts_on=date(today.year, 1, 1))
    assert any("court jusqu'au" in text for text in blockers(of_year, content_of(of_year)))
    with pytest.raises(Refused, match="court jusqu'au"):
        finalise(of_year, by=None)


def test_a_check_that_fails_prevents_it():
    body()
    TrainingInvoiceFactory(amount=Decimal(500), issued_on=MARCH, lines=[(Decimal(400), "1")])
    with pytest.raises(Refused, match="Contrôle en échec"):
        finalise(statement(), by=None)


def test_a_final_statement_keeps_its_figures_and_their_records_whatever_changes():
    of_year, team = made_up_year(), team_member()
    before = content_of(of_year)
    behind = {key: frame_records(of_year, before, key) for key in before.frames}
    final = finalise(of_year, by=team)
    assert differences(final) == []
    attend(session(course={"nsf_code": "344"}))
    Registration.objects.filter(trainee_type="c").update(trainee_type="a")
    Course.objects.filter(nsf_code="310").update(nsf_code="999")
    TrainingInvoiceFactory(issued_on=MARCH)
    TrainingBody.objects.update(name="Autre nom")
    final = ActivityStatement.objects.get()
    assert content_of(final) == before
    assert {key: frame_records(final, before, key) for key in before.frames} == behind
    assert final.final_by == team
    changed = {(one.frame, one.part) for one in differences(final)}
    assert {("c", "1"), ("e", "interne"), ("f1", "a"), ("f1", "c"), ("f3", "total"), ("f4", "344")} <= changed
    assert not {frame for frame, _ in changed} & {"g", "f2"}
    gone = next(one for one in differences(final) if one.part == "310")
    assert gone.then.count == 1
    assert gone.now is None


def test_a_final_statement_is_neither_filled_nor_made_final_again():
    body()
    final = finalise(statement(), by=None)
    with pytest.raises(WrongState, match="rouvrez-le"):
        enter_values(final, {"charges": Decimal(1)}, by=None)
    with pytest.raises(WrongState):
        finalise(final, by=None)


def test_it_is_opened_again_for_a_reason_that_history_keeps():
    body()
    team = team_member()
    final = finalise(statement(), by=team)
    with pytest.raises(Refused, match="motif"):
        reopen(final, "  ", by=team)
    with pytest.raises(NotAllowed):
        reopen(final, "Une facture oubliée", by=UserFactory())
    opened = reopen(final, "Une facture oubliée", by=team)
    assert (opened.state, opened.content, opened.final_at) == ("draft", None, None)
    with pytest.raises(WrongState):
        reopen(opened, "Encore", by=team)
    finalise(opened, by=team)
    assert [(turn.final, turn.reason) for turn in turns_of(opened)] == [
        (True, ""), (False, "Une facture oubliée"), (True, ""),
    ]  # fmt: skip
    assert {turn.who for turn in turns_of(opened)} == {str(team)}


def test_who_is_not_of_the_team_does_none_of_this():
    body()
    of_year, somebody = statement(), UserFactory()
    for step in (lambda: enter_values(of_year, {}, by=somebody), lambda: finalise(of_year, by=somebody)):
        with pytest.raises(NotAllowed):
            step()


@pytest.mark.usefixtures("committed")
@pytest.mark.django_db(transaction=True)
def test_of_two_who_make_it_final_at_once_the_second_is_told():
    body()
    of_year = statement()

    def other():
        try:
            return finalise(of_year, by=None)
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            finalise(of_year, by=None)
            waiting = pool.submit(other)
            until_somebody_waits()
        assert isinstance(waiting.result(), WrongState)
    assert len(turns_of(of_year)) == 1


@pytest.mark.usefixtures("committed")
@pytest.mark.django_db(transaction=True)
def test_of_two_who_prepare_the_same_year_at_once_the_second_is_told():
    body()

    def other():
        try:
            return prepare_statement(2024, by=None)
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            prepare_statement(2024, by=None)
            waiting = pool.submit(other)
            until_somebody_waits()
        assert "vient de préparer" in str(waiting.result())
    assert ActivityStatement.objects.count() == 1
