"""Training in the demonstration network: its figures are those of the 2023 activity report, its people invented."""

from django.db import transaction

__all__ = ["load"]


@transaction.atomic
def load(year: int, scale: int) -> None:
    """The catalogue, sessions of three years with who came to them, and what was said and billed."""
