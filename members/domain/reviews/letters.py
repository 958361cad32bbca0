"""Mails about reviews, once each: opening, what more is asked, the answer, and the reminders around the due day."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from members.domain.association_mail import addresses_of
from members.domain.outbox import Letter, post
from members.models import BilateralReview, Mail, ReviewCampaign
from reporting.french import fr_date

BEFORE = timedelta(days=7)


def post_opened(reviews: Iterable[BilateralReview]) -> int:
    """Tell each region that its review is open."""
    return _post(
        reviews, "opened", "{review} : à vous de le remplir",
        "Votre bilan bilatéral {year} est ouvert. Remplissez-le à votre rythme, à plusieurs si vous voulez, et envoyez-le "
        "au plus tard le {due}.",
    )  # fmt: skip


def post_asked_for_more(review: BilateralReview) -> int:
    """Tell the region what the national team asks; each asking is a mail of its own."""
    about = f"more:{review.sent_at:%Y%m%d%H%M%S}"
    return _post(
        [review], about, "{review} : un complément vous est demandé",
        "L'équipe nationale vous rend votre bilan {year} et demande :\n\n{note}",
    )  # fmt: skip


def post_answered(review: BilateralReview) -> int:
    """Tell the region that the national answer is there."""
    return _post(
        [review], "answered", "{review} : la réponse nationale est là",
        "L'équipe nationale a répondu à votre bilan {year}. Lisez sa réponse avant la rencontre.",
    )  # fmt: skip


@transaction.atomic
def remind_reviews(today: date | None = None) -> int:
    """The reminders of the day: one in the week before the due day, one after it, for reviews that are not sent."""
    today = today or timezone.localdate()
    waiting = BilateralReview.objects.filter(
        state__in=BilateralReview.WRITING, campaign__state=ReviewCampaign.State.OPEN
    )
    waiting = waiting.select_related("campaign", "association")
    coming = waiting.filter(campaign__due_on__range=(today, today + BEFORE))
    posted = _post(
        coming, "before", "{review} : à envoyer avant le {due}",
        "Votre bilan bilatéral {year} est à envoyer au plus tard le {due}.",
    )  # fmt: skip
    return posted + _post(
        waiting.filter(campaign__due_on__lt=today), "after", "{review} : il est en retard",
        "Votre bilan bilatéral {year} était attendu le {due}. Envoyez-le dès que possible, ou dites-nous ce qui vous retient.",
    )  # fmt: skip


def _post(reviews: Iterable[BilateralReview], about: str, subject: str, text: str) -> int:
    reviews = list(reviews)
    addresses = addresses_of({review.association for review in reviews})
    letters = []
    for review in reviews:
        words = {
            "review": str(review), "year": review.campaign.year, "due": fr_date(review.campaign.due_on),
            "note": review.asked_note,
        }  # fmt: skip
        link = f"{settings.SITE_URL}{review.get_absolute_url()}"
        letters += [
            Letter(
                Mail.Kind.REVIEW, f"review:{review.pk}:{about}", email, subject.format(**words),
                f"Bonjour,\n\n{text.format(**words)}\n\n{link}\n", user_id=number,
            )
            for email, number in addresses[review.association_id]
        ]  # fmt: skip
    return post(letters)
