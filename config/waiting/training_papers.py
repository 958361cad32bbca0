"""What waits in papers of training: to sign for the structures; to invoice and to collect for the team."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from config.todo import Todo
from members.models import User
from training.domain.papers.issuing import OF_ORDER
from training.domain.papers.paying import unpaid
from training.models import Order, Session, TrainingDocument, TrainingInvoice

SHOWN = 5


def papers_todo(user: User) -> list[Todo]:
    """Papers to sign of the structures that one manages; what the training team has to bill, to credit, to collect."""
    todo = _to_sign(user) if user.managed_ids else []
    if user.has_perm("training.run_training"):
        todo += _of_team()
    return todo


def _to_sign(user: User) -> list[Todo]:
    waiting = TrainingDocument.objects.standing().filter(
        order__organisation__in=user.managed_ids, kind__in=OF_ORDER, signed_at=None, sent_at__isnull=False,
        order__state__in=[Order.State.REQUESTED, Order.State.QUOTED], order__session__state__in=Session.REGISTERING,
    )  # fmt: skip
    return [
        Todo(f"{one} à signer, pour {one.session}", reverse("training:order_papers", args=[one.order_id]), "Signer")
        for one in waiting.select_related("session__version").order_by("sent_at", "pk")[:SHOWN]
    ]


def _of_team() -> list[Todo]:
    standing = TrainingInvoice.objects.filter(order=OuterRef("pk"), kind=TrainingInvoice.Kind.INVOICE, credit_note=None)
    ended = Order.objects.filter(
        ~Exists(standing), state=Order.State.AGREED, unit_price__gt=0,
        session__state__in=[Session.State.COMPLETED, Session.State.CLOSED],
    ).count()  # fmt: skip
    late = unpaid(timezone.localdate()).count()
    todo = []
    if ended:
        address = f"{reverse('training:orders')}?etat={Order.State.AGREED}"
        todo.append(Todo(f"Formations terminées à facturer : {ended}", address, "Facturer"))
    if late:
        address = f"{reverse('training:invoices')}?etat=retard"
        todo.append(Todo(f"Factures de formation en retard de paiement : {late}", address, "Relancer"))
    return todo
