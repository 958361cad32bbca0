"""No enrolment and no jury on a day when the accreditation of the structure is not granted."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from certification.domain.accreditations.standing import NotAccredited, require_standing
from tests.factories import OrganisationFactory
from tests.factories.certification import AccreditationFactory, CertificationFactory, years_from

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize("state", ["granted", "conditional", "expired", "resigned"])
def test_an_accreditation_gives_its_right_within_its_dates(state):
    one = AccreditationFactory(state=state, validity=years_from(2025, 2))
    assert require_standing(one.organisation, one.certification, TODAY) == one


@pytest.mark.parametrize(
    ("state", "day", "words"),
    [
        ("suspended", TODAY, "il est suspendu"),
        ("withdrawn", TODAY, "il est retiré"),
        ("granted", date(2024, 12, 31), "il commence le 1er janvier 2025"),
        ("granted", date(2027, 1, 1), "il a pris fin le 31 décembre 2026"),
        ("committee", TODAY, "aucun ne lui a été accordé"),
        ("refused", TODAY, "aucun ne lui a été accordé"),
    ],
)
def test_no_standing_tells_why(state, day, words):
    one = AccreditationFactory(state=state, certification__title="CQP exemple")
    if one.validity:
        type(one).objects.filter(pk=one.pk).update(validity=years_from(2025, 2))
    with pytest.raises(NotAccredited) as refusal:
        require_standing(one.organisation, one.certification, day)
    assert words in str(refusal.value).replace("\u00a0", " ")


def test_one_given_back_gives_nothing_from_that_day_on():
    day = timezone.localdate()
    one = AccreditationFactory(state="resigned", ended_on=day)
    assert require_standing(one.organisation, one.certification, day - timedelta(days=1)) == one
    with pytest.raises(NotAccredited):
        require_standing(one.organisation, one.certification, day)


def test_the_accreditation_of_another_structure_or_certification_gives_nothing():
    one = AccreditationFactory()
    for organisation, certification in (
        (OrganisationFactory(), one.certification),
        (one.organisation, CertificationFactory()),
    ):
        with pytest.raises(NotAccredited):
            require_standing(organisation, certification, timezone.localdate())
