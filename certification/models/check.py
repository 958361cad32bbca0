"""Checks of accredited structures: the list that a controller fills on the spot, findings, actions; and support visits."""

import pghistory
from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from members.models.base import ReferenceQuerySet, VisibleQuerySet

from .accreditation import Accreditation
from .certification import Certification
from .official import Official


class ChecklistQuestion(models.Model):
    """A point that checks of a certification look at."""

    certification = models.ForeignKey(
        Certification, models.CASCADE, related_name="checklist", verbose_name="certification"
    )
    order = models.PositiveSmallIntegerField("rang")
    theme = models.CharField("thème", max_length=100)
    text = models.CharField("point à vérifier", max_length=400)
    help_text = models.CharField("ce qui est regardé", max_length=400, blank=True)
    active = models.BooleanField("posée", default=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "point de contrôle"
        verbose_name_plural = "points de contrôle"
        ordering = ["certification", "order"]

    def __str__(self):
        return self.text


class AccreditationCheckQuerySet(VisibleQuerySet):
    """Checks are the national team's, the board's and their controller's; the structure's once they are announced."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_national or user.is_board:
            return self
        announced = Q(accreditation__organisation__in=user.history_ids, announced_at__isnull=False)
        return self.filter(announced | Q(controller__user=user))

    def with_overdue(self, day):
        """With `overdue`, an action of its findings that is past its day."""
        late = Finding.objects.overdue_on(day).filter(check_made=OuterRef("pk"))
        return self.annotate(overdue=Exists(late))

    def told_to(self, user):
        """Of those seen, the ones whose inside `user` reads: a structure does once its report is sent."""
        if user.is_national or user.is_board:
            return self
        return self.filter(Q(report_sent_at__isnull=False) | Q(controller__user=user))


@pghistory.track(exclude=["updated_at"])
class AccreditationCheck(models.Model):
    """A *contrôle d'agrément*: on documents, on the spot or during a jury."""

    class Kind(models.TextChoices):
        DOCUMENTS = "documents", "sur pièces"
        ON_SITE = "on_site", "sur place"
        DURING_JURY = "during_jury", "pendant un jury"

    class Trigger(models.TextChoices):
        PLAN = "plan", "plan de contrôle"
        FIRST_YEAR = "first_year", "première année"
        RENEWAL = "renewal", "renouvellement"
        COMPLAINT = "complaint", "réclamation"

    class State(models.TextChoices):
        PLANNED = "planned", "prévu"
        ANNOUNCED = "announced", "annoncé"
        CARRIED_OUT = "carried_out", "effectué"
        REPORT_SENT = "report_sent", "rapport envoyé"
        OBSERVATIONS = "observations", "observations reçues"
        ACTION_PLAN = "action_plan", "plan d'action"
        VERIFIED = "verified", "actions vérifiées"
        CLOSED = "closed", "clos"
        ESCALATED = "escalated", "suite demandée au comité"
        CANCELLED = "cancelled", "annulé"

    accreditation = models.ForeignKey(Accreditation, models.PROTECT, related_name="checks", verbose_name="agrément")
    kind = models.CharField("forme", max_length=11, choices=Kind)
    trigger = models.CharField("origine", max_length=10, choices=Trigger, default=Trigger.PLAN)
    controller = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="checks", verbose_name="contrôleur"
    )
    state = models.CharField("état", max_length=12, choices=State, default=State.PLANNED, editable=False)
    planned_on = models.DateField("prévu le")
    announced_at = models.DateTimeField("annoncé le", null=True, blank=True, editable=False)
    carried_out_on = models.DateField("effectué le", null=True, blank=True)
    summary = models.TextField("synthèse", blank=True, max_length=6000)
    report_sent_at = models.DateTimeField("rapport envoyé le", null=True, blank=True, editable=False)
    observations = models.TextField("observations de la structure", blank=True, max_length=6000)
    closed_on = models.DateField("clos le", null=True, blank=True, editable=False)
    reason = models.TextField("motif de la suite ou de l'annulation", blank=True, max_length=2000, editable=False)
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    objects = AccreditationCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "contrôle d'agrément"
        verbose_name_plural = "contrôles d'agrément"
        ordering = ["-planned_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["planned", "announced", "cancelled"]) | Q(carried_out_on__isnull=False),
                name="check_carried_out_has_its_day",
            ),
        ]

    def __str__(self):
        return f"Contrôle {self.get_kind_display()} de {self.accreditation.organisation}"

    def get_absolute_url(self):
        return reverse("certification:check", args=[self.pk])

    @property
    def tone(self) -> str:
        """The tone of the badge that shows the state."""
        states = self.State
        return {
            states.PLANNED: "wait", states.ANNOUNCED: "info", states.CARRIED_OUT: "info", states.REPORT_SENT: "wait",
            states.ACTION_PLAN: "wait", states.VERIFIED: "info", states.CLOSED: "ok", states.ESCALATED: "alert",
        }.get(self.state, "off")  # fmt: skip


class OfCheckQuerySet(VisibleQuerySet):
    """What a check finds is seen with it, by the structure once the report is sent."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(check_made__in=AccreditationCheck.objects.visible_to(user).told_to(user))


class FindingQuerySet(OfCheckQuerySet):
    def overdue_on(self, day):
        """Gaps of a running action plan whose day is past and which are not lifted."""
        plan = AccreditationCheck.State.ACTION_PLAN
        return self.filter(check_made__state=plan, closed_on=None, due_on__lt=day)


class CheckAnswer(models.Model):
    """What was found on one point; `client_at` is when it was written, perhaps without a network.

    `version` counts the writings, so that one made without a network never covers a later one unseen.
    """

    class Verdict(models.TextChoices):
        CONFORM = "conform", "conforme"
        PARTIAL = "partial", "à améliorer"
        MISSING = "missing", "non conforme"
        NOT_APPLICABLE = "n/a", "sans objet"

    check_made = models.ForeignKey(AccreditationCheck, models.CASCADE, related_name="answers", verbose_name="contrôle")
    question = models.ForeignKey(ChecklistQuestion, models.PROTECT, related_name="+", verbose_name="point")
    verdict = models.CharField("constat", max_length=8, choices=Verdict, blank=True)
    comment = models.TextField("commentaire", blank=True, max_length=2000)
    client_at = models.DateTimeField("écrit le", default=timezone.now)
    version = models.PositiveIntegerField(default=0, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="écrit par", editable=False
    )

    objects = OfCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "constat d'un point"
        verbose_name_plural = "constats des points"
        ordering = ["question__order"]
        constraints = [models.UniqueConstraint(fields=["check_made", "question"], name="check_answer_once")]

    def __str__(self):
        return f"{self.question} : {self.get_verdict_display()}"


def proof_path(finding: "Finding", name: str) -> str:
    return f"checks/{finding.check_made_id}/{name}"


@pghistory.track()
class Finding(models.Model):
    """A gap found by a check, and the action that the structure owes for it.

    The structure answers with a proof; who verifies lifts the gap, or says in `missing` what is still to be done.
    """

    class Severity(models.TextChoices):
        MINOR = "minor", "mineur"
        MAJOR = "major", "majeur"
        CRITICAL = "critical", "critique"

    check_made = models.ForeignKey(AccreditationCheck, models.CASCADE, related_name="findings", verbose_name="contrôle")
    severity = models.CharField("gravité", max_length=8, choices=Severity)
    text = models.TextField("écart constaté", max_length=2000)
    action = models.TextField("action demandée", blank=True, max_length=2000)
    due_on = models.DateField("pour le", null=True, blank=True)
    answer = models.TextField("ce qui a été fait", blank=True, max_length=2000)
    answered_at = models.DateTimeField("répondu le", null=True, blank=True, editable=False)
    missing = models.TextField("ce qui manque encore", blank=True, max_length=2000)
    proof = models.FileField(
        "preuve", upload_to=proof_path, blank=True, max_length=200,
        validators=[FileExtensionValidator(["pdf", "png", "jpg", "jpeg", "docx", "odt"])],
    )  # fmt: skip
    proof_name = models.CharField("nom de la preuve", max_length=200, blank=True)
    closed_on = models.DateField("levé le", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="levé par"
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "écart"
        verbose_name_plural = "écarts"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(action="") | Q(due_on__isnull=False),
                name="finding_action_has_its_day",
                violation_error_message="Une action demandée a une date.",
            )
        ]

    def __str__(self):
        return self.text


class SupportVisitQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """Visits are the national team's and the board's, the structure's that received it, and their visitor's."""
        if not user.is_authenticated:
            return self.none()
        if user.is_national or user.is_board:
            return self
        return self.filter(Q(organisation__in=user.history_ids) | Q(visitor__user=user))


class SupportVisit(models.Model):
    """An *appui pédagogique*: help given on the spot to a structure that prepares for a certification."""

    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, related_name="support_visits", verbose_name="structure"
    )
    certification = models.ForeignKey(Certification, models.PROTECT, related_name="+", verbose_name="certification")
    visitor = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="support_visits", verbose_name="faite par"
    )
    visited_on = models.DateField("le")
    subject = models.CharField("objet", max_length=200)
    advice = models.TextField("conseils donnés", blank=True, max_length=6000)

    objects = SupportVisitQuerySet.as_manager()

    class Meta:
        verbose_name = "appui pédagogique"
        verbose_name_plural = "appuis pédagogiques"
        ordering = ["-visited_on", "-pk"]

    def __str__(self):
        return f"{self.subject} ({self.organisation})"
