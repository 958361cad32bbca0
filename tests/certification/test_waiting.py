"""What waits for those who enter candidates, for members of juries and for the certification team, on their home desk."""

import pytest

from config.waiting import candidates_to_complete, juries_to_answer, juries_to_prepare
from members.models import Role
from tests.certification.jury_plan import planned_jury, ready_candidate
from tests.certification.people import manager_of, team_member
from tests.factories import UserFactory, person
from tests.factories.certification import EnrolmentFactory

pytestmark = pytest.mark.django_db


def texts(todo) -> list[str]:
    return [one.text for one in todo]


def test_files_to_complete_wait_for_who_manages_the_structure():
    mine = EnrolmentFactory(state="draft")
    EnrolmentFactory(state="draft")
    assert texts(candidates_to_complete(manager_of(mine.organisation))) == ["Fiches de candidats à compléter : 1"]


def test_each_jury_waits_for_its_next_gesture():
    team = team_member()
    ready_candidate()
    draft, silent, agreed, refused = (
        planned_jury(state=state, answer=answer, candidates=0)
        for state, answer in (
            ("draft", "waiting"), ("convened", "waiting"), ("convened", "accepted"), ("confirmed", "declined"),
        )
    )  # fmt: skip
    planned_jury(state="confirmed", answer="accepted", candidates=0)
    assert texts(juries_to_prepare(team)) == [
        "Candidats prêts, sans jury : 1",
        f"{draft} : convocations à envoyer",
        f"{silent} : convocations sans réponse : 2",
        f"{agreed} : à confirmer",
        f"{refused} : membres à remplacer : 2",
    ]
    assert juries_to_prepare(person(Role.BOARD)) == []


def test_a_summons_waits_for_its_member_until_it_is_answered():
    jury = planned_jury(state="convened", candidates=0)
    seat = jury.seats.first()
    seat.official.user = UserFactory()
    seat.official.save()
    assert texts(juries_to_answer(seat.official.user)) == [f"{jury} : dites si vous venez"]
    jury.seats.update(answer="declined")
    assert juries_to_answer(seat.official.user) == []
