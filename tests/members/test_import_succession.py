"""Files that name organisations by numbers that are no longer theirs."""

from datetime import date

import pytest

from members.domain.network_import import apply_import, plan_import
from members.domain.siret import change_siret
from members.domain.succession import succeed
from members.imports.reading import read_book
from tests.factories import AciFactory, MembershipFactory, OrganisationFactory, YearlyReturnFactory, siret
from tests.members.test_import import workbook

pytestmark = pytest.mark.django_db


def read(**sheets):
    return read_book(workbook(**sheets), "reseau.xlsx")


def warnings(book) -> list[str]:
    return [warning.reason for warning in plan_import(book).warnings]


@pytest.fixture
def moved():
    """An organisation whose seat had another SIRET."""
    organisation = OrganisationFactory()
    change_siret(organisation, siret=siret(organisation.siren, 2), on=date(2023, 7, 1))
    organisation.refresh_from_db()
    return organisation


def test_an_older_file_does_not_bring_a_former_seat_back(moved):
    book = read(Structures=[["SIRET", "Nom"], [siret(moved.siren), "Renommée"]])
    assert warnings(book) == [f"C'est un ancien SIRET : le siège garde le SIRET {moved.siret}."]
    apply_import(book)
    kept = moved.siret
    moved.refresh_from_db()
    assert (moved.name, moved.siret) == ("Renommée", kept)


def test_a_file_that_moves_the_seat_keeps_the_former_siret(moved):
    left, new = moved.siret, siret(moved.siren, 3)
    apply_import(read(Structures=[["SIRET", "Nom"], [new, moved.name]]))
    moved.refresh_from_db()
    assert moved.siret == new
    assert [(f.siret, f.validity.lower, f.validity.upper) for f in moved.former_sirets.order_by("pk")] == [
        (siret(moved.siren), None, date(2023, 7, 1)),
        (left, date(2023, 7, 1), date.today()),
    ]


@pytest.fixture
def taken_over():
    """A member of 2023 with a worksite, succeeded on 1 July by another."""
    before, after = OrganisationFactory(name="L'Ancienne"), OrganisationFactory(name="La Nouvelle")
    MembershipFactory(organisation=before, year=2023)
    YearlyReturnFactory(organisation=before, year=2022)
    AciFactory(organisation=before, name="Potager")
    succeed(before, after, kind="identity", effective_on=date(2023, 7, 1), by=None)
    return before, after


def test_what_a_file_says_of_a_succeeded_organisation_goes_to_who_took_over(taken_over):
    before, after = taken_over
    book = read(
        Structures=[["SIRET", "Nom"], [before.siret, "Autre nom"]],
        ACI=[["SIRET", "Nom de l'ACI", "Lieu"], [before.siret, "Potager", "Vitré"]],
        Adhésions=[["SIRET", "Année", "Qualité"], [before.siret, 2024, "Adhérent"]],
        Données_annuelles=[
            ["SIRET", "Année", "Salariés permanents"], [before.siret, 2022, 7], [before.siret, 2024, 8],
        ],
    )  # fmt: skip
    assert warnings(book) == ["Cette structure a été reprise par La Nouvelle : sa fiche reste comme elle est."]
    apply_import(book)
    before.refresh_from_db()
    assert before.name == "L'Ancienne"
    assert [(aci.name, aci.city) for aci in after.acis.all()] == [("Potager", "Vitré")]
    assert before.acis.count() == 0
    assert sorted(after.memberships.values_list("year", flat=True)) == [2023, 2024]
    assert before.memberships.count() == 1
    assert before.returns.get(year=2022).permanent_employees == 7
    assert after.returns.get(year=2024).permanent_employees == 8
