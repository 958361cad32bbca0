"""What leaves a meeting as a file, the colleges that staff set, and what a large meeting costs."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members.domain.meetings import documents
from members.models import College, GeneralMeeting, Proxy, Role, RollEntry
from reporting import jobs
from reporting.models import Job
from tests.factories import (
    CollegeFactory,
    ContactFactory,
    GeneralMeetingFactory,
    OrganisationFactory,
    ProxyFactory,
    ResolutionFactory,
    RollEntryFactory,
    person,
)
from tests.members.meetings import page, pdf_text, text_of, told

pytestmark = pytest.mark.django_db
State = GeneralMeeting.State


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
