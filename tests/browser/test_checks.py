"""A check-list filled on a tablet that loses its connection, in a browser."""

import pytest
from playwright.sync_api import expect

from certification.models import CheckAnswer, Official
from members.models import Role
from tests.certification.people import controller
from tests.factories.certification import AccreditationCheckFactory, ChecklistQuestionFactory

KEPT = "Hors ligne : votre texte est gardé ici"


@pytest.fixture
def check(committed):
    """A check of three points, announced."""
    made = AccreditationCheckFactory(state="announced", controller=controller(full_name="Maëlle Contrôle"))
    for order, text in enumerate(("Un référent est nommé", "Les dossiers sont datés", "La salle convient"), start=1):
        ChecklistQuestionFactory(certification=made.accreditation.certification, order=order, text=text)
    return made


def answer_of(text: str) -> CheckAnswer:
    return CheckAnswer.objects.get(question__text=text)


def test_a_check_list_goes_on_without_a_network(page, live_server, enter, check, accessible):
    page.set_viewport_size({"width": 768, "height": 1024})
    user = enter(Role.OFFICIAL)
    Official.objects.filter(pk=check.controller_id).update(user=user)
    address = f"{live_server.url}{check.get_absolute_url()}remplir/"
    page.goto(address)
    accessible()
    first, second, third = (
        page.get_by_role("group", name=text) for text in ("Un référent", "Les dossiers", "La salle")
    )
    summary = page.locator("[data-offline-summary]")

    first.get_by_label("conforme", exact=True).check()
    expect(first.get_by_text("Enregistré", exact=True)).to_be_visible()
    expect(summary).to_have_text("Tout est enregistré.")

    # The network is lost: what is written is kept and counted.
    page.context.set_offline(True)
    second.get_by_label("à améliorer").check()
    second.get_by_label("Commentaire").fill("Deux dossiers sans date.")
    third.get_by_label("non conforme").check()
    expect(second.get_by_text(KEPT)).to_be_visible()
    expect(summary).to_contain_text("2 réponses gardées sur cet appareil")
    accessible()
    assert CheckAnswer.objects.count() == 1

    # The tablet is closed; meanwhile somebody writes a point at the office.
    page.goto("about:blank")
    office = CheckAnswer.objects.create(
        check_made=check, question=check.accreditation.certification.checklist.get(text="La salle convient"),
        verdict="conform", comment="Vue l'an dernier.", version=1,
    )  # fmt: skip
    page.context.set_offline(False)
    page.goto(address)

    expect(second.get_by_label("Commentaire")).to_have_value("Deux dossiers sans date.")
    expect(second.get_by_text("Enregistré", exact=True)).to_be_visible(timeout=15_000)
    assert answer_of("Les dossiers sont datés").comment == "Deux dossiers sans date."

    # Both writings are shown, none has covered the other.
    expect(third.get_by_text("Vue l'an dernier.")).to_be_visible()
    expect(third.get_by_label("non conforme")).to_be_checked()
    office.refresh_from_db()
    assert office.verdict == "conform"
    expect(summary).to_contain_text("1 réponse gardée ici")
    accessible()
    third.get_by_role("button", name="Garder mon texte").click()
    expect(third.get_by_text("Enregistré", exact=True)).to_be_visible()
    expect(summary).to_have_text("Tout est enregistré.")
    office.refresh_from_db()
    assert (office.verdict, office.version) == ("missing", 2)

    # The network comes back by itself while the page is open.
    page.context.set_offline(True)
    first.get_by_label("Commentaire").fill("Nommée en mars.")
    expect(first.get_by_text(KEPT)).to_be_visible()
    page.wait_for_timeout(1200)
    page.context.set_offline(False)
    expect(first.get_by_text("Enregistré", exact=True)).to_be_visible(timeout=15_000)
    assert answer_of("Un référent est nommé").comment == "Nommée en mars."

    page.get_by_role("button", name="Enregistrer et voir le contrôle").click()
    expect(page.get_by_text("3 points sur 3 avec un constat.")).to_be_visible()
    accessible()
