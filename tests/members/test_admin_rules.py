"""Rules that the admin's forms hold: days included, amounts computed, periods that do not overlap, one door."""

from datetime import date
from decimal import Decimal
from html import unescape

import pytest
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
    assert "2023, 12,00" in " ".join(page.split())


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
