"""What is made of resources: every download, and the sums from which figures and pages are read.

An event is a row; sums are written in the same transaction, so that they always agree. A person's name is kept
thirteen months, then erased from every row; what remains counts the same.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from members.models import Region, Role
from members.models.base import VisibleQuerySet, belongs

from .resource import Resource
from .version import Version, VersionFile, VersionLink


class SumQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """Sums name nobody: the whole network reads them."""
        return self if belongs(user) else self.none()


class DownloadEvent(models.Model):
    """A file taken or a link opened, once a minute at most for the same person; robots do not count (COUNTER)."""

    resource = models.ForeignKey(
        Resource, models.CASCADE, related_name="download_events", verbose_name="ressource", db_index=False
    )
    version = models.ForeignKey(Version, models.CASCADE, related_name="+", verbose_name="version", db_index=False)
    file = models.ForeignKey(VersionFile, models.SET_NULL, null=True, related_name="+", db_index=False)
    link = models.ForeignKey(VersionLink, models.SET_NULL, null=True, related_name="+", db_index=False)
    at = models.DateTimeField("moment")
    day = models.DateField("jour")
    role = models.CharField("rôle", max_length=20, choices=Role)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, related_name="+", verbose_name="région", db_index=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="personne", db_index=False
    )

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = "téléchargement"
        # Each holds all that the dashboard asks of a period, so that ten million rows need not be read.
        indexes = [
            models.Index(fields=["day"], include=["resource", "role", "region"], name="download_by_day"),
            models.Index(fields=["resource", "day"], include=["role", "region"], name="download_by_resource"),
            models.Index(fields=["region", "day"], include=["resource", "role"], name="download_by_region"),
            models.Index(fields=["user", "day"], name="download_by_person", condition=Q(user__isnull=False)),
        ]

    def __str__(self):
        return f"{self.resource_id}, {self.day}"


class DayUse(models.Model):
    """Views and downloads of a day, by people of a role and a region."""

    day = models.DateField("jour")
    role = models.CharField("rôle", max_length=20, choices=Role)
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+", verbose_name="région")
    views = models.PositiveIntegerField("consultations", default=0)
    downloads = models.PositiveIntegerField("téléchargements", default=0)

    objects = SumQuerySet.as_manager()

    class Meta:
        verbose_name = "usage d'un jour"
        verbose_name_plural = "usages par jour"
        constraints = [
            models.UniqueConstraint(fields=["day", "role", "region"], nulls_distinct=False, name="day_use_once")
        ]

    def __str__(self):
        return f"{self.day}"


class MonthUse(models.Model):
    """Views and downloads of a resource in a month, named by its first day."""

    resource = models.ForeignKey(
        Resource, models.CASCADE, related_name="months", verbose_name="ressource", db_index=False
    )
    month = models.DateField("mois")
    views = models.PositiveIntegerField("consultations", default=0)
    downloads = models.PositiveIntegerField("téléchargements", default=0)

    objects = SumQuerySet.as_manager()

    class Meta:
        verbose_name = "usage d'un mois"
        verbose_name_plural = "usages par mois"
        constraints = [models.UniqueConstraint(fields=["resource", "month"], name="month_use_once")]
        indexes = [
            models.Index(fields=["month"], include=["resource", "downloads", "views"], name="month_use_by_month")
        ]

    def __str__(self):
        return f"{self.resource_id}, {self.month:%m/%Y}"


class ActiveReader(models.Model):
    """Someone logged in who took at least one resource in a year; who it was is forgotten after thirteen months."""

    year = models.PositiveSmallIntegerField("année")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    role = models.CharField("rôle", max_length=20, choices=Role)
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+", verbose_name="région")
    first_on = models.DateField("premier téléchargement")

    objects = SumQuerySet.as_manager()

    class Meta:
        verbose_name = "utilisateur actif"
        verbose_name_plural = "utilisateurs actifs"
        constraints = [models.UniqueConstraint(fields=["year", "user"], name="active_reader_once")]

    def __str__(self):
        return f"{self.year}"


class ResourceReader(models.Model):
    """Someone logged in who took a resource in a year, likewise."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="readers", verbose_name="ressource")
    year = models.PositiveSmallIntegerField("année")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    first_on = models.DateField("premier téléchargement")

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = "lecteur d'une ressource"
        verbose_name_plural = "lecteurs d'une ressource"
        constraints = [models.UniqueConstraint(fields=["resource", "year", "user"], name="resource_reader_once")]

    def __str__(self):
        return f"{self.resource_id}, {self.year}"
