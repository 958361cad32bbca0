"""How a campaign goes: each figure of its dashboard is the sum of the list to which it leads."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from django.urls import reverse
from django.utils import timezone

from members.domain.call_search import calls_to_look_at
from members.domain.campaigns import dashboard, letters, renewal
from members.domain.membership_life import exempt, resign
from members.domain.payments import Received, record_payment
from members.models import CampaignReminder, FeeCall, Mail, Membership
from reporting.indicators import Scope, get
from tests.factories import ContactFactory, FeeCallFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def staff(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def pay(call, amount):
    record_payment(call, Received(D(amount), "transfer", TODAY), by=None)


def a_call(email, **membership):
    belongs = MembershipFactory(year=2024, state="called", organisation__email=email, **membership)
    return FeeCallFactory(membership=belongs)


def a_reminder(call):
    return CampaignReminder.objects.create(campaign=call.campaign, on=TODAY)


def a_campaign():
    """Calls of every kind: awaited, paid in part, in excess, exempted, declined, lapsed."""
    calls = {name: FeeCallFactory() for name in ("awaited", "part", "excess", "exempted", "declined", "lapsed")}
    pay(calls["part"], 100)
    pay(calls["excess"], 350)
    exempt(calls["exempted"], reason="Inondation")
    resign(calls["declined"].membership, on=date(2024, 3, 1), reason="")
    Membership.objects.filter(call=calls["lapsed"]).update(state="lapsed")
    return calls


def test_amounts_are_those_of_the_calls_that_ask():
    a_campaign()
    amounts = dashboard.amounts_of(FeeCall.objects.all())
    assert (amounts.called, amounts.received, amounts.due, amounts.overpaid) == (D(1200), D(450), D(500), D(50))


def test_regions_add_up_to_the_whole_and_to_the_indicator():
    calls = a_campaign()
    Membership.objects.filter(call=calls["excess"]).update(region="84")
    whole, lines = dashboard.amounts_of(FeeCall.objects.all()), dashboard.by_region(FeeCall.objects.all())
    assert len(lines) == 2
    assert sum(line.called for line in lines) == whole.called == get("members.fees_called").value(Scope(2024))
    assert sum(line.received for line in lines) == whole.received
    assert sum(line.calls for line in lines) == len(calls)


@pytest.mark.parametrize(("balance", "figure"), [("du", "due"), ("trop", "overpaid")])
def test_a_figure_is_the_sum_of_the_list_to_which_it_leads(client, staff, balance, figure):
    calls = a_campaign()
    pay(calls["lapsed"], 20)
    address = reverse("members:fee_calls", args=[2024])
    listed = client.get(address, {"solde": balance}).context["page"].object_list
    assert sum(abs(call.remains) for call in listed) == getattr(dashboard.amounts_of(FeeCall.objects.all()), figure)


def test_money_of_who_has_left_is_to_give_back(staff):
    call = FeeCallFactory()
    pay(call, 80)
    resign(call.membership, on=date(2024, 3, 1), reason="")
    assert dashboard.amounts_of(FeeCall.objects.all()).overpaid == D(80)
    assert list(calls_to_look_at(staff, "trop")) == [call]


def test_reminders_are_counted_with_the_calls():
    call = a_call("a@example.org")
    a_call("b@example.org")
    letters.post_calls(call.campaign)
    letters.post_reminder(a_reminder(call))
    Mail.objects.filter(to="b@example.org", kind="reminder").update(state="bounced")
    assert dashboard.mails_of(FeeCall.objects.all()) == [
        ("appel de cotisation", "en attente", 2), ("relance de cotisation", "en attente", 1),
        ("relance de cotisation", "revenu", 1),
    ]  # fmt: skip
    assert dashboard.mails_of(FeeCall.objects.filter(pk=call.pk)) == [
        ("appel de cotisation", "en attente", 1), ("relance de cotisation", "en attente", 1),
    ]  # fmt: skip


def test_whom_to_call_first_those_whose_mail_of_this_campaign_is_lost():
    lost, late, once = a_call("lost@example.org"), a_call("late@example.org"), a_call("once@example.org")
    ContactFactory(
        organisation=lost.membership.organisation, manages=True, full_name="Lou", phone="0102030405", email=""
    )
    letters.post_calls(lost.campaign)
    Mail.objects.filter(about=f"call:{lost.pk}").update(state="bounced")
    # An address that was wrong for the campaign of another year was mended since.
    Mail.objects.create(kind="call", about="call:0", to="x@example.org", state="bounced",
                        organisation=once.membership.organisation)  # fmt: skip
    after = lost.campaign.deadline + timedelta(days=1)
    told = dashboard.to_call(FeeCall.objects.all(), after)
    assert [(one.call, one.why) for one in told] == [
        (lost, "Les messages n'arrivent pas"), (late, "Échéance passée"), (once, "Échéance passée")
    ]  # fmt: skip
    assert (told[0].name, told[0].phone) == ("Lou", "0102030405")


def test_the_page_of_a_call_shows_its_own_mails(client, staff):
    call = a_call("a@example.org", kind="sympathiser")
    letters.post_calls(call.campaign)
    letters.post_reminder(a_reminder(call))
    renewal.check_organisation(call)
    renewal.confirm(renewal.save_step(call, {"method": "transfer"}, version=0), by=staff)
    Mail.objects.create(kind="membership", about=f"bulk:{call.pk}", to="autre@example.org")
    shown = client.get(call.get_absolute_url()).context["mails"]
    assert sorted(mail.about.partition(":")[0].rstrip("0123456789") for mail in shown) == [
        "call", "confirmed", "reminder"
    ]  # fmt: skip


def test_a_mail_sent_again_leads_back_to_its_call_and_any_other_to_the_campaigns(client, staff):
    call = a_call("a@example.org")
    letters.post_calls(call.campaign)
    Mail.objects.update(state="bounced")
    other = Mail.objects.create(kind="membership", about="debit:5:120.00", to="b@example.org", state="bounced")
    answers = [
        client.post(reverse("members:mail_again", args=[mail.pk])) for mail in (Mail.objects.get(kind="call"), other)
    ]
    assert [answer.url for answer in answers] == [call.get_absolute_url(), reverse("members:campaigns")]


@pytest.mark.parametrize("count", [1, 3])
def test_a_dashboard_costs_the_same_queries_whatever_the_calls(client, staff, count, django_assert_num_queries):
    for _ in range(count):
        FeeCallFactory()
    address = reverse("members:campaign", args=[2024])
    client.get(address)
    with django_assert_num_queries(15):
        client.get(address)
