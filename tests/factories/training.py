"""The catalogue, sessions, registrations, attendance, papers and surveys of training."""

from datetime import date, time, timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from members.models import Region
from tests.factories.organisations import OrganisationFactory
from training.models import (
    ActivityStatement,
    Adaptation,
    Attendance,
    Complaint,
    Course,
    CourseInterest,
    CourseTheme,
    CourseVersion,
    Funder,
    InvoiceLine,
    Order,
    Registration,
    Session,
    Slot,
    Subcontract,
    Subcontractor,
    Survey,
    SurveyAnswer,
    SurveyInvitation,
    SurveyQuestion,
    Trainee,
    Trainer,
    TrainerPiece,
    TrainingBody,
    TrainingDocument,
    TrainingInvoice,
)

HALF_DAYS = {"am": (time(9), time(12, 30)), "pm": (time(13, 30), time(17))}


def in_days(count: int) -> date:
    return timezone.localdate() + timedelta(days=count)


class TrainingBodyFactory(DjangoModelFactory):
    """The training body, exempted from VAT, with its declaration number."""

    class Meta:
        model = TrainingBody

    name = "Organisme de formation du réseau"
    legal_form = "Association"
    siret = "73282932000074"
    address = "1 rue de l'Exemple\n75001 Paris"
    email = "formation@example.org"
    activity_number = "11750000000"
    prefecture = "Île-de-France"
    vat_exempt_since = date(2015, 1, 1)
    signatory = "Une Directrice"
    signatory_function = "directrice"
    records_since = 2020


class CourseThemeFactory(DjangoModelFactory):
    class Meta:
        model = CourseTheme

    code = factory.Sequence(lambda n: f"theme-{n}")
    name = factory.Sequence(lambda n: f"Thème {n}")


class CourseFactory(DjangoModelFactory):
    """A published course, without a version: `CourseVersionFactory` gives it one."""

    class Meta:
        model = Course

    theme = factory.SubFactory(CourseThemeFactory)
    code = factory.Sequence(lambda n: f"F{n}")
    slug = factory.Sequence(lambda n: f"formation-{n}")
    title = factory.Sequence(lambda n: f"Formation {n}")
    state = Course.State.PUBLISHED
    statement_objective = "d"
    nsf_code = "333"


class CourseVersionFactory(DjangoModelFactory):
    """A published programme of two days, 14 hours, with two objectives."""

    class Meta:
        model = CourseVersion

    course = factory.SubFactory(CourseFactory)
    number = 1
    title = factory.SelfAttribute("course.title")
    objectives = factory.LazyFunction(lambda: ["Repérer une situation à risque", "Alerter la bonne personne"])
    prerequisites = "Aucun."
    audience = "Encadrants techniques."
    content = "Premier jour : les bases.\n\nSecond jour : la pratique."
    methods = "Exposés et mises en situation."
    assessment = "Mise en situation en fin de session."
    access_delay = "Deux semaines."
    accessibility = "Le référent handicap étudie chaque demande."
    hours = Decimal(14)
    days = Decimal(2)
    price_member = Decimal(400)
    price_public = Decimal(600)
    published_at = factory.LazyFunction(timezone.now)


class SubcontractorFactory(DjangoModelFactory):
    class Meta:
        model = Subcontractor

    name = factory.Sequence(lambda n: f"Sous-traitant {n}")
    activity_number = factory.Sequence(lambda n: f"53{n:09d}")
    email = factory.Sequence(lambda n: f"sous-traitant{n}@example.org")


class SubcontractFactory(DjangoModelFactory):
    """A signed contract for a whole action."""

    class Meta:
        model = Subcontract

    subcontractor = factory.SubFactory(SubcontractorFactory)
    amount = Decimal(1500)
    state = Subcontract.State.SIGNED
    signed_on = factory.LazyFunction(timezone.localdate)


class TrainerFactory(DjangoModelFactory):
    class Meta:
        model = Trainer

    full_name = factory.Sequence(lambda n: f"Formatrice {n}")
    email = factory.Sequence(lambda n: f"formatrice{n}@example.org")


class TrainerPieceFactory(DjangoModelFactory):
    class Meta:
        model = TrainerPiece

    trainer = factory.SubFactory(TrainerFactory)
    kind = TrainerPiece.Kind.HABILITATION
    title = "Habilitation"


class SessionFactory(DjangoModelFactory):
    """A session open to registrations, of two days in Brittany in a month; `SlotFactory` or `slots=True` gives half-days."""

    class Meta:
        model = Session
        skip_postgeneration_save = True

    version = factory.SubFactory(CourseVersionFactory)
    number = factory.Sequence(lambda n: f"SES1999-{n:05d}")
    region = factory.LazyFunction(lambda: Region.objects.get(code="53"))
    starts_on = factory.LazyFunction(lambda: in_days(30))
    ends_on = factory.LazyAttribute(lambda o: o.starts_on + timedelta(days=1))
    place_name = "Maison des associations"
    address = "1 place du Marché"
    postcode = "35000"
    city = "Rennes"
    minimum = 2
    maximum = 12
    price_member = Decimal(400)
    price_public = Decimal(600)
    state = Session.State.OPEN

    @factory.post_generation
    def slots(session, create, given, **kwargs):
        """Four half-days of three hours and a half, led by the trainers given: `slots=[trainer]`."""
        if given in (None, False):
            return
        trainers = [] if given is True else given
        for day in range((session.ends_on - session.starts_on).days + 1):
            for half_day in HALF_DAYS:
                slot = SlotFactory(session=session, day=session.starts_on + timedelta(days=day), half_day=half_day)
                slot.trainers.set(trainers)


class SlotFactory(DjangoModelFactory):
    """A morning of three hours and a half, on the first day."""

    class Meta:
        model = Slot

    session = factory.SubFactory(SessionFactory)
    day = factory.SelfAttribute("session.starts_on")
    half_day = Slot.HalfDay.MORNING
    starts_at = factory.LazyAttribute(lambda o: HALF_DAYS[o.half_day][0])
    ends_at = factory.LazyAttribute(lambda o: HALF_DAYS[o.half_day][1])


class FunderFactory(DjangoModelFactory):
    class Meta:
        model = Funder

    name = factory.Sequence(lambda n: f"OPCO {n}")


class OrderFactory(DjangoModelFactory):
    """The order of a structure, at the price of members."""

    class Meta:
        model = Order

    session = factory.SubFactory(SessionFactory)
    number = factory.Sequence(lambda n: f"CMD1999-{n:05d}")
    organisation = factory.SubFactory(OrganisationFactory)
    contact_name = "Une Responsable"
    contact_email = factory.Sequence(lambda n: f"responsable{n}@example.org")
    price_kind = Order.Price.MEMBER
    unit_price = Decimal(400)


class TraineeFactory(DjangoModelFactory):
    class Meta:
        model = Trainee

    organisation = factory.SubFactory(OrganisationFactory)
    first_name = "Camille"
    last_name = factory.Sequence(lambda n: f"Stagiaire {n}")
    email = factory.Sequence(lambda n: f"stagiaire{n}@example.org")


class RegistrationFactory(DjangoModelFactory):
    """An employee of the structure that ordered, whose place is confirmed."""

    class Meta:
        model = Registration

    session = factory.SubFactory(SessionFactory)
    order = factory.SubFactory(OrderFactory, session=factory.SelfAttribute("..session"))
    trainee = factory.SubFactory(TraineeFactory, organisation=factory.SelfAttribute("..order.organisation"))
    state = Registration.State.CONFIRMED
    trainee_type = "a"


class AdaptationFactory(DjangoModelFactory):
    class Meta:
        model = Adaptation

    registration = factory.SubFactory(RegistrationFactory)
    need = "Des documents en gros caractères."


class AttendanceFactory(DjangoModelFactory):
    """Present for the whole half-day, signed on a screen."""

    class Meta:
        model = Attendance

    slot = factory.SubFactory(SlotFactory)
    registration = factory.SubFactory(RegistrationFactory, session=factory.SelfAttribute("..slot.session"))
    state = Attendance.State.PRESENT
    minutes = factory.LazyAttribute(lambda o: 210 if o.state == "present" else 0)
    method = factory.LazyAttribute(lambda o: "drawn" if o.state == "present" else "")
    signed_at = factory.LazyAttribute(lambda o: timezone.now() if o.state == "present" else None)


class TrainingDocumentFactory(DjangoModelFactory):
    class Meta:
        model = TrainingDocument

    kind = TrainingDocument.Kind.QUOTE
    number = factory.Sequence(lambda n: f"DEV1999-{n:05d}")
    order = factory.SubFactory(OrderFactory)
    session = factory.SelfAttribute("order.session")
    content = factory.LazyFunction(dict)
    issued_on = factory.LazyFunction(timezone.localdate)


class TrainingInvoiceFactory(DjangoModelFactory):
    """An invoice of 400 euros, of one line paid by the employer; `lines=[(amount, line)]` for others."""

    class Meta:
        model = TrainingInvoice
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: f"FF1999-{n:05d}")
    order = factory.SubFactory(OrderFactory)
    issued_on = factory.LazyFunction(timezone.localdate)
    amount = Decimal(400)
    content = factory.LazyFunction(dict)

    @factory.post_generation
    def lines(invoice, create, given, **kwargs):
        for amount, line in given or [(invoice.amount, "1")]:
            InvoiceLine.objects.create(
                invoice=invoice, label="Formation", unit_price=amount, amount=amount, funding_line=line
            )


class CourseInterestFactory(DjangoModelFactory):
    class Meta:
        model = CourseInterest

    course = factory.SubFactory(CourseFactory)
    region = factory.LazyFunction(lambda: Region.objects.get(code="53"))
    organisation = factory.SubFactory(OrganisationFactory)
    name = "Une Responsable"
    email = factory.Sequence(lambda n: f"interesse{n}@example.org")


class SurveyFactory(DjangoModelFactory):
    """The questionnaire in use for a public and a moment, of one question out of five; the one loaded first steps aside."""

    class Meta:
        model = Survey
        skip_postgeneration_save = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        in_use = Survey.objects.filter(moment=kwargs["moment"], audience=kwargs["audience"], active=True)
        found = in_use.filter(title=kwargs["title"]).first()
        if found is None:
            in_use.update(active=False)
        return found or super()._create(model_class, *args, **kwargs)

    title = "Votre avis, pour les tests"
    moment = Survey.Moment.HOT
    audience = Survey.Audience.TRAINEE

    @factory.post_generation
    def question(survey, create, given, **kwargs):
        if not survey.questions.exists():
            SurveyQuestionFactory(survey=survey)


class SurveyQuestionFactory(DjangoModelFactory):
    class Meta:
        model = SurveyQuestion

    survey = factory.SubFactory(SurveyFactory, question=None)
    order = 1
    text = "Êtes-vous satisfait de la formation ?"


class SurveyInvitationFactory(DjangoModelFactory):
    class Meta:
        model = SurveyInvitation

    survey = factory.SubFactory(SurveyFactory)
    registration = factory.SubFactory(RegistrationFactory)
    session = factory.SelfAttribute("registration.session")


class SurveyAnswerFactory(DjangoModelFactory):
    class Meta:
        model = SurveyAnswer

    invitation = factory.SubFactory(SurveyInvitationFactory, answered_at=factory.LazyFunction(timezone.now))
    question = factory.LazyAttribute(lambda o: o.invitation.survey.questions.first())
    score = 4


class ComplaintFactory(DjangoModelFactory):
    class Meta:
        model = Complaint

    number = factory.Sequence(lambda n: f"RECL1999-{n:05d}")
    received_on = factory.LazyFunction(timezone.localdate)
    source = Complaint.Source.TRAINEE
    text = "La salle était trop petite."


class ActivityStatementFactory(DjangoModelFactory):
    class Meta:
        model = ActivityStatement

    starts_on = date(2024, 1, 1)
    ends_on = factory.LazyAttribute(lambda o: date(o.starts_on.year, 12, 31))
