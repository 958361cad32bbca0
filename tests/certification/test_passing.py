"""What grids propose: the rule of the referential, and what blocks amount to together."""

from datetime import date

import pytest

from certification.domain.juries.passing import propose, result_of, still_valid
from certification.models import AcquiredBlock, Certification, Competency, Referential, SkillBlock

COMPETENCIES = [Competency(pk=1, code="C1"), Competency(pk=2, code="C2"), Competency(pk=3, code="C3", mandatory=False)]
BY_COMPETENCY = Referential(pass_rule="mandatory")
BY_POINTS = Referential(pass_rule="points", pass_percent=70)


@pytest.mark.parametrize(
    ("referential", "levels", "acquired"),
    [
        (BY_COMPETENCY, {1: 2, 2: 3}, True),
        (BY_COMPETENCY, {1: 2, 2: 3, 3: 0}, True),
        (BY_COMPETENCY, {1: 3, 2: 1, 3: 3}, False),
        (BY_COMPETENCY, {1: 3, 3: 3}, None),
        (BY_COMPETENCY, {}, None),
        (BY_POINTS, {1: 3, 2: 2}, True),
        (BY_POINTS, {1: 2, 2: 2}, False),
        (BY_POINTS, {1: 3, 2: 3, 3: 0}, False),
        (BY_POINTS, {1: 3, 2: 3, 3: 1}, True),
        (BY_POINTS, {1: 3}, None),
    ],
)
def test_a_block_is_proposed_by_the_rule_of_its_referential(referential, levels, acquired):
    assert propose(referential, COMPETENCIES, levels).acquired is acquired


def test_the_threshold_itself_is_enough():
    nine_tenths = [Competency(pk=number, code=f"C{number}") for number in range(10)]
    levels = {number: 3 if number < 1 else 2 for number in range(10)}
    assert propose(BY_POINTS, nine_tenths, levels).acquired is True, "21 points of 30 are 70 %"
    assert propose(BY_POINTS, nine_tenths, levels | {1: 1}).acquired is False


def test_a_proposal_says_why():
    assert "C2" in propose(BY_COMPETENCY, COMPETENCIES, {1: 2}).reason
    assert "C2" in propose(BY_COMPETENCY, COMPETENCIES, {1: 2, 2: 1}).reason
    assert "5 points sur 6" in propose(BY_POINTS, COMPETENCIES, {1: 3, 2: 2}).reason


BLOCKS = [SkillBlock(pk=1), SkillBlock(pk=2), SkillBlock(pk=3, mandatory=False), SkillBlock(pk=4, mandatory=False)]


@pytest.mark.parametrize(
    ("carried", "acquired", "optional_due", "partial_allowed", "result"),
    [
        ([], [1, 2], 0, True, "full"),
        ([1], [2], 0, True, "full"),
        ([], [1, 2], 1, True, "partial"),
        ([], [1, 2, 4], 1, True, "full"),
        ([3], [1, 2], 1, True, "full"),
        ([], [1], 0, True, "partial"),
        ([], [1], 0, False, "none"),
        ([1], [], 0, True, "none"),
        ([], [], 0, True, "none"),
        ([], [3, 4], 0, True, "partial"),
    ],
)
def test_blocks_amount_to_a_result(carried, acquired, optional_due, partial_allowed, result):
    told = result_of(
        Referential(optional_blocks_due=optional_due),
        Certification(partial_allowed=partial_allowed),
        BLOCKS,
        carried=carried,
        acquired=acquired,
    )
    assert told == result


@pytest.mark.parametrize(
    ("months", "day", "valid"),
    [
        (None, date(2099, 1, 1), True),
        (60, date(2026, 2, 27), True),
        (60, date(2026, 2, 28), False),
    ],
)
def test_a_block_is_carried_for_life_or_for_the_months_that_the_certification_says(months, day, valid):
    block = AcquiredBlock(acquired_on=date(2021, 2, 28))
    assert still_valid(block, Certification(block_validity_months=months), day) is valid
