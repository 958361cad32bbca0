"""The pages where staff type payments: on a call, and many in a row."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from members.domain import membership_life
from members.domain.dues import standing_invoice
from members.domain.invoices import issue_invoice
from members.domain.payments import Received, record_payment
from members.models import Membership, Payment, Role
from tests.factories import FeeCallFactory

pytestmark = pytest.mark.django_db
ENTRY = reverse("members:payment_entry")
TODAY = timezone.localdate().isoformat()


def typed(amount="300,00", **more) -> dict:
    return {"amount": amount, "method": "cheque", "on": TODAY, "reference": "CHQ 12"} | more


def page_of(call) -> str:
    return reverse("members:call_payments", args=[call.pk])


def test_a_payment_is_typed_on_the_page_of_its_call(client, staff):
    call = FeeCallFactory(declared=True)
    assert 'value="300,00"' in client.get(page_of(call)).content.decode()
    answer = client.post(reverse("members:payment_record", args=[call.pk]), typed("1\u202f0 0,50 €"), follow=True)
    assert "Paiement noté" in answer.content.decode()
    assert (call.paid, call.payments.get().recorded_by) == (Decimal("100.50"), staff)


def test_a_twin_is_said_with_what_was_typed_and_a_second_press_records_it(client, staff):
    call = FeeCallFactory(declared=True)
    address = reverse("members:payment_record", args=[call.pk])
    client.post(address, typed("100,00"))
    page = client.post(address, typed("100,00")).content.decode()
    assert "Un paiement identique est déjà noté" in page
    assert 'value="100,00"' in page and 'name="another" value="on"' in page
    assert call.paid == 100
    client.post(address, typed("100,00", another="on"))
    assert call.paid == 200


def test_a_refusal_keeps_what_was_typed(client, staff):
    call = FeeCallFactory(declared=True)
    page = client.post(reverse("members:payment_record", args=[call.pk]), typed("300,00", on="2999-01-01"))
    assert "avenir" in page.content.decode() and "CHQ 12" in page.content.decode()
    assert call.paid == 0


def test_a_payment_is_reversed_for_a_reason(client, staff):
    call = FeeCallFactory(declared=True)
    payment = record_payment(call, Received(Decimal(300), "cheque", date(2026, 3, 1)), by=staff)
    address = reverse("members:payment_reverse", args=[payment.pk])
    assert "obligatoire" in client.post(address, {"reason": ""}).content.decode()
    page = client.post(address, {"reason": "Chèque impayé"}, follow=True).content.decode()
    assert "Chèque impayé" in page
    assert call.paid == 0
    assert "déjà annulé" in client.post(address, {"reason": "Encore"}).content.decode()


def test_what_was_paid_in_excess_is_given_back(client, staff):
    call = FeeCallFactory(declared=True)
    record_payment(call, Received(Decimal(350), "transfer", date(2026, 3, 1)), by=staff)
    page = client.get(page_of(call)).content.decode()
    assert "Trop-perçu" in page and 'name="rendre-amount" value="50,00"' in page
    sent = {f"rendre-{key}": value for key, value in typed("50,01", reason="Trop-perçu").items()}
    address = reverse("members:payment_refund", args=[call.pk])
    assert "50,00\u00a0€ à rembourser" in client.post(address, sent).content.decode()
    client.post(address, sent | {"rendre-amount": "50,00"})
    assert call.paid == 300


def test_the_fee_of_who_has_left_is_given_up_from_the_page(client, staff):
    call = FeeCallFactory(declared=True)
    issue_invoice(call)
    record_payment(call, Received(Decimal(300), "cheque", date(2026, 3, 1)), by=staff)
    membership_life.resign(Membership.objects.get(call=call), on=date(2024, 5, 1), reason="")
    assert "Abandonner la cotisation" in client.get(page_of(call)).content.decode()
    client.post(reverse("members:fee_give_up", args=[call.pk]))
    assert standing_invoice(call) is None


def test_many_cheques_are_typed_in_a_row_and_the_last_is_undone(client, staff):
    first = FeeCallFactory(declared=True, membership__organisation__name="Les Jardins")
    second = FeeCallFactory(declared=True, membership__organisation__name="Recyclerie")
    found = client.get(ENTRY, {"q": "jardins"}, headers={"hx-request": "true"}).content.decode()
    assert "Les Jardins" in found and "Recyclerie" not in found and "<html" not in found
    answer = client.post(f"{ENTRY}?appel={first.pk}", typed(on="2026-03-02"))
    assert answer.url == ENTRY
    page = client.get(f"{ENTRY}?appel={second.pk}").content.decode()
    assert 'value="2026-03-02"' in page
    client.post(f"{ENTRY}?appel={second.pk}", typed())
    last = Payment.objects.filter(call=second).get()
    client.post(reverse("members:payment_undo"), {"paiement": last.pk})
    assert (first.paid, second.paid) == (300, 0)
    assert "déjà annulé" in client.post(
        reverse("members:payment_undo"), {"paiement": last.pk}, follow=True
    ).content.decode()  # fmt: skip


@pytest.mark.parametrize("how", ["reference", "spaced", "siren", "siret", "invoice", "name", "town"])
def test_a_call_is_found_by_whatever_is_on_the_cheque(client, staff, how):
    call = FeeCallFactory(declared=True, membership__organisation__name="Les Jardins d'Éole")
    FeeCallFactory(membership__organisation__name="Autre", membership__organisation__city="Brest")
    organisation = call.membership.organisation
    words = {
        "reference": call.reference,
        "spaced": " ".join(call.reference),
        "siren": organisation.siren,
        "siret": organisation.siret,
        "invoice": issue_invoice(call).number,
        "name": "jardins eole",
        "town": "rennes jardins",
    }
    page = client.get(ENTRY, {"q": words[how]}).content.decode()
    assert call.reference in page and "Brest" not in page


def test_one_undoes_only_what_one_has_typed(client, staff):
    payment = record_payment(FeeCallFactory(), Received(Decimal(300), "cheque", date(2026, 3, 1)), by=None)
    client.post(reverse("members:payment_undo"), {"paiement": payment.pk})
    assert payment.call.paid == 300


def test_a_member_reads_its_payments_and_writes_none(client, login):
    call = FeeCallFactory(declared=True)
    login(Role.REGIONAL_STAFF)
    page = client.get(page_of(call)).content.decode()
    assert "Noter un paiement" not in page
    assert client.post(reverse("members:payment_record", args=[call.pk]), typed()).status_code == 403


@pytest.mark.parametrize("count", [1, 6])
def test_the_page_of_a_call_costs_the_same_whatever_its_payments(client, staff, count, django_assert_num_queries):
    call = FeeCallFactory(declared=True)
    for _ in range(count):
        record_payment(call, Received(Decimal(10), "cheque", date(2026, 3, 1)), by=staff, another=True)
    client.get(page_of(call))
    with django_assert_num_queries(4):
        client.get(page_of(call))


def test_what_was_paid_in_excess_or_in_part_is_listed_and_exported(client, staff):
    for name, amount in (("Trop", 350), ("Part", 100), ("Juste", 300)):
        call = FeeCallFactory(declared=True, membership__organisation__name=name)
        record_payment(call, Received(Decimal(amount), "transfer", date(2026, 3, 1)), by=staff)
    FeeCallFactory(declared=True, membership__organisation__name="Rien")
    for kind, name, remains in (("trop", "Trop", "−50,00"), ("partiel", "Part", "200,00")):
        page = client.get(reverse("members:payment_gaps"), {"genre": kind}).content.decode()
        assert remains in page
        assert [one for one in ("Trop<", "Part<", "Juste<", "Rien<") if one in page] == [f"{name}<"]
        table = client.get(reverse("members:payment_gaps_export", args=["csv"]), {"genre": kind})
        assert [row.split(";")[0] for row in table.content.decode().splitlines()[1:]] == [name]


@pytest.mark.parametrize("words", ["'; DROP", "99999999999999999999999", "%", " "])
def test_whatever_is_searched_for_is_answered(client, staff, words):
    assert client.get(ENTRY, {"q": words}).status_code == 200
    assert client.get(ENTRY, {"appel": words}).status_code in {200, 404}
