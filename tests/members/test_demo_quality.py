"""What the demonstration shows of the quality of data, and that it changes no figure."""

import pytest
from django.urls import reverse

from members.demo import quality
from members.demo.accounts import load_accounts
from members.domain.quality.bulk_mail import fates_of
from members.domain.quality.duplicates import likely_pairs
from members.models import BulkMail, ChangeRequest, Membership, Organisation, User
from tests.factories import ContactFactory, MembershipFactory, OrganisationFactory, RegionalAssociationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    """Sixty organisations of Brittany that look like nothing, and the accounts of the demonstration."""
    for n in range(60):
        made = OrganisationFactory(name=chr(65 + n % 26) * (6 + n), email=f"{n}@example.org", address=f"{n} rue")
        MembershipFactory(organisation=made, year=2023)
    load_accounts(
        OrganisationFactory(name="Un adhérent"), OrganisationFactory(name="Sans plus"), RegionalAssociationFactory()
    )


def test_it_shows_something_of_everything(small, client):
    members = Membership.objects.count()
    first = Organisation.objects.order_by("-pk").first()
    ContactFactory(organisation=first, email="b@example.org")
    quality.load()
    twins = set(Organisation.objects.filter(contacts__full_name="Camille Doublon"))
    assert len(twins) == 4
    assert twins == {one for pair in likely_pairs() for one in (pair.first, pair.second) if one in twins}
    assert Membership.objects.count() == members
    assert not any(twin.memberships.exists() for twin in twins)
    assert ChangeRequest.objects.waiting().count() == 2
    client.force_login(User.objects.get(email="national@example.org"))
    mail = BulkMail.objects.get()
    assert client.get(reverse("members:bulk_mail", args=[mail.pk])).status_code == 200
    assert mail.state == "done"
    assert sum(count for _, _, count in fates_of(mail)) == len(mail.recipients)
