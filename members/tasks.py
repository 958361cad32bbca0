"""Long work of the network."""

from datetime import date
from smtplib import SMTPException

from celery import shared_task
from django.utils import timezone

from members.domain import applications, certificates, import_batch, outbox
from members.domain import papers as money_papers  # noqa: F401 (what mails attach)
from members.domain.accounts import invite
from members.domain.bank import confirming
from members.domain.campaigns import letters, opening, papers
from members.domain.debits.preparing import DebitRefused
from members.domain.debits.settling import settle_batch
from members.domain.meetings.documents import attendance_sheet
from members.domain.membership_life import lapse_overdue
from members.domain.missions import reminding
from members.domain.network_import import ImportRefused
from members.domain.quality import bulk_mail
from members.domain.reviews import letters as review_letters
from members.imports.reading import UnreadableFile
from members.models import BankStatement, DebitBatch, FeeCall, GeneralMeeting, ImportBatch, MembershipCampaign, User
from reporting.bundles import make_bundle, part_maker
from reporting.french import number
from reporting.jobs import JobError, job_handler


@job_handler("import_network", when_failed=lambda job: import_batch.give_back(job.params["batch"]))
def import_network(job, progress) -> str:
    """A confirmed import."""
    progress(10, "Comparaison avec la base")
    try:
        return import_batch.run(ImportBatch.objects.get(pk=job.params["batch"]))
    except (ImportRefused, UnreadableFile) as refusal:
        raise JobError(str(refusal)) from refusal


@job_handler("open_campaign", when_failed=lambda job: opening.give_back(job.params["campaign"]))
def open_campaign(job, progress) -> str:
    """The calls of a campaign, then their mails."""
    made = opening.make_calls(job.params["campaign"], progress)
    progress(80, "Préparation des messages")
    mails = letters.post_calls(MembershipCampaign.objects.get(pk=job.params["campaign"]))
    return f"{number(made)} appels faits, {number(mails)} messages en route."


@part_maker("fee_calls")
def fee_calls_part(numbers: list[int]) -> bytes:
    """A part of the calls of a campaign, in the order of the list."""
    calls = papers.with_what_is_printed(FeeCall.objects).in_bulk(numbers)
    return papers.call_pdf([calls[number] for number in numbers])


@part_maker("certificates")
def certificates_part(numbers: list[int]) -> bytes:
    """A part of the certificates asked for."""
    return certificates.certificates_pdf(numbers)


@job_handler("fee_calls_pdf")
def fee_calls_pdf(job, progress) -> None:
    """The calls of a list as one PDF."""
    job.attach_result(
        job.params["name"], make_bundle(job, "fee_calls", job.params["calls"], size=25, progress=progress)
    )


@job_handler("certificates_pdf")
def certificates_pdf(job, progress) -> None:
    """The certificates of a list of memberships as one PDF."""
    numbers = job.params["memberships"]
    if not numbers:
        raise JobError("Aucune adhésion valide dans cette liste.")
    job.attach_result(job.params["name"], make_bundle(job, "certificates", numbers, size=25, progress=progress))


@shared_task(name="members.campaign_day")
def campaign_day() -> None:
    """Every morning: the reminders of the day, and the memberships that lapse."""
    letters.remind()
    lapse_overdue()


@job_handler("attendance_sheet")
def make_attendance_sheet(job, progress) -> None:
    """The attendance sheet of a meeting, some hundred pages for a large network."""
    progress(10, "Mise en page de la liste")
    meeting = GeneralMeeting.objects.filter(pk=job.params["meeting"]).first()
    if meeting is None:
        raise JobError("Cette assemblée a été supprimée.")
    job.attach_result(f"emargement-{meeting.held_on:%Y-%m-%d}.pdf", attendance_sheet(meeting).content)


@job_handler("bulk_mail")
def send_bulk_mail(job, progress) -> str:
    """A confirmed text to the people of a search."""
    return bulk_mail.send_all(job.params["mail"], progress)


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


@shared_task(name="members.remind_reviews")
def remind_reviews() -> None:
    """Every morning: the reviews that are due in the week, and those that are late, once each."""
    review_letters.remind_reviews()


@shared_task(name="members.forget_applications")
def forget_applications() -> None:
    """Every night: applications never confirmed, and those refused long ago."""
    applications.forget_old()


@shared_task(name="members.purge_old_imports")
def purge_old_imports() -> None:
    """Every night: workbooks hold people's data, they are kept 90 days."""
    import_batch.purge(before=timezone.now() - ImportBatch.KEPT_FOR)


@shared_task(name="members.remind_of_mission_reports")
def remind_of_mission_reports() -> None:
    """Every morning: the reports of delegated missions that are due soon, or late."""
    reminding.remind()
