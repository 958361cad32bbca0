"""What a grid proposes: whether a block is acquired by the rule of its referential, and what blocks amount to together.

A jury is sovereign: what is proposed here binds nobody, but a jury that decides otherwise says why.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from certification.models import (
    AcquiredBlock,
    Certification,
    Competency,
    CompetencyMark,
    Place,
    Referential,
    SkillBlock,
)
from members.domain.calendar import months_after

_ACQUIRED, _BEST = CompetencyMark.Level.ACQUIRED, max(CompetencyMark.Level)


@dataclass(frozen=True)
class Proposal:
    """Whether the rule makes a block acquired, None as long as mandatory competencies are not marked, and why."""

    acquired: bool | None
    reason: str


def propose(referential: Referential, competencies: Collection[Competency], levels: Mapping[int, int]) -> Proposal:
    """What the rule of the referential says of a block, from the level of each competency by its number.

    Points are the sum of levels over the best sum possible, in percent; a competency that is not mandatory and not
    marked counts for nothing, up and down.
    """
    missing = [one.code for one in competencies if one.mandatory and one.pk not in levels]
    if missing:
        return Proposal(None, f"À évaluer : {', '.join(missing)}.")
    if referential.pass_rule == Referential.PassRule.POINTS:
        marked = [levels[one.pk] for one in competencies if one.pk in levels]
        percent = 100 * sum(marked) / (_BEST * len(marked)) if marked else 0
        return Proposal(
            percent >= referential.pass_percent,
            f"{sum(marked)} points sur {_BEST * len(marked)}, seuil {referential.pass_percent}\u00a0%.",
        )
    short = [one.code for one in competencies if one.mandatory and levels[one.pk] < _ACQUIRED]
    if short:
        return Proposal(False, f"Non acquises parmi les obligatoires : {', '.join(short)}.")
    return Proposal(True, "Toutes les compétences obligatoires sont acquises.")


def still_valid(block: AcquiredBlock, certification: Certification, day: date) -> bool:
    """Whether a block acquired before may be carried on `day`: for life, or for the months that the certification says."""
    months = certification.block_validity_months
    return months is None or day < months_after(block.acquired_on, months)


def result_of(
    referential: Referential,
    certification: Certification,
    blocks: Collection[SkillBlock],
    *,
    carried: Collection[int],
    acquired: Collection[int],
) -> Place.Result:
    """What blocks carried and blocks acquired today amount to.

    Full: all mandatory blocks, and as many optional ones as are due. Partial: at least one block today, where the
    certification grants blocks alone.
    """
    held = set(carried) | set(acquired)
    optional = sum(one.pk in held for one in blocks if not one.mandatory)
    if all(one.pk in held for one in blocks if one.mandatory) and optional >= referential.optional_blocks_due:
        return Place.Result.FULL
    if acquired and certification.partial_allowed:
        return Place.Result.PARTIAL
    return Place.Result.NONE
