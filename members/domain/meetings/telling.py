"""Mails about proxies: who is to vote in the name of another organisation is told, and told when it no longer is."""

from django.conf import settings
from django.template.loader import render_to_string

from members.domain import outbox
from members.domain.people.managers import managers_of
from members.models import GeneralMeeting, Mail, Proxy
from reporting.french import fr_date


def tell_holder(proxy: Proxy, meeting: GeneralMeeting) -> int:
    """Mail whoever manages the holder, before the opening only: at the desk it is told in person. How many mails."""
    if meeting.state != GeneralMeeting.State.ROLL_FROZEN:
        return 0
    ended, holder = proxy.revoked_at is not None, proxy.holder
    context = {
        "proxy": proxy,
        "meeting": meeting,
        "ended": ended,
        "identity": settings.IDENTITY,
        "link": f"{settings.SITE_URL}{meeting.get_absolute_url()}",
    }
    told = f"{proxy.giver.name} {'reprend le pouvoir qui vous était donné' if ended else 'vous donne pouvoir'}"
    return outbox.post(
        outbox.Letter(
            kind=Mail.Kind.MEETING,
            about=f"proxy:{proxy.pk}:{'ended' if ended else 'given'}",
            to=person.email,
            subject=f"{told} pour l'assemblée du {fr_date(meeting.held_on)}",
            body=render_to_string("members/email/proxy.txt", context | {"person": person}),
            organisation=holder.organisation,
            user_id=person.user_id,
        )
        for person in managers_of([holder.organisation_id]).get(holder.organisation_id, [])
    )
