"""The page of a resource: what it tells to whom, its preview, and the number of its queries."""

from datetime import date
from http import HTTPStatus

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from members.models import Role
from resources.domain.index import index_resources
from resources.models import Audience, Format, MonthUse, StoredFile, VersionLink
from tests.factories import (
    AuthorBodyFactory,
    CollectionFactory,
    ResourceFactory,
    StoredFileFactory,
    ThemeFactory,
    UserFactory,
    VersionFactory,
    VersionFileFactory,
)

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def with_files(count=1, *, previews=3, **fields):
    """A published resource of as many themes, authors and files as asked."""
    resource = ResourceFactory(themes=[ThemeFactory() for _ in range(count)], **fields)
    resource.authors.set([AuthorBodyFactory() for _ in range(count)])
    version = VersionFactory(resource=resource)
    for n in range(count):
        VersionFileFactory(version=version, name=f"guide{n}.pdf", stored=StoredFileFactory(previews=previews, pages=3))
    index_resources([resource.pk])
    return resource


def page_of(client, resource, query="", **headers):
    return client.get(resource.get_absolute_url() + query, headers=headers).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_as_many_queries_whatever_it_shows(client, login, count, django_assert_num_queries):
    login(Role.MEMBER)
    resource = with_files(count, keywords=["accueil"])
    for _ in range(count):
        related = with_files(1)
        related.themes.set(resource.themes.all())
        ResourceFactory(superseded_by=resource)
        VersionLink.objects.create(version=resource.versions.get(), url="https://example.org", label="Site")
        CollectionFactory().items.create(resource=resource)
    client.defaults["HTTP_USER_AGENT"] = BROWSER
    # The person and their two standings, their marks, the notice, versions, files, neighbours, the region and the count.
    with django_assert_num_queries(10):
        assert client.get(resource.get_absolute_url()).status_code == HTTPStatus.OK
    # A minute long, who the person is and what all see alike stay known, and the view is counted already.
    with django_assert_num_queries(2):
        assert client.get(resource.get_absolute_url()).status_code == HTTPStatus.OK


def test_member_sees_facts_files_and_neighbours(client, login):
    login(Role.MEMBER)
    resource = with_files(keywords=["accueil", "co-animation"], review_on=date(2027, 3, 4))
    theme = resource.themes.get()
    near, far = with_files(title="Voisine"), with_files(title="Lointaine")
    near.themes.set([theme])
    index_resources([near.pk])
    html = page_of(client, resource)
    file = resource.versions.get().files.get()
    assert f'href="{reverse("resources:download", args=[file.pk])}"' in html
    assert f'href="{reverse("resources:download", args=[file.pk])}?voir=1"' in html
    assert f'href="{theme.get_absolute_url()}"' in html
    assert f'href="{reverse("resources:search")}?q=co-animation"' in html
    assert resource.authors.get().name in html
    assert "Voisine" in html
    assert far.title not in html
    # The day of review is for those who keep it.
    assert "4\xa0mars\xa02027" not in html


def test_staff_sees_the_day_of_review(client, login):
    login(Role.NATIONAL_STAFF)
    assert "4\xa0mars\xa02027" in page_of(client, with_files(review_on=date(2027, 3, 4)))


def test_neighbours_that_one_may_not_see_are_not_told(client, login):
    login(Role.MEMBER)
    resource = with_files()
    hidden = with_files(title="Pour les équipes", audience=Audience.STAFF, notice_audience=Audience.STAFF)
    hidden.themes.set(resource.themes.all())
    index_resources([hidden.pk])
    former = ResourceFactory(
        title="Ancienne interne", superseded_by=resource, audience=Audience.STAFF, notice_audience=Audience.STAFF
    )
    CollectionFactory(title="Collection interne", audience=Audience.STAFF).items.create(resource=resource)
    html = page_of(client, resource)
    assert [title for title in (hidden.title, former.title, "Collection interne") if title in html] == []


def test_visitor_is_sent_to_log_in_and_back(client):
    resource = with_files()
    response = client.get(resource.get_absolute_url() + "?page=2")
    assert response.url == f"{reverse('account_login')}?next={resource.get_absolute_url()}%3Fpage%3D2"
    # Whether it exists is not told.
    missing = client.get(reverse("resources:resource", args=[10**6]))
    assert missing.status_code == HTTPStatus.FOUND


def test_visitor_reads_a_public_resource(client):
    resource = with_files(audience=Audience.PUBLIC, notice_audience=Audience.PUBLIC)
    html = page_of(client, resource)
    assert "Télécharger" in html
    assert "Ajouter à mes favoris" not in html


@pytest.mark.parametrize(
    ("role", "status"), [(Role.MEMBER, HTTPStatus.NOT_FOUND), (Role.NATIONAL_STAFF, HTTPStatus.OK)]
)
def test_draft_is_for_those_who_work_on_it(client, login, role, status):
    login(role)
    draft = ResourceFactory(state="draft", published_at=None)
    VersionFactory(resource=draft, published_at=None)
    assert client.get(draft.get_absolute_url()).status_code == status


def test_author_of_a_draft_sees_its_files(client, login):
    author = login(Role.MEMBER)
    draft = ResourceFactory(state="draft", published_at=None, proposed_by=author, audience=Audience.STAFF)
    file = VersionFileFactory(version=VersionFactory(resource=draft, published_at=None))
    html = page_of(client, draft)
    assert reverse("resources:download", args=[file.pk]) in html
    assert "Brouillon" in html


def test_notice_without_its_files_offers_to_ask(client, login):
    login(Role.SYMPATHISER)
    resource = with_files()
    file = resource.versions.get().files.get()
    stored = file.stored
    stored.text, stored.previews = "un texte réservé", 0
    stored.save()
    link = VersionLink.objects.create(version=file.version, url="https://reserve.example.org/", label="Outil")
    html = page_of(client, resource)
    assert file.name in html
    assert "Demander l'accès" in html
    secrets = [
        reverse("resources:download", args=[file.pk]),
        f"/fichiers/{file.pk}/apercu",
        "un texte réservé",
        link.url,
        reverse("resources:follow_link", args=[link.pk]),
    ]
    assert [secret for secret in secrets if secret in html] == []
    assert "un texte réservé" not in page_of(client, resource, f"?fichier={file.pk}", **{"HX-Request": "true"})


def test_preview_turns_its_pages(client, login):
    login(Role.MEMBER)
    resource = with_files(previews=3)
    file = resource.versions.get().files.get()
    whole = page_of(client, resource, "?page=2")
    assert f'alt="Page 2 de {file.name}"' in whole
    assert "page=1#apercu" in whole
    assert "page=3#apercu" in whole
    part = page_of(client, resource, "?page=2", **{"HX-Request": "true"})
    assert part.lstrip().startswith("<section")
    assert part.strip() in whole


@pytest.mark.parametrize(("asked", "shown"), [("0", 1), ("99", 3), ("-1", 1), ("x", 1), ("9" * 40, 1), ("²", 1)])
def test_preview_stays_within_its_pages(client, login, asked, shown):
    login(Role.MEMBER)
    resource = with_files(previews=3)
    assert f"Page {shown} sur 3" in page_of(client, resource, f"?page={asked}")


def test_file_without_images_shows_the_beginning_of_its_text(client, login):
    login(Role.MEMBER)
    resource = with_files(previews=0)
    stored = resource.versions.get().files.get().stored
    stored.format, stored.text = Format.DOCX, "Le début\fLa suite " + "x" * 5000
    stored.save()
    html = page_of(client, resource)
    assert "Aperçu du texte" in html
    assert "Le début" in html
    assert "x" * 3000 not in html
    # A Word file is not shown by browsers.
    assert "?voir=1" not in html


def test_damaged_file_says_so(client, login):
    login(Role.NATIONAL_STAFF)
    resource = with_files(previews=0)
    StoredFile.objects.update(state=StoredFile.State.NO_PREVIEW, notice="Ce PDF est protégé par un mot de passe.")
    assert "Ce PDF est protégé par un mot de passe." in page_of(client, resource)


def test_versions_tell_what_changed(client, login):
    login(Role.MEMBER)
    resource = with_files()
    old = VersionFileFactory(version=resource.versions.get(), name="ancien.pdf")
    new = VersionFactory(resource=resource, number=2, changes="Les montants de 2026.")
    VersionFileFactory(version=new, name="nouveau.pdf")
    VersionFileFactory(version=VersionFactory(resource=resource, number=3, published_at=None), name="brouillon.pdf")
    html = page_of(client, resource)
    assert "Les montants de 2026." in html
    assert reverse("resources:download", args=[old.pk]) in html
    assert "brouillon.pdf" not in html


def test_replaced_and_replacing_are_told(client, login):
    login(Role.MEMBER)
    new = ResourceFactory(title="Le nouveau guide")
    old = ResourceFactory(title="L'ancienne édition", superseded_by=new)
    assert f'Elle est remplacée par <a href="{new.get_absolute_url()}">Le nouveau guide</a>' in page_of(client, old)
    assert f'<a href="{old.get_absolute_url()}">L&#x27;ancienne édition</a>' in page_of(client, new)


def test_replacement_that_one_may_not_see_is_not_named(client, login):
    login(Role.MEMBER)
    new = ResourceFactory(title="Réservée", audience=Audience.STAFF, notice_audience=Audience.STAFF)
    html = page_of(client, ResourceFactory(superseded_by=new))
    assert "Réservée" not in html
    assert "n'est plus à jour" in html


def test_view_is_counted_once_and_pages_turned_are_not(client, login):
    login(Role.MEMBER)
    resource = with_files()
    client.defaults["HTTP_USER_AGENT"] = BROWSER
    for query in ("?page=2", "", ""):
        page_of(client, resource, query)
    assert MonthUse.objects.get(resource=resource).views == 1


@pytest.mark.parametrize(("given", "told"), [(4, False), (5, True)])
def test_opinions_are_told_from_five_on(client, login, given, told):
    login(Role.MEMBER)
    resource = with_files()
    for n in range(given):
        resource.feedback.create(user=UserFactory(), useful=n > 0)
    assert (f"{given - 1} personnes sur {given}" in page_of(client, resource)) is told


def test_tool_tells_how_to_get_it(client, login):
    login(Role.MEMBER)
    resource = ResourceFactory(kind="tool", title="SIL'ESA", access_notes="Écrivez à sil@example.org")
    html = page_of(client, resource)
    assert "Comment y accéder" in html
    assert 'href="mailto:sil@example.org"' in html
    assert "Demander l'accès" not in html


def test_hostile_words_are_escaped(client, login):
    login(Role.MEMBER)
    evil = '<script>alert("x")</script>'
    resource = with_files(title=evil, summary=evil, keywords=['"><b>'], access_notes=evil)
    stored = StoredFileFactory(format=Format.DOCX, text=evil, content=b"y")
    stored.file.save("y.docx", ContentFile(b"y"))
    VersionFileFactory(version=resource.versions.get(), stored=stored, name='"><i>.docx')
    html = page_of(client, resource, f"?fichier={resource.versions.get().files.last().pk}")
    assert [bad for bad in ("<script>alert", "<b>", "<i>") if bad in html] == []
