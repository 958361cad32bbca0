"""Mails about proxies: who is to vote in the name of another organisation is told, and told when it no longer is."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from members.domain import outbox
from members.models import Contact, GeneralMeeting, Mail, Proxy
from reporting.french import fr_date


def tell_holder(proxy: Proxy, meeting: GeneralMeeting) -> int:
    """Mail whoever manages the holder, before the opening only: at the desk it is told in person. How many mails."""
    if meeting.state != GeneralMeeting.State.ROLL_FROZEN:
        return 0
    ended = proxy.revoked_at is not None
    context = {
        "proxy": proxy,
        "meeting": meeting,
        "ended": ended,
        "identity": settings.IDENTITY,
        "link": f"{settings.SITE_URL}{meeting.get_absolute_url()}",
    }
    managers = Contact.objects.valid_on(timezone.localdate()).filter(
        organisation=proxy.holder.organisation_id, manages=True
    )
    told = f"{proxy.giver.name} {'reprend le pouvoir qui vous était donné' if ended else 'vous donne pouvoir'}"
    return outbox.post(
        outbox.Letter(
            kind=Mail.Kind.MEETING,
            about=f"proxy:{proxy.pk}:{'ended' if ended else 'given'}",
            to=person.email.lower(),
            subject=f"{told} pour l'assemblée du {fr_date(meeting.held_on)}",
            body=render_to_string("members/email/proxy.txt", context | {"person": person}),
            organisation=proxy.holder.organisation,
            user_id=person.user_id,
        )
        for person in managers.exclude(email="").order_by("pk")
    )
