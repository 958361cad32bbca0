"""People are registered: price, places, waiting list, and what is refused."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from members.domain.moves import NotAllowed, Refused, WrongState
from members.models import Mail
from tests.factories import MembershipFactory, OrganisationFactory
from tests.factories.training import (
    AdaptationFactory,
    FunderFactory,
    OrderFactory,
    RegistrationFactory,
    SessionFactory,
    TraineeFactory,
)
from tests.training.people import manager_of, team_member
from tests.training.registering import WISH, ordered, someone
from tests.training.test_planning import facts
from training.domain.orders.cancelling import cancel_order
from training.domain.orders.prices import price_for
from training.domain.orders.steps import mark_agreed, mark_invoiced, mark_quoted
from training.domain.registrations import ending
from training.domain.registrations.registering import Buyer, register
from training.domain.registrations.waiting import positions
from training.domain.sessions.planning import change_session
from training.models import Adaptation, Order, Registration, Trainee

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return OrganisationFactory()


@pytest.fixture
def manager(organisation):
    return manager_of(organisation)


def states(order):
    return list(order.registrations.order_by("registered_at", "pk").values_list("state", flat=True))


def test_a_structure_registers_several_people_at_once(organisation, manager):
    session = SessionFactory()
    made = ordered(session, organisation, "Nadia Le Goff", "Paul Morin", by=manager)
    order = Order.objects.get()
    assert (order.state, order.organisation, order.requested_by) == ("requested", organisation, manager)
    assert order.number.startswith("CMD")
    assert states(order) == ["requested", "requested"]
    assert [str(one.trainee) for one in made.seated] == ["Nadia Le Goff", "Paul Morin"]
    assert set(Trainee.objects.values_list("organisation", flat=True)) == {organisation.pk}


def test_the_contact_is_told_and_each_person_gets_their_need_form(organisation, manager):
    made = ordered(SessionFactory(), organisation, by=manager, wish=WISH)
    received, form = Mail.objects.get(to=WISH.contact_email), Mail.objects.get(to="nadia.legoff@example.org")
    assert "Nadia Le Goff : place réservée" in received.body
    assert made.seated[0].token not in form.body, "the link is not kept with the mail"


def test_who_has_no_address_gets_the_form_through_the_contact(organisation, manager):
    register(
        SessionFactory(), buyer=Buyer(organisation), people=[someone(email="")], wish=WISH, by=manager
    )  # fmt: skip
    assert Mail.objects.filter(to=WISH.contact_email).count() == 2
    assert Mail.objects.filter(body__contains="Remettez ce message à Nadia Le Goff").exists()


def test_members_pay_the_price_of_members_on_that_day(organisation):
    session, today = SessionFactory(price_member=400, price_public=600), timezone.localdate()
    assert price_for(session, organisation, today) == ("public", Decimal(600))
    membership = MembershipFactory(organisation=organisation, year=today.year)
    assert price_for(session, organisation, today) == ("member", Decimal(400))
    assert price_for(session, organisation, today + timedelta(days=800)) == ("public", Decimal(600))
    membership.kind = "sympathiser"
    membership.save()
    assert price_for(session, organisation, today) == ("public", Decimal(600))
    assert price_for(session, None, today) == ("public", Decimal(600))


def test_the_waiting_list_begins_when_the_session_is_full(organisation, manager):
    session = SessionFactory(maximum=1, minimum=1)
    made = ordered(session, organisation, "Nadia Le Goff", "Paul Morin", by=manager)
    assert [len(made.seated), len(made.waiting)] == [1, 1]
    other = RegistrationFactory(session=session, state="waiting")
    assert positions(session) == {made.waiting[0].pk: 1, other.pk: 2}


def test_a_place_given_back_goes_to_the_first_who_waits_and_they_are_told(organisation, manager):
    session = SessionFactory(maximum=1, minimum=1)
    made = ordered(session, organisation, "Nadia Le Goff", by=manager)
    other = OrganisationFactory()
    waiting = ordered(
        session, other, "Ali Ben", "Zoé Kern", by=manager_of(other), wish=replace(WISH, contact_email="b@example.org")
    )
    ending.cancel_place(made.seated[0], reason="Malade", by=manager)
    assert states(waiting.order) == ["requested", "waiting"]
    made.order.refresh_from_db()
    assert (made.order.state, made.order.cancellation_reason) == (
        "cancelled",
        "Toutes les places ont été rendues : Malade",
    )
    assert "Ali Ben" in Mail.objects.get(subject__startswith="Une place s'est libérée").body
    assert Mail.objects.filter(to="ali.ben@example.org", subject__startswith="Vos attentes").exists()


def test_a_place_of_a_signed_agreement_is_confirmed_when_it_comes(organisation, manager):
    session = SessionFactory(maximum=1, minimum=1)
    first = ordered(session, organisation, "Nadia Le Goff", by=manager)
    other = OrganisationFactory()
    waiting = ordered(session, other, "Ali Ben", by=manager_of(other))
    mark_agreed(waiting.order, None, timezone.localdate())
    assert states(waiting.order) == ["waiting"]
    cancel_order(first.order, reason="Budget", by=manager)
    assert states(waiting.order) == ["confirmed"]


def test_a_larger_room_gives_places_to_those_who_wait(organisation, manager):
    session = SessionFactory(maximum=1, minimum=1, slots=True)
    made = ordered(session, organisation, "Nadia Le Goff", "Paul Morin", by=manager)
    change_session(
        session, by=team_member(),
        **facts(starts_on=session.starts_on, ends_on=session.ends_on, minimum=1, maximum=2),
    )  # fmt: skip
    assert states(made.order) == ["requested", "requested"]


@pytest.mark.parametrize("state", ["draft", "running", "completed", "closed", "postponed", "cancelled"])
def test_nobody_is_registered_on_a_session_that_is_not_open(organisation, manager, state):
    session = SessionFactory(state=state, call_off_reason="Grève")
    with pytest.raises(WrongState, match="inscriptions ne sont pas ouvertes"):
        ordered(session, organisation, by=manager)
    assert not Order.objects.exists()


def test_nobody_is_registered_after_the_day_that_ends_registrations(organisation, manager):
    today = timezone.localdate()
    session = SessionFactory(registration_until=today - timedelta(days=1))
    with pytest.raises(Refused, match="se sont terminées le"):
        ordered(session, organisation, by=manager)
    with pytest.raises(Refused, match="a commencé"):
        ordered(SessionFactory(starts_on=today, state="confirmed"), organisation, by=manager)
    assert ordered(SessionFactory(registration_until=today), organisation, by=manager).seated


def test_nobody_is_registered_twice_however_their_name_is_typed(organisation, manager):
    session = SessionFactory()
    ordered(session, organisation, "Maëlle Le Goff", by=manager)
    with pytest.raises(Refused, match="Déjà inscrit à cette session : maelle LE GOFF"):
        ordered(session, organisation, "maelle LE GOFF", by=manager)
    with pytest.raises(Refused, match="écrite deux fois"):
        ordered(SessionFactory(), organisation, "Paul Morin", "Paul MORIN", by=manager)
    other = OrganisationFactory()
    assert ordered(session, other, "Maëlle Le Goff", by=manager_of(other)).seated, "somebody else of this name"


def test_a_trainee_who_is_known_is_one_record(organisation, manager):
    known = TraineeFactory(organisation=organisation, first_name="Nadia", last_name="Le Goff", email="")
    ordered(SessionFactory(), organisation, "NADIA LE GOFF", by=manager)
    known.refresh_from_db()
    assert Trainee.objects.get() == known
    assert known.email == "nadia.legoff@example.org"


def test_one_registers_for_one_s_own_structure_with_its_own_people(organisation, manager):
    session, other = SessionFactory(), OrganisationFactory()
    with pytest.raises(NotAllowed):
        ordered(session, other, by=manager)
    with pytest.raises(NotAllowed):
        register(
            session, buyer=Buyer(organisation), wish=WISH, by=manager,
            people=[replace(someone(), known=TraineeFactory(organisation=other))],
        )  # fmt: skip
    with pytest.raises(NotAllowed):
        register(session, buyer=Buyer(None, "Ailleurs"), people=[someone()], wish=WISH, by=manager)
    with pytest.raises(NotAllowed):
        ordered(session, organisation, by=manager, wish=replace(WISH, unit_price=Decimal(1)))


def test_a_session_held_for_one_structure_takes_that_structure_alone(organisation, manager):
    session = SessionFactory(audience="group")
    with pytest.raises(NotAllowed):
        ordered(session, organisation, by=manager)
    OrderFactory(session=session, organisation=organisation)
    assert ordered(session, organisation, by=manager).seated


def test_the_team_registers_buyers_out_of_the_network_and_individuals():
    session, team = SessionFactory(), team_member()
    outside = register(
        session, buyer=Buyer(None, "Association d'ailleurs", "1 rue"), people=[someone()], by=team,
        wish=replace(WISH, unit_price=Decimal("123.45")),
    ).order  # fmt: skip
    assert (outside.buyer, outside.price_kind, outside.unit_price) == (
        "Association d'ailleurs",
        "special",
        Decimal("123.45"),
    )
    alone = Buyer(None, "Paul Morin", "2 rue", is_individual=True)
    with pytest.raises(Refused, match="s'inscrit seul"):
        register(session, buyer=alone, people=[someone(), someone("Zoé")], wish=WISH, by=team)
    made = register(session, buyer=alone, people=[someone("Paul", "Morin", trainee_type="d")], wish=WISH, by=team)
    assert made.seated[0].trainee_type == "d"
    assert made.order.price_kind == "public"


def test_a_funder_who_is_asked_is_kept_with_the_order(organisation, manager):
    funder = FunderFactory()
    order = ordered(
        SessionFactory(), organisation, by=manager, wish=replace(WISH, funder=funder, subrogation=True)
    ).order
    assert (order.funder, order.funding, order.subrogation) == (funder, "asked", True)


def test_an_order_without_anybody_is_refused(organisation, manager):
    with pytest.raises(Refused, match="une personne au moins"):
        register(SessionFactory(), buyer=Buyer(organisation), people=[], wish=WISH, by=manager)


def test_somebody_comes_in_the_place_of_another_and_keeps_the_rank(organisation, manager):
    session = SessionFactory(maximum=1, minimum=1)
    made = ordered(session, organisation, "Nadia Le Goff", "Paul Morin", by=manager)
    RegistrationFactory(session=session, state="waiting")
    former = made.waiting[0]
    AdaptationFactory(registration=former)
    place = ending.replace_trainee(former, someone("Zoé", "Kern"), by=manager)
    assert (place.state, positions(session)[place.pk]) == ("waiting", 1)
    former.refresh_from_db()
    assert (former.state, former.end_reason) == ("cancelled", "Remplacé par Zoé Kern.")
    assert not Adaptation.objects.exists(), "what one asked for does not go to another"
    with pytest.raises(Refused, match="déjà inscrit"):
        ending.replace_trainee(place, someone("Nadia", "Le Goff"), by=manager)
    with pytest.raises(NotAllowed):
        ending.replace_trainee(place, someone("Ali", "Ben"), by=manager_of(OrganisationFactory()))


def test_a_place_is_not_given_back_once_the_training_has_begun(organisation, manager):
    place = RegistrationFactory(session=SessionFactory(state="running"), order__organisation=organisation)
    with pytest.raises(Refused, match="a commencé"):
        ending.cancel_place(place, reason="Malade", by=manager)
    with pytest.raises(Refused, match="motif"):
        ending.cancel_place(place, reason=" ", by=manager)
    place.state = "attending"
    place.save()
    with pytest.raises(WrongState):
        ending.cancel_place(place, reason="Malade", by=manager)


def test_an_order_is_quoted_then_agreed_then_invoiced(organisation, manager):
    order = ordered(SessionFactory(), organisation, by=manager).order
    with pytest.raises(WrongState):
        mark_invoiced(order, team_member())
    assert mark_quoted(order, team_member()).state == "quoted"
    with pytest.raises(NotAllowed):
        mark_agreed(order, manager_of(OrganisationFactory()), timezone.localdate())
    with pytest.raises(Refused, match="pas encore venu"):
        mark_agreed(order, manager, timezone.localdate() + timedelta(days=1))
    assert mark_agreed(order, manager, timezone.localdate()).state == "agreed"
    assert Registration.objects.get().state == "confirmed"
    with pytest.raises(WrongState):
        mark_agreed(order, manager, timezone.localdate())
    assert mark_invoiced(order, team_member()).state == "invoiced"


def test_an_order_is_cancelled_by_its_buyer_before_the_session_begins(organisation, manager):
    order = ordered(SessionFactory(), organisation, by=manager).order
    with pytest.raises(NotAllowed):
        cancel_order(order, reason="Budget", by=manager_of(OrganisationFactory()))
    assert cancel_order(order, reason="Budget", by=manager).state == "cancelled"
    assert states(order) == ["cancelled"]
    assert Mail.objects.filter(subject__startswith="Commande annulée", body__contains="Budget").exists()
    with pytest.raises(WrongState):
        cancel_order(order, reason="Budget", by=manager)
    held = RegistrationFactory(session=SessionFactory(state="running"), order__organisation=organisation).order
    with pytest.raises(Refused, match="a commencé"):
        cancel_order(held, reason="Budget", by=manager)
