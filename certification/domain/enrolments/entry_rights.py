"""For which structures and certifications a person may enter candidates today."""

from datetime import date

from certification.models import Accreditation, Certification
from members.models import User


def entered_by(user: User, day: date):
    """Accreditations by which this person may enter candidates on `day`: those of the structures that they manage."""
    standing = Accreditation.objects.granted_on(day).filter(certification__in=Certification.objects.open_on(day))
    if not user.has_perm("certification.run_certification"):
        standing = standing.filter(organisation__in=user.managed_ids)
    return standing.select_related("organisation", "certification").order_by("organisation__name", "certification")
