"""Officials: their mandates, what they declare, what they did, what they are owed, and their desk."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from certification.domain.officials import declaring
from certification.domain.officials.activity import with_activity
from certification.domain.officials.indemnities import statement_of
from certification.domain.officials.summons import answer_summons
from certification.models import Jury, Mandate, Official, Seat
from config.desk import todo_of
from members.domain.moves import NotAllowed, Refused
from members.models import RoleGrant
from tests import html_forms
from tests.certification.people import team_member
from tests.factories import UserFactory
from tests.factories.certification import (
    AccreditationCheckFactory,
    AccreditationFactory,
    CertificationFactory,
    JuryFactory,
    OfficialFactory,
    OfficialMandateFactory,
    PlaceFactory,
    SeatFactory,
    SupportVisitFactory,
)
from tests.reporting.helpers import pdf_text

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def plain(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")


def address(name: str, *args) -> str:
    return reverse(f"certification:{name}", args=args)


@pytest.fixture
def official():
    """An official with an account and a mandate."""
    return OfficialMandateFactory(official__user=UserFactory(), official__full_name="Ana Mandatée").official


@pytest.fixture
def entered(client, official):
    client.force_login(official.user)
    return official


def sat(official, *, on=None, state="closed", present=True, role="member", indemnity=80, travel=0):
    jury = JuryFactory(
        certification=CertificationFactory(indemnity=indemnity), held_on=on or TODAY(), state=state
    )  # fmt: skip
    return SeatFactory(
        jury=jury, official=official, present=present, role=role, travel_cost=travel, mandate=False
    )  # fmt: skip


# Activity and indemnities


def test_activity_counts_what_was_done_in_the_year_alone(official):
    year = TODAY().year
    before = TODAY() - timedelta(days=366)
    sat(official)
    sat(official, on=before)
    sat(official, present=False)
    sat(official, state="confirmed")
    AccreditationCheckFactory(controller=official, state="carried_out")
    AccreditationCheckFactory(controller=official, state="planned")
    for day in (TODAY(), TODAY(), before):
        SupportVisitFactory(visitor=official, visited_on=day)
    sat(OfficialFactory())
    found = with_activity(Official.objects.filter(pk=official.pk), year).get()
    assert (found.juries, found.checks_made, found.visits) == (1, 1, 2)


def test_the_statement_adds_an_indemnity_a_jury_and_travel(official):
    sat(official, indemnity=80, travel=Decimal("35.50"))
    sat(official, indemnity=60)
    sat(official, indemnity=60, role="observer", travel=10)
    sat(official, present=False)
    sat(official, present=None, state="confirmed")
    sat(official, on=TODAY() - timedelta(days=366))
    statement = statement_of(official, TODAY().year)
    assert len(statement.lines) == 3
    assert (statement.indemnities, statement.travel, statement.total) == (140, Decimal("45.50"), Decimal("185.50"))


def test_the_statement_is_taken_as_pdf_and_csv_by_the_person_and_the_team_alone(client, official):
    sat(official, indemnity=80, travel=Decimal("35.50"))
    year = TODAY().year
    for user in (official.user, team_member()):
        client.force_login(user)
        words = pdf_text(client.get(address("indemnities", official.pk, year, "pdf")).content)
        assert "Ana Mandatée" in words
        assert "115,50 €" in words.replace("\u00a0", " ")
        assert ";80,00;35,50;115,50" in client.get(address("indemnities", official.pk, year, "csv")).content.decode()
    for user, status in (
        (team_member(RoleGrant.Team.TRAINING), 403),
        (OfficialFactory(user=UserFactory()).user, 404),
        (UserFactory(), 404),
    ):
        client.force_login(user)
        assert client.get(address("indemnities", official.pk, year, "pdf")).status_code == status


# What they declare


def test_an_official_notes_days_away_and_takes_them_back(client, entered):
    first, last = TODAY() + timedelta(days=3), TODAY() + timedelta(days=5)
    client.post(address("add_unavailability", entered.pk), {"first": first, "last": last, "note": "Congés"})
    away = entered.unavailabilities.get()
    assert (away.validity.lower, away.validity.upper) == (first, last + timedelta(days=1))
    assert "Congés" in plain(client.get(address("my_desk")))
    client.post(address("remove_unavailability", away.pk))
    assert not entered.unavailabilities.exists()


@pytest.mark.parametrize(("first", "last", "words"), [(5, 3, "précède le premier"), (-5, -3, "Ces jours sont passés")])
def test_days_away_are_in_order_and_not_past(client, entered, first, last, words):
    given = {"first": TODAY() + timedelta(days=first), "last": TODAY() + timedelta(days=last)}
    assert words in plain(client.post(address("add_unavailability", entered.pk), given, follow=True))
    assert not entered.unavailabilities.exists()


def test_nobody_declares_for_another(official):
    with pytest.raises(NotAllowed):
        declaring.add_unavailability(official, first=TODAY(), last=TODAY(), by=OfficialFactory(user=UserFactory()).user)
    with pytest.raises(NotAllowed):
        declaring.declare_conflict(official, tie="x", organisation=None, by=team_member(RoleGrant.Team.TRAINING))
    assert declaring.add_unavailability(official, first=TODAY(), last=TODAY(), by=team_member())


def test_a_tie_is_declared_and_ended_and_stays_written(client, entered):
    structure = AccreditationFactory().organisation
    page = client.post(address("declare_conflict", entered.pk), {"organisation": "", "tie": "ami"}, follow=True)
    assert "Choisissez une structure, ou bien un candidat." in plain(page)
    declaring.declare_conflict(entered, organisation=structure, tie="ancien salarié", by=entered.user)
    tie = entered.conflicts.get()
    assert tie.declared_on == TODAY()
    client.post(address("end_conflict", tie.pk))
    tie.refresh_from_db()
    assert tie.ended_on == TODAY()
    assert "déjà notée" in plain(client.post(address("end_conflict", tie.pk), follow=True))
    with pytest.raises(ValidationError):
        declaring.declare_conflict(entered, tie="rien", by=entered.user)


def test_a_tie_with_a_candidate_is_with_one_of_their_juries_whose_files_have_names(client, entered):
    ours, other, hidden = PlaceFactory(), PlaceFactory(), PlaceFactory()
    for place in (ours, hidden):
        SeatFactory(jury=place.jury, official=entered, mandate=False)
    type(hidden.jury.certification).objects.filter(pk=hidden.enrolment.certification_id).update(anonymous_files=True)
    with pytest.raises(NotAllowed):
        declaring.declare_conflict(entered, candidate=other.enrolment.candidate, tie="cousin", by=entered.user)
    page = plain(client.get(address("my_desk")))
    assert str(ours.enrolment.candidate.birth_name) in page
    for place in (other, hidden):
        assert place.enrolment.candidate.birth_name not in page
    client.post(
        address("declare_conflict", entered.pk), {"candidate": ours.enrolment.candidate.pk, "tie": "cousin"}
    )  # fmt: skip
    assert entered.conflicts.get().candidate == ours.enrolment.candidate


def test_ties_are_not_shown_to_the_other_national_staff(client, official):
    official.conflicts.create(
        organisation=AccreditationFactory().organisation, tie="ancienne salariée", declared_on=TODAY()
    )
    for user, told in ((team_member(), True), (team_member(RoleGrant.Team.TRAINING), False)):
        client.force_login(user)
        assert ("ancienne salariée" in plain(client.get(official.get_absolute_url()))) is told


# The desk


def test_the_desk_is_of_officials_alone(client, entered):
    assert "Mes contrôles" in plain(client.get(address("my_desk")))
    client.force_login(team_member())
    assert client.get(address("my_desk")).status_code == 404


def test_a_summons_is_answered_from_the_desk(client, entered):
    seat = sat(entered, on=TODAY() + timedelta(days=20), state="convened", present=None)
    assert "dites si vous venez" in " ".join(one.text for one in todo_of(entered.user))
    assert "Je viens" in plain(client.get(address("my_desk")))
    client.post(address("answer_summons", seat.pk), {"answer": "accepted"})
    seat.refresh_from_db()
    assert (seat.answer, seat.answered_at.date()) == ("accepted", timezone.now().date())
    client.post(address("answer_summons", seat.pk), {"answer": "declined"})
    seat.refresh_from_db()
    assert seat.answer == "declined"
    other = SeatFactory(jury=seat.jury)
    assert client.post(address("answer_summons", other.pk), {"answer": "declined"}).status_code == 404


def test_whoever_was_replaced_no_longer_answers(official):
    seat = sat(official, on=TODAY() + timedelta(days=20), state="convened", present=None)
    SeatFactory(jury=seat.jury, replaces=seat)
    with pytest.raises(Refused, match="à votre place"):
        answer_summons(seat, "accepted", by=official.user)
    assert Seat.objects.get(pk=seat.pk).answer == "waiting"


@pytest.mark.parametrize("state", Jury.State)
def test_an_answer_is_expected_between_the_summons_and_the_jury(official, state):
    seat = sat(official, on=TODAY(), state="convened", present=None)
    Jury.objects.update(state=state, cancellation_reason="x")
    if state in {"convened", "confirmed"}:
        assert answer_summons(seat, "accepted", by=official.user).answer == "accepted"
        Jury.objects.update(held_on=TODAY() - timedelta(days=1))
        with pytest.raises(Refused, match="n'est plus attendue"):
            answer_summons(seat, "declined", by=official.user)
    else:
        with pytest.raises(Refused, match="n'est plus attendue"):
            answer_summons(seat, "accepted", by=official.user)
    with pytest.raises(Refused, match="oui ou par non"):
        answer_summons(seat, "waiting", by=official.user)
    with pytest.raises(NotAllowed):
        answer_summons(seat, "accepted", by=UserFactory())
    assert Seat.objects.get().answer in {"accepted", "waiting"}


# The list and the administration


def test_the_list_is_narrowed_by_what_people_may_do_today(client):
    client.force_login(team_member())
    certification = CertificationFactory()
    named = OfficialMandateFactory(official__full_name="Nina Nommée", college="employee")
    named.certifications.add(CertificationFactory())
    OfficialMandateFactory(official__full_name="Tom Toutes", role="controller", college="none")

    def found(**query):
        page = plain(client.get(address("officials"), query))
        return [name for name in ("Nina Nommée", "Tom Toutes") if name in page]

    assert found() == ["Nina Nommée", "Tom Toutes"]
    assert found(role="controller") == ["Tom Toutes"]
    assert found(college="employee") == ["Nina Nommée"]
    assert found(certification=certification.code) == ["Tom Toutes"]
    assert found(q="nommee") == ["Nina Nommée"]
    assert "Tom Toutes" in client.get(address("officials_export", "csv")).content.decode()


def test_the_list_costs_the_same_for_one_and_for_several(client, django_assert_max_num_queries):
    client.force_login(team_member())
    client.get(address("officials"))
    counts = []
    for _ in range(2):
        for _ in range(3):
            OfficialMandateFactory()
        with django_assert_max_num_queries(60) as queries:
            client.get(address("officials"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_mandates_are_kept_in_the_administration_and_never_overlap(client, official):
    client.force_login(team_member())
    page = reverse("admin:certification_official_change", args=[official.pk])
    fields = html_forms.fields_of(client.get(page).content.decode(), "official_form")
    mandate = official.mandates.get()
    row = {
        "mandates-TOTAL_FORMS": "2", "mandates-1-role": mandate.role, "mandates-1-college": "employee",
        "mandates-1-validity_0": f"01/03/{TODAY().year}", "mandates-1-validity_1": "",
        "mandates-1-official": str(official.pk), "mandates-1-id": "",
    }  # fmt: skip
    refused = client.post(page, fields | row)
    assert any("se chevauchent" in str(errors) for errors in html_forms.refusals_of(refused))
    refused = client.post(page, fields | row | {"mandates-1-college": "none"})
    assert any("collège des employeurs ou des salariés" in str(errors) for errors in html_forms.refusals_of(refused))
    client.post(page, fields | row | {"mandates-1-role": "controller"})
    assert set(official.mandates.values_list("role", flat=True)) == {mandate.role, Mandate.Role.CONTROLLER}
