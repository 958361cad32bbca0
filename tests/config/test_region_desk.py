"""The desk of a region: what it shows, and never the private data of another."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from config.desk import todo_of
from config.regions import campaign_of, figures_of, members_of, to_come
from config.waiting.network import waiting_in
from members.models import Department, RegionalAssociation, Role
from reporting.indicators import Scope, all_indicators, get
from reporting.indicators.regions import by_region
from tests.factories import (
    BudgetLineFactory,
    CampaignFactory,
    ContactFactory,
    DelegatedMissionFactory,
    FeeCallFactory,
    GeneralMeetingFactory,
    MembershipApplicationFactory,
    MembershipFactory,
    MissionReportFactory,
    OrganisationFactory,
    ResourceFactory,
    YearlyReturnFactory,
    person,
)
from tests.reporting.helpers import small_network

pytestmark = pytest.mark.django_db
THIS_YEAR = timezone.localdate().year
LAST_YEAR = THIS_YEAR - 1


def plain(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")


@pytest.fixture
def breton(client):
    user = person(Role.REGIONAL_STAFF)
    client.force_login(user)
    return user


def something_in(department: str, name: str, amount: int) -> None:
    """A member with a return, a late call, a contact, an application and a mission, all of which bear the name."""
    organisation = OrganisationFactory(name=f"Structure {name}", department=Department.objects.get(code=department))
    MembershipFactory(organisation=organisation, year=LAST_YEAR)
    YearlyReturnFactory(organisation=organisation, year=LAST_YEAR, insertion_employees=amount)
    ContactFactory(organisation=organisation, manages=True, full_name=f"Dominique {name}", phone="0102030405")
    membership = MembershipFactory(organisation=organisation, year=2024, state="called")
    FeeCallFactory(membership=membership, amount=amount)
    MembershipApplicationFactory(name=f"Candidate {name}", department=organisation.department)
    mission = DelegatedMissionFactory(title=f"Mission {name}", region=organisation.department.region)
    BudgetLineFactory(mission=mission, planned=amount, spent=9 * amount, reason=f"Motif {name}")
    MissionReportFactory(mission=mission, due_on=timezone.localdate() - timedelta(days=1))
    ResourceFactory(title=f"Ressource {name}").regions.set([organisation.department.region_id])


@pytest.fixture
def two_regions():
    something_in("35", "bretonne", 1111)
    something_in("59", "nordiste", 7777)


def test_it_shows_the_region_and_nothing_of_another(client, breton, two_regions):
    meeting = GeneralMeetingFactory(title="AG à venir", held_on=timezone.localdate() + timedelta(days=9))
    page = plain(client.get(reverse("region_desk", args=["53"])))
    for words in (
        "Structure bretonne", "Dominique bretonne", "1 111,00 €", "Mission bretonne", "Ressource bretonne",
        "en retard", "budget dépassé", meeting.title, "Demandes d'adhésion qui attendent l'avis de la région : 1",
    ):  # fmt: skip
        assert words in page
    for secret in ("nordiste", "7 777", "7777"):
        assert secret not in page


def test_what_waits_in_a_region_waits_on_the_home_desk_of_its_staff_too(breton, two_regions):
    waiting = waiting_in(breton, "53")
    assert any("avis de la région : 1" in todo.text for todo in waiting)
    assert [todo for todo in todo_of(breton) if todo in waiting] == waiting


@pytest.mark.parametrize("part", ["waiting", "members", "campaign", "figures", "to_come"])
def test_each_part_keeps_to_its_region(breton, two_regions, part):
    parts = {
        "waiting": lambda: [todo.text for todo in waiting_in(breton, "53")],
        "members": lambda: members_of("53", date(LAST_YEAR, 6, 1)),
        "campaign": lambda: (lambda found: [found["amounts"], [str(one) for one in found["whom"]]])(campaign_of(breton, "53")),
        "figures": lambda: [(line.indicator.key, line.value, line.last) for line in figures_of(breton, "53", LAST_YEAR)],
        "to_come": lambda: {name: [str(one) for one in rows] for name, rows in to_come(breton, "53", timezone.localdate()).items()},
    }  # fmt: skip
    told = str(parts[part]())
    assert "7777" not in told
    assert "nordiste" not in told
    assert "69993" not in told


def test_figures_of_another_region_are_not_told_even_if_asked(breton, two_regions):
    lines = {line.indicator.key: line for line in figures_of(breton, "32", LAST_YEAR)}
    for key in ("members.insertion_employees", "members.fees_called", "members.delegated_budget"):
        assert lines[key].value is None


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.MEMBER, 403), (Role.FORMER, 403), (Role.SYMPATHISER, 403), (Role.BOARD, 200), (Role.NATIONAL_STAFF, 200)],
)
def test_who_opens_the_desk_of_a_region(client, role, status):
    client.force_login(person(role))
    assert client.get(reverse("region_desk", args=["53"])).status_code == status
    assert client.get(reverse("region_desk")).status_code == status


def test_another_region_is_refused_and_an_unknown_one_is_not_found(client, breton):
    assert client.get(reverse("region_desk", args=["32"])).status_code == 403
    assert client.get(reverse("region_desk", args=["999"])).status_code == 404
    assert client.get(reverse("region_desk")).url == reverse("region_desk", args=["53"])
    home = plain(client.get(reverse("home")))
    assert "Ma région" in home
    assert "Ouvrir le bureau de ma région" in home


def test_who_serves_several_regions_goes_from_one_to_the_other(client, breton):
    RegionalAssociation.objects.get(pk=breton.role_grants.get().association_id).regions.add("04")
    cache.clear()
    page = plain(client.get(reverse("region_desk", args=["04"])))
    assert reverse("region_desk", args=["53"]) in page
    assert reverse("region_desk", args=["32"]) not in page


def test_figures_stand_beside_the_network_and_last_year():
    national = person(Role.NATIONAL_STAFF)
    for department, people in (("35", [100, 200]), ("59", [300])):
        for count in people:
            member = OrganisationFactory(department_id=department)
            for year, number in ((LAST_YEAR, count), (LAST_YEAR - 1, count // 2)):
                MembershipFactory(organisation=member, year=year)
                YearlyReturnFactory(organisation=member, year=year, insertion_employees=number)
    lines = {line.indicator.key: line for line in figures_of(national, "53", LAST_YEAR)}
    people, adherents = lines["members.insertion_employees"], lines["members.adherents"]
    assert (people.value, people.average, people.share) == (300, 300, Decimal("50.0"))
    assert (people.last, people.difference) == (150, 150)
    assert (adherents.value, adherents.average, adherents.share) == (2, Decimal("1.5"), Decimal("66.7"))
    assert (
        adherents.url
        == f"{reverse('reporting:figure_records', args=['members.adherents'])}?annee={LAST_YEAR}&region=53"
    )
    share = lines["members.renewal_rate"]
    assert (share.value, share.average, share.share) == (100, 100, None)
    assert [line.indicator for line in lines.values()] == [one for one in all_indicators() if one.has_regions]


def test_all_regions_at_once_are_what_the_registry_says(django_assert_num_queries):
    small_network(2023)
    with django_assert_num_queries(1):
        found = by_region([one for one in all_indicators() if one.has_regions], [2023, 2022])
    for (key, year), figure in found.items():
        whole = get(key).measured(Scope(year))
        assert (figure.whole.value, figure.whole.records) == whole, key
        for code in ("53", "32", "03"):
            measured = figure.of(code)
            value, records = get(key).measured(Scope(year, code))
            assert (measured.value, measured.records) == (value, records), f"{key} {year} {code}"


@pytest.mark.parametrize("role", [Role.REGIONAL_STAFF, Role.NATIONAL_STAFF])
@pytest.mark.parametrize("count", [1, 4])
def test_the_desk_costs_as_much_whatever_its_members(client, role, count, django_assert_max_num_queries):
    CampaignFactory(state="open")
    for number in range(count):
        something_in("35", f"n{number}", 100 + number)
    client.force_login(person(role))
    # Names of regions and who one is are read once.
    client.get(reverse("region_desk", args=["53"]))
    cache.delete(f"regional-figures:{LAST_YEAR}")
    with django_assert_max_num_queries(39) as counted:
        assert client.get(reverse("region_desk", args=["53"])).status_code == 200
    COUNTED.setdefault(role, set()).add(len(counted))
    assert len(COUNTED[role]) == 1, COUNTED


COUNTED: dict[Role, set[int]] = {}
