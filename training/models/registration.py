"""Trainees and their registrations on sessions."""

import secrets

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from encrypted_fields.fields import EncryptedTextField

from members.models.base import VisibleQuerySet

from .order import Order
from .session import Session
from .statement_words import TraineeType


class TraineeQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """A trainee is known to their employer, to their trainers and to the training team."""
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("training.run_training"):
            return self
        seen = Registration.objects.visible_to(user).order_by()
        return self.filter(pk__in=seen.values("trainee"))


@pghistory.track()
class Trainee(models.Model):
    """A person who is trained. Nothing is asked that the law does not print: neither birth nor address."""

    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, null=True, blank=True, related_name="trainees",
        verbose_name="employeur",
    )  # fmt: skip
    first_name = models.CharField("prénom", max_length=60)
    last_name = models.CharField("nom", max_length=60)
    email = models.EmailField("adresse e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    job = models.CharField("emploi", max_length=120, blank=True)

    objects = TraineeQuerySet.as_manager()

    class Meta:
        verbose_name = "stagiaire"
        verbose_name_plural = "stagiaires"
        ordering = ["last_name", "first_name", "pk"]

    def __str__(self):
        return f"{self.first_name} {self.last_name}"


class RegistrationQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """Those of one's structure, those of the sessions one leads."""
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("training.run_training"):
            return self
        led = Q(session__in=Session.objects.led_by(user).order_by().values("pk"))
        own = Q(order__organisation__in=user.history_ids) if user.history_ids else Q(pk__in=[])
        return self.filter(own | led)

    def seated(self):
        """Those who hold a place."""
        return self.filter(state__in=Registration.SEATED)

    def trained(self):
        """Those who attended something: what the yearly statement and the figures count."""
        return self.filter(attendances__state="present").distinct()


def trainee_token() -> str:
    """What mails to a trainee lead to: not to be guessed."""
    return secrets.token_urlsafe(16)


@pghistory.track(exclude=["token"])
class Registration(models.Model):
    """The place of a trainee on a session."""

    class State(models.TextChoices):
        WAITING = "waiting", "en liste d'attente"
        REQUESTED = "requested", "demandée"
        CONFIRMED = "confirmed", "confirmée"
        ATTENDING = "attending", "en formation"
        COMPLETED = "completed", "formation suivie"
        ABANDONED = "abandoned", "abandon"
        NO_SHOW = "no_show", "jamais venu"
        CANCELLED = "cancelled", "annulée"

    # A place is held from the request on, or two structures would be promised the same one.
    SEATED = (State.REQUESTED, State.CONFIRMED, State.ATTENDING, State.COMPLETED, State.ABANDONED, State.NO_SHOW)
    BEFORE = (State.WAITING, State.REQUESTED, State.CONFIRMED)
    ENDED = (State.COMPLETED, State.ABANDONED, State.NO_SHOW)

    session = models.ForeignKey(Session, models.PROTECT, related_name="registrations", verbose_name="session")
    order = models.ForeignKey(Order, models.PROTECT, related_name="registrations", verbose_name="commande")
    trainee = models.ForeignKey(Trainee, models.PROTECT, related_name="registrations", verbose_name="stagiaire")
    state = models.CharField("état", max_length=9, choices=State, default=State.REQUESTED, editable=False)
    trainee_type = models.CharField("type de stagiaire au sens du BPF", max_length=1, choices=TraineeType, blank=True)
    expectations = models.TextField("attentes de la personne", blank=True, max_length=2000)
    practice = models.TextField("ce qu'elle fait aujourd'hui", blank=True, max_length=2000)
    needs_told_at = models.DateTimeField("besoins recueillis le", null=True, blank=True, editable=False)
    ended_on = models.DateField("arrêtée le", null=True, blank=True, help_text="Le jour d'un abandon.")
    end_reason = models.CharField("motif", max_length=300, blank=True)
    registered_at = models.DateTimeField("inscrit le", default=timezone.now, editable=False)
    token = models.CharField(max_length=32, unique=True, default=trainee_token, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "inscription"
        verbose_name_plural = "inscriptions"
        ordering = ["session", "registered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "trainee"],
                condition=~Q(state="cancelled"),
                name="trainee_registered_once",
                violation_error_message="Cette personne est déjà inscrite à cette session.",
            ),
            models.CheckConstraint(
                condition=~Q(state="abandoned") | Q(ended_on__isnull=False), name="abandonment_has_a_day"
            ),
        ]

    def __str__(self):
        return f"{self.trainee}, {self.session}"

    @property
    def tone(self) -> str:
        """The tone of the badge that shows the state."""
        states = self.State
        return {
            states.WAITING: "wait", states.REQUESTED: "wait", states.CONFIRMED: "ok", states.ATTENDING: "info",
            states.COMPLETED: "ok", states.ABANDONED: "alert", states.NO_SHOW: "alert",
        }.get(self.state, "off")  # fmt: skip


class AdaptationQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """What concerns health is read by the referents of the training body and by the trainers of the session only.

        Neither the rest of the training team, nor the employer, nor administrators read it.
        """
        if not user.is_authenticated:
            return self.none()
        from .body import TrainingBody

        if TrainingBody.objects.filter(referents=user.pk).exists():
            return self
        taught = Session.objects.filter(slots__trainers__user=user).order_by()
        return self.filter(registration__session__in=taught.values("pk"))


class Adaptation(models.Model):
    """What a trainee asks for because of a disability or of their health: kept apart, encrypted, and erased after."""

    registration = models.OneToOneField(
        Registration, models.CASCADE, related_name="adaptation", verbose_name="inscription"
    )
    need = EncryptedTextField("besoin", max_length=3000)
    answer = EncryptedTextField("ce qui est prévu", max_length=3000, blank=True, null=True)
    asked_at = models.DateTimeField("demandé le", default=timezone.now, editable=False)
    answered_at = models.DateTimeField("répondu le", null=True, blank=True, editable=False)

    objects = AdaptationQuerySet.as_manager()

    class Meta:
        verbose_name = "besoin d'adaptation"
        verbose_name_plural = "besoins d'adaptation"
        ordering = ["-asked_at"]

    def __str__(self):
        return f"Adaptation de l'inscription {self.registration_id}"


class OfRegistrationQuerySet(VisibleQuerySet):
    """What hangs on a registration is seen with it."""

    def visible_to(self, user):
        return self.filter(registration__in=Registration.objects.visible_to(user))


class ObjectiveMark(models.Model):
    """How a trainee stands on an objective of the programme: before, as they see it, and at the end, as it is assessed.

    Marks go from 1 (not at all) to 4 (with ease); 3 and more is reached (Qualiopi, indicators 8 and 11).
    """

    REACHED = 3
    RANGE = (MinValueValidator(1), MaxValueValidator(4))

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="marks", verbose_name="inscription")
    objective = models.PositiveSmallIntegerField("objectif", help_text="Son rang dans le programme, depuis 0.")
    before = models.PositiveSmallIntegerField("avant", null=True, blank=True, validators=RANGE)
    after = models.PositiveSmallIntegerField("à la fin", null=True, blank=True, validators=RANGE)

    objects = OfRegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "positionnement sur un objectif"
        verbose_name_plural = "positionnements sur les objectifs"
        ordering = ["registration", "objective"]
        constraints = [models.UniqueConstraint(fields=["registration", "objective"], name="objective_marked_once")]

    def __str__(self):
        return f"Objectif {self.objective + 1} : {self.before or '–'} → {self.after or '–'}"


class TraineeImportQuerySet(VisibleQuerySet):
    """A file of trainees is seen by those who may register them."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("training.run_training"):
            return self
        return self.filter(organisation__in=user.managed_ids) if user.managed_ids else self.none()


class TraineeImport(models.Model):
    """A spreadsheet of trainees, read and shown before anything is written; its content is forgotten soon after."""

    class State(models.TextChoices):
        PREVIEWED = "previewed", "à confirmer"
        DONE = "done", "fait"
        CANCELLED = "cancelled", "abandonné"

    session = models.ForeignKey(Session, models.CASCADE, related_name="+", verbose_name="session")
    organisation = models.ForeignKey("members.Organisation", models.CASCADE, related_name="+", verbose_name="structure")
    name = models.CharField("fichier", max_length=200)
    content = models.BinaryField("contenu", null=True, editable=False)
    state = models.CharField("état", max_length=9, choices=State, default=State.PREVIEWED)
    made = models.PositiveIntegerField("inscriptions", default=0)
    refused = models.PositiveIntegerField("lignes refusées", default=0)
    created_by = models.ForeignKey(
        "members.User", models.SET_NULL, null=True, related_name="+", verbose_name="déposé par"
    )
    created_at = models.DateTimeField("déposé le", default=timezone.now)

    objects = TraineeImportQuerySet.as_manager()

    class Meta:
        verbose_name = "fichier de stagiaires"
        verbose_name_plural = "fichiers de stagiaires"
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.name
