"""« Intéressé dans ma région » : asked by anybody, kept from programs, counted, told once, answered, forgotten."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from config.desk import todo_of
from members.domain.moves import NotAllowed, Refused
from members.models import Mail, Region, Role
from members.public_forms import _SALT
from tests.factories import OrganisationFactory, UserFactory, person
from tests.factories.training import CourseFactory, CourseInterestFactory, CourseVersionFactory, SessionFactory
from tests.members.waiting import until_somebody_waits
from tests.training.people import manager_of, team_member
from training.domain import interests
from training.domain.sessions.life import open_session
from training.models import CourseInterest
from training.tasks.catalogue import forget_interests

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return CourseVersionFactory(course__title="Tutorat").course


def told(response) -> str:
    return response.content.decode().replace("&#x27;", "'").replace("\xa0", " ")


def opened(seconds=30) -> str:
    return signing.dumps(int(time.time()) - seconds, salt=_SALT)


def typed(**fields) -> dict:
    return {"region": "53", "name": "Awa Diop", "email": "awa@example.org", "people": "3", "opened": opened()} | fields


def send(client, course, follow=True, **fields):
    return client.post(reverse("training:interest", args=[course.slug]), typed(**fields), follow=follow)


def test_a_visitor_says_where_and_for_how_many(client, course):
    page = told(send(client, course, message="Plutôt au printemps"))
    assert "Demande enregistrée" in page
    kept = CourseInterest.objects.get()
    assert (kept.course, kept.region_id, kept.people, kept.email, kept.organisation) == (
        course, "53", 3, "awa@example.org", None
    )  # fmt: skip


def test_what_a_program_sends_looks_sent_and_is_not(client, course):
    assert "Demande enregistrée" in told(send(client, course, fax="01"))
    for fields, said in (({"opened": opened(0)}, "parti trop vite"), ({"opened": "x"}, "abîmé")):
        answer = send(client, course, **fields)
        assert answer.status_code == 400
        assert said in told(answer)
        assert "Awa Diop" in told(answer)
    assert not CourseInterest.objects.exists()


def test_too_many_requests_from_one_place_are_refused(client, course):
    for number in range(10):
        send(client, course, follow=False, email=f"awa{number}@example.org")
    answer = send(client, course, email="une-de-plus@example.org")
    assert answer.status_code == 429
    assert "réessayez dans une heure" in told(answer)
    assert CourseInterest.objects.count() == 10


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("region", "x"),
        ("region", ""),
        ("email", "x"),
        ("people", "0"),
        ("people", "9999"),
        ("name", ""),
        ("people", "x"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(client, course, field, value):
    answer = send(client, course, **{field: value})
    assert answer.status_code == 400
    assert answer.context["form"].errors[field]
    assert not CourseInterest.objects.exists()


def test_a_member_finds_their_structure_and_their_region_filled_in(client, course):
    organisation = OrganisationFactory()
    user = manager_of(organisation)
    client.force_login(user)
    form = client.get(reverse("training:interest", args=[course.slug])).context["form"]
    assert form.initial["organisation"] == organisation
    assert form.initial["region"] == organisation.department.region_id
    assert form.initial["email"] == user.email
    assert "fax" not in form.fields
    other = OrganisationFactory()
    assert send(client, course, organisation=str(other.pk)).status_code == 400
    page = told(send(client, course, organisation=str(organisation.pk)))
    assert "Vous avez demandé cette formation" in page
    assert CourseInterest.objects.get().organisation == organisation


def test_the_same_address_asks_once_and_what_it_says_last_counts(course):
    facts = {"region": Region.objects.get(code="53"), "name": "Awa", "email": "Awa@example.org"}
    interests.ask(course, people=2, **facts)
    interests.ask(course, people=5, **facts | {"email": "awa@example.org"})
    assert CourseInterest.objects.get().people == 5
    interests.ask(course, **facts | {"region": Region.objects.get(code="32")})
    assert CourseInterest.objects.count() == 2


def test_a_visitor_does_not_write_in_the_place_of_a_structure(course):
    organisation = OrganisationFactory()
    facts = {"region": Region.objects.get(code="53"), "name": "Awa", "email": "awa@example.org"}
    interests.ask(course, people=2, organisation=organisation, **facts)
    interests.ask(course, people=400, **facts)
    kept = CourseInterest.objects.get()
    assert (kept.people, kept.organisation) == (2, organisation)


def test_a_course_that_is_no_longer_at_the_catalogue_is_not_asked_for(client):
    gone = CourseVersionFactory(course__state="archived").course
    assert "n'est plus au catalogue" in told(send(client, gone))
    with pytest.raises(Refused, match="plus au catalogue"):
        interests.ask(gone, region=Region.objects.get(code="53"), name="Awa", email="awa@example.org")
    assert client.get(reverse("training:interest", args=[CourseFactory(state="draft").slug])).status_code == 404


def test_a_structure_takes_its_request_back_and_no_other_one(client, course):
    interest = CourseInterestFactory(course=course)
    address = reverse("training:interest_withdraw", args=[interest.pk])
    client.force_login(manager_of(OrganisationFactory()))
    assert client.post(address).status_code == 404
    with pytest.raises(NotAllowed):
        interests.withdraw(interest, by=UserFactory())
    client.force_login(manager_of(interest.organisation))
    assert "Retirer ma demande" in told(client.get(course.get_absolute_url()))
    assert "Demande retirée." in told(client.post(address, follow=True))
    assert not CourseInterest.objects.exists()


def test_requests_are_seen_by_the_team_and_by_the_structure_alone(course):
    interest, _ = CourseInterestFactory(course=course), CourseInterestFactory(course=course)
    seen = CourseInterest.objects.visible_to
    assert seen(team_member()).count() == 2
    assert seen(manager_of(interest.organisation)).get() == interest
    for user in (AnonymousUser(), UserFactory(), person(Role.BOARD), person(Role.REGIONAL_STAFF)):
        assert not seen(user).exists()


def test_when_a_session_opens_who_waits_in_its_region_is_told_once(course):
    here = CourseInterestFactory(course=course, email="ici@example.org")
    far = CourseInterestFactory(course=course, region_id="32")
    other = CourseInterestFactory()
    session = SessionFactory(version=course.versions.get())
    assert interests.tell_interested(session) == 1
    assert interests.tell_interested(session) == 0
    mail = Mail.objects.get()
    assert (mail.kind, mail.to) == (Mail.Kind.TRAINING, "ici@example.org")
    assert session.get_absolute_url() in mail.body
    assert "Rennes (Bretagne)" in mail.body
    here.refresh_from_db()
    assert here.session == session
    assert here.answered_at
    assert set(CourseInterest.objects.waiting()) == {far, other}


def test_opening_a_session_tells_who_waits(course):
    CourseInterestFactory(course=course)
    session = SessionFactory(version=course.versions.get(), state="draft", slots=True)
    open_session(session, by=team_member())
    assert Mail.objects.filter(about__startswith="course-interest:").count() == 1


def test_a_session_on_line_is_told_to_every_region(course):
    CourseInterestFactory(course=course)
    CourseInterestFactory(course=course, region_id="32")
    session = SessionFactory(version=course.versions.get(), modality="remote")
    assert interests.tell_interested(session) == 2
    assert "à distance" in Mail.objects.first().body


@pytest.mark.parametrize("fields", [{"state": "draft"}, {"audience": "group"}])
def test_nobody_is_told_of_a_session_that_is_not_open_to_all(course, fields):
    CourseInterestFactory(course=course)
    session = SessionFactory(version=course.versions.get(), **fields)
    assert interests.tell_interested(session) == 0
    with pytest.raises(Refused, match="pas ouverte"):
        interests.propose(session, Region.objects.get(code="53"), by=None)
    assert not Mail.objects.exists()


def test_the_team_sees_where_people_wait_and_proposes_a_session(client, course):
    client.force_login(team_member())
    for people in (2, 3):
        CourseInterestFactory(course=course, people=people, region_id="32")
    CourseInterestFactory(course=course, people=1)
    session = SessionFactory(version=course.versions.get())
    page = client.get(reverse("training:interests"))
    assert [(one["region"], one["requests"], one["total"]) for one in page.context["demand"]] == [
        ("32", 2, 5), ("53", 1, 1)
    ]  # fmt: skip
    typed = {"session": session.pk, "region": "32"}
    page = told(client.post(reverse("training:interests_propose"), typed, follow=True))
    assert "2 demandes répondues" in page
    assert Mail.objects.count() == 2
    assert CourseInterest.objects.waiting().count() == 1
    assert "Choisissez une session" in told(client.post(reverse("training:interests_propose"), {}, follow=True))


def test_a_request_is_closed_and_opened_again(client, course):
    client.force_login(team_member())
    interest = CourseInterestFactory(course=course, name="Awa Diop")
    address = reverse("training:interest_answer", args=[interest.pk])
    assert "Demande classée." in told(client.post(address, follow=True))
    assert "déjà reçu une réponse" in told(client.post(address, follow=True))
    assert "Awa Diop" not in told(client.get(reverse("training:interests")))
    assert "Rouvrir" in told(client.get(reverse("training:interests"), {"etat": "repondues"}))
    assert "attend à nouveau" in told(client.post(address, {"undo": "1"}, follow=True))
    client.post(address)
    CourseInterestFactory(course=course, email=interest.email)
    assert "redemandé" in told(client.post(address, {"undo": "1"}, follow=True))


def test_a_request_to_which_a_session_was_proposed_stays_answered(course):
    interest = CourseInterestFactory(course=course)
    interests.tell_interested(SessionFactory(version=course.versions.get()))
    with pytest.raises(Refused, match="proposée par mail"):
        interests.reopen(interest, by=None)
    with pytest.raises(Refused, match="déjà reçu"):
        interests.close(interest, by=None)


def test_only_the_team_answers(course):
    interest = CourseInterestFactory(course=course)
    session = SessionFactory(version=course.versions.get())
    for by in (UserFactory(), person(Role.BOARD), manager_of(interest.organisation)):
        for act in (
            lambda by=by: interests.close(interest, by=by),
            lambda by=by: interests.reopen(interest, by=by),
            lambda by=by: interests.propose(session, interest.region, by=by),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_requests_are_filtered_and_exported(client, course):
    client.force_login(team_member())
    CourseInterestFactory(course=course, name="=Awa")
    CourseInterestFactory(name="Paul")
    assert "1 demande<" in told(client.get(reverse("training:interests"), {"formation": course.slug}))
    exported = client.get(reverse("training:interests_export", args=["csv"]), {"formation": course.slug})
    text = exported.content.decode()
    assert "'=Awa" in text
    assert "Paul" not in text
    assert client.get(reverse("training:interests_export", args=["csv"]), {"region": "x"}).status_code == 400
    assert client.get(reverse("training:interests_export", args=["xlsx"])).status_code == 200


def test_the_list_asks_as_many_questions_for_one_request_as_for_ten(client, course, django_assert_max_num_queries):
    client.force_login(team_member())
    for count in (1, 9):
        for _ in range(count):
            CourseInterestFactory(course=CourseVersionFactory().course)
        with django_assert_max_num_queries(12):
            client.get(reverse("training:interests"))


def test_the_desk_of_the_team_says_who_waits(course):
    CourseInterestFactory(course=course, people=4)
    assert any("1, pour 4 personnes" in todo.text for todo in todo_of(team_member()))
    assert not any("sans session" in todo.text for todo in todo_of(person(Role.MEMBER)))


def test_what_nobody_has_touched_for_three_years_is_forgotten(course):
    old, answered, recent = (CourseInterestFactory(course=course) for _ in range(3))
    long_ago = timezone.now() - timedelta(days=3 * 365 + 1)
    CourseInterest.objects.filter(pk=old.pk).update(asked_at=long_ago)
    CourseInterest.objects.filter(pk=answered.pk).update(asked_at=long_ago, answered_at=timezone.now())
    assert forget_interests() == 1
    assert set(CourseInterest.objects.all()) == {answered, recent}


def _alone(act):
    try:
        return act()
    finally:
        connection.close()


@pytest.mark.usefixtures("committed")
def test_a_request_sent_twice_at_once_is_one(course):
    facts = {"region": Region.objects.get(code="53"), "name": "Awa", "email": "awa@example.org"}
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first = interests.ask(course, people=2, **facts)
            waiting = pool.submit(_alone, lambda: interests.ask(course, people=2, **facts))
            until_somebody_waits()
        assert waiting.result() == first
    assert CourseInterest.objects.count() == 1


@pytest.mark.usefixtures("committed")
def test_a_session_told_by_two_at_once_is_told_once(course):
    CourseInterestFactory(course=course)
    session = SessionFactory(version=course.versions.get())
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            assert interests.tell_interested(session) == 1
            waiting = pool.submit(_alone, lambda: interests.tell_interested(session))
            until_somebody_waits()
        assert waiting.result() == 0
    assert Mail.objects.count() == 1
