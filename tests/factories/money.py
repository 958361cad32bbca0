"""What banks send, and debits."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from members.models import BankLine, BankStatement, DebitBatch, DebitOrder, Mandate
from tests.factories.campaigns import FeeCallFactory
from tests.factories.organisations import OrganisationFactory


class BankStatementFactory(DjangoModelFactory):
    class Meta:
        model = BankStatement

    name = "releve.xml"
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    account = "FR76 •••• 0189"
    account_key = "0" * 64
    starts = date(2026, 3, 1)
    ends = date(2026, 3, 31)


class BankLineFactory(DjangoModelFactory):
    """A transfer of 300 € that names nobody."""

    class Meta:
        model = BankLine

    statement = factory.SubFactory(BankStatementFactory)
    rank = factory.Sequence(lambda n: n)
    booked_on = date(2026, 3, 10)
    amount = Decimal("300.00")
    label = "VIREMENT"
    account_key = factory.SelfAttribute("statement.account_key")
    bank_id = factory.Sequence(lambda n: f"REF{n}")


class MandateFactory(DjangoModelFactory):
    class Meta:
        model = Mandate

    organisation = factory.SubFactory(OrganisationFactory)
    reference = factory.Sequence(lambda n: f"RUM-{n:06d}")
    holder = factory.LazyAttribute(lambda o: o.organisation.name)
    iban = "FR7630006000011234567890189"
    signed_on = date(2025, 11, 3)


class DebitBatchFactory(DjangoModelFactory):
    """A batch that was handed to the bank; `state="prepared"` and `sha256=""` for one in preparation."""

    class Meta:
        model = DebitBatch

    collection_on = date(2026, 3, 16)
    state = DebitBatch.State.SENT
    sha256 = "0" * 64
    content = "<Document/>"


class DebitOrderFactory(DjangoModelFactory):
    class Meta:
        model = DebitOrder

    batch = factory.SubFactory(DebitBatchFactory)
    call = factory.SubFactory(FeeCallFactory, declared=True)
    mandate = factory.SubFactory(MandateFactory, organisation=factory.SelfAttribute("..call.membership.organisation"))
    sequence = DebitOrder.Sequence.FIRST
    amount = factory.SelfAttribute("call.amount")
    end_to_end = factory.SelfAttribute("call.reference")
