"""Every list of candidates that leaves the portal is written down: who took it, when, how many people it names."""

from certification.models import CandidateExport
from members.models import User


def note_export(*, by: User, what: str, count: int) -> CandidateExport:
    """Write down that `by` takes a list of `count` candidates."""
    return CandidateExport.objects.create(user=by, what=what[:300], count=count)
