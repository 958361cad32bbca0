"""Pages of general meetings: what staff prepare and lead, and what members, regions and the board read."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from members.domain.meetings import documents
from members.models import GeneralMeeting, Mail, Proxy, Role, RollEntry
from tests.factories import (
    CollegeFactory,
    ContactFactory,
    GeneralMeetingFactory,
    MembershipFactory,
    ProxyFactory,
    ResolutionFactory,
    RollEntryFactory,
    UserFactory,
)
from tests.members.meetings import page, pdf_text, step, text_of, told

pytestmark = pytest.mark.django_db
State = GeneralMeeting.State


def test_a_member_sees_the_meetings_of_its_roll_only(client, entry, manager):
    RollEntryFactory(meeting__title="Une autre")
    GeneralMeetingFactory(title="En préparation", state=State.PREPARED, frozen_at=None)
    shown = client.get(page("meetings"))
    assert list(shown.context["meetings"]) == [entry.meeting]
    assert "Préparer une assemblée" not in text_of(shown)


def test_who_has_no_meeting_is_told(client, login):
    login(Role.MEMBER)
    assert "Aucune assemblée ne vous concerne." in text_of(client.get(page("meetings")))


def fields(**changes) -> dict:
    return {
        "title": "AG 2023", "kind": "ordinary", "held_on": "2023-06-15", "starts_at": "09:30", "place": "Lyon",
        "record_date": "2023-05-01", "quorum_percent": "33,33", "max_proxies": "3", "majority": "simple",
    } | changes  # fmt: skip


def agenda(*lines, kept: int = 0) -> dict:
    """The agenda of a page that showed `kept` lines."""
    data = {"resolutions-TOTAL_FORMS": len(lines), "resolutions-INITIAL_FORMS": kept}
    for index, line in enumerate(lines):
        data |= {f"resolutions-{index}-{name}": value for name, value in line.items()}
    return data


def test_staff_prepare_a_meeting_and_its_agenda(client, staff):
    made = client.post(page("new_meeting"), fields())
    meeting = GeneralMeeting.objects.get()
    assert made.url == page("edit_meeting", meeting.pk) + "#ordre-du-jour"
    assert (str(meeting.quorum_percent), meeting.max_proxies, str(meeting.starts_at)) == ("33.33", 3, "09:30:00")
    lines = {"title": "Rapport moral", "ORDER": "2"}, {"title": "Statuts", "majority": "two_thirds", "ORDER": "1"}, {}
    saved = client.post(page("edit_meeting", meeting.pk), fields(place="Brest") | agenda(*lines))
    assert saved.url == page("meeting", meeting.pk)
    assert [(str(one), one.majority) for one in meeting.resolutions.all()] == [
        ("1. Statuts", "two_thirds"), ("2. Rapport moral", "simple")]  # fmt: skip
    first, second = meeting.resolutions.all()
    lines = {"id": first.pk, "title": "Statuts", "DELETE": "on"}, {"id": second.pk, "title": "Rapport", "ORDER": "2"}
    client.post(page("edit_meeting", meeting.pk), fields() | agenda(*lines, kept=2))
    assert [str(one) for one in meeting.resolutions.all()] == ["1. Rapport"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Donnez un titre à l'assemblée."),
        ({"record_date": "2023-06-16"}, "La liste est arrêtée au plus tard le jour de l'assemblée."),
        ({"quorum_percent": "101"}, "100"),
        ({"held_on": "demain"}, "date"),
    ],
)
def test_a_wrong_meeting_comes_back_with_what_was_typed(client, staff, wrong, words):
    answer = client.post(page("new_meeting"), fields(place="Tarbes") | wrong)
    assert answer.status_code == 400
    assert words in text_of(answer)
    assert "Tarbes" in text_of(answer)
    assert not GeneralMeeting.objects.exists()


def test_what_another_has_changed_is_told_and_nothing_typed_is_lost(client, staff):
    meeting = GeneralMeetingFactory(state=State.PREPARED, frozen_at=None)
    read_at = meeting.updated_at.isoformat()
    GeneralMeeting.objects.filter(pk=meeting.pk).update(place="Lille", updated_at=timezone.now())
    typed = fields(place="Brest", read_at=read_at) | agenda({"title": "Budget"})
    answer = client.post(page("edit_meeting", meeting.pk), typed)
    assert answer.status_code == 400
    shown = text_of(answer)
    assert "modifiée entre-temps" in shown
    assert 'value="Brest"' in shown
    assert 'value="Budget"' in shown
    again = typed | {"read_at": answer.context["form"]["read_at"].value()}
    client.post(page("edit_meeting", meeting.pk), again)
    assert GeneralMeeting.objects.get().place == "Brest"


def test_a_change_after_the_convocations_is_warned_of(client, staff, entry):
    ResolutionFactory(meeting=entry.meeting)
    ContactFactory(organisation=entry.organisation, manages=True, email="alix@example.org")
    address = page("edit_meeting", entry.meeting_id)
    assert "Les convocations sont parties" not in text_of(client.get(address))
    step(client, entry.meeting, "convene")
    assert "Les convocations sont parties" in text_of(client.get(address))


def test_staff_lead_a_meeting_from_its_roll_to_its_end(client, staff):
    CollegeFactory()
    membership = MembershipFactory(year=date.today().year)
    ContactFactory(organisation=membership.organisation, manages=True, email="alix@example.org")
    meeting = GeneralMeetingFactory(state=State.PREPARED, frozen_at=None)
    ResolutionFactory(meeting=meeting, number=1)
    assert told(step(client, meeting, "freeze")) == ["La liste est figée : 1 structure."]
    assert "déjà" not in told(step(client, meeting, "freeze"))[0]
    assert told(step(client, meeting, "convene")) == ["1 convocation à envoyer."]
    assert "Convocations : 1 en attente." in text_of(client.get(page("meeting", meeting.pk)))
    opened = step(client, meeting, "open")
    assert opened.redirect_chain[-1][0] == page("meeting_desk", meeting.pk)
    entry = meeting.entries.get()
    client.post(page("entry_presence", entry.pk), {"present": "1", "representative": "Alix"}, follow=True)
    votes = {"votes_for": "1", "votes_against": "0", "votes_abstained": "0"}
    done = client.post(page("resolution_result", meeting.resolutions.get().pk), votes, follow=True)
    assert told(done) == ["Résolution 1 : adoptée."]
    closed = step(client, meeting, "close")
    assert told(closed) == ["L'assemblée est close : ses résultats sont publiés aux structures de la liste."]
    meeting.refresh_from_db()
    assert meeting.state == State.CLOSED
    assert "ne peut pas être close" in told(step(client, meeting, "close"))[0]


def test_organisations_without_address_are_named(client, staff, entry):
    ResolutionFactory(meeting=entry.meeting)
    answer = told(step(client, entry.meeting, "convene"))
    assert answer == ["0 convocation à envoyer. Sans adresse : Le Potager, Les Jardins."]
    assert not Mail.objects.exists()


def test_a_second_call_is_prepared_from_the_page(client, staff):
    meeting = RollEntryFactory(meeting__state=State.OPEN).meeting
    assert "Convoquer une deuxième fois" in text_of(client.get(page("meeting", meeting.pk)))
    assert told(step(client, meeting, "second_call", held_on="x")) == ["Saisissez une date valide."]
    day = timezone.localdate() + timedelta(days=9)
    shown = step(client, meeting, "second_call", held_on=day.isoformat())
    second = GeneralMeeting.objects.get(second_call=True)
    assert (second.held_on, shown.redirect_chain[-1][0]) == (day, page("meeting", second.pk))
    assert f'<a href="{page("meeting", meeting.pk)}">Assemblée générale</a>' in text_of(shown)
    assert f'href="{page("meeting", second.pk)}"' in text_of(client.get(page("meeting", meeting.pk)))


def test_a_meeting_in_preparation_is_deleted(client, staff):
    meeting = GeneralMeetingFactory(state=State.PREPARED, frozen_at=None)
    assert told(step(client, meeting, "discard")) == ["L'assemblée est supprimée."]
    assert not GeneralMeeting.objects.exists()


def test_a_manager_gives_a_proxy_sees_it_and_takes_it_back(client, entry, manager):
    shown = client.get(page("meeting", entry.meeting_id))
    assert page("entry_proxy", entry.pk) in text_of(shown)
    holder = RollEntry.objects.get(name="Le Potager")
    given = client.post(page("entry_proxy", entry.pk), {"holder": holder.pk}, follow=True)
    assert told(given) == ["Les Jardins (Rennes) donne pouvoir à Le Potager (Rennes)."]
    assert "A donné pouvoir à Le Potager (Rennes)" in text_of(given)
    proxy = Proxy.objects.get()
    assert proxy.given_by == manager
    client.post(page("take_back_proxy", proxy.pk))
    assert not Proxy.objects.standing().exists()


def test_the_holder_sees_whose_proxy_it_carries(client, entry, manager):
    ProxyFactory(giver=RollEntry.objects.get(name="Le Potager"), holder=entry)
    shown = text_of(client.get(page("meeting", entry.meeting_id)))
    assert "Porte le pouvoir de Le Potager (Rennes)" in shown
    assert page("entry_proxy", entry.pk) not in shown


def test_only_the_giver_takes_its_proxy_back(client, entry, manager):
    held = ProxyFactory(giver=RollEntry.objects.get(name="Le Potager"), holder=entry)
    assert client.post(page("take_back_proxy", held.pk)).status_code == 403
    assert client.post(page("take_back_proxy", ProxyFactory().pk)).status_code == 404
    assert Proxy.objects.standing().count() == 2


@pytest.mark.parametrize("holder", ["", "x", "²", "9" * 30, "0"])
def test_no_holder_is_asked_for_again(client, entry, manager, holder):
    answer = client.post(page("entry_proxy", entry.pk), {"holder": holder})
    assert answer.status_code == 400
    assert "Choisissez à qui donner ce pouvoir." in text_of(answer)


def test_a_refused_proxy_says_why(client, entry, manager):
    GeneralMeeting.objects.update(state=State.OPEN)
    answer = client.post(page("entry_proxy", entry.pk), {"holder": RollEntry.objects.get(name="Le Potager").pk})
    assert "les pouvoirs ne se donnent et ne se reprennent plus qu'à l'accueil" in text_of(answer)
    assert not Proxy.objects.exists()


def test_only_those_who_may_carry_are_offered(client, entry, manager):
    meeting = entry.meeting
    free = RollEntry.objects.get(name="Le Potager")
    RollEntryFactory(meeting=meeting, name="Sans voix", votes=0)
    RollEntryFactory(name="Autre liste")
    full = RollEntryFactory(meeting=meeting, name="Chargée")
    for _ in range(meeting.max_proxies):
        ProxyFactory(giver=RollEntryFactory(meeting=meeting, name="Partie"), holder=full)
    taken = ProxyFactory(giver=RollEntryFactory(meeting=meeting, name="Revenue"), holder=full)
    taken.revoked_at = timezone.now()
    taken.save()
    offered = client.get(page("entry_proxy", entry.pk)).context["offered"]
    assert list(offered) == [free, taken.giver]
    asked = client.get(page("entry_proxy", entry.pk), {"q": "potâger"}, headers={"HX-Request": "true"})
    assert list(asked.context["offered"]) == [free]
    assert "<h1>" not in text_of(asked)


def test_a_member_reads_nothing_of_the_others_people(client, entry, manager):
    other = RollEntry.objects.get(name="Le Potager")
    ContactFactory(organisation=other.organisation, manages=True, full_name="Zoé Étienne", email="zoe@example.org")
    ResolutionFactory(meeting=entry.meeting)
    for state in (State.ROLL_FROZEN, State.OPEN, State.CLOSED):
        GeneralMeeting.objects.update(state=state)
        RollEntry.objects.filter(pk=other.pk).update(
            present=True, arrived_at=timezone.now(), representative="Zoé Étienne"
        )
        for address in (page("meeting", entry.meeting_id), page("entry_proxy", entry.pk)):
            shown = text_of(client.get(address))
            assert "Zoé" not in shown
            assert "zoe@example.org" not in shown
    assert "Zoé" not in pdf_text(documents.results_sheet(entry.meeting).content)


def test_a_colleague_who_does_not_manage_only_reads(client, entry):
    MembershipFactory(organisation=entry.organisation, year=date.today().year)
    client.force_login(ContactFactory(organisation=entry.organisation, user=UserFactory()).user)
    shown = client.get(page("meeting", entry.meeting_id))
    assert "Les Jardins" in text_of(shown)
    assert page("entry_proxy", entry.pk) not in text_of(shown)
    assert client.get(page("entry_proxy", entry.pk)).status_code == 403
    assert client.get(page("entry_proxy", RollEntry.objects.get(name="Le Potager").pk)).status_code == 404


@pytest.mark.parametrize(("state", "seen"), [(State.ROLL_FROZEN, False), (State.OPEN, False), (State.CLOSED, True)])
def test_members_read_results_once_the_meeting_is_closed(client, entry, manager, state, seen):
    ResolutionFactory(
        meeting=entry.meeting, votes_for=3, votes_against=1, votes_abstained=0, votes_in_room=4, outcome="adopted"
    )
    GeneralMeeting.objects.update(state=state)
    shown = text_of(client.get(page("meeting", entry.meeting_id)))
    assert ("Pour : 3" in shown) is seen
    assert ('id="quorum"' in shown) is seen
    paper = client.get(page("results_sheet", entry.meeting_id))
    assert (paper.headers.get("Content-Type") == "application/pdf") is seen


def test_regional_staff_read_the_entries_of_their_region(client, login, entry):
    login(Role.REGIONAL_STAFF, region="53")
    far = RollEntryFactory(meeting=entry.meeting, region_id="32", region=None, name="Lointaine")
    shown = client.get(page("meeting", entry.meeting_id))
    assert far not in shown.context["of_region"]
    assert [one.name for one in shown.context["of_region"]] == ["Le Potager", "Les Jardins"]
    assert page("meeting_quorum", entry.meeting_id) not in text_of(shown)


def test_before_the_opening_the_board_reads_how_many_proxies_are_given(client, login, entry):
    login(Role.BOARD)
    ProxyFactory(giver=entry)
    ProxyFactory(giver__meeting=entry.meeting, revoked_at=timezone.now())
    shown = text_of(client.get(page("meeting", entry.meeting_id)))
    assert "Pouvoirs déjà donnés : 1, pour 3 voix." in shown
    assert 'id="quorum"' not in shown


def test_the_board_follows_the_quorum(client, login, entry):
    login(Role.BOARD)
    GeneralMeeting.objects.update(state=State.OPEN)
    shown = text_of(client.get(page("meeting", entry.meeting_id)))
    assert f'hx-get="{page("meeting_quorum", entry.meeting_id)}" hx-trigger="every 10s"' in shown
    assert page("move_meeting", entry.meeting_id) not in shown
    assert "Quorum non atteint" in text_of(client.get(page("meeting_quorum", entry.meeting_id)))
