"""Who reads which edition of a report."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from members.models import Region, Role
from reporting.models import AnnualReport, ReportEdition
from tests.factories import person

pytestmark = pytest.mark.django_db


def numbers(user) -> list[int]:
    return sorted(ReportEdition.objects.visible_to(user).values_list("number", flat=True))


@pytest.fixture
def report():
    report = AnnualReport.objects.create(year=2023, region=Region.objects.get(code="53"))
    for number in (1, 2):
        ReportEdition.objects.create(report=report, number=number, file="x.pdf", sha256="0" * 64)
    return report


def test_drafts_are_for_those_who_make_them(report):
    assert numbers(AnonymousUser()) == numbers(person(Role.MEMBER)) == []
    assert numbers(person(Role.BOARD)) == numbers(person(Role.REGIONAL_STAFF, region="53")) == [1, 2]
    assert numbers(person(Role.REGIONAL_STAFF, region="11")) == []


def test_only_the_last_edition_of_a_published_report_is_public(report, client):
    AnnualReport.objects.update(published=True)
    assert numbers(AnonymousUser()) == numbers(person(Role.MEMBER)) == [2]
    assert numbers(person(Role.BOARD)) == [1, 2]
    for page in (reverse("reporting:reports"), report.get_absolute_url()):
        shown = client.get(page).content.decode()
        first, second = (reverse("reporting:edition_file", args=[e.pk]) for e in report.editions.order_by("number"))
        assert second in shown
        assert first not in shown
