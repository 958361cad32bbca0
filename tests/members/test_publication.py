"""What visitors see of an organisation: what it agreed to, and nothing by any other door."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from members.domain.publication import PublicationRefused, publish, show_contact, withdraw
from members.models import Role
from tests.factories import (
    AciFactory,
    ContactFactory,
    LabelFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationLabelFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db
THIS_YEAR = date.today().year
TODAY = date.today()


@pytest.fixture
def shown():
    """A member that publishes its name, town and activities, and its telephone."""
    organisation = MembershipFactory(
        year=THIS_YEAR,
        organisation__name="La Publiée",
        organisation__activities=["Maraîchage"],
        organisation__email="secret@example.org",
        organisation__phone="0299000000",
        organisation__website="https://secret.example.org",
        organisation__address="3 rue Secrète",
        organisation__postcode="35999",
    ).organisation
    publish(organisation, phone=True, on=TODAY)
    organisation.refresh_from_db()
    AciFactory(organisation=organisation, name="Potager secret")
    OrganisationLabelFactory(organisation=organisation, label=LabelFactory(name="Label secret"))
    return organisation


@pytest.fixture
def hidden():
    return MembershipFactory(
        year=THIS_YEAR, organisation__name="La Discrète", organisation__activities=["Broderie"],
        organisation__department_id="59",
    ).organisation  # fmt: skip


def directory(client, **query):
    return client.get(reverse("members:directory"), query)


def names(response) -> list[str]:
    return [line.name for line in response.context["lines"]]


@pytest.fixture(params=[Role.VISITOR, Role.FORMER])
def outsider(request, client, login):
    """Who does not belong to the network, with and without an account."""
    login(request.param)
    return client


def test_outsiders_see_the_published_only(outsider, shown, hidden):
    response = directory(outsider)
    page = response.content.decode()
    assert names(response) == ["La Publiée"]
    assert response.context["total"] == 1
    for word in ("Discrète", "secret", "Secrète", "Broderie", shown.siret, "35999", "Adhérent", "Hauts-de-France : 1"):
        assert word not in page, word
    counts = {facet.name: {c.code: c.count for c in facet.choices} for facet in response.context["facets"]}
    assert counts == {"region": {"53": 1}, "departement": {"35": 1}, "activite": {"Maraîchage": 1}}


@pytest.mark.parametrize("words", ["discrete", "broderie", "potager", "secret", "35999", "secrete", "0299"])
def test_words_do_not_tell_what_is_not_published(outsider, shown, hidden, words):
    response = directory(outsider, q=words)
    assert names(response) == []
    assert response.context["near"] == []
    assert b"Discr" not in response.content


@pytest.mark.parametrize("words", ["publiee", "rennes", "maraichage rennes"])
def test_words_find_what_is_published(outsider, shown, hidden, words):
    assert names(directory(outsider, q=words)) == ["La Publiée"]


@pytest.mark.parametrize(
    "query",
    [{"qualite": "sympathiser"}, {"taille": "0-12"}, {"label": "1"}, {"effectifs": "oui"}, {"annee": THIS_YEAR - 3},
     {"colonnes": "toutes"}, {"annee": "x"}],
)  # fmt: skip
def test_filters_of_the_network_do_nothing_for_outsiders(outsider, shown, hidden, query):
    response = directory(outsider, **query)
    assert names(response) == ["La Publiée"]
    assert "SIRET" not in [column.header for column in response.context["columns"]]


def test_an_export_holds_what_is_shown(outsider, shown, hidden):
    response = outsider.get(reverse("members:directory_export", args=["csv"]))
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines == [
        "Structure;Commune;Département;Région;Activités",
        "La Publiée;Rennes;Ille-et-Vilaine;Bretagne;Maraîchage",
    ]


def test_the_page_and_the_card_tell_what_was_chosen(outsider, shown):
    for address in (shown.get_absolute_url(), reverse("members:organisation_vcard", args=[shown.pk])):
        told = outsider.get(address).content.decode()
        assert "La Publiée" in told
        assert "0299000000" in told
        for word in ("secret", "Secrète", "35999", shown.siret):
            assert word not in told, word


@pytest.mark.parametrize("name", ["organisation", "organisation_vcard"])
def test_what_is_not_published_asks_to_log_in(client, login, hidden, name):
    address = reverse(f"members:{name}", args=[hidden.pk])
    missing = reverse(f"members:{name}", args=[hidden.pk + 1000])
    # The answer does not tell whether it exists.
    for asked in (address, missing):
        assert client.get(asked).url.startswith(reverse("account_login"))
    login(Role.FORMER)
    for asked in (address, missing):
        assert client.get(asked).status_code == 404


def test_what_closes_or_is_withdrawn_leaves_the_public_list(client, shown):
    withdraw(shown)
    assert names(directory(client)) == []
    publish(shown, on=TODAY)
    shown.refresh_from_db()
    shown.closed_on = TODAY
    shown.save()
    assert names(directory(client, q="publiee")) == []
    with pytest.raises(PublicationRefused):
        publish(shown, on=TODAY)


def test_last_years_members_stay_until_the_year_is_called(client):
    for year in (THIS_YEAR - 1, THIS_YEAR - 2):
        organisation = MembershipFactory(year=year, organisation__name=f"De {year}").organisation
        publish(organisation, on=TODAY)
    assert names(directory(client)) == [f"De {THIS_YEAR - 1}"]


def test_who_manages_chooses_for_the_organisation(client):
    organisation = MembershipFactory(year=THIS_YEAR, organisation__website="https://example.org").organisation
    manager = ContactFactory(organisation=organisation, user=UserFactory(), manages=True)
    other = ContactFactory(organisation=organisation, full_name="Zoé Autre")
    client.force_login(manager.user)
    address = reverse("members:publication", args=[organisation.pk])
    assert "Zoé Autre" in client.get(address).content.decode()
    client.post(address, {"published": "on", "website": "on", "contact": [manager.pk, other.pk], "shown": [other.pk]})
    organisation.refresh_from_db()
    assert organisation.published_on == timezone.localdate()
    assert (organisation.shows_website, organisation.shows_email, organisation.shows_phone) == (True, False, False)
    other.refresh_from_db()
    assert (other.shown_to_network, other.chose_alone) == (True, False)
    client.post(address, {"contact": [other.pk]})
    organisation.refresh_from_db()
    other.refresh_from_db()
    assert (organisation.published_on, other.shown_to_network) == (None, False)


def test_who_works_there_chooses_for_oneself_only(client):
    contact = ContactFactory(user=UserFactory(), function="director")
    colleague = ContactFactory(organisation=contact.organisation, full_name="Zoé Autre")
    client.force_login(contact.user)
    address = reverse("members:publication", args=[contact.organisation_id])
    page = client.get(address).content.decode()
    assert "Zoé Autre" not in page
    assert "Montrer la structure à tous" not in page
    client.post(address, {"published": "on", "contact": [contact.pk, colleague.pk], "shown": [colleague.pk]})
    contact.refresh_from_db()
    colleague.refresh_from_db()
    assert (contact.shown_to_network, contact.chose_alone) == (False, True)
    assert colleague.shown_to_network is None
    assert contact.organisation.published_on is None


def test_a_persons_own_refusal_prevails(client):
    contact = ContactFactory(user=UserFactory(), function="director")
    show_contact(contact, shown=False, by=contact.user)
    with pytest.raises(PublicationRefused, match="son choix l'emporte"):
        show_contact(contact, shown=True, by=UserFactory())
    show_contact(contact, shown=True, by=contact.user)
    show_contact(contact, shown=False, by=UserFactory())
    contact.refresh_from_db()
    assert contact.shown_to_network is False


def test_the_network_meets_those_who_represent_and_those_who_agreed(client, login):
    organisation = OrganisationFactory(email="maison@example.org")
    for name, function, choice in [
        ("Prési Dente", "president", None),
        ("Direc Trice", "director", None),
        ("Dis Crète", "director", False),
        ("Compta Ble", "accounts", None),
        ("Forma Trice", "trainer", True),
    ]:
        ContactFactory(
            organisation=organisation, full_name=name, function=function, shown_to_network=choice,
            email="prive@example.org", phone="0611111111",
        )  # fmt: skip
    ContactFactory(organisation=organisation, full_name="Par Tie", function="director", validity=(None, TODAY))
    login(Role.MEMBER)
    page = client.get(organisation.get_absolute_url()).content.decode()
    met = [name for name in ("Prési", "Direc", "Dis ", "Compta", "Forma", "Par Tie") if name in page]
    assert met == ["Prési", "Direc", "Forma"]
    assert "prive@" not in page
    assert "0611" not in page
    cards = {}
    for contact in organisation.contacts.all():
        answer = client.get(reverse("members:contact_vcard", args=[organisation.pk, contact.pk]))
        cards[contact.full_name] = answer.content.decode() if answer.status_code == 200 else answer.status_code
    assert {name for name, card in cards.items() if card == 404} == {"Dis Crète", "Compta Ble", "Par Tie"}
    assert "EMAIL:maison@example.org" in cards["Prési Dente"]
    assert "prive@" not in cards["Prési Dente"]
    client.force_login(person(Role.NATIONAL_STAFF))
    whole = client.get(reverse("members:contact_vcard", args=[organisation.pk, organisation.contacts.first().pk]))
    assert "EMAIL:prive@example.org" in whole.content.decode()


def test_a_card_is_a_vcard_4(client, login):
    organisation = OrganisationFactory(
        name="Élan, bois ; forêt \\ " + "é" * 60, city="Rennes", activities=["Bois, forêt", "Vélo"]
    )
    login(Role.MEMBER)
    response = client.get(reverse("members:organisation_vcard", args=[organisation.pk]))
    assert response["Content-Type"].startswith("text/vcard")
    text = response.content.decode()
    assert text.startswith("BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:org\r\n")
    assert text.endswith("END:VCARD\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    lines = text.replace("\r\n ", "").split("\r\n")
    assert "FN:Élan\\, bois \\; forêt \\\\ " + "é" * 60 in lines
    assert "ADR:;;;Rennes;;35000;France" in lines
    assert "CATEGORIES:Bois\\, forêt,Vélo" in lines
