"""The renewal of a membership, from the mail of the call to the certificate that anybody checks."""

import io
import re
from datetime import date, timedelta

import pypdfium2
import pytest
from django.core import mail
from playwright.sync_api import expect

from members.domain.campaigns import letters
from members.domain.campaigns.opening import make_calls
from members.domain.payments import Received, record_payment
from members.models import FeeCall, Mandate, Membership
from tests.factories import CampaignFactory, ContactFactory, MembershipFactory, UserFactory, YearlyReturnFactory

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture
def called(committed, settings, live_server, worker):
    """A member of last year, called for this one; who manages it has no password."""
    settings.SITE_URL = live_server.url
    year = date.today().year
    membership = MembershipFactory(year=year - 1, organisation__name="Les Jardins du Canal")
    YearlyReturnFactory(organisation=membership.organisation, year=year - 2, insertion_fte=18, insertion_employees=40)
    ContactFactory(organisation=membership.organisation, user=UserFactory(), email="gestion@example.org", manages=True)
    campaign = CampaignFactory(year=year, deadline=date.today() + timedelta(days=60))
    make_calls(campaign.pk)
    letters.post_calls(campaign)
    return FeeCall.objects.select_related("membership__organisation").get()


def letter_to(address: str, page) -> mail.EmailMessage:
    """The last mail to an address, once the worker has sent it."""
    for _ in range(100):
        found = [message for message in mail.outbox if message.to == [address]]
        if found:
            return found[-1]
        page.wait_for_timeout(100)
    raise AssertionError(f"No mail to {address}")


def enter_by_code(page, address: str) -> None:
    """Log in by the code that is mailed, as a person without a password does."""
    page.get_by_role("link", name="Recevoir un code par e-mail").click()
    page.get_by_label("Courriel").fill(address)
    page.get_by_role("button", name="Recevoir le code").click()
    code = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", letter_to(address, page).body, re.MULTILINE)[1]
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Se connecter").click()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_member_renews_from_the_mail_to_the_certificate(page, live_server, called, size, accessible):
    page.set_default_timeout(15_000)
    page.set_viewport_size(size)
    account = called.membership.organisation.contacts.get().user
    call_mail = letter_to("gestion@example.org", page)
    assert call_mail.attachments[0][1].startswith(b"%PDF")

    page.goto(re.search(r"http\S+/adhesion/\d+/", call_mail.body)[0])
    enter_by_code(page, account.email)
    expect(page.get_by_role("heading", level=2).first).to_have_text("La structure")
    accessible()
    page.get_by_label("Téléphone").fill("01 99 00 12 34")
    page.get_by_role("button", name="Ces données sont justes").click()

    expect(page.get_by_label("ETP d'insertion")).to_have_value(re.compile("18"))
    page.get_by_label("ETP d'insertion").fill("40")
    page.get_by_label("Salariés en insertion sur l'année").fill("90")
    accessible()
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(page.get_by_text("De grands changements")).to_be_visible()
    accessible()
    # What was typed is kept: the person may stop here and come back.
    page.reload()
    expect(page.get_by_label("ETP d'insertion")).to_have_value(re.compile("40"))
    page.get_by_label("Ces changements sont justes").check()
    page.get_by_role("button", name="Enregistrer et continuer").click()

    expect(page.get_by_text("560,00").first).to_be_visible()
    page.get_by_label("Prélèvement SEPA").check()
    page.get_by_label("IBAN").fill("FR76 3000 6000 0112 3456 7890 188")
    page.get_by_label("J'autorise le réseau").check()
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(page.get_by_text("Cet IBAN n'est pas valable")).to_be_visible()
    accessible()
    page.get_by_label("IBAN").fill("FR76 3000 6000 0112 3456 7890 189")
    page.get_by_role("button", name="Enregistrer et continuer").click()

    expect(page.get_by_text("FR76 •••• 0189")).to_be_visible()
    accessible()
    page.get_by_role("button", name="Confirmer l'adhésion").click()
    expect(page.get_by_text("Déclarée, paiement attendu")).to_be_visible()
    assert Mandate.objects.get().iban == "FR7630006000011234567890189"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    accessible()

    called.refresh_from_db()
    record_payment(called, Received(called.amount, "debit", date.today()), by=None)
    page.reload()
    expect(page.get_by_text("Valide", exact=True)).to_be_visible()
    with page.expect_response("**/attestation.pdf") as answer:
        page.get_by_role("link", name="Mon attestation").evaluate("link => fetch(link.href)")
    text = pypdfium2.PdfDocument(io.BytesIO(answer.value.body()))[0].get_textpage().get_text_range()
    assert "Les Jardins du Canal" in text
    assert Membership.objects.get(pk=called.membership_id).state == "valid"

    page.context.clear_cookies()
    token = re.search(r"/attestation/([\w-]+)/", text.replace("\r\n", "").replace("\n", ""))[1]
    page.goto(f"{live_server.url}/attestation/{token}/")
    expect(page.get_by_text("Cette adhésion est valide aujourd'hui.")).to_be_visible()
    accessible()
