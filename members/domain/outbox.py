"""The way out of every mail of the network: first a row, then one task each, whose end is written on the row.

A mail asked for twice is one mail; a task run twice sends one; a server that does not answer is tried again by the
task, then every hour by `send_waiting`; an address that the server refuses is said on the row and on no other.
"""

import smtplib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from urllib.parse import urlsplit

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import Signer
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from members.domain.people.mail_choices import is_stopped
from members.models import Mail, Organisation

_SIGNER = Signer(salt="members.mail")
TRIED_FOR = timedelta(days=3)
_makers: dict[str, Callable[[int], tuple[str, bytes]]] = {}
_headers: list[Callable[[Mail], dict[str, str]]] = []
_words: dict[str, Callable[[Mail], dict[str, str]]] = {}


class NothingToSend(Exception):
    """Raised by a maker of attachments: what the mail is about is no longer true. Its message is a French sentence."""


@dataclass(frozen=True)
class Letter:
    """What is to be sent to an address; `attachments` are pairs of a maker's name and the number that it is asked for."""

    kind: Mail.Kind
    about: str
    to: str
    subject: str
    body: str
    organisation: Organisation | None = None
    user_id: int | None = None
    attachments: list[tuple[str, int]] = field(default_factory=list)


def attachment_maker(name: str):
    """Declare what makes the attachments called `name`: from a number, a file's name and its bytes."""

    def register(maker):
        _makers[name] = maker
        return maker

    return register


def mail_headers(make: Callable[[Mail], dict[str, str]]):
    """Declare headers that mails carry, as those that stop a kind of mail."""
    _headers.append(make)
    return make


def mail_words(kind: Mail.Kind):
    """Declare words that mails of a kind get when they leave, in place of others: a link that opens an account is not kept."""

    def register(make):
        _words[kind] = make
        return make

    return register


@transaction.atomic
def post(letters: Iterable[Letter]) -> int:
    """Keep mails and queue them once this transaction is committed; the number of those that were not there yet."""
    wanted = [
        Mail(
            kind=letter.kind, about=letter.about, to=letter.to.lower(), subject=letter.subject[:200], body=letter.body,
            organisation=letter.organisation, user_id=letter.user_id, attachments=[list(one) for one in letter.attachments],
        )
        for letter in letters
    ]  # fmt: skip
    abouts = {mail.about for mail in wanted}
    kept = set(Mail.objects.filter(about__in=abouts).values_list("kind", "about", "to"))
    new = [mail for mail in wanted if (mail.kind, mail.about, mail.to) not in kept]
    Mail.objects.bulk_create(new, batch_size=1000, ignore_conflicts=True)
    # PostgreSQL does not give the numbers of rows that may have been there already: they are read.
    queue(Mail.objects.waiting().filter(about__in=abouts).values_list("pk", flat=True))
    return len(new)


def queue(numbers: Iterable[int]) -> None:
    """One task a mail, once this transaction is committed."""
    for number in list(numbers):
        transaction.on_commit(partial(current_app.send_task, "members.send_mail", [number]))


def send_waiting() -> None:
    """Queue again the mails that the server has refused to hear of for long; those of more than three days are given up."""
    since = timezone.now() - TRIED_FOR
    waiting = Mail.objects.waiting()
    waiting.filter(created_at__lt=since).update(
        state=Mail.State.REFUSED, error="Le serveur de messagerie n'a pas répondu pendant trois jours."
    )
    queue(waiting.filter(created_at__lt=timezone.now() - timedelta(hours=1)).values_list("pk", flat=True))


def try_again(mail: Mail) -> bool:
    """Queue a refused mail once more; whether it was one."""
    tried = Mail.objects.filter(pk=mail.pk, state__in=[Mail.State.REFUSED, Mail.State.BOUNCED]).update(
        state=Mail.State.WAITING, error="", created_at=timezone.now()
    )
    if tried:
        queue([mail.pk])
    return bool(tried)


@transaction.atomic
def send(mail_id: int) -> bool:
    """Send a mail; whether it has left. Raises what the mail server does where trying again may help."""
    mail = Mail.objects.select_for_update(of=("self",)).filter(pk=mail_id, state=Mail.State.WAITING).first()
    if not mail:
        return False
    headers = {"Message-ID": message_id(mail)} | {
        name: value for make in _headers for name, value in make(mail).items()
    }
    message = EmailMessage(mail.subject, _text(mail, headers), to=[mail.to], headers=headers)
    try:
        if is_stopped(mail):
            raise NothingToSend("La personne ne veut plus de ces messages.")
        for name, number in mail.attachments:
            message.attach(*_makers[name](number))
    except NothingToSend as reason:
        mail.state, mail.error = Mail.State.STOPPED, str(reason)
        mail.save(update_fields=["state", "error"])
        return False
    mail.state, mail.sent_at = Mail.State.SENT, timezone.now()
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        code, said = next(iter(refusal.recipients.values()), (0, b""))
        # 4xx is "not now", for which the task comes back.
        if 400 <= code < 500:
            raise
        mail.state, mail.sent_at = Mail.State.REFUSED, None
        mail.error = f"{code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"[:300]
    mail.save(update_fields=["state", "sent_at", "error"])
    return mail.state == Mail.State.SENT


def message_id(mail: Mail) -> str:
    """The number of a mail as its copies carry it, signed: a report that it came back says which one it was."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"<{mail.pk}.{_SIGNER.signature(str(mail.pk))}@{host}>"


def mail_of(message_id: str) -> Mail | None:
    """The mail that bears this number, if the portal wrote it."""
    number, _, signature = message_id.strip().strip("<>").partition("@")[0].partition(".")
    if not constant_time_compare(signature, _SIGNER.signature(number)):
        return None
    return Mail.objects.filter(pk=number).first()


def _text(mail: Mail, headers: dict[str, str]) -> str:
    """What a mail says, with the words that are not kept, and the way to stop its kind where there is one."""
    text = mail.body
    for word, value in _words[mail.kind](mail).items() if mail.kind in _words else ():
        text = text.replace(word, value)
    stop = headers.get("List-Unsubscribe", "").strip("<>")
    return (
        f"{text.rstrip()}\n\n--\nNe plus recevoir ces messages ({mail.get_kind_display()}) : {stop}\n" if stop else text
    )
