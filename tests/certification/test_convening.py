"""A jury is convened, answered, confirmed or cancelled; candidates are summoned once, and on one jury at a time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from certification.domain.enrolments.path import withdraw
from certification.domain.juries import convening, planning
from certification.domain.juries.lawful import UnlawfulJury
from certification.domain.juries.papers import calendar_file
from certification.domain.juries.planning import AlreadyPlaced
from certification.models import Enrolment, Jury, Place, Seat
from members.domain import outbox
from members.domain.moves import NotAllowed, Refused, WrongState
from members.models import Mail
from tests.certification.jury_plan import planned_jury, ready_candidate
from tests.certification.people import manager_of, team_member, trained_member
from tests.factories.certification import JuryFactory
from tests.members.waiting import until_somebody_waits

State = Jury.State
# §1.3, up to the confirmed jury: each step, the states from which it is taken, the one to which it leads.
TAKEN = {
    "convene": ([State.DRAFT], State.CONVENED),
    "confirm": ([State.CONVENED], State.CONFIRMED),
    "cancel": ([State.DRAFT, State.CONVENED, State.CONFIRMED], State.CANCELLED),
}


def take(step: str, jury: Jury, by):
    if step == "cancel":
        return convening.cancel(jury, reason="Grève", by=by)
    return getattr(convening, step)(jury, by=by)


def answered(jury: Jury, answer="accepted") -> Jury:
    jury.seats.update(answer=answer)
    return jury


@pytest.mark.django_db
@pytest.mark.parametrize("step", TAKEN)
def test_a_step_is_taken_from_its_states_and_refused_from_the_others(step):
    allowed, to = TAKEN[step]
    team = team_member()
    for state in State:
        jury = planned_jury(answer="accepted")
        Jury.objects.filter(pk=jury.pk).update(state=state, cancellation_reason="x", convened_at=timezone.now())
        if state in allowed:
            assert take(step, jury, team).state == to
        else:
            with pytest.raises(WrongState):
                take(step, jury, team)
            assert Jury.objects.get(pk=jury.pk).state == state


@pytest.mark.django_db
@pytest.mark.parametrize("step", TAKEN)
def test_the_team_alone_takes_steps(step):
    jury = planned_jury()
    with pytest.raises(NotAllowed):
        take(step, jury, manager_of(jury.places.get().enrolment.organisation))


@pytest.mark.django_db
def test_an_unlawful_jury_convenes_nobody():
    jury = planned_jury()
    jury.seats.filter(college="employee").delete()
    with pytest.raises(UnlawfulJury, match="Collèges"):
        convening.convene(jury, by=team_member())
    assert (Jury.objects.get().state, Enrolment.objects.get().state) == ("draft", "ready")
    assert not Mail.objects.exists()


@pytest.mark.django_db
def test_members_and_structures_are_written_to_and_candidates_summoned(django_capture_on_commit_callbacks):
    jury = planned_jury(candidates=2)
    for place in jury.places.all():
        manager_of(place.enrolment.organisation)
    convening.convene(jury, by=team_member())
    assert set(Enrolment.objects.values_list("state", flat=True)) == {"summoned"}
    assert Mail.objects.filter(kind="jury").count() == 4
    names = Enrolment.objects.values_list("candidate__birth_name", flat=True)
    told = " ".join(f"{one.subject} {one.body}" for one in Mail.objects.all())
    assert not any(name in told for name in names), "a kept mail names no candidate"
    assert not any(seat.token in told for seat in jury.seats.all()), "nor keeps the link by which one answers"


@pytest.mark.django_db
def test_the_mail_that_leaves_has_the_link_and_papers_with_its_own_candidates_alone():
    jury = planned_jury(candidates=2)
    first = jury.places.first()
    manager_of(first.enrolment.organisation)
    convening.convene(jury, by=team_member())
    for one in Mail.objects.all():
        outbox.send(one.pk)
    seat = jury.seats.get(role="president")
    to_member = next(one for one in mail.outbox if one.to == [seat.official.email])
    assert reverse("certification:seat_answer", args=[seat.token]) in to_member.body
    assert to_member.attachments[0][0].endswith(".ics")
    paper = next(one for one in mail.outbox if one.attachments[0][0].endswith(".pdf")).attachments[0][1]
    assert paper.startswith(b"%PDF")


@pytest.mark.django_db
def test_a_summons_that_has_not_left_when_the_jury_is_cancelled_does_not_leave():
    jury = planned_jury()
    convening.convene(jury, by=team_member())
    summons = Mail.objects.filter(about__endswith="summons").first()
    convening.cancel(jury, reason="Grève", by=team_member())
    assert outbox.send(summons.pk) is False
    summons.refresh_from_db()
    assert (summons.state, summons.error) == ("stopped", "Ce jury n'a plus lieu.")


@pytest.mark.django_db
def test_a_cancelled_jury_tells_everybody_why_and_its_candidates_are_ready_again():
    jury = planned_jury()
    manager_of(jury.places.get().enrolment.organisation)
    convening.convene(jury, by=team_member())
    jury.seats.filter(college="employee").update(answer="declined")
    with pytest.raises(Refused, match="motif"):
        convening.cancel(jury, reason=" ", by=team_member())
    convening.cancel(jury, reason="Grève des trains", by=team_member())
    told = Mail.objects.filter(about__endswith="cancelled")
    assert told.count() == 2, "whoever declined is not told again"
    assert all("Grève des trains" in one.body for one in told)
    enrolment = Enrolment.objects.get()
    assert enrolment.state == "ready"
    assert enrolment in planning.without_jury(Enrolment.objects.all())


@pytest.mark.django_db
def test_a_jury_in_preparation_is_cancelled_without_a_word():
    convening.cancel(planned_jury(), reason="Erreur", by=team_member())
    assert not Mail.objects.exists()


@pytest.mark.django_db
def test_a_candidate_who_is_no_longer_ready_is_not_summoned():
    jury = planned_jury()
    Enrolment.objects.update(state="in_path")
    with pytest.raises(Refused, match="n'est plus prêt"):
        convening.convene(jury, by=team_member())
    assert Jury.objects.get().state == "draft"


@pytest.mark.django_db
def test_a_member_answers_by_the_link_without_an_account_and_opening_it_does_nothing(client):
    jury = planned_jury(state="convened")
    seat = jury.seats.first()
    address = reverse("certification:seat_answer", args=[seat.token])
    page = client.get(address)
    assert page["Referrer-Policy"] == "same-origin"
    assert Seat.objects.get(pk=seat.pk).answer == "waiting"
    client.post(address, {"answer": "accept"})
    assert Seat.objects.get(pk=seat.pk).answer == "accepted"
    client.post(address, {"answer": "decline"})
    assert Seat.objects.get(pk=seat.pk).answer == "declined"
    names = Enrolment.objects.values_list("candidate__birth_name", flat=True)
    assert not any(name in page.content.decode() for name in names)


@pytest.mark.django_db
@pytest.mark.parametrize("late", ["draft", "cancelled", "yesterday", "replaced"])
def test_an_answer_that_is_no_longer_awaited_changes_nothing(client, late):
    jury = planned_jury(state="convened")
    seat = jury.seats.get(college="employee")
    if late == "yesterday":
        Jury.objects.update(held_on=timezone.localdate() - timedelta(days=1))
    elif late == "replaced":
        Seat.objects.create(jury=jury, official=trained_member("employee"), college="employee", replaces=seat)
    else:
        Jury.objects.update(state=late, cancellation_reason="x")
    response = client.post(reverse("certification:seat_answer", args=[seat.token]), {"answer": "accept"})
    assert response.status_code == 409
    assert Seat.objects.get(pk=seat.pk).answer == "waiting"


@pytest.mark.django_db
def test_whoever_declines_is_replaced_once_by_the_next_of_the_same_college_who_is_convened():
    jury = planned_jury(state="convened", answer="accepted")
    president = jury.seats.get(role="president")
    convening.answer_summons(president, comes=False)
    busy, free = trained_member(full_name="A Souvent"), trained_member(full_name="B Rarement")
    Seat.objects.create(jury=JuryFactory(held_on=jury.held_on.replace(day=1)), official=busy, college="employer")
    team = team_member()
    made = planning.replace_member(president, by=team)
    assert (made.official, made.role, made.college, made.replaces) == (free, "president", "employer", president)
    assert Mail.objects.get(about__endswith="summons").to == free.email
    with pytest.raises(Refused, match="déjà remplacé"):
        planning.replace_member(president, by=team)
    with pytest.raises(Refused, match="dit ne pas venir"):
        planning.replace_member(jury.seats.get(college="employee"), by=team)


@pytest.mark.django_db
def test_once_convened_date_candidates_and_seats_stay_and_a_new_place_is_told():
    jury, team = planned_jury(state="convened"), team_member()
    manager_of(jury.places.get().enrolment.organisation)
    with pytest.raises(Refused, match="la date"):
        planning.change_jury(jury, by=team, held_on=jury.held_on + timedelta(days=1))
    for refused in (
        lambda: planning.add_candidates(jury, [ready_candidate(jury.certification)], by=team),
        lambda: planning.remove_candidate(jury.places.get(), by=team),
        lambda: planning.remove_member(jury.seats.first(), by=team),
    ):
        with pytest.raises(WrongState):
            refused()
    planning.change_jury(jury, by=team, place="2 rue Neuve, Brest")
    assert Mail.objects.count() == 3
    assert all("2 rue Neuve" in one.body for one in Mail.objects.all())


@pytest.mark.django_db
def test_a_candidate_of_another_certification_or_not_ready_gets_no_place():
    jury, team = planned_jury(candidates=0), team_member()
    with pytest.raises(Refused, match="autre certification"):
        planning.add_candidates(jury, [ready_candidate()], by=team)
    other = ready_candidate(jury.certification)
    Enrolment.objects.filter(pk=other.pk).update(state="in_path")
    with pytest.raises(Refused, match="pas prêt"):
        planning.add_candidates(jury, [other], by=team)
    assert not Place.objects.exists()


@pytest.mark.django_db
def test_the_calendar_is_one_that_calendars_read_and_names_nobody():
    jury = planned_jury(place="Salle 3, 1 rue de l'Été ; Quimper, et un texte assez long pour que la ligne se replie")
    text = calendar_file(jury).decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "Salle 3\\, 1 rue de l'Été \\; Quimper" in text.replace("\r\n ", "")
    assert "DTSTART:" in text
    assert "STATUS:TENTATIVE" in text
    jury.starts_at = None
    assert f"DTSTART;VALUE=DATE:{jury.held_on:%Y%m%d}" in calendar_file(jury).decode()


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
def test_a_candidate_put_on_two_juries_at_once_has_a_place_on_one():
    team = team_member()
    one = planned_jury(candidates=0)
    other = planned_jury(candidates=0, certification=one.certification)
    candidate = ready_candidate(one.certification)
    added, refused = together(
        lambda: planning.add_candidates(one, [candidate], by=team),
        lambda: planning.add_candidates(other, [candidate], by=team),
    )
    assert added == 1
    assert isinstance(refused, AlreadyPlaced)
    assert Place.objects.get().jury == one


@pytest.mark.usefixtures("committed")
def test_a_jury_convened_by_two_is_convened_once():
    team, jury = team_member(), planned_jury()
    done, refused = together(lambda: convening.convene(jury, by=team), lambda: convening.convene(jury, by=team))
    assert (done.state, type(refused)) == ("convened", WrongState)
    assert Mail.objects.filter(about__startswith="seat").count() == 2


@pytest.mark.usefixtures("committed")
def test_a_path_that_stops_while_the_summons_leave_is_not_summoned():
    team, jury = team_member(), planned_jury()
    enrolment = jury.places.get().enrolment
    manager = manager_of(enrolment.organisation)
    _, refused = together(
        lambda: withdraw(enrolment, reason="Un emploi", by=manager), lambda: convening.convene(jury, by=team)
    )
    assert isinstance(refused, Refused)
    assert (Enrolment.objects.get().state, Jury.objects.get().state) == ("withdrawn", "draft")


@pytest.mark.usefixtures("committed")
def test_a_member_who_declines_while_the_jury_is_confirmed_is_counted_out_or_after():
    team, jury = team_member(), planned_jury(state="convened", answer="accepted")
    seat = jury.seats.first()
    _, refused = together(lambda: convening.answer_summons(seat, comes=False), lambda: convening.confirm(jury, by=team))
    assert isinstance(refused, UnlawfulJury)
    assert Jury.objects.get().state == "convened"
