"""The search page, its results for htmx, its export, and the searches it counts."""

import csv
import io
from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.models import Role
from resources.domain.index import index_resources
from resources.models import Audience, SearchUse
from tests.factories import ResourceFactory, StoredFileFactory, ThemeFactory, VersionFactory, VersionFileFactory

pytestmark = pytest.mark.django_db

PAGE = reverse("resources:search")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def shelf():
    """A public guide, a model for the network whose file is for members, and a note for staff."""
    theme = ThemeFactory(name="Ressources humaines")
    ResourceFactory(title="Guide public", notice_audience=Audience.PUBLIC, audience=Audience.PUBLIC, themes=[theme])
    model = ResourceFactory(title="Modèle de contrat", kind="model", themes=[theme])
    file = VersionFileFactory(
        version=VersionFactory(resource=model),
        stored=StoredFileFactory(text="La clause de lissage des heures.", previews=1),
    )
    ResourceFactory(title="Note interne", notice_audience=Audience.STAFF, audience=Audience.STAFF)
    index_resources()
    return file


@pytest.mark.parametrize(
    ("role", "titles"),
    [
        (Role.VISITOR, ["Guide public"]),
        (Role.FORMER, ["Guide public"]),
        (Role.SYMPATHISER, ["Guide public", "Modèle de contrat"]),
        (Role.MEMBER, ["Guide public", "Modèle de contrat"]),
        (Role.REGIONAL_STAFF, ["Guide public", "Modèle de contrat", "Note interne"]),
        (Role.NATIONAL_STAFF, ["Guide public", "Modèle de contrat", "Note interne"]),
    ],
)
def test_the_list_shows_what_a_role_may_read(client, login, shelf, role, titles):
    login(role)
    page = client.get(PAGE, {"tri": "titre"})
    export = client.get(reverse("resources:export", args=["csv"]), {"tri": "titre"})
    rows = list(csv.DictReader(io.StringIO(export.content.decode("utf-8-sig")), delimiter=";"))
    assert [row["Titre"] for row in rows] == titles
    assert [
        title for title in ("Guide public", "Modèle de contrat", "Note interne") if title in page.content.decode()
    ] == titles


def test_a_kept_page_is_not_shown_to_a_lower_step(client, login, shelf):
    login(Role.MEMBER)
    assert "lissage</mark>" in client.get(PAGE, {"q": "lissage"}).content.decode()
    login(Role.SYMPATHISER)
    page = client.get(PAGE, {"q": "lissage"}).content.decode()
    assert "Modèle de contrat" not in page
    assert "/apercu/0" not in page


def test_a_picture_is_offered_to_who_may_see_it(client, login, shelf):
    picture = reverse("resources:preview", args=[shelf.pk, 0])
    login(Role.SYMPATHISER)
    assert picture not in client.get(PAGE).content.decode()
    login(Role.MEMBER)
    assert picture in client.get(PAGE).content.decode()


def test_htmx_gets_the_results_alone(client, login, shelf):
    login(Role.MEMBER)
    answer = client.get(PAGE, {"q": "contrat"}, headers=HTMX)
    assert "HX-Request" in answer["Vary"]
    html = answer.content.decode()
    assert "<html" not in html
    assert "Modèle de <mark>contrat</mark>" in html


def test_a_correction_is_said_with_the_way_back(client, login, shelf):
    login(Role.MEMBER)
    html = client.get(PAGE, {"q": "contart"}).content.decode()
    assert "Aucune ressource ne contient « contart »" in html
    assert "exact=1" in html
    assert "Aucune ressource ne correspond" in client.get(PAGE, {"q": "contart", "exact": "1"}).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"nature": "x"}, {"theme": "x"}, {"region": "99"}, {"page": "0"}, {"page": "abc"}, {"tri": "x"}, {"public": "9"}],
)
def test_a_wrong_address_is_said(client, shelf, wrong):
    answer = client.get(PAGE, wrong)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Un filtre de l'adresse est incorrect" in answer.content.decode()


def test_a_search_is_counted_when_one_stays_on_it(client, login, shelf):
    login(Role.MEMBER)
    client.get(PAGE, {"q": "con"}, headers=HTMX)
    assert not SearchUse.objects.exists()
    for _ in range(2):
        assert client.post(reverse("resources:note_search"), {"q": "Contrat"}).status_code == HTTPStatus.NO_CONTENT
    client.get(PAGE, {"q": "licorne"})
    found = SearchUse.objects.order_by("text").values_list("text", "role", "searches", "found")
    assert list(found) == [("contrat", "member", 2, 1), ("licorne", "member", 1, 0)]


def test_the_page_costs_few_queries(client, login, shelf, django_assert_max_num_queries):
    login(Role.NATIONAL_STAFF)
    with django_assert_max_num_queries(10):
        client.get(PAGE, {"q": "contrat", "nature": "model"})


def test_the_page_costs_the_same_for_one_and_three(client, login):
    login(Role.NATIONAL_STAFF)
    costs = []
    client.get(PAGE)
    for _ in range(2):
        ResourceFactory(title="Contrat", themes=[ThemeFactory()])
        ResourceFactory(title="Contrat", themes=[ThemeFactory()])
        index_resources()
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        costs.append(len(queries))
    assert costs[0] == costs[1]
