"""The steps that a course takes."""

from members.domain.moves import Step
from training.models import Course

States = Course.State

PUBLISH = Step((States.DRAFT, States.PUBLISHED, States.ARCHIVED), States.PUBLISHED, "elle ne peut être publiée")
ARCHIVE = Step((States.PUBLISHED,), States.ARCHIVED, "seule une formation du catalogue en est retirée")
RESTORE = Step((States.ARCHIVED,), States.PUBLISHED, "seule une formation retirée y est remise")
WRITE = Step(tuple(States), "", "elle ne peut être modifiée")
