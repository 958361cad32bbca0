"""Samples for the rights on officials."""

from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from tests.factories import OrganisationFactory
from tests.factories.certification import OfficialFactory, OfficialMandateFactory, SeatFactory

PATHS = {}


def _official():
    """An official with a mandate, a training, days away and a tie."""
    official, today = OfficialFactory(), timezone.localdate()
    OfficialMandateFactory(official=official)
    official.trainings.create(title="Siéger en jury", done_on=today)
    away = official.unavailabilities.create(validity=DateRange(today, today + timedelta(days=1)))
    tie = official.conflicts.create(organisation=OrganisationFactory(), tie="ancien salarié", declared_on=today)
    return official, away, tie


def sample() -> dict:
    official, away, tie = _official()
    return {"official": official.pk, "unavailability": away.pk, "conflict": tie.pk, "seat": SeatFactory().pk}


def records():
    _official()
