"""What waits for those who keep the resource centre, in the queue and on the desk of each."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from config.desk import todo_of
from members.models import Role
from resources.models import AccessRequest, Mailing, Resource
from resources.views import examining
from tests.factories import ResourceFactory, UserFactory, VersionFactory, VersionFileFactory, person

pytestmark = pytest.mark.django_db
QUEUE = reverse("resources:queue")
PARTS = ("proposed", "examined", "requests", "reviews", "drafts", "files")


@pytest.fixture
def waiting(db):
    """One thing of each sort, and beside it one that does not wait."""
    today = timezone.localdate()
    current = VersionFactory(number=2)
    VersionFactory(resource=current.resource, number=1)
    archived = ResourceFactory(state="archived", review_on=today)
    sealed = {"stored__state": "no_preview", "stored__notice": "Ce PDF est protégé."}
    VersionFileFactory(version=VersionFactory(resource=archived), **sealed)
    VersionFileFactory(version=current.resource.versions.get(number=1), **sealed)
    found = {
        "proposed": ResourceFactory(state="proposed", published_at=None, proposed_region_id="53"),
        "examined": ResourceFactory(state="examined", published_at=None),
        "reviews": ResourceFactory(review_on=today),
        "drafts": VersionFactory(resource=current.resource, number=3, published_at=None),
        "files": VersionFileFactory(version=current, **sealed),
        "requests": AccessRequest.objects.create(user=UserFactory(), resource=current.resource, message="Pour agir"),
    }
    found["examined"].regions.set(["53"])
    ResourceFactory(review_on=today + timedelta(days=1))
    ResourceFactory(state="draft", published_at=None)
    AccessRequest.objects.create(user=UserFactory(), resource=current.resource, message="x", state="refused")
    return found


def shown(response) -> dict:
    return {part: response.context[part].rows for part in PARTS}


def test_what_waits_is_shown_and_nothing_else(client, login, waiting):
    login(Role.NATIONAL_STAFF)
    assert shown(client.get(QUEUE)) == {part: [waiting[part]] for part in PARTS}


def test_a_region_narrows_to_what_it_proposes_or_is_about(client, login, waiting):
    login(Role.NATIONAL_STAFF)
    found = shown(client.get(QUEUE, {"region": "53"}))
    assert found == dict.fromkeys(PARTS, []) | {
        "proposed": [waiting["proposed"]],
        "examined": [waiting["examined"]],
    }


@pytest.mark.parametrize("region", ["99", "x" * 500])
def test_a_region_that_is_none_narrows_nothing(client, login, waiting, region):
    login(Role.NATIONAL_STAFF)
    assert client.get(QUEUE, {"region": region}).context["proposed"].count == 1


def test_an_empty_queue_says_so(client, login):
    login(Role.NATIONAL_STAFF)
    assert "Rien n'attend." in client.get(QUEUE).content.decode().replace("&#x27;", "'")


def test_a_long_queue_shows_its_beginning_and_how_many_follow(client, login, monkeypatch):
    monkeypatch.setattr(examining, "SHOWN", 2)
    first, second, _ = [ResourceFactory(state="proposed", published_at=None) for _ in range(3)]
    login(Role.NATIONAL_STAFF)
    part = client.get(QUEUE).context["proposed"]
    assert (part.rows, part.count, part.more) == ([first, second], 3, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_a_longer_queue_asks_no_more_questions(client, login, django_assert_num_queries, count):
    for _ in range(count):
        one = ResourceFactory(state="proposed", published_at=None, proposed_by=UserFactory(), proposed_region_id="53")
        VersionFactory(resource=ResourceFactory(), number=2, published_at=None, created_by=one.proposed_by)
        AccessRequest.objects.create(user=one.proposed_by, resource=one, message="x")
        ResourceFactory(review_on=timezone.localdate(), owner=one.proposed_by)
        VersionFileFactory(stored__state="no_preview")
    login(Role.NATIONAL_STAFF)
    client.get(QUEUE)
    with django_assert_num_queries(7):
        client.get(QUEUE)


@pytest.mark.parametrize(("button", "state"), [("grant", "granted"), ("refuse", "refused")])
def test_a_request_is_answered_and_its_author_told(client, login, waiting, button, state):
    user = login(Role.NATIONAL_STAFF)
    asked = waiting["requests"]
    address = reverse("resources:decide_access", args=[asked.pk])
    told = client.post(address, {button: "", "answer": " Voici. "}, follow=True)
    assert [message.level_tag for message in told.context["messages"]] == ["success"]
    asked.refresh_from_db()
    assert (asked.state, asked.answer, asked.decided_by) == (state, "Voici.", user)
    assert Mailing.objects.get().user == asked.user
    response = client.post(address, {"grant": ""}, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    asked.refresh_from_db()
    assert asked.state == state
    assert mail.outbox == []


def test_the_desk_of_staff_counts_what_waits(waiting):
    texts = [todo.text for todo in todo_of(person(Role.NATIONAL_STAFF))]
    assert texts[:4] == [
        "Propositions de ressources à examiner : 1",
        "Ressources examinées, à publier : 1",
        "Demandes d'accès à des ressources : 1",
        "Ressources à revoir : 1",
    ]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.REGIONAL_STAFF])
def test_the_desk_of_a_proposer_tells_what_came_back(role):
    user = person(role)
    for state, note in [("draft", "Ajoutez la source."), ("refused", "Trop ancien."), ("draft", ""), ("proposed", "")]:
        ResourceFactory(state=state, title=f"{state} {note}", published_at=None, proposed_by=user, decision_note=note)
    ResourceFactory(state="refused", published_at=None, proposed_by=UserFactory(), decision_note="x")
    texts = [todo.text for todo in todo_of(user) if "ressource" in todo.text]
    assert texts == [
        "Votre ressource « refused Trop ancien. » n'est pas retenue",
        "Votre ressource « draft Ajoutez la source. » est à compléter",
    ]


def test_the_desk_of_others_tells_nothing_of_it(waiting):
    assert [todo for todo in todo_of(person(Role.BOARD)) if "essource" in todo.text] == []
    assert Resource.objects.count() == 7
