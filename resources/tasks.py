"""Long and nightly work of the resource centre: ids in, one call to the domain."""

from datetime import timedelta
from smtplib import SMTPException

from botocore.exceptions import BotoCoreError, ClientError
from celery import shared_task
from django.utils import timezone

from resources.domain import digests, extraction, files, index, mails, retention
from resources.models import StoredFile


@shared_task(name="resources.rebuild_vocabulary")
def rebuild_vocabulary() -> None:
    """Every night, and soon after words have gone: what corrects and completes searches is what may be read."""
    index.rebuild_vocabulary()


@shared_task(name="resources.index_resources")
def index_resources(numbers: list[int]) -> None:
    """A theme or an author of many resources has changed its name."""
    index.index_resources(numbers)


@shared_task(name="resources.refresh_boosts")
def refresh_boosts() -> None:
    """Every night: the age and the use of resources, by which search ranks them."""
    index.refresh_boosts()


@shared_task(
    name="resources.send_mailing", autoretry_for=(OSError, SMTPException), retry_backoff=30, max_retries=8,
    ignore_result=True,
)  # fmt: skip
def send_mailing(mailing_id: int) -> None:
    """A mail that has just been prepared, tried again for an hour where the mail server does not answer."""
    mails.send(mailing_id)


@shared_task(name="resources.send_digests")
def send_digests() -> None:
    """Every morning: what is new in the themes followed, and the mails that could not leave before."""
    day = timezone.localdate()
    for person_id in digests.people_to_tell(day):
        mails.tell_news(person_id, day=day)
    mails.send_waiting()


@shared_task(name="resources.remind_reviews")
def remind_reviews() -> None:
    """Every Monday: who keeps resources whose day of review has come."""
    day = timezone.localdate()
    for person_id in digests.keepers_to_remind(day, team=mails.resource_team()):
        mails.tell_review(person_id, day=day)


@shared_task(
    name="resources.extract_file", autoretry_for=(OSError, BotoCoreError, ClientError), retry_backoff=30, max_retries=5
)
def extract_file(stored_id: int) -> None:
    """Text and page images of a file that has just been received, tried again where the storage does not answer."""
    stored = StoredFile.objects.filter(pk=stored_id).first()
    if stored:
        extraction.extract(stored)


@shared_task(name="resources.extract_waiting")
def extract_waiting() -> None:
    """Every few minutes: files whose message was lost."""
    extraction.extract_waiting(before=timezone.now() - timedelta(minutes=10))


@shared_task(name="resources.purge_orphans")
def purge_orphans() -> None:
    """Every night: files sent and given by no resource for a day."""
    files.purge_orphans(before=timezone.now() - timedelta(days=1))


@shared_task(name="resources.forget_people")
def forget_people() -> None:
    """Every night: after thirteen months, nobody knows who took what."""
    retention.forget_people(today=timezone.localdate())
