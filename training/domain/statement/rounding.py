"""Whole hours and whole euros whose printed sum is the printed total."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal


def whole(value: Decimal) -> int:
    """To the unit, half up."""
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def shared_out(values: Sequence[Decimal]) -> list[int]:
    """Each value to the unit, so that together they make their rounded sum.

    The form checks that frames F-1, F-3 and F-4 have the same total: rounded each on its own, they would not. The sum
    is rounded, and the units that the floors leave go to the greatest remainders, first ones first.
    """
    floors = [int(value.to_integral_value(ROUND_FLOOR)) for value in values]
    left = whole(sum(values, Decimal(0))) - sum(floors)
    by_remainder = sorted(range(len(values)), key=lambda rank: (floors[rank] - values[rank], rank))
    for rank in by_remainder[:left]:
        floors[rank] += 1
    return floors
