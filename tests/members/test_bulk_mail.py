"""Searches kept and mails written to their people: who receives, what they read, and never twice."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.domain import outbox
from members.domain.people.bounces import mark_bounced
from members.domain.people.mail_choices import choose
from members.domain.quality import bulk_mail
from members.domain.quality.refusals import AlreadySent, NobodyToWriteTo, NotAllowed, Refused, UnknownVariable
from members.domain.quality.searches import keep_search
from members.models import BulkMail, Contact, Mail, Organisation, Role, SavedSearch
from reporting import jobs
from reporting.models import Job
from tests.factories import ContactFactory, MembershipFactory, OrganisationFactory, UserFactory, person, year_range
from tests.reporting.helpers import at_once

pytestmark = pytest.mark.django_db
ORGANISATIONS = reverse("admin:members_organisation_changelist")
CONTACTS = reverse("admin:members_contact_changelist")
SAVE = reverse("members:save_search")
WRITE = reverse("members:write_bulk_mail")


@pytest.fixture
def by():
    return person(Role.NATIONAL_STAFF)


def draft(by, **fields) -> BulkMail:
    text = "Bonjour {{ prénom_nom }} de {{structure}}"
    fields = {"listed": "organisation", "subject": "Rencontre à {{ commune }}", "text": text} | fields
    return bulk_mail.write_draft(BulkMail(**fields), by=by)


def everybody(mail: BulkMail):
    return bulk_mail.recipients_of(mail, Organisation.objects.all())


def sent(mail: BulkMail, by) -> BulkMail:
    bulk_mail.confirm(mail, everybody(mail), by=by)
    jobs.run(Job.objects.latest("created_at").pk)
    mail.refresh_from_db()
    return mail


def test_who_cannot_or_will_not_receive_is_left_out_with_the_reason(by):
    organisation = OrganisationFactory()
    ContactFactory(organisation=organisation, email="a@example.org")
    ContactFactory(organisation=organisation, email="A@example.org", full_name="Zoé")
    ContactFactory(organisation=organisation)
    ContactFactory(organisation=organisation, email="parti@example.org")
    mark_bounced("parti@example.org", by=by)
    ContactFactory(organisation=organisation, email="non@example.org")
    choose("news", wants=False, origin="link", email="non@example.org")
    ContactFactory(organisation=organisation, email="b@example.org", user=(stopped := UserFactory()))
    choose("news", wants=False, origin="page", user=stopped)
    ContactFactory(organisation=organisation, email="ancien@example.org", validity=year_range(2020))
    found = everybody(draft(by))
    assert [one.email for one in found.contacts] == ["a@example.org"]
    assert found.left_out == {
        bulk_mail.NO_ADDRESS: 1,
        bulk_mail.BOUNCED: 1,
        bulk_mail.STOPPED: 2,
        bulk_mail.TWICE: 1,
    }
    needed = everybody(draft(by, kind="meeting"))
    assert {one.email for one in needed.contacts} == {"a@example.org", "non@example.org", "b@example.org"}


def test_functions_narrow_the_people(by):
    organisation = OrganisationFactory()
    for function in ("director", "trainer", "hr"):
        ContactFactory(organisation=organisation, email=f"{function}@example.org", function=function)
    found = everybody(draft(by, functions=["trainer", "hr"]))
    assert {one.function for one in found.contacts} == {"trainer", "hr"}


def test_recipients_cost_the_same_for_many(by, django_assert_max_num_queries):
    ContactFactory.create_batch(12, email="x@example.org")
    mail = draft(by)
    with django_assert_max_num_queries(4):
        everybody(mail)


def test_variables_are_a_closed_list_and_never_read_twice(by):
    contact = ContactFactory(full_name="{{ structure }} {% now %}", organisation__name="Les Jardins")
    assert (
        bulk_mail.fill_in("À {{prénom_nom}} / {{  structure }}", contact) == "À {{ structure }} {% now %} / Les Jardins"
    )
    with pytest.raises(UnknownVariable, match="mot_de_passe"):
        draft(by, text="{{ mot_de_passe }}")
    with pytest.raises(UnknownVariable):
        draft(by, subject="{{ organisation.contacts.all }}")


def test_a_text_goes_once_to_each_and_a_second_run_sends_nothing(by, mailoutbox):
    organisation = OrganisationFactory(name="Les Jardins", city="Rennes")
    ContactFactory(organisation=organisation, full_name="Lou", email="lou@example.org")
    ContactFactory(organisation=organisation, full_name="Max", email="max@example.org")
    ContactFactory(organisation=organisation)
    mail = sent(draft(by), by)
    assert (mail.state, mail.left_out) == ("done", {"sans adresse": 1})
    bulk_mail.send_all(mail.pk, lambda *_: None)
    letters = bulk_mail.mails_of(mail)
    assert letters.count() == 2
    letter = letters.get(to="lou@example.org")
    assert (letter.subject, letter.body) == ("Rencontre à Rennes", "Bonjour Lou de Les Jardins")
    assert letter.organisation == organisation
    outbox.send(letter.pk)
    assert "List-Unsubscribe" in mailoutbox[0].extra_headers
    assert bulk_mail.fates_of(mail) == [("waiting", "en attente", 1), ("sent", "parti", 1)]


def test_who_has_left_between_confirming_and_sending_receives_nothing(by):
    ContactFactory(email="lou@example.org")
    gone = ContactFactory(email="max@example.org")
    mail = draft(by)
    bulk_mail.confirm(mail, everybody(mail), by=by)
    Contact.objects.filter(pk=gone.pk).update(validity=year_range(2020))
    jobs.run(Job.objects.get().pk)
    assert bulk_mail.mails_of(mail).get().to == "lou@example.org"


def test_a_text_that_left_is_not_written_again(by):
    ContactFactory(email="lou@example.org")
    mail = sent(draft(by), by)
    with pytest.raises(AlreadySent):
        bulk_mail.write_draft(mail, by=by)
    with pytest.raises(AlreadySent):
        bulk_mail.confirm(mail, everybody(mail), by=by)


def test_nobody_to_write_to_is_said(by):
    mail = draft(by)
    with pytest.raises(NobodyToWriteTo):
        bulk_mail.confirm(mail, everybody(mail), by=by)


def test_others_do_not_write(by):
    member = person(Role.MEMBER)
    with pytest.raises(NotAllowed):
        draft(member)
    with pytest.raises(NotAllowed):
        bulk_mail.confirm(draft(by), everybody(draft(by)), by=member)
    with pytest.raises(NotAllowed):
        keep_search(by=member, name="x", listed="contact", query="")


def test_confirmed_twice_at_once_it_leaves_once(committed):
    by = person(Role.NATIONAL_STAFF)
    ContactFactory(email="lou@example.org")
    mail = draft(by)
    recipients = everybody(mail)

    def run():
        try:
            return bulk_mail.confirm(mail, recipients, by=by) and "done"
        except Refused as refusal:
            return type(refusal).__name__

    assert sorted(at_once(2, run)) == ["AlreadySent", "done"]
    assert Job.objects.count() == 1


def test_staff_go_from_a_search_to_what_became_of_the_mails(client, staff, mailoutbox):
    near = MembershipFactory(year=timezone.localdate().year).organisation
    ContactFactory(organisation=near, full_name="Lou", email="lou@example.org")
    ContactFactory(full_name="Max", email="max@example.org", organisation__department_id="59")
    query = "department__region__code__exact=53"
    listed = client.get(f"{ORGANISATIONS}?{query}").content.decode()
    assert f"{WRITE}?listed=organisation&amp;query=department__region__code__exact%3D53" in listed
    address = f"{WRITE}?listed=organisation&query={query.replace('=', '%3D')}"
    assert len(client.get(address).context["recipients"].contacts) == 1
    typed = {"kind": "news", "subject": "Pour {{ prénom_nom }}", "text": "{{ région }}", "action": "save"}
    page = client.post(address, typed).url
    html = client.get(page).content.decode()
    assert "Tel que Lou le recevrait" in html
    assert "Pour Lou" in html
    assert "Bretagne" in html
    client.post(page, typed | {"action": "test"})
    assert Mail.objects.get().to == staff.email
    client.post(page, typed | {"action": "confirm"})
    jobs.run(Job.objects.get().pk)
    letter = bulk_mail.mails_of(BulkMail.objects.get()).get()
    assert letter.to == "lou@example.org"
    assert "En attente : 1" in client.get(page).content.decode()
    part = client.get(page, headers={"HX-Request": "true"}).content.decode()
    assert "<h1>" not in part
    assert 'hx-trigger="every 3s"' in part
    outbox.send(letter.pk)
    assert "hx-trigger" not in client.get(page).content.decode()
    rows = client.get(reverse("members:bulk_mail_export", args=[BulkMail.objects.get().pk, "csv"])).content.decode()
    assert f"lou@example.org;{near.name};parti" in rows


def test_what_was_typed_comes_back_with_the_refusal(client, staff):
    typed = {"kind": "news", "subject": "Un objet", "text": "{{ inconnu }}", "action": "save"}
    response = client.post(f"{WRITE}?listed=contact", typed)
    assert response.status_code == 400
    assert "n&#x27;existent pas : inconnu" in response.content.decode()
    assert "Un objet" in response.content.decode()
    assert not BulkMail.objects.exists()


def test_an_address_that_makes_no_sense_finds_nobody(client, staff):
    ContactFactory(email="lou@example.org")
    page = client.get(f"{WRITE}?listed=contact&query=rien__du__tout%3D1")
    assert page.context["recipients"].contacts == []


def test_a_search_is_kept_shared_and_forgotten_by_its_owner(client, staff):
    search = {"name": "Bretons", "listed": "contact", "query": "function__exact=hr&p=3&q=lou", "shared": "on"}
    assert client.post(SAVE, search).url == f"{CONTACTS}?function__exact=hr&q=lou"
    client.post(SAVE, search | {"query": "function__exact=director"})
    kept = SavedSearch.objects.get()
    assert kept.query == "function__exact=director"
    colleague = Client()
    colleague.force_login(person(Role.NATIONAL_STAFF))
    assert "Bretons" in colleague.get(CONTACTS).content.decode()
    assert "Bretons" not in colleague.get(ORGANISATIONS).content.decode()
    forget = reverse("members:forget_search", args=[kept.pk])
    assert colleague.post(forget).status_code == 403
    SavedSearch.objects.update(shared=False)
    assert "Bretons" not in colleague.get(CONTACTS).content.decode()
    assert colleague.post(forget).status_code == 404
    client.post(forget)
    assert not SavedSearch.objects.exists()


def test_staff_note_an_address_from_the_list_of_contacts(client, staff):
    contact = ContactFactory(email="Lou@example.org")
    ContactFactory(email="max@example.org")
    for action, count in (("note_bounced", 1), ("note_works_again", 0)):
        client.post(CONTACTS, {"action": action, "_selected_action": [contact.pk]})
        assert client.get(CONTACTS, {"recoit": "non"}).context["cl"].result_count == count
    assert client.get(CONTACTS, {"recoit": "oui"}).context["cl"].result_count == 2
