"""The report of a check as a paper."""

from django.conf import settings

from certification.domain.checks.answers import checklist
from certification.models import AccreditationCheck, CheckAnswer
from members.domain.outbox import NothingToSend, attachment_maker
from reporting.documents import RenderedPdf, render_pdf


def report_pdf(check: AccreditationCheck) -> RenderedPdf:
    """What was looked at and found, and the actions asked for, as PDF/UA."""
    points = [(question, answer) for question, answer in checklist(check) if answer.verdict or answer.comment]
    context = {
        "check": check,
        "points": points,
        "counts": [
            (verdict.label, sum(answer.verdict == verdict for _, answer in points)) for verdict in CheckAnswer.Verdict
        ],
        "findings": check.findings.all(),
        "identity": settings.IDENTITY,
    }
    return render_pdf("certification/checks/report.html", context)


def file_name(check: AccreditationCheck) -> str:
    return f"rapport-controle-{check.pk}.pdf"


@attachment_maker("check_report")
def attached_report(number: int) -> tuple[str, bytes]:
    """The report that a mail carries."""
    check = AccreditationCheck.objects.filter(pk=number).first()
    if check is None:
        raise NothingToSend("Ce contrôle a été supprimé.")
    return file_name(check), report_pdf(check).content
