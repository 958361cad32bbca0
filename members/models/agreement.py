"""The core agreement: what the national and the regional associations owe each other, and who has signed it."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from .association import RegionalAssociation
from .base import ValidityField, VisibleQuerySet
from .territory import Region


def associations_of(user) -> models.QuerySet:
    """The associations for which `user` works: those whose regions are all served by this person.

    Somebody who serves one of two regions does not read what the association says of the other.
    """
    if not user.is_authenticated or not user.region_codes:
        return RegionalAssociation.objects.none()
    elsewhere = Region.objects.exclude(code__in=user.region_codes)
    served = RegionalAssociation.objects.filter(regions__in=user.region_codes).exclude(regions__in=elsewhere)
    return RegionalAssociation.objects.filter(pk__in=served.values("pk"))


class CoreAgreementQuerySet(VisibleQuerySet):
    """A draft is national staff's; what the board adopted is read by the board and the regions."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_national:
            return self
        if user.is_board or user.region_codes:
            return self.exclude(state=CoreAgreement.State.DRAFT)
        return self.none()


@pghistory.track()
class CoreAgreement(models.Model):
    """A version of the « convention socle »; an amendment is the next version, which supersedes this one."""

    class State(models.TextChoices):
        DRAFT = "draft", "projet"
        ADOPTED = "adopted", "adoptée"
        IN_FORCE = "in_force", "en vigueur"
        SUPERSEDED = "superseded", "remplacée"

    version = models.PositiveSmallIntegerField("version", unique=True)
    title = models.CharField("titre", max_length=150, default="Convention socle")
    text = models.TextField("texte")
    validity = ValidityField()
    state = models.CharField("état", max_length=10, choices=State, default=State.DRAFT, editable=False)
    adopted_on = models.DateField("adoptée le", null=True, blank=True, editable=False)
    amends = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="amended_by",
        editable=False,
        verbose_name="remplace",
    )
    updated_at = models.DateTimeField("modifiée le", auto_now=True)

    objects = CoreAgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "convention socle"
        verbose_name_plural = "conventions socles"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="in_force"), name="one_agreement_in_force",
                violation_error_message="Une autre version est en vigueur.",
            ),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="draft"), name="one_agreement_in_draft",
                violation_error_message="Un projet est déjà en préparation.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.title}, version {self.version}"

    def get_absolute_url(self):
        return reverse("members:agreement", args=[self.pk])

    @property
    def tone(self) -> str:
        """The tone of the badge that shows the state."""
        tones = {self.State.DRAFT: "wait", self.State.ADOPTED: "info", self.State.IN_FORCE: "ok"}
        return tones.get(self.state, "off")


class OfAgreementQuerySet(VisibleQuerySet):
    """What an agreement holds is for those who see it."""

    def visible_to(self, user):
        return self.filter(agreement__in=CoreAgreement.objects.visible_to(user))


@pghistory.track()
class CoreMission(models.Model):
    """One mission of an agreement: what it is for, who leads it, what is expected of it, and the figures that tell."""

    class Lead(models.TextChoices):
        NATIONAL = "national", "association nationale"
        REGIONAL = "regional", "association régionale"
        BOTH = "both", "les deux associations"

    agreement = models.ForeignKey(CoreAgreement, models.CASCADE, related_name="missions", verbose_name="convention")
    code = models.CharField("code", max_length=10, help_text="Court et stable d'une version à l'autre, comme M1.")
    title = models.CharField("titre", max_length=150)
    purpose = models.TextField("objet", blank=True)
    lead = models.CharField("responsable", max_length=8, choices=Lead, default=Lead.BOTH)
    expected = models.TextField("résultats attendus", blank=True)
    indicators = ArrayField(models.CharField(max_length=60), verbose_name="chiffres", default=list, blank=True)
    position = models.PositiveSmallIntegerField("place", default=0)

    objects = OfAgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "mission socle"
        verbose_name_plural = "missions socles"
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "code"], name="mission_code_once", deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Deux missions portent le même code.",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.code}. {self.title}"


class AgreementSignatureQuerySet(VisibleQuerySet):
    """National staff and the board see them all, regions their own."""

    def visible_to(self, user):
        if user.is_authenticated and (user.is_national or user.is_board):
            return self
        return self.filter(association__in=associations_of(user))


@pghistory.track()
class AgreementSignature(models.Model):
    """Where one regional association stands with a version of the agreement."""

    class State(models.TextChoices):
        TO_SIGN = "to_sign", "à signer"
        SIGNED_REGIONAL = "signed_regional", "signée par la région"
        SIGNED_BOTH = "signed_both", "signée des deux"
        REFUSED = "refused", "refusée"

    agreement = models.ForeignKey(CoreAgreement, models.PROTECT, related_name="signatures", verbose_name="convention")
    association = models.ForeignKey(
        RegionalAssociation, models.PROTECT, related_name="agreement_signatures", verbose_name="association régionale"
    )
    state = models.CharField("état", max_length=15, choices=State, default=State.TO_SIGN)
    regional_signatory = models.CharField("signataire régional", max_length=150, blank=True)
    regional_signed_on = models.DateField("signée par la région le", null=True, blank=True)
    national_signatory = models.CharField("signataire national", max_length=150, blank=True)
    national_signed_on = models.DateField("signée par l'association nationale le", null=True, blank=True)
    file = models.FileField("exemplaire signé", upload_to="conventions/%Y/", max_length=200, blank=True)
    sha256 = models.CharField("empreinte SHA-256", max_length=64, blank=True)
    refusal = models.TextField("raison du refus", blank=True)

    objects = AgreementSignatureQuerySet.as_manager()

    class Meta:
        verbose_name = "signature de la convention socle"
        verbose_name_plural = "signatures de la convention socle"
        ordering = ["association__name"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "association"], name="agreement_signed_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["signed_regional", "signed_both"])
                | Q(regional_signed_on__isnull=False) & ~Q(regional_signatory=""),
                name="signature_regional_is_told",
            ),
            models.CheckConstraint(
                condition=~Q(state="signed_both") | Q(national_signed_on__isnull=False) & ~Q(national_signatory=""),
                name="signature_national_is_told",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal=""),
                name="signature_refused_with_a_reason",
                violation_error_message="Dites pourquoi la convention est refusée.",
            ),
        ]

    def __str__(self):
        return f"{self.agreement} – {self.association}"

    @property
    def tone(self) -> str:
        tones = {self.State.TO_SIGN: "wait", self.State.SIGNED_REGIONAL: "info", self.State.SIGNED_BOTH: "ok"}
        return tones.get(self.state, "alert")
