"""The flow of certified people to the Caisse des Dépôts (*accrochage*): the account, batches, lines, reports."""

import pgtrigger
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from members.models.base import VisibleQuerySet

from .certificate import Certificate


class DepositQuerySet(VisibleQuerySet):
    """The flow is the certification team's."""

    def visible_to(self, user):
        return self if user.is_authenticated and user.has_perm("certification.run_certification") else self.none()


class DepositAccount(models.Model):
    """What the Caisse des Dépôts gave the certifier; there is one. The schema is theirs, and is uploaded here."""

    class Version(models.TextChoices):
        V112 = "1.1.2", "1.1.2"
        V115 = "1.1.5", "1.1.5"

    client_id = models.CharField(
        "identifiant client", max_length=8, validators=[RegexValidator(r"^\S{8}$", "Huit caractères.")]
    )
    contract_id = models.CharField("identifiant du contrat", max_length=20)
    certifier_id = models.CharField(
        "identifiant client du certificateur", max_length=8, blank=True,
        validators=[RegexValidator(r"^\S{8}$", "Huit caractères.")],
        help_text="Vide : celui de l'émetteur.",
    )  # fmt: skip
    trusted_third_party = models.BooleanField("déposé par un tiers de confiance", default=False)
    version = models.CharField("version du schéma", max_length=5, choices=Version, default=Version.V112)
    schema = models.FileField(
        "schéma XSD", upload_to="deposits/schema/", blank=True, help_text="Le fichier du kit de la Caisse des Dépôts."
    )

    objects = DepositQuerySet.as_manager()

    class Meta:
        verbose_name = "compte de dépôt à la Caisse des Dépôts"
        verbose_name_plural = "compte de dépôt à la Caisse des Dépôts"

    def __str__(self):
        return f"Contrat {self.contract_id}"


class Deposit(models.Model):
    """A batch: the bytes that were made and their hash, the same at each download."""

    class Kind(models.TextChoices):
        CREATION = "creation", "certifications"
        DELETION = "deletion", "suppressions"

    number = models.CharField("numéro", max_length=20, unique=True)
    kind = models.CharField("nature", max_length=8, choices=Kind, default=Kind.CREATION)
    flow_id = models.CharField("identifiant du flux", max_length=50, unique=True)
    xml = models.BinaryField("fichier", editable=False)
    sha256 = models.CharField("empreinte SHA-256", max_length=64, editable=False)
    schema_sha256 = models.CharField("empreinte du schéma", max_length=64, blank=True, editable=False)
    made_at = models.DateTimeField("fait le", auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="fait par"
    )
    sent_on = models.DateField("déposé le", null=True, blank=True)

    objects = DepositQuerySet.as_manager()

    class Meta:
        verbose_name = "dépôt à la Caisse des Dépôts"
        verbose_name_plural = "dépôts à la Caisse des Dépôts"
        ordering = ["-made_at", "-pk"]
        triggers = [
            pgtrigger.Protect(
                name="deposit_bytes_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("number", "kind", "flow_id", "xml", "sha256"),
            )
        ]

    def __str__(self):
        return f"Dépôt {self.number}"

    def get_absolute_url(self):
        return reverse("certification:deposit", args=[self.pk])

    @property
    def is_valid(self) -> bool:
        """Whether the file was checked against the schema: it is not handed out before."""
        return bool(self.schema_sha256)

    @property
    def word(self) -> str:
        """Where it stands, for a badge."""
        return f"déposé le {self.sent_on:%d/%m/%Y}" if self.sent_on else "à déposer" if self.is_valid else "à vérifier"

    @property
    def tone(self) -> str:
        """The tone of the badge."""
        return "ok" if self.sent_on else "wait" if self.is_valid else "alert"


class DepositLine(models.Model):
    """A certificate in a batch, and what the Caisse des Dépôts answered."""

    class State(models.TextChoices):
        EXPORTED = "exported", "en attente de réponse"
        ACCEPTED = "accepted", "acceptée"
        REFUSED = "refused", "refusée"

    deposit = models.ForeignKey(Deposit, models.CASCADE, related_name="lines", verbose_name="dépôt")
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="deposit_lines", verbose_name="certificat"
    )
    kind = models.CharField("nature", max_length=8, choices=Deposit.Kind, default=Deposit.Kind.CREATION)
    state = models.CharField("réponse", max_length=8, choices=State, default=State.EXPORTED)
    message = models.TextField("motif du refus", blank=True)
    # The identity as it was told: once the candidate's differs from it, a correction is due.
    identity = models.JSONField("identité déclarée", default=dict, editable=False)
    corrected_at = models.DateTimeField(
        "à redéposer depuis", null=True, blank=True, help_text="Une ligne plus récente la remplace, ou va le faire."
    )

    objects = DepositQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne de dépôt"
        verbose_name_plural = "lignes de dépôt"
        ordering = ["deposit", "certificate__number"]
        constraints = [
            models.UniqueConstraint(fields=["deposit", "certificate"], name="deposit_line_once"),
            models.UniqueConstraint(
                fields=["certificate", "kind"],
                condition=Q(state__in=["exported", "accepted"], corrected_at=None),
                name="certificate_told_once",
                violation_error_message="Ce certificat est déjà dans un dépôt, ou déjà accepté.",
            ),
        ]

    def __str__(self):
        return f"{self.certificate} ({self.get_state_display()})"

    @property
    def tone(self) -> str:
        """The tone of the badge that shows the answer."""
        return {self.State.ACCEPTED: "ok", self.State.REFUSED: "alert"}.get(self.state, "wait")


class DepositReport(models.Model):
    """A processing report (*accusé de traitement*) as it was received, and what it named that we do not know."""

    deposit = models.ForeignKey(Deposit, models.CASCADE, related_name="reports", verbose_name="dépôt")
    name = models.CharField("nom du fichier", max_length=200)
    content = models.BinaryField("fichier", editable=False)
    sha256 = models.CharField("empreinte SHA-256", max_length=64)
    treatment_id = models.CharField("identifiant du traitement", max_length=100, blank=True)
    remarks = models.JSONField("lignes écartées", default=list)
    read_at = models.DateTimeField("lu le", auto_now_add=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="lu par"
    )

    objects = DepositQuerySet.as_manager()

    class Meta:
        verbose_name = "compte rendu de traitement"
        verbose_name_plural = "comptes rendus de traitement"
        ordering = ["-read_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["deposit", "sha256"],
                name="deposit_report_once",
                violation_error_message="Ce compte rendu a déjà été lu.",
            )
        ]

    def __str__(self):
        return f"Compte rendu de {self.deposit}"
