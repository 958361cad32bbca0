"""General meetings of the network: what is convened, what is put to the vote, what was decided."""

from decimal import Decimal

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from .base import VisibleQuerySet


class Majority(models.TextChoices):
    """How many of the votes cast carry a resolution, as the statutes say."""

    SIMPLE = "simple", "majorité simple des suffrages exprimés"
    TWO_THIRDS = "two_thirds", "deux tiers des suffrages exprimés"


class GeneralMeetingQuerySet(VisibleQuerySet):
    """A meeting is told to those whom it concerns: the people of its electoral roll, once the roll is known."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_national or user.is_board:
            return self
        seen = Q(entries__organisation__in=user.organisation_ids) if user.organisation_ids else Q(pk__in=[])
        if user.region_codes:
            seen |= ~Q(state=GeneralMeeting.State.PREPARED)
        return self.filter(pk__in=GeneralMeeting.objects.filter(seen).values("pk"))


@pghistory.track()
class GeneralMeeting(models.Model):
    """One general meeting; its rules (quorum, proxies, majority) are those of the statutes on that day."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", "assemblée générale ordinaire"
        EXTRAORDINARY = "extraordinary", "assemblée générale extraordinaire"

    class State(models.TextChoices):
        PREPARED = "prepared", "en préparation"
        ROLL_FROZEN = "roll_frozen", "liste électorale figée"
        OPEN = "open", "ouverte"
        CLOSED = "closed", "clôturée"

    # What no longer changes once the roll is frozen: proxies may have been given by these rules.
    RULES = ("kind", "record_date", "quorum_percent", "max_proxies")

    kind = models.CharField("nature", max_length=13, choices=Kind, default=Kind.ORDINARY)
    title = models.CharField("titre", max_length=150)
    held_on = models.DateField("date")
    starts_at = models.TimeField("heure", null=True, blank=True)
    place = models.CharField("lieu", max_length=200, blank=True)
    record_date = models.DateField(
        "date d'arrêté de la liste", help_text="Votent les structures dont l'adhésion est valable ce jour-là."
    )
    quorum_percent = models.DecimalField(
        "quorum (%)", max_digits=5, decimal_places=2, default=Decimal(50),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="Part des voix de la liste qui doivent être présentes ou représentées ; 0, sans quorum.",
    )  # fmt: skip
    second_call = models.BooleanField(
        "deuxième convocation",
        default=False,
        help_text="Faute de quorum à la première, l'assemblée délibère sans quorum.",
    )
    follows = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name="première convocation"
    )
    max_proxies = models.PositiveSmallIntegerField(
        "pouvoirs par structure", default=2, help_text="Le plus de pouvoirs qu'une même structure peut porter."
    )
    majority = models.CharField(
        "majorité", max_length=10, choices=Majority, default=Majority.SIMPLE,
        help_text="Celle des résolutions, sauf pour celles qui en disent une autre.",
    )  # fmt: skip
    abstentions_are_cast = models.BooleanField(
        "les abstentions comptent parmi les suffrages exprimés", default=False, help_text="Selon les statuts."
    )
    state = models.CharField("état", max_length=11, choices=State, default=State.PREPARED, editable=False)
    frozen_at = models.DateTimeField("liste figée le", null=True, blank=True, editable=False)
    opened_at = models.DateTimeField("ouverte le", null=True, blank=True, editable=False)
    closed_at = models.DateTimeField("close le", null=True, blank=True, editable=False)
    updated_at = models.DateTimeField("modifiée le", auto_now=True)

    objects = GeneralMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "assemblée générale"
        verbose_name_plural = "assemblées générales"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(record_date__lte=F("held_on")),
                name="meeting_record_date_before",
                violation_error_message="La liste est arrêtée au plus tard le jour de l'assemblée.",
            ),
            models.CheckConstraint(
                condition=Q(quorum_percent__gte=0, quorum_percent__lte=100),
                name="meeting_quorum_is_a_share",
                violation_error_message="Le quorum est une part, de 0 à 100 %.",
            ),
            models.CheckConstraint(
                condition=Q(state="prepared") | Q(frozen_at__isnull=False), name="meeting_frozen_has_its_moment"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("members:meeting", args=[self.pk])

    @property
    def tone(self) -> str:
        """The tone of the badge that shows the state."""
        tones = {self.State.PREPARED: "wait", self.State.ROLL_FROZEN: "info", self.State.OPEN: "ok"}
        return tones.get(self.state, "off")


class ResolutionQuerySet(VisibleQuerySet):
    """The agenda is for those who see the meeting."""

    def visible_to(self, user):
        return self.filter(meeting__in=GeneralMeeting.objects.visible_to(user))


@pghistory.track()
class Resolution(models.Model):
    """What is put to the vote, then how the votes fell; votes are None until they are recorded."""

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", "adoptée"
        REJECTED = "rejected", "rejetée"

    meeting = models.ForeignKey(GeneralMeeting, models.CASCADE, related_name="resolutions", verbose_name="assemblée")
    number = models.PositiveSmallIntegerField("numéro", validators=[MinValueValidator(1)])
    title = models.CharField("titre", max_length=200)
    text = models.TextField("texte", blank=True)
    majority = models.CharField("majorité", max_length=10, choices=Majority)
    votes_for = models.PositiveIntegerField("pour", null=True, blank=True, editable=False)
    votes_against = models.PositiveIntegerField("contre", null=True, blank=True, editable=False)
    votes_abstained = models.PositiveIntegerField("abstentions", null=True, blank=True, editable=False)
    votes_in_room = models.PositiveIntegerField(
        "voix présentes et représentées", null=True, blank=True, editable=False, help_text="Au moment du vote."
    )
    outcome = models.CharField("résultat", max_length=8, choices=Outcome, blank=True, editable=False)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = "résolution"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="resolution_number_once",
                # Renumbering an agenda passes by numbers that are taken.
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Deux résolutions portent le même numéro.",
            ),
            models.CheckConstraint(
                condition=Q(
                    votes_for=None, votes_against=None, votes_abstained=None, votes_in_room=None, outcome=""
                )
                | Q(votes_for__isnull=False, votes_against__isnull=False, votes_abstained__isnull=False)
                & ~Q(outcome=""),
                name="resolution_votes_all_or_none",
            ),
            models.CheckConstraint(
                condition=Q(votes_in_room=None)
                | Q(votes_in_room__gte=F("votes_for") + F("votes_against") + F("votes_abstained")),
                name="resolution_votes_within_room",
                violation_error_message="Il y a plus de votes que de voix présentes et représentées.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.number}. {self.title}"

    @property
    def is_voted(self) -> bool:
        return self.votes_for is not None

    @property
    def total(self) -> int | None:
        """Votes that were given, abstentions included."""
        return self.votes_for + self.votes_against + self.votes_abstained if self.is_voted else None
