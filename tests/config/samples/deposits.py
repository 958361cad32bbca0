"""A batch that was handed in, with an answer."""

from django.utils import timezone

from certification.models import DepositReport
from tests.factories.certification import DepositAccountFactory, DepositLineFactory


def sample() -> dict:
    line = DepositLineFactory(state="accepted", deposit__sent_on=timezone.localdate(), deposit__schema_sha256="0" * 64)
    report = DepositReport.objects.create(deposit=line.deposit, name="x.xml", content=b"<rapport/>", sha256="0" * 64)
    return {"deposit": line.deposit_id, "deposit_line": line.pk, "deposit_report": report.pk}


def records():
    DepositAccountFactory()
    # Of a structure elsewhere, whose own records are counted apart.
    line = DepositLineFactory(certificate__place__enrolment__organisation__department_id="59")
    DepositReport.objects.create(deposit=line.deposit, name="x.xml", content=b"<rapport/>", sha256="0" * 64)
