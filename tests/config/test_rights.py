"""Every address with every role, against the table that staff read."""

from datetime import date
from http import HTTPStatus

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import get_resolver, reverse
from django.utils import timezone

from config.rights import (
    ALL,
    DATA,
    NONE,
    OWN,
    OWN_JOBS,
    PUBLISHED,
    RECORDS,
    REGION,
    ROLES,
    SELF,
    URLS,
    Answer,
    as_markdown,
)  # fmt: skip
from members.domain.invoices import issue_invoice
from members.domain.payments import Received, record_payment
from members.domain.people.unsubscribing import stop_address
from members.models import (
    AccountingPlan,
    BouncedAddress,
    BulkMail,
    Certificate,
    Department,
    DistinctPair,
    Establishment,
    FormerSiret,
    ImportBatch,
    Invoice,
    Issuer,
    LineMatch,
    Mail,
    MailChoice,
    Mandate,
    Merge,
    Payment,
    ReviewFile,
    ReviewSignature,
    Role,
    SavedSearch,
    ShareTransfer,
    Succession,
)
from reporting.models import AnnualReport, Job, ReportEdition, StatedFigure
from resources.domain.index import index_resources
from resources.domain.unsubscribing import unsubscribe_address
from resources.models import (
    AccessRequest,
    ActiveReader,
    DayUse,
    DownloadEvent,
    Favourite,
    Feedback,
    Mailing,
    MonthUse,
    ResourceReader,
    SearchUse,
    SynonymGroup,
    ThemeFollow,
    VersionFile,
    VersionLink,
)
from tests.factories import (
    AciFactory,
    AgreementSignatureFactory,
    AnnexFactory,
    BankLineFactory,
    BilateralReviewFactory,
    BudgetLineFactory,
    ChangeRequestFactory,
    CollectionFactory,
    CollegeFactory,
    ContactFactory,
    ConventionFactory,
    CoreAgreementFactory,
    CoreMissionFactory,
    DebitOrderFactory,
    DelegatedMissionFactory,
    DeliverableFactory,
    FeeCallFactory,
    InstalmentFactory,
    MailFactory,
    MembershipApplicationFactory,
    MembershipFactory,
    MissionReportFactory,
    OrganisationFactory,
    OrganisationLabelFactory,
    ProxyFactory,
    PublicationFactory,
    RegionalAssociationFactory,
    ResolutionFactory,
    ResourceFactory,
    ReviewDecisionFactory,
    RollEntryFactory,
    ThemeFactory,
    UserFactory,
    VersionFactory,
    VersionFileFactory,
    YearlyReturnFactory,
    person,
)

pytestmark = pytest.mark.django_db

# Addresses of libraries, whose rights their own tests hold.
OF_LIBRARIES = ("account_", "mfa_", "socialaccount_")


def _names(patterns, namespace="") -> set[str]:
    names = set()
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = ":".join(filter(None, [namespace, getattr(pattern, "namespace", None)]))
            names |= _names(pattern.url_patterns, inner)
        elif pattern.name:
            names.add(f"{namespace}:{pattern.name}" if namespace else pattern.name)
    return names


def test_every_address_has_its_row():
    found = {name for name in _names(get_resolver().url_patterns) if not name.startswith((*OF_LIBRARIES, "admin:"))}
    assert found == {row.name for row in URLS if not row.name.startswith("admin:")}


@pytest.fixture
def sample():
    """Things that belong to nobody who asks."""
    organisation = MembershipFactory(year=date.today().year).organisation
    succession = Succession.objects.create(
        predecessor=OrganisationFactory(), successor=organisation, kind="merger", effective_on=date(2023, 1, 1)
    )
    report = AnnualReport.objects.create(year=2023)
    job = Job.objects.create(kind="x", title="Travail d'une autre", asked_by=UserFactory())
    job.attach_result("x.pdf", b"x")
    edition = ReportEdition(report=report, number=1, sha256="0" * 64)
    edition.file.save("x.pdf", ContentFile(b"%PDF"))
    batch = ImportBatch(name="x.csv", sha256="0" * 64)
    batch.file.save("x.csv", ContentFile(b"SIRET;Nom\n"))
    file, link = _published()
    draft = VersionFactory(resource=ResourceFactory(state="draft", published_at=None), published_at=None)
    proxy = ProxyFactory(giver__meeting__state="open")
    meeting = proxy.giver.meeting
    return {
        "meeting": meeting.pk,
        "entry": proxy.giver_id,
        "proxy": proxy.pk,
        "resolution": ResolutionFactory(meeting=meeting).pk,
        "resource": file.version.resource_id,
        "file": file.pk,
        "link": link.pk,
        "draft_resource": draft.resource_id,
        "draft_file": VersionFileFactory(version=draft).pk,
        "draft_link": VersionLink.objects.create(version=draft, url="https://example.org").pk,
        "theme": ThemeFactory().slug,
        "collection": CollectionFactory().slug,
        "access": AccessRequest.objects.create(user=UserFactory(), resource=file.version.resource, message="x").pk,
        "token": unsubscribe_address(UserFactory(), ThemeFactory()).rstrip("/").rpartition("/")[2],
        "organisation": organisation.pk,
        **_campaign_sample(),
        **_mission_sample(),
        **_review_sample(),
        "correction": ChangeRequestFactory(organisation=organisation).pk,
        "other": OrganisationFactory().pk,
        "merge": Merge.objects.create(kept=organisation, source_id=0, undone_at=timezone.now(), record={}).pk,
        "search": SavedSearch.objects.create(name="x", owner=UserFactory(), shared=True, listed="contact").pk,
        "bulk_mail": BulkMail.objects.create(listed="organisation", subject="x", text="x").pk,
        "stop_token": stop_address(MailFactory()).rstrip("/").rpartition("/")[2],
        "contact": ContactFactory(organisation=organisation, function="director").pk,
        "succession": succession.pk,
        "report": report.pk,
        "edition": edition.pk,
        "draft": AnnualReport.objects.create(year=2022).pk,
        "job": job.pk,
        "batch": batch.pk,
    }


def _review_sample() -> dict:
    """An agreement in force and the next in draft, a review that the region of Brittany has sent."""
    mission = CoreMissionFactory()
    signature = AgreementSignatureFactory(agreement=mission.agreement, sha256="0" * 64)
    signature.file.save("x.pdf", ContentFile(b"%PDF-"))
    review = BilateralReviewFactory(state="sent")
    file = ReviewFile(review=review, name="x.pdf", size=5, sha256="0" * 64, side="regional")
    file.file.save("x.pdf", ContentFile(b"%PDF-"))
    return {
        "agreement": mission.agreement_id,
        "agreement_draft": CoreAgreementFactory(version=2, state="draft").pk,
        "signature": signature.pk,
        "review": review.pk,
        "review_year": review.campaign.year,
        "review_question": review.campaign.questions.get().pk,
        "review_file": file.pk,
        "decision": ReviewDecisionFactory(review=review).pk,
    }


def _campaign_sample() -> dict:
    """An open campaign, and the call of an organisation of Brittany."""
    call = FeeCallFactory()
    mail = Mail.objects.create(kind="call", about=f"call:{call.pk}", to="x@example.org", state="refused")
    certificate = Certificate.objects.create(membership=MembershipFactory(year=2022), number="ATT2022-00001")
    application = MembershipApplicationFactory()
    paid = FeeCallFactory(declared_at=timezone.now())
    invoice = issue_invoice(paid)
    payment = record_payment(paid, Received(paid.amount, "debit", date(2024, 3, 1)), by=None)
    line = BankLineFactory()
    LineMatch.objects.create(line=line, payment=payment)
    debit = DebitOrderFactory(call=paid, mandate__organisation=paid.membership.organisation)
    return {
        "invoice": invoice.pk,
        "payment": payment.pk,
        "statement": line.statement_id,
        "line": line.pk,
        "debits": debit.batch_id,
        "debit": debit.pk,
        "call": call.pk,
        "campaign": call.campaign.year,
        "scale": call.campaign.scale_id,
        "mail": mail.pk,
        "certificate": certificate.token,
        "application": application.pk,
        "application_token": application.token,
    }


def _mission_sample() -> dict:
    """A mission of Brittany, with its files."""
    mission = DelegatedMissionFactory(year=2023, agreement=ContentFile(b"%PDF", name="x.pdf"), agreement_name="x.pdf")
    MissionReportFactory(mission=mission)
    handed = DeliverableFactory(mission=mission, file=ContentFile(b"%PDF", name="x.pdf"), name="x.pdf")
    return {
        "mission": mission.pk,
        "instalment": InstalmentFactory(mission=mission).pk,
        "deliverable": handed.pk,
    }


def _published() -> tuple[VersionFile, VersionLink]:
    """A file with a picture and a link for members, of a resource whose notice is for the network."""
    file = VersionFileFactory(stored__previews=1)
    link = VersionLink.objects.create(version=file.version, url="https://example.org")
    default_storage.save(file.stored.preview_name(0), ContentFile(b"RIFF"))
    return file, link


def _answer(response) -> Answer:
    if response.streaming:
        # Read to its end, a file is closed as a server would.
        assert b"".join(response.streaming_content)
    if response.status_code == HTTPStatus.FOUND and response.url.startswith(
        (reverse(settings.LOGIN_URL), reverse("admin:login"))
    ):
        return Answer.LOGIN
    if response.status_code == HTTPStatus.FORBIDDEN:
        return Answer.FORBIDDEN
    if response.status_code == HTTPStatus.NOT_FOUND:
        return Answer.HIDDEN
    # A form that lacks something is answered, not forbidden.
    done = {
        HTTPStatus.OK,
        HTTPStatus.NO_CONTENT,
        HTTPStatus.FOUND,
        HTTPStatus.CONFLICT,
        HTTPStatus.SERVICE_UNAVAILABLE,
    }
    assert response.status_code in done
    return Answer.YES


@pytest.mark.parametrize("role", ROLES)
def test_addresses_answer_as_the_table_says(client, sample, role):
    user = person(role)
    if user:
        client.force_login(user)
    answers = {}
    for row in URLS:
        kwargs = {key: sample.get(value, value) for key, value in (row.sample or {}).items()}
        answers[row.name, row.method] = _answer(getattr(client, row.method)(reverse(row.name, kwargs=kwargs)))
    assert answers == {(row.name, row.method): row.answer(role) for row in URLS}


@pytest.fixture
def records():
    """A record of each kind: in one's own organisation, elsewhere in Brittany, in the North."""

    def make(own):
        near, far = OrganisationFactory(), OrganisationFactory(department=Department.objects.get(code="59"))
        for organisation in (own, near, far):
            _everything_of(organisation)
        for published in (True, False):
            report = AnnualReport.objects.create(year=2020 + published, published=published)
            ReportEdition.objects.create(report=report, number=1, sha256="0" * 64, file="x.pdf")
        StatedFigure.objects.create(key="x", year=2023, value="x", label="x")
        _use_of_resources()
        return near, far

    return make


@pytest.mark.parametrize("role", ROLES)
def test_data_are_seen_as_the_table_says(role, records):
    own = OrganisationFactory()
    user = person(role, organisation=own) or AnonymousUser()
    near, far = records(own)
    Job.objects.create(kind="x", title="x", asked_by=UserFactory())
    if user.is_authenticated:
        Job.objects.create(kind="x", title="x", asked_by=user)
    for row in DATA:
        model = apps.get_model(row.model)
        seen, whole = set(model.objects.visible_to(user)), set(model.objects.all())
        assert whole, row.data
        assert seen == _expected(row.scope(role), model, user, own, near), f"{row.data} : {role}"


def _expected(scope, model, user, own, near) -> set:
    """The records that a scope names."""
    of = PATHS.get(model.__name__, "organisation")
    if scope == ALL:
        return set(model.objects.all())
    if scope == OWN:
        return set(model.objects.filter(**{of: own.pk}))
    if scope == REGION:
        return set(model.objects.filter(**{f"{of}__in": [own.pk, near.pk]}))
    if scope == SELF:
        return {user}
    if scope == OWN_JOBS:
        return set(model.objects.filter(asked_by=user))
    if scope == PUBLISHED:
        return {record for record in model.objects.all() if getattr(record, "report", record).published}
    assert scope == NONE
    return set()


# Where a record's organisation is found, when it is not in `organisation`.
PATHS = {
    "Organisation": "pk",
    "AciConvention": "aci__organisation",
    "FinancialAnnex": "convention__aci__organisation",
    "Succession": "predecessor",
    "FeeCall": "membership__organisation",
    "MembershipApplication": "department__organisations",
    "Certificate": "membership__organisation",
    "Payment": "call__membership__organisation",
    "Invoice": "call__membership__organisation",
    "ShareTransfer": "region__memberships__organisation",
    "DelegatedMission": "region__memberships__organisation",
    "BudgetLine": "mission__region__memberships__organisation",
    "Instalment": "mission__region__memberships__organisation",
    "Deliverable": "mission__region__memberships__organisation",
    "MissionReport": "mission__region__memberships__organisation",
    "GeneralMeeting": "entries__organisation",
    "Resolution": "meeting__entries__organisation",
    "Proxy": "giver__organisation",
    "AgreementSignature": "association__regions__departments__organisations",
    "BilateralReview": "association__regions__departments__organisations",
    "ReviewAnswer": "review__association__regions__departments__organisations",
    "ReviewFact": "review__association__regions__departments__organisations",
    "ReviewDecision": "review__association__regions__departments__organisations",
    "ReviewFile": "review__association__regions__departments__organisations",
    "ReviewSignature": "review__association__regions__departments__organisations",
}


def _everything_of(organisation):
    if not organisation.memberships.exists():
        MembershipFactory(organisation=organisation)
    YearlyReturnFactory(organisation=organisation)
    ContactFactory(organisation=organisation)
    ChangeRequestFactory(organisation=organisation)
    MailFactory(organisation=organisation)
    AnnexFactory(convention=ConventionFactory(aci=AciFactory(organisation=organisation)))
    Establishment.objects.create(
        organisation=organisation, siret=organisation.siret, department=organisation.department
    )
    Succession.objects.create(
        predecessor=organisation, successor=OrganisationFactory(), kind="merger", effective_on=date(2023, 1, 1)
    )
    _looked_after(organisation)
    FormerSiret.objects.create(organisation=organisation, siret=f"{organisation.siren}00009")
    OrganisationLabelFactory(organisation=organisation)
    RegionalAssociationFactory()
    Mail.objects.create(kind="call", about=f"call:{organisation.pk}", to="x@example.org", organisation=organisation)
    meeting = ResolutionFactory().meeting
    elsewhere = OrganisationFactory(department=Department.objects.get(code="59"))
    holder = RollEntryFactory(meeting=meeting, organisation=elsewhere)
    ProxyFactory(giver=RollEntryFactory(meeting=meeting, organisation=organisation), holder=holder)
    CollegeFactory().brackets.get_or_create(up_to=None, votes=1)
    ImportBatch.objects.create(name=f"{organisation.pk}.csv", sha256="0" * 64, file="x.csv")
    _money_of(organisation)
    _review_of(organisation)


def _review_of(organisation):
    """A closed review of an association of the organisation's region, with all that hangs on it."""
    association = RegionalAssociationFactory(regions=[organisation.department.region_id])
    AgreementSignatureFactory(association=association)
    review = BilateralReviewFactory(association=association, state="closed")
    ReviewDecisionFactory(review=review)
    ReviewFile.objects.create(review=review, name="x", size=1, sha256="0" * 64, side="regional", file="x")
    ReviewSignature.objects.create(review=review, side="regional", name="x", sha256="0" * 64)


def _money_of(organisation):
    """A call of the organisation with all that hangs on it."""
    membership = MembershipFactory(organisation=organisation, year=2024, state="called")
    call = FeeCallFactory(membership=membership)
    call.campaign.scale.shares.get_or_create(region_id="53", defaults={"national_percent": 50})
    payment = Payment.objects.create(
        call=call, amount=300, method="cheque", received_on=date(2024, 1, 2), receipt_number=f"R{organisation.pk}"
    )
    Invoice.objects.create(
        call=call, number=f"F{organisation.pk}", issued_on=date(2024, 1, 2), amount=300, national_part=300,
        regional_part=0, content={},
    )  # fmt: skip
    Certificate.objects.create(membership=membership, number=f"A{organisation.pk}")
    Mandate.objects.create(
        organisation=organisation, reference=f"RUM{organisation.pk}", holder="x", iban="FR7630006000011234567890189",
        signed_on=date(2024, 1, 2),
    )  # fmt: skip
    LineMatch.objects.create(line=BankLineFactory(), payment=payment)
    DebitOrderFactory(call=call, mandate=Mandate.objects.get(organisation=organisation))
    ShareTransfer.objects.create(
        campaign=call.campaign, region=organisation.department.region, amount=10, paid_on=date(2024, 6, 1)
    )
    mission = DelegatedMissionFactory(region=organisation.department.region)
    for make in (BudgetLineFactory, InstalmentFactory, DeliverableFactory, MissionReportFactory):
        make(mission=mission)
    AccountingPlan.objects.get_or_create()
    MembershipApplicationFactory(department=organisation.department)
    Issuer.objects.get_or_create(name="Réseau", defaults={"address": "1 rue X"})


def _looked_after(organisation):
    """What staff did of an organisation's data and mails."""
    other, staff, now = OrganisationFactory(), UserFactory(), timezone.now()
    MailChoice.objects.create(user=staff, kind="news", wants=False, origin="page", text_version="x", decided_at=now)
    BouncedAddress.objects.create(email=f"{organisation.pk}@example.org", since=now)
    Merge.objects.create(kept=organisation, source_id=other.pk, source_siret="x", record={})
    DistinctPair.objects.create(
        first=min(organisation, other, key=by_number), second=max(organisation, other, key=by_number)
    )
    SavedSearch.objects.create(name="x", owner=staff, shared=True, listed="organisation")
    BulkMail.objects.create(listed="organisation", subject="x", text="x")


def by_number(record) -> int:
    return record.pk


def _use_of_resources():
    """A published resource, and all that somebody else has made of it."""
    file, _ = _published()
    version, somebody = file.version, UserFactory()
    resource, day = version.resource, date(2023, 6, 1)
    PublicationFactory(resource=resource)
    index_resources([resource.pk])
    CollectionFactory()
    DayUse.objects.create(day=day, role=Role.MEMBER, downloads=1)
    MonthUse.objects.create(resource=resource, month=day, downloads=1)
    ActiveReader.objects.create(year=2023, user=somebody, role=Role.MEMBER, first_on=day)
    ResourceReader.objects.create(resource=resource, year=2023, user=somebody, first_on=day)
    DownloadEvent.objects.create(
        resource=resource, version=version, at=timezone.now(), day=day, role=Role.MEMBER, user=somebody
    )
    SearchUse.objects.create(text="aci", role=Role.MEMBER)
    SynonymGroup.objects.create(terms=["ACI", "chantier"])
    Feedback.objects.create(user=somebody, resource=resource, useful=True)
    AccessRequest.objects.create(user=somebody, resource=resource, message="x")
    Favourite.objects.create(user=somebody, resource=resource)
    ThemeFollow.objects.create(user=somebody, theme=ThemeFactory())
    Mailing.objects.create(user=somebody, subject="digest", about="x")


@pytest.mark.parametrize("role", ROLES)
def test_records_are_written_as_the_table_says(role, rf):
    user = person(role) or AnonymousUser()
    request = rf.get("/admin/")
    request.user = user
    for row in RECORDS:
        model = apps.get_model(row.model)
        keeper = admin.site._registry.get(model)
        for action in row.ACTIONS:
            may = user.has_perm(f"{model._meta.app_label}.{action}_{model._meta.model_name}")
            if keeper:
                may = may and getattr(keeper, f"has_{action}_permission")(request)
            assert may is (role in getattr(row, action)), f"{role} : {action} {row.data}"


def test_every_record_of_the_admin_has_its_row():
    kept = {model._meta.label for model in admin.site._registry}
    assert kept <= {row.model for row in RECORDS}


def test_the_document_is_up_to_date():
    assert (settings.BASE_DIR / "docs" / "droits.md").read_text(encoding="utf-8") == as_markdown()
