"""Over every address: what an organisation keeps to itself is told to no other one, and its account to nobody whole."""

from datetime import date
from decimal import Decimal
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from config.rights import URLS
from members.domain.invoices import issue_invoice
from members.domain.payments import Received, record_payment
from members.models import Mandate, Role
from tests.factories import (
    ContactFactory,
    FeeCallFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    YearlyReturnFactory,
    person,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

IBAN = "FR7630001007941234567890185"
# Of the other organisation: its account, holder, fee, return, and a colleague who represents nobody.
PRIVATE = {
    "account": ["30001007941234567890185", "3000 1007 9412"],
    "holder": ["Trésorerie du Secret"],
    "fee": ["777,77", "777.77"],
    "return": ["433,21", "433.21", "8765"],
    "person": ["Maxence Caché", "maxence.cache@example.org", "01 99 00 98 76"],
}
# Who follows fees and returns: the organisation itself, its region, the board, national staff.
STRANGERS = [Role.VISITOR, Role.FORMER, Role.SYMPATHISER, Role.MEMBER, Role.OFFICIAL]


@pytest.fixture
def other():
    """An organisation of Brittany with a return, a fee that is paid, an account and a colleague."""
    organisation = OrganisationFactory(name="L'Autre Structure")
    year = timezone.localdate().year
    MembershipFactory(organisation=organisation, year=year)
    for declared in (year - 1, 2023):
        YearlyReturnFactory(
            organisation=organisation, year=declared, insertion_fte=Decimal("433.21"), insertion_employees=8765
        )
    ContactFactory(
        organisation=organisation,
        user=UserFactory(email="maxence.cache@example.org", full_name="Maxence Caché"),
        full_name="Maxence Caché",
        email="maxence.cache@example.org",
        phone="01 99 00 98 76",
        function="accounts",
        manages=True,
    )
    call = FeeCallFactory(
        membership=MembershipFactory(organisation=organisation, year=2024, state="declared"),
        amount=Decimal("777.77"),
        declared_at=timezone.now(),
        computation=[{"label": "Tranche", "amount": "777.77"}],
    )
    issue_invoice(call)
    record_payment(call, Received(Decimal("777.77"), "transfer", date(2024, 2, 1)), by=None)
    Mandate.objects.create(
        organisation=organisation, reference="RUM-SECRET", holder="Trésorerie du Secret", iban=IBAN,
        signed_on=date(2024, 1, 2),
    )  # fmt: skip
    return organisation, call


def pages(client, sample, other):  # noqa: F811
    """Every address that is read, with the other organisation's records wherever one of its kind is asked for."""
    organisation, call = other
    own = {
        "organisation": organisation.pk,
        "call": call.pk,
        "contact": organisation.contacts.get().pk,
        "invoice": call.invoices.get().pk,
        "payment": call.payments.get().pk,
        "campaign": call.campaign.year,
    }
    for row in URLS:
        if row.method != "get":
            continue
        kwargs = {key: (sample | own).get(value, value) for key, value in (row.sample or {}).items()}
        response = client.get(reverse(row.name, kwargs=kwargs))
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if response.status_code == HTTPStatus.OK and not body.startswith((b"%PDF", b"PK")):
            yield row.name, body.decode(errors="replace").replace("\u00a0", " ").replace("&#x27;", "'")


@pytest.mark.parametrize("role", STRANGERS)
def test_no_stranger_reads_what_an_organisation_keeps(client, sample, other, role):  # noqa: F811
    user = person(role)
    if user:
        client.force_login(user)
    told = [
        (name, kind, word)
        for name, text in pages(client, sample, other)
        for kind, words in PRIVATE.items()
        for word in words
        if word in text
    ]
    assert told == []


@pytest.mark.parametrize("role", [Role.REGIONAL_STAFF, Role.BOARD, Role.NATIONAL_STAFF, Role.ADMIN])
def test_an_account_is_shown_whole_to_nobody(client, sample, other, role):  # noqa: F811
    client.force_login(person(role))
    told = [name for name, text in pages(client, sample, other) if any(word in text for word in PRIVATE["account"])]
    assert told == []


def test_the_markers_are_found_where_they_may_be(client, sample, other):  # noqa: F811
    """The organisation's own people read them: the test above would see them."""
    client.force_login(other[0].contacts.get().user)
    found = {
        kind
        for _, text in pages(client, sample, other)
        for kind, words in PRIVATE.items()
        if any(w in text for w in words)
    }
    assert found >= {"fee", "return", "person"}
