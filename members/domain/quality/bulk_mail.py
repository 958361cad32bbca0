"""Writing to the people of a search: who receives, who is left out and why, and sending once.

A text is a draft that somebody reads on a real person and sends to themselves; confirmed, its recipients are fixed, and
a job posts one mail to each. Run twice, or confirmed twice, it sends none twice.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from members.domain.outbox import Letter, post
from members.domain.people.mail_choices import stopped_among
from members.domain.quality.refusals import AlreadySent, Invalid, NobodyToWriteTo, NotAllowed, UnknownVariable
from members.models import BouncedAddress, BulkMail, Contact, Mail, SavedSearch, User
from reporting.jobs import Job, Progress, start_job

BATCH = 500
_VARIABLE = re.compile(r"\{\{\s*(.*?)\s*\}\}")
VARIABLES = {
    "prénom_nom": lambda contact: contact.full_name,
    "fonction": lambda contact: contact.get_function_display(),
    "structure": lambda contact: contact.organisation.name,
    "commune": lambda contact: contact.organisation.city,
    "région": lambda contact: contact.organisation.department.region.name,
}
NO_ADDRESS, BOUNCED = "sans adresse", "adresse qui ne reçoit plus"
STOPPED, TWICE = "ne veut plus de ces messages", "même adresse qu'une autre personne"


@dataclass
class Recipients:
    """Who receives a mail, and how many are left out for each reason."""

    contacts: list[Contact] = field(default_factory=list)
    left_out: Counter = field(default_factory=Counter)


def fill_in(text: str, contact: Contact) -> str:
    """A text with the variables of VARIABLES in their place; what they bring in is never read again."""
    return _VARIABLE.sub(lambda found: VARIABLES[found[1]](contact), text)


def check_text(*texts: str) -> None:
    """Raises UnknownVariable for a variable that is not in VARIABLES."""
    unknown = {name for text in texts for name in _VARIABLE.findall(text) if name not in VARIABLES}
    if unknown:
        raise UnknownVariable(sorted(unknown))


def recipients_of(mail: BulkMail, found: QuerySet) -> Recipients:
    """The people that the search of a mail finds; `found`: its organisations, or its contacts."""
    contacts = Contact.objects.valid_on(timezone.localdate())
    if mail.listed == SavedSearch.Listed.ORGANISATION:
        contacts = contacts.filter(organisation__in=found.order_by().values("pk"))
    else:
        contacts = contacts.filter(pk__in=found.order_by().values("pk"))
    if mail.functions:
        contacts = contacts.filter(function__in=mail.functions)
    everybody = list(_with_variables(contacts))
    bounced = set(BouncedAddress.objects.values_list("email", flat=True))
    stopped = stopped_among(mail.kind, [(one.email, one.user_id) for one in everybody])
    recipients, seen = Recipients(), set()
    for contact in everybody:
        address = contact.email.lower()
        reason = (
            NO_ADDRESS if not address
            else BOUNCED if address in bounced
            else STOPPED if (contact.email, contact.user_id) in stopped
            else TWICE if address in seen
            else None
        )  # fmt: skip
        if reason:
            recipients.left_out[reason] += 1
        else:
            seen.add(address)
            recipients.contacts.append(contact)
    return recipients


def write_draft(mail: BulkMail, *, by: User) -> BulkMail:
    """Keep a draft, new or written again. Raises UnknownVariable, or AlreadySent once it is confirmed."""
    if not by.has_perm("members.write_to_people"):
        raise NotAllowed
    check_text(mail.subject, mail.text)
    if mail.listed not in SavedSearch.Listed.values:
        raise Invalid(["Cette liste n'existe pas."])
    with transaction.atomic():
        if mail.pk:
            _held_draft(mail)
        else:
            mail.written_by = by
        mail.save()
    return mail


def send_test(mail: BulkMail, contact: Contact, *, by: User) -> None:
    """Send to oneself what that person would receive."""
    if not by.has_perm("members.write_to_people"):
        raise NotAllowed
    moment = timezone.now().timestamp()
    # A kind that nobody stops: who tries a text wants to see it.
    letter = Letter(
        Mail.Kind.MEMBERSHIP, f"bulk:{mail.pk}:essai:{moment}", by.email,
        f"[Essai] {fill_in(mail.subject, contact)}", fill_in(mail.text, contact), user_id=by.pk,
    )  # fmt: skip
    post([letter])


@transaction.atomic
def confirm(mail: BulkMail, recipients: Recipients, *, by: User) -> Job:
    """Fix who receives, and hand the sending to the workers; of two people who confirm, one only is heard."""
    if not by.has_perm("members.write_to_people"):
        raise NotAllowed
    mail = _held_draft(mail)
    if not recipients.contacts:
        raise NobodyToWriteTo
    mail.state, mail.confirmed_at = BulkMail.State.SENDING, timezone.now()
    mail.recipients = [contact.pk for contact in recipients.contacts]
    mail.left_out = dict(recipients.left_out)
    mail.save()
    return start_job("bulk_mail", title=f"Envoi : {mail.subject}", by=by, params={"mail": mail.pk})


def send_all(number: int, progress: Progress) -> str:
    """Post the mails of a confirmed text, by batches; a second run posts what the first did not."""
    mail = BulkMail.objects.get(pk=number)
    numbers = mail.recipients
    for start in range(0, len(numbers), BATCH):
        progress(100 * start // len(numbers), f"{start} messages sur {len(numbers)}")
        contacts = Contact.objects.valid_on(timezone.localdate()).filter(pk__in=numbers[start : start + BATCH])
        post(_letters(mail, _with_variables(contacts)))
    BulkMail.objects.filter(pk=number, state=BulkMail.State.SENDING).update(state=BulkMail.State.DONE)
    return f"{mails_of(mail).count()} messages confiés à la messagerie."


def mails_of(mail: BulkMail) -> QuerySet[Mail]:
    """The mails that a text became, without the tests."""
    return Mail.objects.filter(kind=mail.kind, about=f"bulk:{mail.pk}")


def fates_of(mail: BulkMail) -> list[tuple[str, str, int]]:
    """How many mails are in each state: the state, its word, the count; states without any are left out."""
    counted = Counter(mails_of(mail).values_list("state", flat=True))
    return [(state.value, state.label, counted[state]) for state in Mail.State if counted[state]]


def _letters(mail: BulkMail, contacts: Iterable[Contact]) -> list[Letter]:
    return [
        Letter(
            Mail.Kind(mail.kind), f"bulk:{mail.pk}", contact.email,
            fill_in(mail.subject, contact), fill_in(mail.text, contact),
            organisation=contact.organisation, user_id=contact.user_id,
        )
        for contact in contacts
    ]  # fmt: skip


def _with_variables(contacts: QuerySet[Contact]) -> QuerySet[Contact]:
    return contacts.select_related("user", "organisation__department__region").order_by("full_name", "pk")


def _held_draft(mail: BulkMail) -> BulkMail:
    held = BulkMail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    if held.state != BulkMail.State.DRAFT:
        raise AlreadySent
    return held
