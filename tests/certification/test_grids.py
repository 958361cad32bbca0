"""Grids: who writes them, and what becomes of one written without a network."""

import json

import pytest
from django.urls import reverse

from certification.domain.juries.grids import GridChanged, grids_of, write_grid
from certification.models import AcquiredBlock, BlockEvaluation, CompetencyMark, Enrolment, Jury, Place
from members.domain.moves import NotAllowed, Refused, WrongState
from tests.certification.juries import (
    attend,
    fill,
    new_jury,
    open_jury,
    president,
    second,
    settle,
    signed,
    written,
)
from tests.certification.people import team_member
from tests.factories import ContactFactory, MembershipFactory, UserFactory
from tests.factories.certification import BlockEvaluationFactory, OfficialFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return open_jury().places.get()


def levels(place: Place, level: int) -> dict[int, int]:
    return {one.pk: level for one in grids_of(place)[0].competencies}


def write(place, level=2, *, by=None, revision=0, comment="") -> int:
    block = grids_of(place)[0].block
    return write_grid(
        Place.objects.get(pk=place.pk), block, levels=levels(place, level), comment=comment, revision=revision,
        by=by or president(place.jury),
    )  # fmt: skip


def test_separation_3_only_the_members_who_vote_and_are_here_write_grids(place):
    """§9, separation 3: neither the team, nor an observer, nor the structure, nor a member who is away."""
    observer, away = (OfficialFactory(user=UserFactory()) for _ in range(2))
    SeatFactory(jury=place.jury, official=observer, role="observer", present=True)
    SeatFactory(jury=place.jury, official=away, present=False)
    structure = ContactFactory(organisation=place.enrolment.organisation, user=UserFactory(), manages=True).user
    for user in (team_member(), UserFactory(is_superuser=True), observer.user, away.user, structure):
        with pytest.raises(NotAllowed):
            write(place, by=user)
    assert not CompetencyMark.objects.exists()
    assert write(place, by=second(place.jury)) == 1


def test_separation_2_a_recused_member_does_not_write_for_that_candidate():
    """§9, separation 2, on the day: another candidate is theirs to judge."""
    jury = open_jury(candidates=2)
    first, other = jury.places.all()
    first.recused.add(jury.seats.get(official__full_name="Marc Membre"))
    with pytest.raises(NotAllowed, match="récusé"):
        write(first, by=second(jury))
    assert write(other, by=second(jury)) == 1


@pytest.mark.parametrize("written", ["MEMBRE Marc", "Une formatrice, Marc Membre", "marc membre et son collègue"])
def test_separation_2_a_trainer_is_known_however_their_name_is_written(written):
    """§9, separation 2: the day of the jury reads names as its planning does."""
    place = open_jury().places.get()
    Enrolment.objects.update(trainer_name=written)
    with pytest.raises(NotAllowed, match="récusé"):
        write(Place.objects.get(pk=place.pk), by=second(place.jury))


def test_a_member_recuses_themselves_and_what_was_decided_with_them_is_decided_anew(client):
    jury = open_jury(candidates=2)
    place, other = jury.places.all()
    fill(place)
    settle(place)
    client.force_login(second(jury))
    assert client.post(reverse("certification:recuse", args=[place.pk])).status_code == 302
    assert Place.objects.get(pk=place.pk).result == ""
    with pytest.raises(NotAllowed, match="récusé"):
        fill(place, 3, by=second(jury))
    fill(other, by=second(jury))
    client.force_login(team_member())
    assert client.post(reverse("certification:recuse", args=[other.pk])).status_code == 403


def test_a_grid_written_of_an_older_reading_is_refused_with_the_other_one(place):
    assert write(place, 2, comment="Le premier") == 1
    with pytest.raises(GridChanged) as refused:
        write(place, 0, by=second(place.jury), revision=0)
    assert refused.value.current.comment == "Le premier"
    assert set(refused.value.current.levels.values()) == {2}
    assert write(place, 0, by=second(place.jury), revision=1) == 2


def test_the_same_grid_sent_twice_is_one_writing(place):
    assert write(place, 2) == write(place, 2) == 1


def test_a_grid_of_another_block_or_of_other_competencies_is_refused(place):
    first, other = grids_of(place)
    stranger = new_jury().places.get().enrolment.referential.blocks.first()
    for block, wrong in (
        (stranger, {}), (first.block, {other.competencies[0].pk: 2}), (first.block, {first.competencies[0].pk: 7}),
    ):  # fmt: skip
        with pytest.raises(Refused):
            write_grid(place, block, levels=wrong, comment="", revision=0, by=president(place.jury))


def test_a_block_held_already_is_not_judged_and_one_that_lapsed_is():
    place = open_jury(block_validity_months=12).places.get()
    first, other = place.enrolment.referential.blocks.all()
    held_on = place.jury.held_on
    for block, year in ((first, held_on.year), (other, held_on.year - 2)):
        AcquiredBlock.objects.create(
            enrolment=place.enrolment, block=block, source="equivalence", proof="Un titre",
            acquired_on=held_on.replace(year=year, day=1),
        )  # fmt: skip
    kept, lapsed = grids_of(place)
    assert kept.carried
    assert lapsed.lapsed
    with pytest.raises(Refused, match="déjà acquis"):
        write(place)


def test_a_level_changed_after_the_decision_makes_the_jury_decide_again(place):
    fill(place)
    assert settle(place).result == "full"
    write(place, 2, revision=1, comment="Un mot de plus")
    assert Place.objects.get().result == "full"
    write(place, 1, revision=2, comment="Un mot de plus")
    assert Place.objects.get().result == ""
    assert not BlockEvaluation.objects.filter(place=place).exclude(acquired=None).exists()


@pytest.mark.parametrize("make", [written, signed])
def test_once_the_minutes_are_written_a_grid_is_refused_and_stays_as_it_was(make):
    jury = getattr(made := make(), "jury", made)
    place = jury.places.get()
    before = set(CompetencyMark.objects.values_list("competency", "level"))
    with pytest.raises(WrongState, match="ne peuvent pas être écrites"):
        write(place, 0, revision=1)
    assert set(CompetencyMark.objects.values_list("competency", "level")) == before


def test_who_is_absent_is_not_evaluated():
    jury = open_jury(candidates=2, c2="absent")
    with pytest.raises(Refused, match="n'est pas présent"):
        write(jury.places.last())


# What the page sends, see static/portal/offline.js.


def send(client, place, values, version=0, by=None):
    client.force_login(by or president(place.jury))
    block = grids_of(place)[0].block
    address = reverse("certification:write_grid", args=[place.pk, block.pk])
    return client.post(address, json.dumps({"values": values, "version": version}), content_type="application/json")


def values(place, level) -> dict:
    return {f"c{number}": str(value) for number, value in levels(place, level).items()}


def test_the_tablet_saves_a_block_and_is_told_of_a_conflict(client, place):
    answer = send(client, place, values(place, 2) | {"comment": "Bien"})
    assert (answer.status_code, answer.json()) == (200, {"version": 1})
    answer = send(client, place, values(place, 0) | {"comment": "Autre"}, by=second(place.jury))
    assert answer.status_code == 409
    theirs = answer.json()["theirs"]
    assert (theirs["version"], theirs["values"]) == (1, values(place, 2) | {"comment": "Bien"})
    assert ["C1.1", "acquise"] in theirs["words"]


def test_the_tablet_is_told_why_a_grid_comes_too_late(client, place):
    Jury.objects.update(state="signed")
    answer = send(client, place, values(place, 2))
    assert answer.status_code == 409
    assert "procès-verbal signé" in answer.json()["message"]
    assert "theirs" not in answer.json()


@pytest.mark.parametrize(
    "body", ["", "x", "[]", "{}", '{"values": 3, "version": 0}', '{"values": {}, "version": "x"}',
             '{"values": {}, "version": -1}', '{"values": {"comment": ["\\u0000"]}, "version": 0}'],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(client, place, body):
    client.force_login(president(place.jury))
    address = reverse("certification:write_grid", args=[place.pk, grids_of(place)[0].block.pk])
    assert client.post(address, body, content_type="application/json").status_code == 400


def test_without_a_script_the_page_saves_what_was_changed_and_shows_the_other_grid(client, place):
    client.force_login(president(place.jury))
    address = reverse("certification:grid", args=[place.pk])
    grid = grids_of(place)[0]
    data = {f"b{one.block.pk}-version": "0" for one in grids_of(place)}
    data |= {f"b{grid.block.pk}-c{one.pk}": "3" for one in grid.competencies}
    assert client.post(address, data).status_code == 302
    assert [one.revision for one in grids_of(Place.objects.get())] == [1, 0]
    data[f"b{grid.block.pk}-comment"] = "Écrit d'une page ancienne"
    answer = client.post(address, data)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Écrit d&#x27;une page ancienne" in text
    assert "C1.1 : maîtrisée" in text


def test_what_was_evaluated_before_is_read_beside(client, place):
    BlockEvaluationFactory(enrolment=place.enrolment, evaluator="Sylvie Formatrice", comment="Progresse vite")
    client.force_login(president(place.jury))
    assert "Progresse vite" in client.get(reverse("certification:grid", args=[place.pk])).content.decode()


@pytest.mark.parametrize("page", ["grid", "deliberation"])
def test_anonymous_files_show_a_number_to_the_jury_and_the_name_to_the_team(client, page):
    jury = new_jury(anonymous_files=True)
    attend(jury)
    Jury.objects.update(state="held")
    place = jury.places.get()
    BlockEvaluationFactory(enrolment=place.enrolment, evaluator="Sylvie Formatrice")
    name, structure = place.enrolment.candidate.birth_name, place.enrolment.organisation.name
    for address in (
        reverse(f"certification:{page}", args=[place.pk]),
        reverse("certification:jury_day", args=[jury.pk]),
    ):
        client.force_login(president(jury))
        text = client.get(address).content.decode()
        assert "Candidat 1" in text
        assert not [one for one in (name, structure, "Sylvie Formatrice") if one in text]
        client.force_login(team_member())
        assert name in client.get(address).content.decode()


@pytest.mark.parametrize("page", ["grid", "deliberation"])
def test_neither_the_structure_nor_another_jury_reads_grids(client, place, page):
    structure = place.enrolment.organisation
    MembershipFactory(organisation=structure)
    other = OfficialFactory(user=UserFactory())
    SeatFactory(official=other)
    address = reverse(f"certification:{page}", args=[place.pk])
    client.force_login(ContactFactory(organisation=structure, user=UserFactory()).user)
    assert client.get(address).status_code == 403
    client.force_login(other.user)
    assert client.get(address).status_code == 404


def test_the_grid_page_asks_the_same_of_two_blocks_as_of_one(client, place, django_assert_max_num_queries):
    fill(place)
    client.force_login(president(place.jury))
    with django_assert_max_num_queries(35):
        client.get(reverse("certification:grid", args=[place.pk]))
