"""The pages on which a statement is dropped and its lines decided."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.domain.payments import Received, record_payment, refund
from members.models import BankLine, BankStatement
from reporting import jobs
from reporting.models import Job
from tests.factories import (
    BankLineFactory,
    BankStatementFactory,
    DebitBatchFactory,
    DebitOrderFactory,
    FeeCallFactory,
)

pytestmark = pytest.mark.django_db
State = BankLine.State


def csv(*rows: str) -> bytes:
    return ("Date;Libellé;Montant\n" + "\n".join(rows) + "\n").encode()


def named(name: str, **fields):
    return FeeCallFactory(declared=True, membership__organisation__name=name, **fields)


def test_a_statement_is_dropped_then_its_lines_are_decided_on_its_page(client, staff):
    call = named("Les Jardins")
    content = csv(f"10/03/2026;VIR {call.reference};300,00", "11/03/2026;INTERETS;3,00")
    answer = client.post(reverse("members:bank"), {"file": SimpleUploadedFile("mars.csv", content)})
    statement = BankStatement.objects.get()
    assert answer.url == statement.get_absolute_url()
    page = client.get(answer.url).content.decode()
    assert "Rapprocher cette ligne sûre" in page
    client.post(reverse("members:statement_confirm", args=[statement.pk]))
    assert call.paid == 300
    interest = statement.lines.waiting().get()
    answer = client.post(
        reverse("members:line_set_aside", args=[interest.pk]), {"motif": "Intérêts"}, headers={"hx-request": "true"}
    )
    assert "Écartée" in answer.content.decode() and "Intérêts" in answer.content.decode()


def test_a_file_dropped_twice_leads_to_the_first_and_one_at_fault_says_its_line(client, staff):
    drop = lambda content: client.post(  # noqa: E731
        reverse("members:bank"), {"file": SimpleUploadedFile("mars.csv", content)}, follow=True
    ).content.decode()
    drop(csv("10/03/2026;X;5,00"))
    assert "déjà été déposé" in drop(csv("10/03/2026;X;5,00"))
    assert "Ligne 2 : « cinq »" in drop(csv("10/03/2026;X;cinq"))
    assert BankStatement.objects.count() == 1


def test_a_line_is_shared_by_hand_and_a_refusal_keeps_what_was_typed(client, staff):
    first, second, line = named("Premier"), named("Second"), BankLineFactory(amount=400, label="FONDATION")
    page = client.post(reverse("members:bank_line", args=[line.pk]), {"q": "second", f"montant-{first.pk}": "300"})
    assert 'value="300"' in page.content.decode() and "Second" in page.content.decode()
    address = reverse("members:line_match", args=[line.pk])
    typed = {f"montant-{first.pk}": "300", f"montant-{second.pk}": "99,50", "q": "second"}
    refused = client.post(address, typed).content.decode()
    assert "faire 400,00" in refused and 'value="99,50"' in refused
    answer = client.post(address, typed | {f"montant-{second.pk}": "100,00"})
    assert answer.status_code == 302
    assert (first.paid, second.paid) == (300, 100)


@pytest.mark.parametrize("count", [1, 8])
def test_a_statement_costs_the_same_queries_whatever_its_length(client, staff, count, django_assert_num_queries):
    statement = BankStatementFactory()
    for _ in range(count):
        call = named("Les Jardins")
        BankLineFactory(statement=statement, label=call.reference)
        BankLineFactory(statement=statement, label=f"REJET {call.reference}", amount=-300, return_code="AM04")
    client.get(reverse("members:statement", args=[statement.pk]))
    with django_assert_num_queries(14):
        client.get(reverse("members:statement", args=[statement.pk]))


def test_a_long_statement_is_matched_by_a_worker(client, staff, monkeypatch):
    monkeypatch.setattr("members.views.bank.AT_ONCE", 1)
    statement, calls = BankStatementFactory(), [named("Un"), named("Deux")]
    for call in calls:
        BankLineFactory(statement=statement, label=call.reference)
    answer = client.post(reverse("members:statement_confirm", args=[statement.pk]))
    job = Job.objects.get(kind="match_sure_lines")
    assert answer.url == job.get_absolute_url()
    jobs.run(job.pk)
    assert [call.paid for call in calls] == [300, 300]
    assert call.payments.get().recorded_by == staff


@pytest.mark.parametrize("kind", ["rejet", "rendu", "remise"])
def test_each_kind_of_decision_is_taken_on_the_page(client, staff, kind):
    order = DebitOrderFactory(batch=DebitBatchFactory(collection_on=date(2026, 3, 9)))
    if kind == "remise":
        line, chosen = BankLineFactory(amount=300), order.batch
    else:
        chosen = record_payment(order.call, Received(Decimal(350), "debit", date(2026, 3, 9)), by=None)
        line = BankLineFactory(amount=-350, label=order.call.reference)
    if kind == "rendu":
        chosen = refund(order.call, Received(Decimal(50), "transfer", date(2026, 3, 9)), reason="x", by=None)
        line = BankLineFactory(amount=-50)
    page = client.get(line.statement.get_absolute_url()).content.decode()
    assert f'name="{kind}" value="{chosen.pk}"' in page
    address = reverse("members:line_match", args=[line.pk])
    client.post(address, {kind: chosen.pk}, headers={"hx-request": "true"})
    line.refresh_from_db()
    assert line.state == State.MATCHED


def test_numbers_that_cannot_be_are_refused_in_words(client, staff):
    line = BankLineFactory()
    address = reverse("members:line_match", args=[line.pk])
    for key, value in ((f"montant-{'9' * 30}", "300"), ("montant-1", "300"), ("montant-1", "abc"), ("montant-", "1")):
        page = client.post(address, {key: value})
        assert page.status_code == 200 and 'role="alert"' in page.content.decode()
    assert client.post(address, {"rejet": "9" * 30}).status_code == 404
