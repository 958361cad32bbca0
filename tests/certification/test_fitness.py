"""Who may be asked for a duty: what is proposed and what is explained agree, case by case."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from certification.domain.officials.fitness import Duty, available_on, fit_for, tie_reasons, tied_to, unfit_reasons
from certification.models import College, ConflictDeclaration, Mandate
from members.models import Region
from tests.factories import OrganisationFactory
from tests.factories.certification import (
    CandidateFactory,
    CertificationFactory,
    OfficialFactory,
    OfficialMandateFactory,
    brittany,
    years_from,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def duty(**kwargs) -> Duty:
    given = {
        "day": TODAY(),
        "region": brittany(),
        "role": Mandate.Role.MANDATAIRE,
        "college": College.EMPLOYER,
    } | kwargs
    return Duty(certification=given.pop("certification", None) or CertificationFactory(), **given)


def of_another_certification(mandate):
    mandate.certifications.add(CertificationFactory())


def of_another_region(mandate):
    mandate.regions.add(Region.objects.get(code="32"))


def of_another_college(mandate):
    Mandate.objects.filter(pk=mandate.pk).update(college=College.EMPLOYEE)


def ended(mandate):
    Mandate.objects.filter(pk=mandate.pk).update(validity=years_from(TODAY().year - 3, 2))


def of_another_role(mandate):
    Mandate.objects.filter(pk=mandate.pk).update(role=Mandate.Role.EPSP_TRAINER)


def away(mandate):
    mandate.official.unavailabilities.create(validity=DateRange(TODAY(), TODAY() + timedelta(days=1)))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (of_another_certification, "ne vaut pas pour"),
        (of_another_region, "ne vaut pas dans la région"),
        (of_another_college, "collège « employeurs »"),
        (ended, "ne couvre pas le"),
        (of_another_role, "n'a pas de mandat de mandataire"),
        (away, "n'est pas disponible"),
    ],
)
def test_an_official_who_may_not_be_asked_is_not_proposed_and_the_reason_is_told(change, reason):
    asked, mandate = duty(), OfficialMandateFactory()
    assert list(fit_for(asked)) == [mandate.official]
    assert unfit_reasons(mandate.official, asked) == []

    change(mandate)

    assert list(fit_for(asked)) == []
    (told,) = unfit_reasons(mandate.official, asked)
    assert reason in told


def test_a_mandate_that_names_the_certification_and_the_region_covers_them():
    asked, mandate = duty(), OfficialMandateFactory()
    mandate.certifications.add(CertificationFactory(), asked.certification)
    mandate.regions.add(Region.objects.get(code="32"), asked.region)
    assert list(fit_for(asked)) == [mandate.official]
    assert unfit_reasons(mandate.official, asked) == []


def test_a_duty_without_college_takes_officials_of_any():
    mandate = OfficialMandateFactory(role=Mandate.Role.CONTROLLER, college=College.NONE)
    assert list(fit_for(duty(role=Mandate.Role.CONTROLLER, college=None))) == [mandate.official]


def test_an_unavailability_covers_its_first_and_last_days_only():
    official, first = OfficialFactory(), TODAY()
    official.unavailabilities.create(validity=DateRange(first, first + timedelta(days=2)))
    for days, free in ((-1, True), (0, False), (1, False), (2, True)):
        assert available_on(first + timedelta(days=days)).exists() is free


def test_ties_are_with_the_employer_and_with_those_declared_as_long_as_they_hold():
    structure, candidate, other = OrganisationFactory(name="La Serre"), CandidateFactory(), OrganisationFactory()
    employed = OfficialFactory(employer=structure)
    declared, with_candidate, before = OfficialFactory(), OfficialFactory(), OfficialFactory()
    day = TODAY()
    given = {"tie": "ancien salarié", "declared_on": day - timedelta(days=30)}
    ConflictDeclaration.objects.create(official=declared, organisation=structure, **given)
    ConflictDeclaration.objects.create(official=with_candidate, candidate=candidate, **given)
    ConflictDeclaration.objects.create(official=before, organisation=structure, ended_on=day, **given)

    assert set(tied_to([structure], [candidate], day=day)) == {employed, declared, with_candidate}
    assert not tied_to([other], day=day).exists()
    assert tie_reasons(employed, [structure], day=day) == [f"{employed} travaille à La Serre."]
    assert "ancien salarié" in tie_reasons(declared, [structure], day=day)[0]
    (told,) = tie_reasons(with_candidate, [structure], [candidate], day=day)
    assert "un candidat" in told
    assert candidate.birth_name not in told
    assert tie_reasons(before, [structure], day=day) == []
