"""The directory: search, filters, export, and how many queries it costs."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from members.filters import DirectoryFilter
from members.models import Aci, Organisation, Role
from tests.factories import (
    AciFactory,
    ContactFactory,
    LabelFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationLabelFactory,
    UserFactory,
    YearlyReturnFactory,
)

pytestmark = pytest.mark.django_db
THIS_YEAR = date.today().year


@pytest.fixture
def directory(client, login):
    def shown(**query):
        return client.get(reverse("members:directory"), query)

    login(Role.BOARD)
    return shown


def names(response) -> list[str]:
    return [line.name for line in response.context["lines"]]


def facet(response, name: str) -> dict[str, int]:
    """The values that a facet offers, and how many have each."""
    found = {facet.name: facet for facet in response.context["facets"]}
    return {choice.code: choice.count for choice in found[name].choices} if name in found else {}


@pytest.mark.parametrize("words", ["Élan", "elan", "ELAN  renn", "35000 élan", "L'Élan"])
def test_search_forgives_accents_and_case(directory, words):
    MembershipFactory(organisation__name="L'Élan vert", year=THIS_YEAR)
    MembershipFactory(organisation__name="Autre chose", year=THIS_YEAR)
    assert names(directory(q=words)) == ["L'Élan vert"]


@pytest.mark.parametrize("words", ["100%", "a_b", "\\", "'", '"', "é" * 100])
def test_search_takes_any_character(directory, words):
    MembershipFactory(year=THIS_YEAR)
    assert names(directory(q=words)) == []


def test_filters_by_year_kind_and_region(directory):
    kept = MembershipFactory(year=2022, kind="sympathiser", organisation__department_id="59")
    MembershipFactory(year=2022, kind="sympathiser")
    MembershipFactory(year=2022, organisation__department_id="59")
    MembershipFactory(year=2021, kind="sympathiser", organisation__department_id="59")
    response = directory(annee=2022, qualite="sympathiser", region="32")
    assert names(response) == [kept.organisation.name]
    assert len(response.context["chips"]) == 2


def test_facets_count_what_is_found(directory):
    MembershipFactory.create_batch(2, year=THIS_YEAR)
    MembershipFactory(year=THIS_YEAR, kind="sympathiser")
    response = directory()
    assert facet(response, "qualite") == {"member": 2, "sympathiser": 1}
    assert facet(response, "region") == {"53": 3}
    assert response.context["total"] == 3


def test_export_holds_exactly_what_is_shown(client, directory):
    MembershipFactory(organisation__name="=Piège", year=THIS_YEAR)
    MembershipFactory(organisation__name="Autre", year=THIS_YEAR)
    response = client.get(reverse("members:directory_export", args=["csv"]), {"q": "piege"})
    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("'=Piège;")


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_do_not_depend_on_rows(directory, rows, django_assert_max_num_queries):
    for _ in range(rows):
        MembershipFactory(year=THIS_YEAR)
    with django_assert_max_num_queries(10):
        assert directory(q="atelier").status_code == 200


def test_the_map_stands_beside_the_list_and_counts_as_it_does(client, directory):
    MembershipFactory(year=THIS_YEAR, organisation__department_id="59")
    MembershipFactory(year=THIS_YEAR, organisation__city="Ailleurs")
    shown = directory(q="ailleurs")
    page = shown.content.decode()
    assert "<title>Bretagne : 1</title>" in page
    assert "<title>Hauts-de-France : 0</title>" in page
    assert shown.context["total"] == len(names(shown)) == 1
    moved = client.get(reverse("members:directory_map"), {"q": "ailleurs"})
    assert (moved.status_code, moved.url) == (302, "/annuaire/?q=ailleurs")


def test_a_closed_organisation_leaves_the_directory_of_members(client, login):
    MembershipFactory(year=THIS_YEAR, organisation__name="Fermée", organisation__closed_on=date(2020, 1, 1))
    MembershipFactory(year=THIS_YEAR, organisation__name="Ouverte")
    for role, seen in {Role.OFFICIAL: ["Ouverte"], Role.BOARD: ["Fermée", "Ouverte"]}.items():
        login(role)
        assert names(client.get(reverse("members:directory"))) == seen


def test_staff_see_their_changes_at_once(client, login):
    login(Role.NATIONAL_STAFF)
    membership = MembershipFactory(year=THIS_YEAR, organisation__name="Avant")
    assert names(client.get(reverse("members:directory"))) == ["Avant"]
    membership.organisation.name = "Après"
    membership.organisation.save()
    assert names(client.get(reverse("members:directory"))) == ["Après"]


def test_what_its_own_people_see_of_an_organisation_is_not_kept_for_others(client, login):
    organisation = MembershipFactory(year=THIS_YEAR).organisation
    ContactFactory(organisation=organisation, full_name="Dominique Secret")
    client.force_login(ContactFactory(organisation=organisation, user=UserFactory()).user)
    assert "Dominique Secret" in client.get(organisation.get_absolute_url()).content.decode()
    for role in (Role.MEMBER, Role.BOARD, Role.OFFICIAL):
        login(role)
        assert "Dominique Secret" not in client.get(organisation.get_absolute_url()).content.decode()
    login(Role.NATIONAL_STAFF)
    assert "Dominique Secret" in client.get(organisation.get_absolute_url()).content.decode()


def test_regional_staff_see_the_inside_of_their_region_only(client, login):
    login(Role.REGIONAL_STAFF, region="53")
    for department, seen in {"35": True, "59": False}.items():
        contact = ContactFactory(organisation__department_id=department, full_name=f"Personne du {department}")
        page = client.get(contact.organisation.get_absolute_url()).content.decode()
        assert (contact.full_name in page) == seen


def test_organisation_page_costs_at_most_fifteen_queries(client, login, django_assert_max_num_queries):
    login(Role.BOARD)
    organisation = OrganisationFactory()
    with django_assert_max_num_queries(15):
        assert client.get(organisation.get_absolute_url()).status_code == 200


def test_the_list_is_sorted_as_asked_and_exported_alike(client, login):
    login(Role.NATIONAL_STAFF)
    for name, city in [("Alpha", "Évry"), ("Beta", "Brest"), ("Gamma", "Évry")]:
        MembershipFactory(organisation__name=name, organisation__city=city, year=2023)
    for order, expected in {"": "ABG", "-nom": "GBA", "commune": "BAG"}.items():
        asked = {"annee": 2023, "tri": order}
        page = client.get(reverse("members:directory"), asked).content.decode()
        assert sorted("ABG", key=lambda first: page.index({"A": "Alpha", "B": "Beta", "G": "Gamma"}[first])) == [
            *expected
        ]
        rows = client.get(reverse("members:directory_export", args=["csv"]), asked).content.decode().splitlines()[1:]
        assert "".join(row[0] for row in rows) == expected


def test_a_search_that_finds_nothing_offers_what_looks_like_it(client, login):
    login(Role.MEMBER)
    MembershipFactory(organisation__name="Le Potager du Val", year=2023)
    page = client.get(reverse("members:directory"), {"annee": 2023, "q": "potagr"}).content.decode()
    assert "Vouliez-vous dire" in page
    assert "Le Potager du Val" in page


def test_a_siret_is_typed_in_groups(client, login):
    login(Role.MEMBER)
    organisation = MembershipFactory(year=2023).organisation
    MembershipFactory(year=2023)
    typed = " ".join([organisation.siret[:3], organisation.siret[3:6], organisation.siret[6:9], organisation.siret[9:]])
    page = client.get(reverse("members:directory"), {"annee": 2023, "q": typed}).content.decode()
    assert page.count('scope="row"') == 1


def test_numbers_that_are_no_siret_stay_words(client, login):
    login(Role.MEMBER)
    MembershipFactory(organisation__name="Essai 55 numéro 3", year=2023)
    page = client.get(reverse("members:directory"), {"annee": 2023, "q": "essai 55 3"}).content.decode()
    assert page.count('scope="row"') == 1


def test_a_wrong_filter_says_so_where_one_looks(client, login):
    login(Role.MEMBER)
    response = client.get(reverse("members:directory"), {"annee": 12}, headers={"HX-Request": "true"})
    assert response.status_code == 400
    assert "Un filtre est incorrect" in response.content.decode()


def test_colleagues_of_a_region_see_the_same_kept_page(client, login):
    own = OrganisationFactory(department_id="59")
    MembershipFactory(organisation=own, year=2023)
    YearlyReturnFactory(organisation=own, insertion_fte=20, insertion_employees=30)
    for works_there in (True, False):
        user = login(Role.REGIONAL_STAFF, region="53")
        if works_there:
            ContactFactory(organisation=own, user=user)
        page = client.get(reverse("members:directory"), {"annee": 2023, "taille": "12-25"}).content.decode()
        assert own.name not in page


def test_an_account_without_a_role_reads_nothing_of_the_network(client, login):
    membership = MembershipFactory(year=2023)
    for role, seen in {Role.MEMBER: True, Role.FORMER: False}.items():
        login(role)
        page = client.get(reverse("members:directory"), {"annee": 2023}).content.decode()
        assert (membership.organisation.name in page) is seen
    assert "plus de rôle" in client.get("/").content.decode()


@pytest.mark.parametrize(("role", "offered"), [(Role.MEMBER, False), (Role.REGIONAL_STAFF, True), (Role.BOARD, True)])
def test_filters_on_workforce_are_for_those_who_read_it(client, login, role, offered):
    login(Role.NATIONAL_STAFF)
    client.get(reverse("members:directory"))
    login(role)
    organisation = MembershipFactory(year=2023, organisation__department_id="59").organisation
    YearlyReturnFactory(organisation=organisation, insertion_fte=90, insertion_employees=100)
    near = MembershipFactory(year=2023, organisation__department_id="35").organisation
    YearlyReturnFactory(organisation=near, insertion_fte=12, insertion_employees=100)
    page = client.get(reverse("members:directory"), {"annee": 2023}).content.decode()
    assert ('name="effectifs"' in page) is ("taille=0-12" in page) is offered
    assert ("taille=70-" in page) is (role == Role.BOARD)
    page = client.get(reverse("members:directory"), {"annee": 2023, "taille": "0-12"}).content.decode()
    assert (organisation.name in page) is not offered


def test_what_waits_in_a_region_opens_what_it_counts(client, login):
    login(Role.REGIONAL_STAFF, region="53")
    year = date.today().year - 1
    for department in ("35", "35", "59"):
        MembershipFactory(year=year, organisation__department_id=department)
    YearlyReturnFactory(organisation=MembershipFactory(year=year).organisation, year=year)
    [todo] = client.get("/").context["todo"]
    assert todo.text.endswith(f"effectifs de {year} : 2")
    assert client.get(todo.url).content.decode().count('scope="row"') == 2


def test_words_find_activities_and_worksites(directory):
    AciFactory(
        organisation=MembershipFactory(year=THIS_YEAR, organisation__name="A").organisation, name="Chantier Élan"
    )
    AciFactory(
        organisation=MembershipFactory(year=THIS_YEAR, organisation__name="B").organisation,
        activity="Maraîchage",
        city="Évron",
    )
    MembershipFactory(year=THIS_YEAR, organisation__name="C", organisation__activities=["Espaces verts", "Vélo"])
    for words, found in {
        "elan": ["A"], "maraichage": ["B"], "EVRON": ["B"], "velo rennes": ["C"], "verts velo": ["C"], "elan velo": [],
    }.items():  # fmt: skip
        assert names(directory(q=words)) == found, words


def test_words_follow_a_worksite_that_changes(directory):
    aci = AciFactory(organisation=MembershipFactory(year=THIS_YEAR).organisation, name="Jardin")
    aci.name = "Verger"
    aci.save()
    assert names(directory(q="jardin")) == []
    assert names(directory(q="verger")) == [aci.organisation.name]
    Aci.objects.all().delete()
    assert names(directory(q="verger", page="1")) == []


def test_words_kept_by_the_database_are_no_change_of_the_record():
    organisation = OrganisationFactory()
    AciFactory(organisation=organisation)
    assert Organisation.objects.get(pk=organisation.pk).found_by
    assert organisation.events.count() == 1


def test_a_search_reads_the_indexes():
    """With the sequential reading set aside, every word is looked for in both trigram indexes."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    plan = Organisation.objects.search("élan").explain()
    assert "organisation_search" in plan
    assert "organisation_more_words" in plan


def test_activities_and_labels_are_chosen_together(directory):
    spaser, esus = LabelFactory(name="SPASER"), LabelFactory(name="ESUS")
    for name, activities, labels in [
        ("A", ["Bois"], [spaser]), ("B", ["Bois", "Vélo"], [spaser, esus]), ("C", ["Vélo"], []), ("D", ["Textile"], []),
    ]:  # fmt: skip
        organisation = MembershipFactory(
            year=THIS_YEAR, organisation__name=name, organisation__activities=activities
        ).organisation
        for label in labels:
            OrganisationLabelFactory(organisation=organisation, label=label)
    OrganisationLabelFactory(organisation=OrganisationFactory(), label=esus, validity=(None, date.today()))
    assert names(directory(activite=["Bois"])) == ["A", "B"]
    response = directory(activite=["Bois", "Textile"])
    assert names(response) == ["A", "B", "D"]
    # A facet is counted without its own choice, the others with it.
    assert facet(response, "activite") == {"Bois": 2, "Vélo": 2, "Textile": 1}
    assert facet(response, "label") == {str(spaser.pk): 2, str(esus.pk): 1}
    assert names(directory(label=[esus.pk])) == ["B"]
    chips = directory(activite=["Bois", "Textile"], label=[spaser.pk, esus.pk]).context["chips"]
    assert [chip["label"] for chip in chips] == [
        "Activité : Bois", "Activité : Textile", "Label : ESUS", "Label : SPASER",
    ]  # fmt: skip
    assert chips[2]["remove_url"] == f"?activite=Bois&activite=Textile&label={spaser.pk}"


def test_a_label_that_ended_counts_in_the_years_that_it_held(directory):
    held = OrganisationLabelFactory(validity=(date(2021, 1, 1), date(2023, 6, 1)))
    for year in (2022, 2023):
        MembershipFactory(organisation=held.organisation, year=year)
    assert names(directory(annee=2022, label=[held.label_id])) == [held.organisation.name]
    assert names(directory(annee=2023, label=[held.label_id])) == []


def test_each_count_is_that_of_the_list_it_opens(client, login):
    login(Role.NATIONAL_STAFF)
    label = LabelFactory()
    for rank, department in enumerate(["35", "35", "29", "59"]):
        organisation = MembershipFactory(
            year=2023, kind="member" if rank else "sympathiser", organisation__department_id=department,
            organisation__activities=["Bois", "Vélo"][: rank % 2 + 1],
        ).organisation  # fmt: skip
        YearlyReturnFactory(organisation=organisation, insertion_fte=[12, 12.01, 50, 71][rank], insertion_employees=99)
        if rank % 2:
            OrganisationLabelFactory(organisation=organisation, label=label)
    address = reverse("members:directory")
    for query in ("?annee=2023", "?annee=2023&region=53", "?annee=2023&activite=Bois&taille=12-25"):
        response = client.get(address + query)
        choices = [choice for facet in response.context["facets"] for choice in facet.choices]
        assert choices
        for choice in choices:
            if not choice.chosen and len(response.wsgi_request.GET.getlist("activite")) == 0:
                assert client.get(address + choice.query).context["total"] == choice.count, (query, choice)


def test_all_filters_are_counted_in_one_query(login, rf, django_assert_num_queries):
    user = login(Role.NATIONAL_STAFF)
    MembershipFactory(year=THIS_YEAR)
    found = DirectoryFilter({"q": "a", "region": "53", "activite": ["x"]}, user=user)
    assert found.form.is_valid()
    with django_assert_num_queries(1):
        total, counts = found.counted()
    assert set(counts) == set(DirectoryFilter.FACETS)


@pytest.mark.parametrize("whole", [False, True])
def test_the_export_has_the_columns_of_the_screen(client, login, whole):
    login(Role.MEMBER)
    MembershipFactory(year=THIS_YEAR, organisation__activities=["Bois"])
    asked = {"colonnes": "toutes"} if whole else {}
    response = client.get(reverse("members:directory"), asked)
    line = response.context["lines"][0]
    header, row, *_ = (
        client.get(reverse("members:directory_export", args=["csv"]), asked).content.decode("utf-8-sig").splitlines()
    )
    assert header.split(";") == [column.header for column in response.context["columns"]]
    assert row.split(";") == [line.name, *(cell for _, cell in line.cells)]
    assert ("SIRET" in header) is whole


@pytest.mark.parametrize(
    "query", ["?region=xx", "?label=abc", "?qualite=x", "?departement=99x", "?activite=" + "x" * 99]
)
def test_a_wrong_facet_is_said(client, login, query):
    login(Role.MEMBER)
    response = client.get(reverse("members:directory") + query)
    assert response.status_code == 400
    assert "Un filtre est incorrect" in response.content.decode()
