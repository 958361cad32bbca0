"""A jury written, closed and signed by two at the same moment, on two connections."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from certification.domain.juries.grids import GridChanged, grids_of, write_grid
from certification.domain.juries.minutes import close_deliberation
from certification.domain.juries.signing import Evidence, sign_minutes
from certification.models import CompetencyMark, Jury, Minutes, MinutesSignature
from members.domain.moves import Refused, WrongState
from tests.certification.juries import fill, open_jury, president, second, settle, state_of, written
from tests.members.waiting import until_somebody_waits

pytestmark = pytest.mark.usefixtures("committed")


def together(first, other) -> tuple:
    """`first` is done and not committed while `other` begins; what each gave, refusals included."""

    def alone():
        try:
            return other()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            done = first()
            waiting = pool.submit(alone)
            until_somebody_waits()
        return done, waiting.result()


def signs(minutes, user):
    return lambda: sign_minutes(minutes, by=user, sha256=minutes.sha256, evidence=Evidence())


def test_two_members_who_sign_at_once_both_count_and_the_jury_is_signed():
    minutes = written()
    together(signs(minutes, president(minutes.jury)), signs(minutes, second(minutes.jury)))
    assert MinutesSignature.objects.count() == 2
    assert Jury.objects.get().state == "signed"
    assert state_of(minutes.jury.places.get()) == "certified"


def test_a_member_who_signs_from_two_tabs_signs_once():
    minutes = written()
    user = president(minutes.jury)
    _, refused = together(signs(minutes, user), signs(minutes, user))
    assert "déjà signé" in str(refused)
    assert MinutesSignature.objects.count() == 1


def deliberated() -> Jury:
    jury = open_jury()
    fill(jury.places.get())
    settle(jury.places.get())
    return jury


def test_a_jury_closed_twice_has_one_minutes():
    jury = deliberated()
    made, refused = together(
        lambda: close_deliberation(jury, by=president(jury)), lambda: close_deliberation(jury, by=president(jury))
    )
    assert isinstance(refused, WrongState)
    assert Minutes.objects.get() == made


def test_a_grid_written_while_the_minutes_are_is_refused_and_the_minutes_say_what_is_kept():
    jury = deliberated()
    place = jury.places.get()
    grid = grids_of(place)[0]
    lower = {one.pk: 0 for one in grid.competencies}

    def write():
        return write_grid(place, grid.block, levels=lower, comment="", revision=grid.revision, by=second(jury))

    minutes, refused = together(lambda: close_deliberation(jury, by=president(jury)), write)
    assert isinstance(refused, WrongState)
    assert set(CompetencyMark.objects.values_list("level", flat=True)) == {2}
    assert {each["level"] for one in minutes.content["candidates"][0]["blocks"] for each in one["levels"]} == {2}


def test_minutes_closed_while_a_grid_changes_wait_for_a_new_decision():
    jury = deliberated()
    place = jury.places.get()
    grid = grids_of(place)[0]
    lower = {one.pk: 0 for one in grid.competencies}
    _, refused = together(
        lambda: write_grid(place, grid.block, levels=lower, comment="", revision=grid.revision, by=second(jury)),
        lambda: close_deliberation(jury, by=president(jury)),
    )
    assert "Sans décision" in str(refused)
    assert not Minutes.objects.exists()


def test_two_members_who_write_one_grid_at_once_the_second_is_shown_the_first():
    jury = open_jury()
    place = jury.places.get()
    grid = grids_of(place)[0]

    def writes(level, user):
        levels = {one.pk: level for one in grid.competencies}
        return lambda: write_grid(place, grid.block, levels=levels, comment="", revision=0, by=user)

    _, refused = together(writes(3, president(jury)), writes(1, second(jury)))
    assert isinstance(refused, GridChanged)
    assert set(refused.current.levels.values()) == {3}
