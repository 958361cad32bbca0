"""Regions, departments, employment zones and communes (INSEE, official geographic code)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from .base import ReferenceQuerySet, Unaccented


class Region(models.Model):
    """One of the 18 regions, or an overseas collectivity that stands for its own region."""

    code = models.CharField("code INSEE", max_length=3, primary_key=True)
    name = models.CharField("nom", max_length=60, unique=True)
    overseas = models.BooleanField("outre-mer", default=False)
    collectivity = models.BooleanField("collectivité d'outre-mer", default=False)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "région"
        ordering = [Unaccented("name")]

    def __str__(self):
        return self.name


class Department(models.Model):
    """A department: two digits, 2A, 2B, or three digits overseas."""

    code = models.CharField("code INSEE", max_length=3, primary_key=True)
    name = models.CharField("nom", max_length=60)
    region = models.ForeignKey(Region, models.PROTECT, related_name="departments", verbose_name="région")

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "département"
        ordering = ["code"]

    def __str__(self):
        return f"{self.name} ({self.code})"


class EmploymentZone(models.Model):
    """An employment zone of INSEE's 2020 division."""

    code = models.CharField("code INSEE", max_length=4, primary_key=True)
    name = models.CharField("nom", max_length=100)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "zone d'emploi"
        verbose_name_plural = "zones d'emploi"
        ordering = ["name"]

    def __str__(self):
        return self.name


class Commune(models.Model):
    """A commune of the 2025 code; latitude and longitude are its centroid's, in degrees."""

    code = models.CharField("code INSEE", max_length=5, primary_key=True)
    name = models.CharField("nom", max_length=60)
    department = models.ForeignKey(Department, models.PROTECT, related_name="communes", verbose_name="département")
    postcodes = ArrayField(models.CharField(max_length=5), default=list, verbose_name="codes postaux")
    population = models.PositiveIntegerField("population", null=True)
    employment_zone = models.ForeignKey(EmploymentZone, models.PROTECT, null=True, verbose_name="zone d'emploi")
    latitude = models.FloatField("latitude", null=True)
    longitude = models.FloatField("longitude", null=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "commune"
        ordering = ["name"]
        indexes = [GinIndex(fields=["postcodes"], name="commune_postcodes")]

    def __str__(self):
        return f"{self.name} ({self.department_id})"
