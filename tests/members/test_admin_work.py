"""What staff do in the admin: write down an organisation, invite a person, and find who changed what."""

import re
from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from config import celery_app
from members.models import Membership, Organisation, Role, RoleGrant, User
from reporting.french import period
from tests.factories import (
    AciFactory,
    ContactFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    person,
    siren,
    siret,
    year_range,
)
from tests.html_forms import change_page, refusals_of, saved_again

pytestmark = pytest.mark.django_db

ADD = reverse("admin:members_organisation_add")
INVITE = reverse("admin:members_user_add")
WRONG_SIRET = f"{siren(1)}00000"
FIELDS = {"name": "Les Jardins", "siren": siren(1), "siret": siret(siren(1)), "legal_form": "9220", "department": "35"}
NO_ROWS = {
    f"{inline}-{count}_FORMS": 0
    for inline in ("acis", "returns", "memberships", "contacts", "establishments", "labels")
    for count in ("TOTAL", "INITIAL")
}
PASSWORD = "un-mot-de-passe-bien-long"


def history_of(client, record) -> list:
    return client.get(reverse(f"admin:members_{record._meta.model_name}_history", args=[record.pk])).context["versions"]


def errors_of(response) -> dict:
    return response.context["adminform"].form.errors


def test_an_organisation_is_written_down_with_what_it_carries(client, staff):
    rows = {
        "acis-TOTAL_FORMS": 1,
        "acis-0-name": "Potager",
        "acis-0-department": "35",
        "returns-TOTAL_FORMS": 1,
        "returns-0-year": 2023,
        "returns-0-insertion_fte": "12.50",
        "returns-0-insertion_employees": 30,
        "memberships-TOTAL_FORMS": 1,
        "memberships-0-year": 2023,
        "memberships-0-kind": "member",
        "memberships-0-state": "valid",
        "memberships-0-region": "53",
        "memberships-0-validity_0": "01/01/2023",
        "memberships-0-validity_1": "31/12/2023",
    }
    assert refusals_of(client.post(ADD, FIELDS | NO_ROWS | rows)) == []
    organisation = Organisation.objects.get()
    assert [aci.name for aci in organisation.acis.all()] == ["Potager"]
    assert [str(declared.insertion_fte) for declared in organisation.returns.all()] == ["12.50"]
    assert Membership.objects.get().validity.upper == date(2024, 1, 1)


def test_a_row_is_added_beside_those_that_stand(client, staff):
    organisation = AciFactory(name="Atelier vélo").organisation
    rows = {"returns-TOTAL_FORMS": 1, "returns-0-year": 2023, "returns-0-organisation": organisation.pk}
    assert saved_again(client, organisation, **rows).status_code == 302
    assert organisation.returns.get().year == 2023
    assert organisation.acis.get().name == "Atelier vélo"


def test_a_contact_without_dates_is_for_ever(client, staff):
    organisation = OrganisationFactory()
    row = {"contacts-TOTAL_FORMS": 1, "contacts-0-full_name": "Zoé Étienne", "contacts-0-function": "director",
           "contacts-0-validity_0": "", "contacts-0-validity_1": ""}  # fmt: skip
    assert refusals_of(saved_again(client, organisation, **row)) == []
    assert organisation.contacts.valid_on(date.today()).get().full_name == "Zoé Étienne"


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"siren": "123456789"}, {"siren": ["Ce SIREN n'existe pas : sa clé de contrôle est fausse."]}),
        ({"siren": "1234"}, {"siren": ["Un SIREN compte neuf chiffres."]}),
        ({"siret": "12"}, {"siret": ["Un SIRET compte quatorze chiffres."]}),
        ({"siret": siret(siren(2))}, {"__all__": ["Le SIRET doit commencer par le SIREN de la structure."]}),
    ],
)
def test_a_wrong_number_is_refused_in_french(client, staff, fields, refusal):
    errors = errors_of(client.post(ADD, FIELDS | NO_ROWS | fields))
    assert {name: errors[name] for name in refusal} == refusal
    assert not Organisation.objects.exists()


def test_a_number_that_is_taken_is_refused(client, staff):
    OrganisationFactory(siren=siren(1), siret=siret(siren(1)))
    response = client.post(ADD, FIELDS | NO_ROWS)
    assert errors_of(response) == {
        "siren": ["Une structure a déjà ce SIREN."],
        "siret": ["Une structure a déjà ce SIRET."],
    }


def test_staff_may_confirm_a_siret_whose_key_is_wrong(client, staff):
    fields = FIELDS | NO_ROWS | {"siret": WRONG_SIRET}
    response = client.post(ADD, fields)
    assert "cochez « SIRET vérifié »" in errors_of(response)["siret"][0]
    assert not Organisation.objects.exists()
    assert client.post(ADD, fields | {"siret_confirmed": "on"}).status_code == 302
    assert Organisation.objects.get().siret == WRONG_SIRET


def test_the_history_tells_who_changed_what(committed, client, staff):
    organisation = OrganisationFactory(name="Avant", city="Rennes")
    assert saved_again(client, organisation, name="Après", department="59").status_code == 302
    change, creation = history_of(client, organisation)
    assert (change.what, change.who, change.where) == ("modification", "Camille Exemple", change_page(organisation))
    assert [(c.field, c.before, c.after) for c in change.changes] == [
        ("nom", "Avant", "Après"),
        ("département", "Ille-et-Vilaine", "Nord"),
    ]
    assert (creation.what, creation.who) == ("création", "")
    page = client.get(reverse("admin:members_organisation_history", args=[organisation.pk])).content.decode()
    assert "Nom : Avant → Après" in page


def test_versions_of_one_transaction_are_shown_newest_first(client, staff):
    organisation = OrganisationFactory(city="Rennes")
    Organisation.objects.filter(pk=organisation.pk).update(city="Brest")
    assert [(c.before, c.after) for c in history_of(client, organisation)[0].changes] == [("Rennes", "Brest")]


def test_a_contact_beside_an_organisation_leaves_its_history(client, staff):
    contact = ContactFactory(full_name="Avant", validity=("2023-01-01", None))
    assert saved_again(client, contact.organisation, **{"contacts-0-full_name": "Après"}).status_code == 302
    assert list(contact.events.order_by("pgh_id").values_list("full_name", flat=True)) == ["Avant", "Après"]
    assert contact.events.last().pgh_context.metadata["user"] == staff.pk


def test_the_history_of_an_organisation_tells_of_its_tabs(committed, client, staff):
    contact = ContactFactory(full_name="Avant")
    saved_again(client, contact.organisation, **{"contacts-0-full_name": "Après"})
    change, *made = history_of(client, contact.organisation)
    assert (change.of, [(c.field, c.before, c.after) for c in change.changes]) == (
        "contact",
        [("nom complet", "Avant", "Après")],
    )
    assert ("contact", "création") in [(version.of, version.what) for version in made]
    assert "Avant" in [c.after for version in made for c in version.changes]


def test_the_history_says_lists_in_words(client, staff):
    organisation = OrganisationFactory(activities=["Vélo"])
    Organisation.objects.update(activities=["Textile", "Vélo"])
    [change] = history_of(client, organisation)[0].changes
    assert (change.before, change.after) == ("Vélo", "Textile, Vélo")


def test_the_history_says_choices_and_periods_in_words(client, staff):
    membership = MembershipFactory(year=2023)
    Membership.objects.update(state=Membership.State.RESIGNED, validity=year_range(2024), region="32")
    changes = {change.field: (change.before, change.after) for change in history_of(client, membership)[0].changes}
    assert changes == {
        "état": ("valide", "démissionnaire"),
        "validité": (period(year_range(2023)), period(year_range(2024))),
        "région de rattachement": ("Bretagne", "Hauts-de-France"),
    }


def test_the_history_keeps_the_address_that_the_proxy_saw(committed, client, staff, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client.defaults["HTTP_X_FORWARDED_FOR"] = "203.0.113.7, 198.51.100.9"
    organisation = OrganisationFactory()
    saved_again(client, organisation, name="Après")
    assert organisation.events.last().pgh_context.metadata["address"] == "198.51.100.9"


def test_a_former_address_opens_the_account_no_longer(client, staff, mailoutbox):
    user = UserFactory(email="avant@example.org")
    EmailAddress.objects.create(user=user, email="autre@example.org", verified=True)
    assert saved_again(client, user, email="Apres@Example.org").status_code == 302
    user.refresh_from_db()
    assert user.email == "apres@example.org"
    client.logout()
    for email in ("avant@example.org", "autre@example.org"):
        client.post(reverse("account_reset_password"), {"email": email})
    assert not [
        mail
        for mail in mailoutbox
        if "account/password/reset/key" in mail.body or "/compte/password/reset/key" in mail.body
    ]


def test_a_person_changes_their_address_and_keeps_the_former_until_it_is_confirmed(client, login, mailoutbox):
    user = login(Role.BOARD)
    former = user.email
    client.post(reverse("account_email"), {"email": "Nouvelle@example.org", "action_add": ""})
    user.refresh_from_db()
    assert user.email == former
    link = re.search(r"https?://[^/]+(/compte/confirm-email/\S+)", mailoutbox[0].body)[1]
    client.post(link)
    user.refresh_from_db()
    assert user.email == "nouvelle@example.org"
    assert [*user.emailaddress_set.values_list("email", flat=True)] == ["nouvelle@example.org"]


@pytest.fixture
def invite(client, staff):
    """Open the account of a person; the mail leaves once it is committed, here without a worker."""
    celery_app.conf.task_always_eager = True

    def send(email: str):
        rows = {"role_grants-TOTAL_FORMS": 0, "role_grants-INITIAL_FORMS": 0}
        return client.post(INVITE, {"email": email, "full_name": "Zoé Étienne"} | rows)

    yield send
    celery_app.conf.task_always_eager = False


def test_who_is_invited_chooses_a_password_by_mail(committed, client, invite, mailoutbox):
    assert invite("Zoe@Example.org").status_code == 302
    mail = mailoutbox[0]
    assert (len(mailoutbox), mail.to) == (1, ["zoe@example.org"])
    assert not User.objects.get(email="zoe@example.org").has_usable_password()
    client.logout()
    form = client.get(re.search(r"https?://[^/]+(/\S+)", mail.body)[1], follow=True)
    chosen = {"password1": PASSWORD, "password2": PASSWORD}
    client.post(form.redirect_chain[-1][0], chosen)
    client.logout()
    client.post(reverse("account_login"), {"login": "zoe@example.org", "password": PASSWORD})
    assert client.get("/").wsgi_request.user.email == "zoe@example.org"


def test_the_link_of_an_invitation_serves_once(committed, client, invite, mailoutbox):
    invite("zoe@example.org")
    client.logout()
    address = re.search(r"https?://[^/]+(/\S+)", mailoutbox[0].body)[1]
    form = client.get(address, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    client.logout()
    assert client.get(address, follow=True).context["token_fail"]


@pytest.mark.parametrize("email", ["deja@example.org", "DEJA@example.org", "pas une adresse"])
def test_an_address_is_invited_once(invite, mailoutbox, email):
    UserFactory(email="deja@example.org")
    assert errors_of(invite(email))["email"]
    assert mailoutbox == []


def test_nobody_signs_up_alone(client, mailoutbox):
    address = reverse("account_signup")
    assert "sur invitation" in client.get(address).content.decode()
    client.post(address, {"email": "intrus@example.org", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.exists()
    assert mailoutbox == []


def test_a_role_is_given_without_dates_on_the_page_of_an_account(client, staff):
    user = UserFactory()
    row = {"role_grants-TOTAL_FORMS": 1, "role_grants-0-role": "board", "role_grants-0-user": user.pk,
           "role_grants-0-validity_0": "", "role_grants-0-validity_1": ""}  # fmt: skip
    assert refusals_of(saved_again(client, user, **row)) == []
    assert User.objects.get(pk=user.pk).is_board


def test_staff_make_no_administrator_of_the_portal(client, staff):
    user = UserFactory()
    rights = {"is_superuser": "on", "user_permissions": ["1"]}
    assert saved_again(client, user, **rights).status_code == 302
    user.refresh_from_db()
    assert not user.is_superuser
    assert not user.user_permissions.exists()


def test_staff_do_not_take_the_account_of_an_administrator(client, staff):
    administrator = UserFactory(email="ada@example.org", is_superuser=True)
    before = administrator.password
    client.post(
        reverse("admin:auth_user_password_change", args=[administrator.pk]),
        {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD},
    )
    saved_again(client, administrator, email="a-moi@example.org")
    administrator.refresh_from_db()
    assert (administrator.email, administrator.password) == ("ada@example.org", before)


def test_the_role_alone_opens_what_the_pages_offer(client):
    client.force_login(person(Role.NATIONAL_STAFF))
    page = client.get(OrganisationFactory().get_absolute_url())
    offered = re.findall(r'href="(/admin/members/organisation/[^"]+)"', page.content.decode())
    assert {address: client.get(address).status_code for address in offered} == dict.fromkeys(offered, 200)
    assert offered
    assert RoleGrant.objects.get().role == Role.NATIONAL_STAFF


def test_the_invitation_says_who_invites_and_how_to_log_in(committed, invite, mailoutbox):
    invite("zoe@example.org")
    assert mailoutbox[0].subject == "Votre accès au portail CHANTIER école"
    assert "zoe@example.org" in mailoutbox[0].body


def test_who_has_no_password_yet_is_invited_again(committed, client, invite, mailoutbox):
    invite("zoe@example.org")
    known = UserFactory()
    known.set_password(PASSWORD)
    known.save()
    asked = {"action": "invite_again", "_selected_action": [User.objects.get(email="zoe@example.org").pk, known.pk]}
    client.post(reverse("admin:members_user_changelist"), asked)
    assert [mail.to for mail in mailoutbox] == [["zoe@example.org"]] * 2
