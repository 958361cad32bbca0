"""The pages of accreditations: asked for on line, examined, and what each reader finds there."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from certification.models import Accreditation
from config.waiting import accreditations_to_ask, accreditations_to_examine
from members.models import Role
from tests import html_forms
from tests.certification.accreditations import State, complete, manager_of, of_another_team, of_team, pdf
from tests.factories import person
from tests.factories.certification import AccreditationFactory, CertificationFactory, PieceKindFactory

pytestmark = pytest.mark.django_db


def page(name: str, *args) -> str:
    return reverse(f"certification:{name}", args=args)


def plain(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")


def save(client, one, section: str, values: dict, version: int = 0):
    sent = json.dumps({"values": values, "version": version, "client_at": "2026-01-01T00:00:00Z"})
    return client.post(page("accreditation_section", one.pk, section), sent, content_type="application/json")


@pytest.fixture
def draft():
    return AccreditationFactory(state=State.DRAFT)


@pytest.fixture
def boss(client, draft):
    user = manager_of(draft)
    client.force_login(user)
    return user


# Asking.


def test_a_manager_asks_fills_sends_pieces_and_hands_in(client):
    standing = AccreditationFactory(state=State.EXPIRED)
    client.force_login(manager_of(standing))
    kind = PieceKindFactory(certification=standing.certification)
    asked = {"organisation": standing.organisation_id, "certification": standing.certification_id, "scope": "both"}
    begun = client.post(page("accreditation_new"), asked)
    one = Accreditation.objects.get(state=State.DRAFT)
    assert begun.url == page("accreditation_fill", one.pk)

    fields = html_forms.fields_of(client.get(begun.url).content.decode(), "dossier")
    written = {
        "lieux-sites": "Ici", "lieux-activities": "Jardin", "lieux-employees": "12", "equipe-team": "Deux",
        "equipe-disability_contact": "Alix", "pedagogie-organisation_text": "x", "pedagogie-tools": "y", "moyens-means": "z",
    }  # fmt: skip
    assert client.post(begun.url, fields | written).status_code == 302
    refused = client.post(page("accreditation_step", one.pk), {"step": "submit"})
    assert refused.status_code == 409
    assert f"la pièce « {kind} »" in plain(refused)

    client.post(page("accreditation_piece", one.pk, kind.pk), {"file": SimpleUploadedFile("plan.pdf", pdf().read())})
    assert client.post(page("accreditation_step", one.pk), {"step": "submit"}).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.employees, one.pieces.get().name) == (State.SUBMITTED, 12, "plan.pdf")
    assert client.get(begun.url, follow=True).redirect_chain[-1][0] == one.get_absolute_url()


def test_a_manager_asks_for_their_own_structure_only(client, boss, draft):
    other = AccreditationFactory()
    asked = {"organisation": other.organisation_id, "certification": other.certification_id, "scope": "both"}
    assert client.post(page("accreditation_new"), asked).context["form"].errors["organisation"]
    assert Accreditation.objects.filter(state=State.DRAFT).get() == draft


def test_a_closed_certification_is_not_offered(client, boss, draft):
    over = CertificationFactory(registered_until=timezone.localdate() - timedelta(days=1))
    offered = client.get(page("accreditation_new")).context["form"].fields["certification"].queryset
    assert draft.certification in offered
    assert over not in offered


# Written while one types.


def test_a_section_is_saved_and_what_another_wrote_is_not_covered_unseen(client, boss, draft):
    assert save(client, draft, "lieux", {"sites": "Ici\r\net là", "employees": "12"}).json() == {"version": 1}
    again = save(client, draft, "lieux", {"sites": "Ici\net là", "employees": "12"})
    assert again.json() == {"version": 1}, "the same words sent again are no conflict"
    late = save(client, draft, "lieux", {"sites": "Ailleurs", "employees": ""})
    assert late.status_code == 409
    theirs = late.json()["theirs"]
    assert (theirs["version"], theirs["values"]["sites"], theirs["values"]["employees"]) == (1, "Ici\net là", 12)
    assert ["lieux", "Ici\net là"] in theirs["words"]
    assert save(client, draft, "lieux", {"sites": "Ailleurs", "employees": ""}, version=1).json() == {"version": 2}
    draft.refresh_from_db()
    assert (draft.sites, draft.employees) == ("Ailleurs", None)


def test_two_sections_do_not_hinder_each_other(client, boss, draft):
    assert save(client, draft, "lieux", {"sites": "Ici"}).json() == {"version": 1}
    assert save(client, draft, "moyens", {"means": "x", "subcontracts": True}).json() == {"version": 1}
    draft.refresh_from_db()
    assert (draft.sites, draft.subcontracts) == ("Ici", True)


@pytest.mark.parametrize(
    "sent", ["", "[]", "{}", '{"values": 3, "version": 0}', '{"values": {}, "version": "x"}', "\u00e9"]
)
def test_what_cannot_be_read_is_told(client, boss, draft, sent):
    answer = client.post(page("accreditation_section", draft.pk, "lieux"), sent, content_type="application/json")
    assert (answer.status_code, bool(answer.json()["message"])) == (409, True)


def test_a_wrong_number_is_told_and_nothing_is_written(client, boss, draft):
    answer = save(client, draft, "lieux", {"sites": "Ici", "employees": "douze"})
    assert "nombre entier" in answer.json()["message"]
    draft.refresh_from_db()
    assert draft.sites == ""


def test_without_script_both_texts_are_shown_then_the_second_sending_is_written(client, boss, draft):
    address = page("accreditation_fill", draft.pk)
    fields = html_forms.fields_of(client.get(address).content.decode(), "dossier") | {"lieux-sites": "Le mien"}
    save(client, draft, "lieux", {"sites": "Le sien"})
    shown = client.post(address, fields)
    assert shown.status_code == 409
    for words in ("Le mien", "Le sien"):
        assert words in plain(shown)
    again = html_forms.fields_of(shown.content.decode(), "dossier")
    assert client.post(address, again).status_code == 302
    draft.refresh_from_db()
    assert draft.sites == "Le mien"


def test_a_request_handed_in_is_no_longer_written(client):
    one = complete(State.SUBMITTED)
    client.force_login(manager_of(one))
    assert "déposée" in save(client, one, "lieux", {"sites": "Ailleurs"}).json()["message"]
    for name in ("accreditation_fill", "accreditation_pieces"):
        assert client.get(page(name, one.pk)).url == one.get_absolute_url()


# Pieces.


def test_a_piece_is_sent_by_the_script_which_gets_what_changes(client, boss, draft):
    kind = PieceKindFactory(certification=draft.certification, name="Assurance")
    assert "manquante" in plain(client.get(page("accreditation_pieces", draft.pk)))

    def send(name, content):
        return client.post(
            page("accreditation_piece", draft.pk, kind.pk), {"file": SimpleUploadedFile(name, content)},
            headers={"X-Requested-With": "upload"},
        )  # fmt: skip

    refused = send("piece.pdf", b"MZ")
    assert (refused.status_code, refused["Content-Type"]) == (409, "text/plain; charset=utf-8")
    received = send("assurance.pdf", b"%PDF-1.7 x")
    assert f'id="recue-{kind.pk}"' in plain(received)
    assert "assurance.pdf" in plain(received)
    taken = client.get(page("piece_file", draft.pieces.get().pk))
    assert b"".join(taken.streaming_content) == b"%PDF-1.7 x"
    assert taken["Content-Disposition"] == 'attachment; filename="assurance.pdf"'


def test_the_team_accepts_or_refuses_each_piece(client):
    one = complete(State.SUBMITTED)
    piece = one.pieces.get()
    client.force_login(of_team())
    refused = client.post(page("piece_answer", piece.pk), {"answer": "refuse", "comment": " "}, follow=True)
    assert "Le refus d'une pièce a un motif" in plain(refused)
    client.post(page("piece_answer", piece.pk), {"answer": "refuse", "comment": "Illisible"})
    piece.refresh_from_db()
    assert (piece.state, piece.comment) == ("refused", "Illisible")
    client.post(page("piece_answer", piece.pk), {"answer": "accept", "expires_on": "2027-01-31"})
    piece.refresh_from_db()
    assert (piece.state, piece.comment, piece.expires_on.isoformat()) == ("accepted", "", "2027-01-31")


# Examined and decided.


def test_a_request_goes_from_the_team_to_the_committee(client):
    one, reviewer, decider = complete(State.SUBMITTED), of_team(), of_team()
    boss = manager_of(one)
    step = page("accreditation_step", one.pk)
    client.force_login(reviewer)
    client.post(step, {"step": "begin_review", "reviewer": reviewer.pk})
    today = timezone.localdate()
    client.post(step, {"step": "give_opinion", "opinion": "Solide", "favourable": "oui", "committee_on": today})
    shown = client.get(one.get_absolute_url())
    assert "une autre personne de l'équipe écrit la décision" in plain(shown)
    assert "Solide" in plain(shown)
    decision = {
        "step": "decide", "outcome": "granted", "committee_on": today, "legal_form": "convention", "starts": today,
        "ends": today + timedelta(days=5000),
    }  # fmt: skip
    client.force_login(decider)
    refused = client.post(step, decision)
    assert refused.status_code == 409
    assert "l'agrément ne va pas au-delà" in plain(refused)
    assert f'value="{today + timedelta(days=5000)}"' in plain(refused), "what was typed stays"
    client.post(step, decision | {"ends": today + timedelta(days=100)})
    one.refresh_from_db()
    assert (one.state, one.reviewer, one.decided_by) == (State.GRANTED, reviewer, decider)
    client.force_login(boss)
    shown = plain(client.get(one.get_absolute_url()))
    assert one.number in shown
    assert "Solide" not in shown, "the opinion is the team's"
    assert client.get(page("accreditation_agreement", one.pk)).content.startswith(b"%PDF")


def test_a_step_taken_by_somebody_else_meanwhile_is_told(client):
    one = complete(State.IN_REVIEW)
    client.force_login(of_team())
    told = client.post(page("accreditation_step", one.pk), {"step": "ask_more", "note": "Un plan"}, follow=True)
    assert "Le dossier est « à l'étude »" in plain(told)


@pytest.mark.parametrize("state", State)
def test_the_page_opens_in_every_state_for_all_who_read_it(client, state):
    one = complete(state)
    region = person(Role.REGIONAL_STAFF)
    for user in (manager_of(one), of_team(), of_another_team(), person(Role.BOARD), region):
        client.force_login(user)
        expected = 404 if user == region and state == State.DRAFT else 200
        assert client.get(one.get_absolute_url()).status_code == expected


# The list, and what waits.


def test_each_finds_their_own_in_the_list_and_in_its_file(client):
    one, other = complete(State.GRANTED), complete(State.SUBMITTED)
    region = person(Role.REGIONAL_STAFF, region="32")
    client.force_login(manager_of(one))
    assert list(client.get(page("accreditations")).context["page"]) == [one]
    rows = client.get(page("accreditations_export", "csv")).content.decode("utf-8-sig").splitlines()
    assert (len(rows), one.number in rows[1]) == (2, True)
    client.force_login(region)
    assert list(client.get(page("accreditations")).context["page"]) == []
    client.force_login(of_team())
    for query, found in (
        ({"etat": "demandes"}, {other}),
        ({"etat": "granted"}, {one}),
        ({"certification": other.certification.code}, {other}),
        ({"region": "32"}, set()),
        ({"q": one.organisation.name}, {one}),
    ):
        assert set(client.get(page("accreditations"), query).context["page"]) == found, query
    assert client.get(page("accreditations_export", "csv"), {"etat": "abc"}).status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(client, count, django_assert_max_num_queries):
    client.force_login(of_team())
    for _ in range(count):
        complete(State.GRANTED)
    client.get(page("accreditations"))
    with django_assert_max_num_queries(6):
        client.get(page("accreditations"))


def test_what_waits_is_on_the_home_desks():
    draft, incomplete = complete(State.DRAFT), complete(State.INCOMPLETE)
    ending = complete(
        State.GRANTED,
        validity=DateRange(timezone.localdate() - timedelta(days=9), timezone.localdate() + timedelta(days=90)),
    )
    for one, words in ((draft, "à finir et à déposer"), (incomplete, "à compléter"), (ending, "à renouveler avant")):
        [todo] = accreditations_to_ask(manager_of(one))
        assert words in todo.text
    renewal = complete(
        State.SUBMITTED, organisation=ending.organisation, certification=ending.certification, renews=ending
    )
    assert accreditations_to_ask(manager_of(ending)) == []
    reviewer = of_team()
    complete(State.COMMITTEE, reviewer=reviewer)
    assert [todo.text for todo in accreditations_to_examine(of_team())] == [
        "Demandes d'agrément à vérifier : 1", "Demandes d'agrément au comité, à décider : 1",
    ]  # fmt: skip
    assert [todo.text for todo in accreditations_to_examine(reviewer)] == ["Demandes d'agrément à vérifier : 1"]
    assert renewal.renews == ending
