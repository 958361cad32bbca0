"""A seat that takes another SIRET stays known by the former one."""

from datetime import date

import pytest
from django.urls import reverse

from members.domain.siret import SiretRefused, change_siret
from members.models import Establishment, Role
from tests.factories import MembershipFactory, OrganisationFactory, person, siren, siret

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved():
    """A member whose seat had a SIRET until 1 July 2023."""
    organisation = MembershipFactory(year=2023).organisation
    Establishment.objects.create(
        organisation=organisation, siret=organisation.siret, kind="seat", department=organisation.department
    )
    change_siret(organisation, siret=siret(organisation.siren, 2), on=date(2023, 7, 1))
    organisation.refresh_from_db()
    return organisation


def test_the_former_one_is_kept_with_its_days(moved):
    former = moved.former_sirets.get()
    assert (former.siret, former.validity.lower, former.validity.upper) == (siret(moved.siren), None, date(2023, 7, 1))
    assert moved.siret == siret(moved.siren, 2)
    seats = list(moved.establishments.order_by("siret").values_list("siret", "kind", "active"))
    assert seats == [(siret(moved.siren), "site", False), (siret(moved.siren, 2), "seat", True)]


def test_a_search_by_the_former_one_finds_the_organisation(client, moved):
    client.force_login(person(Role.MEMBER))
    page = client.get(reverse("members:directory"), {"annee": 2023, "q": siret(moved.siren)})
    assert [line.number for line in page.context["lines"]] == [moved.pk]


def test_days_follow_one_another(moved):
    change_siret(moved, siret=siret(moved.siren, 3), on=date(2024, 1, 1))
    assert [(f.validity.lower, f.validity.upper) for f in moved.former_sirets.order_by("pk")] == [
        (None, date(2023, 7, 1)),
        (date(2023, 7, 1), date(2024, 1, 1)),
    ]
    with pytest.raises(SiretRefused, match="déjà noté"):
        change_siret(moved, siret=siret(moved.siren, 4), on=date(2023, 9, 1))


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (siret(siren(9999), 2), "notez une succession"),
        (siret(siren(8888)), "déjà le SIRET"),
        (siren(8888) + "00029", "clé de contrôle"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(number, reason):
    organisation = OrganisationFactory(siren=siren(8888))
    with pytest.raises(SiretRefused, match=reason):
        change_siret(organisation, siret=number, on=date(2023, 7, 1))


def test_staff_change_it_on_a_page(client):
    organisation = OrganisationFactory()
    client.force_login(person(Role.NATIONAL_STAFF))
    address = reverse("members:change_siret", args=[organisation.pk])
    page = client.post(address, {"siret": "123", "on": "2023-07-01"}).content.decode()
    assert "14 chiffres" in page
    new = siret(organisation.siren, 2)
    assert client.post(address, {"siret": new, "on": "2023-07-01"}).status_code == 302
    assert "Anciens SIRET" in client.get(organisation.get_absolute_url()).content.decode()
