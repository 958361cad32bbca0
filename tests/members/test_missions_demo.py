"""Missions of the demonstration: the four of the report, in several states, written at once."""

import time
from datetime import date

import pytest

from members.demo.missions import load_missions
from members.models import BudgetLine, DelegatedMission, MissionReport
from tests.factories import RegionalAssociationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def associations(db):
    for region in ("84", "27", "44"):
        RegionalAssociationFactory().regions.add(region)


def test_the_four_missions_of_the_report_are_there(associations, django_assert_max_num_queries):
    started, today = time.perf_counter(), date(2026, 11, 25)
    with django_assert_max_num_queries(20):
        load_missions(2023, today)
    assert time.perf_counter() - started < 1
    assert dict(DelegatedMission.objects.values_list("title", "region__name")) == {
        "Centre de ressources": "Auvergne-Rhône-Alpes",
        "Insertion et justice": "Auvergne-Rhône-Alpes",
        "SIL'ESA": "Bourgogne-Franche-Comté",
        "Partenariats et achats responsables": "Grand Est",
    }
    assert set(BudgetLine.objects.values_list("year", flat=True)) == {2022, 2023, 2024, 2025, 2026}
    assert set(MissionReport.objects.values_list("state", flat=True)) == set(MissionReport.State.values)
    seen = DelegatedMission.objects.with_signals(today).order_by("title")
    assert [one.title for one in seen if one.overspent] == ["Insertion et justice"]
    assert [one.title for one in seen if one.late] == ["SIL'ESA"]
    assert DelegatedMission.objects.running_on(date(2023, 12, 31)).count() == 4
    for mission in seen.with_year():
        assert mission.instalments.all().total() <= mission.planned


@pytest.mark.parametrize("today", [date(2022, 1, 1), date(2023, 6, 1), date(2027, 6, 1)])
def test_they_can_be_made_on_any_day(associations, today):
    load_missions(2023, today)
    assert DelegatedMission.objects.count() == 4
