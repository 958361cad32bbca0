"""What trainees tell before a training, without an account: expectations, practice, where they stand on each objective.

Qualiopi, indicators 4 and 8. What concerns health is kept apart (`adaptations`).
"""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from members.domain.moves import Refused, Step, held
from training.models import ObjectiveMark, Registration, Session

TELL = Step(
    (*Registration.BEFORE, Registration.State.ATTENDING), "", "vos besoins ne se recueillent plus : parlez-en au formateur"
)  # fmt: skip
LEVELS = ((1, "pas du tout"), (2, "un peu"), (3, "assez bien"), (4, "avec aisance"))


@dataclass(frozen=True)
class Needs:
    """What a trainee tells; `marks` gives, by the rank of an objective from 0, where they stand from 1 to 4."""

    expectations: str = ""
    practice: str = ""
    marks: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ObjectiveSummary:
    """How a session stands on an objective: people by level from 1 to 4, how many have told, their mean."""

    text: str
    counts: tuple[int, int, int, int]
    told: int
    mean: Decimal | None


@transaction.atomic
def tell_needs(place: Registration, needs: Needs) -> Registration:
    """Keep what a trainee tells; it may change until the session has begun. Raises WrongState and Refused."""
    found = held(place, TELL)
    session = found.session
    if not needs_are_open(found, session):
        raise Refused("Vos besoins se recueillent avant la formation : parlez-en maintenant au formateur.")
    objectives = range(len(session.version.objectives))
    if any(rank not in objectives or level not in dict(LEVELS) for rank, level in needs.marks.items()):
        raise Refused("Ce positionnement n'est pas dans le programme.")
    found.expectations, found.practice = needs.expectations.strip(), needs.practice.strip()
    found.needs_told_at = timezone.now()
    found.save()
    for rank, level in needs.marks.items():
        ObjectiveMark.objects.update_or_create(registration=found, objective=rank, defaults={"before": level})
    return found


def needs_are_open(place: Registration, session: Session) -> bool:
    """Whether a trainee can still tell their needs: until the end of the first day."""
    return place.state in TELL.states and session.starts_on >= timezone.localdate()


def needs_awaited(places: QuerySet[Registration]) -> QuerySet[Registration]:
    """Places held on sessions to come whose trainees have not told their needs."""
    return places.filter(
        needs_told_at=None, state__in=[Registration.State.REQUESTED, Registration.State.CONFIRMED],
        session__state__in=Session.REGISTERING,
    )  # fmt: skip


def objectives_summary(session: Session) -> list[ObjectiveSummary]:
    """How those who hold a place stand on each objective of the programme, before the training."""
    seated = session.registrations.seated()
    levels: dict[int, list[int]] = {}
    for rank, level in ObjectiveMark.objects.filter(registration__in=seated, before__isnull=False).values_list(
        "objective", "before"
    ):
        levels.setdefault(rank, []).append(level)
    found = []
    for rank, text in enumerate(session.version.objectives):
        own = levels.get(rank, [])
        mean = (Decimal(sum(own)) / len(own)).quantize(Decimal("0.1")) if own else None
        found.append(ObjectiveSummary(text, tuple(own.count(level) for level, _ in LEVELS), len(own), mean))
    return found
