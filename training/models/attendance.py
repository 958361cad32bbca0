"""Who was there, half-day by half-day, and what proves it."""

import pghistory
from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.models.base import VisibleQuerySet

from .registration import Registration
from .session import Session, Slot
from .trainer import Trainer


class Evidence(models.Model):
    """What proves a signature: how it was given, when, from what device, and the fingerprint of what was signed.

    A simple electronic signature (eIDAS): drawn on a screen, or a code sent by mail and typed; or a sheet of paper.
    """

    class Method(models.TextChoices):
        DRAWN = "drawn", "signature dessinée"
        MAIL_CODE = "mail_code", "code reçu par mail"
        PAPER = "paper", "feuille signée"

    method = models.CharField("signé par", max_length=9, choices=Method, blank=True)
    signed_at = models.DateTimeField("signé le", null=True, blank=True)
    ip_address = models.GenericIPAddressField("adresse IP", null=True, blank=True)
    device = models.CharField("appareil", max_length=300, blank=True)
    drawing = models.TextField(
        "dessin",
        blank=True,
        max_length=20000,
        editable=False,
        help_text="Le tracé, en SVG : un chemin et rien d'autre.",
    )
    sha256 = models.CharField("empreinte de ce qui est signé", max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True


class AttendanceQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """Seen with the registration; evidence is printed on the sheet, for those who lead the session."""
        return self.filter(registration__in=Registration.objects.visible_to(user))

    def present(self):
        return self.filter(state=Attendance.State.PRESENT)


@pghistory.track(exclude=["drawing"])
class Attendance(Evidence):
    """A trainee on a half-day: there or not, for how long. Not yet known, it has no row."""

    class State(models.TextChoices):
        PRESENT = "present", "présent"
        ABSENT = "absent", "absent"
        EXCUSED = "excused", "absent excusé"

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="attendances", verbose_name="demi-journée")
    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="attendances", verbose_name="inscription"
    )
    state = models.CharField("présence", max_length=7, choices=State)
    minutes = models.PositiveSmallIntegerField(
        "minutes suivies", help_text="Moins que la demi-journée pour qui est parti avant ; zéro pour un absent."
    )
    recorded_at = models.DateTimeField("noté le", default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="noté par"
    )
    correction_reason = models.CharField("motif de la correction", max_length=300, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "présence"
        verbose_name_plural = "présences"
        ordering = ["slot", "registration"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "registration"],
                name="attendance_once",
                violation_error_message="La présence de cette demi-journée est déjà enregistrée.",
            ),
            models.CheckConstraint(
                condition=Q(state="present", minutes__gt=0) | (~Q(state="present") & Q(minutes=0)),
                name="absent_people_attend_nothing",
            ),
            models.CheckConstraint(condition=Q(state="present") | Q(signed_at=None), name="absent_people_do_not_sign"),
        ]

    def __str__(self):
        return f"{self.registration.trainee} : {self.get_state_display()} ({self.slot})"


class TrainerSignatureQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        return self.filter(slot__session__in=Session.objects.led_by(user))


class TrainerSignature(Evidence):
    """A trainer signs for a half-day they led."""

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="trainer_signatures", verbose_name="demi-journée")
    trainer = models.ForeignKey(Trainer, models.PROTECT, related_name="signatures", verbose_name="formateur")

    objects = TrainerSignatureQuerySet.as_manager()

    class Meta:
        verbose_name = "signature d'un formateur"
        verbose_name_plural = "signatures de formateurs"
        ordering = ["slot", "trainer"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "trainer"],
                name="trainer_signed_once",
                violation_error_message="Cette demi-journée est déjà signée.",
            )
        ]

    def __str__(self):
        return f"{self.trainer} ({self.slot})"


class LedSessionQuerySet(VisibleQuerySet):
    """What only those who lead the session see."""

    def visible_to(self, user):
        return self.filter(session__in=Session.objects.led_by(user))


def sheet_path(sheet: "SignedSheet", name: str) -> str:
    return f"training/sheets/{sheet.session_id}/{name}"


class SignedSheet(models.Model):
    """A printed attendance sheet that came back signed, and the half-days for which it stands."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="sheets", verbose_name="session")
    slots = models.ManyToManyField(Slot, related_name="sheets", verbose_name="demi-journées")
    file = models.FileField(
        "feuille signée", upload_to=sheet_path, max_length=200,
        validators=[FileExtensionValidator(["pdf", "png", "jpg", "jpeg"])],
    )  # fmt: skip
    sha256 = models.CharField("empreinte", max_length=64, editable=False)
    added_at = models.DateTimeField("déposée le", default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="déposée par"
    )

    objects = LedSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "feuille d'émargement signée"
        verbose_name_plural = "feuilles d'émargement signées"
        ordering = ["-added_at"]

    def __str__(self):
        return f"Feuille du {self.added_at:%d/%m/%Y}"


class SigningCode(models.Model):
    """A code sent by mail to whoever signs a half-day: known here by its fingerprint, used once, soon too old."""

    slot = models.ForeignKey(Slot, models.CASCADE, related_name="+")
    registration = models.ForeignKey(Registration, models.CASCADE, null=True, blank=True, related_name="+")
    trainer = models.ForeignKey(Trainer, models.CASCADE, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = "code de signature"
        verbose_name_plural = "codes de signature"
        ordering = ["-sent_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(registration__isnull=False) ^ Q(trainer__isnull=False), name="code_for_one_person"
            )
        ]

    def __str__(self):
        return f"Code du {self.sent_at:%d/%m/%Y %H:%M}"
