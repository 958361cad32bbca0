"""Payments of fees: what is recorded stays, adds up, and decides of the membership."""

import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from members.domain import membership_life
from members.domain.dues import with_paid
from members.domain.numbers import next_number, numbers
from members.domain.payments import (
    AlreadyRecorded,
    PaymentRefused,
    Received,
    record_payment,
    refund,
    reverse_payment,
)
from members.models import FeeCall, Membership, Payment
from tests.factories import FeeCallFactory, MembershipFactory, UserFactory
from tests.members.waiting import until_somebody_waits
from tests.reporting.helpers import at_once

pytestmark = pytest.mark.django_db
State = Membership.State
TODAY = timezone.localdate()


def received(amount="300", reference="", on=TODAY, method="transfer") -> Received:
    return Received(Decimal(amount), method, on, reference)


def state_of(call) -> str:
    return Membership.objects.get(call=call).state


def remains_of(call) -> Decimal:
    return with_paid(FeeCall.objects.filter(pk=call.pk)).get().remains


def test_a_full_payment_of_a_declared_call_makes_the_membership_valid():
    call = FeeCallFactory(declared=True)
    payment = record_payment(call, received(), by=None)
    assert (state_of(call), call.paid, remains_of(call)) == (State.VALID, Decimal(300), 0)
    assert payment.receipt_number == f"R{TODAY.year}-00001"


def test_a_payment_before_the_declaration_waits_for_it():
    call = FeeCallFactory()
    record_payment(call, received(), by=None)
    assert state_of(call) == State.PAID


def test_a_partial_payment_leaves_the_rest_due():
    call = FeeCallFactory(declared=True)
    record_payment(call, received("299.99"), by=None)
    assert (state_of(call), remains_of(call)) == (State.DECLARED, Decimal("0.01"))
    record_payment(call, received("0.01"), by=None)
    assert (state_of(call), remains_of(call)) == (State.VALID, 0)


def test_more_than_what_is_due_is_kept_and_seen():
    call = FeeCallFactory(declared=True)
    record_payment(call, received("350"), by=None)
    assert (state_of(call), remains_of(call)) == (State.VALID, Decimal(-50))


def test_the_same_payment_typed_twice_is_refused_unless_it_is_another_one():
    call = FeeCallFactory(declared=True)
    record_payment(call, received("100", "CHQ 12"), by=None)
    with pytest.raises(AlreadyRecorded, match=f"R{TODAY.year}-00001"):
        record_payment(call, received("100", "CHQ 12"), by=None)
    record_payment(call, received("100", "CHQ 13"), by=None)
    record_payment(call, received("100", "CHQ 12"), by=None, another=True)
    assert call.paid == 300


def test_a_payment_that_was_reversed_may_be_typed_again():
    call = FeeCallFactory(declared=True)
    reverse_payment(record_payment(call, received(), by=None), reason="Erreur", by=None)
    record_payment(call, received(), by=None)
    assert call.paid == 300


@pytest.mark.parametrize(
    ("payment", "said"),
    [
        (received("0"), "positif"),
        (received("-1"), "positif"),
        (received("0.001"), "deux décimales"),
        (received("10000000"), "ne dépasse pas"),
        (received(on=TODAY + timedelta(days=1)), "avenir"),
        (received(on=date(206, 1, 1)), "antérieure"),
    ],
)
def test_what_cannot_be_a_payment_is_refused(payment, said):
    call = FeeCallFactory(declared=True)
    with pytest.raises(PaymentRefused, match=said):
        record_payment(call, payment, by=None)
    assert (call.paid, Payment.objects.count()) == (0, 0)


def test_a_reversal_brings_the_state_back_and_keeps_both():
    call, by = FeeCallFactory(declared=True), UserFactory()
    payment = record_payment(call, received(), by=by)
    undone = reverse_payment(payment, reason="Chèque impayé", by=by)
    assert (state_of(call), call.paid, call.payments.count()) == (State.DECLARED, 0, 2)
    assert (undone.amount, undone.reverses, undone.recorded_by) == (Decimal(-300), payment, by)


def test_a_payment_is_reversed_once_and_for_a_reason():
    payment = record_payment(FeeCallFactory(declared=True), received(), by=None)
    with pytest.raises(PaymentRefused, match="pourquoi"):
        reverse_payment(payment, reason="  ", by=None)
    undone = reverse_payment(payment, reason="Erreur", by=None)
    with pytest.raises(PaymentRefused, match="déjà annulé"):
        reverse_payment(payment, reason="Erreur", by=None)
    with pytest.raises(PaymentRefused, match="ne s'annule pas"):
        reverse_payment(undone, reason="Erreur", by=None)


def test_no_more_is_given_back_than_what_was_paid_in_excess():
    call = FeeCallFactory(declared=True)
    record_payment(call, received("350"), by=None)
    with pytest.raises(PaymentRefused, match="50,00"):
        refund(call, received("50.01"), reason="Trop-perçu", by=None)
    refund(call, received("50"), reason="Trop-perçu", by=None)
    assert (state_of(call), remains_of(call)) == (State.VALID, 0)
    with pytest.raises(PaymentRefused, match="0,00"):
        refund(call, received("0.01"), reason="Trop-perçu", by=None)


def test_a_refund_is_not_dated_in_the_future():
    call = FeeCallFactory(declared=True)
    record_payment(call, received("350"), by=None)
    with pytest.raises(PaymentRefused, match="avenir"):
        refund(call, received("50", on=TODAY + timedelta(days=1)), reason="Trop-perçu", by=None)


def test_all_is_given_back_to_who_declined_the_call_and_who_stays_out():
    call = FeeCallFactory(declared=True)
    record_payment(call, received("120"), by=None)
    membership_life.resign(call.membership, on=date(2024, 3, 1), reason="")
    assert remains_of(call) == -120
    record_payment(call, received("300"), by=None)
    assert state_of(call) == State.LAPSED
    refund(call, received("420"), reason="Adhésion déclinée", by=None)
    assert (call.paid, state_of(call)) == (0, State.LAPSED)


def test_a_payment_that_would_make_two_valid_memberships_at_once_is_refused():
    call = FeeCallFactory(declared=True)
    MembershipFactory(
        organisation=call.membership.organisation, year=2023, validity=DateRange(date(2023, 6, 1), date(2024, 6, 1))
    )
    with pytest.raises(PaymentRefused, match="corrigez d'abord ses dates"):
        record_payment(call, received(), by=None)
    assert call.paid == 0


def test_an_exempted_organisation_owes_nothing():
    call = FeeCallFactory(declared=True)
    membership_life.exempt(call, reason="Sinistre")
    assert (state_of(call), remains_of(call)) == (State.VALID, 0)


def test_the_database_lets_no_payment_be_changed_or_erased():
    payment = record_payment(FeeCallFactory(), received(), by=None)
    for change in ({"amount": 1}, {"received_on": date(2020, 1, 1)}, {"receipt_number": "R1"}, {"content": {}}):
        with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
            Payment.objects.update(**change)
    with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).delete()


def test_the_database_refuses_a_payment_of_the_wrong_sign():
    call = FeeCallFactory()
    with pytest.raises(IntegrityError, match="payment_sign"):
        Payment.objects.create(call=call, amount=-1, method="cash", received_on=TODAY, receipt_number="R1")


def test_what_remains_is_read_in_one_query(django_assert_num_queries):
    for _ in range(3):
        record_payment(FeeCallFactory(declared=True), received(), by=None)
    with django_assert_num_queries(1):
        assert [call.remains for call in with_paid(FeeCall.objects.all())] == [0, 0, 0]


# Two people at once, on real connections.


def test_two_people_who_record_at_once_lose_nothing(committed):
    call = FeeCallFactory(declared=True)
    at_once(2, lambda: record_payment(call, received("150", threading.current_thread().name), by=None))
    assert (state_of(call), call.paid) == (State.VALID, 300)


def test_the_same_payment_recorded_twice_at_once_is_recorded_once(committed):
    call = FeeCallFactory(declared=True)

    def record():
        try:
            return record_payment(call, received(), by=None)
        except AlreadyRecorded:
            return None

    answers = at_once(4, record)
    assert (len(list(filter(None, answers))), call.paid) == (1, 300)


def test_a_payment_reversed_twice_at_once_is_reversed_once(committed):
    payment = record_payment(FeeCallFactory(declared=True), received(), by=None)

    def undo():
        try:
            return reverse_payment(payment, reason="Erreur", by=None)
        except PaymentRefused:
            return None

    assert len(list(filter(None, at_once(4, undo)))) == 1
    assert (payment.call.paid, state_of(payment.call)) == (0, State.DECLARED)


def test_ten_people_at_once_take_ten_numbers_that_follow(committed):
    calls = [FeeCallFactory() for _ in range(10)]
    at_once(10, lambda: record_payment(calls.pop(), received(), by=None))
    found = sorted(Payment.objects.values_list("receipt_number", flat=True))
    assert found == [f"R{TODAY.year}-{number:05d}" for number in range(1, 11)]


def test_a_number_taken_by_a_transaction_that_fails_is_given_again():
    with transaction.atomic():
        assert next_number("X", 2026) == "X2026-00001"
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert next_number("X", 2026) == "X2026-00002"
        raise ZeroDivisionError
    with transaction.atomic():
        assert next_number("X", 2026) == "X2026-00002"
        assert numbers("X", 2026, 2) == ["X2026-00003", "X2026-00004"]
        assert next_number("X", 2027) == "X2027-00001"


def test_no_number_is_taken_outside_of_a_transaction(committed):
    with pytest.raises(RuntimeError):
        numbers("X", 2026, 2)


def test_who_pays_while_memberships_lapse_does_not_lapse(committed):
    """The night's work has read the membership as awaited, then waits for the payment that is being recorded."""
    call = FeeCallFactory(declared=True)
    overdue = call.campaign.deadline + timedelta(days=call.campaign.grace_days + 1)
    lapsed = []

    def lapse():
        try:
            lapsed.append(membership_life.lapse_overdue(overdue))
        finally:
            connection.close()

    with transaction.atomic():
        record_payment(call, received(), by=None)
        night = threading.Thread(target=lapse)
        night.start()
        until_somebody_waits()
    night.join()
    assert (state_of(call), lapsed) == (State.VALID, [0])


def test_memberships_that_are_not_paid_lapse_after_the_grace_and_come_back_when_paid():
    call = FeeCallFactory(declared=True)
    last = call.campaign.deadline + timedelta(days=call.campaign.grace_days)
    assert membership_life.lapse_overdue(last) == 0
    assert membership_life.lapse_overdue(last + timedelta(days=1)) == 1
    assert state_of(call) == State.LAPSED
    record_payment(call, received(), by=None)
    assert state_of(call) == State.VALID
