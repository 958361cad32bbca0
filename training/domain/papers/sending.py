"""Papers sent by mail, each with its PDF."""

from datetime import date, timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from members.domain import outbox
from members.domain.moves import Refused
from members.models import Mail, User
from training.domain.mail_links import PAPERS_LINK
from training.domain.orders.steps import mark_quoted
from training.domain.papers.issuing import OF_ORDER, issue_for_session
from training.domain.sessions.telling import recipient_of
from training.domain.team import require_team
from training.models import Order, Session, TrainingBody, TrainingDocument

Kind = TrainingDocument.Kind
# What goes to the trainee; the rest goes to the contact of the order.
TO_TRAINEE = (Kind.SUMMONS, Kind.ATTESTATION)


def send_document(document: TrainingDocument, *, by: User | None) -> int:
    """Send a paper to whom it is for; how many mails are new. A quote that is sent makes the order quoted. Raises Refused."""
    require_team(by)
    if document.replaced_by_id:
        raise Refused("Ce document est remplacé : envoyez celui qui le remplace.")
    sent = outbox.post([_letter(document)])
    TrainingDocument.objects.filter(pk=document.pk, sent_at=None).update(sent_at=timezone.now())
    if document.kind == Kind.QUOTE and document.order.state == Order.State.REQUESTED:
        mark_quoted(document.order, None)
    return sent


def send_summons(session: Session, *, by: User | None) -> tuple[int, list[str]]:
    """Summons with the house rules to everyone who has a place: how many left, and why some did not."""
    made, refused = issue_for_session(session, Kind.SUMMONS, by=by)
    sent = sum(send_document(document, by=by) for document in made)
    Session.objects.filter(pk=session.pk, summoned_at=None).update(summoned_at=timezone.now())
    return sent, refused


def send_due_summons(today: date) -> int:
    """Summons of confirmed sessions that begin within the delay of the training body, once a person, late ones too; how many left."""
    limit = today + timedelta(days=TrainingBody.current().summons_days)
    due = Session.objects.filter(state=Session.State.CONFIRMED, starts_on__gt=today, starts_on__lte=limit)
    return sum(send_summons(session, by=None)[0] for session in due.select_related("version").order_by("starts_on"))


def _letter(document: TrainingDocument) -> outbox.Letter:
    order, registration = document.order, document.registration
    to, hands_on = (order.contact_name, order.contact_email), False
    if document.kind in TO_TRAINEE:
        found = recipient_of(registration)
        to, hands_on = (found.name, found.email), found.hands_on
    attachments = [("training_document", document.pk)]
    if document.kind in (Kind.SUMMONS, Kind.AGREEMENT, Kind.CONTRACT):
        attachments.append(("training_house_rules", 0))
    words = {
        "document": document, "name": to[0], "hands_on": hands_on, "session": document.session,
        "trainee": registration.trainee if registration else None,
        "to_sign": document.kind in OF_ORDER and document.signed_at is None,
        "link": PAPERS_LINK,
        "address": settings.SITE_URL + reverse("training:order_papers", args=[order.pk]),
        "identity": settings.IDENTITY,
    }  # fmt: skip
    return outbox.Letter(
        kind=Mail.Kind.TRAINING, about=f"order:{order.pk}:document:{document.pk}", to=to[1],
        subject=f"{document} : {document.session}", body=render_to_string("training/email/document.txt", words),
        organisation=order.organisation, attachments=attachments,
    )  # fmt: skip
