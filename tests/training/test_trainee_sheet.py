"""The spreadsheet of trainees: shown line by line with its faults, confirmed once, nobody registered twice."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from members.domain.moves import NotAllowed, Refused
from members.imports.reading import UnreadableFile
from reporting.exports import csv_table, xlsx_table
from tests.factories import OrganisationFactory
from tests.factories.training import RegistrationFactory, SessionFactory, TraineeFactory
from tests.training.people import manager_of
from tests.training.registering import WISH
from training.domain.registrations import importing
from training.domain.registrations.sheet import trainee_template
from training.models import Registration, TraineeImport

pytestmark = pytest.mark.django_db
HEADERS = ["Nom", "Prénom", "Courriel", "Emploi", "Type de stagiaire"]
GOOD = ["Le Goff", "Maëlle", "maelle@example.org", "Encadrante", ""]


@pytest.fixture
def organisation():
    return OrganisationFactory()


@pytest.fixture
def manager(organisation):
    return manager_of(organisation)


def file(rows, name="stagiaires.csv", headers=HEADERS, table=csv_table):
    return SimpleUploadedFile(name, table(headers, rows))


def sent(session, organisation, by, rows, **given) -> TraineeImport:
    return importing.preview_file(file(rows, **given), session=session, organisation=organisation, by=by)


@pytest.mark.parametrize(("name", "table"), [("s.csv", csv_table), ("s.xlsx", xlsx_table)])
def test_a_file_is_read_shown_then_registered(organisation, manager, name, table):
    batch = sent(SessionFactory(), organisation, manager, [GOOD], name=name, table=table)
    assert not Registration.objects.exists(), "nobody is registered before it is confirmed"
    importing.confirm(batch, wish=WISH, by=manager)
    place = Registration.objects.get()
    assert (str(place.trainee), place.trainee.job, place.trainee_type) == ("Maëlle Le Goff", "Encadrante", "a")
    batch.refresh_from_db()
    assert (batch.state, batch.made, batch.refused) == ("done", 1, 0)


def test_faults_are_told_line_by_line_and_the_others_are_registered(organisation, manager):
    session = SessionFactory(maximum=2, minimum=1)
    RegistrationFactory(session=session, trainee__first_name="Déjà", trainee__last_name="Là",
                        order__organisation=organisation)  # fmt: skip
    TraineeFactory(organisation=organisation, first_name="Paul", last_name="Morin")
    rows = [
        GOOD, ["", "Zoé", "", "", ""], ["Kern", "Zoé", "pas une adresse", "", ""], ["Ben", "Ali", "", "", "pompier"],
        ["Là", "Deja", "", "", ""], ["Morin", "Paul", "", "", "apprenti"], ["LE GOFF", "maelle", "", "", ""],
    ]  # fmt: skip
    batch = sent(session, organisation, manager, rows)
    plan = importing.plan_of(batch)
    told = {line.number: [fault.reason for fault in line.faults] for line in plan.lines if line.faults}
    assert told == {
        3: ["Cette cellule ne peut pas être vide."],
        4: ["Cette adresse e-mail n'est pas valable."],
        5: ["Les valeurs permises sont : Salarié d'employeur privé, Apprenti, Personne en recherche d'emploi, "
            "Autre stagiaire."],
        8: ["Cette personne est déjà à la ligne 2."],
    }  # fmt: skip
    assert [str(line.person) for line in plan.already] == ["Deja Là"]
    assert [(str(line.person), line.waits, line.known) for line in plan.new] == [
        ("Maëlle Le Goff", False, False), ("Paul Morin", True, True)
    ]  # fmt: skip
    made = importing.confirm(batch, wish=WISH, by=manager)
    assert [str(one.trainee) for one in made.seated] == ["Maëlle Le Goff"]
    assert [(str(one.trainee), one.trainee_type) for one in made.waiting] == [("Paul Morin", "b")]


def test_a_file_confirmed_twice_registers_once(organisation, manager):
    batch = sent(SessionFactory(), organisation, manager, [GOOD])
    importing.confirm(batch, wish=WISH, by=manager)
    with pytest.raises(Refused, match="déjà été confirmé"):
        importing.confirm(batch, wish=WISH, by=manager)
    with pytest.raises(Refused, match="déjà été confirmé"):
        importing.cancel(batch)
    assert Registration.objects.count() == 1


def test_the_same_file_sent_again_registers_nobody(organisation, manager):
    session = SessionFactory()
    importing.confirm(sent(session, organisation, manager, [GOOD]), wish=WISH, by=manager)
    with pytest.raises(Refused, match="Aucune ligne"):
        importing.confirm(sent(session, organisation, manager, [GOOD]), wish=WISH, by=manager)


def test_a_missing_column_registers_nobody(organisation, manager):
    batch = sent(SessionFactory(), organisation, manager, [["Maëlle", "a@example.org"]], headers=["Prénom", "Courriel"])
    assert [fault.reason for fault in importing.plan_of(batch).faults] == ["La colonne « Nom » manque."]
    with pytest.raises(Refused, match="Aucune ligne"):
        importing.confirm(batch, wish=WISH, by=manager)


def test_one_sends_the_file_of_one_s_own_structure(organisation):
    with pytest.raises(NotAllowed):
        sent(SessionFactory(), organisation, manager_of(OrganisationFactory()), [GOOD])


def test_a_content_that_is_forgotten_says_so(organisation, manager):
    batch = sent(SessionFactory(), organisation, manager, [GOOD])
    importing.cancel(batch)
    batch.refresh_from_db()
    with pytest.raises(UnreadableFile, match="déposez-le à nouveau"):
        importing.plan_of(batch)


def test_the_template_is_read_back(organisation, manager):
    content = trainee_template()
    headers = [cell.value for cell in load_workbook(io.BytesIO(content)).worksheets[0][1]]
    assert headers == ["Nom", "Prénom", "Courriel", "Téléphone", "Emploi", "Type de stagiaire"]


def test_a_manager_walks_from_the_file_to_the_order(client, organisation, manager):
    session = SessionFactory()
    client.force_login(manager)
    page = reverse("training:trainee_imports", args=[session.pk])
    assert "modèle à remplir" in client.get(page).text
    assert client.post(page, {}).status_code == 400
    unreadable = client.post(page, {"file": SimpleUploadedFile("s.xlsx", b"PKrien")})
    assert unreadable.status_code == 400
    preview = client.post(page, {"file": file([GOOD, ["", "Zoé", "", "", ""]])}, follow=True)
    assert "à inscrire" in preview.text
    assert "Cette cellule ne peut pas être vide" in preview.text
    batch = TraineeImport.objects.get()
    refused = client.get(reverse("training:trainee_refused", args=[batch.pk]))
    rows = list(load_workbook(io.BytesIO(refused.content)).worksheets[0].values)
    assert any("Zoé" in (row or ()) for row in rows)
    done = client.post(
        reverse("training:trainee_import", args=[batch.pk]),
        {"confirm": "1", "contact_name": "Une Responsable", "contact_email": "r@example.org"}, follow=True,
    )  # fmt: skip
    assert "Maëlle Le Goff" in done.text
    assert Registration.objects.count() == 1
    client.force_login(manager_of(OrganisationFactory()))
    assert client.get(reverse("training:trainee_import", args=[batch.pk])).status_code == 404
