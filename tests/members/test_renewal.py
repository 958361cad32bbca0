"""The renewal by a member: saved at each step, confirmed once, never overwritten unseen."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.urls import reverse

from members.domain.campaigns import renewal
from members.domain.campaigns.renewal import ChangedMeanwhile, Figures, RenewalRefused
from members.domain.mandates import MandateRefused, sign_mandate
from members.domain.membership_life import resign
from members.models import FeeCall, Invoice, Mail, Mandate, Membership, MembershipCampaign, Organisation, YearlyReturn
from tests.factories import ContactFactory, FeeCallFactory, UserFactory, YearlyReturnFactory

pytestmark = pytest.mark.django_db
IBAN, OTHER = "FR7630006000011234567890189", "FR7630001007941234567890185"
TYPED = Figures(D(20), D(6), 45, 7)


@pytest.fixture
def call():
    """A call of a member of the year before, which declared 10 FTE for 2022."""
    made = FeeCallFactory()
    YearlyReturnFactory(organisation=made.membership.organisation, year=2022, insertion_fte=18, insertion_employees=40)
    return made


@pytest.fixture
def manager(call):
    return ContactFactory(
        organisation=call.membership.organisation, user=UserFactory(), manages=True, email="m@example.org"
    ).user


def fill(call, method="transfer", **answers):
    renewal.check_organisation(call)
    call = renewal.save_step(
        call, TYPED.kept() | {"jumps_confirmed": True}, version=FeeCall.objects.get(pk=call.pk).draft_version
    )
    return renewal.save_step(call, {"method": method} | answers, version=call.draft_version)


def test_confirming_writes_the_return_the_fee_and_the_invoice(call, manager):
    call = renewal.confirm(fill(call), by=manager)
    declared = YearlyReturn.objects.get(organisation=call.membership.organisation, year=2023)
    assert (declared.insertion_fte, declared.permanent_employees) == (D(20), 7)
    assert (call.amount, call.basis_value, call.method) == (D(460), D(20), "transfer")
    assert Membership.objects.get(pk=call.membership_id).state == "declared"
    assert Invoice.objects.get(call=call).amount == D(460)
    assert Mail.objects.get(kind="membership").to == "m@example.org"


def test_confirmed_twice_it_is_confirmed_once(call, manager):
    call = fill(call)
    renewal.confirm(call, by=manager)
    renewal.confirm(call, by=manager)
    assert (Invoice.objects.count(), Mail.objects.count()) == (1, 1)


def test_what_is_missing_is_told_whole(call, manager):
    with pytest.raises(RenewalRefused) as refusal:
        renewal.confirm(call, by=manager)
    for part in ("pas vérifiée", "Les données de 2023", "mode de paiement"):
        assert part in str(refusal.value)
    assert Membership.objects.get(pk=call.membership_id).state == "called"


def test_who_saves_after_another_is_told_and_nothing_is_overwritten(call):
    renewal.save_step(call, {"insertion_fte": "20"}, version=0)
    with pytest.raises(ChangedMeanwhile) as changed:
        renewal.save_step(call, {"insertion_fte": "30"}, version=0)
    assert changed.value.draft["insertion_fte"] == "20"
    assert FeeCall.objects.get(pk=call.pk).draft["insertion_fte"] == "20"


@pytest.mark.parametrize(
    ("figures", "field"),
    [
        (Figures(None, D(1), 1, 1), "insertion_fte"),
        (Figures(D(-1), D(1), 1, 1), "insertion_fte"),
        (Figures(D(20), D(1), 19, 1), "insertion_employees"),
        (Figures(D(1), D(1), 1, 0), "permanent_employees"),
    ],
)
def test_figures_that_cannot_be_are_refused(figures, field):
    assert field in renewal.problems_of(figures)


def test_changes_of_more_than_thirty_per_cent_are_asked_about():
    before = Figures(D(10), D(4), 20, 5)
    assert renewal.jumps_of(Figures(D(13), D(4), 20, 5), before, 2022) == []
    jumps = renewal.jumps_of(Figures(D("13.01"), D(4), 20, 5), before, 2022)
    assert jumps == ["ETP d'insertion : 13,01 au lieu de 10 en 2022"]
    assert renewal.jumps_of(TYPED, Figures(), None) == []


def test_a_jump_that_is_not_confirmed_stops_the_confirmation(call, manager):
    YearlyReturn.objects.update(insertion_fte=5)
    call = fill(call)
    call = renewal.save_step(call, {"jumps_confirmed": False}, version=call.draft_version)
    with pytest.raises(RenewalRefused, match="beaucoup"):
        renewal.confirm(call, by=manager)


def test_a_debit_needs_a_mandate(call, manager):
    call = fill(call, method="debit")
    with pytest.raises(RenewalRefused, match="mandat"):
        renewal.confirm(call, by=manager)
    sign_mandate(call.membership.organisation, holder="Atelier", iban=IBAN, by=manager)
    assert renewal.confirm(call, by=manager).method == "debit"


def test_a_closed_campaign_takes_no_more(call, manager):
    call = fill(call)
    call.campaign.state = "closed"
    call.campaign.save()
    with pytest.raises(RenewalRefused, match="close"):
        renewal.confirm(call, by=manager)


def test_who_has_declined_declares_no_more(call, manager):
    call = fill(call)
    resign(call.membership, on=date(2024, 2, 1), reason="")
    with pytest.raises(RenewalRefused, match="terminée"):
        renewal.save_step(call, {"method": "cheque"}, version=call.draft_version)
    with pytest.raises(RenewalRefused, match="terminée"):
        renewal.confirm(call, by=manager)


def test_reopened_by_staff_another_amount_makes_a_credit_note(call, manager):
    call = renewal.confirm(fill(call), by=manager)
    call = renewal.reopen(call)
    call = renewal.save_step(call, {"insertion_fte": "10"}, version=call.draft_version)
    call = renewal.confirm(call, by=manager)
    assert call.amount == D(300)
    assert sorted(Invoice.objects.values_list("kind", "amount")) == [
        ("credit", D(-460)), ("invoice", D(300)), ("invoice", D(460)),
    ]  # fmt: skip


class TestMandates:
    def test_the_account_is_enciphered_at_rest_and_masked(self, call, manager, django_assert_num_queries):
        mandate = sign_mandate(call.membership.organisation, holder="Atelier", iban=IBAN.lower(), by=manager)
        assert Mandate.objects.get(pk=mandate.pk).iban == IBAN
        assert mandate.masked == "FR76 •••• 0189"
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT iban FROM members_mandate")
            assert IBAN not in cursor.fetchone()[0]
            cursor.execute("SELECT row_to_json(e)::text FROM members_mandateevent e")
            assert all(IBAN not in row for (row,) in cursor.fetchall())

    def test_another_account_takes_the_place_of_the_first(self, call, manager):
        organisation = call.membership.organisation
        first = sign_mandate(organisation, holder="Atelier", iban=IBAN, by=manager)
        assert sign_mandate(organisation, holder="Atelier", iban=IBAN, by=manager) == first
        second = sign_mandate(organisation, holder="Atelier", iban=OTHER, by=manager)
        first.refresh_from_db()
        assert first.revoked_on
        assert second.reference != first.reference

    def test_an_account_of_a_country_that_joined_the_scheme_lately_may_be_debited(self, call, manager):
        sign_mandate(call.membership.organisation, holder="Atelier", iban="RS35260005601001611379", by=manager)
        assert Mandate.objects.active().get().iban == "RS35260005601001611379"

    @pytest.mark.parametrize("iban", ["FR7630006000011234567890188", "BR1800360305000010009795493C1", "x"])
    def test_a_wrong_or_foreign_account_is_refused(self, call, manager, iban):
        with pytest.raises(MandateRefused):
            sign_mandate(call.membership.organisation, holder="Atelier", iban=iban, by=manager)


class TestPages:
    @pytest.fixture(autouse=True)
    def logged(self, client, manager):
        client.force_login(manager)

    def address(self, call, step):
        return reverse(f"members:renewal_{step}", args=[call.pk])

    def details(self, client, call, **typed):
        """What a browser sends of the first step."""
        form = client.get(self.address(call, "organisation")).context["form"]
        return {name: form[name].value() for name in form.fields} | typed

    def test_from_the_link_of_the_mail_to_the_confirmation(self, client, call):
        start = reverse("members:renewal", args=[call.pk])
        assert client.get(start).url == self.address(call, "organisation")
        done = client.post(self.address(call, "organisation"), self.details(client, call, phone="01 23 45 67 89"))
        assert done.url == self.address(call, "figures")
        assert Organisation.objects.get(pk=call.membership.organisation_id).phone == "01 23 45 67 89"
        page = client.get(done.url).content.decode()
        assert "reprises de 2022" in page
        assert 'value="18.00"' in page or 'value="18,00"' in page
        typed = {"insertion_fte": "20", "permanent_fte": "4", "insertion_employees": "45", "permanent_employees": "5"}
        done = client.post(done.url, typed | {"version": 0})
        assert done.url == self.address(call, "payment")
        assert "460,00" in client.get(done.url).content.decode().replace("\xa0", " ")
        done = client.post(done.url, {"method": "transfer", "version": 1})
        assert done.url == self.address(call, "confirm")
        assert "20 ETP d'insertion" in client.get(done.url).content.decode().replace("&#x27;", "'")
        assert client.post(done.url).url == start
        page = client.get(start).content.decode()
        assert "paiement attendu" in page
        assert FeeCall.objects.get(pk=call.pk).declared_at

    def test_jumps_are_saved_then_confirmed(self, client, call):
        typed = {"insertion_fte": "40", "permanent_fte": "4", "insertion_employees": "90", "permanent_employees": "5"}
        answer = client.post(self.address(call, "figures"), typed | {"version": 0})
        assert "40 au lieu de 18" in answer.content.decode().replace("\xa0", " ")
        assert FeeCall.objects.get(pk=call.pk).draft["insertion_fte"] == "40"
        answer = client.post(self.address(call, "figures"), typed | {"version": 1, "jumps_confirmed": "on"})
        assert answer.url == self.address(call, "payment")

    def test_two_people_who_edit_see_each_other(self, client, call):
        renewal.save_step(call, Figures(D(19), D(4), 41, 5).kept(), version=0)
        typed = {"insertion_fte": "20", "permanent_fte": "4", "insertion_employees": "45", "permanent_employees": "5"}
        answer = client.post(self.address(call, "figures"), typed | {"version": 0})
        page = answer.content.decode()
        assert answer.status_code == 409
        assert 'value="20"' in page
        assert "<dd>19</dd>" in page
        answer = client.post(self.address(call, "figures"), typed | {"version": 1})
        assert answer.status_code == 302

    def test_what_a_colleague_has_corrected_meanwhile_is_shown_and_not_overwritten(self, client, call):
        typed = self.details(client, call, phone="0222")
        Organisation.objects.filter(pk=call.membership.organisation_id).update(
            phone="0111", website="https://a.example"
        )
        answer = client.post(self.address(call, "organisation"), typed)
        assert answer.status_code == 409
        assert [(one["typed"], one["kept"]) for one in answer.context["differences"]] == [("0222", "0111")]
        assert not FeeCall.objects.get(pk=call.pk).checked_at
        again = {name: answer.context["form"][name].value() for name in answer.context["form"].fields}
        assert (
            client.post(self.address(call, "organisation"), again | {"website": "https://a.example"}).status_code == 302
        )
        organisation = Organisation.objects.get(pk=call.membership.organisation_id)
        assert (organisation.phone, organisation.website) == ("0222", "https://a.example")

    def test_who_no_longer_manages_the_organisation_corrects_nothing(self, client, call, manager):
        typed = self.details(client, call, phone="0222")
        # Within the minute during which what they manage is kept.
        manager.contacts.update(manages=False)
        answer = client.post(self.address(call, "organisation"), typed)
        assert answer.status_code == 400
        assert "pas le droit" in answer.content.decode()
        assert not FeeCall.objects.get(pk=call.pk).checked_at

    def test_a_call_that_is_closed_takes_no_correction_either(self, client, call):
        typed = self.details(client, call, phone="0222")
        MembershipCampaign.objects.update(state="closed")
        assert client.post(self.address(call, "organisation"), typed).url == reverse("members:renewal", args=[call.pk])
        assert Organisation.objects.get(pk=call.membership.organisation_id).phone == ""

    def test_a_wrong_account_is_told_beside_its_field(self, client, call):
        data = {"method": "debit", "holder": "Atelier", "iban": "FR76", "agreed": "on", "version": 0}
        answer = client.post(self.address(call, "payment"), data)
        assert answer.status_code == 400
        assert "pas valable" in answer.content.decode()

    def test_the_account_is_never_shown_whole(self, client, call):
        data = {"method": "debit", "holder": "Atelier", "iban": IBAN, "agreed": "on", "version": 0}
        client.post(self.address(call, "payment"), data)
        for step in ("payment", "confirm"):
            page = client.get(self.address(call, step)).content.decode()
            assert "0189" in page
            assert IBAN not in page.replace(" ", "")

    def test_a_colleague_who_does_not_manage_reads_the_summary(self, client, call):
        other = ContactFactory(organisation=call.membership.organisation, user=UserFactory()).user
        client.force_login(other)
        assert client.get(reverse("members:renewal", args=[call.pk])).status_code == 200
        assert client.post(self.address(call, "organisation"), {}).status_code == 403

    def test_another_member_finds_nothing(self, client, call):
        stranger = ContactFactory(user=UserFactory(), manages=True).user
        client.force_login(stranger)
        names = ["renewal", "renewal_organisation", "renewal_figures", "renewal_payment", "renewal_confirm",
                 "certificate", "fee_call_paper"]  # fmt: skip
        for name in names:
            assert client.get(reverse(f"members:{name}", args=[call.pk])).status_code == 404
