"""What France compétences is to be told: when it is due, reminders, the list to send, what was told (§9.12)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from certification.domain.accreditations.register import mark_told, mark_untold, remind, tone_of
from certification.models import RegisterChange
from config.schedule import BEAT_SCHEDULE
from config.waiting import accreditations_to_examine
from members.domain.moves import NotAllowed
from members.models import Mail
from tests.certification.accreditations import manager_of, of_another_team, of_team
from tests.factories.certification import AccreditationFactory, RegisterChangeFactory

pytestmark = pytest.mark.django_db
TELL, LIST = reverse("certification:register_changes_tell"), reverse("certification:register_changes")


def due(change) -> RegisterChange:
    return RegisterChange.objects.with_due().get(pk=change.pk)


@pytest.mark.parametrize(
    ("happened", "last"),
    [
        (date(2026, 1, 15), date(2026, 3, 15)),
        (date(2025, 12, 31), date(2026, 2, 28)),
        (date(2026, 11, 30), date(2027, 1, 30)),
    ],
)
def test_a_change_is_told_within_two_months(happened, last):
    assert due(RegisterChangeFactory(happened_on=happened)).due_on == last


def test_separation_12_what_is_late_is_found_and_coloured():
    day = date(2026, 5, 20)
    late, soon, far = (RegisterChangeFactory(happened_on=date(2026, *one)) for one in ((3, 19), (4, 1), (5, 19)))
    told = RegisterChangeFactory(happened_on=date(2026, 1, 1), told_on=date(2026, 1, 9))
    assert set(RegisterChange.objects.overdue_on(day)) == {late}
    assert [tone_of(due(one), day)[0] for one in (late, soon, far, told)] == ["alert", "wait", "info", "ok"]
    assert tone_of(due(RegisterChangeFactory(happened_on=date(2026, 3, 20))), day)[0] == "wait", (
        "the last day is not late"
    )


def test_the_team_is_reminded_after_thirty_days_then_fifty_each_once():
    team, _ = of_team(), of_another_team()
    happened = date(2026, 1, 10)
    RegisterChangeFactory(happened_on=happened)
    RegisterChangeFactory(happened_on=happened, told_on=happened)
    posted = [remind(happened + timedelta(days=days)) for days in (29, 30, 31, 49, 50, 51, 80)]
    assert posted == [0, 1, 0, 0, 1, 0, 0]
    assert {mail.to for mail in Mail.objects.all()} == {team.email}
    assert all("avant le 10\u00a0mars\u00a02026" in mail.body for mail in Mail.objects.all())


def test_a_night_that_was_missed_is_made_up_for_once():
    of_team()
    RegisterChangeFactory(happened_on=date(2026, 1, 1))
    assert (remind(date(2026, 3, 1)), remind(date(2026, 3, 2))) == (1, 0)


def test_reminders_leave_every_night():
    assert "certification.accreditation_night" in {row["task"] for row in BEAT_SCHEDULE.values()}


def test_what_was_told_is_marked_in_bulk_and_the_mark_is_taken_back(client):
    client.force_login(of_team())
    one, other, left = (RegisterChangeFactory() for _ in range(3))
    RegisterChange.objects.filter(pk=other.pk).update(told_on=date(2026, 1, 1))
    page = client.post(TELL, {"changement": [one.pk, other.pk]}, follow=True)
    assert page.context["just_told"] == [one.pk], "what was told before keeps its day"
    assert set(RegisterChange.objects.untold()) == {left}
    client.post(TELL, {"changement": page.context["just_told"], "act": "undo"})
    assert set(RegisterChange.objects.untold()) == {one, left}
    other.refresh_from_db()
    assert other.told_on == date(2026, 1, 1)


@pytest.mark.parametrize("wrong", [["abc"], ["99999999999999999999"], ["1 OR 1"], ["\u00b2"]])
def test_a_wrong_list_marks_nothing(client, wrong):
    client.force_login(of_team())
    RegisterChangeFactory()
    assert client.post(TELL, {"changement": wrong}).status_code == 400
    assert client.get(LIST, {"marques": wrong[0]}).context["just_told"] == []
    assert RegisterChange.objects.untold().count() == 1


def test_the_team_alone_marks():
    change = RegisterChangeFactory()
    for stranger in (of_another_team(), manager_of(change.accreditation)):
        for act in (mark_told, mark_untold):
            with pytest.raises(NotAllowed):
                act([change.pk], by=stranger)


def test_the_list_to_send_holds_what_is_untold(client):
    client.force_login(of_team())
    change = RegisterChangeFactory(happened_on=date(2026, 1, 10), accreditation=AccreditationFactory(scope="prepare"))
    RegisterChangeFactory(told_on=date(2026, 1, 9), happened_on=date(2026, 1, 1))
    table = client.get(reverse("certification:register_changes_export", args=["csv"]))
    header, row = table.content.decode("utf-8-sig").splitlines()
    told = dict(zip(header.split(";"), row.split(";"), strict=True))
    accreditation = change.accreditation
    assert told["SIRET"] == accreditation.organisation.siret
    assert (told["Changement"], told["Le"], told["À transmettre avant le"]) == ("accordé", "10/01/2026", "10/03/2026")
    assert (told["Numéro d'agrément"], told["Rôle"]) == (accreditation.number, "préparer")
    assert told["Fiche"] == accreditation.certification.fiche_number


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(client, count, django_assert_max_num_queries):
    client.force_login(of_team())
    for _ in range(count):
        RegisterChangeFactory()
        RegisterChangeFactory(happened_on=date(2026, 1, 1), told_on=date(2026, 1, 9))
    client.get(LIST)
    with django_assert_max_num_queries(6):
        client.get(LIST)


def test_what_is_late_waits_on_the_home_desk_of_the_team():
    RegisterChangeFactory(happened_on=timezone.localdate() - timedelta(days=70))
    RegisterChangeFactory()
    [todo] = accreditations_to_examine(of_team())
    assert todo.text == "Changements à transmettre à France compétences : 2, dont 1 en retard"
    assert accreditations_to_examine(of_another_team()) == []
