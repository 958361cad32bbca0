"""From the catalogue to the yearly statement: one session, two people, everything that hangs on them."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from members.domain.moves import Refused
from reporting.indicators import Scope, get
from tests.factories import MembershipFactory, OrganisationFactory
from tests.factories.training import (
    CourseVersionFactory,
    SessionFactory,
    SlotFactory,
    SurveyFactory,
    TrainingBodyFactory,
)
from tests.training.people import manager_of, team_member, trainer
from tests.training.reading import text_of
from tests.training.registering import ordered
from training.domain.attendance.evidence import drawn
from training.domain.attendance.finishing import finish_session
from training.domain.attendance.recording import Noted, note_attendance
from training.domain.attendance.signing import sign_as_trainer, sign_presence
from training.domain.papers.invoicing import invoice_order
from training.domain.papers.issuing import issue
from training.domain.papers.rendering import document_pdf
from training.domain.papers.sending import send_document
from training.domain.papers.signing import fingerprint
from training.domain.sessions.life import confirm_session, start_due
from training.domain.statement.content import FrameKey, computed
from training.domain.surveys.answering import answer, questions_of
from training.domain.surveys.asking import ask
from training.models import ActivityStatement, Registration, Session, Slot, Survey, SurveyInvitation, TrainingDocument

pytestmark = pytest.mark.django_db
Kind = TrainingDocument.Kind
DRAWING = "M10 10 L20 30 L40 20 L60 50 L80 30"


@pytest.fixture
def today():
    return timezone.localdate()


def test_a_session_from_its_catalogue_to_the_yearly_statement(client, today):
    TrainingBodyFactory()
    keeper, leader = team_member(), trainer()
    organisation = OrganisationFactory(name="Les Jardins du Val")
    MembershipFactory(organisation=organisation, year=today.year)
    session = SessionFactory(
        version=CourseVersionFactory(title="Secourisme"),
        starts_on=today + timedelta(days=1),
        ends_on=today + timedelta(days=1),
        minimum=1,
    )
    slot = SlotFactory(session=session, starts_at=time(0), ends_at=time(3, 30))
    slot.trainers.set([leader])

    assert "Secourisme" in client.get(reverse("training:catalogue")).content.decode()

    # The structure registers two people, and signs the agreement by the link of the mail.
    made = ordered(session, organisation, "Nadia Le Goff", "Paul Morin", by=manager_of(organisation))
    order = made.seated[0].order
    agreement = issue(Kind.AGREEMENT, order, by=keeper)
    send_document(agreement, by=keeper)
    told = {"document": agreement.pk, "name": "Anne Le Bris", "agreed": "on", "seen": fingerprint(agreement)}
    client.post(reverse("training:papers_by_link", args=[order.token]), told)
    places = list(Registration.objects.order_by("pk"))
    assert {place.state for place in places} == {Registration.State.CONFIRMED}

    # A day goes by.
    Session.objects.update(starts_on=today, ends_on=today)
    Slot.objects.update(day=today)
    session.refresh_from_db()

    # The session takes place; one signs, the other never comes.
    confirm_session(session, by=keeper)
    assert start_due(today) == 1
    nadia, paul = places
    slot.refresh_from_db()
    sign_presence(slot, nadia, drawn(DRAWING, ip="192.0.2.1", device="Téléphone"))
    sign_as_trainer(slot, leader, drawn(DRAWING, ip="192.0.2.2", device="Téléphone"))
    session.refresh_from_db()
    with pytest.raises(Refused, match="ne sont pas notées"):
        finish_session(session, by=leader.user)
    note_attendance(slot, {paul.pk: Noted("absent", 0)}, by=leader.user)
    finish_session(session, by=leader.user)
    assert list(Registration.objects.order_by("pk").values_list("state", flat=True)) == ["completed", "no_show"]

    # Papers, each right for its person.
    certificate = issue(Kind.COMPLETION, nadia, by=keeper)
    assert "3,5 heures" in text_of(document_pdf(certificate)[1])
    with pytest.raises(Refused, match="n'a suivi aucune heure"):
        issue(Kind.COMPLETION, paul, by=keeper)
    order.refresh_from_db()
    [invoice] = invoice_order(order, by=keeper)
    assert invoice.amount == 2 * session.price_member

    # What they think of it.
    survey = SurveyFactory()
    Survey.objects.exclude(pk=survey.pk).update(active=False)
    assert ask(today + timedelta(days=1)) == 1
    invitation = SurveyInvitation.objects.get()
    answer(invitation, {one.pk: "5" for one in questions_of(invitation)})

    # The yearly statement and the figures count the same.
    statement = ActivityStatement.objects.create(starts_on=date(today.year, 1, 1), ends_on=date(today.year, 12, 31))
    said = computed(statement)
    assert said.frame(FrameKey.RESOURCES).total.exact == invoice.amount
    assert (said.frame(FrameKey.BY_TYPE).total.count, said.frame(FrameKey.BY_TYPE).total.exact) == (1, 210)
    assert get("training.trainees").value(Scope(today.year)) == 1
    assert get("training.sessions").value(Scope(today.year)) == 1
