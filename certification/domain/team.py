"""What only the certification team does."""

from members.domain.moves import NotAllowed
from members.models import User


def require_team(by: User | None) -> None:
    """Refuse whoever is not of the certification team; None is the system. Raises NotAllowed."""
    if by is not None and not by.has_perm("certification.run_certification"):
        raise NotAllowed
