"""Decisions: what the rule proposes, what a sovereign jury may decide, and what it must give grounds for."""

import pytest
from django.urls import reverse

from certification.domain.juries.deciding import Decided, decide, mark_of
from certification.domain.juries.grids import grids_of
from certification.models import AcquiredBlock, Place
from members.domain.moves import NotAllowed, Refused
from tests.certification.juries import fill, member, open_jury, president, second, settle
from tests.certification.people import team_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return open_jury().places.get()


def test_the_result_follows_the_blocks(place):
    fill(place)
    assert settle(place).result == "full"
    fill(place, b2=0)
    assert settle(place).result == "partial"
    fill(place, 0)
    assert settle(place, grounds="Rien n'est acquis.").result == "none"


def test_without_partial_certification_a_block_alone_is_none():
    place = open_jury(partial_allowed=False).places.get()
    fill(place, b2=0)
    assert settle(place, grounds="Le bloc 2 manque.").result == "none"


def test_a_block_carried_makes_the_certification_full(place):
    block = place.enrolment.referential.blocks.last()
    AcquiredBlock.objects.create(
        enrolment=place.enrolment, block=block, source="equivalence", proof="Un titre", acquired_on=place.jury.held_on
    )
    fill(place)
    assert settle(place).result == "full"


def test_a_sovereign_jury_raises_or_lowers_a_block_with_its_grounds(place):
    fill(place, b2=1)
    with pytest.raises(Refused, match="autrement que la grille"):
        settle(place, blocks={2: True})
    assert settle(place, blocks={2: True}, grounds="L'entretien l'a montré.").result == "full"
    with pytest.raises(Refused, match="autrement que la grille"):
        settle(place, blocks={1: False, 2: True})


@pytest.mark.parametrize("decided", [{"deferred": True}, {"blocks": {1: False, 2: False}}])
def test_a_decision_put_off_or_unfavourable_has_grounds(place, decided):
    fill(place, 0)
    with pytest.raises(Refused, match="écrivez les motifs"):
        settle(place, grounds="  ", **decided)
    assert settle(place, grounds="Un motif.", **decided).result in {"deferred", "none"}


def test_a_grid_that_is_not_complete_is_not_decided_but_may_be_put_off(place):
    with pytest.raises(Refused, match=r"la grille n'est pas remplie.*C1\.1"):
        settle(place, blocks={1: True, 2: True}, grounds="x")
    assert settle(place, deferred=True, grounds="Une panne.").result == "deferred"


def test_each_block_is_decided(place):
    fill(place)
    with pytest.raises(Refused, match="dites si le bloc est acquis"):
        decide(place, Decided({}), mark=mark_of(place, grids_of(place)), by=president(place.jury))


def test_a_decision_of_an_older_reading_is_refused(place):
    fill(place)
    mark = mark_of(Place.objects.get(), grids_of(place))
    fill(place, 0, by=second(place.jury))
    blocks = {one.block.pk: True for one in grids_of(place)}
    with pytest.raises(Refused, match="a changé"):
        decide(place, Decided(blocks), mark=mark, by=president(place.jury))
    assert Place.objects.get().result == ""


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        ((2, None), "ou aucune des deux"),
        ((3, 0), "c'est trop"),
        ((0, 1), "La majorité est contre"),
        ((1, 1), "partagées"),
    ],
)
def test_votes_make_the_decision_or_it_is_refused(place, votes, said):
    fill(place)
    with pytest.raises(Refused, match=said):
        settle(place, votes_for=votes[0], votes_against=votes[1])
    kept = settle(place, votes_for=2, votes_against=0)
    assert (kept.votes_for, kept.votes_against) == (2, 0)


def test_a_tie_is_the_president_s_where_the_certification_says_so():
    place = open_jury(casting_vote=True).places.get()
    fill(place)
    assert settle(place, votes_for=1, votes_against=1).result == "full"


def test_a_recused_president_has_no_casting_vote_and_a_tie_may_be_put_off():
    jury = open_jury(casting_vote=True)
    place = jury.places.get()
    member(jury, college="employee")
    jury.seats.update(present=True)
    place.recused.add(jury.seats.get(role="president"))
    fill(place, by=second(jury))
    with pytest.raises(Refused, match="partagées"):
        settle(place, votes_for=1, votes_against=1, by=second(jury))
    put_off = settle(place, votes_for=1, votes_against=1, deferred=True, grounds="Voix partagées.", by=second(jury))
    assert put_off.result == "deferred"


def test_separation_3_only_members_decide(place):
    """§9, separation 3."""
    fill(place)
    with pytest.raises(NotAllowed):
        settle(place, by=team_member())


def test_the_page_proposes_refuses_and_keeps_what_was_typed(client, place):
    fill(place, b2=0)
    client.force_login(president(place.jury))
    address = reverse("certification:deliberation", args=[place.pk])
    form = client.get(address).context["form"]
    first, other = (f"b{one.block.pk}" for one in form.judged)
    assert (form[first].initial, form[other].initial) == ("oui", "non")
    data = {first: "oui", other: "oui", "mark": form["mark"].initial, "recommendations": "Reprendre le bloc 2"}
    refused = client.post(address, data)
    assert refused.status_code == 409
    assert "Reprendre le bloc 2" in refused.content.decode()
    assert client.post(address, data | {"grounds": "Rattrapé à l'oral"}).status_code == 302
    kept = Place.objects.get()
    assert (kept.result, kept.recommendations) == ("full", "Reprendre le bloc 2")
