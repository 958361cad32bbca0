"""What organisations are written during a campaign: the call, the reminders, the confirmation."""

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from members.domain.outbox import Letter, post
from members.models import CampaignReminder, Contact, FeeCall, Mail, MembershipCampaign

BATCH = 500


def post_calls(campaign: MembershipCampaign) -> int:
    """The call of every organisation that still has to pay, once each however often it is asked; how many mails."""
    calls = campaign.calls.due().filter(declared_at=None)
    return _post(calls, Mail.Kind.CALL, "call", campaign.call_subject, campaign.call_text, papers="fee_call")


def post_reminder(reminder: CampaignReminder) -> int:
    """A reminder to those who have not paid, with the invoice of those who have declared; how many mails."""
    campaign = reminder.campaign
    subject = f"Relance : adhésion {campaign.year}"
    return _post(
        campaign.calls.due(), Mail.Kind.REMINDER, f"reminder{reminder.pk}", subject, campaign.reminder_text,
        papers="fee_call",
    )  # fmt: skip


def post_confirmation(call: FeeCall) -> int:
    """What was confirmed, and how to pay; once for each confirmation."""
    return post(_letters([call], Mail.Kind.MEMBERSHIP, f"confirmed{call.draft_version}",
                         f"Votre adhésion {call.campaign.year} est enregistrée", "", "confirmation",
                         "invoice" if call.amount else ""))  # fmt: skip


def post_certificate(call: FeeCall) -> int:
    """The membership is valid: its certificate goes with the mail, once."""
    return post(_letters([call], Mail.Kind.MEMBERSHIP, "valid", f"Adhésion {call.campaign.year} valide : votre attestation",
                         "", "valid", "certificate"))  # fmt: skip


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


def _post(calls: QuerySet, kind: str, about: str, subject: str, text: str, *, papers: str) -> int:
    calls = calls.select_related("membership__organisation", "campaign").order_by("pk")
    posted, batch = 0, []
    for call in calls.iterator(chunk_size=BATCH):
        batch.append(call)
        if len(batch) == BATCH:
            posted += post(_letters(batch, kind, about, subject, text, "call", papers))
            batch = []
    return posted + post(_letters(batch, kind, about, subject, text, "call", papers))


def _letters(
    calls: list[FeeCall], kind: str, about: str, subject: str, text: str, template: str, papers: str
) -> Iterable[Letter]:
    """One letter for each address that an organisation has."""
    people = recipients([call.membership.organisation_id for call in calls])
    for call in calls:
        organisation = call.membership.organisation
        for address, name, user_id in people[organisation.pk] or [(organisation.email, "", None)]:
            if not address:
                continue
            context = {
                "call": call,
                "campaign": call.campaign,
                "organisation": organisation,
                "name": name,
                "text": text,
                "identity": settings.IDENTITY,
                "link": settings.SITE_URL + reverse("members:renewal", args=[call.pk]),
            }
            yield Letter(
                kind=kind,
                about=f"{about}:{call.pk}",
                to=address.lower(),
                subject=subject,
                body=render_to_string(f"members/email/{template}.txt", context),
                organisation=organisation,
                user_id=user_id,
                attachments=[(papers, call.pk)] if papers else [],
            )


def recipients(organisations: list[int]) -> dict[int, list[tuple[str, str, int | None]]]:
    """Who is written to about fees: the people who manage each organisation today, by address, name and account."""
    managers = (
        Contact.objects.filter(organisation__in=organisations, manages=True)
        .valid_on(timezone.localdate())
        .exclude(email="")
        .order_by("organisation", "pk")
        .values_list("organisation", "email", "full_name", "user")
    )
    found = defaultdict(dict)
    for organisation, email, name, user in managers:
        found[organisation].setdefault(email.lower(), (email, name, user))
    return defaultdict(list, {organisation: list(rows.values()) for organisation, rows in found.items()})
