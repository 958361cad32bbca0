"""What a membership costs: brackets, bounds, floor and cap, discount, pro rata, shares."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.domain.fees import Bracket, Scale, compute, problems_of, read_scale
from members.domain.fees.keeping import ScaleRefused, adopt, copy
from members.domain.fees.scales import steps_down
from members.domain.fees.trial import try_scale
from members.models import FeeBracket, FeeScale
from tests.factories import (
    FeeScaleFactory,
    MembershipFactory,
    RegionalAssociationFactory,
    YearlyReturnFactory,
)

SCALE = Scale(
    brackets=(
        Bracket(D(12), D(300)),
        Bracket(D(25), D(300), D(20)),
        Bracket(D(50), D(560), D(12)),
        Bracket(D(70), D(860), D(10)),
        Bracket(None, D(1060), D(8)),
    ),
    floor=D(300),
    cap=D(2500),
    sympathiser_fee=D(80),
    discount=D(50),
    shares={"53": D(60)},
)


def fee(size, kind="member", scale=SCALE, region="53", **how):
    return compute(scale, kind=kind, size=None if size is None else D(str(size)), region=region, **how)


@pytest.mark.parametrize(
    ("size", "amount"),
    [
        (0, "300"),
        (None, "300"),
        (12, "300"),
        ("12.01", "300.20"),
        (25, "560"),
        ("25.01", "560.12"),
        (26, "572"),
        (50, "860"),
        ("50.01", "860.10"),
        (70, "1060"),
        ("70.01", "1060.08"),
        (200, "2100"),
        (250, "2500"),
        (10000, "2500"),
    ],
)
def test_bounds_belong_to_the_lower_bracket(size, amount):
    assert fee(size).amount == D(amount)


@pytest.mark.parametrize(
    ("rounding", "size", "amount"),
    [
        ("0.01", "12.33", "306.60"),
        ("1", "12.33", "307"),
        ("5", "12.33", "305"),
        ("5", "12.4", "310"),
        ("1", "12.02", "300"),
    ],
)
def test_rounding_is_to_the_nearest_half_up(rounding, size, amount):
    scale = Scale(brackets=SCALE.brackets, rounding=D(rounding))
    assert fee(size, scale=scale).amount == D(amount)


def test_floor_and_cap_are_told_as_steps():
    low = Scale(brackets=(Bracket(None, D(50), D(1)),), floor=D(100), cap=D(120))
    assert [step.label for step in fee(10, scale=low).steps][-1] == "Plancher"
    assert fee(10, scale=low).amount == D(100)
    assert [step.label for step in fee(90, scale=low).steps][-1] == "Plafond"
    assert fee(90, scale=low).amount == D(120)


@pytest.mark.parametrize(("quarter", "amount"), [(1, "150"), (2, "112.50"), (3, "75"), (4, "37.50")])
def test_a_newcomer_has_the_discount_then_the_quarters_that_remain(quarter, amount):
    assert fee(5, newcomer=True, quarter=quarter).amount == D(amount)


def test_who_renews_has_neither_discount_nor_pro_rata():
    assert fee(5, quarter=4).amount == D(300)


def test_a_sympathiser_pays_the_flat_fee():
    assert fee(None, kind="sympathiser").amount == D(80)
    assert fee(None, kind="sympathiser", newcomer=True, quarter=3).amount == D(40)


def test_without_an_association_all_is_national():
    assert (fee(5).national, fee(5).regional) == (D(180), D(120))
    assert (fee(5, region="03").national, fee(5, region="03").regional) == (D(300), D(0))


@given(
    size=st.decimals(0, 5000, places=2),
    percent=st.decimals(0, 100, places=2),
    newcomer=st.booleans(),
    quarter=st.integers(1, 4),
)
def test_parts_always_add_up_to_the_cent(size, percent, newcomer, quarter):
    scale = Scale(brackets=SCALE.brackets, cap=D(2500), discount=D("33.33"), shares={"53": percent})
    found = fee(size, scale=scale, newcomer=newcomer, quarter=quarter)
    assert found.national + found.regional == found.amount
    assert found.national >= 0 <= found.regional
    assert found.amount == found.amount.quantize(D("0.01"))
    assert found.steps[-1].amount == found.amount


@given(sizes=st.tuples(st.decimals(0, 5000, places=2), st.decimals(0, 5000, places=2)))
def test_a_larger_organisation_never_pays_less(sizes):
    small, large = sorted(sizes)
    assert fee(small).amount <= fee(large).amount


def test_a_negative_size_and_an_impossible_quarter_are_refused():
    with pytest.raises(ValueError, match="negative"):
        fee(-1)
    with pytest.raises(ValueError, match="quarter"):
        fee(1, quarter=5)


def test_a_scale_without_end_or_without_bracket_is_told():
    assert problems_of(Scale(brackets=()))
    assert "sans borne haute" in problems_of(Scale(brackets=(Bracket(D(12), D(300)),)))[0]
    assert problems_of(SCALE) == []


def test_steps_down_are_pointed_at():
    scale = Scale(brackets=(Bracket(D(12), D(300)), Bracket(None, D(200))))
    assert steps_down(scale) == [D(12)]
    assert steps_down(SCALE) == []


@pytest.mark.django_db
class TestKept:
    def test_a_scale_is_read_with_the_share_of_each_region(self):
        RegionalAssociationFactory().regions.set(["53"])
        RegionalAssociationFactory(status="delegation").regions.set(["11"])
        scale = FeeScaleFactory(national_percent=D(70))
        read = read_scale(scale)
        assert read.shares == {"53": D(70)}
        scale.shares.create(region_id="53", national_percent=D(55))
        assert read_scale(scale).shares["53"] == D(55)
        assert [bracket.upper for bracket in read.brackets] == [D(12), D(25), None]

    def test_an_adopted_scale_is_copied_not_changed(self):
        scale = FeeScaleFactory(status="adopted")
        with pytest.raises(ScaleRefused, match="ne change plus"):
            adopt(scale, on="2023-10-01", by="CA")
        made = copy(scale, year=2025)
        assert (made.status, made.year, made.brackets.count()) == ("draft", 2025, 3)
        assert FeeScale.objects.get(pk=scale.pk).brackets.count() == 3

    def test_a_scale_that_cannot_be_applied_is_not_adopted(self):
        scale = FeeScaleFactory(status="draft")
        FeeBracket.objects.filter(scale=scale, upper=None).delete()
        with pytest.raises(ScaleRefused, match="sans borne haute"):
            adopt(scale, on="2023-10-01", by="CA")

    def test_a_trial_adds_up_and_compares(self, django_assert_num_queries):
        scale = FeeScaleFactory()
        for size in (5, 20, 80):
            membership = MembershipFactory(year=2023)
            YearlyReturnFactory(
                organisation=membership.organisation, year=2022, insertion_fte=D(size), insertion_employees=200
            )
        with django_assert_num_queries(6):
            trial = try_scale(scale, 2023)
        assert [fee.amount for fee in trial.fees] == [D(300), D(460), D(560)]
        assert trial.whole.amount == sum(fee.amount for fee in trial.fees) == D(1320)
        assert trial.whole.national + trial.whole.regional == trial.whole.amount
        assert (trial.whole.more, trial.whole.before) == (0, 0)
