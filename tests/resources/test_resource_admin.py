"""Staff's work on the resource centre in the admin: lists, saves that search follows, steps through the domain."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members.models import Role
from resources.domain.index import index_resources
from resources.domain.search.synonyms import synonyms
from resources.models import (
    AccessRequest,
    Audience,
    Collection,
    CollectionItem,
    Feedback,
    Resource,
    SearchEntry,
    SearchUse,
    SynonymGroup,
    Theme,
    VersionLink,
)
from tests.factories import (
    AuthorBodyFactory,
    CollectionFactory,
    ResourceFactory,
    ThemeFactory,
    UserFactory,
    VersionFactory,
    VersionFileFactory,
    person,
)
from tests.html_forms import fields_of, refusals_of

pytestmark = pytest.mark.django_db
OURS = sorted((m for m in admin.site._registry if m._meta.app_label == "resources"), key=lambda m: m._meta.label)


@pytest.fixture
def staff(client):
    user = person(Role.NATIONAL_STAFF)
    client.force_login(user)
    return user


@pytest.fixture
def centre(db):
    """A whole resource and something of each kind."""
    theme = ThemeFactory(name="Emploi", parent=ThemeFactory(name="Social"))
    resource = ResourceFactory(title="Le guide", themes=[theme], owner=UserFactory(full_name="Zoé"), keywords=["CDDI"])
    resource.authors.set([AuthorBodyFactory(name="Le réseau")])
    VersionFileFactory(version=VersionFactory(resource=resource))
    VersionLink.objects.create(version=resource.versions.get(), url="https://example.org")
    CollectionItem.objects.create(collection=CollectionFactory(), resource=resource)
    SynonymGroup.objects.create(terms=["ACI", "chantier"])
    SearchUse.objects.create(text="introuvable", role=Role.MEMBER)
    Feedback.objects.create(user=UserFactory(), resource=resource, useful=True)
    AccessRequest.objects.create(user=UserFactory(), resource=resource, message="x")
    index_resources([resource.pk])
    return resource


def page(model, name: str, *args) -> str:
    return reverse(f"admin:resources_{model._meta.model_name}_{name}", args=args)


def saved_again(client, record, **changes):
    address = page(type(record), "change", record.pk)
    fields = fields_of(client.get(address).content.decode(), f"{record._meta.model_name}_form")
    response = client.post(address, fields | changes | {"_save": "1"})
    assert refusals_of(response) == []
    return response


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
def test_every_page_opens_and_answers_searches(client, staff, centre, model):
    record = model.objects.first()
    addresses = [page(model, "changelist"), page(model, "changelist") + "?q=été", page(model, "change", record.pk)]
    addresses.append(page(model, "history", record.pk))
    if admin.site._registry[model].has_add_permission(client.get("/").wsgi_request):
        addresses.append(page(model, "add"))
    assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)


@pytest.mark.parametrize("filters", ["state=published", "a_revoir=oui", "kind=guide", "audience__exact=2"])
def test_resources_are_filtered(client, staff, centre, filters):
    centre.review_on = timezone.localdate()
    centre.save()
    ResourceFactory(state="archived", kind="study", audience=Audience.STAFF)
    key = filters.replace("state=", "state__exact=").replace("kind=", "kind__exact=")
    listed = client.get(f"{page(Resource, 'changelist')}?{key}").context["cl"].queryset
    assert list(listed) == [centre]


def test_a_longer_list_asks_no_more_questions(client, staff, centre):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(page(Resource, "changelist"))
        return len(queries)

    asked()
    one = asked()
    for _ in range(3):
        ResourceFactory(owner=UserFactory())
    assert asked() == one


def test_a_notice_saved_untouched_changes_nothing(client, staff, centre):
    before = Resource.objects.values().get()
    saved_again(client, centre)
    assert Resource.objects.values().get() | {"updated_at": None} == before | {"updated_at": None}
    assert [theme.name for theme in centre.themes.all()] == ["Emploi"]


def test_a_notice_saved_is_found_at_once(client, staff, centre):
    theme = ThemeFactory(name="Logement")
    saved_again(client, centre, title="Le grand guide", keywords="CDDI, AFEST", themes=[theme.pk])
    centre.refresh_from_db()
    assert (centre.title, centre.keywords) == ("Le grand guide", ["CDDI", "AFEST"])
    entry = SearchEntry.objects.get()
    assert (entry.title, entry.themes) == ("Le grand guide", [theme.pk])


def test_a_notice_seen_by_fewer_than_its_files_is_refused(client, staff, centre):
    address = page(Resource, "change", centre.pk)
    fields = fields_of(client.get(address).content.decode(), "resource_form")
    response = client.post(address, fields | {"audience": "0", "notice_audience": "3"})
    assert "Qui peut ouvrir les fichiers doit pouvoir voir la notice." in str(refusals_of(response))


def test_the_state_is_not_typed(client, staff, centre):
    saved_again(client, centre, state="archived", superseded_by=centre.pk)
    assert Resource.objects.get().state == "published"


def test_a_resource_is_added_in_the_portal(client, staff, centre):
    assert client.get(page(Resource, "add")).status_code == 403
    response = client.get(reverse("admin:resources_resource_propose"))
    assert response.url == reverse("resources:propose")
    response = client.get(reverse("admin:resources_resource_edit_in_portal", args=[centre.pk]))
    assert response.url == reverse("resources:edit", args=[centre.pk])


def test_actions_take_the_step_where_it_can_be_taken(client, staff, centre):
    draft = ResourceFactory(title="Sans fichier", state="draft", published_at=None)
    chosen = [centre.pk, draft.pk]
    response = client.post(page(Resource, "changelist"), {"action": "archive", "_selected_action": chosen}, follow=True)
    told = sorted(str(message) for message in response.context["messages"])
    assert told == [
        "Archivées : 1.",
        "« Sans fichier » : Cette ressource est « brouillon » : elle ne peut pas être archivée.",
    ]
    assert not SearchEntry.objects.exists()
    client.post(page(Resource, "changelist"), {"action": "publish", "_selected_action": chosen})
    assert set(Resource.objects.values_list("title", "state")) == {("Le guide", "published"), ("Sans fichier", "draft")}


def test_themes_are_listed_as_a_tree(client, staff):
    work = ThemeFactory(name="Travail", position=1)
    ThemeFactory(name="Zone", position=2)
    ThemeFactory(name="Contrats", parent=work, position=9)
    listed = client.get(page(Theme, "changelist")).context["cl"].result_list
    assert [(theme.name, theme.with_depth) for theme in listed] == [("Travail", 0), ("Contrats", 1), ("Zone", 0)]


def test_a_theme_renamed_is_read_by_search(client, staff, centre):
    saved_again(client, Theme.objects.get(name="Social"), name="Insertion")
    assert "insert" in SearchEntry.objects.get().head


def test_a_theme_does_not_hold_the_one_that_holds_it(client, staff, centre):
    wide, narrow = Theme.objects.get(name="Social"), Theme.objects.get(name="Emploi")
    address = page(Theme, "change", wide.pk)
    fields = fields_of(client.get(address).content.decode(), "theme_form")
    for parent in (narrow, wide):
        response = client.post(address, fields | {"parent": parent.pk})
        assert refusals_of(response) == [{"parent": ["Ce thème contient déjà celui que vous modifiez."]}]


def test_an_author_renamed_is_read_by_search(client, staff, centre):
    saved_again(client, centre.authors.get(), name="Fédération")
    assert "feder" in SearchEntry.objects.get().head


def test_synonyms_serve_at_once(client, staff, centre):
    assert len(synonyms().groups) == 1
    response = client.post(page(SynonymGroup, "add"), {"terms": "CIP, conseiller en insertion professionnelle"})
    assert refusals_of(response) == []
    assert len(synonyms().groups) == 2
    client.post(
        page(SynonymGroup, "changelist"),
        {"action": "delete_selected", "_selected_action": [SynonymGroup.objects.first().pk], "post": "yes"},
    )
    assert len(synonyms().groups) == 2


def test_a_synonym_alone_is_refused(client, staff):
    response = client.post(page(SynonymGroup, "add"), {"terms": "CIP"})
    assert "Donnez au moins deux expressions." in str(refusals_of(response))


def test_a_collection_keeps_its_order(client, staff, centre):
    collection, other = Collection.objects.get(), ResourceFactory()
    CollectionItem.objects.create(collection=collection, resource=other, position=1)
    items = {"items-0-position": 2, "items-1-position": 1}
    saved_again(client, collection, **items)
    assert [item.resource for item in collection.items.all()] == [other, centre]
