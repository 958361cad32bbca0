"""Long work of the network."""

from datetime import date
from smtplib import SMTPException

from celery import shared_task
from django.utils import timezone

from members.domain import import_batch, outbox
from members.domain.accounts import invite
from members.domain.bank import confirming
from members.domain.debits.preparing import DebitRefused
from members.domain.debits.settling import settle_batch
from members.domain.network_import import ImportRefused
from members.imports.reading import UnreadableFile
from members.models import BankStatement, DebitBatch, ImportBatch, User
from reporting.jobs import JobError, job_handler


@job_handler("import_network", when_failed=lambda job: import_batch.give_back(job.params["batch"]))
def import_network(job, progress) -> str:
    """A confirmed import."""
    progress(10, "Comparaison avec la base")
    try:
        return import_batch.run(ImportBatch.objects.get(pk=job.params["batch"]))
    except (ImportRefused, UnreadableFile) as refusal:
        raise JobError(str(refusal)) from refusal


@job_handler("match_sure_lines")
def match_sure_lines(job, progress) -> str:
    """The sure lines of a long statement."""
    statement = BankStatement.objects.get(pk=job.params["statement"])
    tell = lambda done, total: progress(100 * done // total, f"{done} lignes sur {total}")  # noqa: E731
    done, refused = confirming.match_sure_lines(statement, by=job.asked_by, tell=tell)
    return f"{done} lignes rapprochées" + (f", {len(refused)} laissées de côté" if refused else "")


@job_handler("settle_debits")
def settle_debits(job, progress) -> str:
    """The payments of a batch of debits."""
    progress(10, "Enregistrement des paiements")
    try:
        batch = DebitBatch.objects.get(pk=job.params["batch"])
        count = settle_batch(batch, on=date.fromisoformat(job.params["on"]), by=job.asked_by)
    except DebitRefused as refusal:
        raise JobError(str(refusal)) from refusal
    return f"{count} paiements notés" if count else "Cette remise était déjà encaissée"


@shared_task(
    name="members.send_invitation", autoretry_for=(OSError, SMTPException), retry_backoff=30, max_retries=8,
    ignore_result=True,
)  # fmt: skip
def send_invitation(user_id: int) -> None:
    """The mail of an account that has just been opened, tried again for an hour where the mail server does not answer."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user:
        invite(user)


@shared_task(
    name="members.send_mail", autoretry_for=(OSError, SMTPException), retry_backoff=30, max_retries=8,
    ignore_result=True,
)  # fmt: skip
def send_mail(mail_id: int) -> None:
    """One mail of the network, tried again for an hour where the mail server does not answer."""
    outbox.send(mail_id)


@shared_task(name="members.send_waiting_mails")
def send_waiting_mails() -> None:
    """Every hour: the mails that could not leave are tried again for three days."""
    outbox.send_waiting()


@shared_task(name="members.purge_old_imports")
def purge_old_imports() -> None:
    """Every night: workbooks hold people's data, they are kept 90 days."""
    import_batch.purge(before=timezone.now() - ImportBatch.KEPT_FOR)
