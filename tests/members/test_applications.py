"""Applications: confirmed by their address, examined in order, decided once."""

import threading
from datetime import timedelta

import pytest
from django.core import signing
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from members.domain import applications as domain
from members.domain.applications import ApplicationRefused
from members.models import Contact, FeeCall, Mail, Membership, MembershipApplication, Organisation, Role
from members.public_forms import _SALT
from tests.factories import (
    CampaignFactory,
    MembershipApplicationFactory,
    MembershipFactory,
    OrganisationFactory,
    RegionalAssociationFactory,
    UserFactory,
    person,
    siren,
    siret,
)

pytestmark = pytest.mark.django_db


def year():
    return timezone.localdate().year


@pytest.fixture
def campaign():
    return CampaignFactory(year=year(), state="open")


def typed(**changes):
    """What a person types in the public form, some seconds after opening it."""
    opened = signing.dumps(int(timezone.now().timestamp()) - 30, salt=_SALT)
    return {
        "kind": "member", "name": "Les Nouveaux Jardins", "siret": siret(siren(900_001)), "legal_form": "9220",
        "address": "1 rue X", "postcode": "35000", "city": "Rennes", "department": "35", "insertion_fte": "20",
        "permanent_fte": "5", "contact_name": "Dominique", "contact_function": "director",
        "email": "nouveau@example.org", "message": "Bonjour", "charter": "on", "opened": opened, "fax": "",
    } | changes  # fmt: skip


class TestForm:
    def send(self, client, **changes):
        return client.post(reverse("members:apply"), typed(**changes))

    def test_sent_and_confirmed_it_waits_and_the_region_is_told(self, client):
        RegionalAssociationFactory(email="region@example.org").regions.set(["53"])
        assert self.send(client).url == reverse("members:applied")
        application = MembershipApplication.objects.get()
        assert application.state == "unconfirmed"
        link = reverse("members:application_confirm", args=[application.token])
        assert link in Mail.objects.get(to="nouveau@example.org").body
        # Opening the link is not enough: programs that read mails open links.
        assert "Confirmer la demande" in client.get(link).content.decode()
        assert MembershipApplication.objects.get().state == "unconfirmed"
        assert "transmise" in client.post(link).content.decode()
        client.post(link)
        assert MembershipApplication.objects.get().state == "received"
        assert Mail.objects.filter(to="region@example.org").count() == 1

    def test_what_a_program_fills_is_not_kept_and_not_told(self, client):
        assert self.send(client, fax="12").url == reverse("members:applied")
        assert not MembershipApplication.objects.exists()

    def test_a_form_sent_at_once_is_refused_and_may_be_sent_again(self, client):
        answer = self.send(client, opened=signing.dumps(int(timezone.now().timestamp()), salt=_SALT))
        assert answer.status_code == 400
        assert "trop vite" in answer.content.decode()
        assert "Les Nouveaux Jardins" in answer.content.decode()

    @pytest.mark.parametrize("number", ["123", siret(siren(900_001))[:-1] + "x", "12345678901234"])
    def test_a_wrong_siret_is_told(self, client, number):
        answer = self.send(client, siret=number)
        assert answer.status_code == 400
        assert "Ce SIRET n&#x27;est pas valable" in answer.content.decode()

    def test_a_siret_typed_in_groups_is_read(self, client):
        number = siret(siren(900_001))
        assert self.send(client, siret=f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}").status_code == 302
        assert MembershipApplication.objects.get().siret == number

    def test_many_from_one_place_are_stopped(self, client):
        for _ in range(10):
            self.send(client)
        assert self.send(client).status_code == 429

    def test_unknown_link(self, client):
        assert client.get(reverse("members:application_confirm", args=["x"])).status_code == 404

    def test_a_second_one_of_the_same_organisation_is_refused_at_the_confirmation(self):
        first = MembershipApplicationFactory()
        second = MembershipApplicationFactory(siret=first.siret, state="unconfirmed")
        with pytest.raises(ApplicationRefused, match="déjà en cours"):
            domain.confirm(second.token)
        second.refresh_from_db()
        assert second.state == "unconfirmed"


class TestExamination:
    def test_accepted_it_makes_all_that_a_member_needs(self, campaign, national):
        application = MembershipApplicationFactory(insertion_fte=20)
        call = domain.accept(application, year=year(), by=national)
        organisation = Organisation.objects.get(siret=application.siret)
        membership = organisation.memberships.get()
        assert (membership.state, membership.renews, membership.year) == ("called", False, year())
        assert membership.validity.lower == timezone.localdate()
        assert call.newcomer
        assert call.amount > 0
        contact = Contact.objects.get(organisation=organisation)
        assert (contact.manages, contact.user.email) == (True, application.email)
        assert set(Mail.objects.values_list("kind", flat=True)) == {"application", "colleague"}
        # A newcomer has no right of the network before it has paid.
        assert Role.MEMBER not in contact.user.roles

    def test_a_known_organisation_is_the_same_one(self, campaign, national):
        known = OrganisationFactory()
        application = MembershipApplicationFactory(siret=known.siret)
        domain.accept(application, year=year(), by=national)
        assert Organisation.objects.count() == 1
        assert known.memberships.count() == 1

    def test_who_has_a_membership_that_year_is_refused_and_nothing_is_written(self, campaign, national):
        known = MembershipFactory(year=year()).organisation
        application = MembershipApplicationFactory(siret=known.siret)
        with pytest.raises(ApplicationRefused, match="déjà une adhésion"):
            domain.accept(application, year=year(), by=national)
        application.refresh_from_db()
        assert application.state == "received"

    def test_without_a_campaign_it_is_told(self, national):
        with pytest.raises(ApplicationRefused, match="n'est pas ouverte"):
            domain.accept(MembershipApplicationFactory(), year=year(), by=national)

    def test_refused_with_a_reason_that_is_mailed(self, national):
        application = MembershipApplicationFactory()
        with pytest.raises(ApplicationRefused, match="motif"):
            domain.refuse(application, reason=" ", by=national)
        domain.refuse(application, reason="Hors du champ.", by=national)
        assert "Hors du champ." in Mail.objects.get().body
        for act in (
            lambda: domain.refuse(application, reason="x", by=national),
            lambda: domain.accept(application, year=year(), by=national),
            lambda: domain.give_opinion(application, opinion="favourable", note="", by=national),
        ):
            with pytest.raises(ApplicationRefused, match="déjà refusée"):
                act()

    def test_an_opinion_that_is_not_favourable_has_a_reason(self, national):
        application = MembershipApplicationFactory()
        with pytest.raises(ApplicationRefused, match="motif"):
            domain.give_opinion(application, opinion="reserved", note="", by=national)
        with pytest.raises(ApplicationRefused, match="Choisissez"):
            domain.give_opinion(application, opinion="x", note="", by=national)
        assert domain.give_opinion(application, opinion="favourable", note="", by=national).opinion_at

    def test_accepted_by_two_people_at_once_it_is_accepted_once(self, committed):
        CampaignFactory(year=year(), state="open")
        by, application = UserFactory(is_superuser=True), MembershipApplicationFactory()
        told = []

        def work():
            try:
                domain.accept(application, year=year(), by=by)
                told.append("")
            except ApplicationRefused as refusal:
                told.append(str(refusal))
            finally:
                connection.close()

        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert sorted(told) == ["", "Cette demande est déjà acceptée."]
        assert (FeeCall.objects.count(), Membership.objects.count()) == (1, 1)

    def test_what_is_old_is_forgotten(self):
        now = timezone.now()
        old = MembershipApplicationFactory(state="unconfirmed")
        refused = MembershipApplicationFactory(state="refused", decided_at=now - timedelta(days=366))
        kept = [MembershipApplicationFactory(), MembershipApplicationFactory(state="refused", decided_at=now)]
        MembershipApplication.objects.filter(pk=old.pk).update(created_at=now - timedelta(days=8))
        assert domain.forget_old() == 2
        assert set(MembershipApplication.objects.values_list("pk", flat=True)) == {one.pk for one in kept}
        assert not MembershipApplication.objects.filter(pk=refused.pk).exists()


class TestPages:
    def test_a_region_gives_its_opinion_and_national_staff_decides(self, client, campaign):
        application = MembershipApplicationFactory()
        client.force_login(person(Role.REGIONAL_STAFF))
        assert application.name in client.get(reverse("members:applications")).content.decode()
        address = reverse("members:application_opinion", args=[application.pk])
        client.post(address, {"opinion": "favourable", "note": "Très bien"})
        assert client.post(reverse("members:application_decide", args=[application.pk])).status_code == 403
        client.force_login(person(Role.NATIONAL_STAFF))
        page = client.get(application.get_absolute_url()).content.decode()
        assert "Très bien" in page
        client.post(reverse("members:application_decide", args=[application.pk]), {"year": year(), "accept": ""})
        application.refresh_from_db()
        assert application.state == "accepted"

    def test_another_region_finds_nothing(self, client):
        client.force_login(person(Role.REGIONAL_STAFF, region="11"))
        assert client.get(MembershipApplicationFactory().get_absolute_url()).status_code == 404
