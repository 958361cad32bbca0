"""Long work of the network."""

from smtplib import SMTPException

from celery import shared_task
from django.utils import timezone

from members.domain import import_batch, outbox
from members.domain.accounts import invite
from members.domain.network_import import ImportRefused
from members.domain.quality import bulk_mail
from members.imports.reading import UnreadableFile
from members.models import ImportBatch, User
from reporting.jobs import JobError, job_handler


@job_handler("import_network", when_failed=lambda job: import_batch.give_back(job.params["batch"]))
def import_network(job, progress) -> str:
    """A confirmed import."""
    progress(10, "Comparaison avec la base")
    try:
        return import_batch.run(ImportBatch.objects.get(pk=job.params["batch"]))
    except (ImportRefused, UnreadableFile) as refusal:
        raise JobError(str(refusal)) from refusal


@job_handler("bulk_mail")
def send_bulk_mail(job, progress) -> str:
    """A confirmed text to the people of a search."""
    return bulk_mail.send_all(job.params["mail"], progress)


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
