"""Papers as PDF/UA, one by one or many in an archive, from what was frozen and nothing else."""

import io
import zipfile

from django.utils.text import slugify

from members.domain.outbox import attachment_maker
from members.domain.signature import signature_picture
from reporting.bundles import joined_pdf
from reporting.documents import render_pdf
from training.domain.attendance.paper import frozen_sheet
from training.domain.papers.reading import read_back
from training.domain.papers.words import body_words
from training.models import TrainingBody, TrainingDocument


def document_pdf(document: TrainingDocument) -> tuple[str, bytes]:
    """The name and the bytes of a paper as it was issued."""
    if document.kind == TrainingDocument.Kind.ATTENDANCE:
        return file_name(document), frozen_sheet(document)
    said = read_back(document.content)
    context = {
        "document": document, "said": said, "title": str(document),
        "signature": signature_picture(TrainingBody.current(), said["body"]["signatory"]),
    }  # fmt: skip
    return file_name(document), render_pdf(f"training/papers/{document.kind}.html", context).content


def documents_zip(numbers: list[int]) -> bytes:
    """Several, a file each."""
    out = io.BytesIO()
    found = TrainingDocument.objects.select_related("registration__trainee").in_bulk(numbers)
    # A PDF does not shrink further.
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for number in numbers:
            if number in found:
                archive.writestr(*document_pdf(found[number]))
    return out.getvalue()


def documents_pdf(numbers: list[int]) -> bytes:
    """Several, one after the other."""
    found = TrainingDocument.objects.select_related("registration__trainee").in_bulk(numbers)
    return joined_pdf([document_pdf(found[number])[1] for number in numbers if number in found])


def house_rules_pdf() -> tuple[str, bytes]:
    """The house rules in force (articles L. 6352-3, L. 6352-4 and R. 6352-1 and following of the labour code)."""
    body = TrainingBody.current()
    context = {"body": body_words(), "rules": body.house_rules}
    return "reglement-interieur.pdf", render_pdf("training/papers/house_rules.html", context).content


@attachment_maker("training_document")
def attached_document(number: int) -> tuple[str, bytes]:
    """That paper, as a mail's attachment."""
    return document_pdf(TrainingDocument.objects.select_related("registration__trainee").get(pk=number))


@attachment_maker("training_house_rules")
def attached_house_rules(number: int) -> tuple[str, bytes]:
    """The house rules, which go with each summons."""
    return house_rules_pdf()


def file_name(document: TrainingDocument) -> str:
    """Kind, number, and the person where there is one."""
    person = f"-{slugify(str(document.registration.trainee))}" if document.registration_id else ""
    return f"{slugify(document.get_kind_display())}-{document.number}{person}.pdf"
