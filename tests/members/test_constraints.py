"""What the database itself refuses."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from members.admin_forms import OrganisationForm
from members.models import AciConvention, FinancialAnnex, Membership, Organisation
from members.validators import siret_key_is_right, validate_siren
from tests.factories import (
    AciFactory,
    AnnexFactory,
    ConventionFactory,
    MembershipFactory,
    OrganisationFactory,
    YearlyReturnFactory,
    siren,
    siret,
)

pytestmark = pytest.mark.django_db


def refused(constraint):
    return pytest.raises(IntegrityError, match=constraint)


def test_two_active_conventions_of_one_aci_do_not_overlap():
    aci = AciFactory()
    ConventionFactory(aci=aci)
    with refused("convention_no_overlap"), transaction.atomic():
        ConventionFactory(aci=aci)
    ConventionFactory(aci=aci, state=AciConvention.State.ENDED)


def test_one_membership_a_year():
    membership = MembershipFactory()
    with refused("membership_once_a_year"), transaction.atomic():
        MembershipFactory(organisation=membership.organisation, validity=("2024-01-01", "2025-01-01"))


def test_valid_memberships_do_not_overlap():
    membership = MembershipFactory()
    with refused("membership_no_overlap"), transaction.atomic():
        MembershipFactory(organisation=membership.organisation, year=2024, validity=membership.validity)
    MembershipFactory(
        organisation=membership.organisation, year=2024, validity=membership.validity, state=Membership.State.CALLED
    )


def test_insertion_fte_stay_within_people():
    with refused("return_fte_within_people"), transaction.atomic():
        YearlyReturnFactory(insertion_fte=30, insertion_employees=29)


def test_siret_belongs_to_its_siren():
    with refused("organisation_siret_of_siren"), transaction.atomic():
        OrganisationFactory(siren=siren(1), siret=siret(siren(2)))


def test_convention_is_known_by_asp_number_and_kind():
    ConventionFactory(asp_id=7)
    with refused("convention_identity"), transaction.atomic():
        ConventionFactory(asp_id=7)
    ConventionFactory(asp_id=7, kind=AciConvention.Kind.EI)


def test_annex_number_is_shown_in_its_printed_form():
    assert FinancialAnnex(number="ACI054180019A0M0").shown_number == "ACI 054 18 0019 A0 M0"


@pytest.mark.parametrize("number", ["ACI 054 18 0019 A0 M0", "ACX054180019A0M0", "ACI054180019A0"])
def test_annex_number_of_another_shape_is_refused(number):
    with pytest.raises(ValidationError, match="Un numéro d'annexe s'écrit"):
        AnnexFactory.build(number=number, convention=None).clean_fields(exclude=["convention"])


@pytest.mark.parametrize("number", ["123456789", "12345678", "abcdefghi", ""])
def test_siren_must_hold(number):
    with pytest.raises(ValidationError):
        validate_siren(number)


def test_la_poste_has_its_own_key():
    assert siret_key_is_right("35600000000048")


def test_staff_may_confirm_a_siret_whose_key_is_wrong():
    number = siren(1)
    wrong = f"{number}00000"
    fields = {"name": "Atelier", "siren": number, "siret": wrong, "legal_form": "9220", "department": "35"}
    refusal = OrganisationForm(fields)
    assert refusal.errors["siret"] == [
        "La clé de contrôle de ce SIRET est fausse. S'il est exact, cochez « SIRET vérifié »."
    ]
    assert OrganisationForm(fields | {"siret_confirmed": "on"}).is_valid()


def test_history_keeps_every_version():
    organisation = OrganisationFactory(name="Avant")
    Organisation.objects.filter(pk=organisation.pk).update(name="Après")
    versions = organisation.events.order_by("pgh_id").values_list("pgh_label", "name")
    assert list(versions) == [("insert", "Avant"), ("update", "Après")]


def test_return_of_another_year_may_be_given():
    first = YearlyReturnFactory(year=2022)
    YearlyReturnFactory(organisation=first.organisation, year=2023)
    assert first.organisation.returns.count() == 2


def test_closed_organisation_leaves_the_directory():
    from tests.factories import person

    closed = OrganisationFactory(closed_on=date(2023, 5, 1))
    assert not Organisation.objects.visible_to(person("member")).filter(pk=closed.pk).exists()
