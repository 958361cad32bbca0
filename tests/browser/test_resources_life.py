"""A resource from its proposal to its readers, in a browser."""

import re

import pytest
from playwright.sync_api import expect

from members.models import Role
from resources.models import Resource, VersionFile
from tests.browser.conftest import PASSWORD
from tests.factories import ResourceFactory, ThemeFactory, VersionFactory, VersionFileFactory, person
from tests.resources import made_files as made


@pytest.fixture
def leave(page, live_server):
    """Log out, so that another person may enter."""

    def out():
        page.context.clear_cookies()

    return out


def test_a_region_proposes_staff_publish_a_member_finds(page, live_server, enter, leave, worker, accessible, tmp_path):
    ThemeFactory(name="Accompagnement")
    file = tmp_path / "Guide du référent.pdf"
    file.write_bytes(made.pdf("Le parapluie du référent"))

    enter(Role.REGIONAL_STAFF)
    page.goto(f"{live_server.url}/ressources/proposer/")
    accessible()
    page.get_by_label("Titre").fill("Le référent de parcours")
    page.get_by_label("Nature").select_option("guide")
    page.get_by_role("button", name="Garder et ajouter les fichiers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Le référent de parcours")
    page.get_by_role("button", name="Envoyer la proposition").click()
    expect(page.get_by_text("Il manque encore : un résumé, un thème, un fichier ou un lien.").first).to_be_visible()
    accessible()
    page.get_by_label("Résumé").fill("Qui suit le salarié, et comment.")
    page.get_by_label("Accompagnement").check()
    page.get_by_role("button", name="Enregistrer la notice").click()

    # Slow enough for the bar to be seen.
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": file.stat().st_size}
    network.send("Network.emulateNetworkConditions", slow)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_role("progressbar", name="Envoi de Guide du référent.pdf")).to_be_visible()
    expect(page.get_by_role("link", name="Guide du référent.pdf")).to_be_visible()
    expect(page.get_by_text("il manque encore")).not_to_be_visible()
    network.send("Network.emulateNetworkConditions", slow | {"uploadThroughput": -1})
    expect(page.get_by_text("lecture en cours")).not_to_be_visible(timeout=30_000)
    accessible()
    page.get_by_role("button", name="Envoyer la proposition").click()
    expect(page.get_by_text("La proposition est envoyée")).to_be_visible()
    accessible()

    leave()
    enter(Role.NATIONAL_STAFF)
    page.get_by_role("link", name="Traiter : Propositions de ressources à examiner : 1").click()
    accessible()
    page.get_by_role("link", name="Le référent de parcours").click()
    accessible()
    page.get_by_role("button", name="Marquer comme examinée").click()
    page.get_by_role("button", name="Publier", exact=True).click()
    expect(page.get_by_text("La ressource est publiée.")).to_be_visible()
    accessible()

    leave()
    enter(Role.MEMBER)
    page.goto(f"{live_server.url}/ressources/?q=parapluie")
    page.get_by_role("link", name="Le référent de parcours").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Le référent de parcours")


@pytest.fixture
def draft_page(page, live_server, enter):
    """The page of a draft of a member, who is logged in."""
    user = enter(Role.MEMBER)
    draft = ResourceFactory(state="draft", published_at=None, proposed_by=user, title="Brouillon")
    VersionFactory(resource=draft, published_at=None)
    page.goto(f"{live_server.url}/ressources/{draft.pk}/modifier/")
    return draft


def test_files_that_cannot_be_sent_say_why(page, draft_page, accessible, tmp_path):
    large, wrong, good = tmp_path / "enorme.pdf", tmp_path / "page.pdf", tmp_path / "bon.pdf"
    with large.open("wb") as file:
        file.truncate(101 * 1024 * 1024)
    wrong.write_bytes(b"<!doctype html><script>alert(1)</script>")
    good.write_bytes(made.pdf())
    page.locator("input[type=file]").set_input_files([large, wrong, good])
    sent = page.get_by_role("list", name="Envois en cours")
    expect(sent.get_by_text("enorme.pdf : ce fichier fait 101 Mo, 100 Mo au plus.")).to_be_visible()
    expect(sent.get_by_text(re.compile("page.pdf : .*HTML"))).to_be_visible()
    expect(page.get_by_role("link", name="bon.pdf")).to_be_visible()
    expect(sent.get_by_role("listitem")).to_have_count(2)
    accessible()
    sent.get_by_role("button", name="Fermer : page.pdf").click()
    expect(sent.get_by_role("listitem")).to_have_count(1)
    assert [file.name for file in VersionFile.objects.all()] == ["bon.pdf"]


def test_an_upload_cut_off_is_tried_again(page, draft_page, tmp_path):
    file = tmp_path / "guide.pdf"
    file.write_bytes(made.pdf())
    page.route("**/fichiers/", lambda route: route.abort())
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("guide.pdf : la connexion s'est interrompue.").first).to_be_visible()
    page.unroute("**/fichiers/")
    page.get_by_role("button", name="Réessayer : guide.pdf").click()
    expect(page.get_by_role("link", name="guide.pdf")).to_be_visible()


def test_a_session_that_has_ended_is_told(page, draft_page, tmp_path):
    file = tmp_path / "guide.pdf"
    file.write_bytes(made.pdf())
    page.context.clear_cookies()
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("votre session est finie").first).to_be_visible()


def test_links_are_added_and_things_taken_out_by_keyboard(page, draft_page, accessible):
    page.get_by_text("Ajouter un lien").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("pas une adresse")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").get_by_text("Cette adresse n'est pas celle d'une page.")).to_be_visible()
    expect(page.get_by_label("Adresse")).to_have_value("pas une adresse")
    page.get_by_label("Adresse").fill("https://example.org/texte")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="https://example.org/texte")).to_be_visible()
    expect(page.get_by_label("Adresse")).to_have_value("")
    accessible()
    page.get_by_role("button", name="Retirer https://example.org/texte").press("Enter")
    expect(page.get_by_text("Aucun fichier ni lien pour l'instant.")).to_be_visible()
    expect(page.get_by_role("heading", name="Fichiers et liens")).to_be_focused()


def test_without_script_files_are_sent_all_the_same(browser, live_server, committed, tmp_path):
    user = person(Role.MEMBER)
    user.set_password(PASSWORD)
    user.save()
    draft = ResourceFactory(state="draft", published_at=None, proposed_by=user)
    VersionFactory(resource=draft, published_at=None)
    file = tmp_path / "guide.pdf"
    file.write_bytes(made.pdf())
    page = browser.new_context(java_script_enabled=False, locale="fr-FR").new_page()
    page.goto(f"{live_server.url}/compte/login/?next=/ressources/{draft.pk}/modifier/")
    page.get_by_label("Courriel").fill(user.email)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.get_by_role("link", name="guide.pdf")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_editors_pages_fit_the_screen(page, live_server, enter, accessible, width):
    enter(Role.NATIONAL_STAFF)
    ResourceFactory(state="proposed", published_at=None, title="Un guide au titre assez long pour un petit écran")
    file = VersionFileFactory(name="un-nom-de-fichier-vraiment-tres-long-et-sans-aucune-espace-2023-definitif.pdf")
    ThemeFactory(parent=ThemeFactory(name="Accompagnement"), name="Levée des freins périphériques")
    VersionFactory(resource=file.version.resource, number=2, published_at=None)
    draft = ResourceFactory(state="draft", published_at=None)
    VersionFileFactory(version=VersionFactory(resource=draft, published_at=None), name=file.name, stored=file.stored)
    page.set_viewport_size({"width": width, "height": 800})
    paths = ["proposer/", "a-traiter/"] + [f"{draft.pk}/modifier/", f"{file.version.resource_id}/modifier/"]
    for path in [*paths, f"{file.version.resource_id}/version/"]:
        page.goto(f"{live_server.url}/ressources/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        accessible()
    assert Resource.objects.count() == 3
