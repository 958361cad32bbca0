"""The yearly statement that a training body owes the State (bilan pédagogique et financier)."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from members.models.base import VisibleQuerySet


class StatementQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """Read by those who run the network and by its board."""
        if not user.is_authenticated:
            return self.none()
        return self if user.has_perm("training.read_training") else self.none()


@pghistory.track()
class ActivityStatement(models.Model):
    """The BPF of an accounting year (cerfa 10443*17; articles L. 6352-11 and R. 6352-22 to R. 6352-24 of the labour code).

    Frames C, E, F and G are computed from the records; D and the turnover come from the accounts. Once final it keeps
    what it said, and the records of each figure.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "en préparation"
        FINAL = "final", "définitif"

    starts_on = models.DateField("premier jour de l'exercice", unique=True)
    ends_on = models.DateField("dernier jour de l'exercice")
    turnover = models.DecimalField(
        "chiffre d'affaires de l'organisme (€ HT)", max_digits=12, decimal_places=2, null=True, blank=True
    )
    charges = models.DecimalField(
        "total des charges de formation (€)", max_digits=12, decimal_places=2, null=True, blank=True
    )
    trainer_wages = models.DecimalField(
        "dont salaires des formateurs (€)", max_digits=12, decimal_places=2, null=True, blank=True
    )
    purchases = models.DecimalField(
        "dont achats de prestations de formation et honoraires (€)",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
    )
    director_name = models.CharField("personne ayant la qualité de dirigeant", max_length=150, blank=True)
    director_function = models.CharField("sa qualité", max_length=120, blank=True)
    state = models.CharField("état", max_length=5, choices=State, default=State.DRAFT, editable=False)
    content = models.JSONField("contenu arrêté", null=True, blank=True, editable=False)
    final_at = models.DateTimeField("arrêté le", null=True, blank=True, editable=False)
    final_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="arrêté par",
        editable=False,
    )  # fmt: skip
    reopened_at = models.DateTimeField("rouvert le", null=True, blank=True, editable=False)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="rouvert par",
        editable=False,
    )  # fmt: skip
    reopening_reason = models.CharField("motif de la réouverture", max_length=300, blank=True, editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = "bilan pédagogique et financier"
        verbose_name_plural = "bilans pédagogiques et financiers"
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lt=F("ends_on")), name="statement_year_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(state="final") | Q(content__isnull=False, final_at__isnull=False),
                name="final_statement_keeps_its_content",
            ),
        ]

    def __str__(self):
        return f"BPF {self.ends_on.year}"

    def get_absolute_url(self):
        return reverse("training:statement", args=[self.pk])

    @property
    def tone(self) -> str:
        """The tone of the badge that shows the state."""
        return "ok" if self.state == self.State.FINAL else "wait"
