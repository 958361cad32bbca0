"""A general meeting with its roll, proxies and resolutions."""

from members.models import Department
from tests.factories import CollegeFactory, OrganisationFactory, ProxyFactory, ResolutionFactory, RollEntryFactory

PATHS = {
    "GeneralMeeting": "entries__organisation",
    "Resolution": "meeting__entries__organisation",
    "Proxy": "giver__organisation",
}


def sample() -> dict:
    proxy = ProxyFactory(giver__meeting__state="open")
    meeting = proxy.giver.meeting
    return {
        "meeting": meeting.pk,
        "entry": proxy.giver_id,
        "proxy": proxy.pk,
        "resolution": ResolutionFactory(meeting=meeting).pk,
    }


def records_of(organisation):
    meeting = ResolutionFactory().meeting
    elsewhere = OrganisationFactory(department=Department.objects.get(code="59"))
    holder = RollEntryFactory(meeting=meeting, organisation=elsewhere)
    ProxyFactory(giver=RollEntryFactory(meeting=meeting, organisation=organisation), holder=holder)
    CollegeFactory().brackets.get_or_create(up_to=None, votes=1)
