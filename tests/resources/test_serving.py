"""Files and page images are served to who may open them, by any path, and counted once taken."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from storages.backends.s3 import S3Storage

from members.models import Role
from reporting.files import sent_file
from resources.models import Audience, DownloadEvent, Format, Resource, VersionLink
from tests.factories import ResourceFactory, StoredFileFactory, VersionFactory, VersionFileFactory, person

pytestmark = pytest.mark.django_db

BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
CONTENT = b"%PDF-1.7 " + bytes(range(256)) * 10
Y, LOGIN, FORBIDDEN, HIDDEN = 200, 302, 403, 404


def given_by(resource: Resource, *, number: int = 1, **version):
    """A file with its images, and a link, of a version."""
    made = VersionFactory(resource=resource, number=number, **version)
    file = VersionFileFactory(version=made, stored=StoredFileFactory(content=CONTENT, previews=1))
    for page in (0, 1):
        default_storage.save(file.stored.preview_name(page), ContentFile(b"RIFF"))
    return file, VersionLink.objects.create(version=made, url="https://example.org/texte")


@pytest.fixture
def file():
    return given_by(ResourceFactory(audience=Audience.PUBLIC, notice_audience=Audience.PUBLIC))[0]


def address(file, name: str = "download", **more) -> str:
    return reverse(f"resources:{name}", kwargs={"pk": file.pk} | more)


def read(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def status(client, url: str) -> int:
    response = client.get(url, headers=BROWSER)
    read(response)
    return response.status_code


WAYS = {
    # For members, notice for the network.
    "published": {"state": "published"},
    "archived": {"state": "archived"},
    "draft": {"state": "draft", "published_at": None},
}
READERS = {
    Role.VISITOR: {"published": LOGIN, "archived": LOGIN, "draft": LOGIN},
    Role.FORMER: {"published": HIDDEN, "archived": HIDDEN, "draft": HIDDEN},
    Role.SYMPATHISER: {"published": FORBIDDEN, "archived": HIDDEN, "draft": HIDDEN},
    Role.MEMBER: {"published": Y, "archived": HIDDEN, "draft": HIDDEN},
    Role.REGIONAL_STAFF: {"published": Y, "archived": HIDDEN, "draft": HIDDEN},
    Role.OFFICIAL: {"published": Y, "archived": HIDDEN, "draft": HIDDEN},
    Role.BOARD: {"published": Y, "archived": HIDDEN, "draft": HIDDEN},
    Role.NATIONAL_STAFF: {"published": Y, "archived": Y, "draft": Y},
    Role.ADMIN: {"published": Y, "archived": Y, "draft": Y},
}


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("way", WAYS)
def test_each_role_opens_what_it_may(client, role, way):
    resource = ResourceFactory(audience=Audience.MEMBERS, notice_audience=Audience.NETWORK, **WAYS[way])
    (old, old_link), (current, link) = given_by(resource), given_by(resource, number=2)
    if user := person(role):
        client.force_login(user)
    expected = READERS[role][way]
    found = {
        name: status(client, url)
        for name, url in {
            "file": address(current),
            "old version": address(old),
            "page": address(current, "preview", page=1),
            "thumbnail": address(current, "preview", page=0),
            "thumbnail of the old version": address(old, "preview", page=0),
        }.items()
    }
    assert found == dict.fromkeys(found, expected)
    links = [client.get(address(one, "follow_link"), headers=BROWSER) for one in (link, old_link)]
    if expected == Y:
        assert [one.url for one in links] == ["https://example.org/texte"] * 2
    else:
        assert [one.status_code for one in links] == [expected] * 2


@pytest.mark.parametrize("role", [Role.SYMPATHISER, Role.MEMBER, Role.REGIONAL_STAFF, Role.BOARD])
def test_the_version_in_preparation_of_a_published_resource_is_not_told_of(client, login, role):
    resource = ResourceFactory(audience=Audience.MEMBERS, notice_audience=Audience.NETWORK)
    VersionFactory(resource=resource)
    file, link = given_by(resource, number=2, published_at=None)
    login(role)
    asked = [address(file), address(file, "preview", page=0), address(link, "follow_link")]
    assert [status(client, url) for url in asked] == [HIDDEN] * 3


def test_who_proposed_opens_a_draft(client, login):
    user = login(Role.MEMBER)
    resource = ResourceFactory(state="draft", published_at=None, proposed_by=user, audience=Audience.STAFF)
    file, _ = given_by(resource, published_at=None)
    assert status(client, address(file)) == Y


@pytest.mark.parametrize("name", ["download", "preview", "follow_link"])
def test_guessed_addresses_tell_nothing(client, login, name):
    more = {"page": 0} if name == "preview" else {}
    url = reverse(f"resources:{name}", kwargs={"pk": 999_999} | more)
    assert client.get(url).url == f"{reverse('account_login')}?next={url}"
    login(Role.MEMBER)
    assert status(client, url) == HIDDEN


def test_a_visitor_logs_in_and_comes_back_to_the_file(client):
    file, _ = given_by(ResourceFactory())
    asked = f"{address(file)}?voir=1"
    assert parse_qs(urlsplit(client.get(asked).url).query) == {"next": [asked]}


def test_who_only_sees_the_notice_may_ask_for_access(client, login):
    file, _ = given_by(ResourceFactory(audience=Audience.MEMBERS, notice_audience=Audience.NETWORK))
    login(Role.SYMPATHISER)
    page = client.get(address(file)).content.decode()
    assert f'href="{file.version.resource.get_absolute_url()}#acces"' in page


def test_pages_beyond_the_images_are_not_found(client, file):
    assert [status(client, address(file, "preview", page=page)) for page in (0, 1, 2, 41)] == [Y, Y, HIDDEN, HIDDEN]


def test_a_file_is_saved_under_its_name(client, file):
    file.name = "Guide de l’été 🌱.pdf"
    file.save()
    response = client.get(address(file))
    assert read(response) == CONTENT
    told = response["Content-Disposition"]
    assert unquote(told) == "attachment; filename*=utf-8''Guide de l’été 🌱.pdf"
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert response["Cache-Control"] == "private, no-cache"
    assert response["Content-Security-Policy"].startswith("default-src 'none';")
    assert "sandbox" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("found", "shown"), [(Format.PDF, "inline"), (Format.PNG, "inline"), (Format.DOCX, "attachment")]
)
def test_only_what_runs_nothing_is_shown_by_the_browser(client, file, found, shown):
    file.stored.format = found
    file.stored.save()
    response = client.get(address(file), {"voir": "1"})
    read(response)
    assert response["Content-Disposition"].split(";")[0] == shown


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-9", slice(0, 10)),
        ("bytes=100-", slice(100, None)),
        ("bytes=-20", slice(-20, None)),
        ("bytes=10-999999", slice(10, None)),
    ],
)
def test_a_part_is_sent_where_a_part_is_asked(client, file, asked, part):
    response = client.get(address(file), headers={"Range": asked})
    assert (response.status_code, read(response)) == (206, CONTENT[part])
    first = range(len(CONTENT))[part][0]
    last = range(len(CONTENT))[part][-1]
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(CONTENT)}"
    assert response["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=20-10", "bytes=-0"])
def test_a_part_that_does_not_exist_is_refused(client, file, asked):
    response = client.get(address(file), headers={"Range": asked})
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(CONTENT)}")


@pytest.mark.parametrize("asked", ["lines=1-2", "bytes=0-1,5-6", "bytes=-", "bytes=a-b"])
def test_what_is_no_part_gives_the_whole(client, file, asked):
    response = client.get(address(file), headers={"Range": asked})
    assert (response.status_code, read(response)) == (200, CONTENT)


def test_a_part_of_a_file_that_has_changed_is_the_whole(client, file):
    headers = {"Range": "bytes=0-9", "If-Range": '"autre"'}
    response = client.get(address(file), headers=headers)
    assert (response.status_code, read(response)) == (200, CONTENT)
    response = client.get(address(file), headers=headers | {"If-Range": f'"{file.stored.sha256}"'})
    assert (response.status_code, read(response)) == (206, CONTENT[:10])


@pytest.mark.parametrize("mark", ['"{}"', 'W/"{}"', '"x", "{}"'])
def test_what_has_not_changed_is_not_sent_again(client, file, mark):
    response = client.get(address(file), headers={"If-None-Match": mark.format(file.stored.sha256)})
    assert (response.status_code, response.content) == (304, b"")


def test_a_head_tells_the_size(client, file):
    response = client.head(address(file))
    assert (response.status_code, response["Content-Length"]) == (200, str(len(CONTENT)))


@pytest.mark.parametrize(
    ("method", "headers", "counted"),
    [
        ("get", {}, 1),
        ("get", {"Range": "bytes=0-"}, 1),
        ("get", {"Range": "bytes=100-200"}, 0),
        ("get", {"Range": "bytes=-100"}, 0),
        ("get", {"If-None-Match": '"{}"'}, 0),
        ("get", {"If-None-Match": '"mark-of-the-web-server"'}, 0),
        ("head", {}, 0),
    ],
)
def test_a_file_taken_is_counted_from_its_beginning_only(client, file, method, headers, counted):
    headers = {name: value.format(file.stored.sha256) for name, value in headers.items()}
    read(getattr(client, method)(address(file), headers=BROWSER | headers))
    assert DownloadEvent.objects.filter(file=file).count() == counted


def test_a_link_followed_is_counted(client, file):
    link = VersionLink.objects.create(version=file.version, url="https://example.org/texte")
    client.head(address(link, "follow_link"), headers=BROWSER)
    assert DownloadEvent.objects.count() == 0
    response = client.get(address(link, "follow_link"), headers=BROWSER)
    assert (response.status_code, response.url) == (302, "https://example.org/texte")
    assert DownloadEvent.objects.get().link == link


@pytest.mark.parametrize("url", ["ftp://example.org/x", "javascript:alert(1)", "data:text/html,x", "//example.org"])
def test_a_link_leads_to_the_web_only(client, file, url):
    link = VersionLink.objects.create(version=file.version, url=url)
    assert status(client, address(link, "follow_link")) == HIDDEN
    assert DownloadEvent.objects.count() == 0


def test_a_lost_file_is_not_found(client, file):
    default_storage.delete(file.stored.file.name)
    assert status(client, address(file)) == HIDDEN
    assert DownloadEvent.objects.count() == 0


@pytest.mark.parametrize("name", ["download", "preview", "follow_link"])
def test_nothing_is_posted_there(client, file, name):
    more = {"page": 0} if name == "preview" else {}
    assert client.post(address(file, name, **more)).status_code == 405


def test_the_web_server_sends_where_it_can(client, file, settings):
    settings.SENDFILE = "/prive/"
    response = client.get(address(file), headers=BROWSER)
    assert (response.status_code, response.content) == (200, b"")
    assert response["X-Accel-Redirect"] == f"/prive/{file.stored.file.name}"
    assert response["Content-Type"] == "application/pdf"
    assert DownloadEvent.objects.count() == 1


def test_the_storage_sends_where_it_can(rf, file):
    """S3 gives the file itself, from an address signed for a minute, under the name that people see."""
    file.stored.file.storage = S3Storage(
        access_key="a", secret_key="b", endpoint_url="https://s3.example.org", bucket_name="portail", region_name="fr"
    )
    response = sent_file(
        rf.get("/"), file.stored.file, name="été.pdf", media_type="application/pdf", etag=file.stored.sha256
    )
    signed = urlsplit(response.url)
    asked = parse_qs(signed.query)
    assert (response.status_code, signed.hostname) == (302, "s3.example.org")
    assert signed.path.endswith(f"/portail/{file.stored.file.name}")
    assert asked["response-content-disposition"] == ["attachment; filename*=utf-8''%C3%A9t%C3%A9.pdf"]
    assert asked["response-content-type"] == ["application/pdf"]
