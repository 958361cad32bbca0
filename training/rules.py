"""Who may do what in training, as predicates that compose."""

import rules

from members.models import RoleGrant
from members.rules import is_board, is_national, manages, staff_keep
from training.models import Session, Trainer, TrainingBody


@rules.predicate
def of_training_team(user) -> bool:
    """The national staff of the training team."""
    return user.is_authenticated and user.works_for(RoleGrant.Team.TRAINING)


@rules.predicate
def of_structure(user) -> bool:
    """Whoever works in a structure of the network, whose own registrations they follow."""
    return user.is_authenticated and bool(user.history_ids)


@rules.predicate
def is_trainer(user) -> bool:
    """Whoever trains for the network."""
    return user.is_authenticated and Trainer.objects.filter(user=user, active=True).exists()


@rules.predicate
def is_referent(user) -> bool:
    """A disability referent of the training body."""
    return user.is_authenticated and TrainingBody.objects.filter(referents=user.pk).exists()


@rules.predicate
def trains(user, session) -> bool:
    """A trainer of this session."""
    return (
        user.is_authenticated
        and session is not None
        and Session.objects.filter(pk=session.pk, slots__trainers__user=user).exists()
    )


@rules.predicate
def manages_buyer(user, order) -> bool:
    """Who manages, for their colleagues, the structure that buys."""
    return user.is_authenticated and order is not None and order.organisation_id in user.managed_ids


@rules.predicate
def is_trainer_of(user, trainer) -> bool:
    """The person of whom a file speaks."""
    return user.is_authenticated and trainer is not None and trainer.user_id == user.pk


rules.add_perm("training.run_training", of_training_team)
rules.add_perm("training.read_training", is_national | is_board)
rules.add_perm("training.follow_registrations", of_structure | of_training_team)
rules.add_perm("training.follow_invoices", of_structure | is_national | is_board)
rules.add_perm("training.hold_desk", is_trainer)
# What concerns health: neither the rest of the team, nor the employer, nor administrators.
rules.add_perm("training.read_adaptations", is_referent | is_trainer)
# Of an organisation: who registers its employees.
rules.add_perm("training.register_trainees", manages | of_training_team)
# Of an order: who agrees to quotes, gives places up, tells the funder.
rules.add_perm("training.manage_order", manages_buyer | of_training_team)
# Of a session: who notes who is there, and reads all its trainees.
rules.add_perm("training.lead_session", trains | of_training_team)
# Of a trainer: who keeps their file.
rules.add_perm("training.keep_trainer", is_trainer_of | of_training_team)

staff_keep(
    "training", "course", "coursetheme", "funder", "qualityindicator", "qualityreferential", "subcontractor",
    "survey", "surveyquestion", "trainer", "trainingbody",
)  # fmt: skip
