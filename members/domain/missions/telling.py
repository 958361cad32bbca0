"""Mails of delegated missions, to those who work for the carrier in its region."""

from django.conf import settings
from django.template.loader import render_to_string

from members.domain import outbox
from members.domain.association_mail import addresses_of
from members.models import DelegatedMission, Mail, MissionReport


def tell_carrier(
    mission: DelegatedMission, about: str, subject: str, *, report: MissionReport | None = None, text: str = ""
) -> int:
    """Mail the staff of the mission's carrier, or the carrier's own address where nobody has an account; how many mails.

    The same `about` is told once.
    """
    shown = report or mission
    context = {
        "mission": mission,
        "report": report,
        "subject": subject,
        "text": text,
        "identity": settings.IDENTITY,
        "link": f"{settings.SITE_URL}{shown.get_absolute_url()}",
    }
    return outbox.post(
        outbox.Letter(
            kind=Mail.Kind.MISSION,
            about=f"mission:{mission.pk}:{about}",
            to=address,
            subject=f"{subject} : {mission.title}",
            body=render_to_string("members/email/mission.txt", context),
            user_id=user_id,
        )
        for address, user_id in addresses_of([mission.carrier])[mission.carrier_id]
    )
