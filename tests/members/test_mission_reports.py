"""Reports of missions: drafts that nobody overwrites unseen, what is missing, what is frozen, what follows."""

import threading
import time
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction

from members.domain.missions import life, paying, reports
from members.domain.missions.refusals import ChangedMeanwhile, MissionRefused, WrongState
from members.models import Instalment, Mail, MissionReport, Role
from tests.factories import BudgetLineFactory, MembershipFactory, MissionReportFactory, person
from tests.members.missions import State, ready, staff_of

pytestmark = pytest.mark.django_db
TODAY = date(2023, 2, 1)


def test_a_draft_is_kept_and_nothing_is_overwritten_unseen():
    mission = ready()
    alix, sacha = staff_of(mission), staff_of(mission)
    line = mission.lines.get()
    report = mission.reports.get()
    first = reports.save_draft(report, by=alix, version=0, narrative="De la part d'Alix")
    assert (first.version, first.updated_by) == (1, alix)
    typed = {"narrative": "De la part de Sacha", "spent": {str(line.pk): {"amount": "950.00", "reason": ""}}}
    with pytest.raises(ChangedMeanwhile) as refused:
        reports.save_draft(report, by=sacha, version=0, **typed)
    assert {(one.label, one.theirs, one.mine) for one in refused.value.differences} == {
        ("Ce qui a été fait", "De la part d'Alix", "De la part de Sacha"),
        ("Salaires", "900,00\u00a0€", "950,00\u00a0€"),
    }
    assert MissionReport.objects.get().narrative == "De la part d'Alix"
    # Once seen, it is written.
    assert reports.save_draft(report, by=sacha, version=1, **typed).version == 2


def test_what_was_saved_already_is_saved_again_without_a_conflict():
    """The answer to a saving may be lost on the way."""
    mission = ready()
    alix, report = staff_of(mission), mission.reports.get()
    reports.save_draft(report, by=alix, version=0, narrative="Fait, et bien")
    assert reports.save_draft(report, by=alix, version=0, narrative="Fait, et bien").version == 1


def test_lines_left_out_stay():
    mission = ready()
    other = BudgetLineFactory(mission=mission)
    report, by = mission.reports.get(), staff_of(mission)
    done = reports.save_draft(report, by=by, version=0, spent={str(other.pk): {"amount": "1.00", "reason": ""}})
    assert sorted(one["amount"] for one in done.spent.values()) == ["1.00", "900.00"]


def test_a_final_report_says_everything(national):
    mission = ready(indicator_keys=["members.adherents"])
    line = mission.lines.get()
    BudgetLineFactory(mission=mission, label="Déplacements")
    report = mission.reports.get()
    report.narrative, report.carried_over = " ", None
    report.spent = {str(line.pk): {"amount": "1100.01", "reason": ""}}
    report.save()
    with pytest.raises(MissionRefused, match="n'est pas complet") as refused:
        reports.send(report, by=national, version=0)
    for words in (
        "Dites ce qui a été fait",
        "« Salaires » dépasse le prévu de plus de 10 %",
        "le réalisé de « Déplacements »",
        "la valeur de « Adhérents »",
        "Dites le solde",
    ):
        assert words in str(refused.value)
    report.refresh_from_db()
    assert report.state == "draft"
    assert mission.lines.get(label="Salaires").spent is None


def test_an_interim_report_asks_for_the_story_only(national):
    mission = ready()
    interim = MissionReportFactory(mission=mission, kind="interim", narrative="En chemin.")
    assert reports.missing_of(interim) == []
    reports.send(interim, by=national, version=0)
    mission.refresh_from_db()
    assert mission.state == State.RUNNING


def test_sending_freezes_figures_and_tells_amounts(national):
    MembershipFactory.create_batch(2, year=2023)
    mission = ready(indicator_keys=["members.adherents"])
    report = reports.save_draft(mission.reports.get(), by=national, version=0, values={"members.adherents": "3"})
    reports.send(report, by=staff_of(mission), version=1)
    MembershipFactory(year=2023)
    report = MissionReport.objects.get()
    (line,) = reports.value_lines(report)
    assert (line.value, line.figure, line.frozen) == (3, 2, True)
    assert mission.lines.get().spent == 900
    mission.refresh_from_db()
    assert mission.state == State.REPORTED


def test_a_version_that_is_not_the_last_is_not_sent(national):
    report = ready().reports.get()
    reports.save_draft(report, by=national, version=0, narrative="Autre")
    with pytest.raises(ChangedMeanwhile):
        reports.send(report, by=national, version=0)
    assert MissionReport.objects.get().state == "draft"


def test_a_mission_goes_from_its_agreement_to_its_end(national):
    mission = ready(State.PROPOSED)
    region = staff_of(mission)
    Instalment.objects.create(mission=mission, year=2023, condition="accepted", due_on=TODAY, amount=Decimal(400))
    life.agree(mission, by=region)
    life.start(mission, by=national)
    first, last = mission.instalments.order_by("pk")
    paying.pay(first, paid_on=TODAY, by=national)
    report = reports.send(mission.reports.get(), by=region, version=0)
    reports.ask_for_more(report, answer="Précisez les ateliers.", by=national)
    mission.refresh_from_db()
    assert mission.state == State.RUNNING
    report = reports.save_draft(report, by=region, version=1, narrative="Douze ateliers.")
    reports.send(report, by=region, version=report.version)
    reports.accept(report, by=national)
    mission.refresh_from_db()
    assert mission.state == State.ACCEPTED
    with pytest.raises(MissionRefused, match="1 versement à noter"):
        life.close(mission, by=national)
    paying.pay(last, paid_on=TODAY, by=national)
    closed = life.close(mission, by=national)
    assert (closed.state, closed.ended_on) == (State.CLOSED, closed.validity.upper - timedelta(days=1))
    assert [mail.subject.split(" : ")[0] for mail in Mail.objects.order_by("pk")] == [
        "Bilan à compléter",
        "Bilan accepté",
    ]
    assert "Précisez les ateliers." in Mail.objects.order_by("pk")[0].body


def test_a_mission_is_accepted_with_the_last_of_its_reports(national):
    mission = ready()
    interim = MissionReportFactory(mission=mission, kind="interim", narrative="x")
    final = reports.send(mission.reports.get(kind="final"), by=national, version=0)
    reports.accept(final, by=national)
    mission.refresh_from_db()
    assert mission.state == State.REPORTED
    reports.send(interim, by=national, version=0)
    reports.accept(interim, by=national)
    mission.refresh_from_db()
    assert mission.state == State.ACCEPTED


def test_asking_for_more_says_what(national):
    mission = ready()
    report = reports.send(mission.reports.get(), by=national, version=0)
    with pytest.raises(MissionRefused, match="a un motif"):
        reports.ask_for_more(report, answer=" ", by=national)
    assert MissionReport.objects.get().state == "sent"


def together(first, second):
    """Two acts, the second of which begins while the first one holds the mission, each on its own connection."""
    ends, holding = {}, threading.Event()

    def run(name, act):
        try:
            with transaction.atomic():
                if name == "second":
                    holding.wait(timeout=10)
                ends[name] = act()
                if name == "first":
                    holding.set()
                    # The second one reaches the lock meanwhile.
                    time.sleep(0.3)
        except MissionRefused as refusal:
            ends[name] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in (("first", first), ("second", second))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return ends["first"], ends["second"]


def test_two_who_write_at_once_do_not_lose_a_word(committed):
    mission = ready()
    alix, sacha, report = staff_of(mission), staff_of(mission), mission.reports.get()
    first, second = together(
        lambda: reports.save_draft(report, by=alix, version=0, narrative="Alix"),
        lambda: reports.save_draft(report, by=sacha, version=0, narrative="Sacha"),
    )
    assert first.version == 1
    assert isinstance(second, ChangedMeanwhile)
    assert second.differences[0].theirs == "Alix"
    assert MissionReport.objects.get().narrative == "Alix"


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        ("proposed", (lambda m, by: life.agree(m, by=by), lambda m, by: life.decline(m, reason="x", by=by))),
        ("agreed", (lambda m, by: life.start(m, by=by), lambda m, by: life.start(m, by=by))),
        ("running", (lambda m, by: life.suspend(m, reason="x", by=by), lambda m, by: life.suspend(m, reason="y", by=by))),
        ("accepted", (lambda m, by: life.close(m, by=by), lambda m, by: life.close(m, by=by))),
        (
            "reported",
            (
                lambda m, by: reports.accept(m.reports.get(), by=by),
                lambda m, by: reports.ask_for_more(m.reports.get(), answer="x", by=by),
            ),
        ),
    ],
)  # fmt: skip
def test_of_two_acts_at_once_the_second_sees_the_first(committed, state, acts):
    mission, by = ready(State(state)), person(Role.NATIONAL_STAFF)
    first, second = together(*[lambda act=act: act(mission, by) for act in acts])
    assert not isinstance(first, MissionRefused)
    assert isinstance(second, WrongState)


def test_an_instalment_is_paid_once(committed):
    mission, by = ready(), person(Role.NATIONAL_STAFF)
    instalment = mission.instalments.get()
    _, second = together(*[lambda: paying.pay(instalment, paid_on=TODAY, by=by)] * 2)
    assert "déjà noté" in str(second)
