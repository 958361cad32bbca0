"""A bilateral review from the region's first word to both signatures, in a browser, with a connection that is lost."""

import re

import pytest
from playwright.sync_api import expect

from members.models import BilateralReview, ReviewAnswer, Role
from tests.browser.conftest import PASSWORD
from tests.factories import BilateralReviewFactory, CoreMissionFactory, MembershipFactory, ReviewCampaignFactory, person
from tests.members.meetings import pdf_text


@pytest.fixture
def review(committed):
    """The review of Brittany, of two missions."""
    MembershipFactory(year=2023)
    campaign = ReviewCampaignFactory(questions=0)
    for position, title in enumerate(("Animer la vie du réseau", "Observer")):
        mission = CoreMissionFactory(code=f"M{position + 1}", title=title)
        campaign.questions.create(mission=mission, position=position)
    return BilateralReviewFactory(campaign=campaign, association__name="Association de Bretagne")


def block(page, title: str):
    return page.get_by_role("group", name=title, exact=False).first


def log_in(page, server, role: Role):
    """Another person, in the same browser."""
    page.context.clear_cookies()
    user = person(role)
    user.set_password(PASSWORD)
    user.save()
    page.goto(f"{server.url}/compte/login/")
    page.get_by_label("Courriel").fill(user.email)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(f"{server.url}/")


def test_a_review_is_filled_sent_answered_and_signed(page, live_server, enter, review, accessible):
    address = f"{live_server.url}{review.get_absolute_url()}"
    enter(Role.REGIONAL_STAFF)
    page.goto(f"{address}remplir/")
    accessible()
    first, second = block(page, "M1. Animer"), block(page, "M2. Observer")

    first.get_by_label("3 – satisfaisante").check()
    first.get_by_label("Bilan de la mission").fill("Deux rencontres ont eu lieu.")
    expect(first.get_by_text("Enregistré", exact=True)).to_be_visible()

    # The connection is lost: what is typed is kept, even though the page is closed, and sent when it comes back.
    page.context.set_offline(True)
    second.get_by_label("2 – à consolider").check()
    second.get_by_label("Bilan de la mission").fill("Écrit hors ligne.")
    expect(second.get_by_text("Hors ligne : votre texte est gardé ici")).to_be_visible()
    page.wait_for_timeout(1500)
    page.context.set_offline(False)
    expect(second.get_by_text("Enregistré", exact=True)).to_be_visible(timeout=15_000)
    assert ReviewAnswer.objects.get(question__mission__code="M2").regional_text == "Écrit hors ligne."

    page.context.set_offline(True)
    second.get_by_label("Bilan de la mission").fill("Écrit hors ligne, puis la page est fermée.")
    expect(second.get_by_text("Hors ligne : votre texte est gardé ici")).to_be_visible()
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(f"{address}remplir/")
    second = block(page, "M2. Observer")
    expect(second.get_by_label("Bilan de la mission")).to_have_value("Écrit hors ligne, puis la page est fermée.")
    for _ in range(200):
        told = ReviewAnswer.objects.get(question__mission__code="M2").regional_text
        if told != "Écrit hors ligne.":
            break
        page.wait_for_timeout(100)
    assert told == "Écrit hors ligne, puis la page est fermée."

    # A colleague writes the same answer meanwhile: both texts are shown, none is lost.
    ReviewAnswer.objects.filter(question__mission__code="M1").update(
        regional_text="Le texte de ma collègue.", regional_version=20
    )
    first = block(page, "M1. Animer")
    first.get_by_label("Bilan de la mission").fill("Trois rencontres ont eu lieu.")
    expect(first.get_by_text("Le texte de ma collègue.")).to_be_visible()
    expect(first.get_by_label("Bilan de la mission")).to_have_value("Trois rencontres ont eu lieu.")
    accessible()
    first.get_by_role("button", name="Mettre les deux bout à bout").click()
    expect(first.get_by_text("Enregistré", exact=True)).to_be_visible()
    both = "Le texte de ma collègue.\n\nTrois rencontres ont eu lieu."
    assert ReviewAnswer.objects.get(question__mission__code="M1").regional_text == both

    page.get_by_role("button", name="Enregistrer et voir la suite").click()
    expect(page.get_by_text("Tout est rempli.")).to_be_visible()
    accessible()
    page.get_by_role("button", name="Envoyer le bilan").click()
    expect(page.get_by_text("ses chiffres sont figés").first).to_be_visible()

    log_in(page, live_server, Role.NATIONAL_STAFF)
    page.goto(address)
    page.get_by_role("link", name="Écrire la réponse").click()
    for title in ("M1. Animer", "M2. Observer"):
        answer = block(page, title)
        answer.get_by_label("3 – satisfaisante").check()
        answer.get_by_label("Réponse nationale").fill(f"Nous saluons {title[:2]}.")
        answer.get_by_label("accord", exact=True).check()
        expect(answer.get_by_text("Enregistré", exact=True)).to_be_visible()
    page.get_by_role("button", name="Enregistrer et voir la suite").click()
    page.get_by_role("button", name="Donner la réponse").click()
    page.get_by_text("Noter la rencontre").click()
    page.get_by_label("Date de la rencontre").fill("2024-05-02")
    page.get_by_label("Participants").fill("Anne et Béa")
    page.get_by_label("Compte rendu").fill("Chaque mission a été relue.")
    page.get_by_role("button", name="Enregistrer la rencontre").click()
    page.get_by_text("Écrire une décision").click()
    page.get_by_label("Décision", exact=True).fill("Se revoir à l'automne")
    page.get_by_label("Qui s'en charge").fill("Les deux équipes")
    page.get_by_label("Échéance").fill("2024-10-01")
    page.get_by_role("button", name="Ajouter la décision").click()
    page.get_by_role("button", name="Signer pour l'association nationale").click()
    expect(page.get_by_text("signé d'un côté").first).to_be_visible()

    log_in(page, live_server, Role.REGIONAL_STAFF)
    page.goto(address)
    page.get_by_role("button", name="Signer pour l'association régionale").click()
    expect(page.get_by_text("signé des deux").first).to_be_visible()
    accessible()
    assert BilateralReview.objects.get().state == "signed"

    paper = pdf_text(page.request.get(f"{address}bilan.pdf").body())
    shown = re.sub(r"\s+", " ", page.locator("main").inner_text())
    for words in (
        "Le texte de ma collègue.", "Trois rencontres ont eu lieu.", "Écrit hors ligne, puis la page est fermée.",
        "Nous saluons M1.", "Nous saluons M2.", "Chaque mission a été relue.", "Anne et Béa", "Se revoir à l'automne",
        "Les deux équipes", "2, à consolider", "3, satisfaisante", "signé des deux",
    ):  # fmt: skip
        assert words in shown, words
        assert words in paper, words
