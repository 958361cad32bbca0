"""Accreditations: each step in its states and no other, by whom it may be taken, and what it asks for (§1.3)."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from certification.domain.accreditations import asking, deciding, examining, life, pieces, sections
from certification.domain.accreditations.completeness import Incomplete
from certification.domain.accreditations.sections import SECTIONS
from certification.domain.accreditations.steps import STEPS, STRUCTURE, taken
from certification.models import Accreditation, RegisterChange
from members.domain.moves import NotAllowed, Refused, WrongState
from members.models import Mail, Role
from tests.certification.accreditations import State, complete, granting, manager_of, of_another_team, of_team, pdf
from tests.factories import OrganisationFactory, person
from tests.factories.certification import (
    AccreditationFactory,
    CertificationFactory,
    PieceKindFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def begin(one, by):
    return examining.begin_review(one, reviewer=of_team(), by=by)


# How each step is taken, and the state that it leads to; those that write within a state lead nowhere.
ACTS = {
    "write": (lambda a, by: sections.save_section(a, SECTIONS["moyens"], {"means": "Deux salles"}, version=0, by=by), None),
    "discard": (lambda a, by: asking.discard(a, by=by), None),
    "submit": (lambda a, by: asking.submit(a, by=by), State.SUBMITTED),
    "examine_piece": (lambda a, by: pieces.refuse_piece(a.pieces.get(), comment="Floue", by=by), None),
    "ask_more": (lambda a, by: examining.ask_more(a, note="Un plan", by=by), State.INCOMPLETE),
    "begin_review": (begin, State.IN_REVIEW),
    "assign": (lambda a, by: examining.assign(a, reviewer=of_team(), by=by), None),
    "give_opinion": (
        lambda a, by: examining.give_opinion(a, opinion="Bien", favourable=True, committee_on=TODAY(), by=by),
        State.COMMITTEE,
    ),
    "decide": (lambda a, by: deciding.decide(a, granting(), by=by), State.GRANTED),
    "amend": (lambda a, by: life.amend(a, sites="Ailleurs", subcontracts=True, by=by), None),
    "suspend": (lambda a, by: life.suspend(a, reason="Un manquement", by=by), State.SUSPENDED),
    "restore": (lambda a, by: life.restore(a, by=by), State.GRANTED),
    "withdraw": (lambda a, by: life.withdraw(a, reason="Un manquement", by=by), State.WITHDRAWN),
    "resign": (lambda a, by: life.resign(a, by=by), State.RESIGNED),
    "renew": (lambda a, by: asking.renew(a, by=by), None),
}  # fmt: skip


def staged(act: str, state: str, actor) -> Accreditation:
    """In that state, in which everything else lets this act be done."""
    one = complete(state)
    if act == "give_opinion":
        one.reviewer = actor
    if act == "renew" and one.validity:
        one.validity = DateRange(one.validity.lower, TODAY() + timedelta(days=60))
    one.save()
    return one


def test_every_step_is_tried():
    assert set(ACTS) | {"expire"} == set(STEPS)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", State)
def test_a_step_is_taken_in_its_states_only(act, state):
    actor = of_team()
    one = staged(act, state, actor)
    do, leads = ACTS[act]
    if state in STEPS[act][1].states:
        do(one, actor)
        if act != "discard":
            one.refresh_from_db()
            assert one.state == (leads or state)
    else:
        with pytest.raises(WrongState):
            do(one, actor)
        one.refresh_from_db()
        assert one.state == state
        assert not RegisterChange.objects.exists()
        assert not Mail.objects.exists()


@pytest.mark.parametrize("act", ACTS)
def test_a_step_is_taken_by_its_people_only(act):
    state = STEPS[act][1].states[0]
    one = staged(act, state, of_team())
    strangers = [person(Role.REGIONAL_STAFF), person(Role.BOARD), person(Role.MEMBER), of_another_team()]
    # The manager of another structure, which is not one's own.
    strangers.append(manager_of(AccreditationFactory()))
    if STEPS[act][0] != STRUCTURE:
        strangers.append(manager_of(one))
    for stranger in strangers:
        with pytest.raises(NotAllowed):
            ACTS[act][0](one, stranger)
    one.refresh_from_db()
    assert one.state == state


@pytest.mark.parametrize("state", State)
def test_what_is_granted_runs_out_at_night_and_nothing_else_does(state):
    one = complete(state, validity=DateRange(date(2020, 1, 1), TODAY()) if complete_has_dates(state) else None)
    ended = life.expire_overdue()
    one.refresh_from_db()
    if state in Accreditation.GRANTED:
        assert (ended, one.state) == (1, State.EXPIRED)
        assert [(c.kind, c.happened_on) for c in one.register_changes.all()] == [("ended", TODAY())]
    else:
        assert (ended, one.state) == (0, state)


def complete_has_dates(state: str) -> bool:
    return state not in Accreditation.ASKED and state != State.REFUSED


def test_the_last_day_is_included():
    one = complete(State.GRANTED, validity=DateRange(date(2020, 1, 1), TODAY() + timedelta(days=1)))
    assert life.expire_overdue() == 0
    assert one.last_day == TODAY()


def test_a_restored_accreditation_keeps_its_conditions():
    one = complete(State.SUSPENDED, conditions="Former un référent")
    assert life.restore(one, by=of_team()).state == State.CONDITIONAL


# What a request needs before it is handed in.


def test_an_incomplete_request_is_refused_with_all_that_it_lacks():
    one = AccreditationFactory(state=State.DRAFT, sites="Ici", activities="Jardin", team="Deux", means="x", tools="y")
    required, _ = PieceKindFactory(certification=one.certification), PieceKindFactory(
        certification=one.certification, required=False
    )  # fmt: skip
    with pytest.raises(Incomplete) as refused:
        asking.submit(one, by=manager_of(one))
    assert [lack.anchor for lack in refused.value.lacks] == ["lieux", "equipe", "pedagogie", f"piece-{required.pk}"]
    for words in ("salariés en parcours", "référent handicap", "organisation pédagogique", str(required)):
        assert words in str(refused.value)
    assert Accreditation.objects.get().state == State.DRAFT


def test_a_refused_piece_is_asked_for_again_then_replaced():
    one, team = complete(State.SUBMITTED), of_team()
    boss, piece = manager_of(one), one.pieces.get()
    pieces.refuse_piece(piece, comment="Illisible", by=team)
    with pytest.raises(Refused, match="acceptez chaque pièce"):
        begin(one, team)
    examining.ask_more(one, note="Renvoyez la pièce.", by=team)
    told = Mail.objects.get(to=boss.email)
    assert "Renvoyez la pièce." in told.body
    assert "Illisible" in told.body
    with pytest.raises(Incomplete, match="refusée, à renvoyer"):
        asking.submit(one, by=boss)
    old = piece.file.name
    again = pieces.receive_piece(one, piece.kind, pdf("lisible.pdf"), by=boss)
    assert (again.pk, again.state, again.comment, again.name) == (piece.pk, "received", "", "lisible.pdf")
    assert again.file.name != old
    assert asking.submit(one, by=boss).state == State.SUBMITTED


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("piece.exe", b"MZ", "format n'est pas accepté"),
        ("piece.pdf", b"MZ%PDF-", "n'est pas celui d'un fichier pdf"),
        ("piece.docx", b"%PDF-", "n'est pas celui d'un fichier docx"),
    ],
)
def test_a_piece_is_told_by_its_content(name, content, words):
    one = AccreditationFactory(state=State.DRAFT)
    kind = PieceKindFactory(certification=one.certification)
    with pytest.raises(Refused, match=words):
        pieces.receive_piece(one, kind, ContentFile(content, name=name), by=manager_of(one))
    assert not one.pieces.exists()


def test_a_piece_of_another_certification_or_too_heavy_is_refused(monkeypatch):
    one = AccreditationFactory(state=State.DRAFT)
    boss = manager_of(one)
    with pytest.raises(Refused, match="n'est pas demandée"):
        pieces.receive_piece(one, PieceKindFactory(), pdf(), by=boss)
    monkeypatch.setattr(pieces, "LARGEST", 4)
    with pytest.raises(Refused, match="20 Mo"):
        pieces.receive_piece(one, PieceKindFactory(certification=one.certification), pdf(), by=boss)


# Asking and renewing.


def test_a_request_is_opened_once_and_for_a_certification_that_takes_candidates():
    organisation, certification, team = OrganisationFactory(), CertificationFactory(), of_team()
    asking.open_request(organisation, certification, scope="both", by=team)
    with pytest.raises(Refused, match="déjà en cours"):
        asking.open_request(organisation, certification, scope="both", by=team)
    over = CertificationFactory(registered_until=TODAY() - timedelta(days=1))
    with pytest.raises(Refused, match="ne prend plus de candidats"):
        asking.open_request(organisation, over, scope="both", by=team)
    standing = AccreditationFactory(state=State.SUSPENDED)
    with pytest.raises(Refused, match="renouvellement"):
        asking.open_request(standing.organisation, standing.certification, scope="both", by=team)


def test_a_renewal_opens_six_months_before_the_end_filled_with_what_was_said():
    one = complete(State.GRANTED, validity=DateRange(date(2024, 1, 1), TODAY() + timedelta(days=184)))
    boss = manager_of(one)
    with pytest.raises(Refused, match="à partir du"):
        asking.renew(one, by=boss)
    Accreditation.objects.update(validity=DateRange(date(2024, 1, 1), TODAY() + timedelta(days=183)))
    made = asking.renew(one, by=boss)
    assert (made.renews, made.state, made.sites, made.employees) == (one, State.DRAFT, one.sites, 12)
    assert not made.pieces.exists()
    with pytest.raises(Refused, match="déjà demandé"):
        asking.renew(one, by=boss)


def test_a_renewal_refused_may_be_asked_for_again():
    one = complete(State.GRANTED, validity=DateRange(date(2024, 1, 1), TODAY() + timedelta(days=100)))
    boss = manager_of(one)
    Accreditation.objects.filter(pk=asking.renew(one, by=boss).pk).update(state=State.REFUSED, reason="x")
    assert asking.renew(one, by=boss).renews == one


def test_a_renewal_takes_the_place_of_the_one_that_runs_out():
    """France compétences is told of a change, and of no end."""
    end = TODAY() + timedelta(days=30)
    old = complete(State.GRANTED, validity=DateRange(date(2024, 1, 1), end))
    new = complete(State.COMMITTEE, organisation=old.organisation, certification=old.certification, renews=old)
    assert deciding.proposed_dates(new, TODAY())[0] == end
    with pytest.raises(Refused, match="déjà cet agrément"):
        deciding.decide(new, granting(), by=of_team())
    made = deciding.decide(new, granting(starts=end, ends=end + timedelta(days=90)), by=of_team())
    assert [change.kind for change in made.register_changes.all()] == ["changed"]
    assert life.expire_overdue(end) == 1
    old.refresh_from_db()
    assert (old.state, old.register_changes.count()) == (State.EXPIRED, 0)


def test_one_that_no_renewal_followed_is_told_to_have_ended():
    old = complete(State.GRANTED, validity=DateRange(date(2024, 1, 1), TODAY()))
    complete(State.IN_REVIEW, organisation=old.organisation, certification=old.certification, renews=old)
    life.expire_overdue()
    assert [change.kind for change in old.register_changes.all()] == ["ended"]


def test_the_one_who_holds_a_step_sees_the_record_as_it_stands():
    one = complete(State.SUBMITTED)
    Accreditation.objects.filter(pk=one.pk).update(state=State.IN_REVIEW)
    with pytest.raises(WrongState, match="« à l'étude »"):
        taken(one, "ask_more", by=of_team())
