"""What pages of accreditations start from: the one that the reader sees, and may act on where it is said."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from certification.domain.accreditations.steps import STRUCTURE
from certification.models import Accreditation

RELATED = ("organisation__department__region", "certification", "reviewer", "decided_by", "renews")


def seen_accreditation(request, pk: int, *, acts: bool = False) -> Accreditation:
    """The accreditation, for whoever sees it and, where it is said, acts for its structure or is of the team."""
    found = get_object_or_404(Accreditation.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
    if acts and not request.user.has_perm(STRUCTURE, found.organisation):
        raise PermissionDenied
    return found
