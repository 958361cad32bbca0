"""Certificates printed many at once."""

from certification.domain.certificates import papers
from reporting.bundles import joined_zip, make_bundle, part_maker
from reporting.jobs import job_handler

PART = 25


@part_maker("certification_certificates_pdf")
def certificates_pdf_part(numbers: list[int]) -> bytes:
    """A part of the certificates asked for, a page each."""
    return papers.certificates_pdf(numbers)


@part_maker("certification_certificates_zip")
def certificates_zip_part(numbers: list[int]) -> bytes:
    """A part of the certificates asked for, a file each."""
    return papers.certificates_zip(numbers)


@job_handler("certification_certificates_pdf")
def certificates_pdf(job, progress) -> None:
    """Certificates as one PDF."""
    numbers = job.params["certificates"]
    made = make_bundle(job, "certification_certificates_pdf", numbers, size=PART, progress=progress)
    job.attach_result(job.params["name"], made)


@job_handler("certification_certificates_zip")
def certificates_zip(job, progress) -> None:
    """Certificates as an archive, a file each."""
    numbers = job.params["certificates"]
    made = make_bundle(job, "certification_certificates_zip", numbers, size=PART, progress=progress, join=joined_zip)
    job.attach_result(job.params["name"], made)
