"""Blocks that a candidate holds already: by an equivalence that is proved, or granted by the signed minutes of a jury."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from certification.domain.enrolments.steps import CHANGE, held_by
from certification.models import AcquiredBlock, BlockEvaluation, Enrolment, Jury, SkillBlock
from members.domain.calendar import months_after
from members.domain.moves import Refused
from members.models import User


def carry_earlier(enrolment: Enrolment) -> int:
    """Carry the blocks that juries granted this person for the same certification; how many are new.

    A block is the same in two versions of a referential when it has the same number. It is carried while it is valid:
    for life, unless the certification says for how many months.
    """
    months = enrolment.certification.block_validity_months
    today = timezone.localdate()
    granted = BlockEvaluation.objects.filter(
        enrolment__candidate=enrolment.candidate_id, enrolment__certification=enrolment.certification_id,
        kind=BlockEvaluation.Kind.JURY, acquired=True, place__jury__state__in=Jury.AFTER_MINUTES,
    ).select_related("block", "place__jury__certification").order_by("place__jury__held_on")  # fmt: skip
    blocks = {block.number: block for block in enrolment.referential.blocks.all()}
    made = 0
    for one in granted:
        block, day = blocks.get(one.block.number), one.place.jury.held_on
        if block is None or (months and months_after(day, months) <= today):
            continue
        made += AcquiredBlock.objects.get_or_create(
            enrolment=enrolment, block=block,
            defaults={"source": AcquiredBlock.Source.JURY, "acquired_on": day, "proof": str(one.place.jury)},
        )[1]  # fmt: skip
    return made


@transaction.atomic
def recognise_block(enrolment: Enrolment, block: SkillBlock, *, acquired_on: date, proof: str, by: User) -> None:
    """Note a block held by equivalence, with what proves it. Raises Refused."""
    enrolment = held_by(enrolment, CHANGE, by=by)
    if block.referential_id != enrolment.referential_id:
        raise Refused("Ce bloc n'est pas du référentiel de cette inscription.")
    if not proof.strip():
        raise Refused("Une équivalence s'appuie sur une preuve : écrivez laquelle.")
    if acquired_on > timezone.localdate():
        raise Refused("Un bloc ne peut pas être acquis dans le futur.")
    _, made = AcquiredBlock.objects.get_or_create(
        enrolment=enrolment, block=block,
        defaults={"source": AcquiredBlock.Source.EQUIVALENCE, "acquired_on": acquired_on, "proof": proof.strip()},
    )  # fmt: skip
    if not made:
        raise Refused("Ce bloc est déjà noté comme acquis.")


@transaction.atomic
def forget_block(acquired: AcquiredBlock, *, by: User) -> None:
    """Take back an equivalence noted by mistake; what a jury granted stays."""
    held_by(acquired.enrolment, CHANGE, by=by)
    if acquired.source != AcquiredBlock.Source.EQUIVALENCE:
        raise Refused("Ce bloc a été accordé par un jury : il ne se retire pas ici.")
    AcquiredBlock.objects.filter(pk=acquired.pk).delete()
