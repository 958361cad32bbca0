"""The core agreement and bilateral reviews."""

from datetime import date

import factory
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from factory.django import DjangoModelFactory

from members.domain.reviews.facts import freeze_facts, make_facts
from members.models import (
    AgreementSignature,
    BilateralReview,
    CoreAgreement,
    CoreMission,
    ReviewAnswer,
    ReviewCampaign,
    ReviewDecision,
    ReviewQuestion,
)
from tests.factories.people import RegionalAssociationFactory


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
