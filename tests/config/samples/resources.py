"""A published resource, a draft, and all that somebody else has made of them."""

from datetime import date

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from members.models import Role
from resources.domain.index import index_resources
from resources.domain.unsubscribing import unsubscribe_address
from resources.models import (
    AccessRequest,
    ActiveReader,
    DayUse,
    DownloadEvent,
    Favourite,
    Feedback,
    Mailing,
    MonthUse,
    ResourceReader,
    SearchUse,
    SynonymGroup,
    ThemeFollow,
    VersionFile,
    VersionLink,
)
from tests.factories import (
    CollectionFactory,
    PublicationFactory,
    ResourceFactory,
    ThemeFactory,
    UserFactory,
    VersionFactory,
    VersionFileFactory,
)


def sample() -> dict:
    file, link = _published()
    draft = VersionFactory(resource=ResourceFactory(state="draft", published_at=None), published_at=None)
    return {
        "resource": file.version.resource_id,
        "file": file.pk,
        "link": link.pk,
        "draft_resource": draft.resource_id,
        "draft_file": VersionFileFactory(version=draft).pk,
        "draft_link": VersionLink.objects.create(version=draft, url="https://example.org").pk,
        "theme": ThemeFactory().slug,
        "collection": CollectionFactory().slug,
        "access": AccessRequest.objects.create(user=UserFactory(), resource=file.version.resource, message="x").pk,
        "token": unsubscribe_address(UserFactory(), ThemeFactory()).rstrip("/").rpartition("/")[2],
    }


def records():
    """A published resource, and all that somebody else has made of it."""
    file, _ = _published()
    version, somebody = file.version, UserFactory()
    resource, day = version.resource, date(2023, 6, 1)
    PublicationFactory(resource=resource)
    index_resources([resource.pk])
    CollectionFactory()
    DayUse.objects.create(day=day, role=Role.MEMBER, downloads=1)
    MonthUse.objects.create(resource=resource, month=day, downloads=1)
    ActiveReader.objects.create(year=2023, user=somebody, role=Role.MEMBER, first_on=day)
    ResourceReader.objects.create(resource=resource, year=2023, user=somebody, first_on=day)
    DownloadEvent.objects.create(
        resource=resource, version=version, at=timezone.now(), day=day, role=Role.MEMBER, user=somebody
    )
    SearchUse.objects.create(text="aci", role=Role.MEMBER)
    SynonymGroup.objects.create(terms=["ACI", "chantier"])
    Feedback.objects.create(user=somebody, resource=resource, useful=True)
    AccessRequest.objects.create(user=somebody, resource=resource, message="x")
    Favourite.objects.create(user=somebody, resource=resource)
    ThemeFollow.objects.create(user=somebody, theme=ThemeFactory())
    Mailing.objects.create(user=somebody, subject="digest", about="x")


def _published() -> tuple[VersionFile, VersionLink]:
    """A file with a picture and a link for members, of a resource whose notice is for the network."""
    file = VersionFileFactory(stored__previews=1)
    link = VersionLink.objects.create(version=file.version, url="https://example.org")
    default_storage.save(file.stored.preview_name(0), ContentFile(b"RIFF"))
    return file, link
