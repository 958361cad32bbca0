"""What editors write of a resource: its notice, and when it is to be reviewed."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from members.domain.history import versions_of
from members.models import User
from resources.domain.index import index_resources, vocabulary_changed
from resources.domain.refusals import ChangedMeanwhile, WrongState, held, require
from resources.models import Resource, Version

# How long a resource is held to be right, unless its editor says otherwise.
REVIEWED_AFTER = timedelta(days=365)
MANY = ("themes", "regions", "authors")


def next_review() -> date:
    """In one year."""
    return timezone.localdate() + REVIEWED_AFTER


@transaction.atomic
def create_resource(*, by: User, region: str | None = None, **fields) -> Resource:
    """A draft with its first version, empty; `region` is the one for which regional staff propose it.

    `fields` are those of the notice, themes, regions and authors among them.
    """
    require(by, "propose_resource")
    many = {name: fields.pop(name, ()) for name in MANY}
    fields = {"review_on": next_review(), "owner": by if by.is_national else None} | fields
    resource = Resource.objects.create(proposed_by=by, proposed_region_id=region, **fields)
    for name, values in many.items():
        getattr(resource, name).set(values)
    Version.objects.create(resource=resource, created_by=by)
    return resource


@transaction.atomic
def change_resource(resource: Resource, *, by: User, read_at: datetime | None = None, **fields) -> Resource:
    """Write what an editor has changed of the notice; search finds it at once.

    `read_at` is the `updated_at` that the editor has seen: raises ChangedMeanwhile when somebody has written since.
    """
    resource = held(resource)
    require(by, "edit_resource", resource)
    if read_at and read_at != resource.updated_at:
        history = versions_of(resource)
        raise ChangedMeanwhile(resource, history[0].who if history else "")
    many = {name: fields.pop(name) for name in MANY if name in fields}
    stricter = any(fields.get(name, 0) > getattr(resource, name) for name in ("audience", "notice_audience"))
    for name, value in fields.items():
        setattr(resource, name, value)
    resource.save()
    for name, values in many.items():
        getattr(resource, name).set(values)
    if resource.state == Resource.State.PUBLISHED:
        index_resources([resource.pk])
        if stricter:
            vocabulary_changed()
    return resource


@transaction.atomic
def mark_reviewed(resource: Resource, *, by: User) -> Resource:
    """Found still right: it is looked at again in a year."""
    resource = held(resource)
    require(by, "edit_resource", resource)
    if resource.state != Resource.State.PUBLISHED:
        raise WrongState(resource, "review")
    resource.review_on = next_review()
    resource.save()
    return resource


@transaction.atomic
def discard(resource: Resource, *, by: User) -> None:
    """Set aside a draft that was never published; its history is kept."""
    resource = held(resource)
    require(by, "send_resource", resource)
    if resource.state not in {Resource.State.DRAFT, Resource.State.REFUSED}:
        raise WrongState(resource, "discard")
    resource.delete()
