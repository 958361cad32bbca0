"""What a paper froze, read back from its JSON."""

from datetime import date
from decimal import Decimal

DAYS = ("starts_on", "ends_on", "first_day", "last_day", "valid_until", "day", "qualiopi_until", "charter")
NUMBERS = (
    "hours", "attended", "unit_price", "net", "vat", "total", "amount", "first_share", "rest", "quantity", "paid",
)  # fmt: skip


def read_back(said):
    """What was frozen, with its days and its numbers as such."""
    if isinstance(said, list):
        return [read_back(one) for one in said]
    if not isinstance(said, dict):
        return said
    return {name: _read(name, value) for name, value in said.items()}


def _read(name: str, value):
    if name in DAYS and isinstance(value, str):
        return date.fromisoformat(value)
    if name in NUMBERS and isinstance(value, str):
        return Decimal(value)
    return read_back(value)
