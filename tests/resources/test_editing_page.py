"""Proposing a resource and editing it: what is asked, what is kept, what two people write at once."""

from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from members.models import Role
from resources.domain import editing, life
from resources.models import Audience, Resource, SearchEntry, Version
from tests.factories import AuthorBodyFactory, ResourceFactory, ThemeFactory, VersionFactory, VersionFileFactory, person
from tests.html_forms import fields_of

pytestmark = pytest.mark.django_db
State = Resource.State
PROPOSE = reverse("resources:propose")


def page(name: str, resource: Resource) -> str:
    return reverse(f"resources:{name}", args=[resource.pk])


def notice(client, address: str) -> dict:
    """The fields of the form as the page gives them."""
    html = client.get(address).content.decode()
    return fields_of(html.replace('<form method="post" class="narrow"', '<form id="f" class="narrow"'), "f")


def published(**fields) -> Resource:
    resource = ResourceFactory(themes=[ThemeFactory()], **fields)
    VersionFileFactory(version=VersionFactory(resource=resource))
    return resource


def move(client, resource: Resource, action: str, **data):
    return client.post(page("move", resource), {"action": action} | data)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.REGIONAL_STAFF, Role.NATIONAL_STAFF])
def test_a_title_and_a_kind_make_a_draft(client, login, role):
    user = login(role)
    fields = notice(client, PROPOSE) | {"title": "Le guide du CDDI", "kind": "guide"}
    resource_page = client.post(PROPOSE, fields)
    resource = Resource.objects.get()
    assert resource_page.url == f"{page('edit', resource)}#fichiers"
    assert (resource.state, resource.proposed_by, resource.notice_audience) == (State.DRAFT, user, Audience.NETWORK)
    assert resource.proposed_region_id == ("53" if role == Role.REGIONAL_STAFF else None)
    assert resource.owner == (user if role == Role.NATIONAL_STAFF else None)
    assert resource.review_on == editing.next_review()
    assert resource.versions.get().published_at is None


def test_who_serves_several_regions_says_for_which_one(client, login):
    user = login(Role.REGIONAL_STAFF, region="53")
    user.role_grants.get().association.regions.add("84")
    client.force_login(type(user).objects.get(pk=user.pk))
    fields = notice(client, PROPOSE)
    assert client.post(PROPOSE, fields | {"title": "Guide", "kind": "guide", "region": "11"}).status_code == 400
    client.post(PROPOSE, fields | {"title": "Guide", "kind": "guide", "region": "84"})
    assert Resource.objects.get().proposed_region_id == "84"


def test_nothing_typed_is_lost_on_error(client, login):
    login(Role.MEMBER)
    theme, body = ThemeFactory(name="Emploi"), AuthorBodyFactory()
    typed = {
        "title": "",
        "kind": "guide",
        "summary": "Deux lignes\nde résumé",
        "keywords": "CDDI, contrat",
        "themes": [theme.pk],
        "authors": [body.pk],
        "regions": ["53"],
        "issued_on": "2023-02-31",
    }
    response = client.post(PROPOSE, notice(client, PROPOSE) | typed)
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert set(response.context["form"].errors) == {"title", "issued_on"}
    html = response.content.decode().replace('<form method="post" class="narrow"', '<form id="f" class="narrow"')
    kept = fields_of(html, "f")
    assert kept["summary"][0].replace("\r\n", "\n") == typed["summary"]
    assert (kept["keywords"], kept["themes"], kept["authors"], kept["regions"]) == (
        ["CDDI, contrat"],
        [str(theme.pk)],
        [str(body.pk)],
        ["53"],
    )
    assert not Resource.objects.exists()


def test_keywords_are_words_between_commas_each_once(client, login):
    login(Role.MEMBER)
    fields = notice(client, PROPOSE) | {"title": "Guide", "kind": "guide", "keywords": " CDDI ,, temps   plein,CDDI,"}
    client.post(PROPOSE, fields)
    assert Resource.objects.get().keywords == ["CDDI", "temps plein"]


def test_a_proposer_decides_neither_who_sees_the_notice_nor_who_keeps_it(client, login):
    login(Role.MEMBER)
    fields = notice(client, PROPOSE)
    assert not {"notice_audience", "owner", "review_on"} & set(fields)
    client.post(PROPOSE, fields | {"title": "Guide", "kind": "guide", "audience": "0", "notice_audience": "3"})
    assert Resource.objects.get().notice_audience == Audience.PUBLIC


def test_a_published_notice_stays_whole(client, login):
    login(Role.NATIONAL_STAFF)
    resource = published()
    response = client.post(
        page("edit", resource), notice(client, page("edit", resource)) | {"summary": "", "themes": []}
    )
    assert set(response.context["form"].errors) == {"summary", "themes"}
    assert response.context["resource"].summary == "Un résumé."


def test_a_published_notice_changed_is_found_at_once(client, login):
    login(Role.NATIONAL_STAFF)
    resource = published()
    fields = notice(client, page("edit", resource)) | {"title": "Le guide des permanents"}
    assert client.post(page("edit", resource), fields).status_code == HTTPStatus.FOUND
    assert SearchEntry.objects.get().title == "Le guide des permanents"


def test_a_form_saved_untouched_changes_nothing(client, login):
    user = login(Role.NATIONAL_STAFF)
    resource = published(keywords=["CDDI", "contrat"], owner=user, review_on=timezone.localdate())
    resource.regions.set(["53"])
    before = Resource.objects.filter(pk=resource.pk).values().get()
    client.post(page("edit", resource), notice(client, page("edit", resource)))
    after = Resource.objects.filter(pk=resource.pk).values().get()
    assert after | {"updated_at": None} == before | {"updated_at": None}
    assert [region.pk for region in resource.regions.all()] == ["53"]
    assert resource.themes.count() == 1


def test_what_another_has_written_is_shown_and_not_overwritten(client, login):
    user = login(Role.NATIONAL_STAFF)
    resource, theme = published(title="Guide"), ThemeFactory(name="Emploi")
    fields = notice(client, page("edit", resource)) | {"title": "Mon titre", "themes": [theme.pk]}
    other = person(Role.NATIONAL_STAFF)
    editing.change_resource(resource, by=other, title="Son titre", keywords=["CDDI"])
    response = client.post(page("edit", resource), fields)
    assert response.status_code == HTTPStatus.CONFLICT
    differences = {one.label: (one.typed, one.kept) for one in response.context["differences"]}
    assert differences == {
        "Titre": ("Mon titre", "Son titre"),
        "Mots-clés": ("rien", "CDDI"),
        "Thèmes": ("Emploi", resource.themes.get().name),
    }
    assert Resource.objects.get().title == "Son titre"
    html = response.content.decode().replace('<form method="post" class="narrow"', '<form id="f" class="narrow"')
    again = fields_of(html, "f")
    assert again["title"] == ["Mon titre"]
    client.post(page("edit", resource), again)
    assert Resource.objects.get().title == "Mon titre"
    assert user


def test_a_page_without_its_moment_overwrites_nothing(client, login):
    login(Role.NATIONAL_STAFF)
    resource = published(title="Guide")
    for wrong in ("", "hier", "2026-01-01"):
        fields = notice(client, page("edit", resource)) | {"title": "Autre", "read_at": wrong}
        assert client.post(page("edit", resource), fields).status_code == HTTPStatus.CONFLICT
    assert Resource.objects.get().title == "Guide"


def test_a_proposal_is_changed_by_its_author_until_it_is_sent(client, login):
    user = login(Role.MEMBER)
    resource = ResourceFactory(state=State.DRAFT, published_at=None, proposed_by=user, themes=[ThemeFactory()])
    VersionFileFactory(version=VersionFactory(resource=resource, published_at=None))
    assert client.get(page("edit", resource)).status_code == HTTPStatus.OK
    move(client, resource, "propose")
    assert Resource.objects.get().state == State.PROPOSED
    assert client.get(page("edit", resource)).status_code == HTTPStatus.FORBIDDEN


def test_what_is_missing_leads_back_to_the_form(client, login):
    user = login(Role.MEMBER)
    resource = editing.create_resource(by=user, title="Guide", kind="guide", summary="")
    response = move(client, resource, "propose", suite="modifier")
    assert response.url == page("edit", resource)
    assert "Il manque encore : un résumé, un thème, un fichier ou un lien." in client.get(response.url).content.decode()


@pytest.mark.parametrize("action", ["examine", "publish", "archive", "send_back", "refuse", "supersede", "review"])
def test_a_proposer_decides_nothing(client, login, action):
    user = login(Role.REGIONAL_STAFF)
    resource = ResourceFactory(state=State.PROPOSED, published_at=None, proposed_by=user)
    assert move(client, resource, action, note="x").status_code == HTTPStatus.FORBIDDEN
    assert Resource.objects.get().state == State.PROPOSED


def test_an_action_already_done_says_so(client, login):
    login(Role.NATIONAL_STAFF)
    resource = published()
    response = client.post(page("move", resource), {"action": "publish"}, follow=True)
    assert [str(message) for message in response.context["messages"]] == ["Cette ressource est déjà publiée."]


def test_archiving_is_undone(client, login):
    login(Role.NATIONAL_STAFF)
    resource = published()
    move(client, resource, "archive")
    assert "Annuler l'archivage" in client.get(page("resource", resource)).content.decode().replace("&#x27;", "'")
    move(client, resource, "restore")
    assert Resource.objects.get().state == State.PUBLISHED


def test_a_resource_is_replaced_by_its_address(client, login):
    login(Role.NATIONAL_STAFF)
    old, new = published(), published()
    move(client, old, "supersede", replacement=f"https://portail.example/ressources/{new.pk}/")
    assert Resource.objects.get(pk=old.pk).superseded_by == new
    move(client, old, "supersede", replacement="")
    assert Resource.objects.get(pk=old.pk).superseded_by is None


@pytest.mark.parametrize("address", ["x", "999999", "https://example.org/", "9" * 30])
def test_a_replacement_that_is_none_is_refused(client, login, address):
    login(Role.NATIONAL_STAFF)
    old = published()
    response = client.post(page("move", old), {"action": "supersede", "replacement": address}, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert Resource.objects.get().superseded_by is None


def test_a_review_puts_it_off_for_a_year(client, login):
    login(Role.NATIONAL_STAFF)
    resource = published(review_on=timezone.localdate())
    assert move(client, resource, "review", suite="a-traiter").url == reverse("resources:queue")
    assert Resource.objects.get().review_on == editing.next_review()


def test_a_draft_is_set_aside_and_what_was_sent_is_not(client, login):
    user = login(Role.MEMBER)
    draft = editing.create_resource(by=user, title="Guide", kind="guide", summary="")
    sent = ResourceFactory(state=State.PROPOSED, published_at=None, proposed_by=user)
    move(client, draft, "discard")
    move(client, sent, "discard")
    assert list(Resource.objects.all()) == [sent]


def test_a_new_version_is_prepared_then_published(client, login):
    login(Role.NATIONAL_STAFF)
    resource = published()
    address = page("new_version", resource)
    assert client.get(address).status_code == HTTPStatus.OK
    assert Version.objects.count() == 1
    client.post(address, {"action": "start"})
    draft = Version.objects.get(number=2)
    refused = client.post(address, {"action": "publish", "note": "Nouveaux montants"})
    assert "la même chose" in refused.context["refusal"]
    assert refused.context["changes"] == "Nouveaux montants"
    VersionFileFactory(version=draft, name="montants.pdf")
    client.post(address, {"action": "publish", "note": "Nouveaux montants"})
    draft.refresh_from_db()
    assert (draft.changes, draft.published_at is not None) == ("Nouveaux montants", True)


def test_a_new_version_is_given_up(client, login):
    login(Role.NATIONAL_STAFF)
    resource = published()
    client.post(page("new_version", resource), {"action": "start"})
    client.post(page("new_version", resource), {"action": "drop"})
    assert [version.number for version in Version.objects.all()] == [1]


def test_the_first_version_is_prepared_with_the_notice(client, login):
    user = login(Role.NATIONAL_STAFF)
    draft = editing.create_resource(by=user, title="Guide", kind="guide", summary="")
    assert client.post(page("new_version", draft), {"action": "drop"}).url == page("edit", draft)
    assert draft.versions.count() == 1


def test_an_archived_resource_has_no_new_version(client, login):
    user = login(Role.NATIONAL_STAFF)
    resource = life.archive(published(), by=user)
    response = client.post(page("new_version", resource), {"action": "start"})
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert resource.versions.count() == 1


def test_what_was_searched_in_vain_may_be_proposed(client, login):
    login(Role.MEMBER)
    html = client.get(reverse("resources:propose"), {"title": "Guide du compostage"}).content.decode()
    assert 'value="Guide du compostage"' in html
