"""Samples for the rights on sessions of training."""

from tests.factories.training import AdaptationFactory, SessionFactory

PATHS = {
    "training.Session": "orders__organisation",
    "training.Slot": "session__orders__organisation",
    "training.Adaptation": "registration__order__organisation",
}


def sample() -> dict:
    return {"training_session": SessionFactory(slots=True).pk, "adaptation": AdaptationFactory().pk}


def records_of(organisation):
    AdaptationFactory(
        registration__order__organisation=organisation, registration__session=SessionFactory(slots=True)
    )  # fmt: skip
