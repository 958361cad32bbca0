"""The convocation: one mail an organisation of the roll and person who manages it, with the agenda."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.template.loader import render_to_string
from django.urls import reverse

from members.domain import outbox
from members.domain.meetings.refusals import MeetingRefused, held
from members.domain.people.managers import written_to
from members.models import Contact, GeneralMeeting, Mail, RollEntry, User
from reporting.french import fr_date

TEMPLATE = "members/email/convocation.txt"


@dataclass(frozen=True)
class Convened:
    """Mails that were prepared, and the organisations that have no address."""

    posted: int
    without_address: list[RollEntry]


@transaction.atomic
def convene(meeting: GeneralMeeting, *, by: User) -> Convened:
    """Mail the convocation to whoever manages an organisation of the roll; asked again, only to those who had none.

    An organisation that nobody manages gets it at its own address.
    """
    meeting = held(meeting, "convene", by=by)
    agenda = list(meeting.resolutions.all())
    if not agenda:
        raise MeetingRefused("L'ordre du jour est vide : ajoutez-y une résolution avant de convoquer.")
    entries = list(meeting.entries.select_related("organisation"))
    people = written_to(entry.organisation for entry in entries)
    letters, without = [], []
    for entry in entries:
        if not people[entry.organisation_id]:
            without.append(entry)
        letters += [_letter(meeting, agenda, entry, person) for person in people[entry.organisation_id]]
    return Convened(outbox.post(letters), without)


def convocations_of(meeting: GeneralMeeting) -> dict[str, int]:
    """How many convocations are in each state, by the words for it."""
    rows = (
        Mail.objects.filter(kind=Mail.Kind.MEETING, about__startswith=f"meeting:{meeting.pk}:")
        .order_by()
        .values_list("state")
        .annotate(Count("pk"))
    )
    counted = dict(rows)
    return {state.label: counted[state] for state in Mail.State if state in counted}


def _letter(meeting: GeneralMeeting, agenda: list, entry: RollEntry, person: Contact) -> outbox.Letter:
    context = {
        "meeting": meeting,
        "agenda": agenda,
        "entry": entry,
        "person": person,
        "identity": settings.IDENTITY,
        "link": f"{settings.SITE_URL}{meeting.get_absolute_url()}",
        "proxy_link": f"{settings.SITE_URL}{reverse('members:entry_proxy', args=[entry.pk])}",
    }
    return outbox.Letter(
        kind=Mail.Kind.MEETING,
        about=f"meeting:{meeting.pk}:{entry.organisation_id}",
        to=person.email,
        subject=f"Convocation : {meeting.title}, {fr_date(meeting.held_on)}",
        body=render_to_string(TEMPLATE, context),
        organisation=entry.organisation,
        user_id=person.user_id,
    )
