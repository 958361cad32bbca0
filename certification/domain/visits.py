"""Support visits (*appuis pédagogiques*): recorded by the certification team."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from certification.models import Certification, Official, SupportVisit
from members.domain.moves import NotAllowed, Refused
from members.models import Organisation, User


@transaction.atomic
def record_visit(
    *, organisation: Organisation, certification: Certification, visited_on: date, subject: str,
    visitor: Official | None = None, advice: str = "", by: User, visit: SupportVisit | None = None,
) -> SupportVisit:  # fmt: skip
    """Write a visit that was made, or change one."""
    if not by.has_perm("certification.run_certification"):
        raise NotAllowed
    if visited_on > timezone.localdate():
        raise Refused("Un appui se note une fois fait : sa date n'est pas à venir.")
    visit = visit or SupportVisit()
    visit.organisation, visit.certification, visit.visitor = organisation, certification, visitor
    visit.visited_on, visit.subject, visit.advice = visited_on, subject.strip(), advice.strip()
    visit.full_clean(exclude=["organisation", "certification", "visitor"])
    visit.save()
    return visit
