"""What each role sees of every kind of record, against the table that staff read."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from config.rights import ALL, DATA, NONE, OWN, OWN_JOBS, PUBLISHED, REGION, ROLES, SELF
from members.models import Department
from reporting.models import Job
from tests.config.samples import PATHS, everything_of
from tests.factories import OrganisationFactory, person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ROLES)
def test_data_are_seen_as_the_table_says(role):
    own = OrganisationFactory()
    user = person(role, organisation=own) or AnonymousUser()
    near, far = OrganisationFactory(), OrganisationFactory(department=Department.objects.get(code="59"))
    everything_of([own, near, far])
    if user.is_authenticated:
        Job.objects.create(kind="x", title="x", asked_by=user)
    for row in DATA:
        model = apps.get_model(row.model)
        seen, whole = set(model.objects.visible_to(user)), set(model.objects.all())
        assert whole, row.data
        assert seen == _expected(row.scope(role), model, user, own, near), f"{row.data} : {role}"


def _expected(scope, model, user, own, near) -> set:
    """The records that a scope names."""
    # Two applications have certificates: theirs is named with its application.
    of = PATHS.get(model._meta.label) or PATHS.get(model.__name__, "organisation")
    if scope == ALL:
        return set(model.objects.all())
    if scope == OWN:
        return set(model.objects.filter(**{of: own.pk}))
    if scope == REGION:
        return set(model.objects.filter(**{f"{of}__in": [own.pk, near.pk]}))
    if scope == SELF:
        return {user}
    if scope == OWN_JOBS:
        return set(model.objects.filter(asked_by=user))
    if scope == PUBLISHED:
        return {record for record in model.objects.all() if getattr(record, "report", record).published}
    assert scope == NONE
    return set()
