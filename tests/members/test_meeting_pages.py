"""Pages of general meetings: what members, regional staff, the board and national staff read and do there."""

import io
from datetime import date, timedelta

import openpyxl
import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from config.desk import todo_of
from members.domain.meetings import documents, voting
from members.models import College, GeneralMeeting, Mail, Proxy, Resolution, Role, RollEntry
from reporting import jobs
from reporting.french import fr_date
from reporting.models import Job
from tests.factories import (
    CollegeFactory,
    ContactFactory,
    GeneralMeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    ProxyFactory,
    ResolutionFactory,
    RollEntryFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db
State = GeneralMeeting.State


def page(name: str, *args) -> str:
    return reverse(f"members:{name}", args=args)


def text_of(response) -> str:
    """A page as one reads it, apostrophes and no-break spaces made plain."""
    return response.content.decode().replace("&#x27;", "'").replace("\u00a0", " ").replace("&nbsp;", " ")


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def entry(db):
    """An organisation on a frozen roll, with the meeting's other organisations."""
    made = RollEntryFactory(name="Les Jardins", votes=3)
    RollEntryFactory(meeting=made.meeting, name="Le Potager")
    return made


@pytest.fixture
def manager(client, entry):
    """Who manages it, logged in."""
    MembershipFactory(organisation=entry.organisation, year=date.today().year)
    user = ContactFactory(organisation=entry.organisation, manages=True, user=UserFactory()).user
    client.force_login(user)
    return user


# The list, preparing


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


# Colleges


def college(**changes) -> dict:
    """A college as the admin sends it, with two brackets."""
    return {
        "name": "Adhérents", "kinds": ["member"], "votes_rule": "bracket", "position": "1", "active": "on",
        "brackets-TOTAL_FORMS": "2", "brackets-INITIAL_FORMS": "0", "brackets-0-up_to": "12,5", "brackets-0-votes": "1",
        "brackets-1-up_to": "", "brackets-1-votes": "2",
    } | changes  # fmt: skip


def test_staff_set_the_colleges_in_the_admin(client, staff):
    client.post(reverse("admin:members_college_add"), college())
    made = College.objects.get()
    assert (made.kinds, [(str(one.up_to), one.votes) for one in made.brackets.all()]) == (
        ["member"], [("12.50", 1), ("None", 2)])  # fmt: skip
    assert "adhérent" in text_of(client.get(reverse("admin:members_college_changelist")))
    assert client.get(reverse("admin:members_college_history", args=[made.pk])).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"consultative": "on"}, "Un collège consultatif n'a pas de voix à répartir."),
        ({"brackets-0-up_to": ""}, "Ce collège a deux tranches qui finissent au même nombre d'ETP."),
        ({"brackets-0-votes": "0"}, "supérieure ou égale à 1"),
    ],
)
def test_a_college_that_cannot_vote_is_refused(client, staff, wrong, words):
    answer = client.post(reverse("admin:members_college_add"), college(**wrong))
    assert words in text_of(answer)
    assert not College.objects.exists()


# From the roll to the end


def step(client, meeting, name: str, **more):
    return client.post(page("move_meeting", meeting.pk), {"step": name} | more, follow=True)


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


# Members


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


# The desk of the home page


def test_the_home_desk_tells_who_has_to_come_or_give(client, entry, manager):
    text = f"Assemblée générale, {fr_date(entry.meeting.held_on)} : Les Jardins y vient, ou donne pouvoir"
    assert [(todo.text, todo.url) for todo in todo_of(manager)] == [(text, page("meeting", entry.meeting_id))]
    proxy = ProxyFactory(giver=entry)
    assert todo_of(manager) == []
    proxy.delete()
    for change in ({"held_on": date(2023, 6, 1), "record_date": date(2023, 5, 1)}, {"state": State.OPEN}):
        GeneralMeeting.objects.update(**change)
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


# The desk of the day


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


# Votes


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


# Files


def pdf_text(content: bytes) -> str:
    """The words of a PDF, on one line."""
    with pypdfium2.PdfDocument(content) as pdf:
        words = " ".join(pdf[number].get_textpage().get_text_range() for number in range(len(pdf)))
    return " ".join(words.replace("\u00a0", " ").split())


def test_the_attendance_sheet_tells_colleges_proxies_and_arrivals(
    client, login, entry, django_capture_on_commit_callbacks
):
    second = CollegeFactory(name="Sympathisants", position=2)
    RollEntryFactory(meeting=entry.meeting, college=second, name="Amie", votes=0)
    giver = RollEntryFactory(meeting=entry.meeting, name="Donneuse", votes=2)
    ProxyFactory(giver=giver, holder=entry)
    RollEntry.objects.filter(pk=entry.pk).update(present=True, arrived_at=timezone.now(), representative="Alix Martin")
    login(Role.BOARD)
    asked = client.post(page("attendance_sheet", entry.meeting_id))
    job = Job.objects.get()
    assert asked.url == job.get_absolute_url()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.error
    with job.result.open() as file:
        text = pdf_text(file.read())
    assert text.index("Adhérents : 3 structures") < text.index("Sympathisants : 1 structure")
    assert "Alix Martin. Porte le pouvoir de Donneuse (Rennes) (2 voix)." in text
    assert "Pouvoir donné à Les Jardins (Rennes)." in text
    assert "Arrivée à" in text
    assert "Signature" in text


def test_there_is_no_sheet_before_the_roll(client, staff):
    meeting = GeneralMeetingFactory(state=State.PREPARED, frozen_at=None)
    assert "La liste n'est pas figée" in told(client.post(page("attendance_sheet", meeting.pk), follow=True))[0]
    assert not Job.objects.exists()


def test_the_minutes_tell_the_quorum_and_each_vote():
    meeting = GeneralMeetingFactory(title="AG 2023", state=State.CLOSED, place="Lyon")
    there = RollEntryFactory(meeting=meeting, votes=2, there=True)
    ProxyFactory(giver=RollEntryFactory(meeting=meeting), holder=there)
    RollEntryFactory(meeting=meeting)
    ResolutionFactory(
        meeting=meeting, number=1, title="Budget", text="Le budget est approuvé.", votes_for=2, votes_against=1,
        votes_abstained=0, votes_in_room=3, outcome="adopted", majority="two_thirds",
    )  # fmt: skip
    ResolutionFactory(meeting=meeting, number=2, title="Siège")
    text = pdf_text(documents.results_sheet(meeting).content)
    for words in (
        "AG 2023, assemblée générale ordinaire", "Lyon", "2 voix présentes et 1 représentées sur 4, soit 75,00 %.",
        "Le quorum de 50 % est atteint.", "1. Budget", "Le budget est approuvé.",
        "Pour : 2 ; contre : 1 ; abstentions : 0, sur 3 voix présentes et représentées. Deux tiers des suffrages exprimés.",
        "Résolution adoptée.", "2. Siège", "Cette résolution n'a pas été mise aux voix.",
    ):  # fmt: skip
        assert words in text.replace("’", "'")


def test_the_roll_leaves_for_the_voting_tool(client, staff, entry):
    holder = RollEntry.objects.get(name="Le Potager")
    ProxyFactory(giver=entry, holder=holder)
    ContactFactory(organisation=entry.organisation, manages=True, email="alix@example.org")
    type(holder.organisation).objects.filter(pk=holder.organisation_id).update(email="potager@example.org")
    book = openpyxl.load_workbook(io.BytesIO(client.get(page("roll_export", entry.meeting_id, "xlsx")).content))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0] == ("Structure", "Commune", "SIREN", "Collège", "Voix", "Pouvoir donné à", "SIREN du porteur",
                       "Pouvoirs portés", "Voix portées", "Adresse e-mail")  # fmt: skip
    assert rows[1:] == [
        ("Le Potager", "Rennes", holder.siren, "Adhérents", 1, "", "", 1, 3, "potager@example.org"),
        ("Les Jardins", "Rennes", entry.siren, "Adhérents", 3, "Le Potager", holder.siren, 0, 0, "alix@example.org"),
    ]
    csv = client.get(page("roll_export", entry.meeting_id, "csv")).content.decode("utf-8-sig").splitlines()
    assert csv[2] == f"Les Jardins;Rennes;{entry.siren};Adhérents;3;Le Potager;{holder.siren};0;0;alix@example.org"


# Cost


def large_meeting(count: int = 700) -> GeneralMeeting:
    """A meeting of so many organisations, half of them there, a quarter represented."""
    meeting = GeneralMeetingFactory(state=State.OPEN)
    college = CollegeFactory()
    organisations = type(OrganisationFactory.build()).objects.bulk_create(
        OrganisationFactory.build_batch(count, department_id="35", department=None)
    )
    now = timezone.now()
    entries = RollEntry.objects.bulk_create(
        RollEntry(
            meeting=meeting, organisation=one, college=college, college_name=college.name, region_id="53", votes=2,
            name=one.name, town=one.city, siren=one.siren, present=rank % 2 == 0,
            arrived_at=now if rank % 2 == 0 else None,
        )
        for rank, one in enumerate(organisations)
    )  # fmt: skip
    Proxy.objects.bulk_create(
        Proxy(giver=entries[rank + 1], holder=entries[rank], given_on=now) for rank in range(0, count - 1, 4)
    )
    return meeting


def asked(client, address: str, **headers) -> int:
    client.get(address, headers=headers)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address, headers=headers).status_code == 200
    return len(queries)


@pytest.mark.parametrize("role", [Role.NATIONAL_STAFF, Role.BOARD, Role.REGIONAL_STAFF])
def test_pages_ask_as_much_of_three_entries_as_of_700(client, role):
    client.force_login(person(role, region="53"))
    small, large = [
        {
            (name, *headers): asked(client, page(name, meeting.pk), **headers)
            for name, headers in (("meeting", {}), ("meeting_quorum", {}), ("meeting_desk", {}),
                                  ("meeting_desk", {"HX-Request": "true"}))
            if role == Role.NATIONAL_STAFF or name == "meeting" or (role == Role.BOARD and name == "meeting_quorum")
        }
        for meeting in (large_meeting(8), large_meeting(700))
    ]  # fmt: skip
    assert small == large
    assert max(large.values()) <= 14


def test_the_export_asks_as_much_of_three_entries_as_of_700(client, staff, django_assert_num_queries):
    for count in (8, 700):
        meeting = large_meeting(count)
        client.get(page("roll_export", meeting.pk, "csv"))
        with django_assert_num_queries(6):
            client.get(page("roll_export", meeting.pk, "csv"))


def test_the_sheet_of_700_is_laid_out_in_a_minute(django_assert_num_queries):
    meeting = large_meeting()
    with django_assert_num_queries(4):
        sheet = documents.attendance_sheet(meeting)
    assert sheet.layout_seconds < 60
    assert pdf_text(sheet.content).count("Pouvoir donné à") == 175
