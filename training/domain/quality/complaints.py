"""A complaint is acknowledged in five working days and answered in thirty days."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from members.domain import outbox
from members.domain.moves import Refused, Step, held, moved
from members.domain.numbers import dated_number
from members.models import Mail, User
from training.domain.quality.working_days import after_working_days
from training.domain.series import COMPLAINTS
from training.domain.team import require_team
from training.models import Complaint

State = Complaint.State
ACKNOWLEDGED_IN, ANSWERED_IN = 5, timedelta(days=30)
ACKNOWLEDGE = Step((State.RECEIVED,), State.ACKNOWLEDGED, "son accusé de réception est déjà parti")
INVESTIGATE = Step((State.RECEIVED, State.ACKNOWLEDGED), State.INVESTIGATED, "elle est déjà à l'étude")
ANSWER = Step(
    (State.ACKNOWLEDGED, State.INVESTIGATED), State.ANSWERED, "on y répond après en avoir accusé réception, une fois"
)
CLOSE = Step((State.ANSWERED,), State.CLOSED, "elle se clôt une fois répondue")


@transaction.atomic
def receive(complaint: Complaint) -> Complaint:
    """Number a complaint that has come in."""
    if complaint.received_on > timezone.localdate():
        raise Refused("Une réclamation ne se reçoit pas à une date à venir.")
    complaint.number, _ = dated_number(COMPLAINTS)
    complaint.save()
    return complaint


@transaction.atomic
def acknowledge(complaint: Complaint, *, by: User) -> Complaint:
    """Tell the author that it was received, and when it is answered at the latest. Raises Refused."""
    require_team(by)
    found = moved(held(complaint, ACKNOWLEDGE), ACKNOWLEDGE, acknowledged_on=timezone.localdate())
    _tell(found, "acknowledged", "Votre réclamation est reçue")
    return found


@transaction.atomic
def investigate(complaint: Complaint, *, by: User) -> Complaint:
    require_team(by)
    found = held(complaint, INVESTIGATE)
    if found.state == State.RECEIVED:
        raise Refused("Accusez d'abord réception : son auteur attend de vos nouvelles.")
    return moved(found, INVESTIGATE, owner=by)


@transaction.atomic
def answer(complaint: Complaint, *, text: str, root_cause: str, by: User) -> Complaint:
    """Send the answer; the cause is kept inside. Raises Refused."""
    require_team(by)
    found = held(complaint, ANSWER)
    if not text.strip():
        raise Refused("Écrivez la réponse.")
    found = moved(
        found,
        ANSWER,
        answer=text.strip()[:5000],
        root_cause=root_cause.strip()[:2000],
        answered_on=timezone.localdate(),
    )
    _tell(found, "answered", "Réponse à votre réclamation")
    return found


@transaction.atomic
def close(complaint: Complaint, *, by: User) -> Complaint:
    """Close it: its cause is known, and what was done about it. Raises Refused."""
    require_team(by)
    found = held(complaint, CLOSE)
    if not found.root_cause:
        raise Refused("Écrivez la cause avant de clore : c'est d'elle que vient l'amélioration.")
    return moved(found, CLOSE, closed_on=timezone.localdate())


def acknowledge_by(complaint: Complaint) -> date:
    """The last day to acknowledge it."""
    return after_working_days(complaint.received_on, ACKNOWLEDGED_IN)


def answer_by(complaint: Complaint) -> date:
    """The last day to answer it."""
    return complaint.received_on + ANSWERED_IN


def lateness(complaint: Complaint, today: date) -> str:
    """What is late about it, in a word; empty when nothing is."""
    if complaint.state == State.RECEIVED and acknowledge_by(complaint) < today:
        return "accusé de réception en retard"
    if complaint.answered_on is None and answer_by(complaint) < today:
        return "réponse en retard"
    return ""


def in_time(complaint: Complaint) -> bool:
    """Whether both delays were kept."""
    return (
        complaint.acknowledged_on is not None and complaint.acknowledged_on <= acknowledge_by(complaint)
        and complaint.answered_on is not None and complaint.answered_on <= answer_by(complaint)
    )  # fmt: skip


def open_complaints(complaints):
    """Those that still wait for something."""
    return complaints.filter(~Q(state=State.CLOSED))


def _tell(complaint: Complaint, what: str, subject: str) -> None:
    if not complaint.author_email:
        return
    words = {"complaint": complaint, "what": what, "by": answer_by(complaint), "identity": settings.IDENTITY}
    outbox.post([
        outbox.Letter(
            kind=Mail.Kind.TRAINING, about=f"complaint:{complaint.pk}:{what}", to=complaint.author_email,
            subject=f"{subject} ({complaint.number})", body=render_to_string("training/email/complaint.txt", words),
        )
    ])  # fmt: skip
