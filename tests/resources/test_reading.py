"""What a person does with a resource: favourites, themes followed, opinions, requests for access."""

from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.urls import reverse

from members.models import Role
from resources.domain import reading
from resources.models import AccessRequest, Favourite, Feedback, Mailing, ThemeFollow, VersionFile
from tests.factories import ResourceFactory, ThemeFactory, UserFactory, VersionFactory, VersionFileFactory, person

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def reserved():
    """A file for members, whose notice sympathisers see."""
    return VersionFileFactory().version.resource


def told(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def at_once(act, times=2) -> list:
    """What `act` gives, or raises, to as many people at the same moment."""

    def one(_):
        try:
            return act()
        except reading.ReadingRefused as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def test_favourite_button_undoes_itself(client, login):
    user = login(Role.MEMBER)
    resource = ResourceFactory()
    address = reverse("resources:favourite", args=[resource.pk])
    kept = client.post(address, headers=HTMX).content.decode()
    assert 'aria-pressed="true"' in kept
    assert list(Favourite.objects.values_list("user", "resource")) == [(user.pk, resource.pk)]
    response = client.post(address)
    assert response.url == resource.get_absolute_url()
    assert told(response) == [f"« {resource} » n'est plus dans vos favoris."]
    assert Favourite.objects.count() == 0


def test_following_twice_changes_the_frequency_only():
    user, theme = UserFactory(), ThemeFactory()
    first = reading.follow(theme, by=user, frequency=ThemeFollow.Frequency.WEEKLY)
    reading.follow(theme, by=user, frequency=ThemeFollow.Frequency.DAILY)
    assert list(ThemeFollow.objects.values_list("frequency", "since")) == [("daily", first.since)]


def test_last_opinion_stands(client, login):
    user = login(Role.MEMBER)
    resource = ResourceFactory()
    address = reverse("resources:feedback", args=[resource.pk])
    client.post(address, {"useful": "False", "comment": "Trop long"})
    html = client.post(address, {"useful": "True", "comment": ""}, headers=HTMX).content.decode()
    assert "votre avis est noté" in html
    assert list(Feedback.objects.values_list("user", "useful", "comment")) == [(user.pk, True, "")]


def test_opinion_that_says_nothing_is_refused_with_its_words(client, login):
    login(Role.MEMBER)
    address = reverse("resources:feedback", args=[ResourceFactory().pk])
    html = client.post(address, {"comment": "Mon mot"}, headers=HTMX).content.decode()
    assert "Dites si elle vous a été utile" in html
    assert "Mon mot" in html
    assert Feedback.objects.count() == 0


def test_access_asked_granted_then_open(client, login, reserved, django_capture_on_commit_callbacks):
    user = login(Role.SYMPATHISER)
    file = VersionFile.objects.get()
    assert list(VersionFile.objects.visible_to(user)) == []
    response = client.post(reverse("resources:ask_access", args=[reserved.pk]), {"message": "Pour former l'équipe"})
    assert told(response) == ["Votre demande est envoyée. L'équipe nationale vous répondra par mail."]
    assert "Demande envoyée" in client.get(reserved.get_absolute_url()).content.decode()
    reading.grant(AccessRequest.objects.get(), by=person(Role.NATIONAL_STAFF), answer="Bonne lecture")
    assert list(VersionFile.objects.visible_to(user)) == [file]
    assert reverse("resources:download", args=[file.pk]) in client.get(reserved.get_absolute_url()).content.decode()
    assert Mailing.objects.get().user == user


def test_access_asked_twice_is_told(client, login, reserved):
    user = login(Role.SYMPATHISER)
    reading.ask_access(reserved, by=user, message="Une fois")
    response = client.post(reverse("resources:ask_access", args=[reserved.pk]), {"message": "Deux fois"})
    assert told(response) == [str(reading.AlreadyAsked())]
    assert AccessRequest.objects.get().message == "Une fois"


def test_access_that_one_has_is_not_asked(reserved):
    with pytest.raises(reading.AlreadyOpen):
        reading.ask_access(reserved, by=person(Role.MEMBER), message="x")
    user = person(Role.SYMPATHISER)
    reading.grant(reading.ask_access(reserved, by=user, message="x"), by=None)
    with pytest.raises(reading.AlreadyOpen):
        reading.ask_access(reserved, by=user, message="x")


def test_access_to_nothing_is_not_asked():
    VersionFileFactory(version=VersionFactory(published_at=None))
    with pytest.raises(reading.NothingToOpen):
        reading.ask_access(VersionFile.objects.get().version.resource, by=person(Role.SYMPATHISER), message="x")


def test_access_without_a_reason_is_not_sent(client, login, reserved):
    login(Role.SYMPATHISER)
    response = client.post(reverse("resources:ask_access", args=[reserved.pk]), {"message": " "})
    assert told(response) == ["Votre demande n'est pas partie : Dites en quelques mots pourquoi vous en avez besoin."]
    assert AccessRequest.objects.count() == 0


def test_refused_access_may_be_asked_again(client, login, reserved):
    user = login(Role.SYMPATHISER)
    request = reading.ask_access(reserved, by=user, message="x")
    reading.refuse_access(request, by=None, answer="Réservé aux adhérents")
    assert "Réservé aux adhérents" in client.get(reserved.get_absolute_url()).content.decode()
    assert list(VersionFile.objects.visible_to(user)) == []
    again = reading.ask_access(reserved, by=user, message="Nous adhérons")
    assert (again.pk, again.state, again.answer, again.decided_at) == (request.pk, "asked", "", None)


def test_access_is_decided_once(reserved):
    request = reading.ask_access(reserved, by=person(Role.SYMPATHISER), message="x")
    reading.grant(request, by=None)
    with pytest.raises(reading.AlreadyDecided, match="accès accordé"):
        reading.refuse_access(request, by=None)


def test_access_granted_to_one_stays_closed_to_others(reserved):
    reading.grant(reading.ask_access(reserved, by=person(Role.SYMPATHISER), message="x"), by=None)
    other = VersionFileFactory()
    granted = AccessRequest.objects.get().user
    assert list(VersionFile.objects.visible_to(person(Role.SYMPATHISER))) == []
    assert other not in VersionFile.objects.visible_to(granted)


@pytest.mark.parametrize("name", ["favourite", "feedback", "ask_access"])
def test_actions_on_a_hidden_resource_find_nothing(client, login, name):
    login(Role.MEMBER)
    hidden = ResourceFactory(state="draft", published_at=None)
    response = client.post(reverse(f"resources:{name}", args=[hidden.pk]), {"useful": "True", "message": "x"})
    assert response.status_code == HTTPStatus.NOT_FOUND
    assert (Favourite.objects.count(), Feedback.objects.count(), AccessRequest.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("name", ["favourite", "feedback", "ask_access"])
def test_actions_asked_by_get_lead_back_to_the_resource(client, login, name):
    login(Role.MEMBER)
    resource = ResourceFactory()
    response = client.get(reverse(f"resources:{name}", args=[resource.pk]))
    assert response.url == resource.get_absolute_url()
    assert Favourite.objects.count() == 0


def test_two_clicks_at_once_ask_once(committed):
    resource, user = VersionFileFactory().version.resource, person(Role.SYMPATHISER)
    given = at_once(lambda: reading.ask_access(resource, by=user, message="x"))
    assert AccessRequest.objects.count() == 1
    assert reading.AlreadyAsked in given


def test_two_decisions_at_once_leave_one(committed):
    resource, user = VersionFileFactory().version.resource, person(Role.SYMPATHISER)
    request = reading.ask_access(resource, by=user, message="x")
    given = at_once(lambda: reading.grant(request, by=None))
    assert given.count(reading.AlreadyDecided) == 1


def test_two_favourites_at_once_fail_nowhere(committed):
    resource, user = ResourceFactory(), UserFactory()
    at_once(lambda: reading.toggle_favourite(resource, by=user), times=4)
    assert Favourite.objects.count() in {0, 1}
