"""Mails on results, to those who manage the structure of a candidate; none of them names a candidate."""

from collections.abc import Iterator

from django.conf import settings
from django.template.loader import render_to_string

from members.domain.campaigns.letters import recipients
from members.domain.outbox import Letter
from members.models import Mail, Organisation


def letters_to(organisation: Organisation, about: str, subject: str, template: str, context: dict) -> Iterator[Letter]:
    """The same words to each person who manages the structure today, or to its own address where nobody does."""
    body = render_to_string(template, context | {"organisation": organisation, "identity": settings.IDENTITY})
    for address, user_id in _addresses(organisation):
        yield Letter(
            kind=Mail.Kind.JURY,
            about=f"{about}:{organisation.pk}",
            to=address,
            subject=subject,
            body=body,
            organisation=organisation,
            user_id=user_id,
        )


def _addresses(organisation: Organisation) -> list[tuple[str, int | None]]:
    managers = [(address.lower(), user) for address, _, user in recipients([organisation.pk])[organisation.pk]]
    return managers or ([(organisation.email.lower(), None)] if organisation.email else [])
