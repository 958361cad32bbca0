"""Themes: what each person sees in them, following them, and stopping their mails from a mail."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from members.models import Role
from resources.domain.index import index_resources
from resources.domain.unsubscribing import unsubscribe_address
from resources.models import Audience, ThemeFollow
from tests.factories import ResourceFactory, ThemeFactory, UserFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def tree():
    """Two themes, the second within the first, with a public, a network and a staff resource in the second."""
    wide = ThemeFactory(name="Ressources humaines")
    narrow = ThemeFactory(name="Recrutement", parent=wide)
    for audience in (Audience.PUBLIC, Audience.NETWORK, Audience.STAFF):
        made = ResourceFactory(
            title=f"Titre {audience.name}", notice_audience=audience, audience=audience, themes=[narrow]
        )
        index_resources([made.pk])
    ResourceFactory(title="Titre DRAFT", state="draft", published_at=None, themes=[narrow])
    return wide, narrow


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.VISITOR, ["PUBLIC"]),
        (Role.FORMER, ["PUBLIC"]),
        (Role.MEMBER, ["PUBLIC", "NETWORK"]),
        (Role.BOARD, ["PUBLIC", "NETWORK", "STAFF"]),
    ],
)
def test_each_counts_and_sees_what_is_theirs(client, login, tree, role, seen):
    login(role)
    wide, narrow = tree
    tree_page = client.get(reverse("resources:themes"))
    (branch,) = tree_page.context["branches"]
    assert (branch.count, branch.children[0].count) == (len(seen), len(seen))
    html = client.get(wide.get_absolute_url()).content.decode()
    titles = ["PUBLIC", "NETWORK", "STAFF", "DRAFT"]
    assert [title for title in titles if f"Titre {title}" in html] == seen
    assert f"{reverse('resources:search')}?theme={wide.pk}" in html


def test_resource_of_two_themes_counts_once_above(client, tree):
    wide, narrow = tree
    other = ThemeFactory(parent=wide)
    made = ResourceFactory(notice_audience=0, audience=0, themes=[narrow, other])
    index_resources([made.pk])
    (branch,) = client.get(reverse("resources:themes")).context["branches"]
    assert branch.count == 2


def test_theme_page_asks_as_many_queries_whatever_it_holds(client, login, tree, django_assert_max_num_queries):
    login(Role.MEMBER)
    with django_assert_max_num_queries(10):
        client.get(tree[0].get_absolute_url())


def test_empty_theme_says_what_to_do(client):
    html = client.get(ThemeFactory().get_absolute_url()).content.decode()
    assert "Suivez-le pour être prévenu" in html


def test_following_changing_and_stopping(client, login, tree):
    user = login(Role.MEMBER)
    address = reverse("resources:follow_theme", args=[tree[0].slug])
    assert client.post(address, {"frequency": "daily"}).url == tree[0].get_absolute_url()
    assert list(ThemeFollow.objects.values_list("user", "theme", "frequency")) == [(user.pk, tree[0].pk, "daily")]
    html = client.post(address, {"frequency": "weekly"}, headers=HTMX).content.decode()
    assert "Vous êtes prévenu chaque semaine" in html
    html = client.post(address, {"frequency": ""}, headers=HTMX).content.decode()
    assert ThemeFollow.objects.count() == 0
    # What has stopped is taken up again by the same button.
    assert 'value="weekly">Annuler' in html


def test_unknown_frequency_is_refused(client, login, tree):
    login(Role.MEMBER)
    response = client.post(reverse("resources:follow_theme", args=[tree[0].slug]), {"frequency": "hourly"})
    assert response.status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("elsewhere", ["https://ailleurs.example/", "//ailleurs.example/", "javascript:alert(1)"])
def test_following_never_leads_elsewhere(client, login, tree, elsewhere):
    login(Role.MEMBER)
    address = reverse("resources:follow_theme", args=[tree[0].slug])
    assert client.post(address, {"frequency": "daily", "next": elsewhere}).url == tree[0].get_absolute_url()


def test_stopping_from_one_s_page_can_be_undone(client, login, tree):
    login(Role.MEMBER)
    address = reverse("resources:follow_theme", args=[tree[0].slug])
    client.post(address, {"frequency": "daily"})
    response = client.post(address, {"frequency": "", "next": reverse("resources:mine")}, follow=True)
    html = response.content.decode()
    assert "Vous ne suivez plus « Ressources humaines »." in html
    assert 'value="daily">Annuler' in html


def token_path(person, theme=None) -> str:
    return "/" + unsubscribe_address(person, theme).split("/", 3)[3]


def test_mail_s_address_stops_one_theme_without_logging_in(tree):
    user = UserFactory()
    for theme in tree:
        ThemeFollow.objects.create(user=user, theme=theme)
    ThemeFollow.objects.create(user=UserFactory(), theme=tree[0])
    # As a mail reader does it (RFC 8058): no session, no cookie, no CSRF token.
    bare = Client(enforce_csrf_checks=True)
    path = token_path(user, tree[0])
    assert "Ressources humaines" in bare.get(path).content.decode()
    assert ThemeFollow.objects.count() == 3
    assert bare.post(path, {"List-Unsubscribe": "One-Click"}).status_code == HTTPStatus.OK
    assert list(ThemeFollow.objects.filter(user=user).values_list("theme", flat=True)) == [tree[1].pk]
    assert ThemeFollow.objects.count() == 2


def test_mail_s_address_stops_everything(tree):
    user, other = UserFactory(), UserFactory()
    for someone in (user, other):
        for theme in tree:
            ThemeFollow.objects.create(user=someone, theme=theme)
    Client(enforce_csrf_checks=True).post(token_path(user))
    assert set(ThemeFollow.objects.values_list("user", flat=True)) == {other.pk}


def test_changed_address_stops_nothing(client, tree):
    user = UserFactory()
    ThemeFollow.objects.create(user=user, theme=tree[0])
    path = token_path(user, tree[0])
    forged = path[:-6] + ("a" if path[-6] != "a" else "b") + path[-5:]
    assert client.post(forged).status_code == HTTPStatus.NOT_FOUND
    assert client.get(reverse("resources:unsubscribe", args=["x"])).status_code == HTTPStatus.NOT_FOUND
    assert ThemeFollow.objects.count() == 1


def test_other_forms_stay_protected(tree):
    user = UserFactory()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    response = strict.post(reverse("resources:follow_theme", args=[tree[0].slug]), {"frequency": "daily"})
    assert response.status_code == HTTPStatus.FORBIDDEN
