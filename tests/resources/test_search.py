"""What is found, in what order, and by whom."""

import pytest

from resources.domain.index import index_resources, rebuild_vocabulary
from resources.domain.search import Asked, near_titles, search, synonyms_changed
from resources.models import Audience, Resource, SynonymGroup, Word
from tests.factories import (
    ResourceFactory,
    StoredFileFactory,
    ThemeFactory,
    VersionFactory,
    VersionFileFactory,
)

pytestmark = pytest.mark.django_db


def resource(title: str, *, text: str = "", **fields) -> Resource:
    """A published resource, with a file that says `text`."""
    fields = {"audience": Audience.PUBLIC, "notice_audience": Audience.PUBLIC} | fields
    made = ResourceFactory(title=title, **fields)
    if text:
        VersionFileFactory(version=VersionFactory(resource=made), stored=StoredFileFactory(text=text))
    index_resources([made.pk])
    return made


def titles(text: str, *, step=Audience.PUBLIC, **asked) -> list[str]:
    return [found.title for found in search(Asked(text, **asked), step=step).found]


def same(*terms: str) -> None:
    SynonymGroup.objects.create(terms=list(terms))
    synonyms_changed()


@pytest.mark.parametrize(
    "typed",
    ["convention agréée", "conventions agréées", "CONVENTION", "agreee", "agréé", "agreees", "conv", "convention agr"],
)
def test_a_word_is_found_in_all_its_forms(typed):
    resource("La convention agréée")
    resource("Le dialogue de gestion")
    assert titles(typed) == ["La convention agréée"]


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("convantion", "convention"),
        ("conventoin", "convention"),
        ("acompagnement", "accompagnement"),
        ("accompagnemant", "accompagnement"),
        ("formtaion", "formation"),
    ],
)
def test_a_typing_mistake_is_mended_and_said(typed, better):
    resource("Convention et accompagnement en formation")
    found = search(Asked(typed), step=Audience.PUBLIC)
    assert [one.title for one in found.found] == ["Convention et accompagnement en formation"]
    assert found.corrections == [(typed, better)]


def test_words_taken_as_typed_are_not_mended():
    resource("La convention")
    assert titles("convantion", exact=True) == []


def test_a_mistake_in_an_acronym_is_mended():
    same("CIP", "conseiller en insertion professionnelle")
    resource("Le métier de conseiller en insertion professionnelle")
    assert titles("CPI") == ["Le métier de conseiller en insertion professionnelle"]


@pytest.mark.parametrize(
    "typed", ["ACI", "aci", "ateliers et chantiers d'insertion", "atelier et chantier d’insertion"]
)
def test_an_acronym_and_what_it_stands_for_are_the_same(typed):
    same("ACI", "atelier et chantier d'insertion")
    resource("Piloter un ACI")
    resource("Ouvrir un atelier et chantier d'insertion")
    resource("L'atelier vélo")
    assert set(titles(typed)) == {"Piloter un ACI", "Ouvrir un atelier et chantier d'insertion"}


def test_a_synonym_counts_once_changed():
    resource("Le document unique")
    assert titles("DUERP") == []
    same("DUERP", "document unique")
    assert titles("duerp") == ["Le document unique"]


def test_a_word_inside_a_file_is_found_with_its_passage_and_page():
    resource("Le contrat de travail", text="Première page.\fLa clause de lissage des heures est facultative.")
    found = search(Asked("lissages"), step=Audience.PUBLIC).found[0]
    assert found.title == "Le contrat de travail"
    assert "<mark>lissage</mark> des heures" in found.passage.html
    assert found.passage.page == 2


def test_a_passage_is_escaped():
    resource("Le contrat", text="avant <script>alert(1)</script> lissage <b>après</b> la fin du texte")
    passage = search(Asked("lissage"), step=Audience.PUBLIC).found[0].passage
    assert "&lt;script&gt;" in passage.html
    assert "<script>" not in passage.html


def test_words_may_stand_apart_in_notice_and_file():
    resource("Guide du tuteur", text="Comment évaluer les compétences acquises en situation de travail.")
    resource("Guide de la mobilité", text="Un vélo, un permis, un covoiturage.")
    assert titles("tuteur compétence") == ["Guide du tuteur"]


def test_quotes_ask_for_words_side_by_side():
    resource("Le dialogue de gestion")
    resource("Gestion du temps et dialogue social")
    assert titles('"dialogue de gestion"') == ["Le dialogue de gestion"]
    assert len(titles("dialogue gestion")) == 2


def test_a_minus_sign_leaves_out():
    resource("Contrat de travail")
    resource("Contrat de ville")
    assert titles("contrat -ville") == ["Contrat de travail"]


def test_a_question_finds_what_it_is_about():
    resource("Renouveler sa convention")
    assert titles("Comment renouveler une convention ?") == ["Renouveler sa convention"]


def test_some_of_the_words_are_better_than_nothing():
    resource("Mobilité et permis de conduire")
    found = search(Asked("mobilité interplanétaire"), step=Audience.PUBLIC)
    assert found.some_words
    assert [one.title for one in found.found] == ["Mobilité et permis de conduire"]


def test_the_title_comes_before_the_summary_and_the_file():
    resource("Fiche sur les horaires", text="Il y est question de mobilité, de mobilité et encore de mobilité.")
    resource("Un recueil", summary="Tout sur la mobilité.")
    resource("La mobilité")
    assert titles("mobilité") == ["La mobilité", "Un recueil", "Fiche sur les horaires"]


def test_of_two_alike_the_newer_comes_first():
    resource("Barème des aides, ancien", issued_on="2012-01-01")
    resource("Barème des aides, nouveau", issued_on="2026-01-01")
    assert titles("barème aides") == ["Barème des aides, nouveau", "Barème des aides, ancien"]


def test_what_was_replaced_comes_last():
    new = resource("Barème des aides", issued_on="2013-01-01")
    resource("Le barème des aides", superseded_by=new, issued_on="2012-01-01")
    assert titles("barème aides") == ["Barème des aides", "Le barème des aides"]


def test_facets_count_under_the_other_filters():
    wide = ThemeFactory()
    narrow = ThemeFactory(parent=wide)
    resource("Un guide", themes=[narrow])
    resource("Un autre guide", themes=[wide])
    resource("Une étude", kind=Resource.Kind.STUDY, themes=[narrow])
    found = search(Asked(kind="guide"), step=Audience.PUBLIC)
    assert found.total == 2
    assert found.facets["kind"] == {"guide": 2, "study": 1}
    assert found.facets["theme"] == {str(wide.pk): 2, str(narrow.pk): 1}
    assert titles("", theme=str(narrow.pk), order="titre") == ["Un guide", "Une étude"]


@pytest.mark.parametrize("step", Audience)
def test_a_notice_is_found_from_its_step_upwards(step):
    resource("Note interne", notice_audience=Audience.MEMBERS, audience=Audience.MEMBERS)
    expected = ["Note interne"] if step >= Audience.MEMBERS else []
    assert titles("interne", step=step) == expected
    assert titles("", step=step) == expected


@pytest.mark.parametrize("step", Audience)
def test_what_a_file_says_is_found_by_who_may_open_it(step):
    resource("Note sur les salaires", text="Le secret des cordonniers.", audience=Audience.MEMBERS)
    opened = step >= Audience.MEMBERS
    assert titles("cordonniers", step=step) == (["Note sur les salaires"] if opened else [])
    found = search(Asked("salaires"), step=step).found[0]
    assert found.title == "Note sur les salaires"
    assert [one.passage is not None for one in search(Asked("salaires secret"), step=step).found] == (
        [True] if opened else [False]
    )


def test_corrections_and_completions_do_not_tell_what_one_may_not_read():
    resource("Note sur les salaires", text="Le secret des cordonniers.", audience=Audience.MEMBERS)
    for typed in ("cordoniers", "cordonn"):
        found = search(Asked(typed), step=Audience.NETWORK)
        assert (found.total, found.corrections) == (0, [])
        assert search(Asked(typed), step=Audience.MEMBERS).total == 1


def test_words_that_become_more_private_are_forgotten():
    note = resource("Le secret des cordonniers")
    Resource.objects.filter(pk=note.pk).update(notice_audience=Audience.STAFF, audience=Audience.STAFF)
    index_resources([note.pk])
    rebuild_vocabulary()
    assert set(Word.objects.values_list("level", flat=True)) == {Audience.STAFF}
    assert search(Asked("cordoniers"), step=Audience.MEMBERS).corrections == []


def test_what_is_archived_is_not_found():
    note = resource("Le vieux guide")
    note.archive()
    note.save()
    index_resources([note.pk])
    assert titles("vieux") == []


def test_near_titles_help_where_nothing_is_found():
    resource("Plan de développement des compétences")
    assert [title for _, title in near_titles("developement des compétance", step=Audience.PUBLIC)] == [
        "Plan de développement des compétences"
    ]
    assert near_titles("zygomatique", step=Audience.PUBLIC) == []


@pytest.mark.parametrize(
    "typed", ["'", '"', "\\", "a' | 'b", "!()&|:*<->", "%_%", "''''", "de la", "😀", "--", "-", "ʼn", "½", "x" * 300]
)
def test_strange_words_find_nothing_and_break_nothing(typed):
    resource("La convention")
    assert search(Asked(typed), step=Audience.STAFF).total == 0


def test_a_text_of_distinct_long_words_is_indexed_in_part():
    """PostgreSQL refuses a vector above a megabyte."""
    text = " ".join(f"mot{number:06d}{'abcdefgh' * 6}" for number in range(9000))
    resource("Le lexique", text=text)
    assert titles("lexique") == ["Le lexique"]


def test_a_search_costs_the_same_whatever_is_found(django_assert_num_queries):
    same("ACI", "atelier et chantier d'insertion")
    resource("La convention")
    search(Asked("aci"), step=Audience.PUBLIC)
    for number in (1, 3):
        with django_assert_num_queries(2):
            assert search(Asked("convention"), step=Audience.PUBLIC).total == number
        if number == 1:
            resource("La convention socle")
            resource("La convention collective")
