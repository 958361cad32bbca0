"""The committee's decision: what it needs, who may write it (§9.1), how far it may go (§9.11), what it makes known."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from certification.domain.accreditations import asking, deciding, examining, life
from certification.domain.accreditations.impartiality import possible_reviewers
from certification.domain.accreditations.papers import agreement_pdf, decision_pdf
from certification.domain.accreditations.steps import NotImpartial
from certification.models import Accreditation, ConflictDeclaration
from members.domain.moves import NotAllowed, Refused, WrongState
from members.models import Mail
from tests.certification.accreditations import State, complete, granting, manager_of, of_team
from tests.factories import ContactFactory
from tests.factories.certification import (
    AccreditationCheckFactory,
    AccreditationFactory,
    CertificationFactory,
    OfficialFactory,
)
from tests.members.waiting import until_somebody_waits
from tests.reporting.helpers import pdf_text

pytestmark = pytest.mark.django_db


def days(count: int) -> date:
    return timezone.localdate() + timedelta(days=count)


def checked_by(accreditation, user, **kwargs):
    return AccreditationCheckFactory(accreditation=accreditation, controller=OfficialFactory(user=user), **kwargs)


def test_a_decision_is_numbered_told_and_printed():
    one = complete(State.COMMITTEE, subcontracts=True)
    boss, team = manager_of(one), of_team()
    made = deciding.decide(one, granting(outcome=State.CONDITIONAL, conditions="Former un référent"), by=team)
    assert (made.state, made.number) == (State.CONDITIONAL, f"AG{timezone.localdate().year}-00001")
    assert (made.decided_by, made.decided_on, made.last_day) == (team, timezone.localdate(), days(300))
    [change] = made.register_changes.all()
    assert (change.kind, change.happened_on) == ("granted", timezone.localdate())
    mail = Mail.objects.get(to=boss.email)
    assert "Former un référent" in mail.body
    assert [name for name, _ in mail.attachments] == ["accreditation_decision", "accreditation_agreement"]
    for make in (decision_pdf, agreement_pdf):
        name, content = make(made)
        text = " ".join(pdf_text(content).split())
        assert made.number in name
        for words in (made.number, one.organisation.name, one.certification.title, "Former un référent"):
            assert words in text
    assert "peut confier une partie de la préparation" in text


def test_numbers_follow_each_other_by_year():
    made = [deciding.decide(complete(State.COMMITTEE), granting(), by=of_team()) for _ in range(2)]
    assert [one.number[-5:] for one in made] == ["00001", "00002"]


def test_a_refusal_has_a_reason_no_number_and_nothing_to_tell():
    one = complete(State.COMMITTEE)
    with pytest.raises(Refused, match="Un refus a un motif"):
        deciding.decide(one, granting(outcome=State.REFUSED), by=of_team())
    made = deciding.decide(one, granting(outcome=State.REFUSED, reason="Pas d'encadrant formé"), by=of_team())
    assert (made.state, made.number, made.validity) == (State.REFUSED, None, None)
    assert not made.register_changes.exists()
    assert "Pas d'encadrant formé" in " ".join(pdf_text(decision_pdf(made)[1]).split())
    with pytest.raises(Refused):
        agreement_pdf(made)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"committee_on": days(1), "starts": days(1)}, "pas encore eu lieu"),
        ({"committee_on": days(-500)}, "précède le dépôt"),
        ({"legal_form": ""}, "choisissez-la"),
        ({"outcome": State.CONDITIONAL}, "Un accord sous conditions a un motif"),
        ({"starts": None}, "le premier et le dernier jours"),
        ({"starts": days(10), "ends": days(9)}, "dans cet ordre"),
        ({"starts": days(-1)}, "ne commence pas avant"),
        ({"outcome": State.SUSPENDED}, "accorde, accorde sous conditions, ou refuse"),
    ],
)
def test_a_decision_that_does_not_hold_is_refused(changes, words):
    one = complete(State.COMMITTEE)
    with pytest.raises(Refused, match=words):
        deciding.decide(one, granting(**changes), by=of_team())
    one.refresh_from_db()
    assert (one.state, one.number) == (State.COMMITTEE, None)


def test_separation_11_an_accreditation_ends_with_the_registration_at_the_latest():
    certification = CertificationFactory(registered_until=days(200), accreditation_months=36)
    one = complete(State.COMMITTEE, certification=certification)
    assert deciding.proposed_dates(one, days(0)) == (days(0), days(200))
    with pytest.raises(Refused, match="l'agrément ne va pas au-delà"):
        deciding.decide(one, granting(ends=days(201)), by=of_team())
    assert deciding.decide(one, granting(ends=days(200)), by=of_team()).last_day == days(200)


def test_without_a_registration_the_certification_says_how_long():
    one = complete(State.COMMITTEE, certification=CertificationFactory(registered_until=None, accreditation_months=12))
    assert deciding.proposed_dates(one, date(2026, 3, 1)) == (date(2026, 3, 1), date(2027, 2, 28))


# Separation 1: reviewer, decider and controller are three people.


def test_separation_1_the_reviewer_does_not_decide():
    reviewer = of_team()
    one = complete(State.COMMITTEE, reviewer=reviewer)
    with pytest.raises(NotImpartial, match="ne la décide pas"):
        deciding.decide(one, granting(), by=reviewer)
    assert deciding.decide(one, granting(), by=of_team()).state == State.GRANTED


def test_separation_1_the_database_refuses_it_too():
    reviewer = of_team()
    one = complete(State.COMMITTEE, reviewer=reviewer)
    with pytest.raises(IntegrityError, match="accreditation_reviewer_does_not_decide"), transaction.atomic():
        Accreditation.objects.filter(pk=one.pk).update(decided_by=reviewer)


@pytest.mark.parametrize(
    ("state", "carried_out", "tied"),
    [
        ("planned", None, True),
        ("closed", -1, True),
        ("closed", -364, True),
        ("closed", -367, False),
        ("cancelled", None, False),
    ],
)
def test_separation_1_the_controller_of_the_last_twelve_months_neither_reviews_nor_decides(state, carried_out, tied):
    controller, team = of_team(), of_team()
    one, other = complete(State.SUBMITTED), complete(State.COMMITTEE)
    for accreditation in (one, other):
        same = {"organisation": accreditation.organisation, "certification": accreditation.certification}
        earlier = AccreditationFactory(state=State.EXPIRED, **same)
        if not hasattr(controller, "official"):
            OfficialFactory(user=controller)
        AccreditationCheckFactory(
            accreditation=earlier, controller=controller.official, state=state,
            carried_out_on=None if carried_out is None else days(carried_out),
        )  # fmt: skip
    acts = [
        lambda: examining.begin_review(one, reviewer=controller, by=team),
        lambda: deciding.decide(other, granting(), by=controller),
    ]
    for act in acts:
        if tied:
            with pytest.raises(NotImpartial, match="moins de douze mois"):
                act()
        else:
            act()


@pytest.mark.parametrize("act", ["suspend", "restore", "withdraw"])
def test_separation_1_the_controller_decides_no_suspension_nor_what_follows(act):
    controller = of_team()
    one = complete(State.GRANTED if act == "suspend" else State.SUSPENDED)
    checked_by(one, controller)
    with pytest.raises(NotImpartial):
        getattr(life, act)(one, by=controller, **({} if act == "restore" else {"reason": "x"}))


def test_who_is_tied_with_the_structure_neither_reviews_nor_decides():
    one, other, team = complete(State.SUBMITTED), complete(State.COMMITTEE), of_team()
    colleague, employed, declared = of_team(), of_team(), of_team()
    for accreditation in (one, other):
        ContactFactory(organisation=accreditation.organisation, user=colleague)
    OfficialFactory(user=employed, employer=one.organisation)
    ConflictDeclaration.objects.create(
        official=OfficialFactory(user=declared), organisation=one.organisation, tie="Famille", declared_on=days(-9)
    )
    for user in (colleague, employed, declared):
        with pytest.raises(NotImpartial):
            examining.begin_review(one, reviewer=user, by=team)
    assert set(possible_reviewers(one)) == {team}
    with pytest.raises(NotImpartial, match="travaille"):
        deciding.decide(other, granting(), by=colleague)


def test_a_tie_that_has_ended_stands_in_nobody_s_way():
    one, declared = complete(State.SUBMITTED), of_team()
    ConflictDeclaration.objects.create(
        official=OfficialFactory(user=declared), organisation=one.organisation, tie="Famille", declared_on=days(-9),
        ended_on=days(-1),
    )  # fmt: skip
    assert examining.begin_review(one, reviewer=declared, by=declared).reviewer == declared


def test_a_reviewer_is_of_the_team_and_gives_the_opinion_alone():
    one, reviewer = complete(State.SUBMITTED), of_team()
    with pytest.raises(NotImpartial, match="n'est pas de l'équipe"):
        examining.begin_review(one, reviewer=manager_of(complete(State.GRANTED)), by=reviewer)
    examining.begin_review(one, reviewer=reviewer, by=of_team())
    with pytest.raises(NotAllowed, match="la personne qui étudie"):
        examining.give_opinion(one, opinion="Bien", favourable=True, committee_on=days(9), by=of_team())


# Two at once.


def together(first, second) -> tuple:
    """`first` is done and not committed while `second` begins; what each gave, refusals included."""

    def alone():
        try:
            return second()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            done = first()
            other = pool.submit(alone)
            until_somebody_waits()
        return done, other.result()


@pytest.mark.usefixtures("committed")
def test_a_request_decided_by_two_at_once_is_decided_once():
    one, granter, refuser = complete(State.COMMITTEE), of_team(), of_team()
    granted, refused = together(
        lambda: deciding.decide(one, granting(), by=granter),
        lambda: deciding.decide(one, granting(outcome=State.REFUSED, reason="x"), by=refuser),
    )
    assert isinstance(refused, WrongState)
    kept = Accreditation.objects.get()
    assert (kept.state, kept.decided_by, kept.number) == (State.GRANTED, granter, granted.number)
    assert kept.register_changes.count() == 1


@pytest.mark.usefixtures("committed")
def test_two_decided_at_once_have_numbers_that_follow():
    one, other, first, second = complete(State.COMMITTEE), complete(State.COMMITTEE), of_team(), of_team()
    made = together(
        lambda: deciding.decide(one, granting(), by=first), lambda: deciding.decide(other, granting(), by=second)
    )
    assert [each.number[-5:] for each in made] == ["00001", "00002"]


@pytest.mark.usefixtures("committed")
def test_a_request_asked_for_by_two_at_once_is_opened_once():
    one, team, other = complete(State.EXPIRED), of_team(), of_team()

    def ask(by):
        return asking.open_request(one.organisation, one.certification, scope="both", by=by)

    made, refused = together(lambda: ask(team), lambda: ask(other))
    assert isinstance(refused, Refused)
    assert Accreditation.objects.filter(state=State.DRAFT).get() == made
