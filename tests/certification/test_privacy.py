"""Candidates' data are their structure's, their jury's and the certification team's: nobody else's."""

import pytest

from certification.models import Candidate, Certificate, Enrolment, Jury
from members.models import Role, RoleGrant
from tests.factories import ContactFactory, MembershipFactory, UserFactory, person
from tests.factories.certification import CertificateFactory, OfficialFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate():
    return CertificateFactory()


def seen(user) -> set:
    return {model for model in (Candidate, Enrolment, Certificate) if model.objects.visible_to(user).exists()}


EVERYTHING = {Candidate, Enrolment, Certificate}


@pytest.mark.parametrize("role", [Role.FORMER, Role.MEMBER, Role.REGIONAL_STAFF, Role.OFFICIAL, Role.BOARD])
def test_people_of_the_network_see_no_candidate(certificate, role):
    assert seen(person(role)) == set()


@pytest.mark.parametrize("team", [RoleGrant.Team.MEMBERSHIP, RoleGrant.Team.TRAINING, RoleGrant.Team.DIRECTION])
def test_another_team_of_the_national_staff_sees_none(certificate, team):
    user = UserFactory()
    RoleGrant.objects.create(user=user, role=Role.NATIONAL_STAFF, team=team)
    assert seen(user) == set()
    assert Jury.objects.visible_to(user).exists(), "that a jury was held is no secret"
    assert not Jury.objects.known_inside_to(user).exists()


def test_the_certification_team_sees_all(certificate):
    user = UserFactory()
    RoleGrant.objects.create(user=user, role=Role.NATIONAL_STAFF, team=RoleGrant.Team.CERTIFICATION)
    assert seen(user) == EVERYTHING


def test_the_structure_of_the_candidate_sees_them_and_another_does_not(certificate):
    organisation = certificate.place.enrolment.organisation
    MembershipFactory(organisation=organisation)
    assert seen(ContactFactory(organisation=organisation, user=UserFactory()).user) == EVERYTHING
    assert seen(ContactFactory(user=UserFactory()).user) == set()


def test_a_member_of_the_jury_sees_its_candidates_and_one_of_another_jury_does_not(certificate):
    ours, other = (OfficialFactory(user=UserFactory()) for _ in range(2))
    SeatFactory(jury=certificate.place.jury, official=ours)
    SeatFactory(official=other)
    assert seen(ours.user) == EVERYTHING
    assert seen(other.user) == set()
