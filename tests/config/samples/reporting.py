"""Reports, published or not, and the document of somebody else."""

from django.core.files.base import ContentFile

from reporting.models import AnnualReport, Job, ReportEdition, StatedFigure
from tests.factories import UserFactory


def sample() -> dict:
    report = AnnualReport.objects.create(year=2023)
    edition = ReportEdition(report=report, number=1, sha256="0" * 64)
    edition.file.save("x.pdf", ContentFile(b"%PDF"))
    job = Job.objects.create(kind="x", title="Travail d'une autre", asked_by=UserFactory())
    job.attach_result("x.pdf", b"x")
    return {
        "report": report.pk,
        "edition": edition.pk,
        "draft": AnnualReport.objects.create(year=2022).pk,
        "job": job.pk,
    }


def records():
    for published in (True, False):
        report = AnnualReport.objects.create(year=2020 + published, published=published)
        ReportEdition.objects.create(report=report, number=1, sha256="0" * 64, file="x.pdf")
    StatedFigure.objects.create(key="x", year=2023, value="x", label="x")
    Job.objects.create(kind="x", title="x", asked_by=UserFactory())
