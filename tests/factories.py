"""Each factory makes the smallest valid thing."""

from datetime import date, timedelta
from decimal import Decimal

import factory
from django.core.files.base import ContentFile
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from factory.django import DjangoModelFactory
from stdnum import luhn
from stdnum.iso7064 import mod_97_10

from members.domain.reviews.facts import freeze_facts, make_facts
from members.models import (
    Aci,
    AciConvention,
    AgreementSignature,
    BankLine,
    BankStatement,
    BilateralReview,
    BudgetLine,
    ChangeRequest,
    College,
    Contact,
    CoreAgreement,
    CoreMission,
    DebitBatch,
    DebitOrder,
    DelegatedMission,
    Deliverable,
    Department,
    FeeBracket,
    FeeCall,
    FeeScale,
    FinancialAnnex,
    GeneralMeeting,
    Instalment,
    Label,
    Mail,
    Mandate,
    Membership,
    MembershipApplication,
    MembershipCampaign,
    MissionReport,
    Organisation,
    OrganisationLabel,
    Proxy,
    Region,
    RegionalAssociation,
    Resolution,
    ReviewAnswer,
    ReviewCampaign,
    ReviewDecision,
    ReviewQuestion,
    Role,
    RoleGrant,
    RollEntry,
    User,
    YearlyReturn,
)
from resources.models import (
    AuthorBody,
    Collection,
    Format,
    Publication,
    Resource,
    StoredFile,
    Theme,
    Version,
    VersionFile,
)


def siren(n: int) -> str:
    """The n-th fictitious SIREN, with a right key."""
    stem = f"99{n:06d}"
    return stem + luhn.calc_check_digit(stem)


def siret(of_siren: str, n: int = 1) -> str:
    """The n-th SIRET of a SIREN, with a right key."""
    stem = f"{of_siren}{n:04d}"
    return stem + luhn.calc_check_digit(stem)


def year_range(year: int) -> DateRange:
    """The calendar year."""
    return DateRange(date(year, 1, 1), date(year + 1, 1, 1))


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"personne{n}@example.org")
    full_name = "Camille Exemple"


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Atelier {n}")
    siren = factory.Sequence(lambda n: siren(n + 1))
    siret = factory.LazyAttribute(lambda o: siret(o.siren))
    city = "Rennes"
    postcode = "35000"
    department = factory.LazyFunction(lambda: Department.objects.get(code="35"))


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    year = 2023
    validity = factory.LazyAttribute(lambda o: year_range(o.year))
    region = factory.LazyAttribute(lambda o: o.organisation.department.region)


class YearlyReturnFactory(DjangoModelFactory):
    class Meta:
        model = YearlyReturn

    organisation = factory.SubFactory(OrganisationFactory)
    year = 2023
    insertion_fte = Decimal("10")
    permanent_fte = Decimal("4")
    insertion_employees = 25
    permanent_employees = 5


class AciFactory(DjangoModelFactory):
    class Meta:
        model = Aci

    organisation = factory.SubFactory(OrganisationFactory)
    name = "Jardin d'insertion"
    department = factory.LazyAttribute(lambda o: o.organisation.department)


class ConventionFactory(DjangoModelFactory):
    class Meta:
        model = AciConvention

    aci = factory.SubFactory(AciFactory)
    asp_id = factory.Sequence(lambda n: n + 1)
    validity = factory.LazyFunction(lambda: year_range(2023))


class AnnexFactory(DjangoModelFactory):
    class Meta:
        model = FinancialAnnex

    convention = factory.SubFactory(ConventionFactory)
    number = factory.Sequence(lambda n: f"ACI03523{n:04d}A0M0")
    starts = date(2023, 1, 1)
    ends = date(2023, 12, 31)
    posts = Decimal("10")
    unit_amount = Decimal("23196")
    total_amount = Decimal("231960")


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    organisation = factory.SubFactory(OrganisationFactory)
    full_name = "Dominique Exemple"


class RegionalAssociationFactory(DjangoModelFactory):
    class Meta:
        model = RegionalAssociation
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Association régionale {n}")

    @factory.post_generation
    def regions(self, create, codes, **kwargs):
        self.regions.add(*codes or ())


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    name = factory.Sequence(lambda n: f"Thème {n}")
    slug = factory.Sequence(lambda n: f"theme-{n}")


class AuthorBodyFactory(DjangoModelFactory):
    class Meta:
        model = AuthorBody

    name = factory.Sequence(lambda n: f"Organisme {n}")


class ResourceFactory(DjangoModelFactory):
    """A published resource without version; `state="draft"` and `published_at=None` make a draft."""

    class Meta:
        model = Resource
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Guide {n}")
    kind = Resource.Kind.GUIDE
    summary = "Un résumé."
    state = Resource.State.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)
    issued_on = date(2023, 6, 1)

    @factory.post_generation
    def themes(resource, create, themes):
        resource.themes.set(themes or [])


class PublicationFactory(DjangoModelFactory):
    class Meta:
        model = Publication

    resource = factory.SubFactory(ResourceFactory)


class StoredFileFactory(DjangoModelFactory):
    """A file whose bytes are `content`, ready, with `text` for search."""

    class Meta:
        model = StoredFile

    class Params:
        content = b"%PDF-1.7 exemple"

    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    size = factory.LazyAttribute(lambda o: len(o.content))
    file = factory.LazyAttribute(lambda o: ContentFile(o.content, name=f"{o.sha256}.{o.format}"))
    format = Format.PDF
    state = StoredFile.State.READY


class VersionFactory(DjangoModelFactory):
    """A published version; `published_at=None` makes a draft."""

    class Meta:
        model = Version

    resource = factory.SubFactory(ResourceFactory)
    published_at = factory.LazyFunction(timezone.now)


class VersionFileFactory(DjangoModelFactory):
    class Meta:
        model = VersionFile

    version = factory.SubFactory(VersionFactory)
    stored = factory.SubFactory(StoredFileFactory)
    name = "guide.pdf"


class CollectionFactory(DjangoModelFactory):
    class Meta:
        model = Collection

    title = factory.Sequence(lambda n: f"Collection {n}")
    slug = factory.Sequence(lambda n: f"collection-{n}")
    published = True


def person(role: Role, *, organisation=None, region: str = "53") -> User | None:
    """A person who holds `role` today: in `organisation` for a member, in `region` for regional staff."""
    if role == Role.VISITOR:
        return None
    if role == Role.ADMIN:
        return UserFactory(is_superuser=True)
    if role in {Role.MEMBER, Role.SYMPATHISER}:
        organisation = organisation or OrganisationFactory()
        kind = Membership.Kind.MEMBER if role == Role.MEMBER else Membership.Kind.SYMPATHISER
        MembershipFactory(organisation=organisation, year=date.today().year, kind=kind)
        return ContactFactory(organisation=organisation, user=UserFactory()).user
    user = UserFactory()
    if role == Role.FORMER:
        return user
    association = None
    if role == Role.REGIONAL_STAFF:
        association = RegionalAssociationFactory()
        association.regions.add(region)
    RoleGrant.objects.create(user=user, role=role, association=association)
    return user


class FeeScaleFactory(DjangoModelFactory):
    """300 € up to 12, then 20 € more each up to 25, then 560 €; all national."""

    class Meta:
        model = FeeScale
        skip_postgeneration_save = True

    name = "Barème d'essai"
    year = 2024
    status = "adopted"
    sympathiser_fee = Decimal(80)

    @factory.post_generation
    def brackets(self, create, extracted, **kwargs):
        for upper, fixed, rate in [(12, 300, 0), (25, 300, 20), (None, 560, 0)]:
            FeeBracket.objects.create(scale=self, upper=upper, fixed=fixed, rate=rate)


class CampaignFactory(DjangoModelFactory):
    class Meta:
        model = MembershipCampaign

    year = 2024
    scale = factory.SubFactory(FeeScaleFactory)
    opens_on = factory.LazyAttribute(lambda o: date(o.year - 1, 12, 1))
    deadline = factory.LazyAttribute(lambda o: date(o.year, 3, 31))
    call_subject = "Votre adhésion"
    call_text = "Il est temps de renouveler."
    reminder_text = "Nous attendons votre adhésion."


class FeeCallFactory(DjangoModelFactory):
    """A call of 300 €, all national, of a membership to renew in an open campaign."""

    class Meta:
        model = FeeCall

    campaign = factory.LazyFunction(
        lambda: MembershipCampaign.objects.filter(year=2024).first() or CampaignFactory(state="open")
    )
    membership = factory.LazyAttribute(lambda o: MembershipFactory(year=o.campaign.year, state="called", renews=True))
    reference = factory.Sequence(lambda n: f"RF00{n}")
    amount = Decimal(300)
    national_part = factory.LazyAttribute(lambda o: o.amount - o.regional_part)
    regional_part = Decimal(0)


class CollegeFactory(DjangoModelFactory):
    """Members, one vote each."""

    class Meta:
        model = College
        django_get_or_create = ("name",)

    name = "Adhérents"
    kinds = factory.LazyFunction(lambda: [Membership.Kind.MEMBER])


class GeneralMeetingFactory(DjangoModelFactory):
    """A meeting of today whose roll is frozen; `state` makes it otherwise."""

    class Meta:
        model = GeneralMeeting

    title = "Assemblée générale"
    held_on = factory.LazyFunction(timezone.localdate)
    record_date = factory.SelfAttribute("held_on")
    state = GeneralMeeting.State.ROLL_FROZEN
    frozen_at = factory.LazyFunction(timezone.now)


class ResolutionFactory(DjangoModelFactory):
    class Meta:
        model = Resolution

    meeting = factory.SubFactory(GeneralMeetingFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = "Rapport moral"
    majority = "simple"


class RollEntryFactory(DjangoModelFactory):
    class Meta:
        model = RollEntry

    class Params:
        there = factory.Trait(present=True, arrived_at=factory.LazyFunction(timezone.now))

    meeting = factory.SubFactory(GeneralMeetingFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    college = factory.SubFactory(CollegeFactory)
    college_name = factory.SelfAttribute("college.name")
    region = factory.LazyAttribute(lambda o: o.organisation.department.region)
    votes = 1
    name = factory.SelfAttribute("organisation.name")
    town = factory.SelfAttribute("organisation.city")
    siren = factory.SelfAttribute("organisation.siren")


class ProxyFactory(DjangoModelFactory):
    class Meta:
        model = Proxy

    giver = factory.SubFactory(RollEntryFactory)
    holder = factory.LazyAttribute(lambda o: RollEntryFactory(meeting=o.giver.meeting))
    given_on = factory.LazyFunction(timezone.now)


class ChangeRequestFactory(DjangoModelFactory):
    """A request that waits: another name."""

    class Meta:
        model = ChangeRequest

    organisation = factory.SubFactory(OrganisationFactory)
    old = factory.LazyAttribute(lambda o: {"name": o.organisation.name})
    new = factory.LazyAttribute(lambda o: {"name": f"{o.organisation.name} nouveau"})
    reason = "Changement de nom"


class MailFactory(DjangoModelFactory):
    """A mail that may be stopped, which waits to be sent."""

    class Meta:
        model = Mail

    kind = Mail.Kind.NEWS
    about = factory.Sequence(lambda n: f"essai:{n}")
    to = factory.Sequence(lambda n: f"lecteur{n}@example.org")
    subject = "Des nouvelles"
    body = "Bonjour"


class LabelFactory(DjangoModelFactory):
    class Meta:
        model = Label

    name = factory.Sequence(lambda n: f"Label {n}")


class OrganisationLabelFactory(DjangoModelFactory):
    class Meta:
        model = OrganisationLabel

    organisation = factory.SubFactory(OrganisationFactory)
    label = factory.SubFactory(LabelFactory)


class MembershipApplicationFactory(DjangoModelFactory):
    """An application that is confirmed and waits, from Brittany."""

    class Meta:
        model = MembershipApplication

    name = "Les Nouveaux Jardins"
    siret = factory.Sequence(lambda n: siret(siren(900_000 + n)))
    address = "1 rue de l'Exemple"
    postcode = "35000"
    city = "Rennes"
    department = factory.LazyFunction(lambda: Department.objects.get(code="35"))
    contact_name = "Dominique Exemple"
    email = factory.Sequence(lambda n: f"candidat{n}@example.org")
    message = "Nous voulons rejoindre le réseau."
    state = "received"


class FlatScaleFactory(DjangoModelFactory):
    """A scale of one bracket, 300 € for everybody, 70 % of it national."""

    class Meta:
        model = FeeScale

    name = factory.Sequence(lambda n: f"Barème {n}")
    year = 2026
    national_percent = Decimal(70)


class OpenCampaignFactory(DjangoModelFactory):
    """The campaign of a year, opened; asked again for the same year, it is the same."""

    class Meta:
        model = MembershipCampaign
        django_get_or_create = ["year"]

    year = 2026
    scale = factory.SubFactory(FlatScaleFactory, year=factory.SelfAttribute("..year"))
    opens_on = factory.LazyAttribute(lambda o: date(o.year, 1, 5))
    deadline = factory.LazyAttribute(lambda o: date(o.year, 6, 30))
    state = MembershipCampaign.State.OPEN
    call_subject = "Votre adhésion"
    call_text = "Il est temps d'adhérer."
    reminder_text = "Nous n'avons pas reçu votre cotisation."


class DueCallFactory(DjangoModelFactory):
    """In the campaign of 2026, a call of 300 € of which 90 are the region's; `declared=True` for one whose amount is final."""

    class Meta:
        model = FeeCall

    class Params:
        year = 2026
        declared = False

    campaign = factory.SubFactory(OpenCampaignFactory, year=factory.SelfAttribute("..year"))
    membership = factory.SubFactory(
        MembershipFactory,
        year=factory.SelfAttribute("..year"),
        state=factory.LazyAttribute(
            lambda o: Membership.State.DECLARED if o.factory_parent.declared else Membership.State.CALLED
        ),
    )
    reference = factory.Sequence(lambda n: creditor_reference(f"2026{n:06d}"))
    amount = Decimal("300.00")
    regional_part = Decimal("90.00")
    national_part = factory.LazyAttribute(lambda o: o.amount - o.regional_part)
    computation = factory.LazyAttribute(lambda o: [{"label": "Cotisation", "amount": str(o.amount)}])
    declared_at = factory.Maybe("declared", factory.LazyFunction(timezone.now), None)


def creditor_reference(stem: str) -> str:
    """An ISO 11649 reference with a right key."""
    return f"RF{mod_97_10.calc_check_digits(stem + 'RF')}{stem}"


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
    call = factory.SubFactory(DueCallFactory, declared=True)
    mandate = factory.SubFactory(MandateFactory, organisation=factory.SelfAttribute("..call.membership.organisation"))
    sequence = DebitOrder.Sequence.FIRST
    amount = factory.SelfAttribute("call.amount")
    end_to_end = factory.SelfAttribute("call.reference")


class DelegatedMissionFactory(DjangoModelFactory):
    """A mission of this year that runs, carried in Brittany; `state="proposed"` and None for its days for a proposal."""

    class Meta:
        model = DelegatedMission
        skip_postgeneration_save = True

    class Params:
        year = factory.LazyFunction(lambda: timezone.localdate().year)

    title = factory.Sequence(lambda n: f"Mission {n}")
    purpose = "Faire ceci pour tout le réseau."
    carrier = factory.SubFactory(RegionalAssociationFactory)
    region = factory.LazyFunction(lambda: Region.objects.get(code="53"))
    validity = factory.LazyAttribute(lambda o: year_range(o.year))
    state = DelegatedMission.State.RUNNING
    agreed_on = factory.LazyAttribute(lambda o: date(o.year - 1, 12, 1))
    started_on = factory.LazyAttribute(lambda o: date(o.year, 1, 1))

    @factory.post_generation
    def regions(mission, create, extracted, **kwargs):
        mission.carrier.regions.add(mission.region)


class BudgetLineFactory(DjangoModelFactory):
    """A charge of 1 000 €."""

    class Meta:
        model = BudgetLine

    mission = factory.SubFactory(DelegatedMissionFactory)
    year = factory.LazyAttribute(lambda o: o.mission.first_year)
    label = factory.Sequence(lambda n: f"Charge {n}")
    planned = Decimal("1000.00")


class InstalmentFactory(DjangoModelFactory):
    """The first half, at the signature."""

    class Meta:
        model = Instalment

    mission = factory.SubFactory(DelegatedMissionFactory)
    year = factory.LazyAttribute(lambda o: o.mission.first_year)
    due_on = factory.LazyAttribute(lambda o: date(o.year, 1, 31))
    amount = Decimal("500.00")


class DeliverableFactory(DjangoModelFactory):
    class Meta:
        model = Deliverable

    mission = factory.SubFactory(DelegatedMissionFactory)
    label = "Guide"
    due_on = factory.LazyAttribute(lambda o: date(o.mission.first_year, 6, 30))


class MissionReportFactory(DjangoModelFactory):
    """The final report of the mission's first year, in draft, due in three months."""

    class Meta:
        model = MissionReport

    mission = factory.SubFactory(DelegatedMissionFactory)
    year = factory.LazyAttribute(lambda o: o.mission.first_year)
    kind = MissionReport.Kind.FINAL
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=90))
    sent_at = factory.LazyAttribute(lambda o: timezone.now() if o.state in ("sent", "accepted") else None)
    state = MissionReport.State.DRAFT


class CoreAgreementFactory(DjangoModelFactory):
    """A version in force since 2020, without missions; `state="draft"` for one in preparation."""

    class Meta:
        model = CoreAgreement
        django_get_or_create = ["version"]

    version = 1
    text = "Ce que nous nous devons."
    validity = DateRange(date(2020, 1, 1), None)
    state = CoreAgreement.State.IN_FORCE
    adopted_on = date(2020, 1, 1)


class CoreMissionFactory(DjangoModelFactory):
    class Meta:
        model = CoreMission

    agreement = factory.SubFactory(CoreAgreementFactory)
    code = factory.Sequence(lambda n: f"M{n}")
    title = factory.Sequence(lambda n: f"Mission {n}")
    expected = "Ce qui est attendu."
    indicators = factory.LazyFunction(lambda: ["members.adherents"])


class AgreementSignatureFactory(DjangoModelFactory):
    class Meta:
        model = AgreementSignature

    agreement = factory.SubFactory(CoreAgreementFactory)
    association = factory.SubFactory(RegionalAssociationFactory, regions=["53"])


class ReviewCampaignFactory(DjangoModelFactory):
    """An open year of reviews, with one question."""

    class Meta:
        model = ReviewCampaign
        skip_postgeneration_save = True
        django_get_or_create = ["year"]

    year = 2023
    opens_on = date(2024, 1, 15)
    due_on = date(2024, 3, 31)
    state = ReviewCampaign.State.OPEN

    @factory.post_generation
    def questions(self, create, count, **kwargs):
        if not self.questions.exists():
            for position in range(1 if count is None else count):
                ReviewQuestion.objects.create(campaign=self, mission=CoreMissionFactory(), position=position)


class BilateralReviewFactory(DjangoModelFactory):
    """The review of an association of Brittany, with its empty answers and its figures.

    `state` fills it as far as that state needs; `signed` says which sides have signed.
    """

    class Meta:
        model = BilateralReview
        skip_postgeneration_save = True

    class Params:
        sent = factory.LazyAttribute(lambda o: o.state not in ("opened", "drafting"))
        met = factory.LazyAttribute(lambda o: o.state in ("met", "signed_one", "signed", "closed"))

    campaign = factory.SubFactory(ReviewCampaignFactory)
    association = factory.SubFactory(RegionalAssociationFactory, regions=["53"])
    state = BilateralReview.State.OPENED
    sent_at = factory.LazyAttribute(lambda o: timezone.now() if o.sent else None)
    met_on = factory.LazyAttribute(lambda o: date(2024, 5, 2) if o.met else None)
    people = factory.LazyAttribute(lambda o: "Anne, Béa" if o.met else "")
    minutes = factory.LazyAttribute(lambda o: "Tout a été dit." if o.met else "")
    closed_at = factory.LazyAttribute(lambda o: timezone.now() if o.state == "closed" else None)

    @factory.post_generation
    def answers(self, create, extracted, **kwargs):
        questions = list(self.campaign.questions.select_related("mission"))
        filled = self.state not in ("opened", "drafting")
        answered = self.state not in ("opened", "drafting", "sent")
        for question in questions:
            answer = ReviewAnswer(review=self, question=question)
            if filled:
                answer.regional_score, answer.regional_text, answer.regional_version = 3, "Texte de la région.", 1
            if answered:
                answer.national_score, answer.national_text, answer.agreement = 2, "Texte national.", "partly"
                answer.national_version = 1
            answer.save()
        make_facts([self], questions)
        if filled:
            freeze_facts(self)


class ReviewDecisionFactory(DjangoModelFactory):
    class Meta:
        model = ReviewDecision

    review = factory.SubFactory(BilateralReviewFactory, state=BilateralReview.State.CLOSED)
    text = factory.Sequence(lambda n: f"Décision {n}")
    owner = "L'association régionale"
    due_on = date(2024, 12, 31)
