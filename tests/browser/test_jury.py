"""A member fills a grid on a tablet, loses the connection, comes back; the jury decides and each member signs."""

import pytest
from playwright.sync_api import expect

from certification.models import CompetencyMark, Enrolment, Jury
from tests.certification.juries import attend, fill, new_jury, president, second

# The grid is read on a tablet, held flat or upright.
TABLETS = [{"width": 1024, "height": 768}, {"width": 800, "height": 1100}]


def kept() -> dict[str, int]:
    return dict(CompetencyMark.objects.values_list("competency__code", "level"))


def until_kept(page, wanted: dict[str, int]) -> None:
    for _ in range(200):
        if kept() == wanted:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"kept {kept()}")


@pytest.mark.slow
def test_a_grid_filled_on_a_tablet_without_a_network_is_sent_then_signed(
    page, live_server, committed, log_in, accessible
):
    page.set_default_timeout(10_000)
    jury = new_jury()
    attend(jury)
    place, day = jury.places.get(), f"{live_server.url}/certification/jurys/{jury.pk}/jour/"
    page.set_viewport_size(TABLETS[0])
    log_in(president(jury))
    page.goto(day)
    accessible()
    page.get_by_role("button", name="Ouvrir la délibération").click()
    expect(page.get_by_text("La délibération est ouverte.")).to_be_visible()

    page.get_by_role("link", name="Grille de").click()
    accessible()
    page.get_by_role("group", name="C1.1").get_by_label("2 – acquise").check()
    page.get_by_role("group", name="C1.2").get_by_label("3 – maîtrisée").check()
    until_kept(page, {"C1.1": 2, "C1.2": 3})

    # The network is lost, the tablet turned and closed: what was tapped is still there, and leaves when it is back.
    page.set_viewport_size(TABLETS[1])
    page.context.set_offline(True)
    page.get_by_role("group", name="C2.1").get_by_label("1 – en cours").check()
    page.get_by_role("group", name="C2.2").get_by_label("2 – acquise").check()
    expect(page.get_by_text("Hors ligne : 1 réponse gardée")).to_be_visible()
    assert len(kept()) == 2
    grid = page.url
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(grid)
    until_kept(page, {"C1.1": 2, "C1.2": 3, "C2.1": 1, "C2.2": 2})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    # Another member writes the same block meanwhile: both are shown, neither covers the other.
    fill(place, 3, by=second(jury))
    page.get_by_role("group", name="C2.1").get_by_label("2 – acquise").check()
    expect(page.get_by_text("Un autre membre a écrit cette grille")).to_be_visible()
    accessible()
    assert kept()["C2.1"] == 3
    page.get_by_role("button", name="Garder mon texte").click()
    until_kept(page, {"C1.1": 3, "C1.2": 3, "C2.1": 2, "C2.2": 2})

    page.get_by_role("link", name="Passer à la délibération").click()
    accessible()
    page.get_by_label("Recommandations").fill("Continuer ainsi.")
    page.get_by_role("button", name="Noter la décision").click()
    expect(page.get_by_text("Candidat 1 : certification entière.")).to_be_visible()
    page.get_by_role("button", name="Clore la délibération").click()
    page.get_by_role("link", name="Lire et signer le procès-verbal").click()
    accessible()
    page.get_by_role("button", name="Signer le procès-verbal").click()
    expect(page.get_by_text("Vous avez signé le procès-verbal.")).to_be_visible()

    # Too late for a grid kept on another tablet: it is said, and what was typed stays.
    log_in(second(jury))
    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="Signer").click()
    page.get_by_role("button", name="Signer le procès-verbal").click()
    expect(page.get_by_text("Vous avez signé le procès-verbal.")).to_be_visible()
    assert Jury.objects.get().state == "signed"
    assert Enrolment.objects.get().state == "certified"
    page.goto(grid)
    expect(page.get_by_text("les grilles et les décisions ne peuvent pas être écrites")).to_be_visible()
    expect(page.get_by_label("2 – acquise").first).to_be_disabled()


@pytest.mark.slow
def test_a_grid_typed_before_the_minutes_and_sent_after_is_refused_and_stays_on_the_tablet(
    page, live_server, committed, log_in
):
    page.set_default_timeout(10_000)
    page.set_viewport_size(TABLETS[1])
    jury = new_jury()
    attend(jury)
    Jury.objects.update(state="held")
    Enrolment.objects.update(state="present")
    log_in(president(jury))
    page.goto(f"{live_server.url}/certification/passages/{jury.places.get().pk}/grille/")
    page.context.set_offline(True)
    page.get_by_role("group", name="C1.1").get_by_label("2 – acquise").check()
    page.get_by_label("Commentaire sur le bloc").first.fill("Écrit sans réseau.")
    Jury.objects.update(state="signed")
    page.context.set_offline(False)
    expect(page.get_by_text("les grilles et les décisions ne peuvent pas être écrites").first).to_be_visible(
        timeout=20_000
    )
    expect(page.get_by_label("Commentaire sur le bloc").first).to_have_value("Écrit sans réseau.")
    assert kept() == {}
