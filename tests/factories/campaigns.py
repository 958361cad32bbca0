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
    Membership,
    MembershipApplication,
    MembershipCampaign,
)
from tests.factories.identifiers import creditor_reference, siren, siret
from tests.factories.organisations import MembershipFactory


class FeeScaleFactory(DjangoModelFactory):
    """300 € up to 12, then 20 € more each up to 25, then 560 €; all national."""

    class Meta:
        model = FeeScale
        skip_postgeneration_save = True

    name = "Barème d'essai"
    year = 2024
    status = "adopted"
    sympathiser_fee = Decimal(80)

    @factory.post_generation
    def brackets(self, create, extracted, **kwargs):
        for upper, fixed, rate in [(12, 300, 0), (25, 300, 20), (None, 560, 0)]:
            FeeBracket.objects.create(scale=self, upper=upper, fixed=fixed, rate=rate)


class CampaignFactory(DjangoModelFactory):
    class Meta:
        model = MembershipCampaign

    year = 2024
    scale = factory.SubFactory(FeeScaleFactory)
    opens_on = factory.LazyAttribute(lambda o: date(o.year - 1, 12, 1))
    deadline = factory.LazyAttribute(lambda o: date(o.year, 3, 31))
    call_subject = "Votre adhésion"
    call_text = "Il est temps de renouveler."
    reminder_text = "Nous attendons votre adhésion."


class FeeCallFactory(DjangoModelFactory):
    """A call of 300 €, all national, of a membership to renew in an open campaign."""

    class Meta:
        model = FeeCall

    campaign = factory.LazyFunction(
        lambda: MembershipCampaign.objects.filter(year=2024).first() or CampaignFactory(state="open")
    )
    membership = factory.LazyAttribute(lambda o: MembershipFactory(year=o.campaign.year, state="called", renews=True))
    reference = factory.Sequence(lambda n: f"RF00{n}")
    amount = Decimal(300)
    national_part = factory.LazyAttribute(lambda o: o.amount - o.regional_part)
    regional_part = Decimal(0)


class FlatScaleFactory(DjangoModelFactory):
    """A scale of one bracket, 300 € for everybody, 70 % of it national."""

    class Meta:
        model = FeeScale

    name = factory.Sequence(lambda n: f"Barème {n}")
    year = 2026
    national_percent = Decimal(70)


class OpenCampaignFactory(DjangoModelFactory):
    """The campaign of a year, opened; asked again for the same year, it is the same."""

    class Meta:
        model = MembershipCampaign
        django_get_or_create = ["year"]

    year = 2026
    scale = factory.SubFactory(FlatScaleFactory, year=factory.SelfAttribute("..year"))
    opens_on = factory.LazyAttribute(lambda o: date(o.year, 1, 5))
    deadline = factory.LazyAttribute(lambda o: date(o.year, 6, 30))
    state = MembershipCampaign.State.OPEN
    call_subject = "Votre adhésion"
    call_text = "Il est temps d'adhérer."
    reminder_text = "Nous n'avons pas reçu votre cotisation."


class DueCallFactory(DjangoModelFactory):
    """In the campaign of 2026, a call of 300 € of which 90 are the region's; `declared=True` for one whose amount is final."""

    class Meta:
        model = FeeCall

    class Params:
        year = 2026
        declared = False

    campaign = factory.SubFactory(OpenCampaignFactory, year=factory.SelfAttribute("..year"))
    membership = factory.SubFactory(
        MembershipFactory,
        year=factory.SelfAttribute("..year"),
        state=factory.LazyAttribute(
            lambda o: Membership.State.DECLARED if o.factory_parent.declared else Membership.State.CALLED
        ),
    )
    reference = factory.Sequence(lambda n: creditor_reference(f"2026{n:06d}"))
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
