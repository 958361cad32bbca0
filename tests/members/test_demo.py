"""The demonstration network gives every figure that the 2023 report counts, and comes out the same each time."""

import json
import os
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse

from members.demo import network as demo
from members.demo.accounts import PASSWORD
from members.models import Role, User
from reporting.indicators import Scope, get
from tests.template_database import address
from training.domain.statement.content import FrameKey, computed
from training.models import ActivityStatement

# Two loads of the whole network come first, on a machine that may be busy.
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.timeout(900)]

NATION = Scope(2023)
# Rows without their numbers, which a sequence gives, nor what changes by design (passwords, dates of writing).
ROWS = {
    "organisations": """SELECT siren, siret, name, legal_form, address, postcode, city, commune_id, department_id, email,
        activities, closed_on, published_on, shows_email, found_by FROM members_organisation""",
    "labels": """SELECT siren, l.name, validity FROM members_organisationlabel h
        JOIN members_organisation o ON o.id = organisation_id JOIN members_label l ON l.id = label_id""",
    "successions": """SELECT p.siren, s.siren AS by, kind, effective_on, followed->'lines' FROM members_succession
        JOIN members_organisation p ON p.id = predecessor_id JOIN members_organisation s ON s.id = successor_id""",
    "carriers": """SELECT siren, a.name, validity FROM members_acicarrier c
        JOIN members_organisation o ON o.id = organisation_id JOIN members_aci a ON a.id = aci_id""",
    "signatures": """SELECT a.name, s.state, regional_signed_on, national_signed_on, refusal FROM members_agreementsignature s
        JOIN members_regionalassociation a ON a.id = association_id""",
    "reviews": """SELECT a.name, year, r.state, sent_at, met_on, asked_note, previous, closed_at FROM members_bilateralreview r
        JOIN members_regionalassociation a ON a.id = association_id JOIN members_reviewcampaign c ON c.id = campaign_id""",
    "answers": """SELECT a.name, year, m.code, regional_score, national_score, s.agreement FROM members_reviewanswer s
        JOIN members_bilateralreview r ON r.id = review_id JOIN members_regionalassociation a ON a.id = association_id
        JOIN members_reviewcampaign c ON c.id = campaign_id JOIN members_reviewquestion q ON q.id = question_id
        JOIN members_coremission m ON m.id = mission_id""",
    "facts": """SELECT a.name, year, indicator, region_id, value FROM members_reviewfact f
        JOIN members_bilateralreview r ON r.id = review_id JOIN members_regionalassociation a ON a.id = association_id
        JOIN members_reviewcampaign c ON c.id = campaign_id""",
    "decisions": """SELECT a.name, d.text, owner, due_on, d.state, reason, settled_on FROM members_reviewdecision d
        JOIN members_bilateralreview r ON r.id = review_id JOIN members_regionalassociation a ON a.id = association_id""",
    "establishments": "SELECT siret, kind, name, address, postcode, city, department_id FROM members_establishment",
    "memberships": """SELECT siren, year, kind, validity, region_id, state FROM members_membership m
        JOIN members_organisation o ON o.id = organisation_id""",
    "returns": """SELECT siren, year, insertion_fte, permanent_fte, insertion_employees, permanent_employees
        FROM members_yearlyreturn r JOIN members_organisation o ON o.id = organisation_id""",
    "worksites": """SELECT siren, a.name, activity, a.city, opened_on, asp_id, number, validity FROM members_aci a
        JOIN members_organisation o ON o.id = organisation_id JOIN members_aciconvention c ON c.aci_id = a.id""",
    "annexes": """SELECT asp_id, asp_annex_id, f.number, starts, ends, posts, unit_amount, total_amount
        FROM members_financialannex f JOIN members_aciconvention c ON c.id = convention_id""",
    "contacts": """SELECT siren, full_name, c.email, function, user_id IS NULL FROM members_contact c
        JOIN members_organisation o ON o.id = organisation_id""",
    "accounts": """SELECT u.email, u.full_name, is_superuser, role, team, a.name FROM members_user u
        LEFT JOIN members_rolegrant g ON g.user_id = u.id
        LEFT JOIN members_regionalassociation a ON a.id = association_id""",
    "roll": """SELECT title, siren, votes, present, arrived_at, representative FROM members_rollentry e
        JOIN members_generalmeeting m ON m.id = meeting_id""",
    "proxies": """SELECT g.siren, h.siren AS holder, given_on FROM members_proxy p
        JOIN members_rollentry g ON g.id = giver_id JOIN members_rollentry h ON h.id = holder_id""",
    "votes": """SELECT m.title, number, r.title AS resolution, votes_for, votes_against, votes_abstained, outcome
        FROM members_resolution r JOIN members_generalmeeting m ON m.id = meeting_id""",
    "missions": """SELECT title, purpose, region_id, validity, state, agreed_on, started_on FROM members_delegatedmission""",
    "budgets": """SELECT title, year, kind, label, planned, spent, l.reason FROM members_budgetline l
        JOIN members_delegatedmission m ON m.id = mission_id""",
    "mission_reports": """SELECT title, year, kind, due_on, r.state, narrative, carried_over FROM members_missionreport r
        JOIN members_delegatedmission m ON m.id = mission_id""",
    "instalments": """SELECT title, year, condition, due_on, amount, paid_on FROM members_instalment
        JOIN members_delegatedmission m ON m.id = mission_id""",
    "report": """SELECT year, position, kind, title, body FROM reporting_reportsection s
        JOIN reporting_annualreport r ON r.id = report_id""",
    "accreditations": """SELECT siren, code, state, requested_at, a.number, a.validity FROM certification_accreditation a
        JOIN members_organisation o ON o.id = organisation_id JOIN certification_certification c ON c.id = certification_id""",
    "checks": """SELECT siren, full_name, k.kind, k.state, carried_out_on, f.text FROM certification_accreditationcheck k
        JOIN certification_accreditation a ON a.id = accreditation_id JOIN members_organisation o ON o.id = organisation_id
        JOIN certification_official c ON c.id = controller_id LEFT JOIN certification_finding f ON f.check_made_id = k.id""",
    "juries": """SELECT held_on, j.state, j.region_id, full_name, s.college, s.role, s.answer FROM certification_jury j
        JOIN certification_seat s ON s.jury_id = j.id JOIN certification_official o ON o.id = official_id""",
    "candidates": """SELECT birth_name, first_name, birth_year, birth_commune_code, siren, registered_on, e.state, held_on, result
        FROM certification_candidate c JOIN certification_enrolment e ON e.candidate_id = c.id
        JOIN members_organisation o ON o.id = organisation_id LEFT JOIN certification_place p ON p.enrolment_id = e.id
        LEFT JOIN certification_jury j ON j.id = jury_id""",
    "certificates": """SELECT c.number, c.kind, c.issued_on, c.content, l.state FROM certification_certificate c
        LEFT JOIN certification_depositline l ON l.certificate_id = c.id""",
    "stated": "SELECT key, year, label, value, reason, source FROM reporting_statedfigure",
}


def counted(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def prints() -> dict[str, str]:
    """How many rows of each kind there are, and what they say."""
    return {
        kind: "{} {}".format(
            *counted(f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM ({sql}) t")[0]
        )
        for kind, sql in ROWS.items()
    }


def prints_of_a_load() -> dict[str, str]:
    """What a load would write; nothing of it is kept."""
    with transaction.atomic():
        call_command("load_demo")
        found = prints()
        transaction.set_rollback(True)
    return found


def prints_of_another_process() -> dict[str, str]:
    """The same on this database, by a process whose sets and hashes are in another order."""
    script = "import django; django.setup(); from tests.members import test_demo as t; print(t.json.dumps(t.prints_of_a_load()))"
    told = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ
        | {
            "DATABASE_URL": address(connection.settings_dict["NAME"]),
            "PYTHONHASHSEED": "1",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        },
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(told.stdout.splitlines()[-1])


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup, django_db_blocker):
    """The network, loaded once for these tests and taken away after them; what another load had written first."""
    with django_db_blocker.unblock():
        first = prints_of_another_process()
        with transaction.atomic():
            call_command("load_demo")
            yield first
            transaction.set_rollback(True)


MEMBERS = """SELECT organisation_id, region_id FROM members_membership WHERE kind = 'member'
    AND state IN ('valid', 'resigned') AND validity @> DATE '2023-12-31'"""
RETURNS = f"members_yearlyreturn r JOIN ({MEMBERS}) m USING (organisation_id) WHERE year = 2023"
FIGURES = {
    "members.adherents": (700, f"SELECT count(*) FROM ({MEMBERS}) m"),
    "members.sympathisers": (
        800,
        "SELECT count(*) FROM members_membership WHERE kind = 'sympathiser' AND validity @> DATE '2023-12-31'",
    ),
    "members.aci": (
        1300,
        f"""SELECT count(DISTINCT a.aci_id) FROM members_acicarrier a JOIN ({MEMBERS}) m USING (organisation_id)
        JOIN members_aciconvention c ON c.aci_id = a.aci_id AND c.validity @> DATE '2023-12-31'
        WHERE a.validity @> DATE '2023-12-31'""",
    ),
    "members.insertion_employees": (45_000, f"SELECT sum(insertion_employees) FROM {RETURNS}"),
    "members.permanent_employees": (8_500, f"SELECT sum(permanent_employees) FROM {RETURNS}"),
    "members.share_under_50": (
        Decimal("89.1"),
        f"SELECT round(100.0 * count(*) FILTER (WHERE total_fte <= 50) / count(*), 1) FROM {RETURNS}",
    ),
}
BY_ETPI = {"<=12": (213, "30.6"), "12-25": (263, "37.7"), "26-50": (150, "21.5"), "51-70": (34, "4.9"), ">70": (37, "5.3")}  # fmt: skip
BY_WORKFORCE = {"<=12": (0, "0.0"), "12-25": (362, "51.9"), "26-50": (259, "37.2"), ">50": (76, "10.9")}
BY_REGION = {"01": (6, "0.9"), "02": (5, "0.7"), "04": (14, "2.0"), "06": (4, "0.6"), "11": (78, "11.1"), "24": (30, "4.3"),
             "27": (38, "5.4"), "28": (40, "5.7"), "32": (82, "11.7"), "44": (60, "8.6"), "52": (36, "5.1"),
             "53": (42, "6.0"), "75": (72, "10.3"), "76": (68, "9.7"), "84": (84, "12.0"), "93": (37, "5.3"),
             "94": (4, "0.6")}  # fmt: skip
ETPI_BAND = """CASE WHEN insertion_fte <= 12 THEN '<=12' WHEN insertion_fte <= 25 THEN '12-25'
    WHEN insertion_fte <= 50 THEN '26-50' WHEN insertion_fte <= 70 THEN '51-70' ELSE '>70' END"""
TOTAL_BAND = """CASE WHEN insertion_fte + permanent_fte <= 12 THEN '<=12' WHEN insertion_fte + permanent_fte <= 25 THEN '12-25'
    WHEN insertion_fte + permanent_fte <= 50 THEN '26-50' ELSE '>50' END"""
SPREADS = {
    ("members.by_etpi", "etpi"): (697, BY_ETPI, f"SELECT {ETPI_BAND}, count(*) FROM {RETURNS} GROUP BY 1"),
    ("members.by_workforce", "workforce"): (
        697, BY_WORKFORCE, f"SELECT {TOTAL_BAND}, count(*) FROM {RETURNS} GROUP BY 1"
    ),
    ("members.by_region", "region"): (
        700, BY_REGION, f"SELECT region_id, count(*) FROM ({MEMBERS}) m GROUP BY 1"
    ),
}  # fmt: skip


# Juries, checks, accreditations asked for and support visits; those of 2020 were not written down.
CERTIFICATION = {2023: (130, 22, 9, 2), 2022: (113, 24, 15, 8), 2021: (144, 8, 3, 0), 2020: (71, 0, 5, None)}
COUNTED_BY_HAND = """SELECT
    (SELECT count(*) FROM certification_jury WHERE extract(year FROM held_on) = {0} AND state IN ('held', 'minutes', 'signed', 'notified', 'closed')),
    (SELECT count(*) FROM certification_accreditationcheck WHERE extract(year FROM carried_out_on) = {0}),
    (SELECT count(*) FROM certification_accreditation WHERE extract(year FROM requested_at) = {0}),
    (SELECT count(*) FROM certification_supportvisit WHERE extract(year FROM visited_on) = {0})"""
OFFICIALS = {"mandataires": 28, "controllers": 5, "epsp_trainers": 7}


@pytest.mark.parametrize("year", CERTIFICATION)
def test_certification_is_the_one_of_the_report(year):
    keys = ("juries", "checks", "accreditations_requested", "support_visits")
    assert tuple(get(f"certification.{key}").value(Scope(year)) for key in keys) == CERTIFICATION[year]
    assert counted(COUNTED_BY_HAND.format(year)) == [tuple(count or 0 for count in CERTIFICATION[year])]


@pytest.mark.parametrize(("key", "count"), OFFICIALS.items())
def test_officials_are_those_of_the_report(key, count):
    assert get(f"certification.{key}").value(NATION) == count


def test_candidates_have_their_results_and_their_certificates():
    [(candidates, judged)] = counted(
        "SELECT count(DISTINCT e.id), count(DISTINCT e.id) FILTER (WHERE result <> '') FROM certification_enrolment e "
        "LEFT JOIN certification_place p ON p.enrolment_id = e.id"
    )
    assert 900 <= judged <= candidates <= 1100
    without = """SELECT count(*) FROM certification_place p JOIN certification_jury j ON j.id = jury_id
        LEFT JOIN certification_certificate c ON c.place_id = p.id
        WHERE j.state IN ('notified', 'closed') AND result IN ('full', 'partial') AND c.id IS NULL"""
    assert counted(without) == [(0,)]


# The mobility programme of the report, and its marketing course.
OF_COURSE = """SELECT count(DISTINCT s.id), count(DISTINCT s.region_id),
        (SELECT sum(minutes) / 60.0 FROM training_slot l JOIN training_session t ON t.id = l.session_id
            JOIN training_courseversion w ON w.id = t.version_id JOIN training_course d ON d.id = w.course_id WHERE d.code = '{0}'),
        count(DISTINCT a.registration_id), count(DISTINCT o.organisation_id)
    FROM training_session s JOIN training_courseversion v ON v.id = s.version_id JOIN training_course c ON c.id = v.course_id
    JOIN training_registration r ON r.session_id = s.id JOIN training_order o ON o.id = r.order_id
    LEFT JOIN training_attendance a ON a.registration_id = r.id AND a.state = 'present'
    WHERE c.code = '{0}' AND extract(year FROM s.starts_on) = 2023"""


def test_the_mobility_programme_is_the_one_of_the_report():
    [(sessions, regions, hours, people, _)] = counted(OF_COURSE.format("MOB"))
    assert (sessions, regions, hours, people) == (13, 13, 266, 117)
    told = {key: get(f"training.{key}").breakdown(NATION, "theme").rows for key in ("sessions", "hours", "trainees")}
    shown = {key: next(row.value for row in rows if row.label == "Mobilité") for key, rows in told.items()}
    assert shown == {"sessions": 13, "hours": 266, "trainees": 117}


def test_marketing_was_followed_by_the_organisations_of_the_report():
    [(sessions, _, hours, _, organisations)] = counted(OF_COURSE.format("MKT"))
    assert (sessions, hours, organisations) == (1, Decimal("12.5"), 22)


def test_the_statement_of_the_year_adds_up():
    [(people, minutes)] = counted(
        """SELECT count(DISTINCT registration_id), sum(a.minutes) FROM training_attendance a
        JOIN training_slot s ON s.id = slot_id WHERE a.state = 'present' AND extract(year FROM day) = 2023"""
    )
    assert get("training.trainees").value(NATION) == people
    assert get("training.trainee_hours").value(NATION) == Decimal(minutes) / 60
    [(billed,)] = counted(
        """SELECT sum(l.amount) FROM training_invoiceline l JOIN training_traininginvoice i ON i.id = invoice_id
        WHERE extract(year FROM issued_on) = 2023"""
    )
    said = computed(ActivityStatement.objects.get(starts_on=date(2023, 1, 1)))
    assert said.frame(FrameKey.RESOURCES).total.exact == billed
    same = (FrameKey.BY_TYPE, FrameKey.BY_OBJECTIVE, FrameKey.BY_SPECIALITY)
    assert {(said.frame(key).total.count, said.frame(key).total.exact) for key in same} == {(people, minutes)}


@pytest.mark.parametrize("key", FIGURES)
def test_a_figure_is_the_one_of_the_report(key):
    expected, sql = FIGURES[key]
    assert counted(sql) == [(expected,)]
    assert get(key).value(NATION) == expected


@pytest.mark.parametrize(("key", "split"), SPREADS)
def test_a_spread_is_the_one_of_the_report(key, split):
    base, expected, sql = SPREADS[key, split]
    assert dict(counted(sql)) == {part: count for part, (count, _) in expected.items() if count}
    breakdown = get(key).breakdown(NATION, split)
    shown = {row.key: (row.value, str(row.share)) for row in breakdown.rows if row.value or row.key in expected}
    assert (breakdown.base, shown) == (base, expected)


def frame(sql: str) -> pd.DataFrame:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return pd.DataFrame(cursor.fetchall(), columns=[column.name for column in cursor.description])


@pytest.mark.parametrize("year", range(2021, 2026))
def test_pandas_counts_the_same_in_each_region(year):
    memberships = frame(
        f"""SELECT organisation_id, region_id, kind FROM members_membership
        WHERE state IN ('valid', 'resigned') AND validity @> DATE '{year}-12-31'"""
    )
    returns = frame(f"SELECT * FROM members_yearlyreturn WHERE year = {year}")
    members = memberships[memberships.kind == "member"]
    told = members.merge(returns, on="organisation_id")
    for code, known in members.groupby("region_id"):
        scope, answers = Scope(year, code), told[told.region_id == code]
        assert get("members.adherents").value(scope) == len(known)
        assert get("members.insertion_employees").value(scope) == answers.insertion_employees.sum()
        assert get("members.permanent_employees").value(scope) == answers.permanent_employees.sum()
        bands = pd.cut(answers.insertion_fte.astype(float), [0, 12, 25, 50, 70, 1000]).value_counts(sort=False)
        rows = get("members.by_etpi").breakdown(scope, "etpi").rows
        assert [row.value for row in rows] == [*bands]


def test_worksites_of_an_organisation_have_each_their_name():
    assert not counted("SELECT 1 FROM members_aci GROUP BY organisation_id, name HAVING count(*) > 1")


def test_the_network_lasts_until_today():
    today = date.today()
    assert get("members.adherents").value(Scope(today.year)) >= 700
    assert get("members.aci").value(Scope(today.year)) >= 1300


def test_some_join_within_the_year():
    months = counted("SELECT DISTINCT extract(month FROM lower(validity)) FROM members_membership WHERE year = 2024")
    assert len(months) > 1


def test_most_are_shown_to_everybody():
    [[share]] = counted("SELECT round(100.0 * count(published_on) / count(*)) FROM members_organisation")
    assert share == 60


def test_one_succession_of_each_kind_leaves_the_exact_year_alone():
    kinds = counted("SELECT kind, effective_on FROM members_succession ORDER BY kind")
    assert kinds == [(kind, date(2024, 7, 1)) for kind in ("identity", "merger", "takeover")]
    assert counted("SELECT closed_on, count(*) FROM members_organisation WHERE closed_on IS NOT NULL GROUP BY 1") == [
        (date(2024, 7, 1), 3)
    ]


def test_every_load_is_the_same(loaded):
    assert prints() == loaded
    assert loaded["organisations"].startswith("1619 ")


def test_a_second_load_is_quick_and_changes_nothing(loaded, capsys):
    assert demo.is_loaded()
    started = time.perf_counter()
    call_command("load_demo")
    assert time.perf_counter() - started < 1
    assert "déjà chargé" in capsys.readouterr().out
    assert prints() == loaded


@pytest.mark.parametrize(
    ("name", "role"),
    {
        "adherent": Role.MEMBER,
        "sympathisant": Role.SYMPATHISER,
        "region": Role.REGIONAL_STAFF,
        "national": Role.NATIONAL_STAFF,
        "ca": Role.BOARD,
        "mandataire": Role.OFFICIAL,
        "admin": Role.ADMIN,
    }.items(),
)
def test_an_account_logs_in_with_its_role(client, name, role):
    client.post(reverse("account_login"), {"login": f"{name}@example.org", "password": PASSWORD})
    user = client.get("/").wsgi_request.user
    assert (str(user.email), user.roles) == (f"{name}@example.org", {role})
    assert client.get(reverse("admin:members_organisation_changelist")).status_code == (
        200 if role in {Role.NATIONAL_STAFF, Role.ADMIN} else 302
    )


def test_regional_staff_serve_one_region():
    assert User.objects.get(email="region@example.org").region_codes == {"53"}
