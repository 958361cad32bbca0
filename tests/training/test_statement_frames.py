"""Each frame of a made-up year, against the same figures in plain SQL."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from tests.factories.training import SubcontractFactory, TrainerFactory, TrainingInvoiceFactory
from tests.training.statement_year import MARCH, attend, body, credit, made_up_year, session, statement
from training.domain.statement.cells import frame_records, of_part
from training.domain.statement.checks import checks_of
from training.domain.statement.content import Content, FrameKey, computed

pytestmark = pytest.mark.django_db

LEARNERS = """
    SELECT {part} AS part, count(DISTINCT r.id), count(DISTINCT r.trainee_id), sum(a.minutes)
    FROM training_attendance a
    JOIN training_slot h ON h.id = a.slot_id
    JOIN training_registration r ON r.id = a.registration_id
    JOIN training_session s ON s.id = r.session_id
    JOIN training_courseversion v ON v.id = s.version_id
    JOIN training_course c ON c.id = v.course_id
    LEFT JOIN training_subcontract k ON k.id = s.subcontract_id
    WHERE a.state = 'present' AND h.day BETWEEN '2024-01-01' AND '2024-12-31' AND r.state <> 'cancelled' AND {where}
    GROUP BY 1 ORDER BY 1
"""
OWN = "s.entrusted_by = ''"
MONEY = """
    SELECT l.funding_line, count(*), sum(l.amount)
    FROM training_invoiceline l JOIN training_traininginvoice i ON i.id = l.invoice_id
    WHERE i.issued_on BETWEEN '2024-01-01' AND '2024-12-31' GROUP BY 1
"""
SLOTS = """
    SELECT CASE WHEN EXISTS (
        SELECT 1 FROM training_slot_trainers p JOIN training_trainer t ON t.id = p.trainer_id
        WHERE p.slot_id = h.id AND t.subcontractor_id IS NULL
    ) THEN 'interne' ELSE 'externe' END, sum(h.minutes)
    FROM training_slot h
    WHERE h.day BETWEEN '2024-01-01' AND '2024-12-31'
    AND EXISTS (SELECT 1 FROM training_attendance a WHERE a.slot_id = h.id AND a.state = 'present')
    GROUP BY 1
"""
TRAINERS = """
    SELECT CASE WHEN t.subcontractor_id IS NULL THEN 'interne' ELSE 'externe' END, count(DISTINCT t.id)
    FROM training_trainer t JOIN training_slot_trainers p ON p.trainer_id = t.id JOIN training_slot h ON h.id = p.slot_id
    WHERE h.day BETWEEN '2024-01-01' AND '2024-12-31'
    AND EXISTS (SELECT 1 FROM training_attendance a WHERE a.slot_id = h.id AND a.state = 'present')
    GROUP BY 1
"""


def rows(sql: str, **words) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql.format(**words) if words else sql)
        return cursor.fetchall()


def told(content: Content, key: str) -> dict[str, tuple]:
    """The lines of a frame that hold something."""
    lines = content.frame(key).lines
    return {line.part: (line.count, line.persons, line.exact) for line in lines if line.count or line.exact}


def learners(part: str, where: str = OWN) -> dict[str, tuple]:
    return {row[0]: row[1:] for row in rows(LEARNERS, part=part, where=where)}


def test_each_frame_says_what_plain_sql_says():
    content = computed(made_up_year())
    types = told(content, "f1")
    assert types == learners("r.trainee_type")
    assert set(types) == {"a", "b", "c", "e"}
    assert told(content, "f3") == learners("c.statement_objective")
    assert told(content, "f2") == learners("'tous'", f"{OWN} AND k.state = 'signed' AND k.whole_action")
    assert told(content, "g") == learners("'tous'", "s.entrusted_by <> ''")
    specialities = learners("c.nsf_code")
    others = {code: held for code, held in specialities.items() if code in ("313", "320")}
    top = {code: held for code, held in specialities.items() if code not in others}
    assert told(content, "f4") == top | {"autres": (2, 2, 200)}
    money = {line.part: (line.count, line.exact) for line in content.frame("c").lines if line.count}
    assert money == {row[0]: row[1:] for row in rows(MONEY)}
    assert {line.part: line.exact for line in content.frame("e").lines} == dict(rows(SLOTS))
    assert {line.part: line.count for line in content.frame("e").lines} == dict(rows(TRAINERS))


def test_the_made_up_year_in_figures_counted_by_hand():
    content = computed(made_up_year())
    # 420 + 420 + 200 + 95, then of the session over two years only the first of January, where one came, and 150 + 4 × 100.
    assert content.frame("f1").total.exact == 420 + 420 + 200 + 95 + 420 + 150 + 400
    assert content.frame("f1").total.count == 10
    assert content.frame("f2").total.exact == 420
    assert content.frame("g").total.exact == 70
    assert content.frame("c").total.exact == Decimal("950.00")
    assert content.frame("c").line("2h").exact == Decimal("100.25")
    assert [line.printed for line in content.frame("c").lines if line.count] == [600, 100, 250]
    assert content.frame("c").total.printed == 950
    assert content.share_of_turnover == 1
    assert content.subcontracts == 3000
    assert content.remote is False
    assert all(check.passed for check in checks_of(content))


def test_each_figure_and_the_list_behind_it_agree():
    of_year = made_up_year()
    content = computed(of_year)
    for key in FrameKey:
        frame, found = content.frame(key), frame_records(of_year, content, key)
        for line in [*frame.lines, frame.total]:
            behind = of_part(found, line.part)
            assert sum(one.exact for one in behind) == line.exact, (key, line.part)
            if key != "e":
                assert len(behind) == line.count, (key, line.part)


def test_a_session_over_two_years_is_split_by_its_days_and_its_trainees_count_in_both():
    body()
    attend(session(date(2023, 12, 31), days=2))
    for year in (2023, 2024):
        frame = computed(statement(starts_on=date(year, 1, 1))).frame("f1")
        assert (frame.total.count, frame.total.exact) == (1, 420)


def test_who_gave_up_counts_with_the_hours_followed_and_who_never_came_does_not():
    body()
    held = session()
    attend(held, 90, 0, state="abandoned", ended_on=MARCH)
    attend(held, 0, 0, state="no_show")
    total = computed(statement()).frame("f1").total
    assert (total.count, total.exact, total.printed) == (1, 90, 2)


def test_a_registration_cancelled_does_not_count():
    body()
    attend(session(), state="cancelled")
    assert computed(statement()).frame("f1").total.count == 0


def test_one_person_in_two_actions_counts_twice_and_is_one_person():
    body()
    trainee = attend(session()).trainee
    attend(session(date(2024, 5, 6)), trainee=trainee)
    total = computed(statement()).frame("f1").total
    assert (total.count, total.persons) == (2, 1)


def test_a_half_day_of_two_trainers_counts_once_and_inside_where_one_is_of_the_body():
    body()
    mine = TrainerFactory()
    first, second = (TrainerFactory(subcontractor=SubcontractFactory().subcontractor) for _ in range(2))
    attend(session(trainers=[mine, first]))
    attend(session(trainers=[first, second]))
    frame = computed(statement()).frame("e")
    assert [(line.part, line.count, line.exact) for line in frame.lines] == [("interne", 1, 420), ("externe", 2, 420)]
    assert (frame.total.count, frame.total.printed) == (3, 14)


def test_a_half_day_where_nobody_came_is_not_given():
    body()
    attend(session(), 210, 0)
    assert computed(statement()).frame("e").total.exact == 210


def test_what_lacks_its_word_has_its_own_line_so_that_totals_hold():
    body()
    attend(session(course={"nsf_code": "", "statement_objective": ""}), trainee_type="")
    content = computed(statement())
    for key in ("f1", "f3", "f4"):
        assert content.frame(key).line("-").exact == 420
        assert content.frame(key).total.exact == 420


def test_a_contract_that_is_not_signed_or_is_of_a_part_gives_nothing_to_f2():
    body()
    attend(session(subcontract=SubcontractFactory(state="sent", signed_on=None)))
    attend(session(subcontract=SubcontractFactory(whole_action=False)))
    content = computed(statement())
    assert content.frame("f2").total.count == 0
    assert content.frame("f1").total.count == 2


def test_a_session_entrusted_to_us_is_in_g_and_not_in_f():
    body()
    attend(session(entrusted_by="Un autre organisme", subcontract=SubcontractFactory()))
    content = computed(statement())
    assert content.frame("g").total.exact == 420
    assert [content.frame(key).total.count for key in ("f1", "f2", "f3", "f4")] == [0] * 4


def test_a_credit_note_counts_in_its_own_year():
    body()
    invoice = TrainingInvoiceFactory(amount=Decimal(500), issued_on=date(2023, 11, 2), lines=[(Decimal(500), "2h")])
    credit(invoice, date(2024, 1, 15))
    assert computed(statement(starts_on=date(2023, 1, 1))).frame("c").line("2h").printed == 500
    frame = computed(statement()).frame("c")
    assert (frame.line("2h").printed, frame.total.printed) == (-500, -500)


def test_lines_that_do_not_make_their_invoice_fail_a_check():
    body()
    TrainingInvoiceFactory(amount=Decimal(500), issued_on=MARCH, lines=[(Decimal(400), "1")])
    failed = [check for check in checks_of(computed(statement())) if not check.passed]
    assert [check.blocks for check in failed] == [True]
    assert "500,00" in failed[0].detail


def test_g_without_c10_is_to_be_looked_at():
    body()
    attend(session(entrusted_by="Un autre organisme"))
    failed = [check for check in checks_of(computed(statement())) if not check.passed]
    assert [(check.blocks, "ligne 10" in check.text) for check in failed] == [(False, True)]
    TrainingInvoiceFactory(issued_on=MARCH, lines=[(Decimal(400), "10")])
    assert all(check.passed for check in checks_of(computed(statement(starts_on=date(2024, 1, 2)))))


def test_a_remote_half_day_says_that_the_body_trains_on_line():
    body()
    held = session()
    attend(held)
    of_year = statement()
    held.slots.update(remote=True)
    assert computed(of_year).remote is True


def test_the_number_of_queries_does_not_grow_with_the_year(django_assert_max_num_queries):
    of_year = made_up_year()
    with django_assert_max_num_queries(16):
        computed(of_year)
    for _ in range(5):
        attend(session())
    with django_assert_max_num_queries(16):
        computed(of_year)


def test_what_is_kept_as_json_reads_back_the_same():
    content = computed(made_up_year())
    assert Content.from_json(content.as_json()) == content
