"""Parchments and attestations as PDF/UA, and their prints in bulk."""

import io
import zipfile

import pikepdf
import pypdfium2
import pytest
from django.utils import timezone

from certification.domain.certificates.keeping import issue_copy, revoke_certificate
from certification.domain.certificates.papers import certificate_pdf, certificates_pdf
from certification.models import Candidate, Certification
from reporting.jobs import run, start_job
from tests.factories import UserFactory
from tests.factories.certification import CertificateFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def pages_of(pdf: bytes) -> list:
    return list(pypdfium2.PdfDocument(io.BytesIO(pdf)))


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages_of(pdf)).split())


def test_a_parchment_lies_on_one_page_and_names_its_holder():
    certificate = CertificateFactory()
    pdf = certificate_pdf(certificate)
    [page] = pages_of(pdf)
    assert page.get_width() > page.get_height()
    text, candidate = text_of(pdf), certificate.place.enrolment.candidate
    for word in (certificate.number, candidate.first_name, candidate.birth_name, "1990", "Quimper (29)",
                 certificate.content["certification"]["title"], certificate.content["certification"]["fiche_number"]):  # fmt: skip
        assert word in text
    assert certificate.token in text.replace(" ", "")


def test_an_attestation_stands():
    certificate = CertificateFactory(kind="blocks", place__result="partial", place__enrolment__state="partial")
    pdf = certificate_pdf(certificate)
    [page] = pages_of(pdf)
    assert page.get_width() < page.get_height()
    assert "n'est pas le certificat" in text_of(pdf).replace("’", "'")


def test_it_is_tagged_in_french_with_a_title():
    with pikepdf.open(io.BytesIO(certificate_pdf(CertificateFactory()))) as pdf:
        assert pdf.Root.Lang == "fr"
        assert bool(pdf.Root.MarkInfo.Marked)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_the_longest_names_and_titles_still_fit_one_page():
    certificate = CertificateFactory(
        place__enrolment__candidate__birth_name="Wolfeschlegelsteinhausenbergerdorff-de-la-Rochefoucauld-Blum"[:60],
        place__enrolment__candidate__used_name="W" * 60,
        place__enrolment__candidate__first_name="Marie-Antoinette-Joséphine-Éléonore",
        place__enrolment__candidate__second_name="M" * 60,
        place__enrolment__candidate__third_name="M" * 60,
        place__enrolment__referential__certification__title="Certificat de qualification " * 8,
    )
    assert len(pages_of(certificate_pdf(certificate))) == 1


def test_a_duplicate_and_a_revocation_are_printed():
    certificate = CertificateFactory()
    copy = issue_copy(certificate, reason="Perdu", by=None)
    assert "Duplicata du" in text_of(certificate_pdf(certificate, copy))
    assert "Duplicata du" not in text_of(certificate_pdf(certificate))
    certificate = revoke_certificate(certificate, reason="Fraude", by=None)
    assert "ne vaut plus" in text_of(certificate_pdf(certificate))


def test_it_prints_what_was_frozen():
    certificate = CertificateFactory()
    Candidate.objects.update(birth_name="Autrement")
    Certification.objects.update(title="Autre titre")
    text = text_of(certificate_pdf(certificate))
    assert "Autrement" not in text
    assert "Autre titre" not in text


def test_in_bulk_there_is_a_page_for_each_in_order():
    certificates = [CertificateFactory() for _ in range(3)]
    pages = pages_of(certificates_pdf([one.pk for one in reversed(certificates)]))
    assert len(pages) == 3
    assert certificates[-1].number in pages[0].get_textpage().get_text_range()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["pdf", "zip"])
def test_a_job_makes_one_file_of_many(kind, django_capture_on_commit_callbacks):
    certificates = [CertificateFactory() for _ in range(27)]
    job = start_job(
        f"certification_certificates_{kind}", title="Certificats", by=UserFactory(),
        params={"certificates": [one.pk for one in certificates], "name": f"certificats.{kind}"},
    )  # fmt: skip
    run(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.error
    with job.result.open() as file:
        content = file.read()
    if kind == "pdf":
        assert len(pages_of(content)) == 27
    else:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
        assert names == [f"parchemin-{one.number}.pdf" for one in certificates]
