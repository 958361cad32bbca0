"""The resource centre."""

from datetime import date

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from resources.models import (
    AuthorBody,
    Collection,
    Format,
    Publication,
    Resource,
    StoredFile,
    Theme,
    Version,
    VersionFile,
)


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    name = factory.Sequence(lambda n: f"Thème {n}")
    slug = factory.Sequence(lambda n: f"theme-{n}")


class AuthorBodyFactory(DjangoModelFactory):
    class Meta:
        model = AuthorBody

    name = factory.Sequence(lambda n: f"Organisme {n}")


class ResourceFactory(DjangoModelFactory):
    """A published resource without version; `state="draft"` and `published_at=None` make a draft."""

    class Meta:
        model = Resource
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Guide {n}")
    kind = Resource.Kind.GUIDE
    summary = "Un résumé."
    state = Resource.State.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)
    issued_on = date(2023, 6, 1)

    @factory.post_generation
    def themes(resource, create, themes):
        resource.themes.set(themes or [])


class PublicationFactory(DjangoModelFactory):
    class Meta:
        model = Publication

    resource = factory.SubFactory(ResourceFactory)


class StoredFileFactory(DjangoModelFactory):
    """A file whose bytes are `content`, ready, with `text` for search."""

    class Meta:
        model = StoredFile

    class Params:
        content = b"%PDF-1.7 exemple"

    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    size = factory.LazyAttribute(lambda o: len(o.content))
    file = factory.LazyAttribute(lambda o: ContentFile(o.content, name=f"{o.sha256}.{o.format}"))
    format = Format.PDF
    state = StoredFile.State.READY


class VersionFactory(DjangoModelFactory):
    """A published version; `published_at=None` makes a draft."""

    class Meta:
        model = Version

    resource = factory.SubFactory(ResourceFactory)
    published_at = factory.LazyFunction(timezone.now)


class VersionFileFactory(DjangoModelFactory):
    class Meta:
        model = VersionFile

    version = factory.SubFactory(VersionFactory)
    stored = factory.SubFactory(StoredFileFactory)
    name = "guide.pdf"


class CollectionFactory(DjangoModelFactory):
    class Meta:
        model = Collection

    title = factory.Sequence(lambda n: f"Collection {n}")
    slug = factory.Sequence(lambda n: f"collection-{n}")
    published = True
