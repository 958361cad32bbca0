"""Candidates in path today, with what was evaluated so far."""

import random
from datetime import date, timedelta

from certification.demo.juries import enrolled, frames
from certification.demo.people import person
from certification.models import Accreditation, BlockEvaluation, CompetencyMark, Enrolment
from members.models import Commune

SEED = 4404
State = Enrolment.State
# For each of the structures: how many are in each state.
PATHS = [(State.READY, 2), (State.IN_PATH, 2), (State.REGISTERED, 1), (State.DRAFT, 1)]
STRUCTURES = 8


def load_paths(accreditations: list[Accreditation], today: date) -> None:
    """In a few structures, that of the member's account among them."""
    rng = random.Random(SEED)  # noqa: S311 (the same people every time)
    communes = list(Commune.objects.filter(population__gte=20000).order_by("code"))
    known = frames()
    granted = [one for one in accreditations if one.state == Accreditation.State.GRANTED]
    own = [one for one in granted if one.organisation.contacts.filter(user__email="adherent@example.org").exists()]
    for accreditation in (own + [one for one in granted if one not in own])[:STRUCTURES]:
        frame = known[accreditation.certification_id]
        for state, count in PATHS:
            for _ in range(count):
                candidate = person(rng, communes, today)
                if state == State.DRAFT:
                    candidate.sex, candidate.identity_seen_on, candidate.informed_on = "", None, None
                candidate.save()
                entered = max(accreditation.validity.lower, today - timedelta(days=rng.randrange(20, 200)))
                enrolment = enrolled(accreditation, candidate, frame, entered, state)
                enrolment.save()
                enrolment.blocks.set(frame.blocks)
                if state in (State.READY, State.IN_PATH):
                    _evaluate(rng, enrolment, frame, today, whole=state == State.READY)


def _evaluate(rng: random.Random, enrolment: Enrolment, frame, today: date, *, whole: bool) -> None:
    for block in frame.blocks if whole else frame.blocks[:2]:
        evaluation = BlockEvaluation.objects.create(
            enrolment=enrolment, block=block, kind=BlockEvaluation.Kind.CONTINUOUS, evaluator=enrolment.trainer_name,
            evaluated_on=today - timedelta(days=rng.randrange(5, 60)), comment="Vu sur le chantier, à deux reprises.",
        )  # fmt: skip
        CompetencyMark.objects.bulk_create(
            CompetencyMark(
                evaluation=evaluation, competency=competency, level=rng.choice([1, 2, 2, 3]) if not whole else 2
            )
            for competency in frame.competencies[block.pk]
        )
