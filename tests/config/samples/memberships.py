"""Campaigns, calls, certificates and applications of Brittany."""

from members.models import Certificate, Mail
from tests.factories import FeeCallFactory, MembershipApplicationFactory, MembershipFactory

PATHS = {
    "FeeCall": "membership__organisation",
    "MembershipApplication": "department__organisations",
    "Certificate": "membership__organisation",
}


def sample() -> dict:
    """An open campaign, and the call of an organisation of Brittany."""
    call = FeeCallFactory()
    mail = Mail.objects.create(kind="call", about=f"call:{call.pk}", to="x@example.org", state="refused")
    certificate = Certificate.objects.create(membership=MembershipFactory(year=2022), number="ATT2022-00001")
    application = MembershipApplicationFactory()
    return {
        "call": call.pk,
        "campaign": call.campaign.year,
        "scale": call.campaign.scale_id,
        "mail": mail.pk,
        "certificate": certificate.token,
        "application": application.pk,
        "application_token": application.token,
    }


def records_of(organisation):
    if not organisation.memberships.exists():
        MembershipFactory(organisation=organisation)
    membership = MembershipFactory(organisation=organisation, year=2024, state="called")
    call = FeeCallFactory(membership=membership)
    call.campaign.scale.shares.get_or_create(region_id="53", defaults={"national_percent": 50})
    Certificate.objects.create(membership=membership, number=f"A{organisation.pk}")
    MembershipApplicationFactory(department=organisation.department)
