"""Who is written to in the name of an organisation: the people who manage it, each address once."""

from collections.abc import Iterable

from django.utils import timezone

from members.models import Contact, Organisation


def managers_of(organisations: Iterable[int]) -> dict[int, list[Contact]]:
    """Of each organisation, by number, the people who manage it today and have an address, the oldest first."""
    found: dict[int, dict[str, Contact]] = {}
    contacts = (
        Contact.objects.valid_on(timezone.localdate())
        .filter(organisation__in=organisations, manages=True)
        .exclude(email="")
        .order_by("pk")
    )
    for contact in contacts:
        # A person may hold several functions, and two of them share an address.
        found.setdefault(contact.organisation_id, {}).setdefault(contact.email.lower(), contact)
    return {organisation: list(people.values()) for organisation, people in found.items()}


def written_to(organisations: Iterable[Organisation]) -> dict[int, list[Contact]]:
    """The same, with the organisation's own address where nobody manages it; none where it has no address either."""
    organisations = list(organisations)
    managers = managers_of([organisation.pk for organisation in organisations])
    return {one.pk: managers.get(one.pk) or _at_large(one) for one in organisations}


def _at_large(organisation: Organisation) -> list[Contact]:
    return [Contact(organisation=organisation, email=organisation.email)] if organisation.email else []
