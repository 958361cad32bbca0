"""Membership campaigns: a year's renewal round, and what each organisation is asked for."""

from decimal import Decimal

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from members.validators import EARLIEST, LATEST

from .base import VisibleQuerySet
from .fee_scale import FeeScale
from .membership import Membership


class CampaignQuerySet(VisibleQuerySet):
    """Staff prepare campaigns, the board reads them; regions follow theirs once opened."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_national or user.is_board:
            return self
        return self.exclude(state=MembershipCampaign.State.PREPARED) if user.region_codes else self.none()

    def opened(self):
        return self.filter(state=MembershipCampaign.State.OPEN)


@pghistory.track()
class MembershipCampaign(models.Model):
    """The memberships of one year, from the first call to the last reminder."""

    class State(models.TextChoices):
        PREPARED = "prepared", "en préparation"
        OPENING = "opening", "en cours d'ouverture"
        OPEN = "open", "ouverte"
        CLOSED = "closed", "close"

    year = models.PositiveSmallIntegerField(
        "année",
        unique=True,
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
        error_messages={"unique": "Cette année a déjà sa campagne."},
    )
    scale = models.ForeignKey(FeeScale, models.PROTECT, related_name="campaigns", verbose_name="barème")
    opens_on = models.DateField("ouverture")
    deadline = models.DateField("échéance", help_text="Dernier jour pour régler la cotisation.")
    grace_days = models.PositiveSmallIntegerField(
        "délai de grâce (jours)", default=30, help_text="Après l'échéance et ce délai, l'adhésion est caduque."
    )
    state = models.CharField("état", max_length=8, choices=State, default=State.PREPARED, editable=False)
    opened_at = models.DateTimeField("ouverte le", null=True, blank=True, editable=False)
    call_subject = models.CharField("objet de l'appel", max_length=150)
    call_text = models.TextField("texte de l'appel", help_text="Le lien personnel et le montant sont ajoutés.")
    reminder_text = models.TextField("texte des relances")

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "campagne d'adhésion"
        verbose_name_plural = "campagnes d'adhésion"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deadline__gt=F("opens_on")),
                name="campaign_deadline_after_opening",
                violation_error_message="L'échéance doit suivre l'ouverture.",
            )
        ]

    def __str__(self):
        return f"Campagne d'adhésion {self.year}"

    def get_absolute_url(self):
        return reverse("members:campaign", args=[self.year])


class OfCampaignQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        return self.filter(campaign__in=MembershipCampaign.objects.visible_to(user))


class CampaignReminder(models.Model):
    """A day on which those who have not paid are written to."""

    campaign = models.ForeignKey(MembershipCampaign, models.CASCADE, related_name="reminders", verbose_name="campagne")
    on = models.DateField("le")
    done_at = models.DateTimeField("faite le", null=True, editable=False)
    mails = models.PositiveIntegerField("messages", default=0, editable=False)

    objects = OfCampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "relance"
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "on"],
                name="reminder_once_a_day",
                violation_error_message="Une relance est déjà prévue ce jour-là.",
            )
        ]

    def __str__(self):
        return f"{self.campaign}, relance du {self.on}"


class FeeCallQuerySet(VisibleQuerySet):
    """Fees are seen by staff, the board, the region's staff and the organisation's own people."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_national or user.is_board:
            return self
        return self.of_own_or_region(user, organisation="membership__organisation", region="membership__region")

    def asked(self):
        """Calls that ask for their amount: those exempted, and those whose organisation has left, set aside."""
        return self.filter(FeeCall.ASKED)

    def to_fill(self):
        """Calls that wait for the member's declaration."""
        return self.filter(
            declared_at=None,
            campaign__state=MembershipCampaign.State.OPEN,
            membership__state__in=Membership.RENEWING,
        )

    def due(self):
        """Calls of memberships that are asked to pay: neither paid, exempted nor ended."""
        return self.filter(membership__state__in=Membership.AWAITED)


@pghistory.track()
class FeeCall(models.Model):
    """What an organisation is asked for in a campaign, how it was computed, and how it is going to pay.

    `amount` is an estimate, from the last return known, until `declared_at`; then it is what the invoice says.
    `national_part` and `regional_part` add up to it, to the cent.
    """

    class Method(models.TextChoices):
        TRANSFER = "transfer", "virement"
        CHEQUE = "cheque", "chèque"
        DEBIT = "debit", "prélèvement SEPA"
        CARD = "card", "carte"
        CASH = "cash", "espèces"

    # What a member may choose by themselves.
    OFFERED = (Method.TRANSFER, Method.CHEQUE, Method.DEBIT)
    LEFT = Q(membership__state__in=Membership.ENDED) | Q(membership__ended_on__isnull=False)
    ASKED = Q(exemption="") & ~LEFT

    campaign = models.ForeignKey(MembershipCampaign, models.PROTECT, related_name="calls", verbose_name="campagne")
    membership = models.OneToOneField(Membership, models.PROTECT, related_name="call", verbose_name="adhésion")
    reference = models.CharField("référence", max_length=25, unique=True)
    basis_value = models.DecimalField("assiette", max_digits=9, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField("montant", max_digits=9, decimal_places=2)
    national_part = models.DecimalField("part nationale", max_digits=9, decimal_places=2)
    regional_part = models.DecimalField("part régionale", max_digits=9, decimal_places=2)
    computation = models.JSONField("calcul", default=list, help_text="Les étapes : libellé et montant.")
    newcomer = models.BooleanField("nouvelle adhésion", default=False)
    method = models.CharField("mode de paiement", max_length=8, choices=Method, blank=True)
    checked_at = models.DateTimeField("fiche vérifiée le", null=True, blank=True)
    declared_at = models.DateTimeField("déclarée le", null=True, blank=True)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="déclarée par"
    )
    draft = models.JSONField(
        "saisie en cours", default=dict, blank=True, help_text="Ce que la structure a saisi et pas encore confirmé."
    )
    draft_version = models.PositiveIntegerField("version de la saisie", default=0)
    exemption = models.CharField("motif de dispense", max_length=200, blank=True)
    called_at = models.DateTimeField("appelée le", auto_now_add=True)

    objects = FeeCallQuerySet.as_manager()

    class Meta:
        verbose_name = "appel de cotisation"
        verbose_name_plural = "appels de cotisation"
        ordering = ["membership__organisation__sort_name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0) & Q(amount=F("national_part") + F("regional_part")),
                name="fee_call_parts_add_up",
                violation_error_message="Les parts nationale et régionale doivent faire le montant.",
            ),
        ]

    def __str__(self):
        return f"Cotisation {self.membership.year}, {self.membership.organisation}"

    def get_absolute_url(self):
        return reverse("members:fee_call", args=[self.pk])

    @property
    def is_to_fill(self) -> bool:
        """Whether it waits for the member's declaration."""
        is_open = self.campaign.state == MembershipCampaign.State.OPEN
        return not self.declared_at and is_open and self.membership.state in Membership.RENEWING

    @property
    def paid(self) -> Decimal:
        """What has been received, refunds taken off."""
        received = self.payments.aggregate(total=models.Sum("amount"))["total"]
        return received or Decimal(0)
