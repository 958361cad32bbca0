"""Papers that training makes: numbered, frozen and kept."""

import pgtrigger
from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst

from members.models.base import VisibleQuerySet

from .order import Order
from .registration import Registration
from .session import Session
from .trainer import Subcontract


class DocumentQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """The buyer's papers are the buyer's, the session's are those of who leads it, all are the team's."""
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("training.run_training"):
            return self
        own = Q(order__in=Order.objects.visible_to(user).values("pk"))
        led = Q(order=None, subcontract=None, session__in=Session.objects.led_by(user).order_by().values("pk"))
        return self.filter(own | led)

    def standing(self):
        """Those that no later one replaces."""
        return self.filter(replaced_by=None)


class TrainingDocument(models.Model):
    """A paper as it was issued: every word that it prints is in `content`, so that it prints the same for ever.

    One that must say something else is a new one, which says which it replaces.
    """

    class Kind(models.TextChoices):
        QUOTE = "quote", "devis"
        AGREEMENT = "agreement", "convention de formation"
        CONTRACT = "contract", "contrat de formation"
        SUMMONS = "summons", "convocation"
        ATTENDANCE = "attendance", "feuille d'émargement"
        COMPLETION = "completion", "certificat de réalisation"
        ATTESTATION = "attestation", "attestation de fin de formation"
        SUBCONTRACT = "subcontract", "contrat de sous-traitance"

    kind = models.CharField("nature", max_length=11, choices=Kind)
    number = models.CharField("numéro", max_length=20, unique=True)
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="session"
    )
    order = models.ForeignKey(
        Order, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="commande"
    )
    registration = models.ForeignKey(
        Registration, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="inscription"
    )
    subcontract = models.ForeignKey(
        Subcontract, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="sous-traitance"
    )
    content = models.JSONField("contenu", editable=False)
    issued_on = models.DateField("date")
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name="remplacé par"
    )
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)
    signed_at = models.DateTimeField("signé le", null=True, blank=True)
    signer_name = models.CharField("signé par", max_length=150, blank=True)
    signer_function = models.CharField("en qualité de", max_length=120, blank=True)
    signer_ip = models.GenericIPAddressField("adresse IP", null=True, blank=True)
    signer_device = models.CharField("appareil", max_length=300, blank=True)
    signed_sha256 = models.CharField("empreinte signée", max_length=64, blank=True)
    signed_copy = models.FileField(
        "exemplaire signé", upload_to="training/signed/", blank=True, max_length=200,
        validators=[FileExtensionValidator(["pdf", "png", "jpg", "jpeg"])],
    )  # fmt: skip
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="fait par"
    )
    created_at = models.DateTimeField("fait le", default=timezone.now, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "document de formation"
        verbose_name_plural = "documents de formation"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "registration"],
                condition=Q(replaced_by=None, registration__isnull=False),
                name="document_once_for_a_registration",
            ),
            models.UniqueConstraint(
                fields=["kind", "order"],
                condition=Q(replaced_by=None, registration=None, order__isnull=False),
                name="document_once_for_an_order",
            ),
            models.UniqueConstraint(
                fields=["kind", "subcontract"],
                condition=Q(replaced_by=None, subcontract__isnull=False),
                name="document_once_for_a_subcontract",
            ),
        ]
        indexes = [models.Index(fields=["kind", "session"], name="document_of_session")]
        triggers = [
            pgtrigger.Protect(
                name="training_document_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("kind", "number", "content", "issued_on"),
            )
        ]

    def __str__(self):
        return f"{capfirst(self.get_kind_display())} {self.number}"
