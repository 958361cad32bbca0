"""Organisations and their people: who they are, what staff did of their data and mails."""

from datetime import date

from django.core.files.base import ContentFile
from django.utils import timezone

from members.domain.people.unsubscribing import stop_address
from members.models import (
    BouncedAddress,
    BulkMail,
    DistinctPair,
    Establishment,
    FormerSiret,
    ImportBatch,
    MailChoice,
    Merge,
    SavedSearch,
    Succession,
)
from tests.factories import (
    AciFactory,
    AnnexFactory,
    ChangeRequestFactory,
    ContactFactory,
    ConventionFactory,
    MailFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationLabelFactory,
    RegionalAssociationFactory,
    UserFactory,
    YearlyReturnFactory,
)

PATHS = {
    "Organisation": "pk",
    "AciConvention": "aci__organisation",
    "FinancialAnnex": "convention__aci__organisation",
    "Succession": "predecessor",
}


def sample() -> dict:
    organisation = MembershipFactory(year=date.today().year).organisation
    succession = Succession.objects.create(
        predecessor=OrganisationFactory(), successor=organisation, kind="merger", effective_on=date(2023, 1, 1)
    )
    batch = ImportBatch(name="x.csv", sha256="0" * 64)
    batch.file.save("x.csv", ContentFile(b"SIRET;Nom\n"))
    return {
        "organisation": organisation.pk,
        "other": OrganisationFactory().pk,
        "contact": ContactFactory(organisation=organisation, function="director").pk,
        "correction": ChangeRequestFactory(organisation=organisation).pk,
        "merge": Merge.objects.create(kept=organisation, source_id=0, undone_at=timezone.now(), record={}).pk,
        "search": SavedSearch.objects.create(name="x", owner=UserFactory(), shared=True, listed="contact").pk,
        "bulk_mail": BulkMail.objects.create(listed="organisation", subject="x", text="x").pk,
        "stop_token": stop_address(MailFactory()).rstrip("/").rpartition("/")[2],
        "succession": succession.pk,
        "batch": batch.pk,
    }


def records_of(organisation):
    YearlyReturnFactory(organisation=organisation)
    ContactFactory(organisation=organisation)
    ChangeRequestFactory(organisation=organisation)
    AnnexFactory(convention=ConventionFactory(aci=AciFactory(organisation=organisation)))
    Establishment.objects.create(
        organisation=organisation, siret=organisation.siret, department=organisation.department
    )
    Succession.objects.create(
        predecessor=organisation, successor=OrganisationFactory(), kind="merger", effective_on=date(2023, 1, 1)
    )
    FormerSiret.objects.create(organisation=organisation, siret=f"{organisation.siren}00009")
    OrganisationLabelFactory(organisation=organisation)
    RegionalAssociationFactory()
    ImportBatch.objects.create(name=f"{organisation.pk}.csv", sha256="0" * 64, file="x.csv")
    _looked_after(organisation)


def _looked_after(organisation):
    """What staff did of an organisation's data and mails."""
    other, staff, now = OrganisationFactory(), UserFactory(), timezone.now()
    MailFactory(organisation=organisation)
    MailChoice.objects.create(user=staff, kind="news", wants=False, origin="page", text_version="x", decided_at=now)
    BouncedAddress.objects.create(email=f"{organisation.pk}@example.org", since=now)
    Merge.objects.create(kept=organisation, source_id=other.pk, source_siret="x", record={})
    first, second = sorted([organisation, other], key=lambda one: one.pk)
    DistinctPair.objects.create(first=first, second=second)
    SavedSearch.objects.create(name="x", owner=staff, shared=True, listed="organisation")
    BulkMail.objects.create(listed="organisation", subject="x", text="x")
