"""A scale tried on the members of a past year, before it is used: what it brings, and who pays more or less."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from members.models import FeeCall, FeeScale, Membership, YearlyReturn

from .computing import compute, quarter_of
from .scales import read_scale


@dataclass(frozen=True)
class TriedFee:
    """What an organisation would pay, and what it was asked for in that year (None where it was not)."""

    organisation: int
    name: str
    region: str
    kind: str
    size: Decimal | None
    amount: Decimal
    national: Decimal
    regional: Decimal
    before: Decimal | None

    @property
    def change(self) -> Decimal | None:
        return None if self.before is None else self.amount - self.before


@dataclass
class Sums:
    """Sums of a group of organisations, in euros; `more`, `less` and `same` count those that had a fee before."""

    count: int = 0
    amount: Decimal = Decimal(0)
    national: Decimal = Decimal(0)
    regional: Decimal = Decimal(0)
    before: Decimal = Decimal(0)
    compared: Decimal = Decimal(0)
    more: int = 0
    less: int = 0
    same: int = 0

    def add(self, fee: TriedFee) -> None:
        self.count += 1
        self.amount += fee.amount
        self.national += fee.national
        self.regional += fee.regional
        if fee.before is not None:
            self.before += fee.before
            self.compared += fee.amount
            self.more += fee.amount > fee.before
            self.less += fee.amount < fee.before
            self.same += fee.amount == fee.before

    @property
    def change(self) -> Decimal:
        """What those that can be compared would pay more, all together."""
        return self.compared - self.before


@dataclass
class Trial:
    """The outcome for a year: every fee, the whole, and the regions by their code."""

    year: int
    fees: list[TriedFee] = field(default_factory=list)
    whole: Sums = field(default_factory=Sums)
    regions: dict[str, Sums] = field(default_factory=lambda: defaultdict(Sums))
    unknown: int = 0

    def most_changed(self, count: int) -> list[TriedFee]:
        """Those whose fee changes most, up or down."""
        compared = [fee for fee in self.fees if fee.change]
        return sorted(compared, key=lambda fee: (-abs(fee.change), fee.name))[:count]

    def spread(self) -> list[tuple[str, int]]:
        """How many pay less or more, by how much in per cent: what the chart shows."""
        bounds = [(-100, "moins 20 % et au-delà", -20), (-20, "moins 5 à 20 %", -5), (-5, "à 5 % près", 5),
                  (5, "plus 5 à 20 %", 20), (20, "plus 20 % et au-delà", None)]  # fmt: skip
        counts = dict.fromkeys((label for _, label, _ in bounds), 0)
        for fee in self.fees:
            if not fee.before:
                continue
            percent = fee.change * 100 / fee.before
            label = next(label for _, label, upper in bounds if upper is None or percent <= upper)
            counts[label] += 1
        return list(counts.items())


def try_scale(fee_scale: FeeScale, year: int) -> Trial:
    """Apply a scale to the memberships valid in `year`, with the returns of the year before or of that year."""
    scale, trial = read_scale(fee_scale), Trial(year)
    calls = FeeCall.objects.filter(campaign__year=year)
    before = {
        number: (amount, newcomer)
        for number, amount, newcomer in calls.values_list("membership__organisation", "amount", "newcomer")
    }
    returns = (
        YearlyReturn.objects.filter(year__in=[year - 1, year]).exclude(**{fee_scale.basis: None}).order_by("-year")
    )
    sizes = dict(returns.values_list("organisation", fee_scale.basis))
    members = Membership.objects.filter(year=year, state__in=Membership.COUNTED).order_by("organisation__sort_name")
    columns = ("organisation", "organisation__name", "region", "kind", "validity")
    for number, name, region, kind, validity in members.values_list(*columns):
        size, (asked, newcomer) = sizes.get(number), before.get(number, (None, False))
        # Who joined that year is compared as a newcomer, with the same discount and quarters.
        fee = compute(scale, kind=kind, size=size, region=region, newcomer=newcomer, quarter=quarter_of(validity.lower))
        tried = TriedFee(number, name, region, kind, size, fee.amount, fee.national, fee.regional, asked)
        trial.fees.append(tried)
        trial.whole.add(tried)
        trial.regions[region].add(tried)
        trial.unknown += size is None and kind == Membership.Kind.MEMBER
    return trial
