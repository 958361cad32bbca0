"""Rules that the admin's forms hold: days included, amounts computed, periods that do not overlap, one door."""

from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from members.models import FinancialAnnex, Membership
from tests.factories import AciFactory, AnnexFactory, ConventionFactory, MembershipFactory, OrganisationFactory
from tests.html_forms import refusals_of, saved_again
from tests.members.test_import import NUMBER

pytestmark = pytest.mark.django_db


def membership(year: int, first: str = "", last: str = "", number: int = 0) -> dict:
    return {
        f"memberships-{number}-year": year,
        f"memberships-{number}-kind": "member",
        f"memberships-{number}-state": "valid",
        f"memberships-{number}-region": "53",
        f"memberships-{number}-validity_0": first,
        f"memberships-{number}-validity_1": last,
    }


def test_a_membership_counts_on_the_last_day_that_staff_type(client, staff):
    organisation = OrganisationFactory()
    rows = {"memberships-TOTAL_FORMS": 1} | membership(2030, "01/01/2030", "31/12/2030")
    assert refusals_of(saved_again(client, organisation, **rows)) == []
    assert Membership.objects.valid_on(date(2030, 12, 31)).exists()
    assert not Membership.objects.valid_on(date(2031, 1, 1)).exists()


def test_a_membership_without_dates_lasts_its_year(client, staff):
    organisation = OrganisationFactory()
    saved_again(client, organisation, **({"memberships-TOTAL_FORMS": 1} | membership(2030)))
    validity = Membership.objects.get().validity
    assert (validity.lower, validity.upper) == (date(2030, 1, 1), date(2031, 1, 1))


def test_a_membership_touches_its_year(client, staff):
    rows = {"memberships-TOTAL_FORMS": 1} | membership(2030, "01/01/2028", "31/12/2028")
    [refusal] = refusals_of(saved_again(client, OrganisationFactory(), **rows))
    assert "ne touche pas l'année 2030" in unescape(str(refusal))


def test_a_membership_without_dates_stands_beside_others(client, staff):
    organisation = MembershipFactory(year=2029).organisation
    rows = {"memberships-TOTAL_FORMS": 2} | membership(2030, number=1)
    assert refusals_of(saved_again(client, organisation, **rows)) == []
    assert Membership.objects.get(year=2030).validity.upper == date(2031, 1, 1)


@pytest.mark.parametrize("year", [9999, 1])
def test_a_year_that_cannot_be_is_refused(client, staff, year):
    [refusal] = refusals_of(
        saved_again(client, OrganisationFactory(), **({"memberships-TOTAL_FORMS": 1} | membership(year)))
    )
    assert "comprise entre 1990 et 2100" in unescape(str(refusal))


def test_the_year_9999_is_how_some_write_without_end(client, staff):
    rows = {"contacts-TOTAL_FORMS": 1, "contacts-0-full_name": "Zoé", "contacts-0-function": "director",
            "contacts-0-validity_0": "01/01/2023", "contacts-0-validity_1": "31/12/9999"}  # fmt: skip
    organisation = OrganisationFactory()
    assert refusals_of(saved_again(client, organisation, **rows)) == []
    assert organisation.contacts.get().validity.upper_inf


def test_the_same_year_twice_is_said_in_words(client, staff):
    rows = {"returns-TOTAL_FORMS": 2, "returns-0-year": 2023, "returns-1-year": 2023}
    response = saved_again(client, OrganisationFactory(), **rows)
    assert "Deux lignes portent la même année." in unescape(response.content.decode())


def test_a_decimal_is_typed_with_its_comma(client, staff):
    organisation = OrganisationFactory()
    rows = {"returns-TOTAL_FORMS": 1, "returns-0-year": 2023, "returns-0-insertion_fte": "12,5",
            "returns-0-insertion_employees": 30}  # fmt: skip
    assert refusals_of(saved_again(client, organisation, **rows)) == []
    assert organisation.returns.get().insertion_fte == Decimal("12.5")
    assert refusals_of(saved_again(client, organisation)) == []
    assert organisation.returns.get().insertion_fte == Decimal("12.5")


def test_an_address_that_changes_leads_its_territories_along(client, staff):
    organisation = OrganisationFactory(postcode="83630", city="Aups", department_id="83")
    assert refusals_of(saved_again(client, organisation, postcode="35000", city="Rennes")) == []
    organisation.refresh_from_db()
    assert (organisation.department_id, organisation.commune_id) == ("35", "35238")
    assert refusals_of(saved_again(client, organisation, department="59")) == [
        {"commune": ["Cette commune n'est pas dans ce département."]}
    ]


@pytest.mark.parametrize(("postcode", "city"), [("", "Rennes"), ("99999", "Nulle-Part"), ("35000", "RENNES CEDEX 7")])
def test_an_address_that_tells_no_territory_leaves_the_department(client, staff, postcode, city):
    organisation = OrganisationFactory(commune_id="35238", city="Ailleurs")
    assert refusals_of(saved_again(client, organisation, postcode=postcode, city=city)) == []
    organisation.refresh_from_db()
    assert (organisation.department_id, organisation.commune_id) == ("35", None)


def test_a_postcode_is_five_digits(client, staff):
    [refusal] = refusals_of(saved_again(client, OrganisationFactory(), postcode="ABCDE"))
    assert refusal["postcode"] == ["Un code postal compte cinq chiffres."]


def test_two_periods_typed_together_may_not_overlap(client, staff):
    rows = {"memberships-TOTAL_FORMS": 2}
    rows |= membership(2030, "01/01/2030", "30/06/2031") | membership(2031, "01/06/2031", "31/12/2031", number=1)
    [refusal] = refusals_of(saved_again(client, OrganisationFactory(), **rows))
    assert "se chevauchent" in unescape(str(refusal))
    assert not Membership.objects.exists()


ANNEX = {"annexes-TOTAL_FORMS": 1, "annexes-0-starts": "01/01/2023", "annexes-0-ends": "30/04/2023",
         "annexes-0-posts": "7.45", "annexes-0-state": "VALIDE"}  # fmt: skip


@pytest.mark.parametrize("number", ["ACI 054 18 0019 A0 M0", "aci054180019a0m0"])
def test_an_annex_number_is_typed_as_it_is_printed(client, staff, number):
    rows = ANNEX | {"annexes-0-number": number, "annexes-0-unit_amount": "22692"}
    assert refusals_of(saved_again(client, ConventionFactory(), **rows)) == []
    assert FinancialAnnex.objects.get().number == "ACI054180019A0M0"


def test_amounts_left_empty_are_computed(client, staff):
    rows = ANNEX | {"annexes-0-number": "ACI054180019A0M0"}
    assert refusals_of(saved_again(client, ConventionFactory(), **rows)) == []
    annex = FinancialAnnex.objects.get()
    assert (annex.unit_amount, annex.total_amount) == (Decimal("22692"), 4 * Decimal("14087.95"))


def test_an_amount_that_the_formula_does_not_give_is_confirmed_by_hand(client, staff):
    rows = ANNEX | {"annexes-0-number": "ACI054180019A0M0", "annexes-0-total_amount": "50000"}
    convention = ConventionFactory()
    [refusal] = refusals_of(saved_again(client, convention, **rows))
    assert "56\u00a0351,80" in unescape(str(refusal)).replace("\u202f", "\u00a0")
    assert refusals_of(saved_again(client, convention, **rows | {"annexes-0-amount_confirmed": "on"})) == []
    assert FinancialAnnex.objects.get().total_amount == 50000


def test_the_posts_of_a_year_stand_on_the_page_of_the_organisation(client, staff):
    convention = ConventionFactory(aci=AciFactory())
    for number, posts in [("ACI035230001A0M0", 10), ("ACI035230001A0M1", 12)]:
        AnnexFactory(convention=convention, number=number, posts=posts)
    page = client.get(convention.aci.organisation.get_absolute_url()).content.decode()
    assert "12,00 en 2023" in " ".join(page.split())


def test_an_establishment_is_of_its_organisation(client, staff):
    rows = {"establishments-TOTAL_FORMS": 1, "establishments-0-siret": NUMBER, "establishments-0-kind": "site",
            "establishments-0-department": "35"}  # fmt: skip
    OrganisationFactory.reset_sequence(500)
    [refusal] = refusals_of(saved_again(client, OrganisationFactory(), **rows))
    assert "doit commencer par le SIREN" in unescape(str(refusal))


def test_the_admin_has_no_door_of_its_own(client):
    response = client.get(reverse("admin:login"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_a_list_filtered_by_what_no_database_keeps_is_a_wrong_address(client, staff):
    MembershipFactory()
    for address in ("/admin/members/membership/?region=%00", "/annuaire/?q=%00", "/chiffres/?region=%00"):
        assert client.get(address).status_code == 400


def test_the_history_of_nothing_is_not_an_error(client, staff):
    for address in ("/admin/members/organisation/abc/history/", "/admin/members/organisation/999999/history/"):
        assert client.get(address, follow=True).status_code in {200, 404}


@pytest.mark.parametrize(("starts", "ends"), [("01/01/2022", "31/12/2022"), ("01/06/2023", "31/05/2024")])
def test_an_annex_lies_within_its_convention(client, staff, starts, ends):
    rows = ANNEX | {"annexes-0-number": "ACI054180019A0M0", "annexes-0-starts": starts, "annexes-0-ends": ends}
    [refusal] = refusals_of(saved_again(client, ConventionFactory(), **rows))
    assert "sort de la période de la convention" in refusal["ends"][0]


def test_an_annex_of_before_the_first_amount_known_says_so(client, staff):
    convention = ConventionFactory(validity=DateRange(date(2001, 1, 1), date(2002, 1, 1)))
    rows = ANNEX | {
        "annexes-0-number": "ACI054010019A0M0",
        "annexes-0-starts": "01/01/2001",
        "annexes-0-ends": "31/12/2001",
    }
    [refusal] = refusals_of(saved_again(client, convention, **rows))
    assert "Aucun montant n'est connu à cette date" in refusal["unit_amount"][0]
