"""Mails on results, to those who manage the structure of a candidate; none of them names a candidate."""

from collections.abc import Iterator

from django.conf import settings
from django.template.loader import render_to_string

from members.domain.outbox import Letter
from members.domain.people.managers import written_to
from members.models import Mail, Organisation


def letters_to(organisation: Organisation, about: str, subject: str, template: str, context: dict) -> Iterator[Letter]:
    """The same words to each person who manages the structure today, or to its own address where nobody does."""
    body = render_to_string(template, context | {"organisation": organisation, "identity": settings.IDENTITY})
    for person in written_to([organisation])[organisation.pk]:
        yield Letter(
            kind=Mail.Kind.JURY,
            about=f"{about}:{organisation.pk}",
            to=person.email,
            subject=subject,
            body=body,
            organisation=organisation,
            user_id=person.user_id,
        )
