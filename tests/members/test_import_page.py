"""Importing a workbook on its page: what is wrong is listed, what would change is shown, what is confirmed is done once."""

import io
import threading
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from members.domain import import_batch
from members.models import ImportBatch, Membership, Organisation, Role
from reporting import jobs
from reporting.exports import xlsx_book
from reporting.models import Job
from tests.factories import MembershipFactory, OrganisationFactory, person, siren, siret

pytestmark = pytest.mark.django_db

IMPORTS = reverse("members:imports")
State = ImportBatch.State
HEADERS = ["SIRET", "Nom", "Code postal"]


def number(n: int) -> str:
    return siret(siren(n))


def workbook(*rows, **sheets) -> bytes:
    """A sheet of organisations, and others by their names."""
    return xlsx_book({"Structures": (HEADERS, rows)} | {name: (table[0], table[1:]) for name, table in sheets.items()})


GOOD = workbook(
    [number(1), "Les Jardins", "35000"], Adhésions=[["SIRET", "Année", "Qualité"], [number(1), 2023, "adhérent"]]
)
BAD = workbook([number(1), "Les Jardins", "35000"], ["12", "Faux", "35000"], [number(2), "", "35000"])


@pytest.fixture
def send(client, staff):
    """Send a file on the page of imports."""

    def post(content: bytes, name: str = "reseau.xlsx"):
        return client.post(IMPORTS, {"file": SimpleUploadedFile(name, content)}, follow=True)

    return post


def page_of(batch) -> str:
    return reverse("members:import_preview", args=[batch.pk])


def shown(response) -> str:
    return response.content.decode()


def work() -> Job:
    """Do the only import that waits, as a worker does."""
    job = Job.objects.get(kind="import_network", state=Job.State.QUEUED)
    jobs.run(job.pk)
    job.refresh_from_db()
    return job


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7 " + b"x" * 200, "rapport.pdf"),
        (b"PK\x03\x04" + b"x" * 200, "abime.xlsx"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 200, "ancien.xls"),
        (b"un;deux\n1;2\n", "autre.csv"),
        (b"", "vide.xlsx"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(send, content, name):
    response = send(content, name)
    assert response.status_code == 200
    assert len(response.context["form"].errors["file"]) == 1
    assert response.context["form"].errors["file"][0] in response.context["form"]["file"].errors
    assert not ImportBatch.objects.exists()


def test_no_file_at_all(client, staff):
    assert client.post(IMPORTS, {"csrfmiddlewaretoken": "x"}).context["form"].errors["file"] == [
        "Choisissez un fichier."
    ]


def test_a_file_too_heavy_is_refused(send):
    assert "20 Mo" in send(b"x" * (20 * 1024 * 1024 + 1)).context["form"].errors["file"][0]


def test_errors_are_listed_with_their_place(send):
    response = send(BAD)
    batch = ImportBatch.objects.get()
    assert batch.state == State.REFUSED
    found = [(error["sheet"], error["row"], error["column"], error["value"]) for error in batch.errors]
    assert found == [("Structures", 3, "SIRET", "12"), ("Structures", 4, "Nom", "")]
    page = shown(response)
    for error in batch.errors:
        cells = [error["sheet"], str(error["row"]), error["column"], error["value"], error["reason"]]
        assert "".join(f"<td>{cell}</td>" for cell in cells) in page.replace("\n", "").replace(" " * 10, "")
    assert all(error["reason"] for error in batch.errors)
    assert "Confirmer" not in page
    assert not Organisation.objects.exists()


def test_refused_rows_are_given_back_as_a_file(client, send):
    send(BAD)
    response = client.get(reverse("members:import_rejects", args=[ImportBatch.objects.get().pk]))
    assert 'filename="lignes-refusees.xlsx"' in response["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["Structures"]
    rows = [[cell or "" for cell in row[:3]] for row in book["Structures"].values]
    assert rows == [HEADERS, ["12", "Faux", "35000"], [number(2), "", "35000"]]


def test_a_refused_file_cannot_be_confirmed(client, send):
    send(BAD)
    response = client.post(page_of(ImportBatch.objects.get()), follow=True)
    assert "déjà été confirmé, refusé ou abandonné" in shown(response)
    assert not Job.objects.exists()


def test_the_preview_tells_what_would_change_and_writes_nothing(send):
    OrganisationFactory(name="Ancien nom", siren=siren(1), siret=number(1))
    response = send(workbook([number(1), "Nouveau nom", "35000"], [number(2), "La Nouvelle", "35000"]))
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.created_by) == (State.PREVIEWED, response.wsgi_request.user)
    organisations = batch.summary["parts"][0]
    assert [organisations[name] for name in ("created", "updated", "unchanged")] == [1, 1, 0]
    for words in ("Ancien nom", "Nouveau nom", "La Nouvelle", "Confirmer l'import", "Abandonner"):
        assert words in shown(response)
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Ancien nom"]


def test_an_import_once_confirmed_is_done_in_the_name_of_who_confirmed(committed, client, send, staff):
    send(GOOD)
    batch = ImportBatch.objects.get()
    response = client.post(page_of(batch))
    batch.refresh_from_db()
    assert (response.status_code, batch.state) == (302, State.QUEUED)
    assert response.url == Job.objects.get().get_absolute_url()
    assert not Organisation.objects.exists()
    job = work()
    batch.refresh_from_db()
    assert (job.state, job.step, batch.state) == (Job.State.DONE, "2 fiches créées ou modifiées", State.DONE)
    organisation = Membership.objects.get().organisation
    assert organisation.name == "Les Jardins"
    assert organisation.events.get().pgh_context.metadata["user"] == staff.pk
    assert "Confirmer" not in shown(client.get(page_of(batch)))


def test_of_two_who_confirm_at_once_one_only_is_heard(committed, send, staff):
    send(GOOD)
    batch = ImportBatch.objects.get()
    together, answers = threading.Barrier(4), []

    def confirm():
        try:
            client = Client()
            client.force_login(staff)
            together.wait()
            answers.append(client.post(page_of(batch)).url)
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    job = Job.objects.get()
    assert sorted(answers) == sorted([job.get_absolute_url(), IMPORTS, IMPORTS, IMPORTS])
    work()
    assert Organisation.objects.count() == 1


def test_an_import_set_aside_changes_nothing_and_is_over(client, send):
    send(GOOD)
    batch = ImportBatch.objects.get()
    assert "rien n'a changé" in shown(client.post(page_of(batch), {"cancel": "1"}, follow=True)).replace("&#x27;", "'")
    assert ImportBatch.objects.get().state == State.CANCELLED
    assert "déjà été confirmé, refusé ou abandonné" in shown(client.post(page_of(batch), follow=True))
    assert not Job.objects.exists()
    assert not Organisation.objects.exists()


def test_confirming_a_file_leaves_another_of_the_same_name_waiting(committed, client, send):
    send(GOOD)
    send(workbook([number(2), "L'Autre", "59000"]))
    other, batch = ImportBatch.objects.all()
    assert (other.name, other.sha256 == batch.sha256) == (batch.name, False)
    client.post(page_of(batch))
    work()
    other.refresh_from_db()
    assert other.state == State.PREVIEWED
    assert Organisation.objects.get().name == "Les Jardins"


def test_what_was_created_since_the_preview_is_updated_rather_than_created(committed, client, send):
    send(GOOD)
    OrganisationFactory(name="Créée entre-temps", siren=siren(1), siret=number(1))
    client.post(page_of(ImportBatch.objects.get()))
    assert work().state == Job.State.DONE
    assert Organisation.objects.get().name == "Les Jardins"
    assert ImportBatch.objects.get().summary["parts"][0]["updated"] == 1


@pytest.fixture
def contradicted(committed, client, send):
    """An import of memberships confirmed after the network took in one that overlaps."""
    organisation = OrganisationFactory(siren=siren(1), siret=number(1))
    send(
        workbook(
            [number(2), "La Nouvelle", "35000"],
            Adhésions=[["SIRET", "Année", "Qualité"], [number(1), 2023, "adhérent"]],
        )
    )
    batch = ImportBatch.objects.get()
    assert batch.state == State.PREVIEWED
    MembershipFactory(organisation=organisation, year=2022, validity=("2022-01-01", "2023-07-01"))
    client.post(page_of(batch))
    return batch


def test_what_the_network_contradicts_since_the_preview_is_refused_whole(contradicted):
    job = work()
    contradicted.refresh_from_db()
    assert (job.state, contradicted.state) == (Job.State.FAILED, State.REFUSED)
    assert job.error
    assert "inattendue" not in job.error
    assert not Organisation.objects.filter(name="La Nouvelle").exists()


def test_the_page_tells_why_a_confirmed_import_was_refused(client, contradicted):
    work()
    contradicted.refresh_from_db()
    assert [(error["sheet"], error["row"]) for error in contradicted.errors] == [("Adhésions", 2)]
    assert contradicted.errors[0]["reason"] in shown(client.get(page_of(contradicted)))


def test_regional_staff_find_no_import(client, send):
    send(GOOD)
    client.force_login(person(Role.REGIONAL_STAFF))
    assert client.post(page_of(ImportBatch.objects.get())).status_code == 403
    assert not Job.objects.exists()


def test_an_import_that_breaks_waits_to_be_confirmed_again(client, send):
    send(GOOD)
    batch = ImportBatch.objects.get()
    client.post(page_of(batch))
    Path(batch.file.path).unlink()
    assert work().state == Job.State.FAILED
    batch.refresh_from_db()
    assert batch.state == State.PREVIEWED


def test_a_file_that_is_no_longer_the_one_seen_is_refused(client, send):
    send(GOOD)
    batch = ImportBatch.objects.get()
    client.post(page_of(batch))
    Path(batch.file.path).write_bytes(b"SIRET;Nom\n")
    assert "n'est plus celui qui a été vérifié" in work().error
    batch.refresh_from_db()
    assert batch.state == State.REFUSED


def test_a_file_that_changes_nothing_asks_for_nothing(send):
    send(GOOD)
    batch = ImportBatch.objects.get()
    import_batch.confirm(batch, by=batch.created_by)
    assert work().state == Job.State.DONE
    page = shown(send(GOOD))
    assert "Rien à changer" in page
    assert "Confirmer" not in page
    assert ImportBatch.objects.filter(state=State.UNCHANGED).count() == 1
