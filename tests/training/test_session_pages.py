"""Pages of sessions, orders and registrations: the ways that people walk, and how much they ask of the database."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from config.desk import todo_of
from tests.factories import ContactFactory, OrganisationFactory
from tests.factories.training import (
    AdaptationFactory,
    CourseVersionFactory,
    FunderFactory,
    OrderFactory,
    RegistrationFactory,
    SessionFactory,
    TraineeFactory,
    TrainerFactory,
    TrainingBodyFactory,
)
from tests.training.people import manager_of, referent, team_member, trainer
from training.models import ObjectiveMark, Order, Registration, Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(client):
    user = team_member()
    client.force_login(user)
    return user


def people(*names, known=(), **wish):
    """A posted form of registration."""
    data = {
        "people-TOTAL_FORMS": str(max(len(names), 1)), "people-INITIAL_FORMS": "0", "known": [one.pk for one in known],
        "contact_name": "Une Responsable", "contact_email": "r@example.org",
    }  # fmt: skip
    for rank, name in enumerate(names):
        first, last = name.split(" ", 1)
        data |= {
            f"people-{rank}-first_name": first,
            f"people-{rank}-last_name": last,
            f"people-{rank}-trainee_type": "a",
        }
    return data | wish


def test_the_team_plans_opens_and_confirms_a_session(client, team):
    version, leader = CourseVersionFactory(), TrainerFactory()
    page = reverse("training:session_new")
    assert str(version.title) in client.get(page).text
    assert 'value="400' in client.get(page, {"version": version.pk}).text, "the price of the programme is proposed"
    day = timezone.localdate() + timedelta(days=30 - timezone.localdate().weekday())
    data = {
        "audience": "open", "region": "53", "starts_on": day, "ends_on": day + timedelta(days=1), "modality": "on_site",
        "city": "Rennes", "postcode": "35000", "minimum": 1, "maximum": 8, "price_member": 400, "price_public": 600,
        "accessible": "unknown",
    }  # fmt: skip
    assert client.post(f"{page}?version={version.pk}", data | {"ends_on": day - timedelta(days=1)}).status_code == 400
    made = client.post(f"{page}?version={version.pk}", data)
    session = Session.objects.get()
    slots = reverse("training:session_slots", args=[session.pk])
    assert made.url == slots
    lines = {"slots-TOTAL_FORMS": "5", "slots-INITIAL_FORMS": "4", "everywhere": "1", "trainer": leader.pk}
    for rank, slot in enumerate(session.slots.order_by("day", "starts_at")):
        lines |= {
            f"slots-{rank}-pk": slot.pk, f"slots-{rank}-day": slot.day, f"slots-{rank}-half_day": slot.half_day,
            f"slots-{rank}-starts_at": slot.starts_at, f"slots-{rank}-ends_at": slot.ends_at,
        }  # fmt: skip
    assert client.get(slots).status_code == 200
    assert client.post(slots, lines | {"slots-0-remove": "on"}).status_code == 302
    assert session.slots.filter(trainers=leader).count() == 3
    step = reverse("training:session_step", args=[session.pk])
    assert "inscriptions sont ouvertes" in client.post(step, {"step": "open"}, follow=True).text
    assert "Personne n&#x27;est inscrit" in client.post(step, {"step": "confirm"}, follow=True).text
    RegistrationFactory(session=session)
    assert "La session est confirmée" in client.post(step, {"step": "confirm"}, follow=True).text
    assert client.get(step).status_code == 302


def test_the_team_calls_a_session_off_from_its_page(client, team):
    session = SessionFactory(slots=True)
    place = RegistrationFactory(session=session)
    page = reverse("training:session_call_off", args=[session.pk])
    assert "Cela ne se défait pas" in client.get(page).text
    assert client.post(page, {"what": "postpone", "reason": "Neige"}).status_code == 400
    later = session.starts_on + timedelta(days=30)
    told = client.post(page, {"what": "postpone", "reason": "Neige", "starts_on": later}, follow=True)
    assert "reportée" in told.text
    client.force_login(manager_of(place.order.organisation))
    answer = reverse("training:order_offer", args=[place.order_id])
    assert "vous est proposée" in client.get(place.order.get_absolute_url()).text
    client.post(answer, {"answer": "accept"})
    place.refresh_from_db()
    assert place.session.starts_on == later
    client.force_login(team)
    assert "ne s&#x27;annule pas" in client.get(page, follow=True).text


def test_a_manager_registers_known_and_new_people(client):
    organisation = OrganisationFactory()
    manager, session, funder = manager_of(organisation), SessionFactory(maximum=2), FunderFactory()
    known = TraineeFactory(organisation=organisation)
    RegistrationFactory(trainee=known, order__organisation=organisation, trainee_type="b")
    client.force_login(manager)
    assert reverse("training:register", args=[session.pk]) in client.get(session.get_absolute_url()).text
    page = reverse("training:register", args=[session.pk])
    shown = client.get(page).text
    assert str(known) in shown
    assert "600,00" in shown, "the structure is not a member"
    more = client.post(page, people("Nadia Kern") | {"more": "1"})
    assert more.status_code == 200
    assert 'value="Nadia"' in more.text
    assert "people-5-first_name" in more.text
    assert not Order.objects.filter(session=session).exists()
    assert client.post(page, people("Nadia 3")).status_code == 400
    done = client.post(
        page, people("Nadia Kern", "Ali Ben", known=[known], funder=funder.pk, subrogation="on"), follow=True
    )
    assert "En liste d&#x27;attente" in done.text
    order = Order.objects.get(session=session)
    kinds = {str(one.trainee): (one.state, one.trainee_type) for one in order.registrations.all()}
    assert kinds == {
        "Nadia Kern": ("requested", "a"), "Ali Ben": ("requested", "a"), str(known): ("waiting", "b")
    }  # fmt: skip
    again = client.post(page, people("Nadia Kern"), follow=True)
    assert "Déjà inscrit" in again.text


def test_who_manages_several_structures_says_for_which(client):
    first, second = OrganisationFactory(), OrganisationFactory()
    user = manager_of(first)
    ContactFactory(organisation=second, user=user, email=user.email, manages=True)
    client.force_login(user)
    page = reverse("training:register", args=[SessionFactory().pk])
    assert "Pour qui" in client.get(page).text
    assert "Personne 1" in client.get(page, {"structure": second.pk}).text
    assert "Pour qui" in client.get(page, {"structure": OrganisationFactory().pk}).text


def test_the_team_registers_an_individual_under_a_contract(client, team):
    page = reverse("training:register", args=[SessionFactory().pk]) + "?pour=particulier"
    assert "dix jours pour se rétracter" in client.get(page).text
    data = people("Paul Morin", name="Paul Morin", address="2 rue", unit_price="250") | {"people-0-trainee_type": "d"}
    client.post(page, data)
    order = Order.objects.get()
    assert (order.is_individual, order.unit_price) == (True, 250)
    assert order.registrations.get().trainee_type == "d"


def test_a_session_that_takes_nobody_any_more_says_why(client):
    session = SessionFactory(state="cancelled", call_off_reason="Grève")
    client.force_login(manager_of(OrganisationFactory()))
    page = client.get(reverse("training:register", args=[session.pk]), follow=True)
    assert page.redirect_chain
    assert "inscriptions ne sont pas ouvertes" in page.text


def test_a_manager_follows_an_order_its_places_and_its_funder(client):
    place = RegistrationFactory(state="requested")
    order, funder = place.order, FunderFactory()
    client.force_login(manager_of(order.organisation))
    change = reverse("training:order_change", args=[order.pk])
    refused = client.post(change, {"what": "funding", "funding": "granted", "funder": funder.pk})
    assert refused.status_code == 400
    assert "un numéro et un montant" in refused.text
    granted = {"what": "funding", "funding": "granted", "funder": funder.pk, "reference": "A1", "amount": "300"}
    assert client.post(change, granted).status_code == 302
    order.refresh_from_db()
    assert (order.funding, order.funding_reference, order.funding_amount) == ("granted", "A1", 300)
    assert client.post(change, {"what": "price", "unit_price": "1"}).status_code == 400, "a price is the team's"
    page = reverse("training:place", args=[place.pk])
    assert client.post(page, {"act": "cancel", "reason": ""}).status_code == 400
    correct = {
        "act": "correct",
        "correct-first_name": "Nadia",
        "correct-last_name": "Kern",
        "correct-trainee_type": "e",
    }
    client.post(page, correct)
    place.refresh_from_db()
    assert (str(place.trainee), place.trainee_type) == ("Nadia Kern", "e")
    other = {"act": "replace", "other-first_name": "Ali", "other-last_name": "Ben", "other-trainee_type": "a"}
    assert "Ali Ben" in client.post(page, other, follow=True).text
    new = order.registrations.get(state="requested")
    client.post(reverse("training:place", args=[new.pk]), {"act": "cancel", "reason": "Malade"})
    order.refresh_from_db()
    assert order.state == "cancelled"
    late = client.post(reverse("training:order_cancel", args=[order.pk]), {"reason": "Budget"}, follow=True)
    assert "déjà annulée" in late.text


def test_a_trainer_finds_their_sessions_and_no_others(client):
    leader = trainer()
    mine, other = SessionFactory(slots=[leader]), SessionFactory(slots=True)
    RegistrationFactory(session=mine)
    client.force_login(leader.user)
    page = client.get(reverse("training:my_sessions")).text
    assert mine.version.title in page
    assert other.version.title not in page
    assert client.get(reverse("training:session_people", args=[other.pk])).status_code == 403
    assert "Mes sessions" in client.get(reverse("training:home")).text


@pytest.mark.parametrize(
    ("suivi", "found"),
    [("decider", {"soon"}), ("minimum", {"soon"}), ("places", {"soon", "far"}), ("attente", {"far"})],
)
def test_the_planning_is_narrowed_to_what_is_to_do(client, team, suivi, found):
    TrainingBodyFactory(summons_days=15)
    today = timezone.localdate()
    sessions = {
        "soon": SessionFactory(starts_on=today + timedelta(days=10)),
        "far": SessionFactory(starts_on=today + timedelta(days=60)),
        "full": SessionFactory(starts_on=today + timedelta(days=60), minimum=1, maximum=1),
    }
    RegistrationFactory(session=sessions["far"], state="waiting")
    RegistrationFactory(session=sessions["full"])
    page = client.get(reverse("training:sessions"), {"suivi": suivi}).text
    assert {name for name, one in sessions.items() if one.number in page} == found


def test_lists_are_narrowed_and_exported_as_they_are_shown(client, team):
    leader = TrainerFactory(full_name="Ada Lovelace")
    session = SessionFactory(slots=[leader])
    other = SessionFactory(city="Brest")
    place = RegistrationFactory(session=session)
    RegistrationFactory(session=other)
    page = reverse("training:sessions_export", args=["csv"])
    text = client.get(page, {"formateur": leader.pk, "q": "rennes"}).content.decode("utf-8-sig")
    assert session.number in text
    assert "Ada Lovelace" in text
    assert other.number not in text
    assert client.get(page, {"annee": "x"}).status_code == 400
    orders = client.get(reverse("training:orders_export", args=["csv"]), {"q": place.order.number})
    assert place.order.organisation.name in orders.content.decode("utf-8-sig")
    trainees = client.get(
        reverse("training:registrations_export", args=["csv"]), {"structure": place.order.organisation_id}
    ).content.decode("utf-8-sig")  # fmt: skip
    assert place.trainee.last_name in trainees
    assert len(trainees.strip().splitlines()) == 2


@pytest.mark.parametrize(
    "name", ["sessions", "orders", "registrations", "adaptations", "sessions_export", "orders_export",
             "registrations_export", "session_people", "order", "my_sessions", "session", "session_slots"]
)  # fmt: skip
def test_pages_ask_the_same_of_the_database_however_long(client, django_assert_num_queries, name):
    body, leader = TrainingBodyFactory(), trainer()
    user = referent(body)
    session = SessionFactory(slots=[leader])
    order = OrderFactory(session=session)

    def one_more():
        place = RegistrationFactory(session=session, order=order, state="waiting")
        ObjectiveMark.objects.create(registration=place, objective=0, before=2)
        AdaptationFactory(registration=place)
        RegistrationFactory(session=SessionFactory(slots=[leader]))

    one_more()
    args = {"session_people": [session.pk], "order": [order.pk], "session": [session.pk], "session_slots": [session.pk]}
    address = reverse(f"training:{name}", args=["csv"] if name.endswith("_export") else args.get(name, []))
    client.force_login(leader.user if name == "my_sessions" else user)
    client.get(address)
    with CaptureQueriesContext(connection) as first:
        assert client.get(address).status_code == 200
    count = len(first)
    for _ in range(3):
        one_more()
    cache.clear()
    client.get(address)
    with django_assert_num_queries(count):
        client.get(address)


def test_what_waits_is_told_to_each(client):
    body, leader = TrainingBodyFactory(summons_days=15), trainer()
    session = SessionFactory(slots=[leader], starts_on=timezone.localdate() + timedelta(days=10))
    place = RegistrationFactory(session=session, state="requested")
    AdaptationFactory(registration=place)

    def told(user):
        return [todo.text for todo in todo_of(user)]

    team = told(team_member())
    assert f"{session} : 1 sur 2 au moins, à décider" in team
    assert "Commandes sans devis : 1" in team
    assert not [text for text in team if "adaptation" in text]
    assert "Demandes d'adaptation sans réponse : 1" in told(referent(body))
    assert f"Vous animez : {session}" in told(leader.user)
    structure = told(manager_of(place.order.organisation))
    assert "Stagiaires dont les besoins ne sont pas encore recueillis : 1" in structure
    assert not [text for text in told(manager_of(OrganisationFactory())) if "besoins" in text]
    assert Registration.objects.count() == 1
