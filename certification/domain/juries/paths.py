"""What comes after a jury for those whom it did not certify: their path goes on."""

from django.db import transaction

from certification.domain.juries.sequence import RESUME
from certification.domain.moves import NotAllowed, held, moved
from certification.models import Enrolment
from members.models import User


@transaction.atomic
def resume_path(enrolment: Enrolment, *, by: User) -> Enrolment:
    """The candidate goes on with the blocks that are missing; blocks acquired stay acquired."""
    if not by.has_perm("certification.present_candidates", enrolment.organisation):
        raise NotAllowed
    return moved(held(enrolment, RESUME), RESUME)
