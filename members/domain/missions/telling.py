"""Mails of delegated missions, to those who work for the carrier in its region."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from members.domain import outbox
from members.models import DelegatedMission, Mail, MissionReport, Role, User


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
    people = _staff_of(mission)
    addresses = [(person.email, person.pk) for person in people]
    if not addresses and mission.carrier.email:
        addresses = [(mission.carrier.email, None)]
    return outbox.post(
        outbox.Letter(
            kind=Mail.Kind.MISSION,
            about=f"mission:{mission.pk}:{about}",
            to=address.lower(),
            subject=f"{subject} : {mission.title}",
            body=render_to_string("members/email/mission.txt", context),
            user_id=user_id,
        )
        for address, user_id in addresses
    )


def _staff_of(mission: DelegatedMission) -> list[User]:
    """Those who have today a role of regional staff in the carrier."""
    return list(
        User.objects.filter(
            is_active=True,
            role_grants__role=Role.REGIONAL_STAFF,
            role_grants__association=mission.carrier_id,
            role_grants__validity__contains=timezone.localdate(),
        )
        .distinct()
        .order_by("pk")
    )
