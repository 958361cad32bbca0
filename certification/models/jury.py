"""Juries: their members' seats and the places of candidates, with what is decided there."""

import secrets

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from members.models.base import VisibleQuerySet

from .candidate import Enrolment
from .certification import Certification
from .official import College, Official


class JuryQuerySet(VisibleQuerySet):
    """That a jury is held is known to the network; who sits and who is judged, to those of `known_inside_to`."""

    def visible_to(self, user):
        """Juries as the network counts them: where and when, nobody's name."""
        if not user.is_authenticated:
            return self.none()
        if user.is_national or user.is_board:
            return self
        region = Q(region__in=user.region_codes) if user.region_codes else Q(pk__in=[])
        return self.filter(Q(pk__in=self.model.objects.known_inside_to(user).values("pk")) | region)

    def known_inside_to(self, user):
        """Juries on which `user` sits, where their structure presents a candidate, all for the certification team."""
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("certification.run_certification"):
            return self
        presented = self.model.objects.filter(places__enrolment__organisation__in=user.history_ids).order_by()
        seated = self.model.objects.filter(seats__official__user=user).order_by()
        return self.filter(Q(pk__in=presented.values("pk")) | Q(pk__in=seated.values("pk")))

    def held(self):
        """Juries that took place."""
        return self.filter(state__in=Jury.HELD)


@pghistory.track(exclude=["updated_at"])
class Jury(models.Model):
    """A session of a jury: one day, one place, one certification."""

    class State(models.TextChoices):
        DRAFT = "draft", "en préparation"
        CONVENED = "convened", "convoqué"
        CONFIRMED = "confirmed", "confirmé"
        HELD = "held", "en cours de délibération"
        MINUTES = "minutes", "procès-verbal à signer"
        SIGNED = "signed", "procès-verbal signé"
        NOTIFIED = "notified", "résultats notifiés"
        CLOSED = "closed", "clos"
        CANCELLED = "cancelled", "annulé"

    HELD = (State.HELD, State.MINUTES, State.SIGNED, State.NOTIFIED, State.CLOSED)
    AFTER_MINUTES = (State.SIGNED, State.NOTIFIED, State.CLOSED)
    BEFORE = (State.DRAFT, State.CONVENED, State.CONFIRMED)
    # Summons have left, and the jury is still to come.
    SUMMONED = (State.CONVENED, State.CONFIRMED)

    class Modality(models.TextChoices):
        ON_SITE = "on_site", "en présence"
        REMOTE = "remote", "à distance"
        MIXED = "mixed", "mixte"

    certification = models.ForeignKey(
        Certification, models.PROTECT, related_name="juries", verbose_name="certification"
    )
    held_on = models.DateField("le")
    starts_at = models.TimeField("de", null=True, blank=True)
    ends_at = models.TimeField("à", null=True, blank=True)
    modality = models.CharField("forme", max_length=7, choices=Modality, default=Modality.ON_SITE)
    place = models.CharField(
        "lieu", max_length=250, blank=True, help_text="L'adresse, ou le lien de la visioconférence."
    )
    postcode = models.CharField("code postal", max_length=5, blank=True)
    host = models.ForeignKey(
        "members.Organisation", models.PROTECT, null=True, blank=True, related_name="hosted_juries",
        verbose_name="structure d'accueil",
    )  # fmt: skip
    region = models.ForeignKey("members.Region", models.PROTECT, related_name="juries", verbose_name="région")
    state = models.CharField("état", max_length=9, choices=State, default=State.DRAFT, editable=False)
    incidents = models.TextField("incidents", blank=True, max_length=3000)
    correction_reason = models.CharField(
        "motif de la correction en cours", max_length=500, blank=True, editable=False,
        help_text="Pourquoi le jury délibère à nouveau, jusqu'à ce que le nouveau procès-verbal soit écrit.",
    )  # fmt: skip
    cancellation_reason = models.CharField("motif de l'annulation", max_length=300, blank=True, editable=False)
    convened_at = models.DateTimeField("convoqué le", null=True, blank=True, editable=False)
    notified_at = models.DateTimeField("résultats notifiés le", null=True, blank=True, editable=False)
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    objects = JuryQuerySet.as_manager()

    class Meta:
        verbose_name = "jury"
        verbose_name_plural = "jurys"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancellation_reason=""), name="jury_cancelled_has_a_reason"
            )
        ]

    def __str__(self):
        return f"Jury {self.certification.code} du {self.held_on:%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("certification:jury", args=[self.pk])

    @property
    def tone(self) -> str:
        """The tone of the badge that shows the state."""
        states = self.State
        return {
            states.DRAFT: "wait", states.CONVENED: "wait", states.CONFIRMED: "info", states.HELD: "info",
            states.MINUTES: "wait", states.SIGNED: "ok", states.NOTIFIED: "ok", states.CANCELLED: "alert",
        }.get(self.state, "off")  # fmt: skip


class OfJuryQuerySet(VisibleQuerySet):
    """What hangs on a jury is seen by those who know its inside."""

    def visible_to(self, user):
        return self.filter(jury__in=Jury.objects.known_inside_to(user))


def answer_token() -> str:
    """What the mail of a summons leads to: not to be guessed."""
    return secrets.token_urlsafe(16)


@pghistory.track(exclude=["token"])
class Seat(models.Model):
    """A member's seat on a jury, held for a college."""

    class Role(models.TextChoices):
        PRESIDENT = "president", "présidence"
        MEMBER = "member", "membre"
        OBSERVER = "observer", "observateur sans voix"

    class Answer(models.TextChoices):
        WAITING = "waiting", "sans réponse"
        ACCEPTED = "accepted", "vient"
        DECLINED = "declined", "ne vient pas"

    VOTING = (Role.PRESIDENT, Role.MEMBER)

    jury = models.ForeignKey(Jury, models.CASCADE, related_name="seats", verbose_name="jury")
    official = models.ForeignKey(Official, models.PROTECT, related_name="seats", verbose_name="personne")
    college = models.CharField("collège", max_length=8, choices=College)
    role = models.CharField("rôle", max_length=9, choices=Role, default=Role.MEMBER)
    replaces = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="replacement", verbose_name="remplace",
        editable=False,
    )  # fmt: skip
    answer = models.CharField("réponse", max_length=8, choices=Answer, default=Answer.WAITING)
    answered_at = models.DateTimeField("répondu le", null=True, blank=True, editable=False)
    token = models.CharField(max_length=32, unique=True, default=answer_token, editable=False)
    present = models.BooleanField("présent", null=True, blank=True)
    travel_cost = models.DecimalField("frais de déplacement", max_digits=7, decimal_places=2, default=0)

    objects = OfJuryQuerySet.as_manager()

    class Meta:
        verbose_name = "siège"
        verbose_name_plural = "sièges"
        ordering = ["jury", "-role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["jury", "official"],
                name="seat_once",
                violation_error_message="Cette personne siège déjà dans ce jury.",
            ),
            models.UniqueConstraint(
                fields=["jury"],
                condition=Q(role="president"),
                name="jury_one_president",
                violation_error_message="Un jury a une seule présidence.",
            ),
        ]

    def __str__(self):
        return f"{self.official} ({self.get_role_display()})"


class PlaceQuerySet(OfJuryQuerySet):
    """A structure sees the places of its own candidates, not those of the others on the same jury."""

    def visible_to(self, user):
        return super().visible_to(user).filter(enrolment__in=Enrolment.objects.visible_to(user))


class Place(models.Model):
    """The place of a candidate on a jury, and what the jury decides there once its minutes are signed."""

    class Attendance(models.TextChoices):
        PRESENT = "present", "présent"
        EXCUSED = "excused", "absent excusé"
        ABSENT = "absent", "absent"

    class Result(models.TextChoices):
        FULL = "full", "certification entière"
        PARTIAL = "partial", "certification partielle"
        NONE = "none", "non acquise"
        ABSENT = "absent", "absence"
        DEFERRED = "deferred", "décision reportée"

    jury = models.ForeignKey(Jury, models.CASCADE, related_name="places", verbose_name="jury")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="places", verbose_name="candidat")
    order = models.PositiveSmallIntegerField("ordre de passage")
    attendance = models.CharField("présence", max_length=7, choices=Attendance, blank=True)
    adaptation_granted = models.CharField("aménagement accordé", max_length=300, blank=True)
    result = models.CharField("décision", max_length=8, choices=Result, blank=True)
    recommendations = models.TextField("recommandations", blank=True, max_length=3000)
    grounds = models.TextField("motifs", blank=True, max_length=3000)
    votes_for = models.PositiveSmallIntegerField("voix pour", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("voix contre", null=True, blank=True)
    reopened = models.BooleanField(
        "délibéré à nouveau", default=False, editable=False,
        help_text="La décision que la correction du procès-verbal reprend ; les autres restent ce qu'elles sont.",
    )  # fmt: skip
    recused = models.ManyToManyField(Seat, related_name="recusals", blank=True, verbose_name="membres récusés")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "passage devant un jury"
        verbose_name_plural = "passages devant un jury"
        ordering = ["jury", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["jury", "enrolment"], name="place_once"),
            models.CheckConstraint(
                condition=~Q(result="absent") | Q(attendance__in=["absent", "excused"]),
                name="absence_is_the_result_of_the_absent",
            ),
            models.CheckConstraint(
                condition=~Q(result__in=["none", "deferred"]) | ~Q(grounds=""),
                name="unfavourable_decision_is_motivated",
                violation_error_message="Une décision défavorable ou reportée est motivée.",
            ),
        ]

    def __str__(self):
        return f"{self.enrolment} ({self.jury})"

    @property
    def code(self) -> str:
        """What the jury reads in place of a name where files are anonymous."""
        return f"Candidat {self.order}"
