"""Quality: complaints, risks, actions of improvement, watch, and the referential of Qualiopi with its evidence."""

import pghistory
from django.conf import settings
from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from members.models.base import ReferenceQuerySet, ValidityField, VisibleQuerySet

from .session import Session


class QualityQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """Quality registers are the training team's."""
        if not user.is_authenticated:
            return self.none()
        return self if user.has_perm("training.run_training") else self.none()


@pghistory.track()
class Complaint(models.Model):
    """A difficulty or a complaint (Qualiopi, indicator 31): acknowledged in five working days, answered in thirty days."""

    class State(models.TextChoices):
        RECEIVED = "received", "reçue"
        ACKNOWLEDGED = "acknowledged", "accusée réception"
        INVESTIGATED = "investigated", "à l'étude"
        ANSWERED = "answered", "répondue"
        CLOSED = "closed", "close"

    class Source(models.TextChoices):
        TRAINEE = "trainee", "stagiaire"
        EMPLOYER = "employer", "employeur"
        FUNDER = "funder", "financeur"
        TRAINER = "trainer", "formateur"
        OTHER = "other", "autre"

    number = models.CharField("numéro", max_length=20, unique=True, editable=False)
    received_on = models.DateField("reçue le")
    source = models.CharField("de la part de", max_length=8, choices=Source)
    author_name = models.CharField("nom", max_length=150, blank=True)
    author_email = models.EmailField("adresse e-mail", blank=True)
    session = models.ForeignKey(
        Session, models.SET_NULL, null=True, blank=True, related_name="complaints", verbose_name="session"
    )
    text = models.TextField("réclamation", max_length=5000)
    state = models.CharField("état", max_length=12, choices=State, default=State.RECEIVED, editable=False)
    acknowledged_on = models.DateField("accusée réception le", null=True, blank=True, editable=False)
    answered_on = models.DateField("répondue le", null=True, blank=True, editable=False)
    answer = models.TextField("réponse", blank=True, max_length=5000)
    root_cause = models.TextField("cause", blank=True, max_length=2000)
    closed_on = models.DateField("close le", null=True, blank=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="suivie par"
    )

    objects = QualityQuerySet.as_manager()

    class Meta:
        verbose_name = "réclamation"
        verbose_name_plural = "réclamations"
        ordering = ["-received_on", "-pk"]

    def __str__(self):
        return f"Réclamation {self.number}"

    @property
    def tone(self) -> str:
        """The tone of the badge that shows the state."""
        states = self.State
        return {states.RECEIVED: "alert", states.ACKNOWLEDGED: "wait", states.INVESTIGATED: "info"}.get(
            self.state, "ok"
        )


LEVEL = (MinValueValidator(1), MaxValueValidator(4))


@pghistory.track()
class Risk(models.Model):
    """A risk for the quality of training (Qualiopi, indicator 32 since 1 November 2026), with what is done about it."""

    title = models.CharField("risque", max_length=200)
    cause = models.TextField("cause", blank=True, max_length=2000)
    probability = models.PositiveSmallIntegerField("probabilité (1 à 4)", validators=LEVEL)
    impact = models.PositiveSmallIntegerField("gravité (1 à 4)", validators=LEVEL)
    criticality = models.GeneratedField(
        expression=F("probability") * F("impact"),
        output_field=models.PositiveSmallIntegerField("criticité"),
        db_persist=True,
    )
    measure = models.TextField("mesure", blank=True, max_length=2000)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="suivi par"
    )
    review_on = models.DateField("à revoir le", null=True, blank=True)
    closed_on = models.DateField("écarté le", null=True, blank=True)

    objects = QualityQuerySet.as_manager()

    class Meta:
        verbose_name = "risque"
        verbose_name_plural = "risques"
        ordering = ["-criticality", "title"]

    def __str__(self):
        return self.title


@pghistory.track()
class ImprovementAction(models.Model):
    """Something done to train better (Qualiopi, indicator 32), and what it came from."""

    class Origin(models.TextChoices):
        SURVEY = "survey", "évaluations"
        COMPLAINT = "complaint", "réclamation"
        RISK = "risk", "risque"
        AUDIT = "audit", "audit"
        OTHER = "other", "autre"

    title = models.CharField("action", max_length=200)
    origin = models.CharField("origine", max_length=9, choices=Origin)
    complaint = models.ForeignKey(
        Complaint, models.SET_NULL, null=True, blank=True, related_name="actions", verbose_name="réclamation"
    )
    risk = models.ForeignKey(
        Risk, models.SET_NULL, null=True, blank=True, related_name="actions", verbose_name="risque"
    )
    details = models.TextField("précisions", blank=True, max_length=3000)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="suivie par"
    )
    opened_on = models.DateField("ouverte le", default=timezone.localdate)
    due_on = models.DateField("à faire avant le", null=True, blank=True)
    done_on = models.DateField("faite le", null=True, blank=True)
    result = models.TextField("résultat", blank=True, max_length=2000)

    objects = QualityQuerySet.as_manager()

    class Meta:
        verbose_name = "action d'amélioration"
        verbose_name_plural = "actions d'amélioration"
        ordering = ["done_on", "due_on", "pk"]

    def __str__(self):
        return self.title


class WatchEntry(models.Model):
    """What the team read of the law, of trades or of teaching, and what it did with it (indicators 23, 24, 25)."""

    class Subject(models.TextChoices):
        LAW = "23", "légale et réglementaire"
        TRADES = "24", "métiers et emplois"
        TEACHING = "25", "pédagogie et technologie"

    subject = models.CharField("veille", max_length=2, choices=Subject)
    seen_on = models.DateField("le")
    source = models.CharField("source", max_length=200)
    link = models.URLField("lien", blank=True, max_length=300)
    learned = models.TextField("ce qui en est retenu", max_length=2000)
    use = models.TextField("ce qui en est fait", blank=True, max_length=2000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="par"
    )

    objects = QualityQuerySet.as_manager()

    class Meta:
        verbose_name = "veille"
        verbose_name_plural = "veille"
        ordering = ["-seen_on", "-pk"]

    def __str__(self):
        return f"{self.source} ({self.seen_on:%d/%m/%Y})"


class QualityReferentialQuerySet(ReferenceQuerySet):
    def in_force_on(self, day):
        return self.filter(validity__contains=day)


class QualityReferential(models.Model):
    """A version of the national quality referential (Qualiopi), with the dates on which it is in force."""

    code = models.SlugField("code", max_length=30, unique=True)
    name = models.CharField("nom", max_length=150)
    source = models.CharField("texte", max_length=300, blank=True)
    validity = ValidityField(verbose_name="en vigueur")

    objects = QualityReferentialQuerySet.as_manager()

    class Meta:
        verbose_name = "référentiel qualité"
        verbose_name_plural = "référentiels qualité"
        ordering = ["-validity"]

    def __str__(self):
        return self.name


class QualityIndicator(models.Model):
    """An indicator of the referential: what it asks, whether it applies to this training body."""

    class Applies(models.TextChoices):
        YES = "yes", "s'applique"
        CERTIFYING = "certifying", "pour les formations certifiantes"
        WORKPLACE = "workplace", "pour la formation en situation de travail"
        NO = "no", "ne s'applique pas"

    referential = models.ForeignKey(
        QualityReferential, models.CASCADE, related_name="indicators", verbose_name="référentiel"
    )
    number = models.PositiveSmallIntegerField("numéro")
    criterion = models.PositiveSmallIntegerField("critère")
    title = models.CharField("exigence", max_length=300)
    news = models.CharField("nouveauté", max_length=300, blank=True)
    minor_possible = models.BooleanField("non-conformité mineure possible", default=False)
    applies = models.CharField("application", max_length=10, choices=Applies, default=Applies.YES)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "indicateur du référentiel qualité"
        verbose_name_plural = "indicateurs du référentiel qualité"
        ordering = ["referential", "number"]
        constraints = [models.UniqueConstraint(fields=["referential", "number"], name="quality_indicator_once")]

    def __str__(self):
        return f"Indicateur {self.number}"


class QualityEvidence(models.Model):
    """Evidence that the portal does not make itself: a procedure, an organisation chart, a link."""

    number = models.PositiveSmallIntegerField(
        "indicateur", validators=[MinValueValidator(1)], help_text="Les numéros durent d'une version à l'autre."
    )
    title = models.CharField("titre", max_length=200)
    file = models.FileField(
        "fichier", upload_to="training/evidence/", blank=True, max_length=200,
        validators=[FileExtensionValidator(["pdf", "png", "jpg", "jpeg", "docx", "odt", "xlsx", "ods"])],
    )  # fmt: skip
    link = models.URLField("lien", blank=True, max_length=300)
    dated_on = models.DateField("date")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ajoutée par"
    )

    objects = QualityQuerySet.as_manager()

    class Meta:
        verbose_name = "preuve"
        verbose_name_plural = "preuves"
        ordering = ["number", "-dated_on"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(file="") | ~Q(link=""),
                name="evidence_is_a_file_or_a_link",
                violation_error_message="Une preuve est un fichier ou un lien.",
            )
        ]

    def __str__(self):
        return self.title
