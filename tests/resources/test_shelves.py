"""Tools and offers, collections, and « Mes ressources »."""

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from members.models import Role
from resources.domain.index import index_resources
from resources.models import Audience, DownloadEvent, Resource, ResourceReader
from tests.factories import CollectionFactory, ResourceFactory, ThemeFactory, UserFactory, VersionFactory

pytestmark = pytest.mark.django_db


def made(title, **fields):
    resource = ResourceFactory(title=title, **fields)
    index_resources([resource.pk])
    return resource


def shown(client, name, *args) -> str:
    return client.get(reverse(f"resources:{name}", args=args)).content.decode()


def test_tools_and_offers_tell_how_to_get_them(client, login):
    login(Role.MEMBER)
    made("SIL'ESA", kind=Resource.Kind.TOOL, access_notes="Demandez un compte à l'équipe.")
    made("Assurance des chantiers", kind=Resource.Kind.OFFER, access_notes="Code CHANTIER.")
    made("Un guide")
    made("Outil interne", kind=Resource.Kind.TOOL, notice_audience=Audience.STAFF, audience=Audience.STAFF)
    html = shown(client, "tools")
    for words in ("SIL&#x27;ESA", "Demandez un compte", "Assurance des chantiers", "Code CHANTIER."):
        assert words in html
    assert [title for title in ("Un guide", "Outil interne") if title in html] == []


def test_visitor_is_told_that_tools_are_for_the_network(client):
    made("SIL'ESA", kind=Resource.Kind.TOOL)
    html = shown(client, "tools")
    assert "Ces outils et ces offres sont pour le réseau." in html
    assert "ESA" not in html


@pytest.fixture
def collection():
    """In this order: one for the network, one for staff, one public, one archived."""
    collection = CollectionFactory(title="Bien démarrer")
    public = made("Publique", notice_audience=Audience.PUBLIC, audience=Audience.PUBLIC)
    staff = made("Interne", notice_audience=Audience.STAFF, audience=Audience.STAFF)
    network = made("Du réseau")
    archived = made("Archivée", state="archived")
    for position, resource in enumerate([network, staff, public, archived]):
        collection.items.create(resource=resource, position=position, note=f"Note {position}")
    return collection


def test_collection_keeps_its_order_and_hides_what_one_may_not_see(client, login, collection):
    login(Role.MEMBER)
    html = shown(client, "collection", collection.slug)
    assert html.index("Du réseau") < html.index("Publique")
    assert "Note 0" in html
    assert [word for word in ("Interne", "Note 1", "Archivée", "Note 3") if word in html] == []
    (listed,) = client.get(reverse("resources:collections")).context["collections"]
    assert listed.count == 2


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.VISITOR, HTTPStatus.FOUND),
        (Role.FORMER, HTTPStatus.NOT_FOUND),
        (Role.MEMBER, HTTPStatus.NOT_FOUND),
        (Role.NATIONAL_STAFF, HTTPStatus.OK),
    ],
)
def test_collection_in_preparation_is_for_editors(client, login, collection, role, status):
    login(role)
    collection.published = False
    collection.save()
    assert client.get(collection.get_absolute_url()).status_code == status


def test_collection_asks_as_many_queries_whatever_it_holds(client, login, collection, django_assert_max_num_queries):
    login(Role.MEMBER)
    with django_assert_max_num_queries(7):
        shown(client, "collection", collection.slug)


def test_mine_gathers_what_is_one_s_own(client, login, django_assert_max_num_queries):
    user, other = login(Role.MEMBER), UserFactory()
    favourite, taken, old = made("Favorite"), made("Prise"), made("Ancienne")
    old.superseded_by = made("Nouvelle")
    old.save()
    index_resources([old.pk])
    refused = made("Proposée", state="refused", published_at=None, proposed_by=user, decision_note="Déjà publiée")
    theme = ThemeFactory(name="Achats")
    favourite.favourites.create(user=user)
    made("Favorite d'une autre").favourites.create(user=other)
    user.followed_themes.create(theme=theme)
    made("Demandée").access_requests.create(user=user, message="x", state="refused", answer="Pas encore")
    for resource, reader in ((taken, user), (old, user), (made("Prise par une autre"), other)):
        version = VersionFactory(resource=resource)
        DownloadEvent.objects.create(
            resource=resource, version=version, at=timezone.now(), day=date.today(), role="member", user=reader
        )
        ResourceReader.objects.create(resource=resource, year=date.today().year, user=reader, first_on=date.today())
    # Who the person is has just been read, and stays known a minute.
    client.get(reverse("home"))
    with django_assert_max_num_queries(10):
        html = shown(client, "mine")
    for words in ("Favorite", "Achats", "Déjà publiée", "Refusée", "Pas encore", "Prise", "Ancienne", "Nouvelle"):
        assert words in html
    assert refused.get_absolute_url() in html
    assert "une autre" not in html


def test_empty_page_of_one_s_own_says_how_to_fill_it(client, login):
    login(Role.MEMBER)
    html = shown(client, "mine")
    for words in ("Chercher une ressource", "Choisir des thèmes", "Proposer une ressource", "pendant treize mois"):
        assert words in html


def test_what_one_sees_no_more_leaves_one_s_page(client, login):
    user = login(Role.FORMER)
    made("Du réseau").favourites.create(user=user)
    made("Demandée").access_requests.create(user=user, message="x")
    html = shown(client, "mine")
    assert [title for title in ("Du réseau", "Demandée") if title in html] == []


def test_last_taken_comes_first(client, login):
    user = login(Role.MEMBER)
    for days, title in ((3, "Avant-hier"), (1, "Hier"), (2, "Entre-deux")):
        version = VersionFactory(resource=made(title))
        at = timezone.now() - timedelta(days=days)
        DownloadEvent.objects.create(
            resource=version.resource, version=version, at=at, day=at.date(), role="member", user=user
        )
    taken = client.get(reverse("resources:mine")).context["taken"]
    assert [entry.title for entry in taken] == ["Hier", "Entre-deux", "Avant-hier"]
