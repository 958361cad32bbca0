"""The mails that people stop, and those that come back."""

import io
import mailbox
from email.message import EmailMessage, Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.urls import reverse

from members.domain import outbox
from members.domain.people import bounces, mail_choices
from members.domain.people.unsubscribing import stop_address
from members.models import BouncedAddress, Mail, MailChoice, Role
from tests.factories import MailFactory, UserFactory, person

pytestmark = pytest.mark.django_db
MINE = reverse("members:my_mails")
News, Survey = Mail.Kind.NEWS, Mail.Kind.SURVEYS
PAGE, LINK = MailChoice.Origin.PAGE, MailChoice.Origin.LINK


def path_of(mail: Mail) -> str:
    return stop_address(mail).removeprefix("http://localhost:8000")


def fate(mail: Mail) -> tuple[str, str]:
    outbox.send(mail.pk)
    mail.refresh_from_db()
    return mail.state, mail.error


def test_a_mail_that_was_stopped_does_not_leave(mailoutbox):
    user = UserFactory(email="lou@example.org")
    mail_choices.choose(News, wants=False, origin=PAGE, user=user)
    stopped = (Mail.State.STOPPED, "La personne ne veut plus de ces messages.")
    assert fate(MailFactory(user=user, to="lou@example.org")) == stopped
    assert fate(MailFactory(to="LOU@example.org")) == stopped
    assert fate(MailFactory(user=user, to="autre@example.org")) == stopped
    assert fate(MailFactory(kind=Survey, to="lou@example.org")) == (Mail.State.SENT, "")
    assert fate(MailFactory(kind=Mail.Kind.CALL, user=user)) == (Mail.State.SENT, "")
    assert len(mailoutbox) == 2


def test_a_needed_mail_offers_no_way_to_stop_it(mailoutbox):
    fate(MailFactory(kind=Mail.Kind.CALL))
    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers
    assert "Ne plus recevoir" not in mailoutbox[0].body


def test_one_click_stops_a_kind_without_logging_in(client, mailoutbox):
    mail = MailFactory(to="lecteur@example.org")
    fate(mail)
    headers = mailoutbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>")
    assert mailoutbox[0].body.rstrip().endswith(address)
    path = address.removeprefix("http://localhost:8000")
    client.handler.enforce_csrf_checks = True
    assert "Arrêter ces messages" in client.get(path).content.decode()
    assert not MailChoice.objects.exists()
    client.post(path, {"List-Unsubscribe": "One-Click"})
    choice = MailChoice.objects.get()
    assert (choice.email, choice.user, choice.kind, choice.wants) == ("lecteur@example.org", None, News, False)
    assert (choice.origin, choice.text_version) == (LINK, mail_choices.TEXT_VERSION)
    assert fate(MailFactory(to="Lecteur@example.org"))[0] == Mail.State.STOPPED


def test_the_link_of_a_mail_stops_for_the_account(client):
    user = UserFactory()
    client.post(path_of(MailFactory(user=user, to="autre@example.org")))
    assert MailChoice.objects.get().user == user


@pytest.mark.parametrize("token", ["x", "WyJuZXdzIiwgbnVsbCwgImEiXQ:1a:b"])
def test_an_address_that_was_not_signed_stops_nothing(client, token):
    assert client.post(reverse("members:stop_mails", args=[token])).status_code == 404


def test_a_needed_kind_has_no_address_to_stop_it(client):
    assert client.post(path_of(MailFactory(kind=Mail.Kind.CALL))).status_code == 404
    assert not MailChoice.objects.exists()


def test_a_person_chooses_and_the_last_word_counts(client, login):
    user = login(Role.MEMBER)
    mail_choices.choose(News, wants=False, origin=LINK, email="x@example.org")
    assert {choice.wants for choice in client.get(MINE).context["choices"]} == {True}
    client.post(MINE, {"kinds": [Survey]})
    assert {c.kind: c.wants for c in mail_choices.choices_of(user)} == {"news": False, "events": False, "surveys": True}
    assert fate(MailFactory(user=user))[0] == Mail.State.STOPPED
    client.post(MINE, {"kinds": [News, Survey]})
    assert fate(MailFactory(user=user))[0] == Mail.State.SENT


def test_an_account_made_later_takes_up_again_what_its_address_had_stopped():
    mail_choices.choose(News, wants=False, origin=LINK, email="lou@example.org")
    user = UserFactory(email="lou@example.org")
    assert fate(MailFactory(to="lou@example.org"))[0] == Mail.State.STOPPED
    mail_choices.choose(News, wants=True, origin=PAGE, user=user)
    assert fate(MailFactory(to="lou@example.org"))[0] == Mail.State.SENT


def test_every_choice_stays_in_the_history():
    user = UserFactory()
    for wants in (False, True, True, False):
        mail_choices.choose(News, wants=wants, origin=PAGE, user=user)
    kept = MailChoice.objects.get().events.order_by("pgh_id").values_list("wants", flat=True)
    assert list(kept) == [False, True, False]


def test_choices_of_others_are_not_seen():
    user = UserFactory()
    mail_choices.choose(News, wants=False, origin=PAGE, user=user)
    assert MailChoice.objects.visible_to(user).count() == 1
    assert MailChoice.objects.visible_to(person(Role.MEMBER)).count() == 0


def report(mail_sent, *, action="failed", status="5.1.1", to="parti@example.org", headers_only=False) -> Message:
    """What a mail server answers of a message that it could not give (RFC 3464)."""
    whole = MIMEMultipart("report", report_type="delivery-status")
    whole["From"], whole["To"] = "mailer-daemon@example.org", "portail@example.org"
    whole.attach(MIMEText("Votre message n'a pas été remis."))
    about, of_recipient = Message(), Message()
    about["Reporting-MTA"] = "dns; mx.example.org"
    of_recipient["Final-Recipient"] = f"rfc822; {to}"
    of_recipient["Action"], of_recipient["Status"] = action, status
    of_recipient["Diagnostic-Code"] = "smtp; 550 no such\n user"
    delivery = MIMEBase("message", "delivery-status")
    delivery.set_payload([about, of_recipient])
    whole.attach(delivery)
    original = f"Message-ID: {mail_sent}\nSubject: x\n\n"
    if headers_only:
        whole.attach(MIMEText(original, "rfc822-headers"))
    else:
        back = MIMEBase("message", "rfc822")
        inside = Message()
        inside["Message-ID"] = mail_sent
        inside.set_payload("Bonjour")
        back.attach(inside)
        whole.attach(back)
    return whole


@pytest.fixture
def sent(mailoutbox):
    """A mail that has left, and the number that its copies carry."""
    mail = MailFactory(to="parti@example.org")
    fate(mail)
    return mail, mailoutbox[0].extra_headers["Message-ID"]


def read(tmp_path, *reports: Message) -> str:
    box = mailbox.Maildir(tmp_path / "box")
    for one in reports:
        box.add(one)
    out = io.StringIO()
    call_command("bounces", str(tmp_path / "box"), stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("headers_only", [True, False])
def test_a_mail_that_comes_back_is_said_on_it_and_on_its_address(tmp_path, sent, headers_only):
    mail, number = sent
    assert "revenus : 1" in read(tmp_path, report(number, headers_only=headers_only))
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (Mail.State.BOUNCED, "5.1.1 550 no such user")
    assert BouncedAddress.objects.get().email == "parti@example.org"


@pytest.mark.parametrize(("action", "status"), [("delayed", "4.4.1"), ("failed", "4.2.2"), ("delivered", "2.0.0")])
def test_what_may_still_arrive_is_no_bounce(tmp_path, sent, action, status):
    assert "revenus : 0" in read(tmp_path, report(sent[1], action=action, status=status))
    assert Mail.objects.get().state == Mail.State.SENT


def test_a_report_that_names_no_mail_of_ours_proves_nothing(tmp_path, sent):
    mail, number = sent
    forged = f"<{mail.pk}.faux@localhost>"
    assert "revenus : 0. Avis sans message du portail : 2" in read(tmp_path, report(forged), report("<x@y>"))
    assert not BouncedAddress.objects.exists()


def test_what_is_no_report_is_left_alone(tmp_path, sent):
    plain = EmailMessage()
    plain["Message-ID"] = sent[1]
    plain.set_content("Je suis absent jusqu'à lundi.")
    assert "revenus : 0. Avis sans message du portail : 0" in read(tmp_path, plain)


def test_a_report_is_read_from_what_a_server_pipes_in(monkeypatch, sent):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(report(sent[1]).as_bytes())))
    call_command("bounces", stdout=io.StringIO())
    assert Mail.objects.get().state == Mail.State.BOUNCED


def test_a_report_of_the_address_to_which_ours_leads_is_of_ours(tmp_path, sent):
    read(tmp_path, report(sent[1], to="ailleurs@example.net"))
    assert BouncedAddress.objects.get().email == "parti@example.org"


def test_staff_mark_an_address_and_take_it_back():
    staff = person(Role.NATIONAL_STAFF)
    bounces.mark_bounced("Parti@example.org", by=staff, reason="Dit au téléphone")
    bounces.mark_bounced("parti@example.org", by=None, reason="5.1.1")
    kept = BouncedAddress.objects.get()
    assert (kept.reason, kept.noted_by) == ("Dit au téléphone", staff)
    bounces.works_again("PARTI@example.org")
    assert not BouncedAddress.objects.exists()
