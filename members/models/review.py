"""Bilateral reviews: once a year, each regional association and the national one look back at the core missions."""

import pghistory
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from .agreement import CoreMission, associations_of
from .association import RegionalAssociation
from .base import VisibleQuerySet
from .territory import Region


class Side(models.TextChoices):
    """Who speaks in a review."""

    REGIONAL = "regional", "association régionale"
    NATIONAL = "national", "association nationale"


class Score(models.IntegerChoices):
    """How well a mission was carried out; the words are those of pages and papers."""

    MISSING = 1, "non réalisée"
    PARTIAL = 2, "à consolider"
    GOOD = 3, "satisfaisante"
    FULL = 4, "pleinement réalisée"


class ReviewCampaignQuerySet(VisibleQuerySet):
    """What is in preparation is national staff's; the rest is known to regions and the board."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_national:
            return self
        if user.is_board or user.region_codes:
            return self.exclude(state=ReviewCampaign.State.DRAFT)
        return self.none()


@pghistory.track()
class ReviewCampaign(models.Model):
    """The reviews of a year: `year` is the one looked back at."""

    class State(models.TextChoices):
        DRAFT = "draft", "en préparation"
        OPEN = "open", "ouverte"
        CLOSED = "closed", "close"

    year = models.PositiveSmallIntegerField("année", unique=True, validators=[MinValueValidator(2000)])
    opens_on = models.DateField("ouverture")
    due_on = models.DateField("échéance", help_text="Dernier jour où les associations régionales envoient leur bilan.")
    state = models.CharField("état", max_length=6, choices=State, default=State.DRAFT, editable=False)

    objects = ReviewCampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "campagne de bilans bilatéraux"
        verbose_name_plural = "campagnes de bilans bilatéraux"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on")), name="review_due_after_opening",
                violation_error_message="L'échéance ne peut pas précéder l'ouverture.",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"Bilans bilatéraux {self.year}"

    def get_absolute_url(self):
        return reverse("members:review_campaign", args=[self.year])

    @property
    def tone(self) -> str:
        """The tone of the badge that shows the state."""
        return {self.State.DRAFT: "wait", self.State.OPEN: "ok"}.get(self.state, "off")


class ReviewQuestionQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        return self.filter(campaign__in=ReviewCampaign.objects.visible_to(user))


@pghistory.track()
class ReviewQuestion(models.Model):
    """A mission in the questionnaire of a year, with what is asked about it."""

    campaign = models.ForeignKey(ReviewCampaign, models.CASCADE, related_name="questions", verbose_name="campagne")
    mission = models.ForeignKey(CoreMission, models.PROTECT, related_name="questions", verbose_name="mission")
    wording = models.TextField("question", blank=True)
    position = models.PositiveSmallIntegerField("place", default=0)

    objects = ReviewQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "question"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["campaign", "mission"], name="mission_asked_once")]

    def __str__(self):
        return str(self.mission)


class BilateralReviewQuerySet(VisibleQuerySet):
    """A region sees its own reviews, the board those that are closed, national staff all."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_national:
            return self
        seen = Q(association__in=associations_of(user)) if user.region_codes else Q(pk__in=[])
        if user.is_board:
            seen |= Q(state=BilateralReview.State.CLOSED)
        return self.filter(seen)


@pghistory.track()
class BilateralReview(models.Model):
    """The review of a year between the national association and one regional association."""

    class State(models.TextChoices):
        OPENED = "opened", "à remplir"
        DRAFTING = "drafting", "en cours de rédaction"
        SENT = "sent", "envoyé"
        ANSWERED = "answered", "réponse donnée"
        MET = "met", "rencontre tenue"
        SIGNED_ONE = "signed_one", "signé d'un côté"
        SIGNED = "signed", "signé des deux"
        CLOSED = "closed", "clos"

    # The region writes, and nobody else reads it; nor does the region read national answers until they are given.
    WRITING = (State.OPENED, State.DRAFTING)
    UNANSWERED = (*WRITING, State.SENT)
    FROZEN = (State.SIGNED_ONE, State.SIGNED, State.CLOSED)

    campaign = models.ForeignKey(ReviewCampaign, models.PROTECT, related_name="reviews", verbose_name="campagne")
    association = models.ForeignKey(
        RegionalAssociation, models.PROTECT, related_name="reviews", verbose_name="association régionale"
    )
    state = models.CharField("état", max_length=10, choices=State, default=State.OPENED)
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="envoyé par"
    )
    asked_note = models.TextField("complément demandé", blank=True)
    answered_at = models.DateTimeField("réponse donnée le", null=True, blank=True)
    met_on = models.DateField("date de la rencontre", null=True, blank=True)
    people = models.TextField("participants", blank=True)
    minutes = models.TextField("compte rendu", blank=True)
    previous = models.JSONField(
        "décisions du bilan précédent",
        default=list,
        blank=True,
        help_text="Leur état le jour de la première signature.",
    )
    closed_at = models.DateTimeField("clos le", null=True, blank=True)

    objects = BilateralReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "bilan bilatéral"
        verbose_name_plural = "bilans bilatéraux"
        ordering = ["-campaign__year", "association__name"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "association"], name="one_review_a_year"),
            models.CheckConstraint(
                condition=Q(state__in=["opened", "drafting"]) | Q(sent_at__isnull=False), name="review_sent_has_its_moment"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["opened", "drafting", "sent", "answered"])
                | Q(met_on__isnull=False) & ~Q(people="") & ~Q(minutes=""),
                name="review_met_is_told",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False), name="review_closed_has_its_moment"
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"Bilan bilatéral {self.campaign.year} – {self.association}"

    def get_absolute_url(self):
        return reverse("members:review", args=[self.pk])

    @property
    def tells_regional(self) -> bool:
        """Whether the region's answers are told to others."""
        return self.state not in self.WRITING

    @property
    def tells_national(self) -> bool:
        """Whether national answers are told to others."""
        return self.state not in self.UNANSWERED

    @property
    def tone(self) -> str:
        """The tone of the badge that shows the state."""
        tones = {
            self.State.OPENED: "wait",
            self.State.DRAFTING: "wait",
            self.State.CLOSED: "off",
            self.State.SIGNED: "ok",
        }
        return tones.get(self.state, "info")


class OfReviewQuerySet(VisibleQuerySet):
    """What a review holds is for those who see it."""

    def visible_to(self, user):
        return self.filter(review__in=BilateralReview.objects.visible_to(user))


@pghistory.track()
class ReviewFact(models.Model):
    """A figure of the association for the year, frozen when the review is sent; `region` where it does not add up."""

    review = models.ForeignKey(BilateralReview, models.CASCADE, related_name="facts", verbose_name="bilan")
    question = models.ForeignKey(ReviewQuestion, models.PROTECT, related_name="facts", verbose_name="question")
    indicator = models.CharField("chiffre", max_length=60)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="région")
    label = models.CharField("libellé", max_length=150)
    unit = models.CharField("unité", max_length=30, blank=True)
    value = models.DecimalField("valeur", max_digits=16, decimal_places=2, null=True, blank=True)
    frozen_at = models.DateTimeField("figé le", null=True, blank=True)
    comment = models.TextField("commentaire", blank=True)

    objects = OfReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "chiffre du bilan"
        verbose_name_plural = "chiffres des bilans"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "question", "indicator", "region"], name="fact_once", nulls_distinct=False
            )
        ]

    def __str__(self):
        return f"{self.label}, {self.region}" if self.region_id else self.label


@pghistory.track()
class ReviewAnswer(models.Model):
    """What both sides say of a mission. Each side's `version` goes up by one whenever its part is written."""

    class Agreement(models.TextChoices):
        AGREED = "agreed", "accord"
        PARTLY = "partly", "accord partiel"
        DISAGREED = "disagreed", "désaccord"

    review = models.ForeignKey(BilateralReview, models.CASCADE, related_name="answers", verbose_name="bilan")
    question = models.ForeignKey(ReviewQuestion, models.PROTECT, related_name="answers", verbose_name="question")
    regional_score = models.PositiveSmallIntegerField("appréciation de la région", choices=Score, null=True, blank=True)
    regional_text = models.TextField("bilan de la région", blank=True)
    regional_version = models.PositiveIntegerField("version de la région", default=0)
    regional_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="écrit par"
    )
    national_score = models.PositiveSmallIntegerField("appréciation nationale", choices=Score, null=True, blank=True)
    national_text = models.TextField("réponse nationale", blank=True)
    agreement = models.CharField("accord", max_length=9, choices=Agreement, blank=True)
    national_version = models.PositiveIntegerField("version nationale", default=0)
    national_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="répondu par"
    )

    objects = OfReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "réponse du bilan"
        verbose_name_plural = "réponses des bilans"
        ordering = ["question__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "question"], name="answer_once"),
            models.CheckConstraint(
                condition=(Q(regional_score=None) | Q(regional_score__range=(1, 4)))
                & (Q(national_score=None) | Q(national_score__range=(1, 4))),
                name="answer_score_on_scale",
            ),
        ]

    def __str__(self):
        return f"{self.review} : {self.question}"


class ReviewDecisionQuerySet(OfReviewQuerySet):
    def still_open(self) -> "ReviewDecisionQuerySet":
        return self.filter(state=ReviewDecision.State.OPEN)


@pghistory.track()
class ReviewDecision(models.Model):
    """What both decided, who does it and by when; `follows` the decision of an earlier review that it takes up."""

    class State(models.TextChoices):
        OPEN = "open", "à faire"
        DONE = "done", "faite"
        DROPPED = "dropped", "abandonnée"

    review = models.ForeignKey(BilateralReview, models.CASCADE, related_name="decisions", verbose_name="bilan")
    text = models.TextField("décision")
    owner = models.CharField("qui s'en charge", max_length=150)
    due_on = models.DateField("échéance")
    follows = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="followed_by", verbose_name="suite de"
    )
    state = models.CharField("état", max_length=7, choices=State, default=State.OPEN)
    reason = models.TextField("précision", blank=True)
    settled_on = models.DateField("soldée le", null=True, blank=True)

    objects = ReviewDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "décision d'un bilan"
        verbose_name_plural = "décisions des bilans"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(reason=""), name="decision_dropped_with_a_reason",
                violation_error_message="Dites pourquoi la décision est abandonnée.",
            ),
            models.CheckConstraint(
                condition=Q(state="open", settled_on=None) | Q(~Q(state="open"), settled_on__isnull=False),
                name="decision_settled_has_its_day",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.text[:80]

    @property
    def is_late(self) -> bool:
        """Whether it should have been done by now."""
        return self.state == self.State.OPEN and self.due_on < timezone.localdate()

    @property
    def told_state(self) -> str:
        """The state in a word, lateness included."""
        return "en retard" if self.is_late else self.get_state_display()

    @property
    def tone(self) -> str:
        if self.is_late:
            return "alert"
        return {self.State.OPEN: "wait", self.State.DONE: "ok"}.get(self.state, "off")


class ReviewFile(models.Model):
    """A document joined to a review, kept privately."""

    review = models.ForeignKey(BilateralReview, models.CASCADE, related_name="files", verbose_name="bilan")
    file = models.FileField("fichier", upload_to="bilans/%Y/", max_length=200)
    name = models.CharField("nom", max_length=150)
    size = models.PositiveIntegerField("taille en octets")
    sha256 = models.CharField("empreinte SHA-256", max_length=64)
    side = models.CharField("joint par", max_length=8, choices=Side)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="déposé par"
    )
    added_at = models.DateTimeField("déposé le", auto_now_add=True)

    objects = OfReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "pièce jointe d'un bilan"
        verbose_name_plural = "pièces jointes des bilans"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "sha256"], name="review_file_once")]

    def __str__(self):
        return self.name


@pghistory.track()
class ReviewSignature(models.Model):
    """One side signs: who, when, and the hash of what was signed, which both sides share."""

    review = models.ForeignKey(BilateralReview, models.CASCADE, related_name="signatures", verbose_name="bilan")
    side = models.CharField("pour", max_length=8, choices=Side)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="compte"
    )
    name = models.CharField("nom", max_length=150)
    signed_at = models.DateTimeField("signé le", default=timezone.now)
    sha256 = models.CharField("empreinte du contenu signé", max_length=64)

    objects = OfReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "signature d'un bilan"
        verbose_name_plural = "signatures des bilans"
        ordering = ["signed_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "side"], name="review_signed_once_a_side")]

    def __str__(self):
        return f"{self.name} ({self.get_side_display()})"
