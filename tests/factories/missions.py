"""Delegated missions."""

from datetime import date, timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from members.models import BudgetLine, DelegatedMission, Deliverable, Instalment, MissionReport, Region
from tests.factories.identifiers import year_range
from tests.factories.people import RegionalAssociationFactory


class DelegatedMissionFactory(DjangoModelFactory):
    """A mission of this year that runs, carried in Brittany; `state="proposed"` and None for its days for a proposal."""

    class Meta:
        model = DelegatedMission
        skip_postgeneration_save = True

    class Params:
        year = factory.LazyFunction(lambda: timezone.localdate().year)

    title = factory.Sequence(lambda n: f"Mission {n}")
    purpose = "Faire ceci pour tout le réseau."
    carrier = factory.SubFactory(RegionalAssociationFactory)
    region = factory.LazyFunction(lambda: Region.objects.get(code="53"))
    validity = factory.LazyAttribute(lambda o: year_range(o.year))
    state = DelegatedMission.State.RUNNING
    agreed_on = factory.LazyAttribute(lambda o: date(o.year - 1, 12, 1))
    started_on = factory.LazyAttribute(lambda o: date(o.year, 1, 1))

    @factory.post_generation
    def regions(mission, create, extracted, **kwargs):
        mission.carrier.regions.add(mission.region)


class BudgetLineFactory(DjangoModelFactory):
    """A charge of 1 000 €."""

    class Meta:
        model = BudgetLine

    mission = factory.SubFactory(DelegatedMissionFactory)
    year = factory.LazyAttribute(lambda o: o.mission.first_year)
    label = factory.Sequence(lambda n: f"Charge {n}")
    planned = Decimal("1000.00")


class InstalmentFactory(DjangoModelFactory):
    """The first half, at the signature."""

    class Meta:
        model = Instalment

    mission = factory.SubFactory(DelegatedMissionFactory)
    year = factory.LazyAttribute(lambda o: o.mission.first_year)
    due_on = factory.LazyAttribute(lambda o: date(o.year, 1, 31))
    amount = Decimal("500.00")


class DeliverableFactory(DjangoModelFactory):
    class Meta:
        model = Deliverable

    mission = factory.SubFactory(DelegatedMissionFactory)
    label = "Guide"
    due_on = factory.LazyAttribute(lambda o: date(o.mission.first_year, 6, 30))


class MissionReportFactory(DjangoModelFactory):
    """The final report of the mission's first year, in draft, due in three months."""

    class Meta:
        model = MissionReport

    mission = factory.SubFactory(DelegatedMissionFactory)
    year = factory.LazyAttribute(lambda o: o.mission.first_year)
    kind = MissionReport.Kind.FINAL
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=90))
    sent_at = factory.LazyAttribute(lambda o: timezone.now() if o.state in ("sent", "accepted") else None)
    state = MissionReport.State.DRAFT
