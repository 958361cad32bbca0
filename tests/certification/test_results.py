"""Results are notified to structures, appealed against, and juries close by themselves."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from certification.domain.juries.appeals import receive, rule
from certification.domain.juries.minutes import close_deliberation
from certification.domain.juries.notifying import appeals_until, close_ended, notify
from certification.models import Appeal, Jury
from config.waiting import juries_of_member, juries_to_follow
from members.domain.moves import NotAllowed, Refused
from members.models import Mail
from tests.certification.juries import (
    attend,
    fill,
    new_jury,
    president,
    second,
    settle,
    sign_all,
    signed,
    state_of,
    written,
)
from tests.certification.people import team_member
from tests.factories import ContactFactory, MembershipFactory, UserFactory
from tests.members.meetings import pdf_text

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def notified(days_ago: int = 0, **kwargs) -> Jury:
    jury = signed(**kwargs)
    notify(jury, by=team_member())
    at_noon = timezone.make_aware(datetime.combine(TODAY() - timedelta(days=days_ago), time(12)))
    Jury.objects.filter(pk=jury.pk).update(notified_at=at_noon)
    return Jury.objects.select_related("certification").get(pk=jury.pk)


def manager_of(place):
    MembershipFactory(organisation=place.enrolment.organisation)
    return ContactFactory(
        organisation=place.enrolment.organisation, user=UserFactory(), manages=True, email="gestion@example.org"
    ).user


def test_each_structure_is_written_to_once_and_no_mail_names_a_candidate():
    jury = signed(candidates=2)
    manager_of(jury.places.first())
    notify(jury, by=team_member())
    mail = Mail.objects.get(to="gestion@example.org")
    for place in jury.places.all():
        assert place.enrolment.candidate.birth_name not in mail.body
    assert reverse("certification:jury_results", args=[jury.pk]) in mail.body
    assert Jury.objects.get().notified_at


def test_only_the_team_notifies():
    jury = signed()
    with pytest.raises(NotAllowed):
        notify(jury, by=president(jury))


def test_a_structure_reads_its_own_results_and_letters_once_notified(client):
    jury = signed(candidates=2)
    own, other = jury.places.all()
    client.force_login(manager_of(own))
    page, letter = reverse("certification:jury_results", args=[jury.pk]), "certification:letter"
    assert client.get(page).status_code == 403
    assert client.get(reverse(letter, args=[own.pk])).status_code == 403
    notify(jury, by=team_member())
    text = client.get(page).content.decode()
    assert own.enrolment.candidate.birth_name in text
    assert other.enrolment.candidate.birth_name not in text
    paper = pdf_text(client.get(reverse(letter, args=[own.pk])).content)
    assert own.enrolment.candidate.birth_name in paper
    assert "certification entière" in paper.lower()
    assert "recours" in paper.lower()
    assert client.get(reverse(letter, args=[other.pk])).status_code == 404
    assert client.get(reverse("certification:letters", args=[jury.pk])).status_code == 403


def test_the_page_of_a_jury_leads_to_its_day_and_to_its_results(client):
    jury = notified()
    page, day = jury.get_absolute_url(), reverse("certification:jury_day", args=[jury.pk])
    results = reverse("certification:jury_results", args=[jury.pk])
    client.force_login(president(jury))
    assert all(link in client.get(page).content.decode() for link in (day, results))
    client.force_login(manager_of(jury.places.get()))
    text = client.get(page).content.decode()
    assert results in text
    assert day not in text


def test_the_team_takes_all_letters_in_one_document(client):
    jury = signed(candidates=2)
    client.force_login(team_member())
    text = pdf_text(client.get(reverse("certification:letters", args=[jury.pk])).content)
    assert all(one.enrolment.candidate.birth_name in text for one in jury.places.all())


def test_there_is_no_letter_before_all_have_signed(client):
    minutes = written()
    client.force_login(team_member())
    assert client.get(reverse("certification:letters", args=[minutes.jury_id])).status_code == 404


@pytest.mark.parametrize(("days_ago", "state"), [(60, "notified"), (61, "closed")])
def test_a_jury_closes_once_the_delay_of_appeal_has_passed(days_ago, state):
    notified(days_ago)
    assert close_ended() == (state == "closed")
    assert Jury.objects.get().state == state


@pytest.mark.parametrize("state", [one for one in Jury.State.values if one != "notified"])
def test_only_a_notified_jury_closes(state):
    notified(90)
    Jury.objects.update(state=state, cancellation_reason="x")
    assert close_ended() == 0
    assert Jury.objects.get().state == state


def test_an_appeal_that_waits_keeps_the_jury_open():
    jury = notified(61)
    appeal = receive(jury.places.get(), received_on=TODAY() - timedelta(days=3), grounds="Motifs", by=team_member())
    assert close_ended() == 0
    rule(appeal, ruling="rejected", text="Rien de nouveau.", by=team_member())
    assert close_ended() == 1


@pytest.mark.parametrize("late", [0, 1])
def test_a_late_appeal_is_inadmissible_unless_it_is_said_otherwise(late):
    jury = notified(60 + late)
    appeal = receive(jury.places.get(), received_on=TODAY(), grounds="Motifs", by=team_member())
    assert appeals_until(jury) == TODAY() - timedelta(days=late)
    if late:
        with pytest.raises(Refused, match="irrecevable"):
            rule(appeal, ruling="rejected", text="Réponse", by=team_member())
        assert Appeal.objects.get().ruling == ""
    ruled = rule(appeal, ruling="rejected", text="Réponse", despite_delay=bool(late), by=team_member())
    assert (ruled.ruling, ruled.ruled_on) == ("rejected", TODAY())


def test_an_appeal_upheld_makes_the_jury_deliberate_again_on_that_candidate():
    jury = notified(candidates=2, level=0)
    place, other = jury.places.all()
    appeal = receive(place, received_on=TODAY(), grounds="Une erreur", by=team_member())
    rule(appeal, ruling="upheld", text="La grille était incomplète.", by=team_member())
    jury = Jury.objects.get()
    assert (jury.state, state_of(place), state_of(other)) == ("held", "deliberated", "failed")
    assert "Recours" in jury.correction_reason
    assert [one.reopened for one in jury.places.all()] == [True, False]


def test_after_a_correction_only_the_structures_concerned_are_written_to():
    jury = notified(candidates=2, level=0)
    place = jury.places.first()
    manager_of(place)
    appeal = receive(place, received_on=TODAY(), grounds="Une erreur", by=team_member())
    rule(appeal, ruling="upheld", text="Réponse", by=team_member())
    fill(place, 2)
    settle(place)
    sign_all(close_deliberation(Jury.objects.get(), by=president(jury)))
    assert state_of(place) == "certified"
    Mail.objects.all().delete()
    notify(jury, by=team_member())
    assert set(Mail.objects.values_list("organisation", flat=True)) == {place.enrolment.organisation_id}


@pytest.mark.parametrize(
    ("received_on", "said"),
    [(TODAY() + timedelta(days=1), "à venir"), (TODAY() - timedelta(days=10), "vérifiez la date")],
)
def test_the_day_of_an_appeal_makes_sense(received_on, said):
    with pytest.raises(Refused, match=said):
        receive(notified().places.get(), received_on=received_on, grounds="Motifs", by=team_member())


def test_the_structure_is_told_of_the_answer_and_takes_the_letter(client):
    place = notified().places.get()
    user = manager_of(place)
    appeal = receive(place, received_on=TODAY(), grounds="Motifs", by=team_member())
    client.force_login(user)
    letter = reverse("certification:appeal_letter", args=[appeal.pk])
    assert client.get(letter).status_code == 404
    rule(appeal, ruling="rejected", text="La grille a été relue.", by=team_member())
    mail = Mail.objects.get(to="gestion@example.org", about__startswith="appeal:")
    assert place.enrolment.candidate.birth_name not in mail.body
    assert letter in client.get(reverse("certification:jury_results", args=[place.jury_id])).content.decode()
    assert "La grille a été relue." in pdf_text(client.get(letter).content)
    client.force_login(manager_of(new_jury().places.get()))
    assert client.get(letter).status_code == 404


def test_an_appeal_is_received_after_the_notification_one_at_a_time_by_the_team_and_answered_once():
    with pytest.raises(Refused, match="ne sont pas notifiés"):
        receive(signed().places.get(), received_on=TODAY(), grounds="Motifs", by=team_member())
    place = notified().places.get()
    with pytest.raises(NotAllowed):
        receive(place, received_on=TODAY(), grounds="Motifs", by=president(place.jury))
    appeal = receive(place, received_on=TODAY(), grounds="Motifs", by=team_member())
    with pytest.raises(Refused, match="déjà à l'étude"):
        receive(place, received_on=TODAY(), grounds="Motifs", by=team_member())
    with pytest.raises(Refused, match="motif"):
        rule(appeal, ruling="rejected", text=" ", by=team_member())
    rule(appeal, ruling="rejected", text="Réponse", by=team_member())
    with pytest.raises(Refused, match="a déjà sa réponse"):
        rule(appeal, ruling="upheld", text="Réponse", by=team_member())


def test_the_pages_of_appeals(client):
    place = notified(61).places.get()
    client.force_login(team_member())
    refused = client.post(
        reverse("certification:new_appeal", args=[place.pk]), {"received_on": "2099-01-01", "grounds": "x"}
    )
    assert "à venir" in refused.content.decode()
    client.post(reverse("certification:new_appeal", args=[place.pk]), {"received_on": TODAY(), "grounds": "Mes motifs"})
    appeal = Appeal.objects.get()
    address = reverse("certification:appeal", args=[appeal.pk])
    refused = client.post(address, {"ruling": "rejected", "text": "Ma réponse"})
    assert "irrecevable" in refused.content.decode()
    assert "Ma réponse" in refused.content.decode()
    client.post(address, {"ruling": "inadmissible", "text": "Hors délai"})
    assert "irrecevable" in client.get(reverse("certification:appeals")).content.decode()


def test_what_waits_for_members_and_for_the_team():
    jury = new_jury()
    attend(jury)
    assert [one.action for one in juries_of_member(president(jury))] == ["Ouvrir"]
    minutes = written()
    member = second(minutes.jury)
    assert [one.action for one in juries_of_member(member)] == ["Signer"]
    sign_all(minutes)
    assert juries_of_member(member) == []
    late = new_jury()
    Jury.objects.filter(pk=late.pk).update(held_on=TODAY() - timedelta(days=1))
    appealed = notified()
    receive(appealed.places.get(), received_on=TODAY(), grounds="Motifs", by=team_member())
    told = " / ".join(one.text for one in juries_to_follow(team_member()))
    for words in ("sa délibération n'est pas close", "résultats à notifier", "Recours à répondre : 1"):
        assert words in told
    assert juries_to_follow(member) == []
