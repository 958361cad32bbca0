"""Reports of delegated missions: what was done and spent in a year, told by the carrier, accepted by the national team."""

from datetime import date
from decimal import Decimal

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from .delegated_mission import DelegatedMission, PartQuerySet


class MissionReportQuerySet(PartQuerySet):
    def to_send(self):
        """Reports that their carrier has still to send, of missions that go on."""
        states = DelegatedMission.State
        return self.filter(state__in=MissionReport.WRITTEN, mission__state__in=[states.RUNNING, states.REPORTED])

    def unsent(self):
        """Those that were never sent: one that comes back to be completed was there on its day."""
        return self.to_send().filter(state=MissionReport.State.DRAFT)

    def late_on(self, day: date):
        """Reports never sent once their day is past."""
        return self.unsent().filter(due_on__lt=day)


@pghistory.track(exclude=["updated_at"])
class MissionReport(models.Model):
    """One report due; `spent` and `values` are what was typed, by budget line and by indicator, as text of numbers.

    `figures` keeps the registry's figures as they were when the report was sent.
    """

    class Kind(models.TextChoices):
        INTERIM = "interim", "bilan intermédiaire"
        FINAL = "final", "bilan final"

    class State(models.TextChoices):
        DRAFT = "draft", "à remettre"
        SENT = "sent", "remis"
        ASKED_FOR_MORE = "asked_for_more", "à compléter"
        ACCEPTED = "accepted", "accepté"

    # The states in which the carrier writes.
    WRITTEN = (State.DRAFT, State.ASKED_FOR_MORE)
    # What the carrier types.
    FIELDS = ("narrative", "spent", "values", "carried_over", "to_repay")

    mission = models.ForeignKey(DelegatedMission, models.CASCADE, related_name="reports", verbose_name="mission")
    year = models.PositiveSmallIntegerField("année", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    kind = models.CharField("nature", max_length=7, choices=Kind)
    due_on = models.DateField("à remettre le")
    narrative = models.TextField("ce qui a été fait", blank=True, max_length=20000)
    spent = models.JSONField("réalisé par ligne", default=dict, blank=True, editable=False)
    values = models.JSONField("valeurs des indicateurs", default=dict, blank=True, editable=False)
    figures = models.JSONField("chiffres du portail à l'envoi", default=dict, blank=True, editable=False)
    carried_over = models.DecimalField(
        "solde reporté (€)", max_digits=11, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    to_repay = models.DecimalField(
        "solde à rembourser (€)", max_digits=11, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )  # fmt: skip
    state = models.CharField("état", max_length=14, choices=State, default=State.DRAFT, editable=False)
    answer = models.TextField("réponse de l'équipe nationale", blank=True, editable=False)
    version = models.PositiveIntegerField("version", default=0, editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False,
        verbose_name="écrit par",
    )  # fmt: skip
    updated_at = models.DateTimeField("écrit le", auto_now=True)
    sent_at = models.DateTimeField("remis le", null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField("accepté le", null=True, blank=True, editable=False)

    objects = MissionReportQuerySet.as_manager()

    class Meta:
        verbose_name = "bilan de mission"
        verbose_name_plural = "bilans de mission"
        ordering = ["year", "-kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "year", "kind"],
                name="mission_report_once",
                violation_error_message="Ce bilan est déjà attendu.",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["sent", "accepted"]) | models.Q(sent_at__isnull=False),
                name="mission_report_sent_has_its_moment",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display().capitalize()} {self.year}"

    def get_absolute_url(self):
        return reverse("members:mission_report", args=[self.mission_id, self.year, self.kind])

    @property
    def is_late(self) -> bool:
        """Whether it was never sent once its day is past; a mission that stands still is not late."""
        states = DelegatedMission.State
        going_on = self.mission.state in (states.RUNNING, states.REPORTED)
        return going_on and self.state == self.State.DRAFT and self.due_on < timezone.localdate()

    @property
    def tone(self) -> str:
        states = self.State
        tones = {states.DRAFT: "wait", states.SENT: "info", states.ASKED_FOR_MORE: "alert", states.ACCEPTED: "ok"}
        return "alert" if self.is_late else tones[self.state]
