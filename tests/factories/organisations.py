"""Organisations, what they run and declare, and their labels."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from members.models import (
    Aci,
    AciConvention,
    Department,
    FinancialAnnex,
    Label,
    Membership,
    Organisation,
    OrganisationLabel,
    YearlyReturn,
)
from tests.factories.identifiers import siren, siret, year_range


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Atelier {n}")
    siren = factory.Sequence(lambda n: siren(n + 1))
    siret = factory.LazyAttribute(lambda o: siret(o.siren))
    city = "Rennes"
    postcode = "35000"
    department = factory.LazyFunction(lambda: Department.objects.get(code="35"))


class YearlyReturnFactory(DjangoModelFactory):
    class Meta:
        model = YearlyReturn

    organisation = factory.SubFactory(OrganisationFactory)
    year = 2023
    insertion_fte = Decimal("10")
    permanent_fte = Decimal("4")
    insertion_employees = 25
    permanent_employees = 5


class AciFactory(DjangoModelFactory):
    class Meta:
        model = Aci

    organisation = factory.SubFactory(OrganisationFactory)
    name = "Jardin d'insertion"
    department = factory.LazyAttribute(lambda o: o.organisation.department)


class ConventionFactory(DjangoModelFactory):
    class Meta:
        model = AciConvention

    aci = factory.SubFactory(AciFactory)
    asp_id = factory.Sequence(lambda n: n + 1)
    validity = factory.LazyFunction(lambda: year_range(2023))


class AnnexFactory(DjangoModelFactory):
    class Meta:
        model = FinancialAnnex

    convention = factory.SubFactory(ConventionFactory)
    number = factory.Sequence(lambda n: f"ACI03523{n:04d}A0M0")
    starts = date(2023, 1, 1)
    ends = date(2023, 12, 31)
    posts = Decimal("10")
    unit_amount = Decimal("23196")
    total_amount = Decimal("231960")


class LabelFactory(DjangoModelFactory):
    class Meta:
        model = Label

    name = factory.Sequence(lambda n: f"Label {n}")


class OrganisationLabelFactory(DjangoModelFactory):
    class Meta:
        model = OrganisationLabel

    organisation = factory.SubFactory(OrganisationFactory)
    label = factory.SubFactory(LabelFactory)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    year = 2023
    validity = factory.LazyAttribute(lambda o: year_range(o.year))
    region = factory.LazyAttribute(lambda o: o.organisation.department.region)
