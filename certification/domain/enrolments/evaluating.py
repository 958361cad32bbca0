"""What a candidate learns is evaluated block by block, several times, by those who train them and by their tutor."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from certification.domain.enrolments.steps import EVALUATE, held_by
from certification.models import AcquiredBlock, BlockEvaluation, Competency, CompetencyMark, Enrolment, SkillBlock
from members.domain.moves import Refused
from members.models import User

Level = CompetencyMark.Level
# Those of a jury are written on its day.
KINDS = (BlockEvaluation.Kind.CONTINUOUS, BlockEvaluation.Kind.TUTOR)


@transaction.atomic
def record_evaluation(
    enrolment: Enrolment, block: SkillBlock, *, kind: str, evaluator: str, evaluated_on: date, by: User,
    levels: dict[int, int] | None = None, comment: str = "",
) -> BlockEvaluation:  # fmt: skip
    """Write an evaluation: levels by competency number, or the tutor's opinion in words, or both.

    Raises Refused.
    """
    found = held_by(enrolment, EVALUATE, by=by)
    if kind not in KINDS:
        raise Refused("L'évaluation du jury s'écrit le jour du jury.")
    if not found.blocks.filter(pk=block.pk).exists():
        raise Refused("Ce bloc n'est pas visé par cette inscription.")
    if not found.registered_on <= evaluated_on <= timezone.localdate():
        raise Refused("Une évaluation est faite après l'entrée en parcours, et pas dans le futur.")
    levels, comment = levels or {}, comment.strip()
    if not levels and not comment:
        raise Refused("Donnez un niveau à une compétence au moins, ou écrivez un commentaire.")
    if set(levels) - set(block.competencies.values_list("pk", flat=True)):
        raise Refused("Une compétence n'est pas de ce bloc.")
    evaluation = BlockEvaluation.objects.create(
        enrolment=found, block=block, kind=kind, evaluator=evaluator.strip(), evaluated_on=evaluated_on,
        comment=comment, written_by=by,
    )  # fmt: skip
    CompetencyMark.objects.bulk_create(
        CompetencyMark(evaluation=evaluation, competency_id=number, level=Level(level))
        for number, level in levels.items()
    )
    return evaluation


@transaction.atomic
def remove_evaluation(evaluation: BlockEvaluation, *, by: User) -> None:
    """Take back an evaluation written by mistake, while the candidate prepares."""
    held_by(evaluation.enrolment, EVALUATE, by=by)
    if evaluation.kind not in KINDS:
        raise Refused("L'évaluation du jury ne se retire pas ici.")
    BlockEvaluation.objects.filter(pk=evaluation.pk).delete()


@dataclass
class BlockProgress:
    """Where a candidate is in a block: what they hold already, or the last level of each competency."""

    block: SkillBlock
    acquired: AcquiredBlock | None
    evaluations: list[BlockEvaluation] = field(default_factory=list)
    competencies: list[tuple[Competency, CompetencyMark | None]] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many competencies are acquired or mastered at the last evaluation of each."""
        return sum(mark is not None and mark.level >= Level.ACQUIRED for _, mark in self.competencies)

    @property
    def percent(self) -> int:
        if self.acquired:
            return 100
        return round(100 * self.done / len(self.competencies)) if self.competencies else 0


def progress_of(enrolment: Enrolment) -> list[BlockProgress]:
    """Each block aimed at, with what is known of it before the jury; six queries however many there are."""
    acquired = {one.block_id: one for one in enrolment.acquired.all()}
    written = (
        enrolment.evaluations.filter(kind__in=KINDS)
        .select_related("written_by")
        .prefetch_related("marks__competency")
        .order_by("evaluated_on", "pk")
    )
    by_block: dict[int, list[BlockEvaluation]] = {}
    for one in written:
        by_block.setdefault(one.block_id, []).append(one)
    found = []
    for block in enrolment.blocks.prefetch_related("competencies"):
        last = {mark.competency_id: mark for one in by_block.get(block.pk, []) for mark in one.marks.all()}
        competencies = [(one, last.get(one.pk)) for one in block.competencies.all()]
        found.append(BlockProgress(block, acquired.get(block.pk), by_block.get(block.pk, []), competencies))
    return found
