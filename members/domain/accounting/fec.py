"""The *fichier des écritures comptables*: eighteen columns in their order (article A47 A-1 of the *livre des procédures
fiscales*, order of 29 July 2013), separated by tabs, dates as 20260131, decimal commas."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from members.models import Issuer

from .entries import Entry

COLUMNS = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
    "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise",
    "Idevise",
)  # fmt: skip


def fec_rows(entries: Iterable[Entry]) -> Iterator[list]:
    """One row a line of entry; amounts are decimals and dates are dates."""
    for entry in entries:
        for line in entry.lines:
            yield [
                entry.journal, entry.journal_name, entry.number, entry.on, line.account, line.account_name,
                *line.auxiliary, entry.piece, entry.on, entry.label, line.debit, line.credit, "", "",
                entry.recorded_at.date(), "", "",
            ]  # fmt: skip


def fec_text(entries: Iterable[Entry]) -> Iterator[str]:
    """The file line by line, header first."""
    yield "\t".join(COLUMNS) + "\r\n"
    for row in fec_rows(entries):
        yield "\t".join(map(_told, row)) + "\r\n"


def fec_name(ends: date) -> str:
    """« SIRENFECAAAAMMJJ », the day being the last one of the exercise or of the period."""
    return f"{Issuer.current().siren or '000000000'}FEC{ends:%Y%m%d}"


def _told(value) -> str:
    if isinstance(value, date):
        return f"{value:%Y%m%d}"
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",")
    # What would cut a line or a column is a space, and so are the signs that the order reserves.
    return " ".join(str(value).replace("|", " ").split())
