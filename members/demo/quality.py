"""What staff look after: likely duplicates, corrections asked, a search that is kept and a mail that has left.

The duplicates belong to no year, so that no figure counts them.
"""

from datetime import datetime, time, timedelta

from django.utils import timezone

from members.demo.network import _siren, _siret
from members.domain.people.bounces import mark_bounced
from members.domain.people.corrections import ask_correction, legal_data
from members.domain.quality.bulk_mail import fill_in, recipients_of
from members.domain.quality.searches import keep_search
from members.models import BulkMail, Contact, Mail, Organisation, SavedSearch, User

# Numbers of organisations that the network never reaches.
FIRST = 900_001


def load() -> None:
    """Once the network and its accounts are there."""
    staff = User.objects.get(email="national@example.org")
    _duplicates()
    _corrections()
    search = keep_search(
        by=staff,
        name="Adhérents de Bretagne",
        listed=SavedSearch.Listed.ORGANISATION,
        query="qualite=member&department__region__code__exact=53",
        shared=True,
    )
    _sent_mail(search, staff)


def _duplicates() -> None:
    """Four records written twice, each with another slip."""
    originals = list(Organisation.objects.order_by("siren")[20:60:10])
    slips = [
        lambda one: {"name": one.name.upper(), "email": one.email, "address": ""},
        lambda one: {"name": f"Association {one.name}", "email": "", "address": one.address.upper()},
        lambda one: {"name": one.name.replace("e", "é", 1), "email": "", "phone": "02 99 00 00 01"},
        lambda one: {"name": one.name, "email": one.email, "phone": ""},
    ]
    for number, (original, slip) in enumerate(zip(originals, slips, strict=True), start=FIRST):
        siren = _siren(number)
        told = {"address": original.address} | slip(original)
        twin = Organisation.objects.create(
            siren=siren, siret=_siret(siren, 1), legal_form=original.legal_form, postcode=original.postcode,
            city=original.city, commune_id=original.commune_id, department_id=original.department_id, **told,
        )  # fmt: skip
        Contact.objects.create(organisation=twin, full_name="Camille Doublon", function=Contact.Function.DIRECTOR)


def _corrections() -> None:
    """Two requests, from the two accounts of organisations."""
    for account, reason, values in (
        ("adherent", "Nous avons déménagé cet été.", {"address": "12 rue du Déménagement"}),
        ("sympathisant", "L'assemblée générale a changé notre nom.", {"name": "Les Ateliers Renouvelés"}),
    ):
        person = User.objects.get(email=f"{account}@example.org")
        organisation = person.contacts.get().organisation
        ask_correction(organisation, by=person, reason=reason, **legal_data(organisation) | values)


def _sent_mail(search: SavedSearch, staff: User) -> None:
    """A mail of last week: nearly all have left, one came back, one person wanted none."""
    week_ago = timezone.make_aware(datetime.combine(timezone.localdate() - timedelta(days=7), time(9)))
    mail = BulkMail(
        search=search, listed=search.listed, query=search.query, kind=Mail.Kind.NEWS, written_by=staff,
        state=BulkMail.State.DONE, confirmed_at=week_ago, subject="La rencontre régionale de Bretagne",
        text="Bonjour {{ prénom_nom }},\n\nLa prochaine rencontre régionale réunit {{ structure }} et ses voisines.",
    )  # fmt: skip
    bretons = Organisation.objects.filter(department__region="53", memberships__year=week_ago.year)
    found = recipients_of(mail, bretons.distinct())
    people = found.contacts[:40]
    mail.recipients, mail.left_out = [contact.pk for contact in people], dict(found.left_out)
    mail.save()
    fates = {0: (Mail.State.BOUNCED, "5.1.1 adresse inconnue"), 1: (Mail.State.STOPPED, "La personne ne veut plus de ces messages.")}  # fmt: skip
    letters = []
    for place, contact in enumerate(people):
        state, error = fates.get(place, (Mail.State.SENT, ""))
        letters.append(
            Mail(
                kind=mail.kind, about=f"bulk:{mail.pk}", to=contact.email, organisation=contact.organisation,
                user=contact.user, subject=fill_in(mail.subject, contact), body=fill_in(mail.text, contact),
                state=state, error=error, sent_at=None if state == Mail.State.STOPPED else week_ago,
            )
        )  # fmt: skip
    Mail.objects.bulk_create(letters)
    if people:
        mark_bounced(people[0].email, by=None, reason="5.1.1 adresse inconnue")
