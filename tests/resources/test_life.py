"""Every step of a resource's life: allowed, refused in a wrong state, by a wrong role, and twice at once."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from members.models import Role
from resources.domain import editing, life, versions
from resources.domain.refusals import (
    AlreadyPublished,
    AlreadyThere,
    Incomplete,
    NoChanges,
    NoReason,
    NotAllowed,
    NothingChanged,
    Refused,
    ReplacedByItself,
    WrongState,
)
from resources.models import Audience, Publication, Resource, SearchEntry, Version, VersionFile
from tests.factories import ResourceFactory, ThemeFactory, UserFactory, VersionFactory, VersionFileFactory, person
from tests.resources import made_files as made

pytestmark = pytest.mark.django_db
State = Resource.State
STEPS = {
    "propose": {State.DRAFT, State.REFUSED},
    "send_back": {State.PROPOSED},
    "examine": {State.PROPOSED},
    "refuse": {State.PROPOSED, State.EXAMINED},
    "publish": {State.DRAFT, State.EXAMINED, State.ARCHIVED},
    "archive": {State.PUBLISHED},
}
NOTES = {"send_back", "refuse"}


def resource(state: State, **fields) -> Resource:
    """A whole resource in that state: a theme, a file, and its days where it was published."""
    was_published = state in {State.PUBLISHED, State.ARCHIVED}
    moment = timezone.now() if was_published else None
    made_one = ResourceFactory(state=state, published_at=moment, themes=[ThemeFactory()], **fields)
    VersionFileFactory(version=VersionFactory(resource=made_one, published_at=moment))
    if state == State.PUBLISHED:
        yesterday = timezone.localdate() - timedelta(days=1)
        Publication.objects.create(resource=made_one, validity=DateRange(yesterday, None))
    return made_one


def step(name: str, one: Resource, by):
    return getattr(life, name)(one, by=by, **({"note": "Parce que."} if name in NOTES else {}))


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("state", State)
def test_a_step_is_taken_in_its_states_only(name, state):
    one = resource(state)
    editor = person(Role.NATIONAL_STAFF)
    if state in STEPS[name]:
        assert step(name, one, editor).state != state
    else:
        with pytest.raises(WrongState, match="Cette ressource est"):
            step(name, one, editor)
        assert Resource.objects.get(pk=one.pk).state == state


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize(
    "role", [Role.FORMER, Role.SYMPATHISER, Role.MEMBER, Role.REGIONAL_STAFF, Role.OFFICIAL, Role.BOARD]
)
def test_a_step_is_refused_to_others(name, role):
    state = sorted(STEPS[name])[0]
    one = resource(state)
    with pytest.raises(NotAllowed):
        step(name, one, person(role))
    assert Resource.objects.get(pk=one.pk).state == state


@pytest.mark.parametrize("role", [Role.MEMBER, Role.REGIONAL_STAFF])
def test_who_proposes_sends_and_no_more(role):
    by = person(role)
    one = resource(State.DRAFT, proposed_by=by)
    assert life.propose(one, by=by).state == State.PROPOSED
    for name in ("examine", "publish", "refuse"):
        with pytest.raises(NotAllowed):
            step(name, one, by)
    with pytest.raises(NotAllowed):
        editing.change_resource(one, by=by, title="Autre titre")


def test_colleagues_of_the_region_go_on_with_a_proposal():
    one = resource(State.DRAFT, proposed_by=UserFactory(), proposed_region_id="53")
    assert life.propose(one, by=person(Role.REGIONAL_STAFF, region="53")).state == State.PROPOSED
    other = resource(State.DRAFT, proposed_by=UserFactory(), proposed_region_id="84")
    with pytest.raises(NotAllowed):
        life.propose(other, by=person(Role.REGIONAL_STAFF, region="53"))


def test_an_incomplete_proposal_is_told_what_is_missing():
    by = person(Role.MEMBER)
    one = editing.create_resource(by=by, title="Un guide", kind="guide", summary=" ")
    with pytest.raises(Incomplete) as refusal:
        life.propose(one, by=by)
    assert refusal.value.missing == ["un résumé", "un thème", "un fichier ou un lien"]


def test_a_tool_may_have_its_way_in_alone():
    by = person(Role.NATIONAL_STAFF)
    one = editing.create_resource(
        by=by, title="SIL'ESA", kind="tool", summary="Un logiciel.", themes=[ThemeFactory()], access_notes="Écrivez."
    )
    assert life.publish(one, by=by).state == State.PUBLISHED


@pytest.mark.parametrize("name", sorted(NOTES))
def test_a_refusal_needs_a_reason(name):
    one = resource(State.PROPOSED)
    with pytest.raises(NoReason):
        getattr(life, name)(one, by=person(Role.NATIONAL_STAFF), note="  ")
    assert Resource.objects.get(pk=one.pk).state == State.PROPOSED


def test_publishing_opens_the_version_the_days_and_search():
    one = resource(State.EXAMINED)
    life.publish(one, by=person(Role.NATIONAL_STAFF))
    one.refresh_from_db()
    assert one.published_at
    assert one.versions.get().published_at
    assert one.publications.get().validity == DateRange(timezone.localdate(), None)
    assert SearchEntry.objects.get().resource == one


def test_archiving_closes_the_days_and_search_and_comes_back():
    one, editor = resource(State.PUBLISHED), person(Role.NATIONAL_STAFF)
    life.archive(one, by=editor)
    assert one.publications.get().validity.upper == timezone.localdate()
    assert not SearchEntry.objects.exists()
    life.publish(one, by=editor)
    assert one.publications.get().validity.upper is None
    assert SearchEntry.objects.exists()


def test_replacing_without_end_is_refused():
    first, second, third = (resource(State.PUBLISHED) for _ in range(3))
    editor = person(Role.NATIONAL_STAFF)
    life.supersede(first, replacement=second, by=editor)
    life.supersede(second, replacement=third, by=editor)
    with pytest.raises(ReplacedByItself):
        life.supersede(third, replacement=Resource.objects.get(pk=first.pk), by=editor)
    life.supersede(first, replacement=None, by=editor)
    assert Resource.objects.get(pk=first.pk).superseded_by is None


def test_a_stricter_audience_is_seen_at_once_in_search():
    one = resource(State.PUBLISHED)
    editing.change_resource(
        one, by=person(Role.NATIONAL_STAFF), audience=Audience.STAFF, notice_audience=Audience.STAFF
    )
    assert SearchEntry.objects.get().level == Audience.STAFF


def test_a_version_starts_as_the_current_one_and_replaces_it():
    one, editor = resource(State.PUBLISHED), person(Role.NATIONAL_STAFF)
    draft = versions.start_version(one, by=editor)
    assert (draft.number, draft.files.count()) == (2, 1)
    assert versions.start_version(one, by=editor) == draft
    with pytest.raises(NothingChanged):
        versions.publish_version(draft, by=editor, changes="Rien")
    versions.add_link(draft, url="https://example.org/texte", label="Le texte", by=editor)
    with pytest.raises(NoChanges):
        versions.publish_version(draft, by=editor, changes=" ")
    versions.publish_version(draft, by=editor, changes="Un lien de plus")
    assert SearchEntry.objects.get().formats == ["pdf", "link"]
    with pytest.raises(AlreadyPublished):
        versions.remove_link(draft.links.get(), by=editor)


def test_a_file_is_given_once_by_a_version():
    by = person(Role.MEMBER)
    one = editing.create_resource(by=by, title="Un guide", kind="guide", summary="Un résumé")
    content = made.pdf()
    given = versions.add_file(one.versions.get(), upload=SimpleUploadedFile("../é😀.exe", content), by=by)
    assert given.name == "é😀.pdf"
    with pytest.raises(AlreadyThere):
        versions.add_file(one.versions.get(), upload=SimpleUploadedFile("b.pdf", content), by=by)
    assert VersionFile.objects.count() == 1


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org/x", "example", "data:text/html,x"])
def test_a_link_leads_to_the_web_only(url):
    by = person(Role.NATIONAL_STAFF)
    one = resource(State.DRAFT)
    with pytest.raises(Refused):
        versions.add_link(one.versions.get(), url=url, label="", by=by)


@pytest.mark.parametrize("name", ["publish", "archive", "examine", "propose"])
def test_a_step_asked_twice_at_once_is_taken_once(committed, name):
    one = resource(sorted(STEPS[name])[0])
    editor = person(Role.NATIONAL_STAFF)
    ready, outcomes = threading.Barrier(2), []

    def run():
        ready.wait()
        try:
            step(name, Resource.objects.get(pk=one.pk), editor)
            outcomes.append("done")
        except WrongState:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "refused"]
    assert Version.objects.filter(resource=one).count() == 1
    assert mail.outbox == []
