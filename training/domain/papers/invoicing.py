"""Invoices and credit notes of an order: what they say is frozen when they are issued."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from members.domain.moves import Refused, reasoned
from members.domain.numbers import dated_number
from members.models import User
from training.domain.hours import attended_minutes, hours_of, planned_minutes
from training.domain.orders.steps import mark_credited, mark_invoiced
from training.domain.papers.amounts import CENT, with_vat
from training.domain.papers.contents import FIRST_SHARE, WITHDRAWAL_DAYS
from training.domain.papers.words import body_words, buyer_words, iso, money, session_words, trainee_words
from training.domain.series import CREDITS, INVOICES
from training.domain.team import require_team
from training.models import (
    Funder,
    FundingLine,
    InvoiceLine,
    Order,
    Registration,
    Session,
    TrainingBody,
    TrainingDocument,
    TrainingInvoice,
)

Kind = TrainingInvoice.Kind
DUE_DAYS = 30
# The payer's line of frame C where it is not a funder's own.
PAYER_LINES = {
    "individual": FundingLine.INDIVIDUALS, "body": FundingLine.TRAINING_BODIES, "structure": FundingLine.EMPLOYERS,
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A line to be billed."""

    label: str
    unit_price: Decimal
    quantity: Decimal = Decimal(1)

    @property
    def amount(self) -> Decimal:
        return (self.unit_price * self.quantity).quantize(CENT)


@transaction.atomic
def invoice_order(order: Order, *, by: User | None, by_hours: bool = False) -> list[TrainingInvoice]:
    """The invoices of an order: to the structure, to the funder that pays directly, or to each for its part. Raises Refused.

    Each place is billed whole, or, with `by_hours`, an abandonment for the hours that were followed. The order makes one
    set of invoices that stand: those that must change are credited first.
    """
    require_team(by)
    order = _held(order)
    if standing_invoices(order):
        raise Refused("Cette commande est facturée : faites d'abord un avoir.")
    if order.state not in (Order.State.AGREED, Order.State.INVOICED):
        raise Refused("Une commande se facture une fois la convention ou le contrat signé.")
    if order.session.state in Session.CALLED_OFF:
        raise Refused("La session n'a pas lieu : il n'y a rien à facturer.")
    lines = _lines(order, by_hours)
    total = sum((line.amount for line in lines), Decimal(0))
    if not total:
        raise Refused("Cette commande ne coûte rien : il n'y a pas de facture à faire.")
    if order.is_individual:
        _check_individual(order, total)
    funded = _funded(order, total)
    made = []
    if funded:
        label = f"Prise en charge {order.funding_reference}".strip()
        funder_lines = lines if funded == total else [Line(f"{label} : {order.session.version.title}", funded)]
        made.append(_issue(order, funder_lines, order.funder, by))
    if funded < total:
        rest = lines if not funded else [*lines, Line(f"Part payée par {order.funder.name}", -funded)]
        made.append(_issue(order, rest, None, by))
    if order.state == Order.State.AGREED:
        mark_invoiced(order, None)
    return made


@transaction.atomic
def credit_invoice(invoice: TrainingInvoice, *, reason: str, by: User | None) -> TrainingInvoice:
    """The credit note of a whole invoice; what was paid is then to be given back. Raises Refused."""
    require_team(by)
    reason = reasoned(reason, "Un avoir")
    order = _held(invoice.order)
    invoice = TrainingInvoice.objects.get(pk=invoice.pk)
    if invoice.kind == Kind.CREDIT:
        raise Refused("Un avoir ne s'annule pas : faites une nouvelle facture.")
    if TrainingInvoice.objects.filter(cancels=invoice).exists():
        raise Refused("Cette facture a déjà son avoir.")
    number, today = dated_number(CREDITS)
    credit = TrainingInvoice.objects.create(
        kind=Kind.CREDIT, number=number, order=invoice.order, funder=invoice.funder, issued_on=today,
        amount=-invoice.amount, vat=-invoice.vat, cancels=invoice, issued_by=by,
        content=invoice.content | {"cancels": invoice.number, "cancelled_on": iso(invoice.issued_on), "reason": reason},
    )  # fmt: skip
    InvoiceLine.objects.bulk_create(
        InvoiceLine(
            invoice=credit, label=line.label, quantity=line.quantity, unit_price=-line.unit_price,
            amount=-line.amount, funding_line=line.funding_line,
        )
        for line in invoice.lines.order_by("pk")
    )  # fmt: skip
    if order.state == Order.State.INVOICED and not standing_invoices(order):
        mark_credited(order)
    return credit


@transaction.atomic
def credit_order(order: Order, *, reason: str, by: User | None) -> list[TrainingInvoice]:
    """Credit notes of every invoice that stands, as when the session is called off."""
    return [credit_invoice(invoice, reason=reason, by=by) for invoice in standing_invoices(_held(order))]


def standing_invoices(order: Order) -> list[TrainingInvoice]:
    """Those that no credit note cancels."""
    return list(order.invoices.filter(kind=Kind.INVOICE, credit_note=None).order_by("pk"))


def _held(order: Order) -> Order:
    return (
        Order.objects.select_for_update(of=("self",))
        .select_related("session__version", "organisation", "funder")
        .get(pk=order.pk)
    )


def _lines(order: Order, by_hours: bool) -> list[Line]:
    """A line for each person who has a place; somebody who never came is billed as the terms say, whole."""
    lines, planned = [], planned_minutes(order.session)
    places = order.registrations.seated().select_related("trainee").order_by("trainee__last_name", "pk")
    for place in places:
        label = f"{order.session.version.title} : {place.trainee}"
        if by_hours and place.state == Registration.State.ABANDONED and planned:
            minutes = attended_minutes(place)
            part = (order.unit_price * minutes / planned).quantize(CENT)
            lines.append(Line(f"{label}, {hours_of(minutes).normalize():f} h suivies".replace(".", ","), part))
        else:
            lines.append(Line(label, order.unit_price))
    return lines


def _funded(order: Order, total: Decimal) -> Decimal:
    """What the funder is billed: what it granted, or all of it where no amount is told."""
    if not order.subrogation or order.funding != Order.Funding.GRANTED:
        return Decimal(0)
    return min(total, order.funding_amount if order.funding_amount is not None else total)


def _check_individual(order: Order, total: Decimal) -> None:
    """Nothing before ten days, 30 % at most before the training, the rest as it is delivered (L. 6353-5, L. 6353-6)."""
    contract = order.documents.standing().filter(kind=TrainingDocument.Kind.CONTRACT).exclude(signed_at=None).first()
    if contract is None:
        raise Refused("Le contrat de cette personne n'est pas signé.")
    free_on = timezone.localdate(contract.signed_at) + timedelta(days=WITHDRAWAL_DAYS)
    if timezone.localdate() <= free_on:
        raise Refused(f"Cette personne peut se rétracter jusqu'au {free_on:%d/%m/%Y} : rien ne lui est facturé avant.")
    if order.session.state not in (Session.State.COMPLETED, Session.State.CLOSED):
        share = f"{FIRST_SHARE:.0%}".replace("%", " %")
        raise Refused(
            f"Avant la fin de la formation, un particulier ne paie que {share} : facturez-la une fois terminée."
        )


def _issue(order: Order, lines: list[Line], funder: Funder | None, by: User | None) -> TrainingInvoice:
    number, today = dated_number(INVOICES)
    net = sum((line.amount for line in lines), Decimal(0))
    vat, _, _ = with_vat(net, today)
    invoice = TrainingInvoice.objects.create(
        number=number, order=order, funder=funder, issued_on=today, due_on=due_day(today), amount=net, vat=vat,
        issued_by=by, content=invoice_content(order, funder, today, net),
    )  # fmt: skip
    line_of = funding_line(order, funder)
    InvoiceLine.objects.bulk_create(
        InvoiceLine(
            invoice=invoice, label=line.label[:300], quantity=line.quantity, unit_price=line.unit_price,
            amount=line.amount, funding_line=line_of,
        )
        for line in lines
    )  # fmt: skip
    return invoice


def due_day(issued_on: date) -> date:
    """The day on which an invoice is to be paid."""
    return issued_on + timedelta(days=DUE_DAYS)


def invoice_content(order: Order, funder: Funder | None, issued_on: date, net: Decimal) -> dict:
    """Every word that an invoice of this amount (€ without VAT) prints, as it is true when it is issued."""
    vat, total, note = with_vat(net, issued_on)
    body, recipient = TrainingBody.current(), buyer_words(order)
    if funder:
        recipient = {
            "name": funder.name, "address": funder.address, "postcode": "", "city": "", "siret": funder.siret,
            "contact": "", "individual": False,
        }  # fmt: skip
    places = order.registrations.seated().select_related("trainee__organisation", "order__organisation")
    return {
        "body": body_words() | {"iban": body.iban or "", "bic": body.bic},
        "buyer": recipient,
        "session": session_words(order.session),
        "trainees": [trainee_words(place) for place in places],
        "order": order.number, "funding_reference": order.funding_reference if funder else "",
        "net": money(net), "vat": money(vat), "total": money(total), "vat_note": note, "due": iso(due_day(issued_on)),
    }  # fmt: skip


def funding_line(order: Order, funder: Funder | None) -> str:
    """The line of frame C where the money counts: the payer decides."""
    if funder:
        return funder.funding_line
    if order.is_individual:
        return PAYER_LINES["individual"]
    return PAYER_LINES["body" if order.session.entrusted_by else "structure"]


def paid(invoice: TrainingInvoice) -> Decimal:
    """What was received for an invoice, less what was given back (€)."""
    return invoice.payments.aggregate(total=Sum("amount"))["total"] or Decimal(0)


def due(invoice: TrainingInvoice) -> Decimal:
    """What is left to pay (€ with VAT); nothing of an invoice that was credited."""
    if TrainingInvoice.objects.filter(cancels=invoice).exists():
        return -paid(invoice)
    return invoice.amount + invoice.vat - paid(invoice)
