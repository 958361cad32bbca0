"""Programmes and the catalogue on paper: tagged, with all that the law asks, sections in order, kept until something changes."""

import io
from decimal import Decimal

import pikepdf
import pypdfium2
import pytest
from django.urls import reverse

from tests.factories.training import (
    CourseThemeFactory,
    CourseVersionFactory,
    SessionFactory,
    TrainingBodyFactory,
)

pytestmark = pytest.mark.django_db


def words(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    return " ".join(text.replace("\xa0", " ").split())


def paper(client, name, *args) -> bytes:
    answer = client.get(reverse(f"training:{name}", args=args))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return answer.content


def test_the_programme_of_a_course_says_all_and_is_tagged(client):
    TrainingBodyFactory(disability_contact="Léa Martin", qualiopi_number="2023-1")
    version = CourseVersionFactory(title="Tutorat", means="Une salle.", price_group=Decimal(1100))
    session = SessionFactory(version=version)
    content = paper(client, "course_programme", version.course.slug)
    text = words(content)
    for said in (
        "Tutorat", "version 1", "Repérer une situation à risque", "Encadrants techniques.", "Aucun.",
        "Premier jour : les bases.", "Exposés et mises en situation.", "Une salle.", "Mise en situation en fin",
        "Deux semaines.", "Léa Martin", "400,00 €", "600,00 €", "1 100,00 €", "14 heures, 2 jours", "Rennes",
        "enregistrée sous le numéro 11750000000", "ne vaut pas agrément", "Qualiopi", version.course.get_absolute_url(),
    ):  # fmt: skip
        assert said in text, said
    assert str(session.starts_on.year) in text
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "fr"
        assert str(pdf.docinfo["/Title"]) == "Programme : Tutorat"


def test_an_old_version_on_paper_names_no_session_of_today(client):
    old = CourseVersionFactory(title="Tutorat")
    CourseVersionFactory(course=old.course, number=2, title="Tutorat")
    SessionFactory(version=old)
    assert "Prochaines sessions" not in words(paper(client, "version_programme", old.course.slug, 1))
    assert "Prochaines sessions" in words(paper(client, "course_programme", old.course.slug))


def test_the_catalogue_has_its_courses_by_theme_after_a_table_of_contents(client):
    TrainingBodyFactory()
    second, first = CourseThemeFactory(name="Métiers", order=2), CourseThemeFactory(name="Santé", order=1)
    for theme, title in ((second, "Tutorat"), (first, "Secourir"), (first, "Alerter")):
        SessionFactory(version=CourseVersionFactory(course__theme=theme, title=title))
    CourseVersionFactory(course__state="archived", title="Retirée")
    content = paper(client, "catalogue_paper")
    text = words(content)
    contents = text[text.index("Sommaire") :][:400]
    order = [contents.index(word) for word in ("Santé", "Alerter", "Secourir", "Métiers", "Tutorat")]
    assert order == sorted(order)
    assert "Retirée" not in text
    assert text.count("Prochaines sessions") == 3
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root][-3:] == ["Alerter", "Secourir", "Tutorat"]


def test_the_catalogue_on_paper_is_made_again_once_something_changes(client, django_assert_max_num_queries):
    version = CourseVersionFactory(title="Tutorat")
    paper(client, "catalogue_paper")
    with django_assert_max_num_queries(5):
        paper(client, "catalogue_paper")
    session = SessionFactory(version=version, city="Quimper")
    assert "Quimper" in words(paper(client, "catalogue_paper"))
    session.state = "cancelled"
    session.call_off_reason = "Trop peu d'inscrits."
    session.save()
    assert "Quimper" not in words(paper(client, "catalogue_paper"))


def test_an_empty_catalogue_on_paper_says_so(client):
    assert "Aucune formation n'est au catalogue" in words(paper(client, "catalogue_paper"))
