"""Entries of the books, each balanced to the cent, made of what is recorded: nothing is typed twice.

An invoice debits the member, and credits the fee (national part) and what is held for the region (regional part); a
credit note does the reverse. A payment debits the bank and credits the member; refunds and reversals do the reverse. A
transfer debits what is held for the region and credits the bank.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from heapq import merge

from django.utils import timezone

from members.models import AccountingPlan, Invoice, Payment, ShareTransfer

ZERO = Decimal(0)
# Of an invoice or a payment, what is said of its member.
OF_MEMBER = (
    "call__membership__organisation__siren",
    "call__membership__organisation__name",
    "call__membership__region",
    "call__membership__region__name",
)


@dataclass(frozen=True)
class Line:
    """A line of an entry, in euros; one of `debit` and `credit` is nothing. `auxiliary`: number and name, or two blanks."""

    account: str
    account_name: str
    auxiliary: tuple[str, str]
    debit: Decimal
    credit: Decimal


@dataclass(frozen=True)
class Entry:
    """A balanced entry; `number` follows within the year, in the order in which entries were recorded."""

    number: int
    journal: str
    journal_name: str
    on: date
    piece: str
    label: str
    recorded_at: datetime
    lines: tuple[Line, ...]


def entries(year: int, starts: date | None = None, ends: date | None = None) -> Iterator[Entry]:
    """The entries of a year, those of some days only where they are said; numbers are those of the whole year.

    They are numbered as they were recorded, not by their dates: a cheque of December noted in January takes the next
    number, and no entry that was exported ever changes its own.
    """
    maker = _Maker(AccountingPlan.current())
    recorded = merge(maker.invoices(year), maker.payments(year), maker.transfers(year), key=lambda one: one[0])
    for number, (_, make) in enumerate(recorded, start=1):
        entry = make(number)
        if (starts is None or entry.on >= starts) and (ends is None or entry.on <= ends):
            yield entry


class _Maker:
    """Makes the entries of a plan. Each source gives, in the order of recording, a sort key and a maker of the entry."""

    def __init__(self, plan: AccountingPlan):
        self.plan = plan

    def invoices(self, year: int):
        rows = (
            Invoice.objects.filter(issued_on__year=year)
            .order_by("created_at", "pk")
            .values_list(
                "created_at", "pk", "kind", "number", "issued_on", "amount", "national_part", "regional_part",
                *OF_MEMBER,
            )
        )  # fmt: skip
        for at, pk, kind, number, on, amount, national, regional, *member in rows.iterator(chunk_size=2000):
            siren, name, region, region_name = member
            word = "Avoir" if kind == Invoice.Kind.CREDIT else "Facture"
            lines = [
                self._line("members", amount, (siren, name)),
                self._line("fees", -national),
                self._line("shares", -regional, (f"REG{region}", region_name)),
            ]
            yield (at, 0, pk), self._entry("sales", on, number, f"{word} {name}", at, lines)

    def payments(self, year: int):
        words = dict(Payment.Kind.choices)
        rows = (
            Payment.objects.filter(received_on__year=year)
            .order_by("recorded_at", "pk")
            .values_list("recorded_at", "pk", "kind", "receipt_number", "received_on", "amount", *OF_MEMBER)
        )
        for at, pk, kind, number, on, amount, siren, name, *_ in rows.iterator(chunk_size=2000):
            lines = [self._line("bank", amount), self._line("members", -amount, (siren, name))]
            yield (at, 1, pk), self._entry("bank", on, number, f"{words[kind].capitalize()} {name}", at, lines)

    def transfers(self, year: int):
        rows = (
            ShareTransfer.objects.filter(paid_on__year=year)
            .order_by("recorded_at", "pk")
            .values_list("recorded_at", "pk", "paid_on", "amount", "region", "region__name")
        )
        for at, pk, on, amount, region, name in rows.iterator(chunk_size=2000):
            lines = [self._line("shares", amount, (f"REG{region}", name)), self._line("bank", -amount)]
            yield (at, 2, pk), self._entry("bank", on, f"REV{pk}", f"Reversement {name}", at, lines)

    def _entry(self, journal: str, on: date, piece: str, label: str, at: datetime, lines: list[Line]):
        code, name = getattr(self.plan, f"{journal}_journal"), getattr(self.plan, f"{journal}_journal_name")
        kept = tuple(line for line in lines if line.debit or line.credit)
        return lambda number: Entry(number, code, name, on, piece, label, timezone.localtime(at), kept)

    def _line(self, account: str, amount: Decimal, auxiliary: tuple[str, str] = ("", "")) -> Line:
        """A positive amount is a debit, a negative one a credit."""
        code, name = getattr(self.plan, f"{account}_account"), getattr(self.plan, f"{account}_account_name")
        return Line(code, name, auxiliary, max(amount, ZERO), max(-amount, ZERO))
