"""The people of an organisation: inviting, changing, leaving, and who may."""

import re
import threading
from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members.domain import outbox
from members.domain.people import colleagues
from members.domain.people.invitation import LINK
from members.domain.people.refusals import (
    AlreadyIn,
    AlreadyThere,
    ClosedAccount,
    LastManager,
    NoLonger,
    NotAllowed,
    Refused,
    TooMany,
)
from members.models import BouncedAddress, Contact, Mail, Role, RoleGrant, User
from tests.factories import ContactFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
TRAINER = Contact.Function.TRAINER


@pytest.fixture
def manager():
    """Alice manages the organisation, and is alone to do so."""
    return ContactFactory(
        user=UserFactory(full_name="Alice Atelier"), full_name="Alice Atelier", manages=True, function="director"
    )


def invited(manager: Contact, **values) -> Contact:
    values = {"full_name": "Bilal Bois", "email": "bilal@example.org", "function": TRAINER} | values
    return colleagues.invite_colleague(manager.organisation, by=manager.user, **values)


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def page_of(organisation) -> str:
    return reverse("members:people", args=[organisation.pk])


def action_on(contact: Contact) -> str:
    return reverse("members:colleague", args=[contact.organisation_id, contact.pk])


def test_a_manager_invites_and_the_person_comes_in(client, manager, mailoutbox):
    client.force_login(manager.user)
    typed = {"full_name": "Bilal Bois", "email": "Bilal@Example.org", "function": TRAINER, "contact": ""}
    assert client.post(page_of(manager.organisation), typed).status_code == 302
    contact = Contact.objects.get(full_name="Bilal Bois")
    assert (contact.user.email, contact.email, contact.manages) == ("bilal@example.org", "bilal@example.org", False)
    assert contact.validity.lower == timezone.localdate()
    letter = Mail.objects.get()
    assert (letter.kind, letter.to, letter.organisation) == (Mail.Kind.COLLEAGUE, contact.email, contact.organisation)
    assert LINK in letter.body
    assert outbox.send(letter.pk)
    link = re.search(r"http://localhost:8000(/compte/password/reset/key/\S+)", mailoutbox[0].body)[1]
    newcomer = Client()
    page = newcomer.get(link, follow=True)
    password = "un-mot-de-passe-bien-long"
    newcomer.post(page.request["PATH_INFO"], {"password1": password, "password2": password})
    assert again(contact.user).check_password(password)
    assert again(contact.user).organisation_ids == {manager.organisation_id}


def test_the_link_that_opens_an_account_is_not_kept(manager, mailoutbox):
    invited(manager)
    outbox.send(Mail.objects.get().pk)
    assert "/password/reset/key/" in mailoutbox[0].body
    assert "/password/reset/key/" not in Mail.objects.get().body


def test_an_account_that_exists_serves_whatever_its_capitals(manager, mailoutbox):
    known = UserFactory(email="bilal@example.org", full_name="Bilal B.", last_login=timezone.now())
    other = ContactFactory(user=known)
    contact = invited(manager, email="BILAL@example.org")
    assert contact.user == known
    assert again(known).full_name == "Bilal B."
    assert again(known).organisation_ids == {other.organisation_id, manager.organisation_id}
    outbox.send(Mail.objects.get().pk)
    assert "/password/" not in mailoutbox[0].body
    assert "/ma-structure/" in mailoutbox[0].body


def test_somebody_known_without_account_receives_one(manager):
    known = ContactFactory(organisation=manager.organisation, full_name="Bilal Bois", function="hr")
    assert invited(manager, contact=known).pk == known.pk
    known.refresh_from_db()
    assert (known.user.email, known.function) == ("bilal@example.org", TRAINER)


def test_a_person_is_not_invited_twice(manager):
    invited(manager)
    with pytest.raises(AlreadyThere, match="Bilal Bois"):
        invited(manager, email="BILAL@example.org")
    assert Mail.objects.count() == 1


def test_a_closed_account_is_not_opened_by_an_invitation(manager):
    UserFactory(email="bilal@example.org", is_active=False)
    with pytest.raises(ClosedAccount):
        invited(manager)


def test_invitations_have_a_limit_a_day(manager, monkeypatch):
    monkeypatch.setattr(colleagues, "INVITATIONS_A_DAY", 1)
    contact = invited(manager)
    with pytest.raises(TooMany):
        invited(manager, email="autre@example.org")
    with pytest.raises(TooMany):
        colleagues.resend(contact, by=manager.user)
    assert not User.objects.filter(email="autre@example.org").exists()


def test_an_invitation_is_sent_again_until_the_person_comes(manager):
    contact = invited(manager)
    colleagues.resend(contact, by=manager.user)
    assert Mail.objects.filter(to=contact.email).count() == 2
    User.objects.filter(pk=contact.user_id).update(last_login=timezone.now())
    with pytest.raises(AlreadyIn):
        colleagues.resend(contact, by=manager.user)


def test_leaving_closes_the_access_and_the_sessions_at_once(client, manager, django_capture_on_commit_callbacks):
    contact = invited(manager)
    second = ContactFactory(organisation=manager.organisation, user=contact.user, function="hr")
    gone, stays = Client(), Client()
    gone.force_login(contact.user)
    stays.force_login(manager.user)
    client.force_login(manager.user)
    assert gone.get(page_of(manager.organisation)).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        client.post(action_on(contact), {"action": "remove"})
    assert gone.get(page_of(manager.organisation)).url.startswith("/compte/login")
    assert stays.get(page_of(manager.organisation)).status_code == 200
    for one in (contact, second):
        one.refresh_from_db()
        assert one.validity.upper == timezone.localdate()
        assert not one.validity.isempty
    assert Session.objects.count() == 2


def test_who_has_another_role_keeps_their_session(manager, django_capture_on_commit_callbacks):
    contact = invited(manager)
    RoleGrant.objects.create(user=contact.user, role=Role.BOARD)
    browser = Client()
    browser.force_login(contact.user)
    with django_capture_on_commit_callbacks(execute=True):
        colleagues.remove_colleague(contact, by=manager.user)
    assert browser.get(page_of(manager.organisation)).status_code == 403


def test_a_function_that_began_long_ago_keeps_its_first_day(manager):
    since = date(2020, 1, 1)
    contact = ContactFactory(organisation=manager.organisation, validity=(since, None))
    colleagues.remove_colleague(contact, by=manager.user)
    contact.refresh_from_db()
    assert (contact.validity.lower, contact.validity.upper) == (since, timezone.localdate())
    with pytest.raises(NoLonger):
        colleagues.remove_colleague(contact, by=manager.user)


def test_the_last_manager_stays_until_another_is_named(manager):
    contact = invited(manager)
    ContactFactory(organisation=manager.organisation, manages=True)  # without an account, nobody manages
    closed = ContactFactory(organisation=manager.organisation, manages=True, user=UserFactory(is_active=False))
    assert closed.manages
    for attempt in (
        lambda: colleagues.remove_colleague(manager, by=manager.user),
        lambda: colleagues.change_colleague(manager, by=manager.user, function="director", manages=False),
    ):
        with pytest.raises(LastManager):
            attempt()
        manager.refresh_from_db()
        assert (manager.manages, manager.validity.upper) == (True, None)
    colleagues.change_colleague(contact, by=manager.user, function=TRAINER, manages=True)
    colleagues.remove_colleague(manager, by=manager.user)
    assert again(manager.user).roles == frozenset()


def test_anybody_may_leave_but_not_remove(manager):
    contact, other = invited(manager), invited(manager, email="chloe@example.org", full_name="Chloé Clou")
    with pytest.raises(NotAllowed):
        colleagues.remove_colleague(other, by=contact.user)
    with pytest.raises(NotAllowed):
        colleagues.change_colleague(contact, by=contact.user, function=TRAINER, manages=True)
    assert colleagues.remove_colleague(contact, by=contact.user) == [contact]


def test_who_leaves_by_the_page_is_sent_home(client, manager, django_capture_on_commit_callbacks):
    contact = invited(manager)
    client.force_login(contact.user)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(action_on(contact), {"action": "remove"})
    assert response.url == "/"
    assert "ne fait plus partie" in client.get("/").content.decode()
    assert not Session.objects.exists()


def test_national_staff_do_the_same_and_may_leave_nobody(staff, client, manager):
    client.post(action_on(manager), {"action": "remove"})
    assert again(manager.user).organisation_ids == frozenset()
    typed = {"full_name": "Bilal", "email": "bilal@example.org", "function": TRAINER, "manages": "on", "contact": ""}
    client.post(page_of(manager.organisation), typed)
    assert User.objects.get(email="bilal@example.org").managed_ids == {manager.organisation_id}


def test_managing_one_organisation_gives_nothing_in_another(client, manager):
    elsewhere = ContactFactory(user=UserFactory(), manages=True)
    client.force_login(manager.user)
    assert client.get(page_of(elsewhere.organisation)).status_code == 403
    assert client.post(action_on(elsewhere), {"action": "remove"}).status_code == 403
    mixed = reverse("members:colleague", args=[manager.organisation_id, elsewhere.pk])
    assert client.post(mixed, {"action": "remove"}).status_code == 404
    with pytest.raises(NotAllowed):
        colleagues.remove_colleague(elsewhere, by=manager.user)
    elsewhere.refresh_from_db()
    assert elsewhere.validity.upper is None


def test_a_simple_colleague_reads_and_sees_no_button(client, manager):
    contact = invited(manager)
    client.force_login(contact.user)
    html = client.get(page_of(manager.organisation)).content.decode()
    assert "Alice Atelier" in html
    assert "Inviter" not in html
    assert 'value="change"' not in html
    assert client.post(page_of(manager.organisation), {"full_name": "x"}).status_code == 403
    assert client.post(action_on(manager), {"action": "remove"}).status_code == 403


def test_the_page_says_where_access_stands_and_tells_no_visit(client, manager):
    User.objects.filter(pk=manager.user_id).update(last_login=timezone.now() - timedelta(days=400))
    invited(manager)
    ContactFactory(organisation=manager.organisation, full_name="Zoé", email="zoe@example.org")
    BouncedAddress.objects.create(email="zoe@example.org", since=timezone.now())
    client.force_login(manager.user)
    response = client.get(page_of(manager.organisation))
    told = {row["contact"].full_name: row["access"] for row in response.context["rows"]}
    assert told == {"Alice Atelier": "accès ouvert", "Bilal Bois": "invitation envoyée", "Zoé": "sans accès"}
    html = response.content.decode()
    assert html.count("adresse qui ne reçoit plus") == 1
    assert str(timezone.localdate().year - 1) not in html


def test_what_was_typed_comes_back_with_the_refusal(client, manager):
    client.force_login(manager.user)
    typed = {"full_name": "Bilal Bois", "email": manager.user.email, "function": TRAINER, "contact": ""}
    response = client.post(page_of(manager.organisation), typed)
    assert response.status_code == 400
    assert "fait déjà partie" in response.content.decode()
    assert response.context["form"]["full_name"].value() == "Bilal Bois"


def test_my_organisation_leads_to_the_only_one_or_lets_choose(client, manager):
    client.force_login(manager.user)
    address = reverse("members:my_organisation")
    assert client.get(address).url == page_of(manager.organisation)
    second = ContactFactory(user=manager.user, organisation=OrganisationFactory(name="Le Second"))
    html = client.get(address).content.decode()
    assert page_of(manager.organisation) in html
    assert page_of(second.organisation) in html
    client.force_login(UserFactory())
    assert "aucune structure" in client.get(address).content.decode()


@pytest.mark.parametrize("count", [1, 8])
def test_the_page_costs_the_same_for_many(client, staff, count):
    contact = ContactFactory(user=UserFactory())
    for _ in range(count):
        ContactFactory(organisation=contact.organisation, user=UserFactory())
    client.get(page_of(contact.organisation))
    with CaptureQueriesContext(connection) as queries:
        assert len(client.get(page_of(contact.organisation)).context["rows"]) == count + 1
    assert len(queries) <= 5


def at_once(*actions) -> list[str]:
    """Run actions at the same time, each with its own connection; "done" or the name of what refused."""
    ready, outcomes = threading.Barrier(len(actions)), []

    def run(action):
        ready.wait()
        try:
            action()
            outcomes.append("done")
        except Refused as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[action]) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_two_managers_who_remove_each_other_leave_one(committed):
    alice = ContactFactory(user=UserFactory(), manages=True)
    bilal = ContactFactory(organisation=alice.organisation, user=UserFactory(), manages=True)
    outcomes = at_once(
        lambda: colleagues.remove_colleague(alice, by=bilal.user),
        lambda: colleagues.remove_colleague(bilal, by=alice.user),
    )
    assert outcomes == ["NotAllowed", "done"]
    today = timezone.localdate()
    assert alice.organisation.contacts.valid_on(today).filter(manages=True).count() == 1


def test_two_managers_who_leave_at_once_leave_one(committed):
    alice = ContactFactory(user=UserFactory(), manages=True)
    bilal = ContactFactory(organisation=alice.organisation, user=UserFactory(), manages=True)
    outcomes = at_once(
        lambda: colleagues.remove_colleague(alice, by=alice.user),
        lambda: colleagues.remove_colleague(bilal, by=bilal.user),
    )
    assert outcomes == ["LastManager", "done"]


def test_an_address_invited_twice_at_once_is_one_colleague(committed):
    alice = ContactFactory(user=UserFactory(), manages=True)
    elsewhere = ContactFactory(user=UserFactory(), manages=True)
    assert at_once(lambda: invited(alice), lambda: invited(alice), lambda: invited(elsewhere)) == [
        "AlreadyThere",
        "done",
        "done",
    ]
    assert User.objects.filter(email="bilal@example.org").count() == 1
    assert Mail.objects.count() == 2
