"""A scale as staff write it, read as it is applied, and what prevents its use."""

from decimal import Decimal

from members.models import FeeScale, Membership, Region, RegionalAssociation

from .computing import CENT, HUNDRED, Bracket, Scale, compute


def read_scale(scale: FeeScale) -> Scale:
    """The scale with its brackets and shares, ready to compute; three queries at most."""
    own = {share.region_id: share.national_percent for share in scale.shares.all()}
    # A delegation is no legal person: it cannot be owed a share.
    delegation = RegionalAssociation.Status.DELEGATION
    with_association = (
        Region.objects.filter(associations__in=RegionalAssociation.objects.exclude(status=delegation))
        .distinct()
        .values_list("code", flat=True)
    )
    return Scale(
        brackets=tuple(Bracket(row.upper, row.fixed, row.rate) for row in scale.brackets.all()),
        unit=scale.get_basis_display(),
        rounding=Decimal(scale.rounding),
        floor=scale.floor,
        cap=scale.cap,
        sympathiser_fee=scale.sympathiser_fee,
        discount=scale.new_member_discount,
        prorata=scale.prorata,
        shares={code: own.get(code, scale.national_percent) for code in with_association},
    )


def problems_of(scale: Scale) -> list[str]:
    """What prevents a scale from being applied, in French; empty if nothing does."""
    if not scale.brackets:
        return ["Le barème n'a pas de tranche."]
    problems = []
    if scale.brackets[-1].upper is not None:
        problems.append("La dernière tranche doit être sans borne haute : au-delà, aucune cotisation n'est définie.")
    if any(percent < 0 or percent > HUNDRED for percent in scale.shares.values()):
        problems.append("Une part nationale est comprise entre 0 et 100 %.")
    return problems


def steps_down(scale: Scale) -> list[Decimal]:
    """Bounds above which one pays less than just under them: allowed, and to be pointed at."""
    return [
        bracket.upper
        for bracket in scale.brackets[:-1]
        if bracket.upper is not None and _fee(scale, bracket.upper + CENT) < _fee(scale, bracket.upper)
    ]


def _fee(scale: Scale, size: Decimal) -> Decimal:
    return compute(scale, kind=Membership.Kind.MEMBER, size=size, region="").amount
