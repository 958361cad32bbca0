"""The desk of the day, the results typed there, and what the home desk tells of meetings."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from config.desk import forget_todo, todo_of
from members.domain.meetings import voting
from members.models import GeneralMeeting, Resolution, RollEntry
from reporting.french import fr_date
from tests.factories import (
    ContactFactory,
    GeneralMeetingFactory,
    ProxyFactory,
    ResolutionFactory,
    RollEntryFactory,
)
from tests.members.meetings import page, text_of, told

pytestmark = pytest.mark.django_db
State = GeneralMeeting.State


def test_the_home_desk_tells_who_has_to_come_or_give(client, entry, manager):
    text = f"Assemblée générale, {fr_date(entry.meeting.held_on)} : Les Jardins y vient, ou donne pouvoir"
    assert [(todo.text, todo.url) for todo in todo_of(manager)] == [(text, page("meeting", entry.meeting_id))]
    proxy = ProxyFactory(giver=entry)
    forget_todo(manager)
    assert todo_of(manager) == []
    proxy.delete()
    for change in ({"held_on": date(2023, 6, 1), "record_date": date(2023, 5, 1)}, {"state": State.OPEN}):
        GeneralMeeting.objects.update(**change)
        forget_todo(manager)
        assert todo_of(manager) == []


@pytest.mark.parametrize(
    ("state", "words"),
    [(State.PREPARED, ["la liste peut être figée"]), (State.ROLL_FROZEN, ["la liste est figée"]),
     (State.OPEN, ["elle est ouverte"]), (State.CLOSED, [])],
)  # fmt: skip
def test_the_home_desk_of_staff_tells_what_a_meeting_waits_for(staff, state, words):
    GeneralMeetingFactory(state=state)
    GeneralMeetingFactory(held_on=timezone.localdate() + timedelta(days=9), state=State.PREPARED, frozen_at=None)
    told = [todo.text.partition(" : ")[2] for todo in todo_of(staff) if "Assemblée" in todo.text]
    assert told == words


@pytest.fixture
def desk(client, staff, entry):
    """The desk of an open meeting."""
    GeneralMeeting.objects.update(state=State.OPEN)
    return page("meeting_desk", entry.meeting_id)


@pytest.mark.parametrize("words", ["jardins", "RENNES Jardins", "les jàrdins", "siren"])
def test_the_desk_finds_by_name_town_or_siren(client, entry, desk, words):
    asked = client.get(desk, {"q": entry.siren if words == "siren" else words}, headers={"HX-Request": "true"})
    assert list(asked.context["page"]) == [entry]
    assert "<h1>" not in text_of(asked)


@pytest.mark.parametrize(
    ("which", "names"),
    [("", "ABCD"), ("absentes", "BCD"), ("presentes", "A"), ("pouvoirs", "BC"), ("perdus", "C"), ("autre", "ABCD")],
)
def test_the_desk_narrows_the_roll(client, staff, which, names):
    meeting = GeneralMeetingFactory(state=State.OPEN)
    a, b, c, d = [RollEntryFactory(meeting=meeting, name=name, there=name == "A") for name in "ABCD"]
    ProxyFactory(giver=b, holder=a)
    ProxyFactory(giver=c, holder=d)
    shown = client.get(page("meeting_desk", meeting.pk), {"voir": which})
    assert "".join(one.name for one in shown.context["page"]) == names


def test_an_arrival_is_marked_and_told_at_once(client, entry, desk):
    ProxyFactory(giver=entry, holder=RollEntry.objects.get(name="Le Potager"))
    marked = client.post(
        page("entry_presence", entry.pk), {"present": "1", "representative": "Alix"}, headers={"HX-Request": "true"}
    )
    shown = text_of(marked)
    assert "Le pouvoir qu'elle avait donné à Le Potager (Rennes) est annulé." in shown
    assert '<div id="quorum" class="panel panel-pine" hx-swap-oob="true"' in shown
    assert "75,00 %" in shown
    assert "Noter absente" in shown
    back = client.post(page("entry_presence", entry.pk), {"present": "0"}, follow=True)
    assert told(back) == ["Les Jardins (Rennes) est notée absente."]
    assert back.redirect_chain[-1][0] == desk


def test_the_desk_suggests_the_people_of_an_organisation(client, entry, desk):
    ContactFactory(organisation=entry.organisation, full_name="Zoé Étienne")
    ContactFactory(organisation=entry.organisation, full_name="Partie", validity=(None, date(2020, 1, 1)))
    shown = text_of(client.get(desk, {"q": "jardins"}))
    assert f'<datalist id="gens-{entry.pk}"><option value="Zoé Étienne"></datalist>' in shown


def test_what_the_desk_refuses_is_told(client, entry, desk):
    GeneralMeeting.objects.update(state=State.CLOSED)
    refused = client.post(page("entry_presence", entry.pk), {"present": "1"}, headers={"HX-Request": "true"})
    assert refused.status_code == 400
    assert "les présences ne peuvent pas y être notées" in text_of(refused)
    assert "les présences ne peuvent pas y être notées" in told(
        client.post(page("entry_presence", entry.pk), {"present": "1"}, follow=True)
    )[0]  # fmt: skip


def test_staff_note_a_proxy_and_come_back_to_the_desk(client, entry, desk):
    holder = RollEntry.objects.get(name="Le Potager")
    assert client.post(page("entry_proxy", entry.pk), {"holder": holder.pk}).url == desk


def test_votes_that_are_refused_stay_typed(client, entry, desk):
    resolution = ResolutionFactory(meeting=entry.meeting)
    client.post(page("entry_presence", entry.pk), {"present": "1"})
    address = page("resolution_result", resolution.pk)
    refused = client.post(address, {"votes_for": "17", "votes_against": "0", "votes_abstained": "0"})
    assert refused.status_code == 400
    assert "Le total (17) dépasse les 3 voix" in text_of(refused)
    assert 'value="17"' in text_of(refused)
    incomplete = client.post(address, {"votes_for": "2"})
    assert incomplete.context["lines"][0]["form"].errors.keys() == {"votes_against", "votes_abstained"}
    assert not Resolution.objects.get().is_voted


def test_a_result_is_effaced_from_the_page(client, staff, entry, desk):
    resolution = ResolutionFactory(meeting=entry.meeting)
    client.post(page("entry_presence", entry.pk), {"present": "1"})
    voting.record_result(resolution, votes_for=3, votes_against=0, votes_abstained=0, by=staff)
    assert "Adoptée" in text_of(client.get(page("meeting_votes", entry.meeting_id)))
    client.post(page("resolution_result", resolution.pk), {"clear": ""})
    assert not Resolution.objects.get().is_voted
