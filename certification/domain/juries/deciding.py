"""The jury decides of each block, and what blocks amount to follows; it may decide otherwise than the rule proposes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from certification.domain.juries.grids import Grid, grids_of, held_place
from certification.domain.juries.passing import result_of
from certification.domain.juries.sitting import barred_from, require_judge
from certification.models import BlockEvaluation, Place, Seat
from members.domain.moves import Refused
from members.models import User


@dataclass(frozen=True)
class Decided:
    """What is decided for a candidate; `blocks` says of each judged block whether it is acquired."""

    blocks: Mapping[int, bool] = field(default_factory=dict)
    deferred: bool = False
    recommendations: str = ""
    grounds: str = ""
    votes_for: int | None = None
    votes_against: int | None = None


def mark_of(place: Place, grids: list[Grid]) -> str:
    """What tells apart what was read from what was written since: the writings of each grid, and the decision."""
    revisions = ".".join(f"{one.block.pk}-{one.revision}-{one.acquired}" for one in grids)
    return f"{revisions}:{place.result}:{place.votes_for}:{place.votes_against}"


@transaction.atomic
def decide(place: Place, decided: Decided, *, mark: str, by: User) -> Place:
    """Decide of a candidate, as of the grids that were read.

    Raises Refused where a grid is not complete, where a decision that is put off, unfavourable or other
    than what is proposed has no grounds, where votes do not make it, or where something changed since it was read.
    """
    kept = held_place(place)
    require_judge(kept, by)
    grids = grids_of(kept)
    if mark != mark_of(kept, grids):
        raise Refused("Une grille ou la décision a changé depuis que vous avez lu cette page : relisez, puis décidez.")
    judged = [one for one in grids if one.carried is None]
    result = Place.Result.DEFERRED if decided.deferred else _result(kept, grids, judged, decided)
    _check_grounds(result, judged, decided)
    _check_votes(kept, result, decided)
    for grid in judged:
        acquired = None if decided.deferred else decided.blocks[grid.block.pk]
        _settle(kept, grid, acquired)
    kept.result = result
    kept.recommendations, kept.grounds = decided.recommendations.strip(), decided.grounds.strip()
    kept.votes_for, kept.votes_against = decided.votes_for, decided.votes_against
    kept.full_clean(exclude=["jury", "enrolment"], validate_unique=False)
    kept.save()
    return kept


def _settle(place: Place, grid: Grid, acquired: bool | None) -> None:
    if grid.evaluation:
        grid.evaluation.acquired = acquired
        grid.evaluation.save(update_fields=["acquired"])
    elif acquired is not None:
        BlockEvaluation.objects.create(
            enrolment=place.enrolment, block=grid.block, place=place, kind=BlockEvaluation.Kind.JURY,
            evaluated_on=place.jury.held_on, acquired=acquired,
        )  # fmt: skip


def _result(place: Place, grids: list[Grid], judged: list[Grid], decided: Decided) -> Place.Result:
    for grid in judged:
        if grid.proposal.acquired is None:
            raise Refused(f"{grid.block.title} : la grille n'est pas remplie. {grid.proposal.reason}")
        if grid.block.pk not in decided.blocks:
            raise Refused(f"{grid.block.title} : dites si le bloc est acquis.")
    enrolment = place.enrolment
    return result_of(
        enrolment.referential,
        place.jury.certification,
        list(enrolment.referential.blocks.all()),
        carried=[one.block.pk for one in grids if one.carried],
        acquired=[one.block.pk for one in judged if decided.blocks[one.block.pk]],
    )


def _check_grounds(result: Place.Result, judged: list[Grid], decided: Decided) -> None:
    if decided.grounds.strip():
        return
    if result in {Place.Result.NONE, Place.Result.DEFERRED}:
        raise Refused("Une décision défavorable ou reportée est motivée : écrivez les motifs.")
    other = [one.block.title for one in judged if decided.blocks[one.block.pk] != one.proposal.acquired]
    if other:
        raise Refused(f"Vous décidez autrement que la grille ne propose ({', '.join(other)}) : écrivez les motifs.")


def _check_votes(place: Place, result: Place.Result, decided: Decided) -> None:
    """Votes are those of the members who judge this candidate; none where all agree without a vote."""
    given = (decided.votes_for, decided.votes_against)
    if given == (None, None):
        return
    if None in given:
        raise Refused("Donnez les voix pour et les voix contre, ou aucune des deux.")
    barred = barred_from(place)
    voting = place.jury.seats.filter(present=True, role__in=Seat.VOTING)
    judges = [one for one in voting if one.official_id not in barred]
    if sum(given) > len(judges):
        raise Refused(f"{len(judges)} membres votent pour ce candidat : {sum(given)} voix, c'est trop.")
    if decided.votes_for > decided.votes_against or result == Place.Result.DEFERRED:
        return
    if decided.votes_for < decided.votes_against:
        raise Refused("La majorité est contre : cette décision n'est pas celle du jury.")
    presides = any(one.role == Seat.Role.PRESIDENT for one in judges)
    if not (place.jury.certification.casting_vote and presides):
        raise Refused(
            "Les voix sont partagées, et la présidence n'a pas de voix prépondérante : délibérez encore, ou reportez."
        )
