"""The mails of the resource centre: to whom, saying what, once, and never to those who have left."""

from datetime import date
from smtplib import SMTPException

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from members.models import Role, RoleGrant
from resources.domain import mails, reading
from resources.models import Audience, Mailing, Resource, ResourceReader, StoredFile
from resources.tasks import remind_reviews, send_digests, send_mailing
from tests.factories import ResourceFactory, StoredFileFactory, UserFactory, VersionFactory, VersionFileFactory, person

pytestmark = pytest.mark.django_db


class RefusesOnce(BaseEmailBackend):
    """A mail server that refuses the first mail and takes the next ones."""

    refused = False

    def send_messages(self, messages):
        if not RefusesOnce.refused:
            RefusesOnce.refused = True
            raise SMTPException("451 plus tard")
        return EmailBackend().send_messages(messages)


@pytest.fixture
def refusing(settings):
    RefusesOnce.refused = False
    settings.EMAIL_BACKEND = f"{__name__}.RefusesOnce"


@pytest.fixture
def post(mailoutbox):
    """Send all that waits, as the worker would; who got what."""

    def send():
        for number in Mailing.objects.filter(sent_at=None).order_by("pk").values_list("pk", flat=True):
            mails.send(number)
        return [(mail.to[0], mail.subject) for mail in mailoutbox]

    return send


@pytest.mark.parametrize(
    ("state", "words"),
    [("published", "est publiée"), ("refused", "n'est pas retenue"), ("draft", "est à compléter")],
)
def test_decision_is_told_to_who_proposed(post, mailoutbox, state, words):
    author = person(Role.MEMBER)
    resource = ResourceFactory(title="Livret d'accueil", state=state, proposed_by=author, decision_note="Un mot & deux")
    mails.tell_decision(resource)
    assert post() == [(author.email, f"Votre ressource {words} : Livret d'accueil")]
    assert resource.get_absolute_url() in mailoutbox[0].body
    assert "Un mot & deux" in mailoutbox[0].body


def test_decision_that_changed_meanwhile_is_not_told(post):
    resource = ResourceFactory(state="refused", proposed_by=person(Role.MEMBER))
    mails.tell_decision(resource)
    Resource.objects.filter(pk=resource.pk).update(state="published")
    assert post() == []


def test_resource_of_nobody_tells_nobody():
    mails.tell_decision(ResourceFactory())
    assert Mailing.objects.count() == 0


@pytest.mark.parametrize(
    ("decide", "words"), [(reading.grant, "Il vous est accordé"), (reading.refuse_access, "ne peut pas vous être")]
)
def test_access_decided_is_told(post, mailoutbox, decide, words):
    user, resource = person(Role.SYMPATHISER), VersionFileFactory().version.resource
    decide(reading.ask_access(resource, by=user, message="x"), by=None, answer="Voici pourquoi.")
    assert [to for to, _ in post()] == [user.email]
    assert words in mailoutbox[0].body
    assert "Voici pourquoi." in mailoutbox[0].body


@pytest.fixture
def readers():
    """An old resource, the new one, and three who took the old one; a fourth whose name is forgotten."""
    new = ResourceFactory(title="Nouveau")
    old = ResourceFactory(title="Ancien", superseded_by=new)
    people = [person(Role.MEMBER) for _ in range(3)]
    for user in [*people, None]:
        ResourceReader.objects.create(resource=old, year=2026, user=user, first_on=date(2026, 1, 1))
    ResourceReader.objects.create(resource=old, year=2025, user=people[0], first_on=date(2025, 1, 1))
    ResourceReader.objects.create(resource=new, year=2026, user=person(Role.MEMBER), first_on=date(2026, 1, 1))
    return old, new, people


def test_replaced_resource_is_told_once_to_each_who_took_it(post, mailoutbox, readers):
    old, new, people = readers
    mails.tell_replaced(old)
    mails.tell_replaced(old)
    assert sorted(to for to, _ in post()) == sorted(user.email for user in people)
    assert new.get_absolute_url() in mailoutbox[0].body
    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers


def test_those_who_left_or_may_not_see_are_told_nothing(post, readers):
    old, new, (closed, left, stays) = readers
    mails.tell_replaced(old)
    closed.is_active = False
    closed.save()
    left.contacts.all().delete()
    assert [to for to, _ in post()] == [stays.email]


def test_replacement_for_staff_is_not_named_to_members(post, readers):
    old, new, _ = readers
    new.audience = new.notice_audience = Audience.STAFF
    new.save()
    mails.tell_replaced(old)
    assert post() == []


def given(owner=None):
    stored = StoredFileFactory(state=StoredFile.State.NO_PREVIEW, notice="Ce PDF est protégé par un mot de passe.")
    resource = ResourceFactory(owner=owner)
    VersionFileFactory(stored=stored, version=VersionFactory(resource=resource))
    return stored


def test_file_without_preview_is_told_to_its_keeper(post, mailoutbox):
    owner = person(Role.NATIONAL_STAFF)
    mails.tell_file(given(owner))
    assert [to for to, _ in post()] == [owner.email]
    assert "protégé par un mot de passe" in mailoutbox[0].body


def test_file_that_nobody_keeps_is_told_to_the_team(post):
    other = person(Role.NATIONAL_STAFF)
    keeper = UserFactory()
    RoleGrant.objects.create(user=keeper, role=Role.NATIONAL_STAFF, team=RoleGrant.Team.RESOURCES)
    former = UserFactory()
    RoleGrant.objects.create(
        user=former, role=Role.NATIONAL_STAFF, team=RoleGrant.Team.RESOURCES,
        validity=DateRange(date(2020, 1, 1), date(2021, 1, 1)),
    )  # fmt: skip
    mails.tell_file(given())
    assert [to for to, _ in post()] == [keeper.email]
    assert other.email != keeper.email


def test_file_mended_meanwhile_is_not_told(post):
    stored = given(person(Role.NATIONAL_STAFF))
    mails.tell_file(stored)
    stored.state = StoredFile.State.READY
    stored.save()
    assert post() == []


def test_reviews_are_told_in_one_mail_a_week(post, mailoutbox, clock):
    owner = person(Role.NATIONAL_STAFF)
    other = person(Role.REGIONAL_STAFF)
    for title, day in (("Échue", 1), ("Échue aussi", 2), ("Pas encore", 28)):
        ResourceFactory(title=title, owner=owner, review_on=date(2026, 6, day))
    ResourceFactory(title="Remplacée", owner=owner, review_on=date(2026, 6, 1), superseded_by=ResourceFactory())
    ResourceFactory(title="D'une autre", owner=other, review_on=date(2026, 6, 1))
    clock("2026-06-15 07:30")
    remind_reviews()
    remind_reviews()
    assert sorted(post()) == sorted([(owner.email, "2 ressources à revoir"), (other.email, "À revoir : D'une autre")])
    body = next(mail.body for mail in mailoutbox if mail.to == [owner.email])
    assert [title for title in ("Échue", "Échue aussi", "Pas encore", "Remplacée", "D'une autre") if title in body] == [
        "Échue",
        "Échue aussi",
    ]


def test_mail_server_that_refuses_is_asked_again(refusing, mailoutbox, readers):
    old, *_ = readers
    mails.tell_replaced(old)
    first = Mailing.objects.order_by("pk").first()
    with pytest.raises(SMTPException):
        mails.send(first.pk)
    first.refresh_from_db()
    assert (first.sent_at, len(mailoutbox)) == (None, 0)
    assert mails.send(first.pk) is True
    assert mails.send(first.pk) is False
    first.refresh_from_db()
    assert (first.sent_at is not None, len(mailoutbox)) == (True, 1)


def test_task_tries_again_where_the_server_refuses(refusing, mailoutbox, readers):
    mails.tell_replaced(readers[0])
    number = Mailing.objects.order_by("pk").first().pk
    assert send_mailing.apply([number]).state == "SUCCESS"
    assert len(mailoutbox) == 1


def test_mails_that_could_not_leave_are_queued_again(django_capture_on_commit_callbacks, readers):
    mails.tell_replaced(readers[0])
    Mailing.objects.filter(pk=Mailing.objects.order_by("pk").first().pk).update(sent_at=timezone.now())
    with django_capture_on_commit_callbacks() as queued:
        send_digests()
    assert len(queued) == 2


def test_mails_leave_after_the_transaction_only(django_capture_on_commit_callbacks, mailoutbox, readers):
    with django_capture_on_commit_callbacks() as queued:
        mails.tell_replaced(readers[0])
    assert (len(queued), len(mailoutbox)) == (3, 0)


def test_mail_of_an_account_deleted_is_nothing():
    assert mails.send(10**6) is False
