"""Courses and their programmes: written, checked against the law, published, kept, withdrawn and put back."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse

from members.domain.moves import NotAllowed, Refused, WrongState
from members.models import Role
from tests.factories import UserFactory, person
from tests.factories.training import (
    CourseFactory,
    CourseInterestFactory,
    CourseThemeFactory,
    CourseVersionFactory,
    SessionFactory,
    TrainingBodyFactory,
)
from tests.members.waiting import until_somebody_waits
from tests.training.people import team_member
from training.domain.catalogue import courses, versions
from training.models import Course, CourseVersion

FACTS = {
    "title": "Tutorat", "objectives": ["Accueillir"], "prerequisites": "Aucun.", "audience": "Tuteurs.",
    "content": "Un jour.", "methods": "Exposé.", "assessment": "Grille.", "access_delay": "Deux semaines.",
    "accessibility": "Oui.", "contact": "Jean", "hours": Decimal(7), "price_member": Decimal(100),
    "price_public": Decimal(200),
}  # fmt: skip


def draft_course(**facts):
    course = CourseFactory(state="draft")
    return course, versions.save_draft(course, by=None, **FACTS | facts)


@pytest.mark.django_db
def test_a_course_gets_an_address_of_its_own_that_stays():
    facts = {"theme": CourseThemeFactory(), "title": "Être tuteur"}
    first = courses.create_course(by=None, code="T1", **facts)
    second = courses.create_course(by=None, code="T2", **facts)
    assert (first.slug, second.slug) == ("etre-tuteur", "etre-tuteur-2")
    assert courses.edit_course(first, by=None, title="Autre").slug == "etre-tuteur"
    with pytest.raises(ValidationError):
        courses.create_course(by=None, code="T1", **facts)


@pytest.mark.django_db
def test_a_programme_that_says_all_is_published_and_its_course_with_it():
    course, draft = draft_course()
    user = team_member()
    published = versions.publish(draft, by=user)
    course.refresh_from_db()
    assert (course.state, course.title) == ("published", "Tutorat")
    assert published.published_by == user
    assert published.published_at


@pytest.mark.django_db
@pytest.mark.parametrize("name", versions.REQUIRED)
def test_a_programme_that_lacks_what_the_law_asks_is_not_published(name):
    course, draft = draft_course(**{name: [] if name == "objectives" else "  "})
    label = CourseVersion._meta.get_field(name).verbose_name
    with pytest.raises(versions.Incomplete, match=f"(?i){label}"):
        versions.publish(draft, by=None)
    course.refresh_from_db()
    assert course.state == "draft"


@pytest.mark.django_db
def test_the_address_of_the_training_body_stands_for_a_contact():
    TrainingBodyFactory()
    _, draft = draft_course(contact="")
    assert versions.publish(draft, by=None).published_at


@pytest.mark.django_db
def test_a_next_version_begins_as_the_last_and_says_what_changes():
    course, draft = draft_course()
    versions.publish(draft, by=None)
    second = versions.new_version(course, by=None)
    assert (second.number, second.content, second.published_at) == (2, "Un jour.", None)
    assert versions.new_version(course, by=None) == second
    with pytest.raises(versions.Incomplete, match="Ce qui change"):
        versions.publish(second, by=None)
    second = versions.save_draft(course, by=None, price_member=Decimal(120), change_note="Prix revu")
    versions.publish(second, by=None)
    assert [(change.label, change.before, change.after) for change in versions.changes(draft, second)] == [
        ("prix pour un adhérent (€ HT par personne)", "100,00\xa0€", "120,00\xa0€")
    ]


@pytest.mark.django_db
def test_a_published_programme_is_not_written_nor_published_nor_deleted_again():
    course, draft = draft_course()
    first = versions.publish(draft, by=None)
    written = versions.save_draft(course, by=None, **FACTS | {"content": "Autre."})
    assert written.pk != first.pk
    first.refresh_from_db()
    assert first.content == "Un jour."
    with pytest.raises(WrongState, match="déjà publié"):
        versions.publish(first, by=None)
    with pytest.raises(WrongState, match="ne se supprime pas"):
        versions.discard(first, by=None)


@pytest.mark.django_db
def test_a_session_keeps_the_version_it_was_sold_with(client):
    course, draft = draft_course()
    session = SessionFactory(version=versions.publish(draft, by=None))
    versions.save_draft(course, by=None, **FACTS | {"content": "Autre contenu.", "change_note": "Contenu"})
    versions.publish(versions.draft_of(course), by=None)
    session.refresh_from_db()
    assert session.version.content == "Un jour."
    page = client.get(session.get_absolute_url()).content.decode()
    assert reverse("training:course_version", args=[course.slug, 1]) in page


@pytest.mark.django_db
def test_a_publication_is_undone_while_nobody_was_sold_it():
    course, draft = draft_course()
    first = versions.publish(draft, by=None)
    assert versions.unpublish(first, by=None).published_at is None
    course.refresh_from_db()
    assert course.state == "draft"
    versions.publish(first, by=None)
    SessionFactory(version=first)
    with pytest.raises(Refused, match="Des sessions sont vendues"):
        versions.unpublish(first, by=None)
    second = versions.save_draft(course, by=None, **FACTS | {"title": "Tutorat 2", "change_note": "Titre"})
    with pytest.raises(Refused, match="version suivante"):
        versions.unpublish(first, by=None)
    versions.publish(second, by=None)
    with pytest.raises(Refused, match="dernière version"):
        versions.unpublish(first, by=None)
    versions.unpublish(second, by=None)
    course.refresh_from_db()
    assert (course.state, course.title) == ("published", "Tutorat")


@pytest.mark.django_db
def test_a_course_is_withdrawn_and_put_back():
    version = CourseVersionFactory()
    assert courses.archive_course(version.course, by=None).state == "archived"
    with pytest.raises(WrongState, match="retirée du catalogue"):
        courses.archive_course(version.course, by=None)
    assert courses.restore_course(version.course, by=None).state == "published"
    with pytest.raises(WrongState):
        courses.restore_course(version.course, by=None)
    with pytest.raises(Refused, match="programme publié"):
        courses.restore_course(CourseFactory(state="archived"), by=None)


@pytest.mark.django_db
def test_nobody_but_the_team_writes():
    course, draft = draft_course()
    acts = [
        lambda by: courses.create_course(by=by, title="X"),
        lambda by: courses.edit_course(course, by=by, title="X"),
        lambda by: courses.archive_course(course, by=by),
        lambda by: courses.restore_course(course, by=by),
        lambda by: versions.save_draft(course, by=by, **FACTS),
        lambda by: versions.new_version(course, by=by),
        lambda by: versions.publish(draft, by=by),
        lambda by: versions.unpublish(draft, by=by),
        lambda by: versions.discard(draft, by=by),
    ]
    for act in acts:
        for by in (UserFactory(), person(Role.BOARD), person(Role.REGIONAL_STAFF)):
            with pytest.raises(NotAllowed):
                act(by)


def together(first, other):
    """`first` is done and not committed while `other` begins; what the second gave, refusals included."""

    def alone():
        try:
            return other()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            waiting = pool.submit(alone)
            until_somebody_waits()
        return waiting.result()


@pytest.mark.usefixtures("committed")
def test_two_who_publish_at_once_publish_once():
    course, draft = draft_course()
    refused = together(lambda: versions.publish(draft, by=None), lambda: versions.publish(draft, by=None))
    assert "déjà publié" in str(refused)
    assert course.versions.count() == 1


@pytest.mark.usefixtures("committed")
def test_two_who_open_the_next_version_at_once_write_the_same():
    version = CourseVersionFactory()
    course = version.course
    second = together(lambda: versions.new_version(course, by=None), lambda: versions.new_version(course, by=None))
    assert second.number == 2
    assert course.versions.count() == 2


def told(response) -> str:
    return response.content.decode().replace("&#x27;", "'").replace("\xa0", " ")


TYPED = {
    "title": "Tutorat", "objectives": "Accueillir\nTransmettre", "modality": "on_site", "hours": "10,5",
    "minimum": "4", "maximum": "10", "price_member": "100", "price_public": "200,50",
}  # fmt: skip


@pytest.mark.django_db
def test_the_team_writes_a_course_from_its_first_line_to_the_catalogue(client):
    client.force_login(team_member())
    theme = CourseThemeFactory()
    answer = client.post(reverse("training:course_new"), {"theme": theme.pk, "code": "TUT", "title": "Tutorat"})
    course = Course.objects.get()
    edit = reverse("training:version_edit", args=[course.pk])
    assert answer.url == edit
    page = told(client.post(edit, TYPED, follow=True))
    assert "Il manque, pour le publier : Prérequis, Public, Contenu" in page
    step = reverse("training:course_step", args=[course.pk])
    page = told(client.post(step, {"step": "publish", "version": "1"}, follow=True))
    assert "Pour être publié, ce programme doit dire" in page
    rest = {name: "Dit." for name in versions.REQUIRED if name != "objectives"}
    preview = client.post(edit, TYPED | rest | {"preview": "1"}, follow=True)
    assert "Brouillon : vous voyez cette page comme le public la lira." in told(preview)
    assert "Programme publié" in told(client.post(step, {"step": "publish", "version": "1"}, follow=True))
    version = CourseVersion.objects.get()
    assert (version.hours, version.price_public, version.objectives) == (
        Decimal("10.5"), Decimal("200.50"), ["Accueillir", "Transmettre"]
    )  # fmt: skip
    client.logout()
    assert "Tutorat" in told(client.get(reverse("training:catalogue")))


@pytest.mark.django_db
def test_what_is_wrong_in_a_programme_is_said_and_what_was_typed_is_kept(client):
    client.force_login(team_member())
    course = CourseFactory(state="draft")
    edit = reverse("training:version_edit", args=[course.pk])
    answer = client.post(edit, TYPED | {"hours": "0", "minimum": "20", "content": "Ce que j'ai écrit."})
    assert answer.status_code == 400
    assert "Ce que j'ai écrit." in told(answer)
    answer = client.post(edit, TYPED | {"minimum": "20"})
    assert "L'effectif minimum dépasse le maximum." in told(answer)
    assert not course.versions.exists()


@pytest.mark.django_db
def test_a_course_whose_code_is_taken_is_refused_and_keeps_what_was_typed(client):
    client.force_login(team_member())
    CourseFactory(code="TUT")
    answer = client.post(
        reverse("training:course_new"), {"theme": CourseThemeFactory().pk, "code": "TUT", "title": "Tutorat"}
    )
    assert answer.status_code == 400
    assert "Tutorat" in told(answer)
    course = CourseFactory(title="Avant")
    answer = client.post(reverse("training:course_edit", args=[course.pk]), {"code": "TUT", "title": "Après"})
    assert answer.status_code == 400
    assert "<h1>Avant</h1>" in told(answer)


@pytest.mark.django_db
def test_the_desk_of_a_course_says_what_it_lacks_and_lets_one_undo(client):
    client.force_login(team_member())
    course = CourseVersionFactory(course__nsf_code="").course
    desk = reverse("training:course_desk", args=[course.pk])
    assert "il manque la spécialité (NSF)" in told(client.get(desk))
    step = reverse("training:course_step", args=[course.pk])
    assert "Formation retirée du catalogue." in told(client.post(step, {"step": "archive"}, follow=True))
    assert "Formation remise au catalogue." in told(client.post(step, {"step": "restore"}, follow=True))
    client.post(step, {"step": "write"})
    assert "Brouillon supprimé." in told(client.post(step, {"step": "discard", "version": "2"}, follow=True))
    assert "Publication annulée" in told(client.post(step, {"step": "unpublish", "version": "1"}, follow=True))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [{}, {"step": "x"}, {"step": "publish"}, {"step": "publish", "version": "²"}, {"step": "discard", "version": "9"}],
)
def test_a_step_that_does_not_exist_changes_nothing(client, typed):
    client.force_login(team_member())
    course = CourseVersionFactory().course
    page = told(client.post(reverse("training:course_step", args=[course.pk]), typed, follow=True))
    assert "n'existe" in page
    course.refresh_from_db()
    assert course.state == "published"


@pytest.mark.django_db
def test_the_team_lists_and_exports_every_course(client, django_assert_max_num_queries):
    client.force_login(team_member())
    CourseFactory(state="draft", title="Préparée")
    version = CourseVersionFactory(course__title="Vendue")
    CourseInterestFactory(course=version.course)
    for count in (0, 6):
        for _ in range(count):
            CourseVersionFactory()
        with django_assert_max_num_queries(11):
            page = told(client.get(reverse("training:courses")))
    assert "Préparée" in page
    assert "Vendue" in page
    only = told(client.get(reverse("training:courses"), {"etat": "draft"}))
    assert "1 formation<" in only
    exported = client.get(reverse("training:courses_export", args=["csv"]), {"q": "vendue"}).content.decode()
    assert exported.count("\n") == 2
    assert "14,0" in exported or ";14;" in exported
    assert client.get(reverse("training:courses_export", args=["csv"]), {"etat": "x"}).status_code == 400


@pytest.mark.django_db
def test_administration_keeps_one_training_body(client):
    client.force_login(person(Role.ADMIN))
    add = reverse("admin:training_trainingbody_add")
    assert client.get(add).status_code == 200
    body = TrainingBodyFactory()
    assert client.get(add).status_code == 403
    for model, record in (("trainingbody", body), ("course", CourseFactory()), ("coursetheme", CourseThemeFactory())):
        assert client.get(reverse(f"admin:training_{model}_changelist")).status_code == 200
        assert client.get(reverse(f"admin:training_{model}_change", args=[record.pk])).status_code == 200
