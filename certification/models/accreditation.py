"""Accreditations: the right of a structure to prepare for a certification, to evaluate candidates, or both."""

from datetime import date, timedelta

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import ExpressionWrapper, F, Q, Value
from django.db.models.functions import Cast
from django.urls import reverse

from members.models.base import ReferenceQuerySet, VisibleQuerySet

from .certification import Certification

# France compétences is told within two months of each change (articles R. 6113-16-1 and following of the labour code).
REGISTER_DELAY_MONTHS = 2
# A renewal may be asked for from six months before the end.
RENEWAL_OPENS = timedelta(days=183)


class AccreditationQuerySet(VisibleQuerySet):
    """An accreditation is its structure's, its region's, its controllers', the national team's and the board's."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_national or user.is_board:
            return self
        own = self.of_own_or_region(
            user, organisation="organisation", region="organisation__department__region"
        ).exclude(~Q(organisation__in=user.history_ids), state="draft")
        checked = self.filter(checks__controller__user=user)
        return self.filter(Q(pk__in=own.values("pk")) | Q(pk__in=checked.values("pk")))

    def granted_on(self, day):
        """Accreditations that give their right on `day`; one that has run out, or was given back, gave it until then."""
        gave = Q(state__in=Accreditation.GAVE) & (Q(ended_on=None) | Q(ended_on__gt=day))
        return self.filter(gave, validity__contains=day)


@pghistory.track(exclude=["updated_at"])
class Accreditation(models.Model):
    """The *agrément* of a structure for a certification, which is a habilitation in the sense of décret 2025-500."""

    class Scope(models.TextChoices):
        PREPARE = "prepare", "préparer"
        EVALUATE = "evaluate", "évaluer"
        BOTH = "both", "préparer et évaluer"

    class LegalForm(models.TextChoices):
        CONVENTION = "convention", "convention"
        DECISION = "decision", "décision"

    class State(models.TextChoices):
        DRAFT = "draft", "en préparation"
        SUBMITTED = "submitted", "déposée"
        INCOMPLETE = "incomplete", "à compléter"
        IN_REVIEW = "in_review", "à l'étude"
        COMMITTEE = "committee", "en comité"
        GRANTED = "granted", "accordé"
        CONDITIONAL = "conditional", "accordé sous conditions"
        REFUSED = "refused", "refusé"
        SUSPENDED = "suspended", "suspendu"
        WITHDRAWN = "withdrawn", "retiré"
        EXPIRED = "expired", "échu"
        RESIGNED = "resigned", "rendu"

    GRANTED = (State.GRANTED, State.CONDITIONAL)
    # Those that gave their right for as long as they ran.
    GAVE = (*GRANTED, State.EXPIRED, State.RESIGNED)
    # What may not stand beside another for the same structure, certification and scope.
    ACTIVE = (*GRANTED, State.SUSPENDED)
    ASKED = (State.DRAFT, State.SUBMITTED, State.INCOMPLETE, State.IN_REVIEW, State.COMMITTEE)

    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, related_name="accreditations", verbose_name="structure"
    )
    certification = models.ForeignKey(
        Certification, models.PROTECT, related_name="accreditations", verbose_name="certification"
    )
    scope = models.CharField("portée", max_length=8, choices=Scope, default=Scope.BOTH)
    renews = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="renewals", verbose_name="renouvelle"
    )
    number = models.CharField("numéro", max_length=20, unique=True, null=True, blank=True, editable=False)
    state = models.CharField("état", max_length=11, choices=State, default=State.DRAFT, editable=False)

    sites = models.TextField("lieux", blank=True, max_length=3000, help_text="Un lieu par ligne, avec son adresse.")
    activities = models.TextField("activités support", blank=True, max_length=3000)
    team = models.TextField(
        "équipe", blank=True, max_length=3000,
        help_text="Direction, encadrants, accompagnement : nom, fonction, formation de formateur.",
    )  # fmt: skip
    organisation_text = models.TextField(
        "organisation pédagogique", blank=True, max_length=6000,
        help_text="Situations de production, salle, immersion en entreprise.",
    )  # fmt: skip
    means = models.TextField("locaux et matériel", blank=True, max_length=3000)
    tools = models.TextField("positionnement et évaluation", blank=True, max_length=3000)
    disability_contact = models.CharField("référent handicap", blank=True, max_length=200)
    employees = models.PositiveIntegerField("salariés en parcours", null=True, blank=True)
    subcontracts = models.BooleanField("sous-traite une partie de la préparation", default=False)

    section_versions = models.JSONField(
        "versions des parties",
        default=dict,
        blank=True,
        editable=False,
        help_text="Combien de fois chacune fut écrite.",
    )
    asked_note = models.TextField("complément demandé", blank=True, max_length=3000, editable=False)

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="demandé par",
        editable=False,
    )
    requested_at = models.DateTimeField("déposé le", null=True, blank=True, editable=False)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="instruit par"
    )
    review_opinion = models.TextField("avis de l'instruction", blank=True, max_length=6000)
    favourable = models.BooleanField("avis favorable", null=True, blank=True)
    committee_on = models.DateField("comité du", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="décidé par"
    )
    decided_on = models.DateField("décidé le", null=True, blank=True, editable=False)
    legal_form = models.CharField("forme", max_length=10, choices=LegalForm, blank=True)
    conditions = models.TextField("conditions", blank=True, max_length=3000)
    reason = models.TextField(
        "motif", blank=True, max_length=3000, help_text="D'un refus, d'une suspension, d'un retrait."
    )
    validity = DateRangeField("durée", null=True, blank=True)
    ended_on = models.DateField("fin avant terme", null=True, blank=True, editable=False)
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    objects = AccreditationQuerySet.as_manager()

    class Meta:
        verbose_name = "agrément"
        verbose_name_plural = "agréments"
        ordering = ["-requested_at", "-pk"]
        constraints = [
            ExclusionConstraint(
                name="accreditation_one_active",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("certification", RangeOperators.EQUAL),
                    ("scope", RangeOperators.EQUAL),
                    ("validity", RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=["granted", "conditional", "suspended"]),
                violation_error_message="Cette structure a déjà cet agrément sur une partie de ces dates.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "certification", "scope"],
                condition=Q(state__in=["draft", "submitted", "incomplete", "in_review", "committee"]),
                name="accreditation_asked_once",
                violation_error_message="Une demande est déjà en cours pour cette structure et cette certification.",
            ),
            models.UniqueConstraint(
                fields=["renews"],
                condition=~Q(state="refused"),
                name="accreditation_renewed_once",
                violation_error_message="Le renouvellement de cet agrément est déjà demandé.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["granted", "conditional", "suspended", "withdrawn", "expired", "resigned"])
                | Q(validity__isnull=False, number__isnull=False, decided_on__isnull=False),
                name="accreditation_granted_has_its_dates",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "suspended", "withdrawn"]) | ~Q(reason=""),
                name="accreditation_refusal_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(reviewer=None) | Q(decided_by=None) | ~Q(reviewer=F("decided_by")),
                name="accreditation_reviewer_does_not_decide",
                violation_error_message="Qui a instruit une demande ne la décide pas.",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} : {self.certification.code}"

    def get_absolute_url(self):
        return reverse("certification:accreditation", args=[self.pk])

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds; None before it is granted."""
        return self.validity.upper - timedelta(days=1) if self.validity else None

    @property
    def decision_word(self) -> str:
        """What the committee decided, whatever became of it since."""
        if not self.number:
            return "refusé" if self.state == self.State.REFUSED else ""
        return self.State.CONDITIONAL.label if self.conditions else self.State.GRANTED.label

    @property
    def tone(self) -> str:
        """The tone of the badge that shows the state."""
        states = self.State
        return {
            states.SUBMITTED: "wait", states.INCOMPLETE: "wait", states.IN_REVIEW: "info", states.COMMITTEE: "info",
            states.GRANTED: "ok", states.CONDITIONAL: "ok", states.REFUSED: "alert", states.SUSPENDED: "alert",
            states.WITHDRAWN: "alert",
        }.get(self.state, "off")  # fmt: skip


class PieceKind(models.Model):
    """A piece that the file of an accreditation holds, as the certification asks for it."""

    certification = models.ForeignKey(
        Certification, models.CASCADE, related_name="piece_kinds", verbose_name="certification"
    )
    order = models.PositiveSmallIntegerField("rang")
    name = models.CharField("pièce", max_length=150)
    help_text = models.CharField("précision", max_length=300, blank=True)
    required = models.BooleanField("obligatoire", default=True)
    active = models.BooleanField("demandée", default=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "pièce du dossier d'agrément"
        verbose_name_plural = "pièces du dossier d'agrément"
        ordering = ["certification", "order"]

    def __str__(self):
        return self.name


class OfAccreditationQuerySet(VisibleQuerySet):
    """What hangs on an accreditation is seen with it."""

    def visible_to(self, user):
        return self.filter(accreditation__in=Accreditation.objects.visible_to(user))


def piece_path(piece: "AccreditationPiece", name: str) -> str:
    return f"accreditations/{piece.accreditation_id}/{name}"


class AccreditationPiece(models.Model):
    """A piece received; a missing one has no row."""

    class State(models.TextChoices):
        RECEIVED = "received", "reçue"
        ACCEPTED = "accepted", "acceptée"
        REFUSED = "refused", "refusée"

    accreditation = models.ForeignKey(Accreditation, models.CASCADE, related_name="pieces", verbose_name="agrément")
    kind = models.ForeignKey(PieceKind, models.PROTECT, related_name="+", verbose_name="pièce")
    file = models.FileField(
        "fichier", upload_to=piece_path, max_length=200,
        validators=[FileExtensionValidator(["pdf", "png", "jpg", "jpeg", "docx", "odt", "xlsx", "ods"])],
    )  # fmt: skip
    name = models.CharField("nom du fichier", max_length=200)
    state = models.CharField("état", max_length=8, choices=State, default=State.RECEIVED)
    comment = models.CharField("commentaire", max_length=500, blank=True)
    expires_on = models.DateField("valable jusqu'au", null=True, blank=True)
    received_at = models.DateTimeField("reçue le", auto_now_add=True)

    objects = OfAccreditationQuerySet.as_manager()

    class Meta:
        verbose_name = "pièce"
        verbose_name_plural = "pièces"
        ordering = ["kind__order", "pk"]
        constraints = [models.UniqueConstraint(fields=["accreditation", "kind"], name="piece_once")]

    def __str__(self):
        return str(self.kind)


class RegisterChangeQuerySet(OfAccreditationQuerySet):
    def with_due(self):
        """With `due_on`, two months after the change: the last day to tell France compétences."""
        delay = Cast(Value(f"{REGISTER_DELAY_MONTHS} months", models.TextField()), models.DurationField())
        due = ExpressionWrapper(F("happened_on") + delay, models.DateTimeField())
        return self.annotate(due_on=Cast(due, models.DateField()))

    def untold(self):
        return self.filter(told_on=None)

    def overdue_on(self, day):
        """Changes not told within their two months."""
        return self.untold().with_due().filter(due_on__lt=day)


class RegisterChange(models.Model):
    """A change of the list of habilitated bodies, to be told to France compétences within two months."""

    class Kind(models.TextChoices):
        GRANTED = "granted", "accordé"
        CHANGED = "changed", "modifié"
        SUSPENDED = "suspended", "suspendu"
        RESTORED = "restored", "rétabli"
        ENDED = "ended", "terminé"

    accreditation = models.ForeignKey(
        Accreditation, models.PROTECT, related_name="register_changes", verbose_name="agrément"
    )
    kind = models.CharField("changement", max_length=9, choices=Kind)
    happened_on = models.DateField("le")
    told_on = models.DateField("transmis le", null=True, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="transmis par"
    )

    objects = RegisterChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "changement à transmettre à France compétences"
        verbose_name_plural = "changements à transmettre à France compétences"
        ordering = ["happened_on", "pk"]

    def __str__(self):
        return f"{self.accreditation} : {self.get_kind_display()} le {self.happened_on:%d/%m/%Y}"
