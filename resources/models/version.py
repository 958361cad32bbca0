"""Versions of a resource: the files and links that it gives, and what has changed."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from members.models.base import VisibleQuerySet

from .audience import step_of
from .resource import Resource
from .stored_file import StoredFile


class VersionQuerySet(VisibleQuerySet):
    """Versions; a draft is for who sees the resource before it is published."""

    def visible_to(self, user):
        """Published versions of the resources whose notice one sees; drafts of those that one works on."""
        if user.is_authenticated and user.is_national:
            return self
        resources = Resource.objects.visible_to(user)
        seen = Q(published_at__isnull=False, resource__state=Resource.State.PUBLISHED)
        if user.is_authenticated:
            seen |= Q(resource__proposed_by=user)
            if user.region_codes:
                seen |= Q(resource__proposed_region__in=user.region_codes)
        return self.filter(seen, resource__in=resources)


@pghistory.track()
class Version(models.Model):
    """One edition of a resource, numbered from 1; it is a draft until it is published."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="versions", verbose_name="ressource")
    number = models.PositiveSmallIntegerField("numéro", default=1)
    changes = models.TextField("ce qui a changé", blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="préparée par"
    )
    created_at = models.DateTimeField("préparée le", auto_now_add=True)
    published_at = models.DateTimeField("publiée le", null=True, blank=True, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "version"
        ordering = ["resource", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["resource", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["resource"],
                condition=Q(published_at__isnull=True),
                name="version_one_draft",
                violation_error_message="Une nouvelle version est déjà en préparation.",
            ),
        ]

    def __str__(self):
        return f"{self.resource}, version {self.number}"

    @property
    def is_being_read(self) -> bool:
        """Whether a worker still has to read one of its files."""
        return any(given.stored.state == StoredFile.State.PENDING for given in self.files.all())


class OfVersionQuerySet(VisibleQuerySet):
    """Files and links: opened from the step of the resource's files upwards, or where access was granted."""

    def visible_to(self, user):
        """What one may open, not only see listed."""
        if user.is_authenticated and user.is_national:
            return self
        opened = Q(version__resource__audience__lte=step_of(user))
        if user.is_authenticated:
            opened |= Q(version__resource__proposed_by=user)
            opened |= Q(version__resource__access_requests__in=user.access_requests.granted())
            if user.region_codes:
                opened |= Q(version__resource__proposed_region__in=user.region_codes)
        return self.filter(opened, version__in=Version.objects.visible_to(user)).distinct()


class VersionFile(models.Model):
    """A file given by a version, under the name that people see."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="files", verbose_name="version")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="given_by", verbose_name="fichier conservé")
    name = models.CharField("nom du fichier", max_length=150)
    position = models.PositiveSmallIntegerField("ordre", default=0)

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "fichier"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "stored"],
                name="version_file_once",
                violation_error_message="Ce fichier est déjà dans cette version.",
            )
        ]

    def __str__(self):
        return self.name


class VersionLink(models.Model):
    """A link given by a version: a video, a text of law, the address of a tool."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="links", verbose_name="version")
    url = models.URLField("adresse", max_length=500)
    label = models.CharField("intitulé", max_length=150, blank=True)
    position = models.PositiveSmallIntegerField("ordre", default=0)

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "lien"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.label or self.url
