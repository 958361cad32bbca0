"""Who sees which records, beyond the table of rights: colleagues, regions, closed organisations, and dates."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from config.rights import ROLES
from members.models import (
    Aci,
    Contact,
    Establishment,
    ImportBatch,
    Membership,
    Organisation,
    Role,
    RoleGrant,
    Succession,
    User,
    YearlyReturn,
)
from tests.factories import (
    AciFactory,
    AnnexFactory,
    ContactFactory,
    ConventionFactory,
    MembershipFactory,
    OrganisationFactory,
    RegionalAssociationFactory,
    UserFactory,
    YearlyReturnFactory,
    person,
    siret,
)

pytestmark = pytest.mark.django_db

TODAY = date.today()
DAY = timedelta(days=1)
LOGGED_IN = [role for role in ROLES if role != Role.VISITOR]
OF_NETWORK = [role for role in LOGGED_IN if role != Role.FORMER]
NATIONAL = {Role.NATIONAL_STAFF, Role.ADMIN}
SEE_CLOSED = NATIONAL | {Role.BOARD}
REFERENCES = ["Region", "Department", "Commune", "EmploymentZone", "RegionalAssociation"]


def again(user: User) -> User:
    """The same person at their next request."""
    return User.objects.get(pk=user.pk)


def site(organisation) -> Establishment:
    return Establishment.objects.create(
        organisation=organisation, siret=siret(organisation.siren, 2), department_id=organisation.department_id
    )


def succession(predecessor, successor) -> Succession:
    return Succession.objects.create(
        predecessor=predecessor, successor=successor, kind="merger", effective_on=date(2023, 1, 1)
    )


@pytest.fixture
def closed():
    """A closed organisation with all that is told of it."""
    organisation = OrganisationFactory(closed_on=date(2023, 5, 1))
    site(organisation), AciFactory(organisation=organisation), MembershipFactory(organisation=organisation)
    return organisation


def test_every_model_of_the_network_says_who_sees_it():
    silent = [m.__name__ for m in apps.get_app_config("members").get_models() if not hasattr(m.objects, "visible_to")]
    assert [name for name in silent if not name.endswith("Event") and "_" not in name] == []


@pytest.mark.parametrize("name", ["Establishment", "Succession", "User", "RoleGrant", "ImportBatch", "Contact"])
def test_a_visitor_sees_nothing_of_the_network(name):
    person(Role.NATIONAL_STAFF), ContactFactory()
    succession(site(OrganisationFactory()).organisation, OrganisationFactory())
    ImportBatch.objects.create(name="x.csv", sha256="0" * 64, file="x.csv")
    model = apps.get_model("members", name)
    assert model.objects.exists()
    assert not model.objects.visible_to(AnonymousUser()).exists()


@pytest.mark.parametrize("name", REFERENCES)
def test_territories_and_regional_associations_are_public(name):
    RegionalAssociationFactory()
    model = apps.get_model("members", name)
    assert model.objects.visible_to(AnonymousUser()).count() == model.objects.count() > 0


@pytest.mark.parametrize("role", OF_NETWORK)
def test_what_is_told_of_a_closed_organisation_goes_with_it(closed, role):
    user = person(role)
    open_one = site(OrganisationFactory())
    for model in (Establishment, Aci, Membership):
        seen = model.objects.visible_to(user).filter(organisation=closed).exists()
        assert seen == (role in SEE_CLOSED), model
    assert open_one in Establishment.objects.visible_to(user)


def test_the_people_of_a_closed_organisation_still_see_it(closed):
    user = ContactFactory(organisation=closed, user=UserFactory()).user
    for model in (Establishment, Aci, Membership):
        assert model.objects.visible_to(user).filter(organisation=closed).exists(), model
    assert closed in Organisation.objects.visible_to(user)


@pytest.mark.parametrize("role", OF_NETWORK)
def test_a_succession_is_seen_from_either_side(closed, role):
    to_open = succession(closed, OrganisationFactory())
    other = OrganisationFactory(closed_on=date(2023, 5, 1))
    between_closed = succession(other, OrganisationFactory(closed_on=date(2023, 5, 1)))
    seen = set(Succession.objects.visible_to(person(role)))
    assert seen == {to_open, between_closed} if role in SEE_CLOSED else seen == {to_open}


@pytest.mark.parametrize("role", LOGGED_IN)
def test_accounts_are_seen_by_national_staff_and_by_their_owner(role):
    other, user = UserFactory(), person(role)
    seen = set(User.objects.visible_to(user))
    assert user in seen
    assert (other in seen) == (role in NATIONAL)


@pytest.mark.parametrize("role", LOGGED_IN)
def test_roles_and_imports_are_seen_by_national_staff_alone(role):
    person(Role.BOARD)
    ImportBatch.objects.create(name="x.csv", sha256="0" * 64, file="x.csv")
    user = person(role)
    for model in (RoleGrant, ImportBatch):
        assert model.objects.visible_to(user).exists() == (role in NATIONAL), model


def test_contacts_are_those_of_all_the_organisations_where_one_works():
    user = UserFactory()
    first, second = ContactFactory(user=user), ContactFactory(user=user)
    colleague, stranger = ContactFactory(organisation=first.organisation), ContactFactory()
    assert set(Contact.objects.visible_to(user)) == {first, second, colleague}
    assert stranger not in Contact.objects.visible_to(user)


def test_regional_staff_see_the_regions_of_their_association():
    user = person(Role.REGIONAL_STAFF, region="04")
    RoleGrant.objects.get(user=user).association.regions.add("06")
    contacts = {code: ContactFactory(organisation__department_id=code) for code in ("974", "976", "35")}
    assert set(Contact.objects.visible_to(user)) == {contacts["974"], contacts["976"]}


def test_a_worksite_shows_its_convention_to_the_staff_of_its_own_region():
    aci = AciFactory(department_id="59", organisation__department_id="35")
    annex = AnnexFactory(convention=ConventionFactory(aci=aci))
    for region, seen in {"32": True, "53": False}.items():
        user = person(Role.REGIONAL_STAFF, region=region)
        assert (annex in type(annex).objects.visible_to(user)) is seen
        assert (annex.convention in type(annex.convention).objects.visible_to(user)) is seen


# Bounds of a validity, from today: the upper one is the first day when the right is over.
DATES = [
    ((None, None), True),
    ((-30, 1), True),
    ((0, None), True),
    ((-30, 0), False),
    ((1, None), False),
]


def from_today(bounds) -> tuple:
    return tuple(bound if bound is None else TODAY + bound * DAY for bound in bounds)


@pytest.mark.parametrize(("bounds", "holds"), DATES)
@pytest.mark.parametrize("role", [Role.NATIONAL_STAFF, Role.REGIONAL_STAFF, Role.BOARD])
def test_a_role_gives_rights_while_it_lasts(role, bounds, holds):
    declared = YearlyReturnFactory()
    user = person(role, region="53")
    grant = RoleGrant.objects.get(user=user)
    grant.validity = from_today(bounds)
    grant.save()
    assert (role in again(user).roles) is holds
    assert (declared in YearlyReturn.objects.visible_to(again(user))) is holds


@pytest.mark.parametrize(("bounds", "holds"), DATES)
def test_a_function_gives_rights_while_it_lasts(bounds, holds):
    contact = ContactFactory(user=UserFactory(), validity=from_today(bounds))
    declared = YearlyReturnFactory(organisation=contact.organisation)
    assert (declared in YearlyReturn.objects.visible_to(contact.user)) is holds
    assert (contact in Contact.objects.visible_to(contact.user)) is holds


@pytest.mark.parametrize(("bounds", "holds"), [((-30, 1), True), ((0, 30), True), ((-30, 0), False), ((1, 30), False)])
def test_a_membership_makes_a_member_while_it_lasts(bounds, holds):
    contact = ContactFactory(user=UserFactory())
    MembershipFactory(organisation=contact.organisation, year=TODAY.year, validity=from_today(bounds))
    assert contact.user.roles == {Role.MEMBER if holds else Role.SYMPATHISER}


def test_an_account_taken_from_a_function_sees_nothing_more():
    contact = ContactFactory(user=UserFactory())
    user = contact.user
    assert Contact.objects.visible_to(user).exists()
    contact.user = None
    contact.save()
    assert not Contact.objects.visible_to(again(user)).exists()
