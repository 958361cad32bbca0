"""How complete a record is: each check alone, on the page, in the admin and by region."""

from datetime import date

import pytest
from django.urls import reverse

from members.domain.quality.completeness import (
    CHECKS,
    TOTAL,
    by_region,
    completeness_of,
    most_missing,
    with_checks,
    with_completeness,
)
from members.models import Commune, Membership, Organisation, Role
from tests.factories import (
    AciFactory,
    ContactFactory,
    ConventionFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    YearlyReturnFactory,
    person,
    year_range,
)

pytestmark = pytest.mark.django_db
QUALITY = reverse("members:quality")
CHANGELIST = reverse("admin:members_organisation_changelist")
WEIGHTS = {check.name: check.weight for check in CHECKS}


@pytest.fixture
def whole():
    """A member that lacks nothing."""
    organisation = OrganisationFactory(
        address="1 rue A",
        email="a@b.fr",
        phone="0299",
        activities=["Textile"],
        commune=Commune.objects.get(code="35238"),
    )
    year = date.today().year
    MembershipFactory(organisation=organisation, year=year)
    YearlyReturnFactory(organisation=organisation, year=year - 1)
    ConventionFactory(aci=AciFactory(organisation=organisation), validity=year_range(year))
    ContactFactory(organisation=organisation, function="director", manages=True, user=UserFactory())
    ContactFactory(organisation=organisation, function="president")
    return organisation


def score(organisation):
    """Its completeness, which the list computes alike."""
    found = completeness_of(with_checks(Organisation.objects).get(pk=organisation.pk))
    assert with_completeness(Organisation.objects).get(pk=organisation.pk).completeness == found.percent
    return found


def test_weights_make_a_hundred():
    assert TOTAL == 100


def test_a_whole_record_lacks_nothing(whole):
    found = score(whole)
    assert (found.percent, found.missing) == (100, [])


@pytest.mark.parametrize(
    ("name", "take_away"),
    [
        ("address", lambda one: Organisation.objects.update(postcode="")),
        ("commune", lambda one: Organisation.objects.update(commune=None)),
        ("email", lambda one: Organisation.objects.update(email="")),
        ("phone", lambda one: Organisation.objects.update(phone="")),
        ("activities", lambda one: Organisation.objects.update(activities=[])),
        ("director", lambda one: one.contacts.filter(function="director").update(function="hr")),
        ("president", lambda one: one.contacts.filter(function="president").update(validity=year_range(2020))),
        ("manager", lambda one: one.contacts.update(user=None)),
        ("manager", lambda one: one.contacts.update(manages=False)),
        ("return", lambda one: one.returns.update(insertion_fte=None)),
        ("worksite", lambda one: one.acis.get().conventions.update(validity=year_range(2020))),
    ],
)
def test_each_thing_is_missed_alone(whole, name, take_away):
    take_away(whole)
    found = score(whole)
    check = next(check for check in CHECKS if check.name == name)
    assert found.percent == 100 - WEIGHTS[name]
    assert found.missing == [(check.missing, reverse(check.page, args=[whole.pk]))]


def test_neither_return_nor_worksite_is_asked_of_a_sympathiser(whole):
    whole.returns.all().delete()
    whole.acis.get().conventions.update(validity=year_range(2020))
    assert score(whole).percent == 100 - WEIGHTS["return"] - WEIGHTS["worksite"]
    Membership.objects.update(kind="sympathiser")
    assert score(whole).percent == 100


def test_its_people_and_staff_read_it_on_the_page_and_others_do_not(client, whole):
    Organisation.objects.update(phone="")
    address = whole.get_absolute_url()
    for user, told in [
        (whole.contacts.get(function="director").user, True),
        (person(Role.NATIONAL_STAFF), True),
        (person(Role.REGIONAL_STAFF, region="53"), True),
        (person(Role.REGIONAL_STAFF, region="84"), False),
        (person(Role.MEMBER), False),
        (person(Role.BOARD), False),
    ]:
        client.force_login(user)
        html = client.get(address).content.decode()
        assert ("Fiche complète à 90" in html) is told
        assert ("Il manque" in html) is told


@pytest.mark.parametrize(("asked", "count"), [("50", 1), ("80", 0), ("100", 0), ("tout", 1), ("x", 2)])
def test_the_admin_filters_by_completeness(client, staff, whole, asked, count):
    OrganisationFactory()
    assert client.get(CHANGELIST, {"completude": asked}).context["cl"].result_count == count


def test_the_admin_sorts_by_completeness(client, staff, whole):
    poor = OrganisationFactory()
    column = client.get(CHANGELIST).context["cl"].list_display.index("completeness")
    for order, first in ((str(column), poor), (f"-{column}", whole)):
        assert next(iter(client.get(CHANGELIST, {"o": order}).context["cl"].result_list)) == first


def test_the_list_costs_the_same_for_many(client, staff, django_assert_max_num_queries):
    OrganisationFactory.create_batch(10)
    client.get(CHANGELIST)
    with django_assert_max_num_queries(9):
        assert client.get(CHANGELIST).context["cl"].result_count == 10


def test_regions_are_compared_and_what_lacks_most_is_said(client, staff, whole):
    poor = OrganisationFactory(department_id="59")
    MembershipFactory(organisation=poor, year=date.today().year, kind="sympathiser")
    OrganisationFactory()  # belongs to no year: it is not counted
    page = client.get(QUALITY)
    assert [(row["region"], int(row["mean"]), row["count"]) for row in page.context["regions"]] == [
        ("Hauts-de-France", 15, 1),
        ("Bretagne", 100, 1),
    ]
    assert page.context["mean"] == pytest.approx(57.5)
    assert dict(page.context["missing"])["le téléphone"] == 1
    assert "les effectifs de l'an dernier" not in dict(most_missing(Organisation.objects.filter(pk=whole.pk)))


def test_nobody_belongs_yet(client, staff):
    assert by_region(Organisation.objects.none()) == []
    assert "Aucune structure n" in client.get(QUALITY).content.decode()
