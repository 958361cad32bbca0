"""Versions of a resource, their files and their links, while they are in preparation."""

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from members.models import User
from resources.domain import files
from resources.domain.formats import FileRefused
from resources.domain.index import index_resources, vocabulary_changed
from resources.domain.refusals import (
    AlreadyPublished,
    AlreadyThere,
    Incomplete,
    NoChanges,
    NothingChanged,
    Refused,
    TooMany,
    WrongState,
    held,
    require,
)
from resources.models import Resource, Version, VersionFile, VersionLink

MOST_THINGS = 30


@transaction.atomic
def start_version(resource: Resource, *, by: User) -> Version:
    """The version in preparation; where there is none, a new one that gives what the current one does."""
    resource = held(resource)
    require(by, "edit_resource", resource)
    draft = resource.versions.filter(published_at=None).first()
    if draft:
        return draft
    if resource.state != Resource.State.PUBLISHED:
        raise WrongState(resource, "version")
    current = resource.versions.order_by("-number").first()
    draft = Version.objects.create(resource=resource, number=current.number + 1 if current else 1, created_by=by)
    for model in (VersionFile, VersionLink):
        copies = list(model.objects.filter(version=current))
        for copy in copies:
            copy.pk, copy.version = None, draft
        model.objects.bulk_create(copies)
    return draft


@transaction.atomic
def publish_version(version: Version, *, by: User, changes: str) -> Version:
    """Put a version in the place of the current one; search reads it at once.

    Raises NoChanges or NothingChanged.
    """
    resource, version = _in_preparation(version, by)
    require(by, "examine_resource", resource)
    if resource.state != Resource.State.PUBLISHED:
        raise WrongState(resource, "version")
    current = resource.versions.filter(published_at__isnull=False).order_by("-number").first()
    if not _given(version):
        raise Incomplete(["un fichier ou un lien"])
    if current and _given(current) == _given(version):
        raise NothingChanged
    if current and not changes.strip():
        raise NoChanges
    version.changes, version.published_at = changes.strip(), timezone.now()
    version.save(update_fields=["changes", "published_at"])
    index_resources([resource.pk])
    # What the former version said is no longer read.
    vocabulary_changed()
    return version


@transaction.atomic
def drop_version(version: Version, *, by: User) -> None:
    """Give up a new version in preparation; the published one stays."""
    resource, version = _in_preparation(version, by)
    if not resource.versions.filter(published_at__isnull=False).exists():
        raise Refused("C'est la seule version de cette ressource.")
    version.delete()


def add_file(version: Version, *, upload: File, by: User) -> VersionFile:
    """Receive a file and give it with this version; what is no good is `Refused` with the reason."""
    # Asked first: nothing is kept of what comes from others. Received before anything is held: a long file does not
    # make the others wait.
    with transaction.atomic():
        _in_preparation(version, by)
    try:
        stored = files.receive(upload, by=by)
    except FileRefused as refusal:
        raise Refused(str(refusal)) from refusal
    with transaction.atomic():
        _, version = _in_preparation(version, by)
        if version.files.filter(stored=stored).exists():
            raise AlreadyThere("fichier")
        name = files.shown_name(upload.name or "", stored.format)
        return VersionFile.objects.create(version=version, stored=stored, name=name, position=_next_place(version))


@transaction.atomic
def add_link(version: Version, *, url: str, label: str = "", by: User) -> VersionLink:
    """Give the address of a page with this version."""
    _, version = _in_preparation(version, by)
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        raise Refused("Cette adresse n'est pas celle d'une page : elle commence par https://.") from None
    if version.links.filter(url=url).exists():
        raise AlreadyThere("lien")
    return VersionLink.objects.create(version=version, url=url, label=label, position=_next_place(version))


def remove_file(file: VersionFile, *, by: User) -> None:
    """Take a file out of a version in preparation; other versions keep it."""
    _remove(file, by)


def remove_link(link: VersionLink, *, by: User) -> None:
    """Take a link out of a version in preparation."""
    _remove(link, by)


@transaction.atomic
def _remove(given: VersionFile | VersionLink, by: User) -> None:
    _in_preparation(given.version, by)
    # Taken out already by somebody else, it is out all the same.
    type(given).objects.filter(pk=given.pk).delete()


def _in_preparation(version: Version, by: User) -> tuple[Resource, Version]:
    """The resource, held, and its version, which is not published yet and which `by` may change."""
    resource = held(version.resource)
    require(by, "edit_resource", resource)
    version = Version.objects.get(pk=version.pk)
    if version.published_at:
        raise AlreadyPublished
    return resource, version


def _next_place(version: Version) -> int:
    kept = [version.files.order_by(), version.links.order_by()]
    if sum(things.count() for things in kept) >= MOST_THINGS:
        raise TooMany(MOST_THINGS)
    last = [things.aggregate(last=Max("position"))["last"] for things in kept]
    return max((place for place in last if place is not None), default=-1) + 1


def _given(version: Version) -> set:
    return {
        *version.files.values_list("stored", "name"),
        *version.links.values_list("url", "label"),
    }
