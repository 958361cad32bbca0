"""How the 2023 figures spread over members, so that every total comes out exactly."""

import random
from dataclasses import dataclass
from decimal import Decimal

MEMBERS, ANSWERS, SYMPATHISERS, ACIS = 700, 697, 800, 1300
INSERTION_EMPLOYEES, PERMANENT_EMPLOYEES = 45_000, 8_500
# Members by region in 2023 (INSEE codes); Guyane has none yet.
REGIONS = {"01": 6, "02": 5, "04": 14, "06": 4, "11": 78, "24": 30, "27": 38, "28": 40, "32": 82, "44": 60, "52": 36,
           "53": 42, "75": 72, "76": 68, "84": 84, "93": 37, "94": 4}  # fmt: skip
# Joint spread of the 697 answers: insertion FTE and total workforce, each between two bounds, and how many.
CELLS = [
    ((5, 11.5), (12.5, 24.5), 213),
    ((12.5, 21), (14, 24.5), 149),
    ((17, 24.5), (26, 34), 114),
    ((25.5, 43), (28, 49.5), 145),
    ((45, 49.5), (51, 60), 5),
    ((51, 69), (56, 84), 34),
    ((71, 140), (80, 165), 37),
]


@dataclass(frozen=True)
class Workforce:
    """What a member declares for 2023."""

    insertion_fte: Decimal
    permanent_fte: Decimal
    insertion_employees: int
    permanent_employees: int


def workforces(rng: random.Random, scale: int) -> list[Workforce]:
    """The answers of `697 × scale` members, in a shuffled order."""
    sizes = []
    for (low, high), (least, most), count in CELLS:
        for _ in range(count * scale):
            insertion = rng.uniform(low, high)
            total = rng.uniform(max(least, insertion + 1.5), min(most, insertion + 25))
            sizes.append((_cents(insertion), _cents(total - insertion)))
    rng.shuffle(sizes)
    people = share_out(INSERTION_EMPLOYEES * scale, [float(insertion) for insertion, _ in sizes])
    permanent = share_out(PERMANENT_EMPLOYEES * scale, [float(fte) for _, fte in sizes])
    return [Workforce(*size, *count) for size, *count in zip(sizes, people, permanent, strict=True)]


def share_out(total: int, weights: list[float]) -> list[int]:
    """`total` shared by weight in whole numbers, largest remainders first: the parts add up exactly."""
    exact = [total * weight / sum(weights) for weight in weights]
    parts = [int(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: parts[i] - exact[i])
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts


def _cents(value: float) -> Decimal:
    return Decimal(f"{value:.2f}")
