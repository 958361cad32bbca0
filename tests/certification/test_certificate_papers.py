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


def top_of(page, words: str) -> float:
    """How high on a page these words are, in points from its bottom."""
    text = page.get_textpage()
    start, _ = text.search(words).get_next()
    return text.get_charbox(start)[3]


LONGEST = {
    "birth_name": "W" * 60, "used_name": "W" * 60, "first_name": "M" * 60, "second_name": "M" * 60,
    "third_name": "M" * 60, "birth_commune_code": "", "birth_commune_name": "S" * 60, "birth_country_name": "S" * 60,
}  # fmt: skip


def test_the_longest_names_and_titles_fit_one_page_without_covering_its_foot():
    certificate = CertificateFactory(
        **{f"place__enrolment__candidate__{name}": value for name, value in LONGEST.items()},
        place__enrolment__referential__certification__title="Certificat de qualification" * 9,
    )
    copy = issue_copy(certificate, reason="Perdu", by=None)
    [page] = pages_of(certificate_pdf(certificate, copy))
    assert top_of(page, "par décision du jury") > top_of(page, "Certification enregistrée") + 10


def test_an_attestation_of_many_blocks_goes_on_a_second_page():
    certificate = CertificateFactory(kind="blocks", place__result="partial", place__enrolment__state="partial")
    certificate.content["blocks"] = [{"number": f"BC{rank}", "title": "Mot " * 60} for rank in range(12)]
    pdf = certificate_pdf(certificate)
    assert len(pages_of(pdf)) == 2
    text = text_of(pdf)
    for words in ("BC11", "Délivré le", "répertoire national"):
        assert words in text


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
