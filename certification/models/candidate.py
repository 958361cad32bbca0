"""Candidates as civil status has them, and their enrolments with a structure for a certification."""

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from members.models.base import VisibleQuerySet

from .accreditation import Accreditation
from .certification import Certification, Referential, SkillBlock


class CandidateQuerySet(VisibleQuerySet):
    """A candidate is known to the structures that entered them, to their juries and to the certification team only.

    A jury that reads anonymous files does not know who they are.
    """

    def visible_to(self, user):
        seen = Enrolment.objects.named_to(user)
        return self.filter(pk__in=seen.order_by().values("candidate"))


@pghistory.track()
class Candidate(models.Model):
    """A person, with the identity of their birth certificate, by which the Caisse des Dépôts finds them.

    No identity paper is kept: it is seen, and the day on which it was seen is. The notice of article 13 of the GDPR
    names the Caisse des Dépôts among those who receive the data.
    """

    class Sex(models.TextChoices):
        MALE = "M", "masculin"
        FEMALE = "F", "féminin"

    birth_name = models.CharField("nom de naissance", max_length=60)
    used_name = models.CharField("nom d'usage", max_length=60, blank=True)
    first_name = models.CharField("premier prénom", max_length=60)
    second_name = models.CharField("deuxième prénom", max_length=60, blank=True)
    third_name = models.CharField("troisième prénom", max_length=60, blank=True)
    sex = models.CharField("sexe à l'état civil", max_length=1, choices=Sex, blank=True)
    birth_year = models.PositiveSmallIntegerField(
        "année de naissance", null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2099)]
    )
    birth_month = models.PositiveSmallIntegerField(
        "mois", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    birth_day = models.PositiveSmallIntegerField(
        "jour", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    birth_commune_code = models.CharField(
        "code INSEE de la commune de naissance", max_length=5, blank=True,
        validators=[RegexValidator(r"^(\d{5}|2[AB]\d{3})$", "Cinq chiffres, ou 2A ou 2B et trois chiffres.")],
        help_text="Celui du jour de la naissance. Vide pour une naissance à l'étranger.",
    )  # fmt: skip
    birth_commune_name = models.CharField("commune de naissance", max_length=60, blank=True)
    birth_country_code = models.CharField(
        "code du pays", max_length=3, blank=True, validators=[RegexValidator(r"^\d{3}$", "Trois chiffres.")],
        help_text="Les trois derniers chiffres du code INSEE (99…). Vide pour la France.",
    )  # fmt: skip
    birth_country_name = models.CharField("pays de naissance", max_length=60, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    identity_seen_on = models.DateField("pièce d'identité vue le", null=True, blank=True)
    informed_on = models.DateField("notice d'information remise le", null=True, blank=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = "candidat"
        verbose_name_plural = "candidats"
        ordering = ["birth_name", "first_name", "pk"]

    def __str__(self):
        return f"{self.first_name} {self.used_name or self.birth_name}"

    @property
    def civil_name(self) -> str:
        """First name, then the name of birth, as the parchment prints it."""
        used = f", nom d'usage {self.used_name}" if self.used_name and self.used_name != self.birth_name else ""
        return f"{self.first_name} {self.birth_name}{used}"

    @property
    def born_abroad(self) -> bool:
        return bool(self.birth_country_code or (self.birth_country_name and not self.birth_commune_code))


class EnrolmentQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """Those of one's structure, those whose jury one sits on and has not declined, all for the certification team."""
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("certification.run_certification"):
            return self
        own = Q(organisation__in=user.history_ids) if user.history_ids else Q(pk__in=[])
        judged = self.model.objects.filter(
            places__jury__seats__official__user=user, places__jury__seats__answer__in=["waiting", "accepted"]
        )
        return self.filter(own | Q(pk__in=judged.order_by().values("pk")))

    def named_to(self, user):
        """Those of whom one reads the name, the structure and the file: its members do not where files are anonymous."""
        seen = self.visible_to(user)
        if not user.is_authenticated or user.has_perm("certification.run_certification"):
            return seen
        own = Q(organisation__in=user.history_ids) if user.history_ids else Q(pk__in=[])
        return seen.filter(own | Q(certification__anonymous_files=False))

    def presented_by(self, user):
        """Those that one follows: those of one's structures, all for the certification team."""
        if user.is_authenticated and user.has_perm("certification.run_certification"):
            return self
        return self.filter(organisation__in=user.history_ids) if user.is_authenticated else self.none()


@pghistory.track(exclude=["updated_at"])
class Enrolment(models.Model):
    """A candidate who prepares for a certification with a structure, under the referential of the day of entry."""

    class Route(models.TextChoices):
        TRAINING = "training", "formation"
        VAE = "vae", "validation des acquis (VAE)"
        ALTERNATION = "alternation", "alternance"

    class Initiative(models.TextChoices):
        EMPLOYER = "employer", "de l'employeur"
        CANDIDATE = "candidate", "du candidat"
        TRAINING_BODY = "training_body", "de l'organisme de formation"
        EMPLOYMENT_SERVICE = "employment_service", "de France Travail"
        OTHER = "other", "autre"

    class State(models.TextChoices):
        DRAFT = "draft", "à compléter"
        REGISTERED = "registered", "inscrit"
        IN_PATH = "in_path", "en parcours"
        READY = "ready", "prêt pour un jury"
        SUMMONED = "summoned", "convoqué"
        PRESENT = "present", "présent au jury"
        EXCUSED = "excused", "absent excusé"
        ABSENT = "absent", "absent"
        DELIBERATED = "deliberated", "jury délibéré"
        CERTIFIED = "certified", "certifié"
        PARTIAL = "partial", "blocs acquis en partie"
        FAILED = "failed", "non certifié"
        WITHDRAWN = "withdrawn", "parcours arrêté"

    # Before a summons, a path may stop.
    BEFORE_SUMMONS = (State.DRAFT, State.REGISTERED, State.IN_PATH, State.READY)

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="enrolments", verbose_name="candidat")
    certification = models.ForeignKey(
        Certification, models.PROTECT, related_name="enrolments", verbose_name="certification"
    )
    referential = models.ForeignKey(Referential, models.PROTECT, related_name="+", verbose_name="référentiel")
    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, related_name="certification_enrolments", verbose_name="structure"
    )
    accreditation = models.ForeignKey(Accreditation, models.PROTECT, related_name="enrolments", verbose_name="agrément")
    route = models.CharField("voie d'accès", max_length=11, choices=Route, default=Route.TRAINING)
    initiative = models.CharField("à l'initiative", max_length=18, choices=Initiative, default=Initiative.EMPLOYER)
    contract = models.CharField("contrat", max_length=40, blank=True, default="CDDI")
    funding = models.CharField("financement", max_length=100, blank=True)
    registered_on = models.DateField("entrée en parcours")
    blocks = models.ManyToManyField(SkillBlock, related_name="+", blank=True, verbose_name="blocs visés")
    trainer_name = models.CharField("formateur", max_length=150, blank=True)
    tutor_name = models.CharField("encadrant ou tuteur", max_length=150, blank=True)
    adaptation = models.TextField(
        "adaptation demandée", blank=True, max_length=1000,
        help_text="Ce qu'il faut prévoir le jour du jury ; ni diagnostic, ni détail de santé.",
    )  # fmt: skip
    state = models.CharField("état", max_length=11, choices=State, default=State.DRAFT, editable=False)
    withdrawal_reason = models.CharField("motif de l'arrêt", max_length=300, blank=True)
    withdrawn_on = models.DateField("arrêté le", null=True, blank=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="saisi par", editable=False
    )
    entered_at = models.DateTimeField("saisi le", default=timezone.now, editable=False)
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = "inscription"
        verbose_name_plural = "inscriptions"
        ordering = ["candidate__birth_name", "candidate__first_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "certification"],
                condition=~Q(state__in=["withdrawn", "certified"]),
                name="enrolment_one_at_a_time",
                violation_error_message="Cette personne est déjà inscrite à cette certification.",
            )
        ]

    def __str__(self):
        return f"{self.candidate} : {self.certification.code}"

    def get_absolute_url(self):
        return reverse("certification:enrolment", args=[self.pk])

    @property
    def tone(self) -> str:
        """The tone of the badge that shows the state."""
        states = self.State
        return {
            states.DRAFT: "wait", states.REGISTERED: "info", states.IN_PATH: "info", states.READY: "wait",
            states.SUMMONED: "wait", states.PRESENT: "info", states.CERTIFIED: "ok", states.PARTIAL: "ok",
            states.FAILED: "alert", states.ABSENT: "alert",
        }.get(self.state, "off")  # fmt: skip


class OfEnrolmentQuerySet(VisibleQuerySet):
    """What hangs on an enrolment is seen with it."""

    def visible_to(self, user):
        return self.filter(enrolment__in=Enrolment.objects.visible_to(user))


class AcquiredBlock(models.Model):
    """A block that a candidate holds already: by an equivalence, or granted by an earlier jury."""

    class Source(models.TextChoices):
        EQUIVALENCE = "equivalence", "équivalence"
        JURY = "jury", "jury précédent"

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="acquired", verbose_name="inscription")
    block = models.ForeignKey(SkillBlock, models.PROTECT, related_name="+", verbose_name="bloc")
    source = models.CharField("origine", max_length=11, choices=Source)
    acquired_on = models.DateField("acquis le")
    proof = models.CharField("preuve", max_length=200, blank=True)

    objects = OfEnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = "bloc acquis"
        verbose_name_plural = "blocs acquis"
        ordering = ["block__order"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "block"], name="acquired_block_once"),
            models.CheckConstraint(
                condition=~Q(source="equivalence") | ~Q(proof=""),
                name="equivalence_has_a_proof",
                violation_error_message="Une équivalence s'appuie sur une preuve : écrivez laquelle.",
            ),
        ]

    def __str__(self):
        return str(self.block)
