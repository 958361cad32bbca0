"""The books: entries that balance, exports that agree with what is recorded, shares of the regions to the cent."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from members.domain import membership_life
from members.domain.accounting.entries import entries
from members.domain.accounting.fec import COLUMNS, fec_name, fec_rows, fec_text
from members.domain.accounting.shares import (
    AlreadyTransferred,
    TransferRefused,
    record_transfer,
    shares_by_region,
    with_regional_received,
)
from members.domain.campaigns.dashboard import by_region
from members.domain.dues import with_paid
from members.domain.invoices import InvoiceRefused, issue_invoice, waive
from members.domain.payments import PaymentRefused, Received, record_payment, refund, reverse_payment
from members.models import (
    AccountingPlan,
    Department,
    FeeCall,
    Invoice,
    Issuer,
    Membership,
    Payment,
    Region,
    Role,
    ShareTransfer,
)
from tests.factories import CampaignFactory, FeeCallFactory, UserFactory, person
from tests.reporting.helpers import at_once

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YEAR = TODAY.year


def pay(call, amount="300", on=TODAY):
    return record_payment(call, Received(Decimal(amount), "transfer", on), by=None, another=True)


def sides() -> list[tuple]:
    """Every line of the books: account, auxiliary, debit, credit."""
    return [
        (line.account, line.auxiliary[0], line.debit, line.credit) for entry in entries(YEAR) for line in entry.lines
    ]


def test_an_invoice_debits_the_member_and_holds_the_regional_part_apart():
    call = FeeCallFactory(declared=True)
    issue_invoice(call)
    siren, region = call.membership.organisation.siren, call.membership.region_id
    assert sides() == [("411000", siren, 300, 0), ("756000", "", 0, 210), ("467000", f"REG{region}", 0, 90)]


def test_a_credit_note_does_the_reverse():
    call = FeeCallFactory(declared=True)
    issue_invoice(call)
    membership_life.exempt(call, reason="Sinistre")
    _, credit = entries(YEAR)
    assert [(line.account, line.debit, line.credit) for line in credit.lines] == [
        ("411000", 0, 300), ("756000", 210, 0), ("467000", 90, 0),
    ]  # fmt: skip


def test_payments_refunds_reversals_and_transfers_move_the_bank():
    call = FeeCallFactory(declared=True)
    payment = pay(call, "350")
    refund(call, Received(Decimal(50), "transfer", TODAY), reason="Trop-perçu", by=None)
    record_transfer(call.campaign, call.membership.region, amount=Decimal(90), paid_on=TODAY, reference="", by=None)
    reverse_payment(payment, reason="Erreur", by=None)
    bank = [(debit, credit) for account, _, debit, credit in sides() if account == "512000"]
    assert bank == [(350, 0), (0, 50), (0, 90), (0, 350)]


def test_the_plan_of_the_accountant_names_journals_and_accounts():
    AccountingPlan.objects.create(members_account="411200", sales_journal="VT")
    issue_invoice(FeeCallFactory(declared=True))
    (entry,) = entries(YEAR)
    assert (entry.journal, entry.lines[0].account) == ("VT", "411200")


def test_a_part_of_nothing_has_no_line():
    issue_invoice(FeeCallFactory(declared=True, regional_part=Decimal(0)))
    assert [account for account, *_ in sides()] == ["411000", "756000"]


def test_numbers_follow_the_order_of_recording_and_never_change():
    call = FeeCallFactory(declared=True)
    issue_invoice(call)
    pay(call, "100", on=TODAY)
    before = [(entry.number, entry.piece) for entry in entries(YEAR)]
    pay(call, "100", on=date(YEAR, 1, 2))
    after = [(entry.number, entry.piece) for entry in entries(YEAR)]
    assert after[:2] == before
    assert [number for number, _ in after] == [1, 2, 3]


def test_a_period_keeps_the_numbers_of_the_year():
    call = FeeCallFactory(declared=True)
    pay(call, "100", on=date(YEAR, 1, 2))
    pay(call, "100", on=date(YEAR, 2, 2))
    (entry,) = entries(YEAR, date(YEAR, 2, 1), date(YEAR, 2, 28))
    assert entry.number == 2


def test_the_fec_has_its_eighteen_columns_and_its_name():
    Issuer.objects.create(name="Réseau", siren="123456782")
    call = FeeCallFactory(declared=True, membership__organisation__name="Les\tJardins | Cocagne")
    issue_invoice(call)
    header, first, *_ = "".join(fec_text(entries(YEAR))).splitlines()
    cells = dict(zip(header.split("\t"), first.split("\t"), strict=True))
    assert header.split("\t") == [
        "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
        "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate",
        "Montantdevise", "Idevise",
    ]  # fmt: skip
    assert cells == {
        "JournalCode": "VE", "JournalLib": "Ventes", "EcritureNum": "1", "EcritureDate": f"{TODAY:%Y%m%d}",
        "CompteNum": "411000", "CompteLib": "Adhérents", "CompAuxNum": call.membership.organisation.siren,
        "CompAuxLib": "Les Jardins Cocagne", "PieceRef": f"F{YEAR}-00001", "PieceDate": f"{TODAY:%Y%m%d}",
        "EcritureLib": "Facture Les Jardins Cocagne", "Debit": "300,00", "Credit": "0,00", "EcritureLet": "",
        "DateLet": "", "ValidDate": f"{TODAY:%Y%m%d}", "Montantdevise": "", "Idevise": "",
    }  # fmt: skip
    assert fec_name(date(YEAR, 12, 31)) == f"123456782FEC{YEAR}1231"


def test_a_long_year_is_exported_in_three_queries(django_assert_num_queries):
    for _ in range(3):
        call = FeeCallFactory(declared=True)
        issue_invoice(call)
        pay(call)
    with django_assert_num_queries(4):
        assert len(list(fec_rows(entries(YEAR)))) == 15


# Shares of the regions.


@pytest.mark.parametrize(
    ("paid", "due"),
    [([], 0), (["100"], "30.00"), (["0.01"], "0.00"), (["299.99"], "90.00"), (["100", "200"], 90), (["400"], 90)],
)
def test_the_region_is_due_its_part_of_what_was_received(paid, due):
    call = FeeCallFactory(declared=True)
    for amount in paid:
        pay(call, amount)
    assert with_regional_received(FeeCall.objects.all()).get().regional_received == Decimal(due)


def test_no_more_is_handed_over_than_what_was_received():
    call = FeeCallFactory(declared=True)
    pay(call, "100")
    hand = lambda amount, **more: record_transfer(  # noqa: E731
        call.campaign, call.membership.region, amount=Decimal(amount), paid_on=TODAY, reference="", by=None, **more
    )
    with pytest.raises(TransferRefused, match="30,00"):
        hand("30.01")
    hand("10")
    with pytest.raises(AlreadyTransferred):
        hand("10")
    hand("10", another=True)
    with pytest.raises(TransferRefused, match="20,00"):
        hand("-20.01")
    hand("-5")
    (share,) = shares_by_region(call.campaign, UserFactory(is_superuser=True))
    assert (share.called, share.received, share.handed_over, share.rest) == (90, 30, 15, 15)


def test_the_same_money_is_not_handed_over_twice_at_once(committed):
    call = FeeCallFactory(declared=True)
    pay(call)

    def hand():
        try:
            return record_transfer(
                call.campaign, call.membership.region, amount=Decimal(90), paid_on=TODAY, reference="", by=None
            )
        except TransferRefused:
            return None

    assert len(list(filter(None, at_once(4, hand)))) == 1


def test_a_transfer_is_not_dated_in_the_future():
    call = FeeCallFactory(declared=True)
    pay(call)
    with pytest.raises(TransferRefused, match="avenir"):
        record_transfer(
            call.campaign, call.membership.region, amount=Decimal(1), paid_on=TODAY + timedelta(days=1), reference="",
            by=None,
        )  # fmt: skip


def test_a_region_sees_its_own_line_only():
    near = FeeCallFactory(declared=True)
    far = FeeCallFactory(
        declared=True, campaign=near.campaign, membership__organisation__department=Department.objects.get(code="59")
    )
    names = lambda user: [share.name for share in shares_by_region(near.campaign, user)]  # noqa: E731
    assert names(person(Role.REGIONAL_STAFF)) == [near.membership.region.name]
    assert set(names(person(Role.BOARD))) == {near.membership.region.name, far.membership.region.name}


def test_regions_stand_where_a_french_reader_looks_for_them():
    campaign = CampaignFactory()
    for code in ("13", "75", "59"):
        FeeCallFactory(
            declared=True, campaign=campaign, membership__organisation__department=Department.objects.get(code=code)
        )
    names = ["Hauts-de-France", "Île-de-France", "Provence-Alpes-Côte d'Azur"]
    assert [share.name for share in shares_by_region(campaign, person(Role.BOARD))] == names
    assert [line.name for line in by_region(campaign.calls.all())] == names


# Whatever happens, to the cent.

MONEY = st.decimals(Decimal("0.01"), Decimal("999.99"), places=2)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["declare", "pay", "refund", "reverse", "exempt", "resign", "strike", "waive", "hand"]),
        st.integers(0, 2), MONEY, MONEY,
    ),
    max_size=25,
)  # fmt: skip


def _take(step: str, call: FeeCall, amount: Decimal, other: Decimal) -> None:
    """Take a step as the portal does; what it refuses changes nothing."""
    call = FeeCall.objects.select_related("membership").get(pk=call.pk)
    if step == "declare" and call.membership.state in {*Membership.AWAITED, Membership.State.PAID}:
        call.amount, call.regional_part = amount, min(amount, other)
        call.national_part, call.declared_at = call.amount - call.regional_part, timezone.now()
        call.save()
        issue_invoice(call)
        membership_life.settle(call)
    elif step == "pay":
        pay(call, amount)
    elif step == "refund":
        refund(call, Received(amount, "transfer", TODAY), reason="x", by=None)
    elif step == "reverse" and (payment := call.payments.filter(kind="payment").first()):
        reverse_payment(payment, reason="x", by=None)
    elif step == "exempt":
        membership_life.exempt(call, reason="x")
    elif step == "resign":
        membership_life.resign(call.membership, on=date(2026, 5, 1), reason="")
    elif step == "strike":
        membership_life.strike_off(call.membership, on=date(2026, 5, 1), reason="x")
    elif step == "waive":
        waive(call)
    elif step == "hand":
        record_transfer(call.campaign, call.membership.region, amount=amount, paid_on=TODAY, reference="", by=None)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=STEPS)
def test_whatever_happens_the_books_agree_to_the_cent(steps):
    with transaction.atomic():
        campaign = CampaignFactory(state="open")
        calls = [FeeCallFactory(campaign=campaign) for _ in range(3)]
        for step, which, amount, other in steps:
            try:
                with transaction.atomic():
                    _take(step, calls[which], amount, other)
            except (PaymentRefused, InvoiceRefused, TransferRefused, membership_life.LifeRefused):
                pass
        _books_agree()
        transaction.set_rollback(True)


def _sum(queryset, field="amount") -> Decimal:
    return queryset.aggregate(sum=Sum(field))["sum"] or Decimal(0)


def _books_agree() -> None:
    rows = list(csv.DictReader(io.StringIO("".join(fec_text(entries(YEAR)))), delimiter="\t"))
    value = lambda told: Decimal(told.replace(",", "."))  # noqa: E731
    by_entry, by_account = {}, {}
    for row in rows:
        balance = value(row["Debit"]) - value(row["Credit"])
        by_entry[row["EcritureNum"]] = by_entry.get(row["EcritureNum"], 0) + balance
        by_account[row["CompteNum"]] = by_account.get(row["CompteNum"], 0) + balance
    assert set(by_entry.values()) <= {Decimal(0)}
    assert sorted(map(int, by_entry)) == list(range(1, len(by_entry) + 1))
    invoiced, paid = _sum(Invoice.objects.all()), _sum(Payment.objects.all())
    handed = _sum(ShareTransfer.objects.all())
    assert by_account.get("411000", 0) == invoiced - paid
    assert by_account.get("512000", 0) == paid - handed
    assert by_account.get("756000", 0) == -_sum(Invoice.objects.all(), "national_part")
    assert by_account.get("467000", 0) == handed - _sum(Invoice.objects.all(), "regional_part")
    declared = with_paid(FeeCall.objects.filter(declared_at__isnull=False))
    assert invoiced == _sum(declared, "due")
    for call in with_regional_received(FeeCall.objects.all()):
        assert call.national_part + call.regional_part == call.amount
        assert 0 <= call.regional_received <= call.regional_part
        if call.due and call.received >= call.due:
            assert call.regional_received == call.regional_part
        if call.due and call.remains > 0:
            assert Membership.objects.get(call=call).state != Membership.State.VALID


# Pages.


def test_shares_are_read_by_regions_and_board_and_transfers_noted_by_staff(client, staff):
    call = FeeCallFactory(declared=True)
    pay(call)
    page = reverse("members:accounts")
    assert "90,00" in client.get(page).content.decode()
    typed = {"region": call.membership.region_id, "amount": "90,00", "paid_on": TODAY.isoformat()}
    client.post(f"{reverse('members:share_transfer')}?annee={call.campaign.year}", typed)
    made = ShareTransfer.objects.get()
    assert (made.amount, made.recorded_by) == (90, staff)
    refused = client.post(f"{reverse('members:share_transfer')}?annee={call.campaign.year}", typed)
    assert "0,00" in refused.content.decode() and 'value="90,00"' in refused.content.decode()
    client.force_login(person(Role.REGIONAL_STAFF))
    seen = client.get(page).content.decode()
    assert "Noter un reversement" not in seen and "Exporter les écritures" not in seen
    assert call.membership.region.name in seen


def test_entries_are_exported_as_text_csv_and_workbook(client, staff):
    call = FeeCallFactory(declared=True)
    issue_invoice(call)
    pay(call)
    asked = {"starts": f"{YEAR}-01-01", "ends": TODAY.isoformat()}
    get = lambda fmt: client.get(reverse("members:entries_export", args=[fmt]), asked)  # noqa: E731
    text = get("txt")
    lines = b"".join(text.streaming_content).decode().splitlines()
    assert (len(lines), text["Content-Disposition"]) == (6, f'attachment; filename="000000000FEC{TODAY:%Y%m%d}.txt"')
    assert get("csv").content.decode("utf-8-sig").splitlines()[0] == ";".join(COLUMNS)
    sheet = openpyxl.load_workbook(io.BytesIO(get("xlsx").content)).active
    assert sheet.max_row == 6
    assert sum(row[11].value - row[12].value for row in sheet.iter_rows(min_row=2)) == 0


def test_a_period_over_two_years_is_refused(client, staff):
    answer = client.get(
        reverse("members:entries_export", args=["txt"]), {"starts": "2025-12-01", "ends": "2026-01-31"}, follow=True
    )
    assert "tient dans un exercice" in answer.content.decode()


def test_regions_with_neither_calls_nor_transfers_are_left_out():
    campaign = CampaignFactory(state="open")
    assert Region.objects.count() > 10
    assert shares_by_region(campaign, UserFactory(is_superuser=True)) == []


def test_there_is_one_plan():
    AccountingPlan.objects.create()
    with pytest.raises(ValidationError, match="déjà un plan"):
        AccountingPlan().full_clean()
    with pytest.raises(ValidationError, match="Un compte compte"):
        AccountingPlan(pk=AccountingPlan.objects.get().pk, bank_account="5A").full_clean()
