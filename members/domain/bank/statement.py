"""What a bank's file says, whatever its format; a file that is not understood is refused as a whole."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

MAX_BYTES = 20 * 1024 * 1024


class UnreadableStatement(Exception):
    """A file that cannot be read; its message is a French sentence, with the line where there is one."""


@dataclass(frozen=True)
class ReadLine:
    """A movement: a credit is positive. `bank_ref` is the bank's own number, empty where it gives none."""

    booked_on: date
    amount: Decimal
    label: str
    end_to_end: str = ""
    counterparty: str = ""
    bank_ref: str = ""
    return_code: str = ""


@dataclass
class ReadStatement:
    """The movements of one account over some days; `account` is its IBAN, empty where the file does not say it."""

    account: str
    starts: date
    ends: date
    opening: Decimal | None
    closing: Decimal | None
    lines: list[ReadLine]
    notices: list[str] = field(default_factory=list)
