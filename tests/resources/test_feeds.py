"""What machines read without a session: public resources, and not a word of the others."""

from xml.etree import ElementTree

import pytest
from django.urls import reverse

from members.models import Role
from resources.models import Audience
from tests.factories import CollectionFactory, ResourceFactory, ThemeFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf():
    """A resource of each audience and state, in a theme within another, and as many collections."""
    wide = ThemeFactory(name="Emploi")
    theme = ThemeFactory(name="Recrutement", parent=wide)
    for audience in Audience:
        ResourceFactory(
            title=f"Titre {audience.name} & co", notice_audience=audience, audience=audience, themes=[theme],
            summary=f"Résumé {audience.name}",
        )  # fmt: skip
        CollectionFactory(slug=f"suite-{audience.name.lower()}", audience=audience)
    for state in ("draft", "proposed", "examined", "archived", "refused"):
        ResourceFactory(title=f"Titre {state}", state=state, notice_audience=0, audience=0, themes=[theme])
    CollectionFactory(slug="suite-brouillon", audience=0, published=False)
    return wide, theme


@pytest.mark.parametrize("logged_in", [False, True])
@pytest.mark.parametrize("of", ["newest", "wide", "theme"])
def test_feeds_tell_public_resources_only(client, shelf, of, logged_in):
    if logged_in:
        client.force_login(person(Role.NATIONAL_STAFF))
    address = reverse("resources:feed")
    if of != "newest":
        address = reverse("resources:theme_feed", args=[shelf[of == "theme"].slug])
    response = client.get(address)
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    items = ElementTree.fromstring(response.content).findall("./channel/item")  # noqa: S314 (our own page)
    told = [(item.findtext("title"), item.findtext("description")) for item in items]
    assert told == [("Titre PUBLIC & co", "Résumé PUBLIC")]
    assert items[0].findtext("pubDate")
    assert items[0].findtext("link").startswith("http://testserver/ressources/")


def test_feed_of_another_theme_is_empty(client, shelf):
    content = client.get(reverse("resources:theme_feed", args=[ThemeFactory().slug])).content.decode()
    assert "<item>" not in content


def test_site_map_names_public_pages_only(client, shelf):
    client.force_login(person(Role.NATIONAL_STAFF))
    public = ResourceFactory(title="Une autre", notice_audience=0, audience=2)
    text = client.get("/sitemap.xml").content.decode()
    addresses = {element.text for element in ElementTree.fromstring(text).iter() if element.tag.endswith("loc")}  # noqa: S314
    resources = {address for address in addresses if address.split("/ressources/")[-1].strip("/").isdigit()}
    shown = {public.pk, public.__class__.objects.get(title="Titre PUBLIC & co").pk}
    assert resources == {f"http://testserver/ressources/{number}/" for number in shown}
    assert {address for address in addresses if "/collections/suite" in address} == {
        "http://testserver/ressources/collections/suite-public/"
    }
    assert "http://testserver/ressources/themes/" + shelf[1].slug + "/" in addresses


def test_robots_leave_downloads_alone(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /ressources/fichiers/" in lines
    assert "Disallow: /ressources/liens/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines
