"""The figures page and its exports say what the records say, and cost the same whatever their number."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from members.models import Role
from reporting.indicators import Count, Distinct, Quotient, Ratio, Scope, Sum, all_indicators, get
from reporting.views.figures import EXPORT_COLUMNS
from tests.factories import MembershipFactory, YearlyReturnFactory
from tests.reporting.helpers import small_network

pytestmark = pytest.mark.django_db

KEYS = [indicator.key for indicator in all_indicators()]
COUNTED = [indicator.key for indicator in all_indicators() if not indicator.is_share]
SCOPES = [Scope(2023), Scope(2023, "53")]


def asked(scope: Scope) -> dict:
    return {"annee": scope.year} | ({"region": scope.region} if scope.region else {})


def answers(rows: int) -> None:
    for _ in range(rows):
        YearlyReturnFactory(organisation=MembershipFactory().organisation)


def table(response, fmt: str) -> list[list]:
    """The cells of a downloaded file."""
    if fmt == "csv":
        return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(response.content)).active.values]


def as_number(cell) -> Decimal | None:
    """A number of a file, in French or not; an empty cell is not a zero."""
    return None if cell in {"", None} else Decimal(str(cell).replace(",", "."))


@pytest.mark.parametrize("rows", [3, 60])
def test_the_page_costs_a_query_for_each_figure(client, rows, django_assert_max_num_queries):
    answers(rows)
    # That of a register asks one more where it has no record: since when it is kept.
    registers = sum(indicator.since is not None for indicator in all_indicators())
    with django_assert_max_num_queries(len(KEYS) + registers + 1):
        assert client.get(reverse("reporting:figures"), {"annee": 2023}).status_code == 200


@pytest.mark.parametrize("rows", [3, 60])
@pytest.mark.parametrize("key", ["members.adherents", "members.insertion_employees"])
def test_records_cost_ten_queries_on_a_first_visit(client, login, key, rows, django_assert_max_num_queries):
    answers(rows)
    login(Role.BOARD)
    with django_assert_max_num_queries(10):
        response = client.get(get(key).get_absolute_url(), {"annee": 2023})
    assert len(response.context["rows"]) == min(rows, 50)


@pytest.mark.parametrize("rows", [3, 60])
@pytest.mark.parametrize("query", [{"region": "53"}, {"repartition": "region", "part": "53"}])
def test_records_of_a_part_cost_ten_queries(client, login, query, rows, django_assert_max_num_queries):
    answers(rows)
    login(Role.BOARD)
    client.get(reverse("home"))
    with django_assert_max_num_queries(10):
        response = client.get(get("members.adherents").get_absolute_url(), {"annee": 2023} | query)
    assert response.context["behind"] == rows


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("scope", SCOPES, ids=["network", "region"])
def test_a_value_is_what_its_records_say(key, scope):
    small_network()
    indicator = get(key)
    value, count = indicator.measured(scope)
    records = indicator.records(scope)
    assert records.count() == count
    if isinstance(indicator.measure, Count):
        assert value == count
    elif isinstance(indicator.measure, Sum):
        total = sum(records.values_list(indicator.measure.field, flat=True))
        assert value == indicator.measure.result({"value": total})
    elif isinstance(indicator.measure, Distinct):
        assert value == len(set(records.values_list(indicator.measure.field, flat=True)))
    elif isinstance(indicator.measure, Ratio):
        given, highest = map(sum, zip(*records.values_list("given", "highest"), strict=True))
        assert value == round(Decimal(100) * given / highest, 1)
    elif isinstance(indicator.measure, Quotient):
        total = sum(records.values_list(indicator.measure.field, flat=True))
        assert value == round(Decimal(total) / records.values_list(indicator.measure.over, flat=True)[0], 1)
    else:
        within = records.filter(indicator.measure.of).count()
        assert value == round(Decimal(100) * within / count, 1)


@pytest.mark.parametrize("key", COUNTED)
def test_a_region_without_a_record_counts_zero_where_the_network_has_some(key):
    small_network()
    assert get(key).measured(Scope(2023, "03")) == (0, 0)


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
@pytest.mark.parametrize("scope", SCOPES, ids=["network", "region"])
def test_the_export_holds_every_figure_and_every_part(client, login, fmt, scope):
    small_network()
    login(Role.NATIONAL_STAFF)
    headers, *rows = table(client.get(reverse("reporting:figures_export", args=[fmt]), asked(scope)), fmt)
    assert headers == EXPORT_COLUMNS
    found = [(row[0], row[1], row[2] or "", *map(as_number, (row[3], row[5], row[6]))) for row in rows]
    expected = []
    for indicator in all_indicators():
        value, count = indicator.measured(scope)
        expected.append((indicator.key, indicator.label, "", value, None, count))
        for breakdown in indicator.breakdowns(scope):
            for part in breakdown.rows:
                expected.append((indicator.key, indicator.label, part.label, part.value, part.share, part.records))
    assert found == expected
    assert {row[8] for row in rows} == {indicator.definition for indicator in all_indicators()}


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_a_figure_without_data_is_exported_empty(client, fmt):
    _, *rows = table(client.get(reverse("reporting:figures_export", args=[fmt]), {"annee": 1999}), fmt)
    assert [(row[0], as_number(row[3])) for row in rows if not row[2]] == [(key, None) for key in KEYS]


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_the_export_of_records_holds_those_of_the_page(client, login, fmt):
    small_network()
    login(Role.BOARD)
    address = reverse("reporting:records_export", args=["members.insertion_employees", fmt])
    answer = client.get(address, {"annee": 2023})
    assert answer["Content-Disposition"] == f'attachment; filename="salaries-en-insertion-2023.{fmt}"'
    headers, *rows = table(answer, fmt)
    assert sum(as_number(row[headers.index("Salariés en insertion")]) for row in rows) == 1519
    _, *of_region = table(client.get(address, {"annee": 2023, "repartition": "region", "part": "53"}), fmt)
    assert of_region == [row for row in rows if row[headers.index("Département")] == "Ille-et-Vilaine"]


def test_the_export_of_records_holds_only_what_one_may_see(client, login):
    small_network()
    login(Role.REGIONAL_STAFF, region="32")
    address = reverse("reporting:records_export", args=["members.insertion_employees", "csv"])
    _, *rows = table(client.get(address, {"annee": 2023}), "csv")
    assert [row[3] for row in rows] == ["Nord"]


@pytest.mark.parametrize(
    ("query", "field", "reason"),
    [
        ({"annee": "1800"}, "annee", "comprise entre 1990 et 2100"),
        ({"annee": "deux mille"}, "annee", "L'année est un nombre entier, comme 2023."),
        ({"region": "999"}, "region", "Aucune région ne porte le code"),
        ({"au": "2023-02-30"}, "au", "La date s'écrit comme 2023-12-31"),
        ({"annee": "2023", "au": "2022-05-01"}, "au", "La date doit être dans l'année choisie."),
    ],
)
def test_the_page_says_what_is_wrong_in_the_question(client, query, field, reason):
    response = client.get(reverse("reporting:figures"), query)
    assert response.status_code == 400
    assert reason in response.context["form"].errors[field][0]
    assert reason.replace("'", "&#x27;") in response.content.decode()


def test_a_date_alone_says_its_year(client):
    small_network()
    response = client.get(reverse("reporting:figures"), {"au": "2023-06-30"})
    assert (response.status_code, response.context["scope"].day) == (200, date(2023, 6, 30))


def test_a_wrong_question_put_to_a_figure_keeps_its_form(client, login):
    login(Role.MEMBER)
    response = client.get(get("members.adherents").get_absolute_url(), {"annee": "2023", "au": "2024-06-30"})
    assert response.status_code == 400
    assert "La date doit être dans l&#x27;année choisie." in response.content.decode()
