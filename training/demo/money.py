"""Invoices of the sessions that ended, nearly all paid; one session called off, whose invoice is credited."""

import random
from datetime import date, timedelta
from decimal import Decimal

from members.domain.numbers import numbers
from training.domain.papers.invoicing import due_day, funding_line, invoice_content
from training.domain.series import INVOICES
from training.models import InvoiceLine, Order, Registration, Session, TrainingInvoice, TrainingPayment

SEED = 6401
# Sessions that ended less than so many days ago are not billed yet.
BILLED_AFTER = 20


def load_money(today: date) -> None:
    """Orders are billed five days after the last day, in the order of these days."""
    rng = random.Random(SEED)  # noqa: S311 (the same payments every time)
    ended = (
        Order.objects.filter(
            state=Order.State.AGREED, unit_price__gt=0, session__state__in=[Session.State.COMPLETED, Session.State.CLOSED],
            session__ends_on__lt=today - timedelta(days=BILLED_AFTER),
        )
        .select_related("session__version", "organisation", "funder").prefetch_related("registrations__trainee")
        .order_by("session__ends_on", "pk")
    )  # fmt: skip
    by_year: dict[int, list[tuple[Order, date]]] = {}
    for order in ended:
        day = order.session.ends_on + timedelta(days=5)
        by_year.setdefault(day.year, []).append((order, day))
    invoices, lines, billed = [], [], []
    for year, orders in by_year.items():
        for (order, day), number in zip(orders, numbers(INVOICES, year, len(orders)), strict=True):
            invoice, own = _invoice(order, day, number)
            invoices.append(invoice)
            lines += own
            order.state = Order.State.INVOICED
            billed.append(order)
    TrainingInvoice.objects.bulk_create(invoices, batch_size=500)
    InvoiceLine.objects.bulk_create(lines, batch_size=2000)
    Order.objects.bulk_update(billed, ["state"], batch_size=500)
    TrainingPayment.objects.bulk_create(
        TrainingPayment(
            invoice=one, amount=one.amount, received_on=one.issued_on + timedelta(days=rng.randint(8, 40)),
            reference=f"VIR {one.number}",
        )
        for one in invoices
        if one.due_on < today - timedelta(days=60) or rng.random() < 0.4
        if one.issued_on + timedelta(days=40) <= today
    )  # fmt: skip


def _invoice(order: Order, day: date, number: str) -> tuple[TrainingInvoice, list[InvoiceLine]]:
    places = [one for one in order.registrations.all() if one.state in Registration.SEATED]
    net = order.unit_price * len(places)
    funder = order.funder if order.subrogation else None
    invoice = TrainingInvoice(
        number=number, order=order, funder=funder, issued_on=day, due_on=due_day(day), amount=net, vat=Decimal(0),
        content=invoice_content(order, funder, day, net),
    )  # fmt: skip
    lines = [
        InvoiceLine(
            invoice=invoice, label=f"{order.session.version.title} : {place.trainee}", unit_price=order.unit_price,
            amount=order.unit_price, funding_line=funding_line(order, funder),
        )
        for place in places
    ]  # fmt: skip
    return invoice, lines
