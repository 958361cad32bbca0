"""A declared figure made of few answers is told only to those who may read each of them."""

from datetime import date

import pytest
from django.urls import reverse

from members.models import Contact, Region, Role
from reporting.domain.annual_report import ReportNotReady, ensure_report, lay_out, read_contents
from tests.factories import MembershipFactory, YearlyReturnFactory
from tests.reporting.helpers import pdf_text, small_network

pytestmark = pytest.mark.django_db

EMPLOYEES = reverse("reporting:figure_records", args=["members.insertion_employees"])
EXPORT = reverse("reporting:figures_export", args=["csv"])
PAGE = reverse("reporting:figures")


@pytest.fixture
def few():
    """Five answers in Brittany, two in the North: 4,321 employees each."""
    for department, count in (("35", 5), ("59", 2)):
        for _ in range(count):
            member = MembershipFactory(organisation__department_id=department).organisation
            YearlyReturnFactory(organisation=member, insertion_employees=4321)


def told(client, region: str) -> list[str]:
    """What the pages say of the employees of a region, tags aside."""
    asked = {"annee": 2023, "region": region}
    return [client.get(address, asked).content.decode().replace("\u00a0", "") for address in (PAGE, EMPLOYEES, EXPORT)]


@pytest.mark.parametrize(("role", "reads"), [(Role.MEMBER, False), (Role.OFFICIAL, False), (Role.BOARD, True),
                                             (Role.NATIONAL_STAFF, True)])  # fmt: skip
def test_few_answers_are_for_those_who_read_them(client, login, few, role, reads):
    login(role)
    assert [("8642" in page) for page in told(client, "32")] == [reads] * 3
    assert ["21605" in page for page in told(client, "53")] == [True] * 3


@pytest.mark.parametrize(("region", "reads"), [("32", True), ("53", False)])
def test_staff_of_a_region_read_their_own(client, login, few, region, reads):
    login(Role.REGIONAL_STAFF, region=region)
    assert ["8642" in page for page in told(client, "32")] == [reads] * 3


def test_visitors_read_no_sum_of_few_answers(client, few):
    page, _, export = told(client, "32")
    assert "8642" not in page + export
    assert "Chiffre réservé" in page
    # The network's own export hides the region's part, and tells the whole.
    rows = client.get(EXPORT, {"annee": 2023}).content.decode()
    assert "30247" in rows
    assert "8642" not in rows


def test_how_many_members_is_no_secret(client, few):
    assert client.get(PAGE, {"annee": 2023, "region": "32"}).context["trades"][0][1][0].value == 2


def test_one_reads_the_sum_of_ones_own_answers(client, login):
    user = login(Role.MEMBER)
    organisation = Contact.objects.get(user=user).organisation
    MembershipFactory(organisation=organisation, year=2023)
    YearlyReturnFactory(organisation=organisation, insertion_employees=8642)
    assert all("8642" in page for page in told(client, "53"))


def test_a_share_of_few_answers_is_not_told_either(client, few):
    [share] = [row for row in client.get(EXPORT, {"annee": 2023}).content.decode().splitlines()
               if row.startswith("members.share_under_50") and "Hauts-de-France" in row]  # fmt: skip
    assert "chiffre réservé" in share


def test_the_years_around_are_told_each_by_its_own_answers(client, login, few):
    login(Role.MEMBER)
    for department in ("53", "59"):
        member = MembershipFactory(organisation__department_id=department, year=2022).organisation
        YearlyReturnFactory(organisation=member, year=2022, insertion_employees=7777)
    page = client.get(EMPLOYEES, {"annee": 2023, "region": "53"}).content.decode().replace("\u00a0", "")
    assert "21605" in page
    assert "7777" not in page


def test_a_part_of_what_is_not_told_is_not_counted(client, login, few):
    login(Role.MEMBER)
    asked = {"annee": 2023, "region": "32", "repartition": "etpi"}
    address = reverse("reporting:figure_records", args=["members.by_etpi"])
    pages = [
        client.get(address, asked | {"part": part}).context["behind"] for part in ("<=12", "12-25", "26-50", ">70")
    ]
    assert pages == [0, 0, 0, 0]


def test_visitors_follow_no_declared_figure_from_day_to_day(client, login, few):
    for address in (PAGE, EXPORT):
        asked = {"annee": 2023, "region": "53", "au": "2023-06-30"}
        assert "21605" not in client.get(address, asked).content.decode().replace("\u00a0", "")
        assert "5" in client.get(address, asked).content.decode()
    login(Role.MEMBER)
    assert "21605" in client.get(PAGE, asked).content.decode().replace("\u00a0", "")


def test_the_home_page_tells_no_figure_of_few_answers(client):
    year = date.today().year - 1
    YearlyReturnFactory(organisation=MembershipFactory(year=year).organisation, year=year, insertion_employees=7777)
    page = client.get("/").content.decode().replace("\u00a0", "")
    assert "7777" not in page
    assert "Chiffre réservé" in page


def test_a_report_tells_no_figure_of_few_answers_and_refuses_to_quote_one(db):
    small_network()
    report = ensure_report(2023, Region.objects.get(code="32"))
    text = pdf_text(lay_out(read_contents(report)).content).replace("\u00a0", "")
    assert "moins de 5 réponses Salariés en insertion" in text
    assert "Trop peu de structures ont répondu" in text
    assert "189" not in text
    report.sections.filter(title="Éditorial").update(body="{{ figure:members.insertion_employees }}")
    with pytest.raises(ReportNotReady, match="le citer dirait ce que chacune a déclaré"):
        read_contents(report)
