"""The ways that people take through the portal, in a browser."""

import re
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from members.models import Role
from reporting.exports import xlsx_book
from tests.factories import (
    AciFactory,
    ConventionFactory,
    MembershipFactory,
    OrganisationFactory,
    YearlyReturnFactory,
    siren,
    siret,
)


@pytest.fixture
def small_network(committed):
    """Three members of different sizes and a sympathiser, in 2023 and this year."""
    for size, word in {8: "huit", 20: "vingt", 60: "soixante"}.items():
        organisation = OrganisationFactory(name=f"Atelier de {word} postes")
        for year in (2023, date.today().year):
            MembershipFactory(organisation=organisation, year=year)
        YearlyReturnFactory(
            organisation=organisation, insertion_fte=Decimal(size), insertion_employees=size * 2, permanent_employees=6
        )
        ConventionFactory(aci=AciFactory(organisation=organisation))
    MembershipFactory(kind="sympathiser")


def test_board_member_downloads_the_annual_report(page, live_server, enter, small_network, worker, accessible):
    enter(Role.BOARD)
    accessible()
    page.get_by_label("Menu principal").get_by_role("link", name="Chiffres").first.click()
    page.get_by_role("link", name="Rapports d'activité").first.click()
    accessible()
    page.get_by_label("Année").fill("2023")
    page.get_by_role("button", name="Préparer ce rapport").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rapport d'activité 2023")
    accessible()
    page.get_by_role("button", name="Demander une nouvelle édition").click()
    link = page.get_by_role("link", name="Télécharger")
    expect(link).to_be_visible(timeout=60_000)
    accessible()
    with page.expect_download() as download:
        link.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_staff_imports_a_workbook_and_finds_it_in_the_directory(page, live_server, enter, worker, accessible, tmp_path):
    enter(Role.NATIONAL_STAFF)
    number = siret(siren(4242))
    file = tmp_path / "reseau.xlsx"
    file.write_bytes(
        xlsx_book({
            "Structures": (
                ["SIRET", "Nom", "Code postal", "Commune"],
                [[number, "Les Jardins du Test", "35000", "Rennes"]],
            ),
            "Adhésions": (["SIRET", "Année", "Qualité"], [[number, date.today().year, "adhérent"]]),
        })
    )  # fmt: skip
    page.goto(f"{live_server.url}/imports/")
    accessible()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    accessible()
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_text("C'est prêt")).to_be_visible(timeout=60_000)
    page.get_by_label("Menu principal").get_by_role("link", name="Annuaire").first.click()
    page.get_by_label("Nom, commune, activité, chantier, SIRET").press_sequentially("jardins du test")
    page.get_by_role("link", name="Les Jardins du Test").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Les Jardins du Test")
    accessible()


def test_directory_answers_as_one_types(page, live_server, enter, small_network, accessible):
    enter(Role.MEMBER)
    page.goto(f"{live_server.url}/annuaire/")
    accessible()
    page.get_by_label("Nom, commune, activité, chantier, SIRET").press_sequentially("de soixante")
    expect(page.get_by_role("row").filter(has_text="Atelier de")).to_have_count(1)
    expect(page).to_have_url(re.compile("q=de"))


def test_figures_open_their_records(page, live_server, enter, small_network, accessible):
    enter(Role.BOARD)
    page.goto(f"{live_server.url}/chiffres/?annee=2023")
    accessible()
    page.get_by_role("link", name="Adhérents", exact=False).first.click()
    expect(page.get_by_role("row").filter(has_text="Atelier de")).to_have_count(3)
    accessible()


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_fit_the_screen(page, live_server, enter, small_network, width):
    enter(Role.BOARD)
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("/", "/annuaire/", "/chiffres/?annee=2023", "/rapports/", "/mes-documents/"):
        page.goto(f"{live_server.url}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
