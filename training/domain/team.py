"""What only the training team does."""

from members.domain.moves import NotAllowed
from members.models import User


def require_team(by: User | None) -> None:
    """Refuse whoever is not of the training team; None is the system. Raises NotAllowed."""
    if by is not None and not by.has_perm("training.run_training"):
        raise NotAllowed
