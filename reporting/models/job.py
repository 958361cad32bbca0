"""Long work, as a row: who asked, how far it is, its file or its error in plain French."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models
from django.urls import reverse
from django.utils import timezone


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A job is seen by the person who asked for it; administrators of the portal see all."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_superuser else self.filter(asked_by=user)

    def stale(self):
        """Running jobs whose worker is silent, and queued ones that no worker has taken: their message may be lost."""
        now = timezone.now()
        return self.filter(
            models.Q(state=Job.State.RUNNING, heartbeat_at__lt=now - Job.SILENCE)
            | models.Q(state=Job.State.QUEUED, heartbeat_at__lt=now - Job.IN_QUEUE)
        )


class Job(models.Model):
    """One piece of long work."""

    SILENCE = timedelta(seconds=20)
    IN_QUEUE = timedelta(minutes=5)
    MAX_ATTEMPTS = 2
    KEPT_FOR = timedelta(days=90)

    class State(models.TextChoices):
        QUEUED = "queued", "en attente"
        RUNNING = "running", "en cours"
        DONE = "done", "terminé"
        FAILED = "failed", "échoué"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("nature", max_length=40)
    title = models.CharField("intitulé", max_length=200)
    params = models.JSONField("paramètres", default=dict)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="jobs", verbose_name="demandé par"
    )
    state = models.CharField("état", max_length=8, choices=State, default=State.QUEUED)
    progress = models.PositiveSmallIntegerField("avancement (%)", default=0)
    step = models.CharField("étape", max_length=200, blank=True)
    error = models.TextField("erreur", blank=True)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    result = models.FileField("fichier", upload_to="documents/%Y/%m/", blank=True)
    result_name = models.CharField("nom du fichier", max_length=200, blank=True)
    created_at = models.DateTimeField("demandé le", auto_now_add=True)
    started_at = models.DateTimeField("commencé le", null=True)
    heartbeat_at = models.DateTimeField("dernier signe de vie", default=timezone.now)
    finished_at = models.DateTimeField("terminé le", null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "travail"
        verbose_name_plural = "travaux"
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["asked_by", "-created_at"], name="job_by_person")]
        constraints = [
            models.CheckConstraint(condition=models.Q(progress__lte=100), name="job_progress_is_a_percentage")
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reporting:job", args=[self.pk])

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED}

    @property
    def tone(self) -> str:
        """The tone of the badge that shows the state."""
        return {self.State.DONE: "ok", self.State.FAILED: "alert", self.State.RUNNING: "info"}.get(self.state, "wait")

    def attach_result(self, name: str, content: bytes) -> None:
        """Keep `content` as the file that the person will download under `name`."""
        self.result.save(f"{self.pk}-{name}", ContentFile(content), save=False)
        self.result_name = name
        self.save(update_fields=["result", "result_name"])
