"""A workbook brought in by staff: what it would change, then what it changed."""

from datetime import timedelta

from django.conf import settings
from django.db import models

from .base import VisibleQuerySet


class ImportBatch(models.Model):
    """One uploaded workbook, previewed, then confirmed or set aside."""

    KEPT_FOR = timedelta(days=90)

    class State(models.TextChoices):
        PREVIEWED = "previewed", "à confirmer"
        REFUSED = "refused", "refusé"
        QUEUED = "queued", "en cours"
        DONE = "done", "importé"
        CANCELLED = "cancelled", "abandonné"
        UNCHANGED = "unchanged", "rien à changer"

    file = models.FileField("fichier", upload_to="imports/%Y/%m/")
    name = models.CharField("nom du fichier", max_length=200)
    sha256 = models.CharField("empreinte SHA-256", max_length=64)
    state = models.CharField("état", max_length=10, choices=State, default=State.PREVIEWED)
    summary = models.JSONField("bilan", default=dict)
    errors = models.JSONField("erreurs", default=list)
    warnings = models.JSONField("avertissements", default=list)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name="demandé par", related_name="+"
    )
    created_at = models.DateTimeField("déposé le", auto_now_add=True)
    done_at = models.DateTimeField("importé le", null=True)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = "import"
        ordering = ["-created_at"]

    def __str__(self):
        return self.name

    @property
    def is_empty(self) -> bool:
        """Whether the workbook has no row at all."""
        return not any(part[count] for part in self.summary["parts"] for count in ("created", "updated", "unchanged"))
