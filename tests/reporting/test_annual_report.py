"""The annual report: it prints what the records say, refuses what they do not, and keeps numbered editions."""

import hashlib
import re
from pathlib import Path

import pytest
from django.utils import timezone

from members.models import Membership, Region
from reporting.domain.annual_report import ReportNotReady, ask_for_edition, ensure_report, make_edition
from reporting.indicators import Scope
from reporting.models import AnnualReport, Job, ReportEdition, StatedFigure
from reporting.tasks import run_job
from tests.factories import MembershipFactory, UserFactory
from tests.reporting.helpers import at_once, key_figures, pdf_text, small_network


@pytest.fixture
def report(db):
    """The national report of a small network, ready to be made."""
    small_network()
    return ensure_report(2023)


def edition_text(edition: ReportEdition) -> str:
    with edition.file.open() as file:
        return pdf_text(file.read())


def write(report: AnnualReport, body: str) -> None:
    report.sections.filter(title="Éditorial").update(body=body)


def kept_files(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_key_figures_are_those_of_the_network(report):
    text = edition_text(make_edition(report, by=None))
    assert key_figures(Scope(2023)) in text
    assert "1 519 Salariés en insertion" in text
    assert "83,3 % Adhérents de 50 salariés au plus" in text


def test_key_figures_of_a_regions_report_are_those_of_the_region(report):
    brittany = ensure_report(2023, Region.objects.get(code="53"))
    text = edition_text(make_edition(brittany, by=None))
    assert key_figures(Scope(2023, "53")) in text
    assert "1 330 Salariés en insertion" in text
    assert "0 Sympathisants" in text
    assert "Bretagne" in text


def test_texts_quote_counted_and_stated_figures(report):
    MembershipFactory.create_batch(7, year=2022)
    StatedFigure.objects.create(
        key="equipe", year=2023, label="Équipe", value="une quarantaine", reason="Compté à la main.", source="Siège"
    )
    write(
        report,
        "Nous sommes {{ figure:members.adherents }}, contre {{ figure:members.adherents@2022 }} ; {{stated:equipe}}.",
    )
    text = edition_text(make_edition(report, by=None))
    assert "Nous sommes 6, contre 10 ; une quarantaine." in text
    assert "Équipe une quarantaine Compté à la main. Siège" in text


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("{{ figure:members.nobody }}", "Éditorial : Aucun chiffre ne porte la clé « members.nobody »."),
        (
            "{{ figure:members.aci@2019 }}",
            "Éditorial : Le chiffre « Ateliers et chantiers d'insertion » (members.aci) n'a aucune donnée pour 2019.",
        ),
        ("{{ stated:equipe }}", "Éditorial : Aucun chiffre déclaré ne porte la clé « equipe » pour 2023."),
        ("{{ total:members.aci }}", "Éditorial : « {{ total:members.aci }} » ne cite ni un chiffre"),
        ("{{ members.aci }}", "Éditorial : Une citation de chiffre est mal écrite"),
        (" ", "Éditorial : Le texte est vide."),
    ],
)
def test_what_cannot_be_quoted_names_its_section_and_nothing_is_written(report, settings, body, reason):
    write(report, body)
    with pytest.raises(ReportNotReady, match=re.escape(reason)):
        ask_for_edition(report, by=UserFactory())
    with pytest.raises(ReportNotReady, match=re.escape(reason)):
        make_edition(report, by=None)
    assert not Job.objects.exists()
    assert not ReportEdition.objects.exists()
    assert kept_files(settings) == []


def test_every_page_drawn_without_data_is_named(db):
    report = ensure_report(2019)
    with pytest.raises(ReportNotReady) as refusal:
        make_edition(report, by=None)
    titles = report.sections.values_list("title", flat=True)
    assert {problem.section for problem in refusal.value.problems} == set(titles)


def test_a_report_that_breaks_while_it_waits_is_a_failed_job_with_its_reason(report, settings):
    job = ask_for_edition(report, by=UserFactory())
    write(report, "{{ figure:members.nobody }}")
    run_job(str(job.pk))
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "Éditorial : Aucun chiffre ne porte la clé « members.nobody »." in job.error
    assert kept_files(settings) == []


def test_editions_are_numbered_and_tell_who_when_and_what(report):
    person, before = UserFactory(), timezone.now()
    first, second = make_edition(report, by=person), make_edition(report, by=None)
    assert (first.number, second.number) == (1, 2)
    assert (first.made_by, second.made_by) == (person, None)
    assert before < first.made_at < second.made_at < timezone.now()
    assert first.figures["members.adherents@2023"] == {"value": "6", "records": 6, "day": "2023-12-31"}
    for edition in (first, second):
        with edition.file.open() as file:
            assert hashlib.sha256(file.read()).hexdigest() == edition.sha256
        assert f"Édition {edition.number}" in edition_text(edition)


def test_an_edition_stays_what_it_was_when_the_records_change(report):
    first = make_edition(report, by=None)
    Membership.objects.filter(region="32").update(state=Membership.State.STRUCK_OFF)
    second = make_edition(report, by=None)
    assert "6 Adhérents" in edition_text(first)
    assert "5 Adhérents" in edition_text(second)


def test_a_job_done_twice_makes_one_edition(report):
    job = Job.objects.create(kind="annual_report", title="Rapport", asked_by=UserFactory())
    assert make_edition(report, by=None, job=job) == make_edition(report, by=None, job=job)
    assert report.editions.count() == 1


@pytest.mark.slow
def test_editions_made_at_once_take_turns(committed):
    small_network()
    report = ensure_report(2023)
    made = at_once(3, lambda: make_edition(report, by=None))
    assert sorted(edition.number for edition in made) == [1, 2, 3]
    assert report.editions.count() == len({edition.file.name for edition in made}) == 3
    for edition in made:
        assert f"Édition {edition.number}" in edition_text(edition)
