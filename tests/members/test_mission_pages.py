"""The pages of delegated missions, by those who carry, follow or only hear of them."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from http import HTTPStatus
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from members.models import BudgetLine, DelegatedMission, MissionReport, Role
from tests import html_forms
from tests.factories import (
    BudgetLineFactory,
    DelegatedMissionFactory,
    DeliverableFactory,
    InstalmentFactory,
    MissionReportFactory,
    RegionalAssociationFactory,
    person,
)
from tests.members.missions import State, ready, sent, staff_of
from tests.reporting.helpers import pdf_text

pytestmark = pytest.mark.django_db
SECRETS = ("Salaires", "1 000,00", "Fait.", "Guide", "convention.pdf")


def plain(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")


def fields_of(response) -> dict:
    """The fields of the form of the page, as a browser would send them back."""
    form = "bilan" if "/rapport/" in response.request["PATH_INFO"] else "mission"
    return html_forms.fields_of(response.content.decode(), form)


@pytest.fixture
def mission():
    made = ready(title="SIL'ESA", purpose="Faire vivre le logiciel", agreement="x.pdf", agreement_name="convention.pdf")
    sent(made)
    made.lines.update(spent=Decimal(900))
    return made


@pytest.fixture
def carrier(client, mission):
    user = staff_of(mission)
    client.force_login(user)
    return user


@pytest.fixture
def neighbour(client, mission):
    """Staff of another region."""
    user = person(Role.REGIONAL_STAFF, region="32")
    client.force_login(user)
    return user


def test_its_region_reads_the_whole_mission(client, carrier, mission):
    page = plain(client.get(mission.get_absolute_url()))
    for words in (*SECRETS[:2], "900,00 €", "Guide", "convention.pdf", "Bilan final 2023", "Faire vivre le logiciel"):
        assert words in page


def test_another_region_reads_the_outline_only(client, neighbour, mission):
    page = plain(client.get(mission.get_absolute_url()))
    for words in ("SIL'ESA", "Faire vivre le logiciel", mission.carrier.name, "en cours"):
        assert words in page
    for secret in SECRETS:
        assert secret not in page


@pytest.mark.parametrize(
    ("name", "kwargs"),
    [
        ("edit_mission", {}),
        ("move_mission", {}),
        ("mission_agreement", {}),
        ("mission_budget", {"fmt": "csv"}),
        ("mission_report", {"year": 2023, "kind": "final"}),
        ("report_paper", {"year": 2023, "kind": "final"}),
    ],
)
def test_the_inside_is_refused_to_another_region(client, neighbour, mission, name, kwargs):
    assert client.get(reverse(f"members:{name}", kwargs={"pk": mission.pk} | kwargs)).status_code == 403
    DelegatedMission.objects.update(state="proposed", agreed_on=None)
    assert client.get(reverse(f"members:{name}", kwargs={"pk": mission.pk} | kwargs)).status_code == 404


def test_parts_are_refused_to_another_region(client, neighbour, mission):
    for name, part in (("pay_instalment", mission.instalments), ("deliver", mission.deliverables),
                       ("deliverable_file", mission.deliverables)):  # fmt: skip
        assert client.post(reverse(f"members:{name}", args=[part.get().pk])).status_code == 403


def test_the_list_and_its_export_keep_money_from_other_regions(client, neighbour, mission):
    BudgetLine.objects.update(spent=2000, reason="x")
    proposed = DelegatedMissionFactory(title="À venir", state="proposed", agreed_on=None)
    page = plain(client.get(reverse("members:missions")))
    assert "SIL'ESA" in page
    assert proposed.title not in page
    assert "1 000,00" not in page
    assert "dépassement</span>" not in page
    rows = list(
        csv.reader(
            StringIO(client.get(reverse("members:missions_export", args=["csv"])).content.decode("utf-8-sig")),
            delimiter=";",
        )
    )
    assert len(rows) == 2
    assert rows[1][-4:] == ["", "", "", ""]
    # A filter tells nothing either.
    for signal in ("depassement", "retard"):
        assert "SIL'ESA" not in plain(client.get(reverse("members:missions"), {"signal": signal}))


def test_the_list_is_narrowed(client, staff, mission):
    other = DelegatedMissionFactory(title="Achats", year=2030, region_id="32")
    BudgetLineFactory(mission=other, spent=5000, reason="x")
    MissionReportFactory(mission=mission, kind="interim", due_on=date(2023, 9, 30))

    def found(**asked):
        page = plain(client.get(reverse("members:missions"), asked, headers={"HX-Request": "true"}))
        return {title for title in ("SIL'ESA", "Achats") if title in page}

    assert found() == {"SIL'ESA", "Achats"}
    assert found(q="logiciel") == found(region="53") == found(annee="2023") == found(signal="retard") == {"SIL'ESA"}
    assert found(signal="depassement") == {"Achats"}
    assert found(etat="closed") == set()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_as_much_whatever_its_length(client, staff, django_assert_num_queries, count):
    for _ in range(count):
        mission = DelegatedMissionFactory()
        BudgetLineFactory.create_batch(count, mission=mission)
    client.get(reverse("members:missions"))
    with django_assert_num_queries(3):
        client.get(reverse("members:missions"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_mission_costs_as_much_whatever_its_parts(client, staff, django_assert_num_queries, count):
    mission = DelegatedMissionFactory(year=2023)
    BudgetLineFactory.create_batch(count, mission=mission)
    InstalmentFactory.create_batch(count, mission=mission)
    DeliverableFactory.create_batch(count, mission=mission)
    for year in range(2023, 2023 + count):
        MissionReportFactory(mission=mission, year=year)
    client.get(mission.get_absolute_url())
    with django_assert_num_queries(9):
        client.get(mission.get_absolute_url())


def test_a_mission_is_proposed_then_given_its_budget(client, staff):
    carrier = RegionalAssociationFactory()
    carrier.regions.add("53")
    asked = {"title": "Nouvelle", "purpose": "x", "carrier": carrier.pk, "region": "53", "starts": "2023-01-01",
             "ends": "2023-12-31", "indicator_keys": ["members.adherents"]}  # fmt: skip
    wrong = client.post(reverse("members:new_mission"), asked | {"ends": "2022-12-31"})
    assert wrong.status_code == HTTPStatus.BAD_REQUEST
    assert "Le dernier jour précède le premier" in plain(wrong)
    response = client.post(reverse("members:new_mission"), asked)
    made = DelegatedMission.objects.get()
    assert response.url == reverse("members:edit_mission", args=[made.pk])
    assert (made.last_year, made.reports.count()) == (2023, 2)
    fields = fields_of(client.get(response.url))
    fields |= {
        "budget-0-year": "2023", "budget-0-label": "Salaires", "budget-0-planned": "1 000,50",
        "versements-0-year": "2023", "versements-0-due_on": "2023-02-01", "versements-0-amount": "500",
        "livrables-0-label": "Guide", "livrables-0-due_on": "2023-06-01",
    }  # fmt: skip
    answer = client.post(response.url, fields)
    assert answer.url == made.get_absolute_url()
    assert (made.lines.get().planned, made.instalments.get().amount) == (Decimal("1000.50"), 500)
    assert made.deliverables.get().label == "Guide"


def test_a_change_made_meanwhile_comes_back_with_what_was_typed(client, staff, mission):
    address = reverse("members:edit_mission", args=[mission.pk])
    fields = fields_of(client.get(address)) | {"title": "Le mien"}
    DelegatedMission.objects.get(pk=mission.pk).save()
    response = client.post(address, fields)
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert "vient d'enregistrer" in plain(response)
    assert 'value="Le mien"' in plain(response)
    assert client.post(address, fields_of(response)).status_code == HTTPStatus.FOUND
    mission.refresh_from_db()
    assert mission.title == "Le mien"


def test_too_much_to_pay_is_said(client, staff, mission):
    address = reverse("members:edit_mission", args=[mission.pk])
    fields = fields_of(client.get(address)) | {
        "versements-1-year": "2023", "versements-1-due_on": "2023-02-01", "versements-1-amount": "9000"}  # fmt: skip
    assert "dépassent les charges prévues" in plain(client.post(address, fields))
    assert mission.instalments.count() == 1


def move(client, mission, step, **data):
    return client.post(reverse("members:move_mission", args=[mission.pk]), {"step": step} | data, follow=True)


def test_the_carrier_accepts_and_the_national_team_leads(client):
    mission = ready(State.PROPOSED)
    client.force_login(staff_of(mission))
    assert "La mission est convenue" in plain(move(client, mission, "agree"))
    assert move(client, mission, "start").status_code == 403
    client.force_login(person(Role.NATIONAL_STAFF))
    assert "La mission est en cours" in plain(move(client, mission, "start"))
    assert "Écrivez le motif" in plain(move(client, mission, "suspend"))
    page = plain(move(client, mission, "suspend", reason="Un départ"))
    assert "suspendue : Un départ" in page.lower() or "Suspendue : Un départ" in page
    assert "n'attend plus d'accord" in plain(move(client, mission, "agree"))
    mission.refresh_from_db()
    assert mission.state == State.SUSPENDED


def test_files_go_in_and_come_out(client, carrier, mission):
    address = reverse("members:mission_agreement", args=[mission.pk])
    file = SimpleUploadedFile("Convention signée.pdf", b"%PDF-1.7 signed")
    assert "La convention est déposée" in plain(client.post(address, {"file": file}, follow=True))
    response = client.get(address)
    assert b"".join(response.streaming_content) == b"%PDF-1.7 signed"
    assert "attachment" in response["Content-Disposition"]
    deliverable = mission.deliverables.get()
    file = SimpleUploadedFile("guide.docx", b"PK")
    client.post(reverse("members:deliver", args=[deliverable.pk]), {"file": file})
    deliverable.refresh_from_db()
    assert deliverable.delivered_on == timezone.localdate()
    response = client.get(reverse("members:deliverable_file", args=[deliverable.pk]))
    assert b"".join(response.streaming_content) == b"PK"


def test_an_instalment_is_noted(client, staff, mission):
    address = reverse("members:pay_instalment", args=[mission.instalments.get().pk])
    assert "Le versement est noté" in plain(client.post(address, {"paid_on": "2023-02-03"}, follow=True))
    assert "déjà noté" in plain(client.post(address, {"paid_on": "2023-02-03"}, follow=True))


def test_the_budget_leaves_as_a_table(client, carrier, mission):
    content = client.get(reverse("members:mission_budget", args=[mission.pk, "csv"])).content.decode("utf-8-sig")
    assert content.splitlines()[1] == "2023;charge;;Salaires;1000,00;900,00;100,00;"
    assert client.get(reverse("members:mission_budget", args=[mission.pk, "xlsx"])).content[:2] == b"PK"


@pytest.fixture
def draft(client):
    """A report to write, and somebody of the carrier logged in."""
    mission = ready(title="SIL'ESA", indicator_keys=["members.adherents"])
    client.force_login(staff_of(mission))
    report = mission.reports.get()
    report.narrative, report.spent, report.carried_over = "", {}, None
    report.save()
    return report


def autosave(client, report, fields):
    return client.post(report.get_absolute_url(), fields, headers={"HX-Request": "true"})


def test_a_report_saves_itself_and_is_sent(client, draft):
    line = draft.mission.lines.get()
    fields = fields_of(client.get(draft.get_absolute_url())) | {"narrative": "Douze ateliers."}
    saved = autosave(client, draft, fields)
    assert saved.status_code == 200
    assert 'name="version" value="1"' in plain(saved)
    fields |= {"version": "1", f"spent_{line.pk}": "1 200,00", "value_members.adherents": "3", "carried_over": "0"}
    refused = client.post(draft.get_absolute_url(), fields | {"send": ""})
    assert refused.status_code == HTTPStatus.BAD_REQUEST
    assert "dépasse le prévu de plus de 10 %" in plain(refused)
    # What was typed is kept all the same.
    fields = fields_of(refused) | {f"reason_{line.pk}": "Davantage de demandes"}
    assert fields["narrative"] == ["Douze ateliers."]
    response = client.post(draft.get_absolute_url(), fields | {"send": ""}, follow=True)
    assert "Le bilan est remis" in plain(response)
    line.refresh_from_db()
    assert (line.spent, line.reason) == (1200, "Davantage de demandes")
    assert "dépassement" in plain(response)
    assert 'name="narrative"' not in plain(response)


def test_a_wrong_number_does_not_lose_the_rest(client, draft):
    line = draft.mission.lines.get()
    fields = fields_of(client.get(draft.get_absolute_url())) | {"narrative": "Fait.", f"spent_{line.pk}": "beaucoup"}
    saved = autosave(client, draft, fields)
    assert "Sauf : Réalisé : Salaires" in plain(saved)
    draft.refresh_from_db()
    assert (draft.narrative, draft.spent) == ("Fait.", {})


def test_the_other_text_is_shown_beside_ones_own(client, draft):
    fields = fields_of(client.get(draft.get_absolute_url()))
    autosave(client, draft, fields | {"narrative": "De la part d'Alix"})
    mine = fields | {"narrative": "De la part de Sacha"}
    for response in (autosave(client, draft, mine), client.post(draft.get_absolute_url(), mine)):
        assert response.status_code == HTTPStatus.CONFLICT
        assert "De la part d'Alix" in plain(response)
        assert "De la part de Sacha" in plain(response)
    draft.refresh_from_db()
    assert draft.narrative == "De la part d'Alix"
    # The page has now seen both: what it saves takes the place of the other.
    assert client.post(draft.get_absolute_url(), fields_of(response)).status_code == HTTPStatus.FOUND
    draft.refresh_from_db()
    assert draft.narrative == "De la part de Sacha"


def test_a_sent_report_no_longer_saves_itself(client, draft):
    fields = fields_of(client.get(draft.get_absolute_url())) | {"narrative": "Trop tard"}
    sent(draft.mission)
    response = autosave(client, draft, fields)
    assert response.status_code == HTTPStatus.CONFLICT
    assert "il ne peut plus être modifié" in plain(response)


def test_the_national_team_answers(client, staff, mission):
    report = mission.reports.get()
    page = client.get(report.get_absolute_url())
    assert 'name="narrative"' not in plain(page)
    assert "a un motif" in plain(client.post(report.get_absolute_url(), {"ask_for_more": "", "answer": ""}))
    client.post(report.get_absolute_url(), {"ask_for_more": "", "answer": "Précisez."})
    report.refresh_from_db()
    assert (report.state, report.answer) == ("asked_for_more", "Précisez.")
    sent(mission)
    client.post(report.get_absolute_url(), {"accept": "", "answer": "Merci."})
    mission.refresh_from_db()
    assert mission.state == State.ACCEPTED


def test_a_carrier_does_not_answer_itself_and_the_board_does_not_write(client, carrier, mission):
    report = mission.reports.get()
    assert client.post(report.get_absolute_url(), {"accept": ""}).status_code == 403
    client.force_login(person(Role.BOARD))
    assert client.post(report.get_absolute_url(), {"narrative": "x", "version": "0"}).status_code == 403
    assert MissionReport.objects.get().state == "sent"


def test_the_pdf_says_what_the_page_says(client, carrier, mission):
    report = mission.reports.get()
    text = pdf_text(client.get(reverse("members:report_paper", args=[mission.pk, 2023, "final"])).content)
    for words in (
        "Bilan final 2023 : SIL'ESA",
        "Fait.",
        "Salaires charge 1 000,00 € 900,00 €",
        "Solde reporté : 0,00 €",
    ):
        assert words in text
    assert report.narrative in plain(client.get(report.get_absolute_url()))


def test_signals_reach_the_desks_of_both_sides(client, mission):
    MissionReportFactory(mission=mission, kind="interim", due_on=timezone.localdate() - timedelta(days=1))
    mission.lines.update(spent=5000, reason="x")
    client.force_login(person(Role.NATIONAL_STAFF))
    page = plain(client.get(reverse("home")))
    for words in ("Bilan final 2023, SIL'ESA : remis, à examiner", "Bilans de mission en retard : 1",
                  "Mission « SIL'ESA » : budget dépassé"):  # fmt: skip
        assert words in page
    client.force_login(staff_of(mission))
    page = plain(client.get(reverse("home")))
    for words in ("Bilan intermédiaire 2023, SIL'ESA : en retard", "Mission « SIL'ESA » : budget dépassé"):
        assert words in page
    client.force_login(person(Role.REGIONAL_STAFF, region="32"))
    assert "SIL'ESA" not in plain(client.get(reverse("home")))
