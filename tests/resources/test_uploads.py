"""Files and links sent to a version in preparation, by a script, by htmx and by a plain form."""

from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from members.models import Role
from resources.models import Resource, StoredFile, VersionFile, VersionLink
from resources.views import uploads
from tests.factories import ResourceFactory, VersionFactory, VersionFileFactory, person
from tests.resources import made_files as made

pytestmark = pytest.mark.django_db
SCRIPT = {"X-Requested-With": "upload"}
HTMX = {"HX-Request": "true"}
BAD_FILES = {
    "empty": ("vide.pdf", b"", "vide"),
    "html": ("guide.pdf", b"<!doctype html><script>alert(1)</script>", "HTML"),
    "svg": ("image.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "SVG"),
    "program": ("guide.docx", b"MZ\x90\x00" + b"\x00" * 100, "programme"),
}


@pytest.fixture
def draft(login):
    """A draft of the person who is logged in."""
    user = login(Role.MEMBER)
    return VersionFactory(
        resource=ResourceFactory(state="draft", published_at=None, proposed_by=user), published_at=None
    )


def to(name: str, number: int) -> str:
    return reverse(f"resources:{name}", args=[number])


def send(client, version, *files, headers=None):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(to("add_file", version.resource_id), {"file": sent}, headers=headers or {})


def test_a_file_sent_by_the_script_comes_back_in_the_list(client, draft):
    response = send(client, draft, ("Guide été.pdf", made.pdf()), headers=SCRIPT)
    assert response.status_code == HTTPStatus.OK
    assert "Guide été.pdf" in response.content.decode()
    assert "lecture en cours" in response.content.decode()
    assert [file.name for file in draft.files.all()] == ["Guide été.pdf"]


def test_several_files_sent_by_a_plain_form_are_all_added(client, draft):
    response = send(client, draft, ("a.pdf", made.pdf("un")), ("b.docx", made.word("deux")), ("c.pdf", b""))
    assert response.url == f"{to('edit', draft.resource_id)}#fichiers"
    assert [file.name for file in draft.files.all()] == ["a.pdf", "b.docx"]
    told = [str(message) for message in client.get(response.url).context["messages"]]
    assert told == ["c.pdf : Ce fichier est vide."]


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_refused_in_words(client, draft, kind):
    name, content, word = BAD_FILES[kind]
    response = send(client, draft, (name, content), headers=SCRIPT)
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert word in response.content.decode()
    assert not VersionFile.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_file_announced_too_large_is_refused_before_it_is_read(client, draft):
    address = to("add_file", draft.resource_id)
    response = client.post(
        address, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=uploads.MOST_SENT + 1
    )
    assert response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert response.content.decode() == uploads.TOO_LARGE


def test_an_encrypted_pdf_is_taken(client, draft):
    assert send(client, draft, ("secret.pdf", made.encrypted_pdf()), headers=SCRIPT).status_code == HTTPStatus.OK


def test_the_same_file_twice_is_refused_kindly(client, draft):
    content = made.pdf()
    send(client, draft, ("a.pdf", content), headers=SCRIPT)
    response = send(client, draft, ("b.pdf", content), headers=SCRIPT)
    assert response.content.decode() == "Ce fichier est déjà dans cette version."


def test_no_file_asks_for_one(client, draft):
    assert send(client, draft, headers=SCRIPT).content.decode() == "Choisissez un fichier."


def test_the_secret_of_the_form_is_still_asked(draft):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(draft.resource.proposed_by)
    assert send(strict, draft, ("a.pdf", made.pdf()), headers=SCRIPT).status_code == HTTPStatus.FORBIDDEN


def test_the_list_is_asked_again_until_everything_is_read(client, draft):
    address = to("add_file", draft.resource_id)
    file = VersionFileFactory(version=draft, stored__state="pending")
    assert "hx-trigger" in client.get(address, headers=HTMX).content.decode()
    StoredFile.objects.filter(pk=file.stored_id).update(state="no_preview", notice="Ce PDF est protégé.")
    told = client.get(address, headers=HTMX).content.decode()
    assert "hx-trigger" not in told
    assert "Ce PDF est protégé." in told


def test_a_link_is_added_and_taken_out(client, draft):
    address = to("add_link", draft.resource_id)
    client.post(address, {"url": "example.org/texte", "label": "Le texte"}, headers=HTMX)
    link = VersionLink.objects.get()
    assert (link.url, link.label) == ("https://example.org/texte", "Le texte")
    again = client.post(address, {"url": "https://example.org/texte"}, headers=HTMX)
    assert again.status_code == HTTPStatus.BAD_REQUEST
    assert "déjà" in again.content.decode()
    assert client.post(to("remove_link", link.pk), headers=HTMX).status_code == HTTPStatus.OK
    assert not VersionLink.objects.exists()


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "ftp://example.org/", "https://", "x" * 600])
def test_an_address_that_is_none_is_refused(client, draft, url):
    response = client.post(to("add_link", draft.resource_id), {"url": url}, headers=HTMX)
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert not VersionLink.objects.exists()


def test_a_file_taken_out_stays_in_the_other_versions(client, login):
    login(Role.NATIONAL_STAFF)
    first = VersionFileFactory()
    draft = VersionFactory(resource=first.version.resource, number=2, published_at=None)
    copy = VersionFileFactory(version=draft, stored=first.stored)
    client.post(to("remove_file", copy.pk), headers=HTMX)
    assert list(VersionFile.objects.all()) == [first]


def test_a_published_version_gives_what_it_gave(client, login):
    login(Role.NATIONAL_STAFF)
    file = VersionFileFactory()
    response = client.post(to("remove_file", file.pk), headers=HTMX)
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert send(client, file.version, ("a.pdf", made.pdf())).status_code == HTTPStatus.NOT_FOUND
    assert list(VersionFile.objects.all()) == [file]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.REGIONAL_STAFF, Role.BOARD])
def test_the_draft_of_others_is_not_found(client, login, role):
    file = VersionFileFactory(
        version=VersionFactory(
            resource=ResourceFactory(state="draft", published_at=None, proposed_by=person(Role.MEMBER)),
            published_at=None,
        )
    )
    login(role)
    assert send(client, file.version, ("a.pdf", made.pdf())).status_code == HTTPStatus.NOT_FOUND
    assert client.post(to("remove_file", file.pk)).status_code == HTTPStatus.NOT_FOUND
    assert list(VersionFile.objects.all()) == [file]


def test_a_proposal_that_was_sent_is_no_longer_changed(client, draft):
    file = VersionFileFactory(version=draft)
    Resource.objects.filter(pk=draft.resource_id).update(state="proposed")
    assert send(client, draft, ("a.pdf", made.pdf())).status_code == HTTPStatus.FORBIDDEN
    assert client.post(to("remove_file", file.pk)).status_code == HTTPStatus.FORBIDDEN
    assert list(VersionFile.objects.all()) == [file]


@pytest.mark.parametrize("name", ["add_file", "add_link"])
def test_asked_by_get_it_leads_to_the_page(client, draft, name):
    assert client.get(to(name, draft.resource_id)).url == f"{to('edit', draft.resource_id)}#fichiers"


def test_the_list_comes_with_what_the_draft_still_needs(client, draft):
    told = send(client, draft, ("a.pdf", made.pdf()), headers=SCRIPT).content.decode()
    assert "il manque encore : <strong>un thème</strong>" in told
