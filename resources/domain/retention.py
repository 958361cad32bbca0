"""What is forgotten with time: people's names first, then the words that were searched. Figures stay as they were."""

from datetime import date, timedelta

from django.db import transaction

from resources.models import ActiveReader, DownloadEvent, Mailing, ResourceReader, SearchUse

# Thirteen months, as the CNIL advises for measures of audience.
NAMES_KEPT = timedelta(days=396)
SEARCHES_KEPT = timedelta(days=761)


@transaction.atomic
def forget_people(*, today: date) -> int:
    """Erase who downloaded what more than thirteen months ago, and the mails and searches of old; how many rows."""
    before = today - NAMES_KEPT
    gone = DownloadEvent.objects.filter(user__isnull=False, day__lt=before).update(user=None)
    for model in (ActiveReader, ResourceReader):
        # Thirteen months after a first time, its year is over: nobody can be counted twice in it.
        gone += model.objects.filter(user__isnull=False, first_on__lt=before).update(user=None)
    gone += Mailing.objects.filter(created_at__date__lt=before).delete()[0]
    gone += SearchUse.objects.filter(day__lt=today - SEARCHES_KEPT).delete()[0]
    return gone
