"""Reading in the resource centre, in a browser: preview by keyboard, download, favourite, opinion, access."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from members.models import Role
from resources.domain.index import index_resources
from resources.models import AccessRequest, Audience, Favourite, Feedback
from tests.factories import (
    CollectionFactory,
    ResourceFactory,
    StoredFileFactory,
    ThemeFactory,
    VersionFactory,
    VersionFileFactory,
)


@pytest.fixture
def guide(committed):
    """A guide for members with three pages in images, in a theme and a collection, beside another one."""
    theme = ThemeFactory(name="Accueil des salariés", description="De la première visite au contrat.")
    guide = ResourceFactory(title="Accueillir un salarié en insertion", themes=[theme], keywords=["accueil", "contrat"])
    stored = StoredFileFactory(previews=3, pages=3)
    for page in range(4):
        image = io.BytesIO()
        Image.new("RGB", (300, 424), (250 - page * 20, 250, 250)).save(image, "WEBP")
        default_storage.save(stored.preview_name(page), ContentFile(image.getvalue()))
    VersionFileFactory(
        version=VersionFactory(resource=guide, changes="Les montants de l'année."), stored=stored, name="accueil.pdf"
    )
    beside = ResourceFactory(title="Livret de bienvenue", themes=[theme])
    CollectionFactory(title="Bien démarrer", slug="bien-demarrer").items.create(resource=guide, note="À lire d'abord.")
    index_resources([guide.pk, beside.pk])
    return guide


def test_member_reads_takes_keeps_and_judges(page, live_server, enter, guide, accessible):
    user = enter(Role.MEMBER)
    page.goto(live_server.url + guide.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text("Accueillir un salarié en insertion")
    accessible()
    # The pages of the preview, by keyboard alone: the link, then the arrows; focus stays in it.
    page.get_by_role("link", name="Page suivante").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".viewer-sheet img")).to_have_attribute("alt", "Page 2 de accueil.pdf")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".viewer-sheet img")).to_have_attribute("alt", "Page 3 de accueil.pdf")
    expect(page.locator("#apercu")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".viewer-sheet img")).to_have_attribute("alt", "Page 2 de accueil.pdf")
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger accueil.pdf").click()
    assert download.value.suggested_filename == "accueil.pdf"
    page.get_by_role("button", name="Ajouter à mes favoris").click()
    expect(page.get_by_role("button", name="Dans mes favoris")).to_be_focused()
    page.get_by_label("Oui").check()
    page.get_by_label("Un mot").fill("Clair et court.")
    page.get_by_role("button", name="Envoyer mon avis").click()
    expect(page.get_by_text("votre avis est noté")).to_be_visible()
    page.get_by_role("button", name="Chaque semaine").click()
    expect(page.get_by_text("Vous êtes prévenu chaque semaine")).to_be_visible()
    page.get_by_role("button", name="Ne plus suivre").click()
    page.get_by_role("button", name="Annuler").click()
    expect(page.get_by_text("Vous êtes prévenu chaque semaine")).to_be_visible()
    accessible()
    assert Favourite.objects.get().user == user
    assert (Feedback.objects.get().useful, Feedback.objects.get().comment) == (True, "Clair et court.")


def test_sympathiser_asks_for_access(page, live_server, enter, guide, accessible):
    enter(Role.SYMPATHISER)
    page.goto(live_server.url + guide.get_absolute_url())
    expect(page.get_by_role("link", name="Télécharger accueil.pdf")).to_have_count(0)
    accessible()
    page.get_by_label("Pourquoi en avez-vous besoin ?").fill("Nous ouvrons un chantier.")
    page.get_by_role("button", name="Demander l'accès").click()
    expect(page.get_by_text("Demande envoyée")).to_be_visible()
    accessible()
    assert AccessRequest.objects.get().message == "Nous ouvrons un chantier."


def test_shared_link_asks_for_login_and_comes_back(page, live_server, enter, guide):
    page.goto(f"{live_server.url}{guide.get_absolute_url()}")
    expect(page).to_have_url(f"{live_server.url}/compte/login/?next={guide.get_absolute_url()}")


def test_preview_works_without_script(browser, live_server, guide):
    guide.audience = guide.notice_audience = Audience.PUBLIC
    guide.save()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + guide.get_absolute_url())
    page.get_by_role("link", name="Page suivante").click()
    expect(page.locator(".viewer-sheet img")).to_have_attribute("alt", "Page 2 de accueil.pdf")
    expect(page.get_by_text("Adresse à partager")).to_be_visible()
    context.close()


def test_every_page_is_accessible_and_fits_a_phone(page, live_server, enter, guide, accessible):
    enter(Role.MEMBER)
    theme = guide.themes.get()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for path in (
            guide.get_absolute_url(),
            reverse("resources:themes"),
            theme.get_absolute_url(),
            reverse("resources:tools"),
            reverse("resources:collections"),
            reverse("resources:collection", args=["bien-demarrer"]),
            reverse("resources:mine"),
        ):
            page.goto(live_server.url + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} : {width}"
            accessible()
