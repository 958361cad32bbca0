"""Courses of the catalogue, the versions in which they are sold, and the demand for them."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from members.models.base import VisibleQuerySet

from .body import CourseTheme
from .statement_words import StatementObjective


class CourseQuerySet(VisibleQuerySet):
    """The catalogue is public; what is being written is the training team's."""

    def visible_to(self, user):
        """Courses published, and those withdrawn since, which people were trained in; drafts for the team."""
        if user.is_authenticated and user.has_perm("training.run_training"):
            return self
        return self.exclude(state=Course.State.DRAFT)

    def offered(self):
        """Courses that can be asked for today."""
        return self.filter(state=Course.State.PUBLISHED)


@pghistory.track(exclude=["updated_at"])
class Course(models.Model):
    """A course of the catalogue, whatever the version in which it is sold."""

    class State(models.TextChoices):
        DRAFT = "draft", "en préparation"
        PUBLISHED = "published", "au catalogue"
        ARCHIVED = "archived", "retirée du catalogue"

    theme = models.ForeignKey(CourseTheme, models.PROTECT, related_name="courses", verbose_name="thème")
    code = models.CharField("code", max_length=20, unique=True)
    slug = models.SlugField("adresse", max_length=80, unique=True)
    title = models.CharField("intitulé", max_length=200)
    summary = models.CharField("en une phrase", max_length=300, blank=True)
    state = models.CharField("état", max_length=9, choices=State, default=State.DRAFT, editable=False)
    statement_objective = models.CharField(
        "objectif au sens du BPF", max_length=4, choices=StatementObjective, blank=True
    )
    nsf_code = models.CharField(
        "spécialité (NSF)", max_length=3, blank=True, validators=[RegexValidator(r"^\d{3}$", "Trois chiffres.")]
    )
    formacodes = ArrayField(
        models.CharField(max_length=5, validators=[RegexValidator(r"^\d{5}$", "Cinq chiffres.")]),
        verbose_name="Formacodes", default=list, blank=True, size=5, help_text="Séparés par des virgules.",
    )  # fmt: skip
    rome_codes = ArrayField(
        models.CharField(max_length=5, validators=[RegexValidator(r"^[A-Z]\d{4}$", "Une lettre et quatre chiffres.")]),
        verbose_name="codes ROME", default=list, blank=True, size=5, help_text="Séparés par des virgules.",
    )  # fmt: skip
    fiche_number = models.CharField(
        "fiche RNCP ou RS", max_length=12, blank=True,
        validators=[RegexValidator(r"^(RNCP|RS)\d{1,6}$", "RNCP ou RS, puis le numéro.")],
        help_text="Pour une formation qui prépare à une certification enregistrée.",
    )  # fmt: skip
    validity_months = models.PositiveSmallIntegerField(
        "à renouveler tous les (mois)", null=True, blank=True,
        help_text="Pour une habilitation qui expire, comme celle de formateur SST.",
    )  # fmt: skip
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = "formation"
        verbose_name_plural = "formations"
        ordering = ["theme__order", "title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("training:course", args=[self.slug])

    @property
    def is_certifying(self) -> bool:
        return bool(self.fiche_number)


class CourseVersionQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """Versions published of courses that are seen."""
        seen = self.filter(course__in=Course.objects.visible_to(user))
        if user.is_authenticated and user.has_perm("training.run_training"):
            return seen
        return seen.exclude(published_at=None)

    def current(self):
        """The last published version of each course."""
        return self.exclude(published_at=None).order_by("course_id", "-number").distinct("course_id")


class CourseVersion(models.Model):
    """A programme as it is sold: what Qualiopi (indicators 1 and 6) and article L. 6353-8 of the labour code ask for.

    Once published it is not written again: a session keeps the one with which it was sold.
    """

    class Modality(models.TextChoices):
        ON_SITE = "on_site", "en présence"
        REMOTE = "remote", "à distance"
        MIXED = "mixed", "mixte"
        WORKPLACE = "workplace", "en situation de travail (AFEST)"

    course = models.ForeignKey(Course, models.CASCADE, related_name="versions", verbose_name="formation")
    number = models.PositiveSmallIntegerField("version")
    title = models.CharField("intitulé", max_length=200)
    objectives = ArrayField(
        models.CharField(max_length=300), verbose_name="objectifs", default=list, blank=True,
        help_text="Un par ligne, chacun mesurable : « à la fin, la personne sait… ».",
    )  # fmt: skip
    prerequisites = models.TextField("prérequis", blank=True, max_length=2000)
    audience = models.TextField("public", blank=True, max_length=2000)
    content = models.TextField("contenu", blank=True, max_length=12000)
    methods = models.TextField("méthodes", blank=True, max_length=4000)
    means = models.TextField("moyens", blank=True, max_length=4000)
    assessment = models.TextField("évaluation", blank=True, max_length=4000)
    follow_up = models.TextField("suivi et sanction", blank=True, max_length=2000)
    access_delay = models.CharField("délai d'accès", max_length=200, blank=True)
    accessibility = models.TextField("accessibilité", blank=True, max_length=2000)
    trainer_profile = models.CharField("formateur", max_length=300, blank=True)
    contact = models.CharField("contact", max_length=200, blank=True)
    hours = models.DecimalField("durée (heures)", max_digits=5, decimal_places=1, validators=[MinValueValidator(0.5)])
    days = models.DecimalField("durée (jours)", max_digits=4, decimal_places=1, null=True, blank=True)
    modality = models.CharField("modalité", max_length=9, choices=Modality, default=Modality.ON_SITE)
    price_member = models.DecimalField("prix pour un adhérent (€ HT par personne)", max_digits=8, decimal_places=2)
    price_public = models.DecimalField("prix pour les autres (€ HT par personne)", max_digits=8, decimal_places=2)
    price_group = models.DecimalField(
        "prix dans la structure (€ HT par jour)", max_digits=8, decimal_places=2, null=True, blank=True
    )
    minimum = models.PositiveSmallIntegerField("personnes au moins", default=6)
    maximum = models.PositiveSmallIntegerField("personnes au plus", default=12)
    change_note = models.CharField("ce qui change", max_length=300, blank=True)
    published_at = models.DateTimeField("publiée le", null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="publiée par",
        editable=False,
    )  # fmt: skip

    objects = CourseVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "version d'un programme"
        verbose_name_plural = "versions de programmes"
        ordering = ["course", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="course_version_once"),
            models.CheckConstraint(
                condition=Q(minimum__lte=F("maximum")),
                name="course_minimum_under_maximum",
                violation_error_message="L'effectif minimum dépasse le maximum.",
            ),
        ]

    def __str__(self):
        return f"{self.title} (version {self.number})"


class InterestQuerySet(VisibleQuerySet):
    """Who would come is the training team's business; a structure finds its own requests."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("training.run_training"):
            return self
        return self.filter(organisation__in=user.history_ids)

    def waiting(self):
        return self.filter(answered_at=None)


class CourseInterest(models.Model):
    """Somebody would follow a course in a region where no session is planned."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="interests", verbose_name="formation")
    region = models.ForeignKey("members.Region", models.PROTECT, related_name="+", verbose_name="région")
    organisation = models.ForeignKey(
        "members.Organisation", models.CASCADE, null=True, blank=True, related_name="+", verbose_name="structure"
    )
    name = models.CharField("nom", max_length=150)
    email = models.EmailField("adresse e-mail")
    people = models.PositiveSmallIntegerField("personnes", default=1, validators=[MinValueValidator(1)])
    message = models.TextField("précisions", blank=True, max_length=1000)
    asked_at = models.DateTimeField("demandé le", default=timezone.now, editable=False)
    answered_at = models.DateTimeField("répondu le", null=True, blank=True, editable=False)
    session = models.ForeignKey(
        "training.Session", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="session proposée"
    )

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = "demande sans session"
        verbose_name_plural = "demandes sans session"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "region", "email"],
                condition=Q(answered_at=None),
                name="interest_once",
                violation_error_message="Cette demande est déjà enregistrée.",
            )
        ]

    def __str__(self):
        return f"{self.course} ({self.region}) : {self.name}"
