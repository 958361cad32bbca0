"""What is watched over: rates of five answers at least, structures that present nobody, actions overdue."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from certification.domain.watching import overdue_actions, rates_of, without_jury
from members.models import Role
from tests.factories import OrganisationFactory, person
from tests.factories.certification import (
    AccreditationFactory,
    EnrolmentFactory,
    FindingFactory,
    JuryFactory,
    PlaceFactory,
    ReferentialFactory,
)

pytestmark = pytest.mark.django_db


def judged(referential, organisation, results):
    jury = JuryFactory(certification=referential.certification, state="closed")
    accreditation = AccreditationFactory(organisation=organisation, certification=referential.certification)
    for result in results:
        enrolment = EnrolmentFactory(
            referential=referential, organisation=organisation, accreditation=accreditation, state="certified"
        )
        PlaceFactory(jury=jury, enrolment=enrolment, attendance="present", result=result, grounds="Motifs")


def test_a_rate_is_told_with_its_answers_and_hidden_under_five():
    referential = ReferentialFactory()
    many, few = OrganisationFactory(name="Beaucoup"), OrganisationFactory(name="Peu")
    judged(referential, many, ["full"] * 4 + ["partial"])
    judged(referential, few, ["full", "none"])
    year = timezone.localdate().year
    for role, of_few in [(Role.BOARD, None), (Role.NATIONAL_STAFF, 50)]:
        rate = rates_of(year, person(role))[0]
        assert rate.key == "certification.pass_rate"
        assert [(value, records, told) for _, value, records, told in rate.series][-1][1:] == (7, True)
        assert {row.label: (row.value, row.records) for row in rate.parts.rows} == {
            "Beaucoup": (80, 5),
            "Peu": (of_few, 2),
        }


def test_a_structure_that_presents_nobody_for_a_year_is_told_with_its_last_jury():
    today, staff = timezone.localdate(), person(Role.NATIONAL_STAFF)
    accreditation = AccreditationFactory()
    old = PlaceFactory(
        enrolment__organisation=accreditation.organisation,
        enrolment__accreditation=accreditation,
        enrolment__referential__certification=accreditation.certification,
    )
    old.jury.held_on, old.jury.state = today - timedelta(days=400), "closed"
    old.jury.save()
    assert [(one, one.last_jury) for one in without_jury(staff, today)] == [(accreditation, old.jury.held_on)]
    old.jury.held_on = today - timedelta(days=300)
    old.jury.save()
    assert not without_jury(staff, today)


def test_an_action_is_overdue_the_day_after_its_day():
    today, staff = timezone.localdate(), person(Role.NATIONAL_STAFF)
    finding = FindingFactory(due_on=today - timedelta(days=1))
    FindingFactory(due_on=today)
    FindingFactory(due_on=today - timedelta(days=9), closed_on=today)
    assert list(overdue_actions(staff, today)) == [finding]


def test_the_page_shows_all_of_it(client):
    FindingFactory(due_on=timezone.localdate() - timedelta(days=1), action="Signer les notices")
    client.force_login(person(Role.BOARD))
    page = client.get(reverse("certification:watching")).content.decode()
    assert "Signer les notices" in page and "Agréées, sans jury" in page
    assert client.get(reverse("certification:watching"), {"annee": "x"}).status_code == 400
    export = client.get(reverse("certification:watching_export", args=["csv"]))
    assert export["Content-Type"].startswith("text/csv")
