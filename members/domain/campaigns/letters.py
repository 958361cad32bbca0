"""What organisations are written during a campaign: the call, the reminders, the confirmation."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from django.conf import settings
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from members.domain.dues import standing_invoice
from members.domain.outbox import Letter, post
from members.domain.people.managers import written_to
from members.models import CampaignReminder, FeeCall, Invoice, Mail, MembershipCampaign

BATCH = 500
ABOUT = re.compile(r"(?:call|reminder\d+|confirmed\d+|valid):(\d+)")


def post_calls(campaign: MembershipCampaign) -> int:
    """The call of every organisation that still has to pay, once each however often it is asked; how many mails."""
    calls = campaign.calls.due().filter(declared_at=None)
    return _post(calls, Mail.Kind.CALL, "call", campaign.call_subject, campaign.call_text)


def post_reminder(reminder: CampaignReminder) -> int:
    """A reminder to those who have not paid, with the invoice of those who have declared; how many mails."""
    campaign = reminder.campaign
    subject = f"Relance : adhésion {campaign.year}"
    return _post(campaign.calls.due(), Mail.Kind.REMINDER, f"reminder{reminder.pk}", subject, campaign.reminder_text)


def post_confirmation(call: FeeCall) -> int:
    """What was confirmed, and how to pay, with the invoice; once for each confirmation."""
    invoice = standing_invoice(call)
    subject = f"Votre adhésion {call.campaign.year} est enregistrée"
    papers = {call.pk: [("invoice", invoice.pk)] if invoice else []}
    kind = Mail.Kind.MEMBERSHIP
    return post(_letters([call], kind, f"confirmed{call.draft_version}", subject, "", "confirmation", papers))


def post_certificate(call: FeeCall) -> int:
    """The membership is valid: its certificate goes with the mail, once."""
    subject = f"Adhésion {call.campaign.year} valide : votre attestation"
    papers = {call.pk: [("certificate", call.pk)]}
    return post(_letters([call], Mail.Kind.MEMBERSHIP, "valid", subject, "", "valid", papers))


def remind(today=None) -> int:
    """Send the reminders whose day has come, each once; those of closed campaigns are left; how many mails."""
    today = today or timezone.localdate()
    posted = 0
    due = CampaignReminder.objects.filter(
        done_at=None, on__lte=today, campaign__state=MembershipCampaign.State.OPEN
    ).select_related("campaign")
    for reminder in due:
        # Claimed first: a second scheduler finds it done.
        if CampaignReminder.objects.filter(pk=reminder.pk, done_at=None).update(done_at=timezone.now()):
            mails = post_reminder(reminder)
            CampaignReminder.objects.filter(pk=reminder.pk).update(mails=mails)
            posted += mails
    return posted


def mails_asking(calls: QuerySet[FeeCall]) -> QuerySet[Mail]:
    """The calls and the reminders that were written for these."""
    number = Cast("pk", CharField())
    called = calls.order_by().values(about=Concat(Value("call:"), number))
    reminder = Concat(Value("reminder"), Cast("campaign__reminders", CharField()), Value(":"), number)
    reminded = calls.order_by().values(about=reminder)
    return Mail.objects.filter(
        Q(kind=Mail.Kind.CALL, about__in=called) | Q(kind=Mail.Kind.REMINDER, about__in=reminded)
    )


def mails_about(call: FeeCall) -> QuerySet[Mail]:
    """All that was written for a call: it, its reminders, its confirmations, its certificate."""
    confirmed = [f"confirmed{version}:{call.pk}" for version in range(call.draft_version + 1)]
    followed = Mail.objects.filter(kind=Mail.Kind.MEMBERSHIP, about__in=[f"valid:{call.pk}", *confirmed])
    return mails_asking(FeeCall.objects.filter(pk=call.pk)) | followed


def call_number(mail: Mail) -> int | None:
    """The number of the call for which a mail of this module was written; None for any other mail."""
    found = ABOUT.fullmatch(mail.about)
    return int(found[1]) if found else None


def _post(calls: QuerySet, kind: str, about: str, subject: str, text: str) -> int:
    calls = calls.select_related("membership__organisation", "campaign").order_by("pk")
    posted = 0
    for batch in batched(calls.iterator(chunk_size=BATCH), BATCH):
        posted += post(_letters(batch, kind, about, subject, text, "call", _papers_of(batch)))
    return posted


def batched(rows: Iterable, size: int) -> Iterator[list]:
    """The rows by lists of `size`, the last one shorter."""
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        yield batch


def _papers_of(calls: list[FeeCall]) -> dict[int, list[tuple[str, int]]]:
    """The invoice of those that have one, the call of the others."""
    standing = Invoice.objects.filter(call__in=calls, kind=Invoice.Kind.INVOICE, credit_note=None)
    invoices = dict(standing.values_list("call", "pk"))
    return {
        call.pk: [("invoice", invoices[call.pk]) if call.pk in invoices else ("fee_call", call.pk)] for call in calls
    }


def _letters(
    calls: list[FeeCall], kind: str, about: str, subject: str, text: str, template: str, papers: dict
) -> Iterable[Letter]:
    """One letter for each address that an organisation has; `papers` are the attachments of each call, by its number."""
    people = written_to(call.membership.organisation for call in calls)
    for call in calls:
        organisation = call.membership.organisation
        for person in people[organisation.pk]:
            context = {
                "call": call,
                "campaign": call.campaign,
                "organisation": organisation,
                "name": person.full_name,
                "text": text,
                "identity": settings.IDENTITY,
                "link": settings.SITE_URL + reverse("members:renewal", args=[call.pk]),
            }
            yield Letter(
                kind=kind,
                about=f"{about}:{call.pk}",
                to=person.email,
                subject=subject,
                body=render_to_string(f"members/email/{template}.txt", context),
                organisation=organisation,
                user_id=person.user_id,
                attachments=papers[call.pk],
            )
