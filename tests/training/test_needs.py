"""What trainees tell by their link, and what concerns health, which few read."""

from datetime import timedelta

import pghistory.models
import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from members.domain.moves import NotAllowed, Refused
from members.models import Mail
from tests.factories import UserFactory
from tests.factories.training import AdaptationFactory, RegistrationFactory, SessionFactory, TrainingBodyFactory
from tests.training.people import manager_of, referent, team_member, trainer
from training.domain.registrations.adaptations import answer_adaptation, ask_adaptation
from training.domain.registrations.needs import Needs, objectives_summary, tell_needs
from training.models import Adaptation

pytestmark = pytest.mark.django_db
SECRET = "Une chaise haute, à cause de mon dos"


@pytest.fixture(autouse=True)
def _no_limit():
    cache.clear()


@pytest.fixture
def place():
    return RegistrationFactory(session=SessionFactory(slots=True))


@pytest.fixture
def address(place):
    return reverse("training:needs", args=[place.token])


def test_a_trainee_tells_their_needs_without_an_account(client, place, address):
    page = client.get(address)
    assert page["Referrer-Policy"] == "same-origin"
    assert "Repérer une situation à risque" in page.text
    client.post(address, {"expectations": "Être à l'aise", "practice": "Rien encore", "mark_0": "2", "mark_1": ""})
    place.refresh_from_db()
    assert (place.expectations, place.practice) == ("Être à l'aise", "Rien encore")
    assert place.needs_told_at is not None
    assert list(place.marks.values_list("objective", "before")) == [(0, 2)]
    assert "Être à l&#x27;aise" in client.get(address).text, "and changes what they told"


def test_an_unknown_link_opens_nothing(client):
    assert client.get(reverse("training:needs", args=["inconnu"])).status_code == 404


def test_marks_out_of_the_programme_are_refused(place):
    for marks in ({0: 5}, {0: 0}, {2: 1}):
        with pytest.raises(Refused, match="pas dans le programme"):
            tell_needs(place, Needs(marks=marks))


@pytest.mark.parametrize(
    ("session", "state"),
    [({"starts_on": timezone.localdate() - timedelta(days=1)}, "attending"), ({}, "cancelled"), ({}, "completed")],
)
def test_needs_are_told_before_the_training_only(client, session, state):
    place = RegistrationFactory(session=SessionFactory(**session), state=state)
    address = reverse("training:needs", args=[place.token])
    assert "ne se recueillent plus" in client.get(address).text
    response = client.post(address, {"expectations": "Trop tard"})
    assert response.status_code == 400
    with pytest.raises(Refused):
        ask_adaptation(place, SECRET)
    place.refresh_from_db()
    assert place.expectations == ""


def test_a_program_that_sends_forms_is_stopped(client, address):
    for _ in range(10):
        client.post(address, {"expectations": "Oui"})
    assert "Trop d&#x27;envois" in client.post(address, {"expectations": "Oui"}).text


def test_the_group_is_summed_up_by_objective():
    session = SessionFactory()
    for level in (1, 2, 4):
        tell_needs(RegistrationFactory(session=session), Needs(marks={0: level}))
    tell_needs(RegistrationFactory(session=session, state="waiting"), Needs(marks={0: 4}))
    first, second = objectives_summary(session)
    assert (first.counts, first.told, str(first.mean)) == ((1, 1, 0, 1), 3, "2.3")
    assert (second.told, second.mean) == (0, None)


def test_an_adaptation_is_sent_then_never_shown_again_to_its_author(client, place, address):
    response = client.post(reverse("training:needs_adaptation", args=[place.token]), {"need": SECRET}, follow=True)
    assert "est envoyée" in response.text
    assert SECRET not in response.text
    assert SECRET not in client.get(address).text
    assert Adaptation.objects.get().need == SECRET


def test_an_adaptation_is_withdrawn_by_its_author(client, place):
    ask_adaptation(place, SECRET)
    page = reverse("training:needs_adaptation", args=[place.token])
    assert client.get(page).status_code == 302
    assert Adaptation.objects.exists(), "opening a link does nothing"
    client.post(page, {"withdraw": "1"})
    assert not Adaptation.objects.exists()


def test_an_adaptation_is_encrypted_and_has_no_history(place):
    ask_adaptation(place, SECRET)
    with connection.cursor() as cursor:
        cursor.execute("SELECT need FROM training_adaptation")
        assert "chaise" not in cursor.fetchone()[0]
    assert not [model for model in apps.get_models() if "adaptation" in model._meta.label.lower() and
                issubclass(model, pghistory.models.Event)]  # fmt: skip


def test_an_answer_is_told_without_its_content(place):
    body = TrainingBodyFactory(disability_contact="Lou, 01 02 03 04 05")
    asked = ask_adaptation(place, SECRET)
    answer_adaptation(asked, answer="Une chaise de la salle 2", by=referent(body))
    mail = Mail.objects.get()
    assert mail.to == place.trainee.email
    assert "Lou, 01 02 03 04 05" in mail.body
    assert not {"chaise", "salle 2"} & set(mail.body.split())
    assert Adaptation.objects.get().answer == "Une chaise de la salle 2"
    assert ask_adaptation(place, "Autre chose").answered_at is None


def everybody(place):
    """Who reads adaptations of this place, then who does not."""
    body = TrainingBodyFactory()
    leader = trainer()
    for slot in place.session.slots.all():
        slot.trainers.add(leader)
    readers = [referent(body), leader.user]
    others = [team_member(), manager_of(place.order.organisation), UserFactory(is_superuser=True), trainer().user]
    return readers, others


def test_referents_and_trainers_of_the_session_alone_read_adaptations(client, place):
    asked = AdaptationFactory(registration=place, need=SECRET)
    readers, others = everybody(place)
    page = reverse("training:adaptation", args=[asked.pk])
    for user in readers:
        client.force_login(user)
        response = client.get(page)
        assert SECRET in response.text
        assert response["Cache-Control"] == "no-store"
    for user in others:
        client.force_login(user)
        assert client.get(page).status_code in (403, 404)
        assert str(place.trainee) not in client.get(reverse("training:adaptations")).text
        with pytest.raises(NotAllowed):
            answer_adaptation(asked, answer="Vu", by=user)


def test_no_page_nor_export_of_the_team_or_the_employer_says_an_adaptation(client, place):
    AdaptationFactory(registration=place, need=SECRET)
    for user in (team_member(), manager_of(place.order.organisation)):
        client.force_login(user)
        for name, args in [
            ("training:order", [place.order_id]), ("training:place", [place.pk]), ("training:orders", []),
            ("training:registrations", []), ("training:orders_export", ["csv"]),
            ("training:registrations_export", ["csv"]), ("training:session", [place.session_id]),
        ]:  # fmt: skip
            response = client.get(reverse(f"{name}", args=args))
            assert response.status_code == 200, name
            assert "chaise" not in response.text, name
            assert "daptation" not in response.text.replace("Demandes d&#x27;adaptation", ""), name


def test_a_trainer_reads_what_their_trainees_need_and_a_structure_does_not_read_the_others(client, place):
    leader = trainer()
    place.session.slots.first().trainers.add(leader)
    other = RegistrationFactory(session=place.session)
    tell_needs(place, Needs("Être à l'aise", marks={0: 3}))
    people = reverse("training:session_people", args=[place.session_id])
    client.force_login(leader.user)
    page = client.get(people).text
    assert "Être à l&#x27;aise" in page
    assert str(other.trainee) in page
    client.force_login(manager_of(place.order.organisation))
    assert client.get(people).status_code == 403
    session = client.get(place.session.get_absolute_url()).text
    assert str(place.trainee) in session
    assert str(other.trainee) not in session
    assert client.get(reverse("training:order", args=[other.order_id])).status_code == 404
