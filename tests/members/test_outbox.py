"""The way out of mails: once each, tried again, and its end kept."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from members.domain import outbox
from members.domain.outbox import Letter, post
from members.models import Mail

pytestmark = pytest.mark.django_db
REFUSED, LATER, DOWN = "refused@example.org", "later@example.org", "down@example.org"


class Server(BaseEmailBackend):
    """A mail server that refuses some addresses, as real ones do."""

    def send_messages(self, messages):
        to = messages[0].to[0]
        if to == REFUSED:
            raise smtplib.SMTPRecipientsRefused({to: (550, b"No such user")})
        if to == LATER:
            raise smtplib.SMTPRecipientsRefused({to: (451, b"Try later")})
        if to == DOWN:
            raise ConnectionRefusedError
        return mail.get_connection("django.core.mail.backends.locmem.EmailBackend").send_messages(messages)


@pytest.fixture(autouse=True)
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Server"


def letter(to="a@example.org", about="x:1"):
    return Letter(kind="call", about=about, to=to, subject="Objet", body="Texte")


def only():
    return Mail.objects.get()


def test_the_same_letter_twice_is_one_mail(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as queued:
        assert post([letter(), letter("b@example.org")]) == 2
        assert post([letter(), letter(about="x:2")]) == 1
    assert Mail.objects.count() == 3
    assert len(queued) >= 3


def test_an_address_refused_is_said_and_may_be_tried_again():
    post([letter(REFUSED)])
    assert not outbox.send(only().pk)
    assert (only().state, only().error) == ("refused", "550 No such user")
    assert outbox.try_again(only())
    assert only().state == "waiting"
    assert not outbox.try_again(only())


@pytest.mark.parametrize(("to", "error"), [(LATER, smtplib.SMTPRecipientsRefused), (DOWN, ConnectionRefusedError)])
def test_a_server_that_cannot_now_leaves_the_mail_waiting(to, error):
    post([letter(to)])
    with pytest.raises(error):
        outbox.send(only().pk)
    assert only().state == "waiting"


def test_a_mail_is_given_up_after_three_days():
    post([letter(DOWN)])
    Mail.objects.update(created_at=timezone.now() - timedelta(days=4))
    outbox.send_waiting()
    assert only().state == "refused"
    assert "trois jours" in only().error


def test_a_mail_about_what_is_no_longer_true_does_not_leave():
    @outbox.attachment_maker("gone")
    def gone(number):
        raise outbox.NothingToSend("Ce n'est plus vrai.")

    post([Letter(kind="call", about="x:1", to="a@example.org", subject="O", body="T", attachments=[("gone", 1)])])
    assert not outbox.send(only().pk)
    assert (only().state, only().error, mail.outbox) == ("stopped", "Ce n'est plus vrai.", [])
