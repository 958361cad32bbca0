"""The day of a jury: who came, the conditions explained, the deliberation that opens or does not."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from certification.domain.juries.day import Noted, PlaceNoted, hold, note_day
from certification.domain.juries.quorum import conditions_of_day, unmet
from certification.models import Accreditation, Jury, Mandate, Place
from members.domain.moves import NotAllowed, Refused, WrongState
from tests.certification.juries import (
    attend,
    fill,
    member,
    new_jury,
    open_jury,
    president,
    settle,
    signed,
    state_of,
)
from tests.certification.people import team_member
from tests.factories import UserFactory
from tests.factories.certification import OfficialFactory, SeatFactory

pytestmark = pytest.mark.django_db


def test_a_jury_whose_conditions_are_met_deliberates_and_each_candidate_is_noted():
    jury = open_jury(candidates=3, c2="excused", c3="absent")
    assert jury.state == "held"
    assert [state_of(one) for one in jury.places.all()] == ["present", "excused", "absent"]
    assert all(one.met for one in conditions_of_day(jury))


def _without_president(jury):
    jury.seats.filter(role="president").update(present=False)
    member(jury, college="employee")
    jury.seats.filter(present=None).update(present=True)


def _without_a_college(jury):
    jury.seats.filter(college="employer").update(present=False)


def _without_quorum(jury):
    jury.certification.min_members = 3
    jury.certification.save()


def _mandate_ended(jury):
    Mandate.objects.filter(official__full_name="Marc Membre").update(
        validity=(timezone.localdate() - timedelta(days=300), timezone.localdate())
    )


def _mandate_elsewhere(jury):
    Mandate.objects.get(official__full_name="Marc Membre").regions.set(["11"])


def _mandate_of_the_other_college(jury):
    Mandate.objects.filter(official__full_name="Marc Membre").update(college="employee")


def _accreditation_suspended(jury):
    Accreditation.objects.update(state="suspended", reason="Un contrôle")


def _all_of_the_certifier(jury):
    for seat in jury.seats.select_related("official"):
        seat.official.of_certifier = True
        seat.official.save()


def _recused(jury):
    jury.places.get().recused.add(jury.seats.get(official__full_name="Marc Membre"))


def _recused_of_his_college(jury):
    member(jury, college="employee")
    jury.seats.update(present=True)
    _recused(jury)


def _of_the_structure(jury):
    official = jury.seats.get(official__full_name="Marc Membre").official
    official.employer = jury.places.get().enrolment.organisation
    official.save()


def _tutor(jury):
    jury.places.get().enrolment.__class__.objects.update(tutor_name=" marc membre ")


def _entered_after_the_end(jury):
    jury.certification.registered_until = timezone.localdate() - timedelta(days=60)
    jury.certification.save()


def _tomorrow(jury):
    Jury.objects.update(held_on=timezone.localdate() + timedelta(days=1))


def _not_noted(jury):
    jury.places.update(attendance="")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_without_president, "La présidence est présente"),
        (_without_a_college, "Collège des employeurs : 0 sur 1"),
        (_without_quorum, "2 membres présents sur 3 au moins"),
        (_mandate_ended, "Sans mandat dans son collège ce jour-là : Marc Membre"),
        (_mandate_elsewhere, "Sans mandat dans son collège ce jour-là : Marc Membre"),
        (_mandate_of_the_other_college, "Sans mandat dans son collège ce jour-là : Marc Membre"),
        (_accreditation_suspended, "Candidat 1 : l'agrément de sa structure"),
        (_all_of_the_certifier, "extérieurs au certificateur et aux structures des candidats : 0 sur 2"),
        (_recused, "Candidat 1 : 1 membre sans récusation"),
        (_recused_of_his_college, "Candidat 1 : le collège des employeurs manque, par récusation"),
        (_of_the_structure, "Candidat 1 : 1 membre sans récusation"),
        (_tutor, "Candidat 1 : 1 membre sans récusation"),
        (_entered_after_the_end, "la personne est entrée en parcours après cette échéance"),
        (_tomorrow, "Le jury a lieu le"),
        (_not_noted, "1 présence à noter"),
    ],
)
def test_a_condition_that_is_not_met_is_explained_and_the_jury_does_not_deliberate(spoil, said):
    """§9, separations 2 and 6 too: neither employer, trainer nor tutor of a candidate counts as one of the judges, and a
    decision is within the registration of the certification, or on somebody who entered before its end."""
    jury = new_jury()
    attend(jury)
    spoil(jury)
    jury = Jury.objects.get(pk=jury.pk)
    assert any(said in one for one in unmet(jury)), unmet(jury)
    with pytest.raises(Refused, match="ne peut pas délibérer"):
        hold(jury, by=president(jury))
    assert Jury.objects.get().state == "confirmed"
    assert state_of(jury.places.get()) == "summoned"


@pytest.mark.parametrize("state", [one for one in Jury.State.values if one != "confirmed"])
def test_only_a_confirmed_jury_begins_to_deliberate(state):
    jury = new_jury()
    attend(jury)
    Jury.objects.update(state=state, cancellation_reason="x")
    with pytest.raises(WrongState):
        hold(jury, by=president(jury))


def test_a_member_who_left_before_the_end_is_noted_only_if_the_jury_may_go_on():
    jury = open_jury()
    absent = Noted(seats={jury.seats.get(official__full_name="Marc Membre").pk: False})
    with pytest.raises(Refused, match="Collège des employeurs"):
        note_day(jury, absent, by=president(jury))
    assert jury.seats.filter(present=True).count() == 2


def test_a_late_candidate_is_present_and_what_was_decided_of_one_who_left_is_not_kept():
    jury = open_jury(candidates=2, c2="absent")
    first, late = jury.places.all()
    fill(first)
    settle(first)
    places = {first.pk: PlaceNoted("excused"), late.pk: PlaceNoted("present", "Temps majoré")}
    note_day(jury, Noted(places=places), by=president(jury))
    assert (state_of(first), state_of(late)) == ("excused", "present")
    assert Place.objects.get(pk=first.pk).result == ""
    assert Place.objects.get(pk=late.pk).adaptation_granted == "Temps majoré"


def test_while_the_jury_deliberates_a_presence_is_not_left_blank():
    jury = open_jury()
    with pytest.raises(Refused, match="présent, excusé ou absent"):
        note_day(jury, Noted(places={jury.places.get().pk: PlaceNoted("")}), by=president(jury))


def test_hours_are_in_order():
    jury = new_jury()
    with pytest.raises(Refused, match="heure de fin"):
        note_day(jury, Noted(hours=(time(14), time(9))), by=president(jury))


def test_after_the_minutes_presences_no_longer_change():
    jury = signed()
    with pytest.raises(WrongState):
        attend(jury)


def test_the_team_notes_presences_an_observer_and_others_do_not():
    jury = new_jury()
    observer = OfficialFactory(user=UserFactory())
    SeatFactory(jury=jury, official=observer, role="observer")
    attend(jury, by=team_member())
    for user in (observer.user, UserFactory()):
        with pytest.raises(NotAllowed):
            attend(jury, by=user)


def test_two_people_note_at_once_and_neither_undoes_the_other(client):
    jury = new_jury(candidates=2)
    first, other = jury.places.all()
    address = reverse("certification:jury_day", args=[jury.pk])
    client.force_login(president(jury))
    page = client.get(address).context["form"]
    data = {f"initial-{name}": page[name].initial or "" for name in page.fields} | {
        name: page[name].initial or "" for name in page.fields
    }
    Place.objects.filter(pk=other.pk).update(attendance="absent")
    response = client.post(address, data | {f"place{first.pk}": "present"})
    assert response.status_code == 302
    assert [one.attendance for one in jury.places.all()] == ["present", "absent"]


def test_what_is_refused_is_said_and_what_was_typed_stays(client):
    jury = open_jury()
    client.force_login(president(jury))
    seat = jury.seats.get(official__full_name="Marc Membre")
    data = {f"seat{seat.pk}": "non", f"initial-seat{seat.pk}": "oui", "incidents": "Une panne de courant."}
    response = client.post(reverse("certification:jury_day", args=[jury.pk]), data)
    assert response.status_code == 409
    text = response.content.decode()
    assert "Collège des employeurs" in text
    assert "Une panne de courant." in text
    assert Jury.objects.get().incidents == ""


def test_the_page_of_the_day_asks_little_for_each_candidate(client, django_assert_max_num_queries):
    jury = new_jury(candidates=8)
    attend(jury)
    client.force_login(team_member())
    with django_assert_max_num_queries(75):
        assert client.get(reverse("certification:jury_day", args=[jury.pk])).status_code == 200
