"""Opening a campaign: a call for everyone of the year before, once, with its mail."""

import threading
from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from stdnum import iso11649

from members.domain import outbox
from members.domain.campaigns import letters
from members.domain.campaigns.closing import close_campaign
from members.domain.campaigns.opening import CampaignRefused, ask_opening, make_calls, reference_of
from members.domain.membership_life import lapse_overdue
from members.models import FeeCall, Mail, Membership, MembershipCampaign
from reporting.models import Job
from tests.factories import (
    CampaignFactory,
    ContactFactory,
    FeeCallFactory,
    FeeScaleFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    YearlyReturnFactory,
)

pytestmark = pytest.mark.django_db


def before(**fields):
    return MembershipFactory(year=2023, **fields)


def test_everyone_whose_membership_was_valid_is_called():
    valid, sympathiser = before(), before(kind="sympathiser")
    before(state="resigned"), before(state="struck_off"), before(state="lapsed")
    before(organisation=OrganisationFactory(closed_on=date(2023, 6, 1)))
    already = before()
    MembershipFactory(organisation=already.organisation, year=2024)
    campaign = CampaignFactory()
    assert make_calls(campaign.pk) == 2
    calls = FeeCall.objects.filter(campaign=campaign)
    assert {call.membership.organisation_id for call in calls} == {valid.organisation_id, sympathiser.organisation_id}
    made = Membership.objects.get(organisation=valid.organisation, year=2024)
    assert (made.state, made.renews, made.kind) == ("called", True, "member")
    assert Membership.objects.get(organisation=sympathiser.organisation, year=2024).call.amount == D(80)
    campaign.refresh_from_db()
    assert campaign.state == "open"


def test_the_fee_is_worked_out_from_the_nearest_return():
    organisation = before().organisation
    YearlyReturnFactory(organisation=organisation, year=2021, insertion_fte=5)
    YearlyReturnFactory(organisation=organisation, year=2022, insertion_fte=20)
    make_calls(CampaignFactory().pk)
    call = FeeCall.objects.get()
    assert (call.basis_value, call.amount) == (D(20), D(460))
    assert call.computation[-1]["amount"] == "460.00"


def test_the_reference_is_a_creditor_reference_with_a_right_key():
    organisation = OrganisationFactory()
    reference = reference_of(2024, organisation)
    assert iso11649.is_valid(reference)
    assert organisation.siren in reference


def test_asked_twice_it_makes_none_twice():
    before()
    campaign = CampaignFactory()
    assert make_calls(campaign.pk) == 1
    assert make_calls(campaign.pk) == 0
    before()
    assert make_calls(campaign.pk) == 1


def test_opening_asked_twice_starts_one_job():
    campaign = CampaignFactory()
    ask_opening(campaign, by=UserFactory())
    with pytest.raises(CampaignRefused, match="déjà ouverte"):
        ask_opening(campaign, by=UserFactory())
    assert Job.objects.filter(kind="open_campaign").count() == 1


def test_a_scale_that_is_not_adopted_opens_nothing():
    campaign = CampaignFactory(scale=FeeScaleFactory(status="draft"))
    with pytest.raises(CampaignRefused, match="pas adopté"):
        ask_opening(campaign, by=UserFactory())
    campaign.refresh_from_db()
    assert campaign.state == "prepared"


def test_opened_by_two_workers_at_once_it_makes_each_call_once(committed):
    for _ in range(5):
        before()
    campaign = CampaignFactory()
    made = []

    def work():
        try:
            made.append(make_calls(campaign.pk))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(made) == [0, 0, 5]
    assert FeeCall.objects.count() == 5


def test_calls_ask_as_many_queries_whatever_their_number(django_assert_max_num_queries):
    for _ in range(20):
        YearlyReturnFactory(organisation=before().organisation, year=2022)
    campaign = CampaignFactory()
    with django_assert_max_num_queries(14):
        make_calls(campaign.pk)
    with django_assert_max_num_queries(8):
        letters.post_calls(campaign)


def called(**contact):
    call = FeeCallFactory()
    ContactFactory(organisation=call.membership.organisation, **({"email": "a@example.org", "manages": True} | contact))
    return call


def test_a_call_is_mailed_once_to_each_person_who_manages():
    call = called()
    organisation = call.membership.organisation
    ContactFactory(organisation=organisation, email="A@example.org", manages=True)
    ContactFactory(organisation=organisation, email="b@example.org", manages=True)
    ContactFactory(organisation=organisation, email="c@example.org")
    assert letters.post_calls(call.campaign) == 2
    assert letters.post_calls(call.campaign) == 0
    assert sorted(Mail.objects.values_list("to", flat=True)) == ["a@example.org", "b@example.org"]
    assert f"/adhesion/{call.pk}/" in Mail.objects.first().body


def test_without_a_manager_the_organisation_s_address_serves():
    call = FeeCallFactory()
    call.membership.organisation.email = "contact@example.org"
    call.membership.organisation.save()
    assert letters.post_calls(call.campaign) == 1


def test_a_mail_carries_the_call_as_pdf_and_its_end_is_kept():
    call = called()
    letters.post_calls(call.campaign)
    message = Mail.objects.get()
    assert outbox.send(message.pk)
    assert not outbox.send(message.pk)
    sent = mail.outbox[0]
    name, content, kind = sent.attachments[0]
    assert name.endswith(".pdf")
    assert content.startswith(b"%PDF")
    assert kind == "application/pdf"
    message.refresh_from_db()
    assert (message.state, len(mail.outbox)) == ("sent", 1)


def test_who_has_paid_or_declared_is_not_called_again():
    paid, declared = called(), called(email="d@example.org")
    Membership.objects.filter(pk=paid.membership_id).update(state="valid")
    FeeCall.objects.filter(pk=declared.pk).update(declared_at=timezone.now())
    assert letters.post_calls(paid.campaign) == 0


def test_reminders_leave_on_their_day_once():
    call = called()
    call.campaign.reminders.create(on=date(2024, 2, 28))
    assert letters.remind(date(2024, 2, 27)) == 0
    assert letters.remind(date(2024, 2, 28)) == 1
    assert letters.remind(date(2024, 2, 28)) == 0
    reminder = call.campaign.reminders.get()
    assert (reminder.mails, reminder.done_at is not None) == (1, True)
    assert Mail.objects.get().kind == "reminder"


def test_memberships_lapse_after_the_deadline_and_the_grace():
    call = FeeCallFactory()
    last = call.campaign.deadline + timedelta(days=call.campaign.grace_days)
    assert lapse_overdue(last) == 0
    assert lapse_overdue(last + timedelta(days=1)) == 1
    assert Membership.objects.get(pk=call.membership_id).state == "lapsed"


def test_a_campaign_closes_after_its_deadline_only():
    call = FeeCallFactory()
    MembershipCampaign.objects.update(deadline=timezone.localdate())
    with pytest.raises(CampaignRefused, match="échéance"):
        close_campaign(call.campaign)
    MembershipCampaign.objects.update(deadline=timezone.localdate() - timedelta(days=1))
    assert close_campaign(call.campaign) == 1
    with pytest.raises(CampaignRefused, match="ouverte"):
        close_campaign(call.campaign)
