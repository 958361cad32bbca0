"""The grid of a candidate, block by block: what the jury observes, beside what was evaluated before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db import transaction

from certification.domain.juries.passing import Proposal, propose, still_valid
from certification.domain.juries.sequence import JUDGE
from certification.domain.juries.sitting import require_judge
from certification.models import AcquiredBlock, BlockEvaluation, Competency, CompetencyMark, Place, SkillBlock
from members.domain.moves import Refused, held
from members.models import User


@dataclass
class Grid:
    """One block on the page of a candidate. `before` are the evaluations made before the jury, `carried` what dispenses."""

    block: SkillBlock
    competencies: list[Competency]
    evaluation: BlockEvaluation | None = None
    before: list[BlockEvaluation] = field(default_factory=list)
    carried: AcquiredBlock | None = None
    lapsed: AcquiredBlock | None = None

    @property
    def levels(self) -> dict[int, int]:
        return {one.competency_id: one.level for one in self.evaluation.marks.all()} if self.evaluation else {}

    @property
    def revision(self) -> int:
        return self.evaluation.revision if self.evaluation else 0

    @property
    def comment(self) -> str:
        return self.evaluation.comment if self.evaluation else ""

    @cached_property
    def proposal(self) -> Proposal:
        return propose(self.block.referential, self.competencies, self.levels)

    @property
    def acquired(self) -> bool | None:
        """What the jury decided of the block, None before."""
        return self.evaluation.acquired if self.evaluation else None


class GridChanged(Refused):
    """Somebody has written this grid since it was read; `current` is what is kept."""

    def __init__(self, current: Grid):
        super().__init__(
            "Un autre membre a écrit cette grille depuis. Rien de ce que vous avez saisi n'est perdu : comparez, puis "
            "choisissez ce qui reste."
        )
        self.current = current


def grids_of(place: Place) -> list[Grid]:
    """A grid for each block that the candidate aims at or holds, in the order of the referential; those held are not judged."""
    enrolment = place.enrolment
    evaluations = list(
        BlockEvaluation.objects.filter(enrolment=enrolment)
        .prefetch_related("marks__competency")
        .order_by("evaluated_on")
    )
    acquired = {one.block_id: one for one in enrolment.acquired.all()}
    blocks = enrolment.referential.blocks.select_related("referential").prefetch_related("competencies")
    aimed = {one.pk for one in enrolment.blocks.all()}
    if aimed:
        blocks = blocks.filter(pk__in=aimed.union(acquired))
    grids = []
    for block in blocks.order_by("order"):
        grid = Grid(block, list(block.competencies.all()))
        grid.evaluation = next((e for e in evaluations if e.block_id == block.pk and e.place_id == place.pk), None)
        grid.before = [e for e in evaluations if e.block_id == block.pk and e.kind != BlockEvaluation.Kind.JURY]
        held_before = acquired.get(block.pk)
        if held_before and still_valid(held_before, place.jury.certification, place.jury.held_on):
            grid.carried = held_before
        else:
            grid.lapsed = held_before
        grids.append(grid)
    return grids


def judged(place: Place) -> list[Grid]:
    """The grids that the jury fills: of blocks that the candidate does not hold already."""
    return [one for one in grids_of(place) if one.carried is None]


def held_place(place: Place) -> Place:
    """The place as it stands, its jury locked and deliberating. Raises Refused where it may not be judged."""
    jury = held(place.jury, JUDGE)
    kept = (
        Place.objects.select_related("enrolment__referential", "enrolment__candidate", "enrolment__organisation")
        .prefetch_related("recused")
        .get(pk=place.pk)
    )
    kept.jury = jury
    if kept.attendance != Place.Attendance.PRESENT:
        raise Refused("Ce candidat n'est pas présent : il n'est pas évalué.")
    if jury.minutes.exists() and not kept.reopened:
        raise Refused("La correction en cours ne reprend pas la décision de ce candidat.")
    return kept


@transaction.atomic
def write_grid(
    place: Place, block: SkillBlock, *, levels: Mapping[int, int], comment: str, revision: int, by: User
) -> int:
    """Write what is observed of a block, as of the revision that was read; the revision that it makes.

    What was decided for the candidate is decided anew once a level changes. The same grid sent twice is one writing.
    Raises GridChanged, NotAllowed, WrongState and Refused.
    """
    kept = held_place(place)
    seat = require_judge(kept, by)
    grid = next((one for one in grids_of(kept) if one.block.pk == block.pk), None)
    if grid is None:
        raise Refused("Ce bloc n'est pas visé par ce candidat.")
    if grid.carried:
        raise Refused("Ce bloc est déjà acquis : le jury ne l'évalue pas à nouveau.")
    known = {one.pk for one in grid.competencies}
    if not known.issuperset(levels) or not set(levels.values()) <= set(CompetencyMark.Level.values):
        raise Refused("Cette grille ne va pas avec le bloc : rechargez la page.")
    if dict(levels) == grid.levels and comment.strip() == grid.comment:
        return grid.revision
    if revision != grid.revision:
        raise GridChanged(grid)
    evaluation = grid.evaluation or BlockEvaluation(
        enrolment=kept.enrolment, block=block, place=kept, kind=BlockEvaluation.Kind.JURY
    )
    if dict(levels) != grid.levels:
        undecide(kept)
        evaluation.acquired = None
    evaluation.evaluated_on, evaluation.evaluator = kept.jury.held_on, seat.official.full_name
    evaluation.comment, evaluation.written_by = comment.strip(), by
    evaluation.revision += 1
    evaluation.full_clean(exclude=["enrolment", "block", "place", "written_by"])
    evaluation.save()
    evaluation.marks.all().delete()
    CompetencyMark.objects.bulk_create(
        CompetencyMark(evaluation=evaluation, competency_id=number, level=level) for number, level in levels.items()
    )
    return evaluation.revision


def undecide(place: Place) -> None:
    """What was decided of a candidate no longer holds: the jury decides again."""
    if place.result:
        place.result, place.votes_for, place.votes_against = "", None, None
        place.save(update_fields=["result", "votes_for", "votes_against"])
        place.evaluations.update(acquired=None)
