"""What the people of an organisation change of it by themselves: how to reach it, and what it does."""

from django.db import transaction

from members.domain.history import versions_of
from members.domain.people.colleagues import held
from members.domain.people.refusals import ChangedMeanwhile
from members.models import Organisation, User

FREE = ("phone", "email", "website", "activities")


def details_of(organisation: Organisation) -> dict:
    """The values that may be changed freely, as they stand."""
    return {name: getattr(organisation, name) for name in FREE}


@transaction.atomic
def change_details(organisation: Organisation, *, by: User, seen: dict, typed: dict) -> Organisation:
    """Write what a person changed since the page that showed `seen`; what others changed meanwhile elsewhere stands.

    Raises ChangedMeanwhile where both changed the same thing to different values.
    """
    organisation = held(organisation, by=by)
    current = details_of(organisation)
    written = {name: value for name, value in typed.items() if value != seen.get(name)}
    clashes = {name for name, value in written.items() if current[name] != seen.get(name) and current[name] != value}
    if clashes:
        history = versions_of(organisation)
        raise ChangedMeanwhile({name: current[name] for name in clashes}, history[0].who if history else "")
    for name, value in written.items():
        setattr(organisation, name, value)
    if written:
        organisation.save(update_fields=list(written))
    return organisation
