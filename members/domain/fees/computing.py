"""The fee of one organisation, step by step, from plain values: no database here.

In order: the bracket (fixed amount, and a rate on what exceeds its lower bound), the rounding, the floor and the cap,
the discount of a new member, the pro rata of a latecomer; then the national part is rounded to the cent and the
regional part is what remains, so that the two always add up.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from members.models import Membership
from reporting.french import number

CENT = Decimal("0.01")
HUNDRED = Decimal(100)
QUARTERS = {1: Decimal(1), 2: Decimal("0.75"), 3: Decimal("0.5"), 4: Decimal("0.25")}
ORDINALS = {2: "2e", 3: "3e", 4: "4e"}


@dataclass(frozen=True)
class Bracket:
    """Sizes above the bracket before, up to `upper` included; None has no end. `rate` is in euros a unit."""

    upper: Decimal | None
    fixed: Decimal = Decimal(0)
    rate: Decimal = Decimal(0)


@dataclass(frozen=True)
class Scale:
    """A scale as it is applied: brackets in order, amounts in euros, shares in per cent.

    `shares` holds the national percentage of each region that has an association; elsewhere all is national.
    """

    brackets: tuple[Bracket, ...]
    unit: str = "ETP d'insertion"
    rounding: Decimal = CENT
    floor: Decimal | None = None
    cap: Decimal | None = None
    sympathiser_fee: Decimal = Decimal(0)
    discount: Decimal = Decimal(0)
    prorata: bool = True
    shares: dict[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """A line of the computation, in French, and the amount once it is applied."""

    label: str
    amount: Decimal


@dataclass(frozen=True)
class Fee:
    """An amount in euros, its two parts, and how it was found."""

    amount: Decimal
    national: Decimal
    regional: Decimal
    steps: tuple[Step, ...]


def compute(
    scale: Scale, *, kind: str, size: Decimal | None, region: str, newcomer: bool = False, quarter: int = 1
) -> Fee:
    """What an organisation owes. `size` is None where it is not known: the first bracket then applies.

    Raises ValueError for a negative size or a quarter that is not one of 1 to 4.
    """
    if size is not None and size < 0:
        raise ValueError("A size is not negative")
    if quarter not in QUARTERS:
        raise ValueError("A quarter is one of 1 to 4")
    steps = _of_sympathiser(scale) if kind == Membership.Kind.SYMPATHISER else _of_size(scale, size)
    if newcomer and scale.discount and kind == Membership.Kind.MEMBER:
        reduced = _cents(steps[-1].amount * (HUNDRED - scale.discount) / HUNDRED)
        steps.append(Step(f"Remise de {_told(scale.discount)} % aux nouveaux adhérents", reduced))
    if newcomer and scale.prorata and quarter > 1:
        reduced = _cents(steps[-1].amount * QUARTERS[quarter])
        steps.append(Step(f"Arrivée au {ORDINALS[quarter]} trimestre : {_told(QUARTERS[quarter] * 100)} %", reduced))
    amount = steps[-1].amount
    national = _cents(amount * scale.shares.get(region, HUNDRED) / HUNDRED)
    return Fee(amount, national, amount - national, tuple(steps))


def quarter_of(day: date) -> int:
    """The quarter of a day, from 1 to 4."""
    return (day.month - 1) // 3 + 1


def _of_sympathiser(scale: Scale) -> list[Step]:
    return [Step("Cotisation de sympathisant", _cents(scale.sympathiser_fee))]


def _of_size(scale: Scale, size: Decimal | None) -> list[Step]:
    lower, bracket = _bracket_of(scale, size or Decimal(0))
    above = max((size or Decimal(0)) - lower, Decimal(0))
    amount = bracket.fixed + bracket.rate * above
    steps = [Step(_bracket_label(scale, lower, bracket, size, above), _cents(amount))]
    rounded = _rounded(amount, scale.rounding)
    if rounded != steps[-1].amount:
        steps.append(Step("Arrondi", rounded))
    if scale.floor is not None and rounded < scale.floor:
        steps.append(Step("Plancher", _cents(scale.floor)))
    elif scale.cap is not None and rounded > scale.cap:
        steps.append(Step("Plafond", _cents(scale.cap)))
    return steps


def _bracket_of(scale: Scale, size: Decimal) -> tuple[Decimal, Bracket]:
    """The bracket of a size and its lower bound, which is the upper one of the bracket before."""
    lower = Decimal(0)
    for bracket in scale.brackets:
        if bracket.upper is None or size <= bracket.upper:
            return lower, bracket
        lower = bracket.upper
    raise ValueError("The last bracket of a scale has no upper bound")


def _bracket_label(scale: Scale, lower: Decimal, bracket: Bracket, size: Decimal | None, above: Decimal) -> str:
    between = f"jusqu'à {_told(bracket.upper)}" if bracket.upper is not None else f"au-delà de {_told(lower)}"
    if lower and bracket.upper is not None:
        between = f"de plus de {_told(lower)} à {_told(bracket.upper)}"
    known = f"{_told(size)} {scale.unit}" if size is not None else "effectif inconnu"
    label = f"{known} : tranche {between}, {_told(bracket.fixed)} €"
    if bracket.rate:
        label += f" + {_told(above)} × {_told(bracket.rate)} €"
    return label


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def _rounded(amount: Decimal, unit: Decimal) -> Decimal:
    """To the nearest multiple of `unit`, half up."""
    return _cents((amount / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit)


def _told(value: Decimal) -> str:
    """A number with the decimals that it has, and no more."""
    return number(value, len(f"{value.normalize():f}".partition(".")[2]))
