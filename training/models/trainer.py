"""Those who train: trainers with their files, bodies to which training is subcontracted, and the contracts with them."""

import pghistory
from django.conf import settings
from django.core.validators import FileExtensionValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from members.models.base import VisibleQuerySet


class SubcontractorQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """Bodies that train for the network are known to those who run it."""
        if not user.is_authenticated:
            return self.none()
        return self if user.has_perm("training.read_training") else self.none()


@pghistory.track()
class Subcontractor(models.Model):
    """A training body, or a person on their own account, that trains for the network."""

    name = models.CharField("dénomination", max_length=150)
    organisation = models.ForeignKey(
        "members.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="structure du réseau",
    )
    siret = models.CharField("SIRET", max_length=14, blank=True)
    activity_number = models.CharField(
        "numéro de déclaration d'activité", max_length=11, blank=True,
        validators=[RegexValidator(r"^\d{11}$", "Onze chiffres.")],
    )  # fmt: skip
    qualiopi_until = models.DateField("Qualiopi jusqu'au", null=True, blank=True)
    vat_exempt_since = models.DateField("exonéré de TVA depuis le (3511-SD)", null=True, blank=True)
    address = models.TextField("adresse", blank=True)
    contact = models.CharField("contact", max_length=150, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    charter_signed_on = models.DateField("charte qualité signée le", null=True, blank=True)
    active = models.BooleanField("travaille avec le réseau", default=True)

    objects = SubcontractorQuerySet.as_manager()

    class Meta:
        verbose_name = "sous-traitant"
        verbose_name_plural = "sous-traitants"
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("training:subcontractor", args=[self.pk])


class TrainerQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """Trainers are known to those who run the network; each of them finds their own file."""
        if not user.is_authenticated:
            return self.none()
        return self if user.has_perm("training.read_training") else self.filter(user=user)


@pghistory.track()
class Trainer(models.Model):
    """A person who trains: of the training body itself, or of a subcontractor."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="trainer", verbose_name="compte"
    )
    full_name = models.CharField("nom complet", max_length=150)
    email = models.EmailField("adresse e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    subcontractor = models.ForeignKey(
        Subcontractor, models.PROTECT, null=True, blank=True, related_name="trainers", verbose_name="sous-traitant",
        help_text="Vide pour une personne salariée de l'organisme de formation.",
    )  # fmt: skip
    regions = models.ManyToManyField("members.Region", related_name="+", blank=True, verbose_name="régions")
    courses = models.ManyToManyField(
        "training.Course", related_name="trainers", blank=True, verbose_name="formations qu'elle anime"
    )
    skills = models.TextField("domaines et parcours", blank=True, max_length=3000)
    active = models.BooleanField("anime des sessions", default=True)

    objects = TrainerQuerySet.as_manager()

    class Meta:
        verbose_name = "formateur"
        verbose_name_plural = "formateurs"
        ordering = ["full_name", "pk"]

    def __str__(self):
        return self.full_name

    def get_absolute_url(self):
        return reverse("training:trainer", args=[self.pk])


class TrainerPieceQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """The file of a trainer is read by the training team and by the trainer."""
        if not user.is_authenticated:
            return self.none()
        return self if user.has_perm("training.run_training") else self.filter(trainer__user=user)


def trainer_piece_path(piece: "TrainerPiece", name: str) -> str:
    return f"training/trainers/{piece.trainer_id}/{name}"


class TrainerPiece(models.Model):
    """A piece of a trainer's file (Qualiopi, indicators 21 and 22): what was obtained, and until when it holds."""

    class Kind(models.TextChoices):
        CV = "cv", "curriculum vitæ"
        DIPLOMA = "diploma", "diplôme ou titre"
        HABILITATION = "habilitation", "habilitation"
        TRAINING = "training", "formation suivie"
        REVIEW = "review", "entretien ou observation"
        OTHER = "other", "autre pièce"

    trainer = models.ForeignKey(Trainer, models.CASCADE, related_name="pieces", verbose_name="formateur")
    kind = models.CharField("nature", max_length=12, choices=Kind)
    title = models.CharField("intitulé", max_length=200)
    file = models.FileField(
        "fichier", upload_to=trainer_piece_path, max_length=200, blank=True,
        validators=[FileExtensionValidator(["pdf", "png", "jpg", "jpeg", "docx", "odt"])],
    )  # fmt: skip
    obtained_on = models.DateField("obtenu le", null=True, blank=True)
    expires_on = models.DateField("valable jusqu'au", null=True, blank=True)
    checked_on = models.DateField("vérifiée le", null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="vérifiée par"
    )
    received_at = models.DateTimeField("reçue le", default=timezone.now, editable=False)

    objects = TrainerPieceQuerySet.as_manager()

    class Meta:
        verbose_name = "pièce du dossier d'un formateur"
        verbose_name_plural = "pièces des dossiers de formateurs"
        ordering = ["kind", "-obtained_on", "pk"]

    def __str__(self):
        return self.title


class SubcontractQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        return self.filter(subcontractor__in=Subcontractor.objects.visible_to(user))


@pghistory.track()
class Subcontract(models.Model):
    """What a body is asked to train (Qualiopi, indicator 27): a part of an action, or the whole of it."""

    class State(models.TextChoices):
        DRAFT = "draft", "en préparation"
        SENT = "sent", "envoyé"
        SIGNED = "signed", "signé"
        CANCELLED = "cancelled", "annulé"

    subcontractor = models.ForeignKey(
        Subcontractor, models.PROTECT, related_name="contracts", verbose_name="sous-traitant"
    )
    number = models.CharField("numéro", max_length=20, unique=True, null=True, blank=True, editable=False)
    whole_action = models.BooleanField(
        "action entière confiée", default=True,
        help_text="Les heures comptent alors aussi au cadre F-2 du BPF ; sinon, seul le formateur est extérieur.",
    )  # fmt: skip
    amount = models.DecimalField("montant (€ HT)", max_digits=9, decimal_places=2)
    scope = models.TextField("objet", blank=True, max_length=3000)
    state = models.CharField("état", max_length=9, choices=State, default=State.DRAFT, editable=False)
    sent_on = models.DateField("envoyé le", null=True, blank=True, editable=False)
    signed_on = models.DateField("signé le", null=True, blank=True)
    signed_copy = models.FileField(
        "exemplaire signé", upload_to="training/subcontracts/", blank=True, max_length=200,
        validators=[FileExtensionValidator(["pdf"])],
    )  # fmt: skip

    objects = SubcontractQuerySet.as_manager()

    class Meta:
        verbose_name = "contrat de sous-traitance"
        verbose_name_plural = "contrats de sous-traitance"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed_on__isnull=False), name="subcontract_signed_on_a_day"
            )
        ]

    def __str__(self):
        return f"Sous-traitance {self.number}" if self.number else f"Sous-traitance : {self.subcontractor}"
