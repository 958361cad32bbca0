"""Trainees sign a half-day on their phone: by the code shown in the room, by a code sent by mail, without a network."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories.training import RegistrationFactory, SessionFactory, TraineeFactory, in_days
from tests.training.people import trainer
from training.domain.attendance.codes import code_of
from training.domain.attendance.evidence import drawn
from training.models import Attendance, SigningCode, TrainerSignature

PHONE = {"width": 390, "height": 844}


def room(*names: str):
    """The first half-day of a session that began the day before, and the places of those who are there."""
    session = SessionFactory(state="confirmed", starts_on=in_days(-1), ends_on=in_days(-1), slots=[trainer()])
    places = [
        RegistrationFactory(session=session, trainee=TraineeFactory(first_name="Nadia", last_name=name))
        for name in names
    ]
    return session.slots.order_by("starts_at").first(), places


def draw(page) -> None:
    """A line in four strokes across the board."""
    surface = page.locator("[data-surface]")
    surface.scroll_into_view_if_needed()
    box = surface.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    for across, down in ((60, 60), (110, 25), (170, 70), (240, 30)):
        page.mouse.move(box["x"] + across, box["y"] + down, steps=4)
    page.mouse.up()


def holds_on_screen(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.slow
def test_a_trainee_reads_the_code_of_the_room_chooses_their_name_and_draws(
    page, live_server, committed, log_in, accessible
):
    page.set_default_timeout(10_000)
    slot, (place, _) = room("Le Goff", "Morvan")
    log_in(slot.trainers.get().user)
    page.goto(live_server.url + reverse("training:slot", args=[slot.pk]))
    accessible()
    page.get_by_role("link", name="Montrer le code à signer").click()
    expect(page.get_by_role("img", name="Code pour signer cette demi-journée")).to_be_visible()
    accessible()
    address = page.locator("strong", has_text="/emarger/").inner_text()
    page.context.clear_cookies()

    page.set_viewport_size(PHONE)
    page.goto(live_server.url + address[address.index("/formations/") :])
    accessible()
    assert holds_on_screen(page)
    page.get_by_role("link", name="Signer : Nadia Le Goff").click()
    accessible()
    assert holds_on_screen(page)

    # Nothing is sent of an empty board, nor of what was wiped off.
    sign = page.get_by_role("button", name="Signer", exact=True)
    sign.click()
    expect(page.get_by_text("Dessinez votre signature dans le cadre.")).to_be_visible()
    draw(page)
    page.get_by_role("button", name="Effacer").click()
    sign.click()
    expect(page.get_by_text("Dessinez votre signature dans le cadre.")).to_be_visible()
    assert not Attendance.objects.exists()

    draw(page)
    sign.click()
    expect(page.get_by_text("Merci Nadia")).to_be_visible()
    expect(page.get_by_role("link", name="Signer : Nadia Le Goff")).to_have_count(0)
    expect(page.get_by_role("link", name="Signer : Nadia Morvan")).to_be_visible()
    accessible()
    row = Attendance.objects.get()
    assert (row.registration, row.method, row.state) == (place, "drawn", "present")
    assert drawn(row.drawing, ip=None, device="").drawing == row.drawing
    assert row.sha256 and row.device and row.ip_address


@pytest.mark.slow
def test_a_trainee_signs_with_the_code_that_their_mail_brings(page, live_server, committed, accessible):
    page.set_default_timeout(10_000)
    page.set_viewport_size(PHONE)
    slot, (place,) = room("Le Goff")
    page.goto(live_server.url + reverse("training:my_attendance", args=[place.token]))
    accessible()
    assert holds_on_screen(page)
    page.get_by_role("link", name="Signer").first.click()
    page.get_by_role("button", name="Envoyer le code").click()
    expect(page.get_by_text("Un code est parti à")).to_be_visible()
    code = code_of(SigningCode.objects.get())

    page.get_by_label("Code à six chiffres").fill(f"{(int(code) + 1) % 1_000_000:06d}")
    page.get_by_role("button", name="Signer avec ce code").click()
    expect(page.get_by_text("Essais restants : 4")).to_be_visible()
    accessible()
    page.get_by_label("Code à six chiffres").fill(code)
    page.get_by_role("button", name="Signer avec ce code").click()
    expect(page.get_by_text("Merci Nadia")).to_be_visible()
    expect(page.get_by_text("signé", exact=True)).to_be_visible()
    assert Attendance.objects.get().method == "mail_code"


def until_signed(page) -> None:
    for _ in range(100):
        if Attendance.objects.exists():
            return
        page.wait_for_timeout(100)
    pytest.fail("nothing was signed")


@pytest.mark.slow
def test_a_signature_drawn_without_a_network_is_kept_and_leaves_when_it_is_back(
    page, live_server, committed, accessible
):
    page.set_default_timeout(10_000)
    page.set_viewport_size(PHONE)
    slot, (place,) = room("Le Goff")
    page.goto(live_server.url + reverse("training:sign_mine", args=[place.token, slot.pk]))
    page.context.set_offline(True)
    draw(page)
    page.get_by_role("button", name="Signer", exact=True).click()
    expect(page.get_by_text("Pas de réseau : votre signature est gardée")).to_be_visible()
    accessible()
    assert not Attendance.objects.exists()
    page.context.set_offline(False)
    expect(page.get_by_text("Merci Nadia")).to_be_visible()
    assert Attendance.objects.count() == 1
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('signature:'))") == []


@pytest.mark.slow
def test_a_signature_kept_on_a_phone_that_was_closed_leaves_when_the_page_is_opened_again(page, live_server, committed):
    page.set_default_timeout(10_000)
    page.set_viewport_size(PHONE)
    slot, (place,) = room("Le Goff")
    address = live_server.url + reverse("training:sign_mine", args=[place.token, slot.pk])
    page.goto(address)
    page.context.set_offline(True)
    draw(page)
    page.get_by_role("button", name="Signer", exact=True).click()
    expect(page.get_by_text("Pas de réseau : votre signature est gardée")).to_be_visible()
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(address)
    until_signed(page)
    expect(page.get_by_text("Merci Nadia")).to_be_visible()


@pytest.mark.slow
def test_a_trainer_signs_what_they_led(page, live_server, committed, log_in, accessible):
    slot, _ = room("Le Goff")
    page.set_viewport_size(PHONE)
    log_in(slot.trainers.get().user)
    page.goto(live_server.url + reverse("training:attendance", args=[slot.session_id]))
    accessible()
    assert holds_on_screen(page)
    page.goto(live_server.url + reverse("training:slot", args=[slot.pk]))
    assert holds_on_screen(page)
    draw(page)
    page.get_by_role("button", name="Signer", exact=True).click()
    expect(page.get_by_text("Vous avez signé cette demi-journée.")).to_be_visible()
    accessible()
    assert TrainerSignature.objects.get().method == "drawn"
