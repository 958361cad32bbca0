"""Officials: people whom the certifying body appoints to its juries, its checks and its trainings of trainers."""

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from members.models.base import ValidityField, ValidityQuerySet, VisibleQuerySet


class College(models.TextChoices):
    """The sides of the branch, which sit on juries in equal parts; some officials sit for neither."""

    EMPLOYER = "employer", "employeurs"
    EMPLOYEE = "employee", "salariés"
    NONE = "none", "hors collège"


class OfficialQuerySet(VisibleQuerySet):
    """Officials are known to the national team; each sees their own file."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self if user.is_national else self.filter(user=user)

    def holding(self, role, day):
        """Officials whose mandate in `role` covers `day`."""
        return self.filter(Exists(Mandate.objects.filter(official=OuterRef("pk"), role=role).valid_on(day)))


@pghistory.track()
class Official(models.Model):
    """A person appointed by the certifying body, perhaps with an account; what they may do is in their mandates."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="official", verbose_name="compte"
    )
    full_name = models.CharField("nom complet", max_length=150)
    email = models.EmailField("adresse e-mail")
    phone = models.CharField("téléphone", max_length=20, blank=True)
    region = models.ForeignKey(
        "members.Region", models.PROTECT, related_name="officials", verbose_name="région",
        help_text="Celle d'où la personne se déplace.",
    )  # fmt: skip
    employer = models.ForeignKey(
        "members.Organisation", models.SET_NULL, null=True, blank=True, related_name="officials",
        verbose_name="structure où elle travaille",
        help_text="Elle ne siège pas pour les candidats de cette structure.",
    )  # fmt: skip
    of_certifier = models.BooleanField("salariée du certificateur", default=False)

    objects = OfficialQuerySet.as_manager()

    class Meta:
        verbose_name = "mandataire, contrôleur ou formateur"
        verbose_name_plural = "mandataires, contrôleurs et formateurs"
        ordering = ["full_name"]

    def __str__(self):
        return self.full_name

    def get_absolute_url(self):
        return reverse("certification:official", args=[self.pk])


class OfOfficialQuerySet(ValidityQuerySet):
    """What hangs on an official is seen with them."""

    def visible_to(self, user):
        return self.filter(official__in=Official.objects.visible_to(user))


@pghistory.track()
class Mandate(models.Model):
    """What an official is appointed for: a role and a college, for certifications and regions, between two dates."""

    class Role(models.TextChoices):
        MANDATAIRE = "mandataire", "mandataire"
        CONTROLLER = "controller", "contrôleur"
        EPSP_TRAINER = "epsp_trainer", "formateur EPSP"

    official = models.ForeignKey(Official, models.CASCADE, related_name="mandates", verbose_name="personne")
    role = models.CharField("rôle", max_length=12, choices=Role)
    college = models.CharField("collège", max_length=8, choices=College, default=College.NONE)
    validity = ValidityField(verbose_name="mandat")
    certifications = models.ManyToManyField(
        "certification.Certification", related_name="+", blank=True, verbose_name="certifications",
        help_text="Aucune : toutes.",
    )  # fmt: skip
    regions = models.ManyToManyField(
        "members.Region", related_name="+", blank=True, verbose_name="régions", help_text="Aucune : toutes."
    )

    objects = OfOfficialQuerySet.as_manager()

    class Meta:
        verbose_name = "mandat"
        verbose_name_plural = "mandats"
        ordering = ["official", "role", "-validity"]
        constraints = [
            ExclusionConstraint(
                name="official_mandate_once",
                expressions=[
                    ("official", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("validity", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Cette personne a déjà ce mandat sur une partie de ces dates.",
            ),
            models.CheckConstraint(
                condition=~Q(role="mandataire") | ~Q(college="none"),
                name="mandataire_has_a_college",
                violation_error_message="Un mandataire siège pour le collège des employeurs ou des salariés.",
            ),
        ]

    def __str__(self):
        return f"{self.official} : {self.get_role_display()}"

    @property
    def told(self) -> str:
        """The role, with the college for those who sit for one."""
        college = f", {self.get_college_display()}" if self.college != College.NONE else ""
        return f"{self.get_role_display()}{college}"


class OfficialTraining(models.Model):
    """A training that prepares an official for their mandate."""

    official = models.ForeignKey(Official, models.CASCADE, related_name="trainings", verbose_name="personne")
    title = models.CharField("formation", max_length=200)
    done_on = models.DateField("suivie le")

    objects = OfOfficialQuerySet.as_manager()

    class Meta:
        verbose_name = "formation suivie"
        verbose_name_plural = "formations suivies"
        ordering = ["-done_on"]

    def __str__(self):
        return self.title


class Unavailability(models.Model):
    """Days on which an official cannot come, as they say it themselves."""

    official = models.ForeignKey(Official, models.CASCADE, related_name="unavailabilities", verbose_name="personne")
    validity = ValidityField(verbose_name="jours")
    note = models.CharField("précision", max_length=200, blank=True)

    objects = OfOfficialQuerySet.as_manager()

    class Meta:
        verbose_name = "indisponibilité"
        verbose_name_plural = "indisponibilités"
        ordering = ["validity"]
        constraints = [
            models.CheckConstraint(
                condition=Q(validity__startswith__isnull=False, validity__endswith__isnull=False),
                name="unavailability_has_its_days",
                violation_error_message="Donnez le premier et le dernier jours.",
            )
        ]

    def __str__(self):
        return f"{self.official} : {self.validity}"


class ConflictDeclaration(models.Model):
    """A tie that an official declares with a structure or a candidate: they neither judge nor check them."""

    official = models.ForeignKey(Official, models.CASCADE, related_name="conflicts", verbose_name="personne")
    organisation = models.ForeignKey(
        "members.Organisation", models.CASCADE, null=True, blank=True, related_name="+", verbose_name="structure"
    )
    candidate = models.ForeignKey(
        "certification.Candidate", models.CASCADE, null=True, blank=True, related_name="+", verbose_name="candidat"
    )
    tie = models.CharField("lien", max_length=200)
    declared_on = models.DateField("déclaré le")
    ended_on = models.DateField("terminé le", null=True, blank=True)

    objects = OfOfficialQuerySet.as_manager()

    class Meta:
        verbose_name = "conflit d'intérêts"
        verbose_name_plural = "conflits d'intérêts"
        ordering = ["-declared_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, candidate=None) | Q(organisation=None, candidate__isnull=False),
                name="conflict_with_one",
                violation_error_message="Le lien est avec une structure, ou avec un candidat.",
            )
        ]

    def __str__(self):
        return f"{self.official} : {self.tie}"
