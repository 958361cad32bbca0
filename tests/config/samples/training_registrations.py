"""Samples for the rights on orders, trainees and registrations."""

from tests.factories.training import FunderFactory, RegistrationFactory
from training.models import ObjectiveMark, TraineeImport

PATHS = {
    "training.Order": "organisation",
    "training.Trainee": "organisation",
    "training.Registration": "order__organisation",
    "training.ObjectiveMark": "registration__order__organisation",
    "training.TraineeImport": "organisation",
}


def _registration(**fields):
    """A registration that stands on an objective, and a file from which others came."""
    place = RegistrationFactory(**fields)
    ObjectiveMark.objects.create(registration=place, objective=0, before=2)
    file = TraineeImport.objects.create(
        session=place.session, organisation=place.order.organisation, name="stagiaires.csv",
        content="Nom;Prénom\n".encode(),
    )  # fmt: skip
    return place, file


def sample() -> dict:
    place, file = _registration()
    return {
        "registration": place.pk, "training_order": place.order_id, "trainee_token": place.token,
        "order_token": place.order.token, "trainee_file": file.pk,
    }  # fmt: skip


def records_of(organisation):
    _registration(order__organisation=organisation)


def records():
    FunderFactory()
