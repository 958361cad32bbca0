"""The yearly activity report: its sections, and the numbered editions made from them."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from members.models import Region
from members.validators import EARLIEST, LATEST


class AnnualReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published reports are for everybody; drafts for the board, national staff and the region's own staff."""
        if user.is_authenticated:
            if user.is_national or user.is_board:
                return self
            return self.filter(Q(published=True) | Q(region__in=user.region_codes))
        return self.filter(published=True)


@pghistory.track()
class AnnualReport(models.Model):
    """The activity report of a year, for the whole network or for one region."""

    year = models.PositiveSmallIntegerField("année")
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, verbose_name="région", help_text="Vide : rapport national."
    )
    published = models.BooleanField(
        "publié", default=False, help_text="La dernière édition devient lisible par tous, sans connexion."
    )

    objects = AnnualReportQuerySet.as_manager()

    class Meta:
        verbose_name = "rapport d'activité"
        verbose_name_plural = "rapports d'activité"
        ordering = ["-year", "region__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "region"],
                nulls_distinct=False,
                name="report_once_a_year_and_region",
                violation_error_message="Ce rapport existe déjà.",
            ),
            models.CheckConstraint(
                condition=models.Q(year__gte=EARLIEST, year__lte=LATEST),
                name="report_year_plausible",
                violation_error_message=f"L'année doit être comprise entre {EARLIEST} et {LATEST}.",
            ),
        ]

    def __str__(self):
        return f"Rapport d'activité {self.year}" + (f" – {self.region}" if self.region_id else "")

    def get_absolute_url(self):
        return reverse("reporting:report", args=[self.pk])


class OfReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Parts of a report are seen by whoever sees the report."""
        return self.filter(report__in=AnnualReport.objects.visible_to(user))


@pghistory.track()
class ReportSection(models.Model):
    """A chapter: a text in Markdown, or one of the pages that the portal draws from the records.

    In a text, `{{ figure:members.adherents }}` quotes an indicator and `{{ stated:staff }}` a stated figure.
    """

    class Kind(models.TextChoices):
        EDITORIAL = "editorial", "éditorial"
        TEXT = "text", "texte"
        KEY_FIGURES = "key_figures", "chiffres clés"
        DISTRIBUTIONS = "distributions", "répartitions par taille"
        MAP = "map", "carte et tableau par région"

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="sections", verbose_name="rapport")
    position = models.PositiveSmallIntegerField("ordre")
    kind = models.CharField("nature", max_length=14, choices=Kind, default=Kind.TEXT)
    title = models.CharField("titre", max_length=150)
    body = models.TextField("texte", blank=True)

    objects = OfReportQuerySet.as_manager()

    class Meta:
        verbose_name = "section"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


class EditionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever sees drafts sees every edition; the others the last one of a published report."""
        last = ReportEdition.objects.filter(report=OuterRef("report")).order_by("-number").values("number")[:1]
        seen = Q(report__published=True, number=Subquery(last))
        if user.is_authenticated:
            if user.is_national or user.is_board:
                return self
            seen |= Q(report__region__in=user.region_codes)
        return self.filter(seen)


class ReportEdition(models.Model):
    """One PDF made from a report: numbered without gaps, never rewritten, with the figures that it printed."""

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="editions", verbose_name="rapport")
    number = models.PositiveSmallIntegerField("édition")
    file = models.FileField("fichier", upload_to="rapports/%Y/")
    sha256 = models.CharField("empreinte SHA-256", max_length=64)
    figures = models.JSONField("chiffres imprimés", default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="faite par"
    )
    made_at = models.DateTimeField("faite le", auto_now_add=True)
    job = models.OneToOneField(
        "reporting.Job", models.SET_NULL, null=True, related_name="edition", verbose_name="travail"
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "édition"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="edition_number_once")]
        triggers = [
            pgtrigger.Protect(
                name="never_rewritten",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("report", "number", "file", "sha256", "figures", "made_at"),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.report}, édition {self.number}"

    @property
    def file_name(self) -> str:
        """The name under which the file is taken: year, region and number."""
        region = f"-{self.report.region.name}" if self.report.region_id else ""
        return f"rapport-activite-{self.report.year}{region}-edition-{self.number}.pdf"
