"""A declared figure made of few answers is told only to those who may read each of them."""

import pytest
from django.urls import reverse

from members.models import Contact, Role
from tests.factories import MembershipFactory, YearlyReturnFactory

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
    assert "Moins de cinq réponses" in page
    # The network's own export hides the region's part, and tells the whole.
    rows = client.get(EXPORT, {"annee": 2023}).content.decode()
    assert "30247" in rows
    assert "8642" not in rows


def test_how_many_members_is_no_secret(client, few):
    assert client.get(PAGE, {"annee": 2023, "region": "32"}).context["figures"][0].value == 2


def test_one_reads_the_sum_of_ones_own_answers(client, login):
    user = login(Role.MEMBER)
    organisation = Contact.objects.get(user=user).organisation
    MembershipFactory(organisation=organisation, year=2023)
    YearlyReturnFactory(organisation=organisation, insertion_employees=8642)
    assert all("8642" in page for page in told(client, "53"))
