"""What an organisation changes of its record, what it asks, and what staff decide."""

import pytest
from django.urls import reverse

from config.desk import todo_of
from members.domain.people import corrections
from members.domain.people.refusals import AlreadyAsked, AlreadyDecided, Invalid, NoReason, NotAllowed, ToConfirm
from members.models import ChangeRequest, Establishment, Mail, Organisation, Role
from tests.factories import (
    ChangeRequestFactory,
    ContactFactory,
    OrganisationFactory,
    UserFactory,
    person,
    siren,
    siret,
)
from tests.members.test_people import at_once

pytestmark = pytest.mark.django_db
QUEUE = reverse("members:correction_queue")
State = ChangeRequest.State


@pytest.fixture
def manager():
    organisation = OrganisationFactory(name="Les Jardins", siren=siren(500), siret=siret(siren(500)), address="1 rue A")
    return ContactFactory(user=UserFactory(full_name="Alice"), manages=True, organisation=organisation)


@pytest.fixture
def decider():
    return person(Role.NATIONAL_STAFF)


def page_of(contact) -> str:
    return reverse("members:corrections", args=[contact.organisation_id])


def asked(manager, **values) -> ChangeRequest:
    current = corrections.legal_data(manager.organisation)
    return corrections.ask_correction(manager.organisation, by=manager.user, reason="Erreur", **current | values)


def typed_details(**values) -> dict:
    return {"phone": "", "email": "", "website": "", "activities": "", "action": "details"} | values


def test_a_manager_asks_and_nothing_changes_yet(client, manager):
    client.force_login(manager.user)
    current = corrections.legal_data(manager.organisation)
    typed = current | {"name": "Les Vergers", "reason": "Nouveau nom", "action": "ask"}
    assert client.post(page_of(manager), typed).status_code == 302
    request = ChangeRequest.objects.get()
    assert (request.old, request.new) == ({"name": "Les Jardins"}, {"name": "Les Vergers"})
    assert Organisation.objects.get().name == "Les Jardins"
    assert "Les Vergers" in client.get(page_of(manager)).content.decode()


@pytest.mark.parametrize(
    ("values", "told"),
    [({}, "Rien ne change"), ({"postcode": "350"}, "cinq chiffres"), ({"siret": "12"}, "quatorze chiffres")],
)
def test_what_cannot_be_asked_is_said_and_kept(client, manager, values, told):
    client.force_login(manager.user)
    typed = corrections.legal_data(manager.organisation) | {"reason": "Ma raison", "action": "ask"} | values
    response = client.post(page_of(manager), typed)
    assert response.status_code == 400
    assert told in response.content.decode()
    assert response.context["form"]["reason"].value() == "Ma raison"
    assert not ChangeRequest.objects.exists()


def test_the_siren_of_another_cannot_be_asked(manager):
    other = OrganisationFactory()
    with pytest.raises(Invalid, match="déjà ce SIRET"):
        asked(manager, siret=other.siret)


def test_one_request_waits_at_a_time_and_may_be_withdrawn(manager):
    first = asked(manager, name="Les Vergers")
    with pytest.raises(AlreadyAsked):
        asked(manager, name="Les Potagers")
    corrections.withdraw(first, by=manager.user)
    assert asked(manager, name="Les Potagers").state == State.ASKED


def test_accepting_writes_the_data_its_territories_and_its_seat(manager, decider):
    organisation = manager.organisation
    seat = Establishment.objects.create(
        organisation=organisation, siret=organisation.siret, kind="seat", department=organisation.department,
        address="1 rue A", name="Enseigne",
    )  # fmt: skip
    new = siret(organisation.siren, 7)
    request = asked(manager, siret=new, address="2 rue B", postcode="29200", city="Brest")
    corrections.accept(request, by=decider, note="C'est fait.")
    organisation.refresh_from_db()
    seat.refresh_from_db()
    assert (organisation.siret, organisation.city, organisation.department_id) == (new, "Brest", "29")
    assert organisation.commune_id == "29019"
    assert (seat.siret, seat.address, seat.name, seat.department_id) == (new, "2 rue B", "Enseigne", "29")
    letter = Mail.objects.get()
    assert (letter.to, letter.subject) == (manager.user.email, "Correction acceptée : Les Jardins")
    assert "C'est fait." in letter.body
    assert "« 1 rue A » → « 2 rue B »" in letter.body


def test_data_that_moved_meanwhile_is_looked_at_before(manager, decider):
    request = asked(manager, name="Les Vergers")
    Organisation.objects.update(name="Les Serres")
    with pytest.raises(ToConfirm, match="Les Serres"):
        corrections.accept(request, by=decider)
    corrections.accept(request, by=decider, confirmed=True)
    assert Organisation.objects.get().name == "Les Vergers"


@pytest.mark.parametrize(
    ("number", "told"),
    [(f"{siren(500)}00000", "clé de contrôle"), (siret(siren(501)), "succession")],
)
def test_a_doubtful_siret_is_looked_at_before(manager, decider, number, told):
    request = asked(manager, siret=number)
    with pytest.raises(ToConfirm, match=told):
        corrections.accept(request, by=decider)
    corrections.accept(request, by=decider, confirmed=True)
    kept = Organisation.objects.get()
    assert (kept.siret, kept.siren) == (number, number[:9])


def test_a_siret_taken_meanwhile_is_refused_even_confirmed(manager, decider):
    number = siret(siren(501))
    request = asked(manager, siret=number)
    OrganisationFactory(siren=siren(501), siret=number)
    with pytest.raises(Invalid, match="déjà ce SIRET"):
        corrections.accept(request, by=decider, confirmed=True)
    request.refresh_from_db()
    assert request.state == State.ASKED


def test_a_refusal_says_why(manager, decider):
    request = asked(manager, name="Les Vergers")
    with pytest.raises(NoReason):
        corrections.refuse(request, by=decider, note=" ")
    corrections.refuse(request, by=decider, note="Le greffe dit autre chose.")
    assert "Le greffe dit autre chose." in Mail.objects.get().body
    with pytest.raises(AlreadyDecided, match="refusée"):
        corrections.accept(request, by=decider)
    assert Organisation.objects.get().name == "Les Jardins"


@pytest.mark.parametrize("role", [Role.MEMBER, Role.REGIONAL_STAFF, Role.BOARD])
def test_others_do_not_decide(manager, role):
    request = asked(manager, name="Les Vergers")
    with pytest.raises(NotAllowed):
        corrections.accept(request, by=person(role))
    with pytest.raises(NotAllowed):
        corrections.accept(request, by=manager.user)


def test_a_colleague_who_does_not_manage_asks_nothing(client, manager):
    colleague = ContactFactory(organisation=manager.organisation, user=UserFactory())
    client.force_login(colleague.user)
    assert client.get(page_of(manager)).status_code == 403
    with pytest.raises(NotAllowed):
        corrections.ask_correction(manager.organisation, by=colleague.user, reason="x", name="Y")


def test_staff_decide_on_the_page_which_says_what_to_look_at(client, staff, manager):
    request = asked(manager, name="Les Vergers")
    assert [one.url for one in todo_of(staff) if "Corrections" in one.text] == [QUEUE]
    Organisation.objects.update(name="Les Serres")
    address = reverse("members:decide_correction", args=[request.pk])
    response = client.post(address, {"accept": "", "note": "Merci"})
    assert response.status_code == 409
    html = response.content.decode()
    assert "Les Serres" in html
    assert ">Merci</textarea>" in html
    client.post(address, {"accept": "", "note": "Merci", "confirmed": "on"})
    assert Organisation.objects.get().name == "Les Vergers"
    assert "Aucune correction" in client.get(QUEUE).content.decode()


def test_of_two_who_decide_at_once_one_is_heard(committed, manager, decider):
    request = asked(manager, name="Les Vergers")
    outcomes = at_once(
        lambda: corrections.accept(request, by=decider),
        lambda: corrections.refuse(request, by=decider, note="Non"),
    )
    assert outcomes == ["AlreadyDecided", "done"]
    assert Mail.objects.count() == 1


def test_withdrawn_while_accepted_is_one_or_the_other(committed, manager, decider):
    request = asked(manager, name="Les Vergers")
    outcomes = at_once(
        lambda: corrections.accept(request, by=decider), lambda: corrections.withdraw(request, by=manager.user)
    )
    assert outcomes == ["AlreadyDecided", "done"]


def test_details_are_changed_at_once(client, manager):
    client.force_login(manager.user)
    form = client.get(page_of(manager)).context["details_form"]
    typed = typed_details(phone="0299", activities="Textile\n textile  d'art\n\nTextile", seen=form["seen"].value())
    assert client.post(page_of(manager), typed).status_code == 302
    kept = Organisation.objects.get()
    assert (kept.phone, kept.activities) == ("0299", ["Textile", "textile d'art"])


def test_two_people_who_change_the_same_thing_see_both(client, manager):
    client.force_login(manager.user)
    seen = client.get(page_of(manager)).context["details_form"]["seen"].value()
    Organisation.objects.update(phone="0111", website="https://example.org")
    response = client.post(page_of(manager), typed_details(phone="0222", activities="Textile", seen=seen))
    assert response.status_code == 409
    assert response.context["differences"] == [{"label": "Téléphone", "typed": "0222", "kept": "0111"}]
    kept = Organisation.objects.get()
    assert (kept.phone, kept.activities) == ("0111", [])
    again = response.context["details_form"]
    assert (again["phone"].value(), again["activities"].value()) == ("0222", "Textile")
    answer = typed_details(
        phone="0222", activities="Textile", website="https://example.org", seen=again["seen"].value()
    )
    assert client.post(page_of(manager), answer).status_code == 302
    kept.refresh_from_db()
    assert (kept.phone, kept.website, kept.activities) == ("0222", "https://example.org", ["Textile"])


def test_what_another_changed_elsewhere_stands(client, manager):
    client.force_login(manager.user)
    seen = client.get(page_of(manager)).context["details_form"]["seen"].value()
    Organisation.objects.update(website="https://example.org")
    assert client.post(page_of(manager), typed_details(phone="0222", seen=seen)).status_code == 302
    kept = Organisation.objects.get()
    assert (kept.phone, kept.website) == ("0222", "https://example.org")


def test_nobody_pretends_to_have_read_something_else(client, manager):
    client.force_login(manager.user)
    response = client.post(page_of(manager), typed_details(phone="0222", seen='{"phone": ""}'))
    assert response.status_code == 400
    assert Organisation.objects.get().phone == ""


def test_a_request_of_another_organisation_is_not_withdrawn(client, manager):
    other = ChangeRequestFactory()
    client.force_login(manager.user)
    assert client.post(page_of(manager), {"action": "withdraw", "request": other.pk}).status_code == 404
    other.refresh_from_db()
    assert other.state == State.ASKED


@pytest.mark.parametrize("count", [1, 5])
def test_the_queue_costs_the_same_for_many(client, staff, count, django_assert_max_num_queries):
    ChangeRequestFactory.create_batch(count, asked_by=UserFactory())
    client.get(QUEUE)
    with django_assert_max_num_queries(5):
        assert len(client.get(QUEUE).context["rows"]) == count
