"""Joining and renewing: scales, campaigns, calls, applications."""

from datetime import date
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from members.models import (
    Department,
    FeeBracket,
    FeeCall,
    FeeScale,
    MembershipApplication,
    MembershipCampaign,
)
from tests.factories.identifiers import creditor_reference, siren, siret
from tests.factories.organisations import MembershipFactory


class FeeScaleFactory(DjangoModelFactory):
    """300 € up to 12, then 20 € more each up to 25, then 560 €; 70 % national."""

    class Meta:
        model = FeeScale
        skip_postgeneration_save = True

    name = "Barème d'essai"
    year = 2024
    status = "adopted"
    sympathiser_fee = Decimal(80)
    national_percent = Decimal(70)

    @factory.post_generation
    def brackets(self, create, extracted, **kwargs):
        for upper, fixed, rate in [(12, 300, 0), (25, 300, 20), (None, 560, 0)]:
            FeeBracket.objects.create(scale=self, upper=upper, fixed=fixed, rate=rate)


class CampaignFactory(DjangoModelFactory):
    """The campaign of a year, in preparation; `state="open"` for one that is opened."""

    class Meta:
        model = MembershipCampaign

    year = 2024
    scale = factory.SubFactory(FeeScaleFactory, year=factory.SelfAttribute("..year"))
    opens_on = factory.LazyAttribute(lambda o: date(o.year - 1, 12, 1))
    deadline = factory.LazyAttribute(lambda o: date(o.year, 3, 31))
    call_subject = "Votre adhésion"
    call_text = "Il est temps de renouveler."
    reminder_text = "Nous attendons votre adhésion."


def open_campaign(year: int) -> MembershipCampaign:
    """The campaign of the year, the same for all its calls."""
    return MembershipCampaign.objects.filter(year=year).first() or CampaignFactory(year=year, state="open")


class FeeCallFactory(DjangoModelFactory):
    """In an open campaign, a call of 300 € of which 90 are the region's, of a membership to renew.

    `declared=True` for one whose amount is final.
    """

    class Meta:
        model = FeeCall

    class Params:
        year = 2024
        declared = False

    campaign = factory.LazyAttribute(lambda o: open_campaign(o.year))
    membership = factory.SubFactory(
        MembershipFactory,
        year=factory.SelfAttribute("..campaign.year"),
        state=factory.LazyAttribute(lambda o: "declared" if o.factory_parent.declared else "called"),
        renews=True,
    )
    reference = factory.Sequence(lambda n: creditor_reference(f"{n:010d}"))
    amount = Decimal("300.00")
    regional_part = Decimal("90.00")
    national_part = factory.LazyAttribute(lambda o: o.amount - o.regional_part)
    computation = factory.LazyAttribute(lambda o: [{"label": "Cotisation", "amount": str(o.amount)}])
    declared_at = factory.Maybe("declared", factory.LazyFunction(timezone.now), None)


class MembershipApplicationFactory(DjangoModelFactory):
    """An application that is confirmed and waits, from Brittany."""

    class Meta:
        model = MembershipApplication

    name = "Les Nouveaux Jardins"
    siret = factory.Sequence(lambda n: siret(siren(900_000 + n)))
    address = "1 rue de l'Exemple"
    postcode = "35000"
    city = "Rennes"
    department = factory.LazyFunction(lambda: Department.objects.get(code="35"))
    contact_name = "Dominique Exemple"
    email = factory.Sequence(lambda n: f"candidat{n}@example.org")
    message = "Nous voulons rejoindre le réseau."
    state = "received"
