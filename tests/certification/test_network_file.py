"""The network at a day, for France compétences: what stood then, and nothing of what came later."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from certification.exports.network_file import network_tables
from reporting import jobs
from reporting.models import Job
from tests.certification.accreditations import of_team
from tests.factories.certification import (
    AccreditationCheckFactory,
    AccreditationFactory,
    FindingFactory,
    RegisterChangeFactory,
)
from tests.reporting.helpers import pdf_text

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


def accreditation(**kwargs):
    dates = {"decided_on": date(2026, 1, 1), "validity": DateRange(date(2026, 1, 1), date(2027, 1, 1))}
    return AccreditationFactory(**(dates | kwargs))


def situations(day: date = DAY) -> dict:
    [table, *_] = network_tables(day, of_team())
    return {row[0]: row[-1] for row in table.rows}


def test_each_accreditation_is_told_as_it_stood():
    """One that is suspended today was granted then; one that was suspended then is granted today."""
    later, then = accreditation(state="suspended"), accreditation()
    RegisterChangeFactory(accreditation=later, kind="suspended", happened_on=date(2026, 7, 1))
    RegisterChangeFactory(accreditation=then, kind="suspended", happened_on=date(2026, 5, 1))
    RegisterChangeFactory(accreditation=then, kind="restored", happened_on=date(2026, 6, 2))
    over = accreditation(state="expired", validity=DateRange(date(2025, 1, 1), DAY))
    coming = accreditation(validity=DateRange(date(2026, 9, 1), date(2027, 1, 1)))
    resigned = accreditation(state="resigned", ended_on=date(2026, 5, 31))
    conditional = accreditation(state="conditional", conditions="x")
    accreditation(decided_on=date(2026, 6, 2))
    accreditation(state="refused", decided_on=date(2026, 1, 1), validity=None)
    assert situations() == {
        later.organisation.name: "accordé",
        then.organisation.name: "suspendu",
        over.organisation.name: "échu",
        coming.organisation.name: "à venir",
        resigned.organisation.name: "rendu",
        conditional.organisation.name: "accordé sous conditions",
    }


def test_checks_findings_and_actions_of_the_day():
    one = accreditation()
    made = AccreditationCheckFactory(
        accreditation=one, state="closed", planned_on=date(2026, 5, 1), carried_out_on=date(2026, 5, 2),
        closed_on=date(2026, 7, 1),
    )  # fmt: skip
    AccreditationCheckFactory(accreditation=one, planned_on=date(2026, 6, 2))
    AccreditationCheckFactory(accreditation=one, state="cancelled", planned_on=date(2026, 5, 1))
    late = FindingFactory(check_made=made, due_on=date(2026, 5, 31), closed_on=date(2026, 7, 1))
    FindingFactory(
        check_made=made, due_on=date(2026, 5, 20), closed_on=date(2026, 5, 20), text="Un autre", action="Faire"
    )
    FindingFactory(check_made=made, action="", due_on=None, text="Sans action")
    _, checks, findings, actions = network_tables(DAY, of_team())
    assert [row[-3:] for row in checks.rows] == [[date(2026, 5, 1), date(2026, 5, 2), None]]
    assert [row[-2] for row in findings.rows] == [late.text, "Un autre", "Sans action"]
    assert [row[-3:] for row in actions.rows] == [
        [date(2026, 5, 31), None, "oui"],
        [date(2026, 5, 20), date(2026, 5, 20), "non"],
    ]


def test_the_file_is_a_workbook_or_a_pdf(client):
    client.force_login(of_team())
    one = AccreditationFactory()
    FindingFactory(check_made=AccreditationCheckFactory(accreditation=one, state="carried_out"))
    page = client.get(reverse("certification:network_file"))
    assert page.context["counts"] == [("Agréments", 1), ("Contrôles", 1), ("Écarts", 1), ("Actions", 1)]
    book = load_workbook(BytesIO(client.get(reverse("certification:network_file_export")).content))
    assert book.sheetnames == ["Agréments", "Contrôles", "Écarts", "Actions"]
    assert book["Agréments"]["A2"].value == one.organisation.name
    client.post(reverse("certification:network_file"), {"au": "2026-06-01"})
    jobs.run(Job.objects.get().pk)
    job = Job.objects.get()
    assert (job.state, job.result_name) == (Job.State.DONE, "reseau-certification-2026-06-01.pdf")
    with job.result.open() as paper:
        assert "Réseau de certification au 1er juin 2026" in pdf_text(paper.read()).replace("\u00a0", " ")


@pytest.mark.parametrize("day", ["abc", "2023-02-30", (timezone.localdate() + timedelta(days=1)).isoformat()])
def test_a_wrong_day_is_told(client, day):
    client.force_login(of_team())
    assert client.get(reverse("certification:network_file"), {"au": day}).context["form"].errors["au"]
    assert client.get(reverse("certification:network_file_export"), {"au": day}).status_code == 400
    assert client.post(reverse("certification:network_file"), {"au": day}).context["form"].errors["au"]
    assert not Job.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_file_costs_the_same_queries_whatever_it_holds(count, django_assert_num_queries):
    team = of_team()
    team.has_perm("certification.run_certification")
    for _ in range(count):
        FindingFactory(check_made=AccreditationCheckFactory(state="carried_out"))
    with django_assert_num_queries(4):
        network_tables(timezone.localdate(), team)
