"""Ways through the catalogue: a visitor on a phone finds a course and asks for it; the team publishes a programme."""

import pytest
from playwright.sync_api import expect

from tests.factories.training import CourseThemeFactory, CourseVersionFactory, SessionFactory, TrainingBodyFactory
from tests.training.people import team_member
from training.domain.catalogue import versions
from training.models import CourseInterest, CourseVersion

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def offer(committed):
    TrainingBodyFactory()
    theme = CourseThemeFactory(name="Santé et sécurité")
    first = CourseVersionFactory(
        course__theme=theme, course__title="Secourir", title="Secourir", course__slug="secourir"
    )
    CourseVersionFactory(course__theme=theme, course__title="Tutorat", title="Tutorat", course__slug="tutorat")
    SessionFactory(version=first, slots=True)


def test_a_visitor_on_a_phone_finds_a_course_by_typing_and_says_they_are_interested(
    page, live_server, offer, accessible
):
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.set_default_timeout(10_000)
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/formations/")
    accessible()
    page.get_by_label("Que cherchez-vous ?").press_sequentially("tutor")
    expect(page.get_by_role("link", name="Secourir")).to_have_count(0)
    page.get_by_role("link", name="Tutorat", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tutorat")
    accessible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("link", name="Je suis intéressé dans ma région").first.click()
    accessible()
    page.get_by_label("Région").select_option(label="Bretagne")
    page.get_by_label("Votre nom").fill("Awa Diop")
    page.get_by_label("Votre adresse e-mail").fill("awa@example.org")
    page.get_by_label("Nombre de personnes").fill("4")
    # A form sent in less than four seconds is a program's.
    page.wait_for_timeout(4500)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("status").first).to_contain_text("Demande enregistrée")
    assert CourseInterest.objects.get().people == 4
    # The data for search engines are no script: the content policy lets them be.
    assert not refused


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_of_the_catalogue_is_accessible_and_as_wide_as_the_screen(
    page, live_server, offer, accessible, width
):
    page.set_default_timeout(10_000)
    page.set_viewport_size({"width": width, "height": 800})
    session = CourseVersion.objects.get(title="Secourir").sessions.get()
    for address in (
        "/formations/", "/formations/?q=xyz", "/formations/prochaines/", f"/formations/prochaines/?mois={session.starts_on:%Y-%m}",
        "/formations/carte/", "/formations/catalogue/secourir/", session.get_absolute_url(),
    ):  # fmt: skip
        page.goto(f"{live_server.url}{address}")
        accessible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_the_team_writes_the_next_version_and_publishes_it(page, live_server, offer, log_in, accessible):
    log_in(team_member())
    page.goto(f"{live_server.url}/formations/programmes/")
    accessible()
    page.get_by_role("link", name="Tutorat", exact=True).click()
    accessible()
    page.get_by_role("button", name="Écrire la version suivante").click()
    accessible()
    page.get_by_label("Contact").fill("Jean Dupont")
    page.get_by_label("Ce qui change").fill("Un contact")
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    page.get_by_role("button", name="Publier la version 2").click()
    expect(page.get_by_role("status").first).to_contain_text("Programme publié")
    course = CourseVersion.objects.filter(title="Tutorat").first().course
    assert versions.current_of(course).contact == "Jean Dupont"
    page.goto(f"{live_server.url}/formations/demandes/")
    accessible()
