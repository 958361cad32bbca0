"""Mails that come back: delivery reports (RFC 3464) are read, and what they say is written on mails and addresses."""

from collections.abc import Iterable
from dataclasses import dataclass
from email import message_from_string
from email.message import EmailMessage, Message
from email.utils import parseaddr

from django.core.validators import EmailValidator, ValidationError
from django.db import transaction
from django.utils import timezone

from members.domain.outbox import mail_of
from members.models import BouncedAddress, Mail, User


@dataclass(frozen=True)
class Failure:
    """An address to which a message could not be given for good; `message_id` is that of the message, if told."""

    email: str
    reason: str
    message_id: str


def failures_in(report: EmailMessage) -> list[Failure]:
    """What a message says of deliveries that failed for good; nothing of one that is no delivery report.

    A delay, or a failure that may pass (status 4.x.x), is no bounce.
    """
    parts = list(report.walk())
    status = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
    if status is None:
        return []
    message_id = next((found for part in parts if (found := _original_id(part))), "")
    failures = []
    for fields in status.get_payload():
        if not isinstance(fields, Message):
            continue
        action = (fields.get("Action") or "").strip().lower()
        code = (fields.get("Status") or "").strip()
        address = _address(fields)
        if action == "failed" and not code.startswith("4") and address:
            said = " ".join((fields.get("Diagnostic-Code") or "").partition(";")[2].split())
            failures.append(Failure(address, f"{code} {said}".strip()[:300], message_id))
    return failures


@transaction.atomic
def note_failure(failure: Failure) -> bool:
    """Write a failure on the mail and on its address; whether the portal had written that mail.

    A report that names no mail of ours is no proof: anybody can write one. The address is the one that we wrote to,
    which may lead to another.
    """
    mail = mail_of(failure.message_id)
    if mail is None:
        return False
    Mail.objects.filter(pk=mail.pk, state=Mail.State.SENT).update(state=Mail.State.BOUNCED, error=failure.reason)
    mark_bounced(mail.to, reason=failure.reason, by=None)
    return True


def note_reports(reports: Iterable[EmailMessage]) -> tuple[int, int]:
    """Read delivery reports; how many mails came back, and how many failures were of no mail of ours."""
    outcomes = [note_failure(failure) for report in reports for failure in failures_in(report)]
    return sum(outcomes), len(outcomes) - sum(outcomes)


def mark_bounced(email: str, *, by: User | None, reason: str = "") -> BouncedAddress:
    """Write to an address no more than is needed; the first reason known stands."""
    address, _ = BouncedAddress.objects.get_or_create(
        email=email.strip().lower(), defaults={"reason": reason, "since": timezone.now(), "noted_by": by}
    )
    return address


def works_again(email: str) -> None:
    """The address was mended, or its server."""
    for address in BouncedAddress.objects.filter(email=email.strip().lower()):
        address.delete()


def _address(fields: Message) -> str:
    """The address of a recipient, small letters; the one that we wrote to rather than the one that it led to."""
    for name in ("Original-Recipient", "Final-Recipient"):
        _, _, found = (fields.get(name) or "").partition(";")
        email = parseaddr(found.strip())[1].lower()
        try:
            EmailValidator()(email)
        except ValidationError:
            continue
        return email
    return ""


def _original_id(part: Message) -> str:
    """The number of the message that a report gives back, whole or by its headers."""
    if part.get_content_type() == "message/rfc822":
        original = part.get_payload(0) if part.is_multipart() else None
    elif part.get_content_type() == "text/rfc822-headers":
        text = part.get_payload(decode=True) or b""
        original = message_from_string(text.decode(errors="replace"))
    else:
        return ""
    return (original["Message-ID"] or "").strip() if original is not None else ""
