"""Organisations that are likely written twice: found, listed, told apart."""

import time

import pytest
from django.db import connection
from django.urls import reverse

from members.domain.quality.duplicates import likely_pairs, note_distinct
from members.domain.quality.refusals import NotAllowed
from members.models import (
    Department,
    DistinctPair,
    Organisation,
    Role,
)
from tests.factories import (
    OrganisationFactory,
    person,
    siren,
    siret,
)

pytestmark = pytest.mark.django_db
LIST = reverse("members:duplicates")


@pytest.fixture
def by():
    return person(Role.NATIONAL_STAFF)


def pairs() -> list[tuple[set, list[str]]]:
    return [({pair.first.name, pair.second.name}, pair.reasons) for pair in likely_pairs()]


FAR = {"city": "Lille", "postcode": "59000", "department_id": "59"}


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ({"name": "Élan du Val"}, {"name": "ELAN DU  VAL"}, "noms proches"),
        ({"email": "a@b.fr"}, {"email": "A@B.fr"} | FAR, "même adresse e-mail"),
        ({"phone": "+33 2 99 11 22 33"}, {"phone": "0299112233"} | FAR, "même téléphone"),
        ({"address": "1, rue de l'Été"}, {"address": "1 RUE DE L ETE"}, "même adresse"),
        ({"siren": "990000013", "siret": "99000001300011"}, {"siren": "990000063", "siret": "99000006300011"} | FAR,
         "SIREN à un chiffre près"),
    ],
)  # fmt: skip
def test_what_looks_alike_is_listed_with_its_reason(one, other, reason):
    first = OrganisationFactory(**{"name": "Quarante-deux"} | one)
    second = OrganisationFactory(**{"name": "Abracadabra et compagnie"} | other)
    assert pairs() == [({first.name, second.name}, [reason])]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "Élan du Val"}, {"name": "Élan du Val"} | FAR),
        ({"address": "1 rue A"}, {"address": "1 rue A"} | FAR),
        ({"email": ""}, {"email": ""}),
        ({"address": ""}, {"address": ""}),
        ({"phone": "12"}, {"phone": "12"}),
    ],
)
def test_what_does_not_tell_is_not_listed(one, other):
    OrganisationFactory(**{"name": "Quarante-deux"} | one)
    OrganisationFactory(**{"name": "Abracadabra et compagnie"} | other)
    assert pairs() == []


def test_an_address_that_many_share_tells_nothing():
    for letter in "ABCDEFG":
        OrganisationFactory(name=letter * 9, email="contact@groupe.fr")
    assert len(pairs()) == 0


def test_several_reasons_make_a_pair_likelier():
    OrganisationFactory(name="Les Jardins du Val", email="a@b.fr", phone="0299112233")
    OrganisationFactory(name="Les Jardins du Val", email="a@b.fr", phone="0299112233")
    OrganisationFactory(name="Zzz", email="c@d.fr")
    OrganisationFactory(name="Yyy", email="c@d.fr")
    found = likely_pairs()
    assert [pair.reasons[0] for pair in found] == ["noms proches", "même adresse e-mail"]
    assert found[0].score == pytest.approx(1 - 0.15 * 0.3 * 0.4)


def test_a_pair_that_was_told_apart_is_not_listed_again(by):
    first, second = (OrganisationFactory(name="Les Jardins du Val") for _ in range(2))
    note_distinct(second, first, by=by)
    note_distinct(first, second, by=by)
    assert DistinctPair.objects.count() == 1
    assert pairs() == []
    with pytest.raises(NotAllowed):
        note_distinct(first, second, by=person(Role.MEMBER))


@pytest.mark.slow
def test_seven_thousand_organisations_are_compared_quickly():
    """Four pairs among seven thousand names without resemblance, a hundred a department."""
    alphabet, codes = "bcdfghjklm", list(Department.objects.values_list("code", flat=True))
    made = [
        Organisation(
            name="".join(alphabet[int(digit)] + "ao"[n % 2] for digit in f"{n * 7919 % 10**7:07d}"),
            siren=siren(n * 11), siret=siret(siren(n * 11)), department_id=codes[n % 70], postcode="35000",
            address=f"{n} rue",
        )
        for n in range(1, 7001)
    ]  # fmt: skip
    for n in range(4):
        made[n].email = made[n + 10].email = f"{n}@example.org"
    Organisation.objects.bulk_create(made)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE members_organisation")
    start = time.perf_counter()
    found = likely_pairs()
    assert time.perf_counter() - start < 10
    assert len([pair for pair in found if "même adresse e-mail" in pair.reasons]) == 4


def test_staff_tell_two_apart(client, staff):
    first, second = (OrganisationFactory(name="Les Jardins du Val") for _ in range(2))
    page = reverse("members:compare", args=[first.pk, second.pk])
    assert page in client.get(LIST).content.decode()
    client.post(page, {"action": "distinct"})
    assert page not in client.get(LIST).content.decode()
    assert client.get(reverse("members:compare", args=[first.pk, first.pk])).status_code == 404


@pytest.mark.parametrize("count", [2, 6])
def test_the_list_costs_the_same_for_many(client, staff, count, django_assert_max_num_queries):
    for n in range(count):
        OrganisationFactory(name="Les Jardins du Val", phone=f"{n}")
    client.get(LIST)
    with django_assert_max_num_queries(6):
        assert client.get(LIST).context["page"].paginator.count == count * (count - 1) / 2
