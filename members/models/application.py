"""Applications of organisations that want to join the network."""

import secrets

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse

from members.validators import validate_postcode, validate_siret_shape

from .base import VisibleQuerySet
from .contact import Contact
from .membership import Membership
from .organisation import Organisation
from .territory import Department


class ApplicationQuerySet(VisibleQuerySet):
    """Applications whose address was confirmed are examined by national staff and by the staff of their region."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        received = self.exclude(state=MembershipApplication.State.UNCONFIRMED)
        if user.is_national:
            return received
        return received.filter(department__region__in=user.region_codes) if user.region_codes else self.none()

    def waiting(self):
        """Those that national staff have not decided."""
        return self.filter(state=MembershipApplication.State.RECEIVED)


def new_token() -> str:
    """What the link of the confirmation carries: not to be guessed."""
    return secrets.token_urlsafe(24)


@pghistory.track(exclude=["token"])
class MembershipApplication(models.Model):
    """What an organisation typed to join, the opinion of its regional association, and the decision."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", "adresse à confirmer"
        RECEIVED = "received", "reçue"
        ACCEPTED = "accepted", "acceptée"
        REFUSED = "refused", "refusée"

    class Opinion(models.TextChoices):
        FAVOURABLE = "favourable", "favorable"
        RESERVED = "reserved", "réservé"
        UNFAVOURABLE = "unfavourable", "défavorable"

    kind = models.CharField("qualité demandée", max_length=12, choices=Membership.Kind, default=Membership.Kind.MEMBER)
    name = models.CharField("nom de la structure", max_length=200)
    siret = models.CharField("SIRET du siège", max_length=14, validators=[validate_siret_shape])
    legal_form = models.CharField(
        "forme juridique",
        max_length=4,
        choices=Organisation.LegalForm,
        default=Organisation.LegalForm.ASSOCIATION,
    )
    address = models.CharField("adresse", max_length=200)
    postcode = models.CharField("code postal", max_length=5, validators=[validate_postcode])
    city = models.CharField("commune", max_length=80)
    department = models.ForeignKey(Department, models.PROTECT, verbose_name="département")
    activities = models.CharField("activités", max_length=300, blank=True, help_text="Séparées par des virgules.")
    website = models.URLField("site web", blank=True)
    insertion_fte = models.DecimalField("ETP d'insertion", max_digits=8, decimal_places=2, null=True, blank=True)
    permanent_fte = models.DecimalField("ETP permanents", max_digits=8, decimal_places=2, null=True, blank=True)
    contact_name = models.CharField("votre nom", max_length=150)
    contact_function = models.CharField(
        "votre fonction", max_length=10, choices=Contact.Function, default=Contact.Function.DIRECTOR
    )
    email = models.EmailField("votre adresse e-mail")
    phone = models.CharField("téléphone", max_length=20, blank=True)
    message = models.TextField("votre projet, et ce que vous attendez du réseau", max_length=3000)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    state = models.CharField("état", max_length=11, choices=State, default=State.UNCONFIRMED, editable=False)
    opinion = models.CharField("avis régional", max_length=12, choices=Opinion, blank=True)
    opinion_note = models.TextField("motif de l'avis", blank=True)
    opinion_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="avis donné par"
    )
    opinion_at = models.DateTimeField("avis donné le", null=True)
    reason = models.TextField("motif de la décision", blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="décidée par"
    )
    decided_at = models.DateTimeField("décidée le", null=True)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, related_name="applications", verbose_name="structure"
    )
    created_at = models.DateTimeField("envoyée le", auto_now_add=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = "demande d'adhésion"
        verbose_name_plural = "demandes d'adhésion"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["siret"],
                condition=models.Q(state="received"),
                name="application_one_waiting",
                violation_error_message="Une demande de cette structure est déjà en cours d'examen.",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("members:application", args=[self.pk])
