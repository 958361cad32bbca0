"""The demonstration network: fictitious organisations whose figures are those of the 2023 activity report."""

from django.db import transaction

from members.demo import network, quality

__all__ = ["load"]


@transaction.atomic
def load(year: int, scale: int) -> None:
    """Write the network, then what its staff look after."""
    network.load(year, scale)
    quality.load()
