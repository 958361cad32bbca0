"""Each rule of a jury: kept by a jury in order, broken one at a time, and told in words."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certification.domain.juries.composing import compose, propose
from certification.domain.juries.lawful import checks_of
from certification.domain.juries.planning import add_member, recuse
from certification.domain.juries.ties import same_person
from certification.models import College, ConflictDeclaration, Enrolment, Mandate, Seat, Unavailability
from members.domain.moves import Refused
from tests.certification.jury_plan import planned_jury
from tests.certification.people import team_member, trained_member
from tests.factories.certification import JuryFactory, OfficialFactory, OfficialMandateFactory, years_from

pytestmark = pytest.mark.django_db


def broken(jury) -> set[str]:
    """The rules that a jury does not keep."""
    return {check.key for check in checks_of(jury) if not check.ok}


def detail(jury, key: str) -> str:
    return next(check.detail for check in checks_of(jury) if check.key == key)


@pytest.fixture
def jury():
    return planned_jury()


def test_a_jury_in_order_keeps_every_rule(jury):
    assert broken(jury) == set()


def test_place_and_hour_are_given(jury):
    jury.starts_at = None
    assert broken(jury) == {"practical"}
    assert "l'heure" in detail(jury, "practical")


def test_somebody_is_to_be_heard(jury):
    jury.places.all().delete()
    assert broken(jury) == {"candidates"}


def test_both_colleges_sit(jury):
    jury.seats.filter(college="employee").delete()
    Seat.objects.create(jury=jury, official=trained_member(), college="employer")
    assert broken(jury) == {"colleges"}
    assert "salariés : 0" in detail(jury, "colleges")


def test_the_quorum_is_the_certifications(jury):
    jury.certification.min_members = 3
    assert broken(jury) == {"quorum"}
    assert "2 sur 3" in detail(jury, "quorum")


def test_an_observer_has_no_voice(jury):
    jury.seats.filter(college="employee").update(role="observer")
    assert broken(jury) == {"quorum", "colleges"}


def test_somebody_presides(jury):
    jury.seats.update(role="member")
    assert broken(jury) == {"president"}


def test_who_declines_does_not_count(jury):
    jury.seats.filter(role="president").update(answer="declined")
    assert broken(jury) == {"quorum", "colleges", "president"}


def test_once_convened_those_who_have_accepted_count():
    jury = planned_jury(state="convened")
    assert broken(jury) == {"quorum", "colleges", "president", "external"}
    jury.seats.update(answer="accepted")
    assert broken(jury) == set()


@pytest.mark.parametrize("change", ["over", "other college", "unavailable"])
def test_each_member_may_sit_on_that_day(jury, change):
    seat = jury.seats.get(role="president")
    mandate = Mandate.objects.filter(official=seat.official)
    if change == "over":
        mandate.update(validity=years_from(2020, 2))
    elif change == "other college":
        mandate.update(college="employee")
    else:
        day = jury.held_on
        Unavailability.objects.create(official=seat.official, validity=(day, day + timedelta(days=1)))
    assert broken(jury) == {"mandates"}
    assert str(seat.official) in detail(jury, "mandates")


def test_half_of_the_members_are_external(jury):
    """A member of the certifying body is not; nor is one employed where a candidate comes from, even recused."""
    first = jury.seats.first().official
    first.of_certifier = True
    first.save()
    assert broken(jury) == set(), "one of two is half"
    second = jury.seats.last()
    second.official.employer = jury.places.get().enrolment.organisation
    second.official.save()
    jury.places.get().recused.add(second)
    assert "external" in broken(jury)
    assert "0 sur 2" in detail(jury, "external")


def tie(seat, place, kind: str) -> None:
    official, enrolment = seat.official, place.enrolment
    if kind == "employer":
        official.employer = enrolment.organisation
        official.save()
    elif kind in {"trainer_name", "tutor_name"}:
        setattr(enrolment, kind, f"Zoé Autre et {official.full_name.upper()}")
        enrolment.save()
    else:
        what = (
            {"organisation": enrolment.organisation} if kind == "organisation" else {"candidate": enrolment.candidate}
        )
        ConflictDeclaration.objects.create(
            official=official, tie="famille", declared_on=timezone.localdate() - timedelta(days=1), **what
        )


TIES = ["employer", "trainer_name", "tutor_name", "organisation", "candidate"]


@pytest.mark.parametrize("kind", TIES)
def test_separation_2_nobody_judges_whom_they_train_employ_or_know(kind):
    """§9.2: trainer, tutor, employer of a candidate, or tied to them, never on their jury, unless recused for them."""
    jury = planned_jury(candidates=2)
    extra = Seat.objects.create(jury=jury, official=trained_member("employee"), college="employee")
    place = jury.places.first()
    tie(extra, place, kind)
    assert broken(jury) == {"ties"}
    assert place.code in detail(jury, "ties")
    recuse(place, extra, by=team_member())
    assert broken(jury) == set()
    recuse(place, extra, by=team_member(), recused=False)
    assert broken(jury) == {"ties"}


def test_a_tie_that_has_ended_no_longer_counts(jury):
    seat = jury.seats.first()
    ConflictDeclaration.objects.create(
        official=seat.official, organisation=jury.places.get().enrolment.organisation, tie="emploi",
        declared_on=timezone.localdate() - timedelta(days=900), ended_on=timezone.localdate() - timedelta(days=30),
    )  # fmt: skip
    assert broken(jury) == set()


def test_a_recused_member_is_not_counted_for_that_candidate(jury):
    jury.places.get().recused.add(jury.seats.first())
    assert broken(jury) == {"quorum", "colleges"}
    assert jury.places.get().code in detail(jury, "quorum")


def test_the_structures_are_accredited_on_the_day(jury):
    accreditation = jury.places.get().enrolment.accreditation
    accreditation.state, accreditation.reason = "suspended", "Un écart"
    accreditation.save()
    assert broken(jury) == {"accreditations"}
    assert str(accreditation.organisation) in detail(jury, "accreditations")


@pytest.mark.parametrize(("days", "ok"), [(15, True), (14, False)])
def test_summons_leave_so_many_days_before(jury, days, ok):
    jury.held_on = timezone.localdate() + timedelta(days=days)
    assert ("summons" not in broken(jury)) is ok


def test_the_delay_counts_from_the_day_of_the_summons():
    jury = planned_jury(state="convened", answer="accepted")
    jury.held_on = timezone.localdate() + timedelta(days=3)
    jury.convened_at = timezone.now() - timedelta(days=20)
    assert broken(jury) == set()


@pytest.mark.parametrize(
    ("name", "written", "same"),
    [
        ("Anne Le Goff", "LE GOFF Anne", True),
        ("Anne Le Goff", "Paul Petit, Anne Le-Goff", True),
        ("Élise Noël", "elise noel", True),
        ("Anne Le Goff", "Anne", False),
        ("Anne Le Goff", "Anne Le Goff Martin", False),
        ("", "", False),
    ],
)
def test_the_same_name_is_known_whatever_its_order(name, written, same):
    assert same_person(name, written) is same


def test_members_are_proposed_the_least_asked_this_year_first():
    jury = planned_jury()
    asked, free = trained_member(full_name="A"), trained_member(full_name="B")
    other = JuryFactory(held_on=jury.held_on.replace(day=1))
    Seat.objects.create(jury=other, official=asked, college="employer", answer="accepted")
    people = propose(jury).fit[College.EMPLOYER]
    assert [(one.official, one.load) for one in people] == [(free, 0), (asked, 1)]


def test_why_others_are_not_proposed_is_told():
    jury = planned_jury()
    untrained = OfficialFactory(full_name="Sans Formation")
    OfficialMandateFactory(official=untrained)
    busy = trained_member(full_name="Prise Ailleurs")
    Seat.objects.create(jury=JuryFactory(held_on=jury.held_on), official=busy, college="employer")
    elsewhere = trained_member(full_name="D'une Autre Région")
    elsewhere.mandates.get().regions.add("84")
    reasons = {one.full_name: " ".join(why) for one, why in propose(jury).unfit}
    assert "formation" in reasons["Sans Formation"]
    assert "autre jury" in reasons["Prise Ailleurs"]
    assert "région" in reasons["D'une Autre Région"]
    assert propose(jury).fit == {College.EMPLOYER: [], College.EMPLOYEE: []}


def test_somebody_tied_is_proposed_apart_and_sits_once_recused():
    jury = planned_jury()
    enrolment = jury.places.get().enrolment
    tied = trained_member("employee", employer=enrolment.organisation)
    proposal = propose(jury)
    assert [one.official for one in proposal.tied[College.EMPLOYEE]] == [tied]
    add_member(jury, tied, College.EMPLOYEE, by=team_member())
    assert "ties" in broken(jury)


def test_a_jury_is_composed_at_one_press_with_both_colleges_and_a_president():
    jury = planned_jury()
    jury.seats.all().delete()
    jury.certification.min_members = 3
    jury.certification.save()
    for college in ("employer", "employee"):
        trained_member(college)
    assert compose(jury, by=team_member()) == 3
    assert broken(jury) == set()
    with pytest.raises(Refused, match="Personne n'est à ajouter"):
        compose(jury, by=team_member())


def test_external_members_are_added_where_their_share_is_short():
    jury = planned_jury()
    Mandate.objects.filter(official__in=jury.seats.values("official")).delete()
    jury.seats.all().delete()
    trained_member("employer", of_certifier=True)
    trained_member("employee", of_certifier=True)
    external = trained_member("employee", full_name="Zoé Extérieure")
    jury.certification.external_percent = 30
    jury.certification.save()
    compose(jury, by=team_member())
    assert external in {seat.official for seat in jury.seats.all()}
    assert broken(jury) == set()


def test_reading_the_rules_costs_the_same_for_one_and_for_three_candidates_of_a_structure():
    counts = []
    for candidates in (1, 3):
        jury = planned_jury(candidates=candidates)
        organisation = jury.places.first().enrolment.organisation
        Enrolment.objects.filter(places__jury=jury).update(organisation=organisation)
        with CaptureQueriesContext(connection) as queries:
            checks_of(jury)
        counts.append(len(queries))
    assert counts[0] == counts[1]
