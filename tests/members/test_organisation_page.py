"""The page of an organisation: what each role sees of its inside, and how little it costs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config.rights import ALL, DATA, NONE, OWN, REGION, ROLES
from members.models import Establishment, Membership, Role, Succession
from tests.factories import (
    AciFactory,
    AnnexFactory,
    ContactFactory,
    ConventionFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    YearlyReturnFactory,
    person,
    siret,
)

pytestmark = pytest.mark.django_db

LOGGED_IN = [role for role in ROLES if role != Role.VISITOR]
# What the page says of each kind of record, as `filled` writes it.
SAID = {
    "members.Organisation": "Les Jardins de Rennes",
    "members.Membership": '<td data-label="Région">Bretagne</td>',
    "members.Aci": "Potager de Rennes",
    "members.YearlyReturn": "1\u00a0234",
    "members.FinancialAnnex": "Annexes financières",
    "members.Contact": "Zoé Étienne",
}


def filled(organisation=None, rows: int = 1):
    """An organisation with `rows` records of each kind that its page shows."""
    organisation = organisation or OrganisationFactory(name="Les Jardins de Rennes")
    kept = organisation.memberships.count()
    for row in range(rows):
        if row >= kept:
            MembershipFactory(organisation=organisation, year=2019 + row)
        YearlyReturnFactory(organisation=organisation, year=2019 + row, insertion_employees=1234)
        ContactFactory(organisation=organisation, full_name="Zoé Étienne", email="zoe@example.org")
        aci = AciFactory(organisation=organisation, name="Potager de Rennes")
        AnnexFactory(convention=ConventionFactory(aci=aci))
        site(organisation, row, name="Antenne")
        Succession.objects.create(
            predecessor=OrganisationFactory(), successor=organisation, kind="merger", effective_on=date(2020, 1, 1)
        )
    return organisation


def site(organisation, row: int, **fields) -> Establishment:
    return Establishment.objects.create(
        organisation=organisation, siret=siret(organisation.siren, 2 + row), department_id="35", **fields
    )


def told(client, organisation) -> dict[str, bool]:
    """Of each kind of record, whether the page tells it."""
    page = client.get(organisation.get_absolute_url()).content.decode()
    return {model: words in page for model, words in SAID.items()}


def as_the_table_says(role: Role, *scopes: str) -> dict[str, bool]:
    rows = {row.model: row.scope(role) for row in DATA}
    return {model: rows[model] in scopes for model in SAID}


@pytest.mark.parametrize("role", LOGGED_IN)
def test_another_organisation_shows_what_the_table_says(client, login, role):
    login(role, region="32")
    assert told(client, filled()) == as_the_table_says(role, ALL)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.SYMPATHISER])
def test_ones_own_organisation_shows_what_the_table_says(client, login, role):
    own = OrganisationFactory(name="Les Jardins de Rennes")
    login(role, organisation=own)
    assert told(client, filled(own)) == as_the_table_says(role, ALL, OWN)


def test_an_organisation_of_ones_region_shows_what_the_table_says(client, login):
    login(Role.REGIONAL_STAFF, region="53")
    assert told(client, filled()) == as_the_table_says(Role.REGIONAL_STAFF, ALL, REGION)


def test_a_visitor_logs_in_first(client):
    organisation = filled()
    assert as_the_table_says(Role.VISITOR, NONE) == dict.fromkeys(SAID, True)
    response = client.get(organisation.get_absolute_url())
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_a_colleague_sees_the_same_and_an_outsider_does_not(client):
    own, other = filled(), OrganisationFactory()
    for organisation, seen in {own: True, other: False}.items():
        MembershipFactory(organisation=organisation, year=date.today().year)
        client.force_login(ContactFactory(organisation=organisation, user=UserFactory()).user)
        assert told(client, own)["members.Contact"] is seen
        assert told(client, own)["members.YearlyReturn"] is seen


def test_a_function_that_ended_shows_nothing_of_the_inside(client):
    organisation = filled()
    former = ContactFactory(organisation=organisation, user=UserFactory(), validity=(None, date.today()))
    client.force_login(former.user)
    assert told(client, organisation) == as_the_table_says(Role.FORMER, ALL)


@pytest.mark.parametrize("role", LOGGED_IN)
def test_only_national_staff_are_offered_to_change_it(client, login, role):
    login(role)
    page = client.get(filled().get_absolute_url()).content.decode()
    assert ("/admin/" in page.split("<main", 1)[1]) == (role in {Role.NATIONAL_STAFF, Role.ADMIN})


def test_a_closed_organisation_is_found_by_its_own_people_the_board_and_staff(client):
    closed = OrganisationFactory(closed_on=date(2023, 5, 1))
    answers = {}
    for role in LOGGED_IN:
        client.force_login(person(role))
        answers[role] = client.get(closed.get_absolute_url()).status_code
    seen = {Role.BOARD, Role.NATIONAL_STAFF, Role.ADMIN}
    assert answers == {role: 200 if role in seen else 404 for role in LOGGED_IN}
    client.force_login(ContactFactory(organisation=closed, user=UserFactory()).user)
    assert "Fermée" in client.get(closed.get_absolute_url()).content.decode()


@pytest.mark.parametrize("role", [role for role in LOGGED_IN if role != Role.FORMER])
def test_the_page_costs_ten_queries_at_most_whatever_it_shows(client, role):
    small, large = filled(rows=1), filled(OrganisationFactory(), rows=7)
    user = person(role, region="53")
    if role in {Role.MEMBER, Role.SYMPATHISER}:
        for organisation in (small, large):
            ContactFactory(organisation=organisation, user=user)
    client.force_login(user)
    client.get(reverse("home"))
    costs = [queries(client, organisation) for organisation in (small, large)]
    assert costs[0] == costs[1] <= 10


def test_sites_without_a_name_cost_no_more(client, login):
    login(Role.BOARD)
    client.get(reverse("home"))
    few, many = OrganisationFactory(), OrganisationFactory()
    for organisation, rows in {few: 1, many: 5}.items():
        for row in range(rows):
            site(organisation, row)
    assert queries(client, few) == queries(client, many)


def queries(client, organisation) -> int:
    """How many queries the page costs to whoever comes from another page."""
    with CaptureQueriesContext(connection) as made:
        response = client.get(organisation.get_absolute_url())
    assert response.status_code == 200
    return len(made)


def test_a_struck_off_membership_is_told_with_its_state(client, login):
    login(Role.BOARD)
    membership = MembershipFactory(state=Membership.State.STRUCK_OFF)
    assert "radiée" in client.get(membership.organisation.get_absolute_url()).content.decode()
