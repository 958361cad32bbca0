"""Results are told to the structures, with a letter for each candidate; the delay of appeal begins then."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from certification.domain.juries.sequence import END, NOTIFY
from certification.domain.juries.signing import standing_minutes
from certification.domain.juries.telling import letters_to
from certification.domain.team import require_team
from certification.models import Appeal, Jury
from members.domain import outbox
from members.domain.moves import held, moved
from members.models import Organisation, User
from reporting.french import fr_date


@transaction.atomic
def notify(jury: Jury, *, by: User) -> int:
    """Write to each structure that its results are there; after a correction, to those alone whose candidates it took up.

    No mail names a candidate. How many mails.
    """
    require_team(by)
    kept = held(jury, NOTIFY)
    minutes = standing_minutes(kept)
    places = kept.places.select_related("enrolment__organisation")
    if minutes.order > 1 and kept.notified_at:
        places = places.filter(reopened=True)
    organisations = {one.enrolment.organisation_id: one.enrolment.organisation for one in places}
    kept = moved(kept, NOTIFY, notified_at=timezone.now())
    return outbox.post(
        letter for one in organisations.values() for letter in _letters(kept, one, f"{kept.pk}:{minutes.order}")
    )


def _letters(jury: Jury, organisation: Organisation, about: str):
    context = {
        "jury": jury,
        "until": fr_date(appeals_until(jury)),
        "link": settings.SITE_URL + reverse("certification:jury_results", args=[jury.pk]),
    }
    subject = f"Résultats du jury du {fr_date(jury.held_on)}"
    return letters_to(organisation, f"jury:{about}", subject, "certification/email/jury_results.txt", context)


def appeals_until(jury: Jury) -> date | None:
    """The last day on which an appeal is received in time, None as long as nothing is notified."""
    if jury.notified_at is None:
        return None
    return timezone.localdate(jury.notified_at) + timedelta(days=jury.certification.appeal_days)


def close_ended(today: date | None = None) -> int:
    """Close the juries whose delay of appeal has passed without an appeal that waits; how many."""
    today = today or timezone.localdate()
    waiting = Appeal.objects.open().values("place__jury")
    notified = Jury.objects.filter(state=Jury.State.NOTIFIED).exclude(pk__in=waiting).select_related("certification")
    closed = 0
    for jury in notified.order_by("pk"):
        if appeals_until(jury) < today:
            closed += _close(jury)
    return closed


@transaction.atomic
def _close(jury: Jury) -> bool:
    """Whether the jury is closed: an appeal may have come meanwhile."""
    kept = Jury.objects.select_for_update(of=("self",)).filter(pk=jury.pk, state__in=END.states).first()
    if kept is None or Appeal.objects.open().filter(place__jury=kept).exists():
        return False
    moved(kept, END)
    return True
