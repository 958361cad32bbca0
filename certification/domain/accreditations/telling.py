"""Mails about accreditations: to those who manage the structure, and to the certification team."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from certification.domain.accreditations.impartiality import team_members
from certification.models import Accreditation
from members.domain import outbox
from members.domain.people.managers import written_to
from members.models import Mail


def tell_structure(
    accreditation: Accreditation, about: str, subject: str, text: str, *, attachments: tuple[str, ...] = ()
) -> int:
    """Mail those who manage the structure, or its own address where nobody does; how many mails.

    The same `about` of an accreditation is told once. `attachments` are names of makers.
    """
    organisation = accreditation.organisation
    return outbox.post(
        outbox.Letter(
            kind=Mail.Kind.ACCREDITATION,
            about=f"{accreditation.pk}:{about}",
            to=person.email,
            subject=f"{subject} : {accreditation.certification.code}",
            body=_body(accreditation, subject, text),
            organisation=organisation,
            user_id=person.user_id,
            attachments=[(name, accreditation.pk) for name in attachments],
        )
        for person in written_to([organisation])[organisation.pk]
    )


def tell_team(accreditation: Accreditation, about: str, subject: str, text: str) -> int:
    """Mail the people of the certification team; how many mails."""
    return outbox.post(
        outbox.Letter(
            kind=Mail.Kind.ACCREDITATION,
            about=f"{accreditation.pk}:{about}",
            to=person.email.lower(),
            subject=f"{subject} : {accreditation.organisation}",
            body=_body(accreditation, subject, text),
            user_id=person.pk,
        )
        for person in team_members(timezone.localdate())
    )


def this_time(step: str) -> str:
    """What tells this time from another: a step may be taken several times."""
    return f"{step}:{timezone.now():%Y%m%d%H%M%S%f}"


def _body(accreditation: Accreditation, subject: str, text: str) -> str:
    context = {
        "accreditation": accreditation,
        "subject": subject,
        "text": text,
        "identity": settings.IDENTITY,
        "link": f"{settings.SITE_URL}{accreditation.get_absolute_url()}",
    }
    return render_to_string("certification/email/accreditation.txt", context)
