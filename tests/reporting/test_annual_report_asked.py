"""Asking for the annual report, on its page and at the command line."""

import hashlib
import re
from html import unescape

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from members.models import Region, Role
from reporting.domain.annual_report import ensure_report, make_edition
from reporting.indicators import Scope
from reporting.models import AnnualReport, Job, ReportEdition
from reporting.tasks import run_job
from tests.reporting.helpers import key_figures, pdf_text, small_network


@pytest.fixture
def report(db):
    """The national report of a small network, ready to be made."""
    small_network()
    return ensure_report(2023)


@pytest.fixture
def spoilt(report):
    """The same report, which quotes a figure that nobody knows."""
    report.sections.filter(title="Éditorial").update(body="{{ figure:members.nobody }}")
    return report


def test_the_board_asks_on_the_page_and_downloads_the_edition(
    client, login, report, django_capture_on_commit_callbacks
):
    board = login(Role.BOARD)
    page = reverse("reporting:report", args=[report.pk])
    assert "Demander une nouvelle édition" in client.get(page).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("reporting:report_ask", args=[report.pk]))
    job = Job.objects.get()
    assert (response.url, job.asked_by) == (job.get_absolute_url(), board)
    run_job(str(job.pk))
    edition = report.editions.get()
    assert (edition.made_by, edition.job) == (board, job)
    for address in [reverse("reporting:edition_file", args=[edition.pk]), reverse("reporting:job_file", args=[job.pk])]:
        content = client.get(address).getvalue()
        assert hashlib.sha256(content).hexdigest() == edition.sha256
    assert edition.sha256 in client.get(page).content.decode()


@pytest.mark.parametrize(("region", "published", "status"), [("53", False, 302), ("32", False, 404), ("32", True, 403)])
def test_regional_staff_ask_for_their_own_region_only(client, login, report, region, published, status):
    login(Role.REGIONAL_STAFF, region="53")
    regional = ensure_report(2023, Region.objects.get(code=region))
    AnnualReport.objects.update(published=published)
    assert client.post(reverse("reporting:report_ask", args=[regional.pk])).status_code == status
    assert Job.objects.exists() == (status == 302)


def test_a_page_whose_report_is_not_ready_says_why_and_asks_nothing(client, login, spoilt):
    login(Role.BOARD)
    response = client.post(reverse("reporting:report_ask", args=[spoilt.pk]), follow=True)
    page = response.content.decode()
    assert "Éditorial : Aucun chiffre ne porte la clé « members.nobody »." in page
    assert "Demander une nouvelle édition" not in page
    assert not Job.objects.exists()


def test_command_writes_the_report_to_a_file(report, tmp_path, capsys):
    file = tmp_path / "rapport.pdf"
    call_command("annual_report", "2023", output=file)
    assert key_figures(Scope(2023)) in pdf_text(file.read_bytes())
    assert str(file) in capsys.readouterr().out
    assert not ReportEdition.objects.exists()


def test_command_refuses_what_is_not_ready_and_writes_nothing(spoilt, tmp_path):
    for year, region, reason in [
        (2023, None, "Éditorial : Aucun chiffre ne porte la clé « members.nobody »."),
        (2019, None, "Les chiffres clés : Le chiffre « Adhérents » (members.adherents) n'a aucune donnée pour 2019."),
        (2023, "999", "Aucune région ne porte le code 999."),
        (1800, None, "L'année doit être comprise entre 1990 et 2100."),
    ]:
        with pytest.raises(CommandError, match=re.escape(reason)):
            call_command("annual_report", year, region=region, output=tmp_path / "rapport.pdf")
    assert list(tmp_path.glob("*.pdf")) == []


@pytest.mark.parametrize("action", ["report_ask", "report_publish", "report_delete"])
def test_an_action_come_back_from_the_login_page_leads_to_the_report(client, login, report, action):
    login(Role.NATIONAL_STAFF)
    response = client.get(reverse(f"reporting:{action}", args=[report.pk]))
    assert (response.status_code, response.url) == (302, report.get_absolute_url())
    assert AnnualReport.objects.filter(pk=report.pk, published=False).exists()
    assert not Job.objects.exists()


def test_a_draft_opened_by_mistake_is_deleted(client, login, report):
    login(Role.BOARD)
    assert "Supprimer ce brouillon" in client.get(report.get_absolute_url()).content.decode()
    client.post(reverse("reporting:report_delete", args=[report.pk]))
    assert not AnnualReport.objects.exists()


def test_an_edition_asked_for_a_draft_deleted_since_says_so(client, login, report):
    login(Role.BOARD)
    client.post(reverse("reporting:report_ask", args=[report.pk]))
    client.post(reverse("reporting:report_delete", args=[report.pk]))
    job = Job.objects.get()
    run_job(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.FAILED, "Ce rapport a été supprimé entre-temps.")


def test_a_report_with_an_edition_is_kept(client, login, report):
    login(Role.BOARD)
    make_edition(report, by=None)
    assert "Supprimer ce brouillon" not in client.get(report.get_absolute_url()).content.decode()
    response = client.post(reverse("reporting:report_delete", args=[report.pk]), follow=True)
    assert "Ce rapport a une édition" in response.content.decode()
    assert AnnualReport.objects.exists()


def test_a_region_without_a_member_has_no_report(client, login, report):
    login(Role.BOARD)
    response = client.post(reverse("reporting:reports"), {"annee": 2023, "region": "03"})
    assert "aucun adhérent en région Guyane" in unescape(response.content.decode())
    assert AnnualReport.objects.count() == 1


def test_a_regions_report_bears_its_name_everywhere(report):
    edition = make_edition(ensure_report(2023, Region.objects.get(code="53")), by=None)
    assert edition.file_name == "rapport-activite-2023-Bretagne-edition-1.pdf"
    with edition.file.open() as file:
        text = pdf_text(file.read())
    assert "Au 31 décembre 2023, le réseau réunit en région Bretagne 5 adhérents" in text
    assert "Le réseau dans les régions" not in text
    assert text.count("Rapport d'activité 2023 – Bretagne") > 3


def test_the_command_leaves_no_report_behind(report, tmp_path):
    call_command("annual_report", "2023", "--region", "53", "--output", str(tmp_path / "bretagne.pdf"))
    assert [*AnnualReport.objects.all()] == [report]


def test_the_admin_publishes_nothing(client, login, report):
    login(Role.NATIONAL_STAFF)
    page = client.get(reverse("admin:reporting_annualreport_add"))
    assert "published" not in page.context["adminform"].form.fields
