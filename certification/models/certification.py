"""Certifications, their referentials in versions, and the rules that each of them sets for its juries and papers."""

from decimal import Decimal

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from members.models.base import ReferenceQuerySet, ValidityField, ValidityQuerySet


class CertificationQuerySet(ReferenceQuerySet):
    """What is certified is public."""

    def open_on(self, day):
        """Certifications for which a candidate may be entered on `day`."""
        begun = Q(registered_from=None) | Q(registered_from__lte=day)
        last_entry = Q(last_entry_on=None) | Q(last_entry_on__gte=day)
        return self.filter(begun, last_entry, Q(registered_until=None) | Q(registered_until__gte=day))


@pghistory.track()
class Certification(models.Model):
    """A vocational certification of which the network is the certifying body; its rules are its own, never constants.

    A certification of the national registers (RNCP, RS) has a fiche number there; one of the branch alone has none and
    is never told to the Caisse des Dépôts.
    """

    class Kind(models.TextChoices):
        RNCP = "RNCP", "répertoire national (RNCP)"
        RS = "RS", "répertoire spécifique (RS)"
        BRANCH = "BRANCH", "branche seule"

    code = models.SlugField("code", max_length=20, unique=True)
    title = models.CharField("intitulé", max_length=250)
    kind = models.CharField("enregistrement", max_length=6, choices=Kind)
    fiche_number = models.CharField(
        "numéro de fiche",
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^(RNCP|RS)\d{1,6}$", "Écrivez RNCP ou RS, puis un à six chiffres.")],
    )
    eu_level = models.PositiveSmallIntegerField(
        "niveau",
        null=True,
        blank=True,
        validators=[MinValueValidator(2), MaxValueValidator(8)],
        help_text="De 2 à 8 ; vide, sans niveau spécifique.",
    )
    nsf_codes = ArrayField(models.CharField(max_length=4), default=list, blank=True, verbose_name="codes NSF")
    formacodes = ArrayField(models.CharField(max_length=5), default=list, blank=True, verbose_name="Formacodes")
    rome_codes = ArrayField(models.CharField(max_length=5), default=list, blank=True, verbose_name="codes ROME")
    decided_on = models.DateField("décision d'enregistrement", null=True, blank=True)
    registered_from = models.DateField("enregistrée du", null=True, blank=True)
    registered_until = models.DateField("échéance de l'enregistrement", null=True, blank=True)
    last_entry_on = models.DateField("dernière entrée en parcours", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name="remplacée par"
    )

    partial_allowed = models.BooleanField("validation partielle", default=True)
    block_validity_months = models.PositiveSmallIntegerField(
        "durée des blocs acquis (mois)", null=True, blank=True, help_text="Vide : acquis pour la vie."
    )
    certificate_validity_months = models.PositiveSmallIntegerField(
        "durée du certificat (mois)", null=True, blank=True, help_text="Vide : sans limite."
    )
    accreditation_months = models.PositiveSmallIntegerField("durée d'un agrément (mois)", default=36)
    min_members = models.PositiveSmallIntegerField(
        "quorum du jury",
        default=2,
        validators=[MinValueValidator(2)],
        help_text="Un jury est collégial : deux au moins.",
    )
    min_per_college = models.PositiveSmallIntegerField("membres de chaque collège", default=1)
    external_percent = models.PositiveSmallIntegerField(
        "membres extérieurs (%)",
        default=50,
        validators=[MaxValueValidator(100)],
        help_text="Part des membres présents qui ne sont ni du certificateur, ni d'une structure dont un candidat se présente.",
    )
    casting_vote = models.BooleanField("voix prépondérante de la présidence", default=False)
    anonymous_files = models.BooleanField(
        "dossiers anonymes", default=False, help_text="Le jury lit un numéro à la place du nom et de la structure."
    )
    summons_days = models.PositiveSmallIntegerField("délai de convocation (jours)", default=15)
    appeal_days = models.PositiveSmallIntegerField("délai de recours (jours)", default=60)
    indemnity = models.DecimalField(
        "indemnité par jury",
        max_digits=7,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(0)],
        help_text="Versée à chaque membre présent ; un jury n'est pas salarié.",
    )

    objects = CertificationQuerySet.as_manager()

    class Meta:
        verbose_name = "certification"
        verbose_name_plural = "certifications"
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="BRANCH", fiche_number="")
                | Q(kind="RNCP", fiche_number__startswith="RNCP")
                | Q(kind="RS", fiche_number__startswith="RS"),
                name="certification_fiche_of_its_register",
                violation_error_message="Le numéro de fiche va avec le répertoire : RNCP…, RS…, aucun pour la branche.",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | ~Q(replaced_by=models.F("pk")),
                name="certification_not_its_own_successor",
                violation_error_message="Une certification n'est pas remplacée par elle-même.",
            ),
            models.UniqueConstraint(
                fields=["fiche_number"],
                condition=~Q(fiche_number=""),
                name="certification_fiche_once",
                violation_error_message="Cette fiche est déjà celle d'une autre certification.",
            ),
            models.CheckConstraint(
                condition=Q(registered_until__gte=models.F("registered_from"))
                | Q(registered_until=None)
                | Q(registered_from=None),
                name="certification_dates_in_order",
                violation_error_message="L'échéance est après le début de l'enregistrement.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("certification:certification", args=[self.code])

    @property
    def is_told_to_cdc(self) -> bool:
        """Whether its holders are told to the Caisse des Dépôts (article L. 6113-8 of the labour code)."""
        return self.kind != self.Kind.BRANCH

    def referential_on(self, day) -> "Referential | None":
        """The version that a candidate who enters on `day` keeps to the end."""
        return self.referentials.filter(validity__contains=day).first()


class ReferentialQuerySet(ReferenceQuerySet, ValidityQuerySet):
    pass


class Referential(models.Model):
    """A version of what a certification asks; a candidate keeps the version in force on the day of entry."""

    class PassRule(models.TextChoices):
        MANDATORY = "mandatory", "toutes les compétences obligatoires sont acquises"
        POINTS = "points", "le total des points atteint le seuil"

    certification = models.ForeignKey(
        Certification, models.PROTECT, related_name="referentials", verbose_name="certification"
    )
    version = models.CharField("version", max_length=20)
    validity = ValidityField(verbose_name="entrées en parcours")
    pass_rule = models.CharField("un bloc est acquis quand", max_length=9, choices=PassRule, default=PassRule.MANDATORY)
    pass_percent = models.PositiveSmallIntegerField(
        "seuil (%)", default=70, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    optional_blocks_due = models.PositiveSmallIntegerField("blocs facultatifs à acquérir", default=0)

    objects = ReferentialQuerySet.as_manager()

    class Meta:
        verbose_name = "référentiel"
        verbose_name_plural = "référentiels"
        ordering = ["certification", "-validity"]
        constraints = [
            models.UniqueConstraint(fields=["certification", "version"], name="referential_version_once"),
            ExclusionConstraint(
                name="referential_one_at_a_time",
                expressions=[("certification", RangeOperators.EQUAL), ("validity", RangeOperators.OVERLAPS)],
                violation_error_message="Une autre version vaut déjà sur une partie de ces dates.",
            ),
        ]

    def __str__(self):
        return f"{self.certification} ({self.version})"


class SkillBlock(models.Model):
    """A *bloc de compétences*: what a jury grants or not, and what may be kept alone."""

    referential = models.ForeignKey(Referential, models.CASCADE, related_name="blocks", verbose_name="référentiel")
    order = models.PositiveSmallIntegerField("rang")
    number = models.CharField("numéro", max_length=16, help_text="Comme RNCP12345BC01.")
    title = models.CharField("intitulé", max_length=250)
    mandatory = models.BooleanField("obligatoire", default=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "bloc de compétences"
        verbose_name_plural = "blocs de compétences"
        ordering = ["referential", "order"]
        constraints = [
            models.UniqueConstraint(fields=["referential", "order"], name="block_order_once"),
            models.UniqueConstraint(fields=["referential", "number"], name="block_number_once"),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"


class Competency(models.Model):
    """What is observed within a block, with its criteria and the way in which it is evaluated."""

    class Modality(models.TextChoices):
        OBSERVATION = "observation", "observation en situation"
        PRACTICAL = "practical", "épreuve pratique"
        PORTFOLIO = "portfolio", "dossier"
        INTERVIEW = "interview", "entretien"
        PROFESSIONAL = "professional", "avis du tuteur"

    block = models.ForeignKey(SkillBlock, models.CASCADE, related_name="competencies", verbose_name="bloc")
    code = models.CharField("code", max_length=10)
    statement = models.CharField("compétence", max_length=400)
    criteria = ArrayField(models.CharField(max_length=300), default=list, blank=True, verbose_name="critères")
    modality = models.CharField("évaluée par", max_length=12, choices=Modality, default=Modality.OBSERVATION)
    mandatory = models.BooleanField("obligatoire", default=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "compétence"
        verbose_name_plural = "compétences"
        ordering = ["block", "code"]
        constraints = [models.UniqueConstraint(fields=["block", "code"], name="competency_code_once")]

    def __str__(self):
        return f"{self.code} {self.statement}"
