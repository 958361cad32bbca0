"""The pages by which a structure follows a candidate and the team plans a jury, from the first form to the confirmation."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from certification.domain.enrolments import importing
from certification.models import Candidate, Enrolment, Jury
from members.domain.moves import Refused
from reporting.exports import csv_table
from tests.certification.jury_plan import planned_jury, ready_candidate
from tests.certification.people import manager_of, team_member, trained_member
from tests.certification.test_candidate_sheet import HEADERS, line
from tests.factories.certification import AccreditationFactory, EnrolmentFactory, ReferentialFactory
from tests.members.waiting import until_somebody_waits


def told(response) -> str:
    return response.content.decode().replace("&#x27;", "'")


@pytest.mark.django_db
def test_a_jury_is_planned_composed_convened_answered_and_confirmed(client):
    candidate = ready_candidate()
    for college in ("employer", "employee"):
        trained_member(college)
    client.force_login(team_member())
    typed = {
        "certification": candidate.certification_id, "held_on": timezone.localdate() + timedelta(days=30),
        "starts_at": "09:00", "ends_at": "08:00", "modality": "on_site", "place": "1 rue Haute, Quimper", "region": "53",
    }  # fmt: skip
    assert "La fin vient après le début." in told(client.post(reverse("certification:jury_new"), typed))
    client.post(reverse("certification:jury_new"), typed | {"ends_at": "12:00"})
    jury = Jury.objects.get()
    step = reverse("certification:jury_step", args=[jury.pk])
    client.post(reverse("certification:jury_candidates", args=[jury.pk]), {"enrolments": [candidate.pk]})
    assert "Quorum : 0 sur 2" in told(client.post(step, {"step": "convene"}, follow=True))
    client.post(reverse("certification:jury_seats", args=[jury.pk]), {"compose": "1"})
    assert "Les convocations partent." in told(client.post(step, {"step": "convene"}, follow=True))
    assert "qui ont accepté" in told(client.post(step, {"step": "confirm"}, follow=True))
    for seat in jury.seats.all():
        client.post(reverse("certification:seat_answer", args=[seat.token]), {"answer": "accept"})
    assert "Le jury est confirmé." in told(client.post(step, {"step": "confirm"}, follow=True))
    jury.refresh_from_db()
    candidate.refresh_from_db()
    assert (jury.state, candidate.state) == ("confirmed", "summoned")


@pytest.mark.django_db
def test_a_tied_member_is_shown_recused_and_no_longer_refused(client):
    jury = planned_jury()
    place = jury.places.get()
    tied = trained_member("employee", employer=place.enrolment.organisation)
    client.force_login(team_member())
    client.post(reverse("certification:jury_seats", args=[jury.pk]), {"official": tied.pk, "college": "employee"})
    seat = jury.seats.get(official=tied)
    assert "travaille dans la structure du candidat" in told(client.get(jury.get_absolute_url()))
    client.post(reverse("certification:place_recuse", args=[place.pk]), {"seat": seat.pk})
    assert "récusé pour ce candidat" in told(client.get(jury.get_absolute_url()))
    client.post(reverse("certification:place_recuse", args=[place.pk]), {"seat": seat.pk, "back": "1"})
    assert not place.recused.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["", "x", "²", "9" * 30])
def test_a_recusal_without_a_member_changes_nothing(client, number):
    place = planned_jury().places.get()
    client.force_login(team_member())
    page = client.post(reverse("certification:place_recuse", args=[place.pk]), {"seat": number}, follow=True)
    assert "Choisissez un membre" in told(page)


@pytest.mark.django_db
def test_an_evaluation_is_written_and_what_is_wrong_is_told_with_what_was_typed(client):
    enrolment = EnrolmentFactory()
    block = enrolment.blocks.first()
    one = block.competencies.first()
    client.force_login(manager_of(enrolment.organisation))
    address = reverse("certification:evaluation", args=[enrolment.pk, block.pk])
    typed = {"kind": "continuous", "evaluator": "Anne", "evaluated_on": timezone.localdate().isoformat()}
    assert "Donnez un niveau" in told(client.post(address, typed))
    client.post(address, typed | {f"level_{one.pk}": "2"})
    assert enrolment.evaluations.get().marks.get().level == 2
    page = told(client.get(enrolment.get_absolute_url()))
    assert "acquise" in page
    assert "une évaluation de" in page, "the second block lacks one"


@pytest.mark.django_db
def test_a_file_changed_by_another_comes_back_with_what_was_typed(client):
    enrolment = EnrolmentFactory(state="draft", candidate__birth_name="LE GOFF")
    client.force_login(manager_of(enrolment.organisation))
    address = reverse("certification:enrolment_edit", args=[enrolment.pk])
    page = client.get(address)
    form, course = page.context["civil"], page.context["course"]
    typed = {name: value or "" for name, value in (form.initial | course.initial).items()}
    typed |= {"read_at": page.context["read_at"], "used_name": "Kerjean"}
    Enrolment.objects.get(pk=enrolment.pk).save()
    refused = client.post(address, typed)
    assert "Une autre personne vient d'enregistrer" in told(refused)
    assert "Kerjean" in told(refused)
    assert not Candidate.objects.get().used_name
    assert client.post(address, typed | {"read_at": refused.context["read_at"]}).status_code == 302
    assert Candidate.objects.get().used_name == "Kerjean"


@pytest.mark.usefixtures("committed")
def test_two_files_with_the_same_people_confirmed_at_once_make_them_once():
    accreditation = AccreditationFactory(certification=ReferentialFactory().certification)
    manager = manager_of(accreditation.organisation)
    first, second = (
        importing.preview_file(
            SimpleUploadedFile("c.csv", csv_table(HEADERS, [line()])), accreditation=accreditation, by=manager
        )
        for _ in range(2)
    )

    def alone():
        try:
            return importing.confirm(second, by=manager)
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            assert importing.confirm(first, by=manager) == 1
            other = pool.submit(alone)
            until_somebody_waits()
        assert "Aucune ligne" in other.result()
    assert Candidate.objects.count() == 1
