"""What an organisation shows to everybody, and what its people show to the network."""

from datetime import date

from django.db import transaction

from members.models import Contact, Organisation, User


class PublicationRefused(Exception):
    """The choice may not be made; the message says why, in French."""


@transaction.atomic
def publish(
    organisation: Organisation, *, website: bool = False, email: bool = False, phone: bool = False, on: date
) -> None:
    """Show the organisation to everybody: its name, town and activities, and what it chooses of the rest.

    Changing the choice leaves the day from which it is shown. Raises `PublicationRefused` for one that has closed.
    """
    kept = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if kept.closed_on:
        raise PublicationRefused("Cette structure est fermée : l'annuaire public ne peut pas la montrer.")
    kept.published_on = kept.published_on or on
    kept.shows_website, kept.shows_email, kept.shows_phone = website, email, phone
    kept.save(update_fields=["published_on", "shows_website", "shows_email", "shows_phone"])


def withdraw(organisation: Organisation) -> None:
    """Show the organisation to the network only."""
    Organisation.objects.filter(pk=organisation.pk).update(published_on=None)


@transaction.atomic
def show_contact(contact: Contact, *, shown: bool, by: User) -> None:
    """Tell the network a person's name and function, or stop.

    One decides for oneself: whoever manages the organisation may hide a colleague, and show one who has not refused.
    Raises `PublicationRefused`.
    """
    kept = Contact.objects.select_for_update().get(pk=contact.pk)
    alone = kept.user_id == by.pk
    if not alone and shown and kept.chose_alone and kept.shown_to_network is False:
        raise PublicationRefused(f"{kept.full_name} a choisi de ne pas être montré : son choix l'emporte.")
    if not alone and kept.is_shown == shown:
        return
    kept.shown_to_network = shown
    kept.chose_alone = alone or kept.chose_alone
    kept.save(update_fields=["shown_to_network", "chose_alone"])
