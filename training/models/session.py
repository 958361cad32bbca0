"""Sessions of a course and their half-days."""

import secrets

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Extract
from django.urls import reverse

from members.models.base import VisibleQuerySet

from .course import CourseVersion
from .trainer import Subcontract, Trainer


class SessionQuerySet(VisibleQuerySet):
    """Sessions open to all are public; those held for one structure are known to it, to its region and to staff."""

    def visible_to(self, user):
        announced = ~Q(state=Session.State.DRAFT)
        public = announced & Q(audience=Session.Audience.OPEN)
        if not user.is_authenticated:
            return self.filter(public)
        if user.has_perm("training.run_training"):
            return self
        if user.has_perm("training.read_training"):
            return self.filter(announced)
        known = public | Q(pk__in=self.model.objects.filter(slots__trainers__user=user).order_by().values("pk"))
        if user.region_codes:
            known |= announced & Q(region__in=user.region_codes)
        if user.history_ids:
            ordered = self.model.objects.filter(orders__organisation__in=user.history_ids).order_by()
            known |= announced & Q(pk__in=ordered.values("pk"))
        return self.filter(known)

    def led_by(self, user):
        """Those of which `user` sees every trainee: the team all, a trainer their own."""
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("training.run_training"):
            return self
        return self.filter(pk__in=self.model.objects.filter(slots__trainers__user=user).order_by().values("pk"))

    def held(self):
        """Sessions that began: they count in the figures."""
        return self.filter(state__in=Session.HELD)

    def coming(self, day):
        """Announced sessions that begin on `day` or later."""
        return self.filter(state__in=[Session.State.OPEN, Session.State.CONFIRMED], starts_on__gte=day)


@pghistory.track(exclude=["updated_at"])
class Session(models.Model):
    """A course held once, in one version, at one place or on line."""

    class State(models.TextChoices):
        DRAFT = "draft", "en préparation"
        OPEN = "open", "inscriptions ouvertes"
        CONFIRMED = "confirmed", "confirmée"
        RUNNING = "running", "en cours"
        COMPLETED = "completed", "terminée"
        CLOSED = "closed", "close"
        POSTPONED = "postponed", "reportée"
        CANCELLED = "cancelled", "annulée"

    HELD = (State.RUNNING, State.COMPLETED, State.CLOSED)
    AHEAD = (State.DRAFT, State.OPEN, State.CONFIRMED)
    REGISTERING = (State.OPEN, State.CONFIRMED)
    CALLED_OFF = (State.POSTPONED, State.CANCELLED)

    class Audience(models.TextChoices):
        OPEN = "open", "ouverte à toutes les structures"
        GROUP = "group", "pour une structure"

    version = models.ForeignKey(CourseVersion, models.PROTECT, related_name="sessions", verbose_name="programme")
    number = models.CharField("numéro", max_length=20, unique=True, editable=False)
    audience = models.CharField("public", max_length=5, choices=Audience, default=Audience.OPEN)
    region = models.ForeignKey("members.Region", models.PROTECT, related_name="sessions", verbose_name="région")
    starts_on = models.DateField("premier jour")
    ends_on = models.DateField("dernier jour")
    modality = models.CharField(
        "modalité", max_length=9, choices=CourseVersion.Modality, default=CourseVersion.Modality.ON_SITE
    )
    host = models.ForeignKey(
        "members.Organisation", models.PROTECT, null=True, blank=True, related_name="hosted_sessions",
        verbose_name="structure d'accueil",
    )  # fmt: skip
    place_name = models.CharField("lieu", max_length=150, blank=True)
    address = models.CharField("adresse", max_length=250, blank=True)
    postcode = models.CharField(
        "code postal", max_length=5, blank=True, validators=[RegexValidator(r"^\d{5}$", "Cinq chiffres.")]
    )
    city = models.CharField("commune", max_length=80, blank=True)
    link = models.URLField("lien de la visioconférence", max_length=300, blank=True)
    practical = models.TextField(
        "informations pratiques", blank=True, max_length=2000, help_text="Accès, repas, matériel à apporter."
    )
    accessible = models.BooleanField("lieu accessible aux fauteuils", null=True, blank=True)
    minimum = models.PositiveSmallIntegerField("personnes au moins")
    maximum = models.PositiveSmallIntegerField("personnes au plus")
    price_member = models.DecimalField("prix pour un adhérent (€ HT)", max_digits=8, decimal_places=2)
    price_public = models.DecimalField("prix pour les autres (€ HT)", max_digits=8, decimal_places=2)
    registration_until = models.DateField("inscriptions jusqu'au", null=True, blank=True)
    subcontract = models.ForeignKey(
        Subcontract, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name="sous-traitance"
    )
    entrusted_by = models.CharField(
        "confiée par", max_length=150, blank=True,
        help_text="L'organisme de formation qui nous la confie : ses stagiaires vont au cadre G du BPF, pas au F.",
    )  # fmt: skip
    state = models.CharField("état", max_length=9, choices=State, default=State.DRAFT, editable=False)
    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name="session proposée à la place",
    )
    call_off_reason = models.CharField("motif", max_length=300, blank=True, editable=False)
    called_off_at = models.DateTimeField("annulée ou reportée le", null=True, blank=True, editable=False)
    summoned_at = models.DateTimeField("convocations envoyées le", null=True, blank=True, editable=False)
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "session"
        verbose_name_plural = "sessions"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="session_ends_after_it_starts",
                violation_error_message="La session finit avant de commencer.",
            ),
            models.CheckConstraint(
                condition=Q(minimum__lte=F("maximum")),
                name="session_minimum_under_maximum",
                violation_error_message="L'effectif minimum dépasse le maximum.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["postponed", "cancelled"]) | ~Q(call_off_reason=""),
                name="session_called_off_for_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.version.title}, {self.starts_on:%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("training:session", args=[self.pk])

    @property
    def tone(self) -> str:
        """The tone of the badge that shows the state."""
        states = self.State
        return {
            states.DRAFT: "wait", states.OPEN: "info", states.CONFIRMED: "ok", states.RUNNING: "info",
            states.COMPLETED: "wait", states.POSTPONED: "alert", states.CANCELLED: "alert",
        }.get(self.state, "off")  # fmt: skip


class OfSessionQuerySet(VisibleQuerySet):
    """What hangs on a session is seen with it."""

    def visible_to(self, user):
        return self.filter(session__in=Session.objects.visible_to(user))


def signing_token() -> str:
    """What the link and the QR code of a half-day lead to: not to be guessed."""
    return secrets.token_urlsafe(16)


class Slot(models.Model):
    """A half-day of a session: what one signs for."""

    class HalfDay(models.TextChoices):
        MORNING = "am", "matin"
        AFTERNOON = "pm", "après-midi"

    session = models.ForeignKey(Session, models.CASCADE, related_name="slots", verbose_name="session")
    day = models.DateField("jour")
    half_day = models.CharField("demi-journée", max_length=2, choices=HalfDay)
    starts_at = models.TimeField("de")
    ends_at = models.TimeField("à")
    minutes = models.GeneratedField(
        expression=Extract(F("ends_at") - F("starts_at"), "epoch") / 60,
        output_field=models.PositiveSmallIntegerField("durée (minutes)"),
        db_persist=True,
    )
    trainers = models.ManyToManyField(Trainer, related_name="slots", blank=True, verbose_name="formateurs")
    remote = models.BooleanField("à distance", default=False)
    token = models.CharField(max_length=32, unique=True, default=signing_token, editable=False)

    objects = OfSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "demi-journée"
        verbose_name_plural = "demi-journées"
        ordering = ["session", "day", "starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "day", "half_day"],
                name="slot_once",
                violation_error_message="Cette demi-journée est déjà au programme.",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")),
                name="slot_ends_after_it_starts",
                violation_error_message="La demi-journée finit avant de commencer.",
            ),
        ]

    def __str__(self):
        return f"{self.day:%d/%m/%Y}, {self.get_half_day_display()}"
