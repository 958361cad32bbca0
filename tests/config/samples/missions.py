"""A delegated mission, with its files."""

from django.core.files.base import ContentFile

from tests.factories import (
    BudgetLineFactory,
    DelegatedMissionFactory,
    DeliverableFactory,
    InstalmentFactory,
    MissionReportFactory,
)

PATHS = {
    "DelegatedMission": "region__memberships__organisation",
    "BudgetLine": "mission__region__memberships__organisation",
    "Instalment": "mission__region__memberships__organisation",
    "Deliverable": "mission__region__memberships__organisation",
    "MissionReport": "mission__region__memberships__organisation",
}


def sample() -> dict:
    mission = DelegatedMissionFactory(year=2023, agreement=ContentFile(b"%PDF", name="x.pdf"), agreement_name="x.pdf")
    MissionReportFactory(mission=mission)
    handed = DeliverableFactory(mission=mission, file=ContentFile(b"%PDF", name="x.pdf"), name="x.pdf")
    return {
        "mission": mission.pk,
        "instalment": InstalmentFactory(mission=mission).pk,
        "deliverable": handed.pk,
    }


def records_of(organisation):
    mission = DelegatedMissionFactory(region=organisation.department.region)
    for make in (BudgetLineFactory, InstalmentFactory, DeliverableFactory, MissionReportFactory):
        make(mission=mission)
