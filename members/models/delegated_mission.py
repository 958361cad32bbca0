"""National missions that one region carries: what is agreed, its budget, what is paid and what is to be delivered."""

from datetime import date, timedelta
from decimal import Decimal

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from reporting.french import euros

from .base import ValidityField, VisibleQuerySet

# Beyond this share of what was planned, what is spent has a reason.
OVERSPENDING = Decimal("1.1")
CENTS = models.DecimalField(max_digits=11, decimal_places=2)


class DelegatedMissionQuerySet(VisibleQuerySet):
    """The inside of a mission is its region's, the national team's and the board's; its outline is told to all regions."""

    def visible_to(self, user):
        """Missions that `user` sees whole, with their money and their reports."""
        if not user.is_authenticated:
            return self.none()
        if user.is_national or user.is_board:
            return self
        return self.filter(region__in=user.region_codes) if user.region_codes else self.none()

    def told_to(self, user):
        """Missions of which `user` knows at least the title, the carrier, the objectives and the state."""
        if user.is_authenticated and user.region_codes and not (user.is_national or user.is_board):
            return self.filter(Q(region__in=user.region_codes) | Q(agreed_on__isnull=False))
        return self.visible_to(user)

    def running_on(self, day: date):
        """Missions begun and not ended before `day`; one that is suspended still belongs to its region."""
        ended = Q(ended_on=None) | Q(ended_on__gte=day)
        return self.filter(ended, started_on__lte=day, validity__contains=day)

    def with_year(self, year: int | None = None):
        """With `planned` and `spent`, the charges of `year`, or of all years; None without any budget line."""
        lines = BudgetLine.objects.filter(mission=OuterRef("pk"), kind=BudgetLine.Kind.CHARGE).order_by()
        if year is not None:
            lines = lines.filter(year=year)
        sums = {
            name: Subquery(lines.values("mission").annotate(total=Sum(name)).values("total"), output_field=CENTS)
            for name in ("planned", "spent")
        }
        return self.annotate(**sums)

    def with_signals(self, day: date):
        """With `overspent`, a charge beyond a tenth more than planned, and `late`, a report that is past its day."""
        from .mission_report import MissionReport

        late = MissionReport.objects.filter(mission=OuterRef("pk")).late_on(day)
        return self.annotate(
            overspent=Exists(BudgetLine.objects.filter(mission=OuterRef("pk")).overspent()), late=Exists(late)
        )


@pghistory.track(exclude=["updated_at"])
class DelegatedMission(models.Model):
    """A national mission entrusted to a regional association, which may be a partner under agreement."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "proposée"
        AGREED = "agreed", "convenue"
        RUNNING = "running", "en cours"
        SUSPENDED = "suspended", "suspendue"
        REPORTED = "reported", "bilan remis"
        ACCEPTED = "accepted", "bilan accepté"
        CLOSED = "closed", "close"
        TERMINATED = "terminated", "résiliée"

    ENDED = (State.CLOSED, State.TERMINATED)

    title = models.CharField("titre", max_length=150)
    purpose = models.TextField("objectifs", max_length=6000)
    carrier = models.ForeignKey(
        "members.RegionalAssociation", models.PROTECT, related_name="missions", verbose_name="association porteuse"
    )
    region = models.ForeignKey(
        "members.Region", models.PROTECT, related_name="missions", verbose_name="région",
        help_text="Celle de l'association porteuse qui mène la mission, et à laquelle elle est comptée.",
    )  # fmt: skip
    validity = ValidityField(verbose_name="durée")
    steering = models.TextField("comité de pilotage", blank=True, max_length=2000)
    indicator_keys = ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name="indicateurs")
    agreement = models.FileField("convention signée", upload_to="missions/%Y/", blank=True, editable=False)
    agreement_name = models.CharField("nom du fichier", max_length=200, blank=True, editable=False)
    state = models.CharField("état", max_length=10, choices=State, default=State.PROPOSED, editable=False)
    reason = models.TextField("motif de la suspension ou de la résiliation", blank=True, editable=False)
    agreed_on = models.DateField("convenue le", null=True, blank=True, editable=False)
    started_on = models.DateField("commencée le", null=True, blank=True, editable=False)
    ended_on = models.DateField("terminée le", null=True, blank=True, editable=False)
    updated_at = models.DateTimeField("modifiée le", auto_now=True)

    objects = DelegatedMissionQuerySet.as_manager()

    class Meta:
        verbose_name = "mission déléguée"
        verbose_name_plural = "missions déléguées"
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(validity__startswith__isnull=False, validity__endswith__isnull=False),
                name="mission_has_its_years",
                violation_error_message="Une mission a un premier et un dernier jours.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["suspended", "terminated"]) | ~Q(reason=""),
                name="mission_stopped_has_a_reason",
                violation_error_message="Une suspension ou une résiliation a un motif.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "terminated"]) | Q(agreed_on__isnull=False),
                name="mission_agreed_has_its_day",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("members:mission", args=[self.pk])

    @property
    def tone(self) -> str:
        """The tone of the badge that shows the state."""
        states = self.State
        return {
            states.PROPOSED: "wait", states.AGREED: "info", states.RUNNING: "ok", states.SUSPENDED: "alert",
            states.REPORTED: "wait", states.ACCEPTED: "ok", states.TERMINATED: "alert",
        }.get(self.state, "off")  # fmt: skip

    @property
    def first_year(self) -> int:
        return self.validity.lower.year

    @property
    def last_year(self) -> int:
        """The year of the last day, since a range keeps the day after it."""
        return (self.validity.upper - timedelta(days=1)).year

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)


class PartQuerySet(VisibleQuerySet):
    """What makes a mission is for those who see it whole."""

    def visible_to(self, user):
        return self.filter(mission__in=DelegatedMission.objects.visible_to(user))


class BudgetLineQuerySet(PartQuerySet):
    def overspent(self):
        """Charges whose spending exceeds what was planned by more than a tenth."""
        return self.filter(kind=BudgetLine.Kind.CHARGE, spent__gt=F("planned") * OVERSPENDING)


@pghistory.track()
class BudgetLine(models.Model):
    """A charge or a product of a year of a mission; `spent` comes with reports, and is None before."""

    class Kind(models.TextChoices):
        CHARGE = "charge", "charge"
        PRODUCT = "product", "produit"

    mission = models.ForeignKey(DelegatedMission, models.CASCADE, related_name="lines", verbose_name="mission")
    year = models.PositiveSmallIntegerField("année", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    kind = models.CharField("nature", max_length=7, choices=Kind, default=Kind.CHARGE)
    label = models.CharField("intitulé", max_length=120)
    account_class = models.CharField("compte", max_length=6, blank=True, help_text="Du plan comptable : 64, 7411…")
    planned = models.DecimalField(
        "prévu (€)", max_digits=11, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    spent = models.DecimalField(
        "réalisé (€)", max_digits=11, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    reason = models.TextField("motif de l'écart", blank=True, max_length=1000)

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne de budget"
        verbose_name_plural = "lignes de budget"
        ordering = ["year", "kind", "account_class", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "year", "kind", "label"],
                name="budget_line_once",
                violation_error_message="Deux lignes d'une même année ont le même intitulé.",
            ),
            models.CheckConstraint(condition=Q(planned__gte=0), name="budget_line_planned_positive"),
            models.CheckConstraint(
                condition=Q(spent=None)
                | Q(kind="product")
                | ~Q(reason="")
                | Q(spent__lte=F("planned") * OVERSPENDING),
                name="budget_line_overspent_has_a_reason",
                violation_error_message="Une dépense de plus de 10 % au-dessus du prévu a un motif.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.label} ({self.year})"

    @property
    def rest(self) -> Decimal:
        """What is left of what was planned, negative when more was spent."""
        return self.planned - (self.spent or 0)

    @property
    def is_overspent(self) -> bool:
        return self.kind == self.Kind.CHARGE and exceeds(self.planned, self.spent)


def exceeds(planned: Decimal, spent: Decimal | None) -> bool:
    """Whether a charge is spent beyond a tenth more than what was planned."""
    return spent is not None and spent > planned * OVERSPENDING


class InstalmentQuerySet(PartQuerySet):
    def total(self) -> Decimal:
        """Euros, over all years."""
        return self.aggregate(total=Coalesce(Sum("amount"), Decimal(0)))["total"]


@pghistory.track()
class Instalment(models.Model):
    """A part of the budget that the national association pays to the carrier, once its condition holds."""

    class Condition(models.TextChoices):
        SIGNATURE = "signature", "à la signature"
        INTERIM = "interim", "au bilan intermédiaire de l'année"
        ACCEPTED = "accepted", "au bilan final accepté de l'année"

    mission = models.ForeignKey(DelegatedMission, models.CASCADE, related_name="instalments", verbose_name="mission")
    year = models.PositiveSmallIntegerField(
        "année financée", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    condition = models.CharField("condition", max_length=9, choices=Condition, default=Condition.SIGNATURE)
    due_on = models.DateField("à verser le")
    amount = models.DecimalField(
        "montant (€)", max_digits=11, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    paid_on = models.DateField("versé le", null=True, blank=True, editable=False)

    objects = InstalmentQuerySet.as_manager()

    class Meta:
        verbose_name = "versement"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="instalment_of_something",
                violation_error_message="Un versement est d'un montant positif.",
            )
        ]

    def __str__(self):
        return f"{euros(self.amount)} en {self.year}"


@pghistory.track()
class Deliverable(models.Model):
    """What the carrier is to hand over, and its file once it is there."""

    mission = models.ForeignKey(DelegatedMission, models.CASCADE, related_name="deliverables", verbose_name="mission")
    label = models.CharField("livrable", max_length=200)
    due_on = models.DateField("attendu le")
    delivered_on = models.DateField("remis le", null=True, blank=True, editable=False)
    file = models.FileField("fichier", upload_to="missions/%Y/", blank=True, editable=False)
    name = models.CharField("nom du fichier", max_length=200, blank=True, editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "livrable"
        ordering = ["due_on", "pk"]

    def __str__(self):
        return self.label
