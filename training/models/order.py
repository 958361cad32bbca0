"""Who buys training: the order of a structure or of a person, and who pays for it."""

import secrets

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from members.models.base import ReferenceQuerySet, VisibleQuerySet

from .session import Session
from .statement_words import FundingLine


class Funder(models.Model):
    """Who pays in the place of a structure: a skills operator (OPCO), a public body."""

    name = models.CharField("dénomination", max_length=150, unique=True)
    funding_line = models.CharField("ligne du BPF", max_length=3, choices=FundingLine, default=FundingLine.PLAN)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    address = models.TextField("adresse", blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    active = models.BooleanField("proposé", default=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "financeur"
        verbose_name_plural = "financeurs"
        ordering = ["name"]

    def __str__(self):
        return self.name


class OrderQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """An order is the buyer's and the training team's."""
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("training.run_training"):
            return self
        return self.filter(organisation__in=user.history_ids) if user.history_ids else self.none()


def order_token() -> str:
    """What mails of an order lead to: not to be guessed."""
    return secrets.token_urlsafe(16)


@pghistory.track(exclude=["token", "updated_at"])
class Order(models.Model):
    """Places that a buyer asks for on a session: its quote, its agreement, and what its funder agreed to pay.

    The buyer is a structure, or a person at their own expense, whose contract follows articles L. 6353-3 to L. 6353-7
    of the labour code: ten days to withdraw, nothing paid before, then 30 % at most.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", "demandée"
        QUOTED = "quoted", "devis envoyé"
        AGREED = "agreed", "convention signée"
        INVOICED = "invoiced", "facturée"
        CANCELLED = "cancelled", "annulée"

    class Price(models.TextChoices):
        MEMBER = "member", "adhérent"
        PUBLIC = "public", "non adhérent"
        SPECIAL = "special", "convenu"

    class Funding(models.TextChoices):
        NONE = "none", "sans financeur"
        ASKED = "asked", "demandé au financeur"
        GRANTED = "granted", "accordé"
        REFUSED = "refused", "refusé"

    session = models.ForeignKey(Session, models.PROTECT, related_name="orders", verbose_name="session")
    number = models.CharField("numéro", max_length=20, unique=True, editable=False)
    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, null=True, blank=True, related_name="training_orders",
        verbose_name="structure",
    )  # fmt: skip
    buyer_name = models.CharField(
        "acheteur", max_length=150, blank=True, help_text="Pour un particulier, ou une structure hors du réseau."
    )
    buyer_address = models.TextField("adresse de l'acheteur", blank=True)
    buyer_siret = models.CharField("SIRET de l'acheteur", max_length=14, blank=True)
    is_individual = models.BooleanField("particulier, à ses frais", default=False)
    contact_name = models.CharField("personne à qui écrire", max_length=150)
    contact_email = models.EmailField("son adresse e-mail")
    contact_phone = models.CharField("son téléphone", max_length=20, blank=True)
    price_kind = models.CharField("tarif", max_length=7, choices=Price, default=Price.PUBLIC)
    unit_price = models.DecimalField("prix par personne (€ HT)", max_digits=8, decimal_places=2)
    expectations = models.TextField(
        "ce que la structure en attend", blank=True, max_length=3000,
        help_text="Situations de travail, difficultés rencontrées, ce qui doit changer après (Qualiopi, indicateur 4).",
    )  # fmt: skip
    funder = models.ForeignKey(
        Funder, models.PROTECT, null=True, blank=True, related_name="orders", verbose_name="financeur"
    )
    funding = models.CharField("prise en charge", max_length=7, choices=Funding, default=Funding.NONE)
    funding_reference = models.CharField("numéro d'accord", max_length=60, blank=True)
    funding_amount = models.DecimalField(
        "montant accordé (€ HT)", max_digits=9, decimal_places=2, null=True, blank=True
    )
    subrogation = models.BooleanField(
        "le financeur paie directement",
        default=False,
        help_text="Subrogation de paiement : la facture lui est adressée.",
    )
    state = models.CharField("état", max_length=9, choices=State, default=State.REQUESTED, editable=False)
    cancellation_reason = models.CharField("motif de l'annulation", max_length=300, blank=True, editable=False)
    token = models.CharField(max_length=32, unique=True, default=order_token, editable=False)
    requested_at = models.DateTimeField("demandée le", default=timezone.now, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="demandée par",
        editable=False,
    )  # fmt: skip
    updated_at = models.DateTimeField("modifiée le", auto_now=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = "commande de formation"
        verbose_name_plural = "commandes de formation"
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(buyer_name=""),
                name="order_has_a_buyer",
                violation_error_message="Une commande a un acheteur : une structure, ou un nom.",
            ),
            models.CheckConstraint(
                condition=~Q(is_individual=True) | Q(organisation=None), name="individual_is_no_organisation"
            ),
            models.CheckConstraint(
                condition=~Q(funding__in=["asked", "granted", "refused"]) | Q(funder__isnull=False),
                name="funding_has_a_funder",
                violation_error_message="Indiquez le financeur.",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancellation_reason=""), name="order_cancelled_for_a_reason"
            ),
        ]

    def __str__(self):
        return f"Commande {self.number}"

    def get_absolute_url(self):
        return reverse("training:order", args=[self.pk])

    @property
    def buyer(self) -> str:
        return self.organisation.name if self.organisation_id else self.buyer_name

    @property
    def tone(self) -> str:
        """The tone of the badge that shows the state."""
        states = self.State
        return {
            states.REQUESTED: "wait", states.QUOTED: "info", states.AGREED: "ok", states.CANCELLED: "alert",
        }.get(self.state, "off")  # fmt: skip
