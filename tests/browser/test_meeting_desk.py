"""The desk of a meeting, held from the keyboard while people queue."""

import pytest
from playwright.sync_api import expect

from members.models import GeneralMeeting, Role
from tests.factories import GeneralMeetingFactory, OrganisationFactory, RollEntryFactory
from tests.members.meetings import page as page_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_comes_is_typed_while_the_list_stays(page, live_server, enter):
    """Leaving the search box asks for nothing: a list that came back late would undo the name and the mark."""
    meeting = GeneralMeetingFactory(state=GeneralMeeting.State.OPEN)
    for name in ("Les Jardins du Val", "Les Ateliers du Port"):
        RollEntryFactory(meeting=meeting, organisation=OrganisationFactory(name=name))
    enter(Role.NATIONAL_STAFF)
    page.goto(f"{live_server.url}{page_of('meeting_desk', meeting.pk)}")
    lists = []
    page.on("request", lambda asked: lists.append(asked.url) if "q=" in asked.url else None)
    page.get_by_label("Nom, commune ou SIREN").press_sequentially("jardins")
    rows = page.locator("#inscrits .thing")
    expect(rows).to_have_count(1)
    rows.get_by_placeholder("Représentée par…").fill("Camille Dupont")
    rows.get_by_role("button", name="Présente").click()
    expect(rows).to_contain_text("Camille Dupont")
    expect(rows.get_by_role("button", name="Noter absente")).to_be_visible()
    assert len(lists) == 1
