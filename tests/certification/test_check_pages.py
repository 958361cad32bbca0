"""The pages of checks: who reads what and when, planning, filling, findings, and what waits on the home desk."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from certification.domain.checks.letters import remind_overdue
from certification.domain.checks.planning import ranked
from certification.domain.checks.report import attached_report
from certification.models import AccreditationCheck, CheckAnswer, Finding
from certification.tasks.checks import remind_overdue_actions
from config.desk import todo_of
from members.models import Mail, RoleGrant
from tests.certification.people import controller, manager_of, team_member
from tests.factories.certification import (
    AccreditationCheckFactory,
    AccreditationFactory,
    ChecklistQuestionFactory,
    FindingFactory,
    PlaceFactory,
    SupportVisitFactory,
    years_from,
)
from tests.reporting.helpers import pdf_text

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
State = AccreditationCheck.State


def plain(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")


def address(name: str, *args) -> str:
    return reverse(f"certification:{name}", args=args)


def check_in(state, **kwargs):
    reported = state in {State.REPORT_SENT, State.OBSERVATIONS, State.ACTION_PLAN}
    return AccreditationCheckFactory(
        state=state, controller=controller(), summary="La synthèse du contrôle.",
        report_sent_at=timezone.now() if reported else None, **kwargs,
    )  # fmt: skip


def planned(client, accreditations, who=None, **kwargs):
    return client.post(
        address("check_plan"),
        {
            "accreditations": [one.pk for one in accreditations], "planned_on": TODAY() + timedelta(days=9),
            "kind": "on_site", "trigger": "plan", "controller": who.pk if who else "",
        } | kwargs,
    )  # fmt: skip


# What a structure reads


@pytest.mark.parametrize(
    ("state", "seen", "told"),
    [("planned", False, False), ("announced", True, False), ("carried_out", True, False), ("report_sent", True, True)],
)
def test_a_structure_sees_its_check_once_announced_and_reads_its_inside_once_reported(client, state, seen, told):
    check = check_in(state)
    finding = FindingFactory(check_made=check, text="Des évaluations sans date")
    client.force_login(manager_of(check.accreditation.organisation))
    assert client.get(check.get_absolute_url()).status_code == (200 if seen else 404)
    assert client.get(address("finding", finding.pk)).status_code == (200 if told else 404)
    assert client.get(address("check_report", check.pk)).status_code == (200 if told else 404)
    if seen:
        page = plain(client.get(check.get_absolute_url()))
        assert ("Des évaluations sans date" in page) is told
        assert ("La synthèse du contrôle." in page) is told
    listed = plain(client.get(address("checks")))
    assert (check.accreditation.organisation.name in listed) is seen


@pytest.mark.parametrize("name", ["checks_export", "findings_export", "visits_export"])
def test_exports_hold_what_one_sees_alone(client, name):
    ours, other = check_in("action_plan"), check_in("action_plan")
    for check in (ours, other):
        FindingFactory(check_made=check)
        SupportVisitFactory(organisation=check.accreditation.organisation)
    client.force_login(manager_of(ours.accreditation.organisation))
    content = client.get(address(name, "csv")).content.decode()
    assert ours.accreditation.organisation.name in content
    assert other.accreditation.organisation.name not in content
    client.force_login(team_member())
    content = client.get(address(name, "csv")).content.decode()
    assert other.accreditation.organisation.name in content


def test_the_list_is_narrowed_to_late_actions(client):
    late, other = check_in("action_plan"), check_in("action_plan")
    FindingFactory(check_made=late, due_on=TODAY() - timedelta(days=1))
    FindingFactory(check_made=other)
    client.force_login(team_member())
    page = plain(client.get(address("checks"), {"retard": "true"}, headers={"HX-Request": "true"}))
    assert late.accreditation.organisation.name in page
    assert other.accreditation.organisation.name not in page
    assert "<h1>" not in page


def test_lists_cost_the_same_for_one_and_for_several(client, django_assert_max_num_queries):
    user = team_member()
    client.force_login(user)
    for name in ("checks", "findings", "visits"):
        client.get(address(name))
        counts = []
        for _ in range(2):
            for _ in range(2):
                check = check_in("action_plan")
                FindingFactory(check_made=check)
                SupportVisitFactory()
            with django_assert_max_num_queries(100) as queries:
                client.get(address(name))
            counts.append(len(queries))
        assert counts[0] == counts[1], name


# The plan


def signs_of(accreditation) -> list[str]:
    (row,) = (one for one in ranked() if one.accreditation == accreditation)
    return [words for words, _ in row.signs]


def test_structures_that_most_call_for_a_check_come_first():
    quiet = AccreditationFactory()
    AccreditationCheckFactory(accreditation=quiet, state="closed", carried_out_on=TODAY() - timedelta(days=90))
    never = AccreditationFactory()
    grave = AccreditationFactory()
    FindingFactory(check_made__accreditation=grave, check_made__state="action_plan", severity="critical")
    assert [one.accreditation for one in ranked()] == [grave, never, quiet]
    assert signs_of(quiet) == []
    assert signs_of(never) == ["jamais contrôlée pendant cet agrément"]
    assert signs_of(grave) == ["écart critique non levé"]


def test_each_sign_is_told():
    young = AccreditationFactory(validity=years_from(TODAY().year, 3))
    AccreditationCheckFactory(accreditation=young, trigger="complaint", planned_on=TODAY())
    assert {"première année d'agrément", "réclamation depuis deux ans"} <= set(signs_of(young))
    old = AccreditationFactory(validity=years_from(TODAY().year - 4, 6))
    AccreditationCheckFactory(accreditation=old, state="closed", carried_out_on=TODAY() - timedelta(days=900))
    assert signs_of(old) == ["dernier contrôle il y a plus de deux ans"]


@pytest.mark.parametrize(("failed", "passed", "told"), [(3, 2, True), (2, 3, False), (4, 0, False)])
def test_many_failures_are_a_sign_from_five_presentations(failed, passed, told):
    accreditation = AccreditationFactory()
    for result in ["none"] * failed + ["full"] * passed:
        place = PlaceFactory(
            enrolment__organisation=accreditation.organisation, enrolment__accreditation=accreditation,
            enrolment__certification=accreditation.certification, attendance="present", result=result,
            grounds="Motif",
        )  # fmt: skip
        type(place.jury).objects.filter(pk=place.jury_id).update(state="closed")
    assert any("échecs nombreux" in one for one in signs_of(accreditation)) is told


def test_several_checks_are_planned_at_once(client):
    client.force_login(team_member())
    both = [AccreditationFactory(), AccreditationFactory()]
    response = planned(client, both, controller())
    assert response.status_code == 302
    assert {one.accreditation for one in AccreditationCheck.objects.all()} == set(both)


def test_what_prevents_one_check_prevents_all_and_nothing_is_lost(client):
    client.force_login(team_member())
    free, tied = AccreditationFactory(), AccreditationFactory()
    who = controller(employer=tied.organisation)
    page = plain(planned(client, [free, tied], who))
    assert f"{who} travaille à {tied.organisation}" in page
    assert page.count(" checked") == 2
    assert not AccreditationCheck.objects.exists()
    assert "Choisissez au moins une structure" in plain(planned(client, []))
    assert "n'est pas passée" in plain(planned(client, [free], planned_on=TODAY() - timedelta(days=1)))


def test_a_check_is_given_to_somebody_else_and_the_page_says_who_may(client):
    client.force_login(team_member())
    check, other = check_in("announced"), controller(full_name="Béa Libre")
    tied = controller(full_name="Carl Lié", employer=check.accreditation.organisation)
    page = plain(client.get(address("check_change", check.pk)))
    assert "Carl Lié travaille à" in page
    given = {"planned_on": TODAY() + timedelta(days=2), "kind": "documents", "trigger": "plan"}
    refused = client.post(address("check_change", check.pk), given | {"controller": tied.pk})
    assert "Carl Lié travaille à" in plain(refused)
    refused = client.post(address("check_change", check.pk), given | {"controller": ""})
    assert "Un contrôle annoncé a un contrôleur." in plain(refused)
    client.post(address("check_change", check.pk), given | {"controller": other.pk})
    check.refresh_from_db()
    assert (check.controller, check.kind) == (other, "documents")


# Steps on the page


def test_a_refused_step_keeps_what_was_typed(client):
    check = check_in("report_sent")
    client.force_login(team_member())
    response = client.post(address("check_step", check.pk), {"step": "escalate", "reason": "Un motif grave"})
    assert response.status_code == 409
    assert "Un motif grave" in plain(response)
    assert "pour ses observations" in plain(response)


def test_a_controller_takes_no_step_of_the_team_member(client):
    check = check_in("report_sent")
    client.force_login(check.controller.user)
    assert client.post(address("check_step", check.pk), {"step": "close"}).status_code == 403


def test_another_controller_does_not_find_the_check(client):
    check = check_in("announced")
    client.force_login(controller().user)
    assert client.get(address("check_fill", check.pk)).status_code == 404


# Filling


@pytest.fixture
def filled(client):
    """A check that its controller fills."""
    check = check_in("announced")
    client.force_login(check.controller.user)
    return check


def sent(client, check, question, verdict="conform", comment="", version=0, **kwargs):
    body = {"values": {"verdict": verdict, "comment": comment}, "version": version} | kwargs
    return client.post(address("check_answer", check.pk, question.pk), json.dumps(body), "application/json")


def test_a_point_is_saved_and_its_version_told(client, filled):
    question = ChecklistQuestionFactory(certification=filled.accreditation.certification)
    at = timezone.now() - timedelta(hours=2)
    assert sent(client, filled, question, comment="Vu.", client_at=at.isoformat()).json() == {"version": 1}
    answer = CheckAnswer.objects.get()
    assert (answer.verdict, answer.comment, answer.client_at) == ("conform", "Vu.", at)
    refused = sent(client, filled, question, "missing", "Non.")
    assert refused.status_code == 409
    assert refused.json()["theirs"]["values"] == {"verdict": "conform", "comment": "Vu."}


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b'{"version": 0}', b'{"values": 3, "version": 0}', b'{"values": {}, "version": "x"}',
     b'{"values": {"verdict": "parfait"}, "version": 0}'],
)  # fmt: skip
def test_what_is_not_a_point_is_refused_with_words(client, filled, body):
    question = ChecklistQuestionFactory(certification=filled.accreditation.certification)
    refused = client.post(address("check_answer", filled.pk, question.pk), body, "application/json")
    assert refused.status_code == 409
    assert refused.json()["message"]
    assert not CheckAnswer.objects.exists()


def test_a_point_of_another_certification_is_not_found(client, filled):
    assert sent(client, filled, ChecklistQuestionFactory()).status_code == 404


def test_without_script_the_form_saves_what_changed_and_shows_what_the_other_wrote(client, filled):
    first, second = (
        ChecklistQuestionFactory(certification=filled.accreditation.certification) for _ in range(2)
    )  # fmt: skip
    CheckAnswer.objects.create(
        check_made=filled, question=first, verdict="conform", comment="Écrit au bureau.", version=1
    )
    typed = {
        f"q{first.pk}-version": 0, f"q{first.pk}-verdict": "missing", f"q{first.pk}-comment": "Sur place.",
        f"initial-q{first.pk}-verdict": "", f"initial-q{first.pk}-comment": "",
        f"q{second.pk}-version": 0, f"q{second.pk}-verdict": "partial", f"q{second.pk}-comment": "",
        f"initial-q{second.pk}-verdict": "", f"initial-q{second.pk}-comment": "",
    }  # fmt: skip
    page = client.post(address("check_fill", filled.pk), typed)
    assert page.status_code == 409
    assert "Écrit au bureau." in plain(page)
    assert "Sur place." in plain(page)
    assert CheckAnswer.objects.get(question=second).verdict == "partial"
    # Saved again, once both are seen, it is written.
    typed |= {f"q{first.pk}-version": 1, f"q{second.pk}-version": 1, f"initial-q{second.pk}-verdict": "partial"}
    assert client.post(address("check_fill", filled.pk), typed | {"finish": "1"}).status_code == 302
    assert CheckAnswer.objects.get(question=first).comment == "Sur place."


def test_a_check_that_is_reported_is_no_longer_filled(client):
    check = check_in("report_sent")
    client.force_login(check.controller.user)
    response = client.get(address("check_fill", check.pk), follow=True)
    assert "ses constats ne s'écrivent pas" in plain(response)


# Findings


def test_a_structure_answers_with_a_proof_and_the_controller_lifts(client):
    finding = FindingFactory(check_made=check_in("action_plan"))
    check = finding.check_made
    client.force_login(manager_of(check.accreditation.organisation))
    proof = SimpleUploadedFile("preuve.pdf", b"%PDF-1.7")
    client.post(address("finding", finding.pk), {"act": "answer", "answer": "C'est fait.", "proof": proof})
    assert client.post(address("finding", finding.pk), {"act": "lift"}).status_code == 403
    client.force_login(check.controller.user)
    assert b"".join(client.get(address("finding_proof", finding.pk)).streaming_content) == b"%PDF-1.7"
    client.post(address("finding", finding.pk), {"act": "ask_again", "missing": "La signature."})
    finding.refresh_from_db()
    assert (finding.missing, finding.answered_at) == ("La signature.", None)
    Finding.objects.update(answered_at=timezone.now())
    client.post(address("finding", finding.pk), {"act": "lift"})
    finding.refresh_from_db()
    assert finding.closed_by == check.controller.user


def test_a_finding_is_written_changed_and_removed_before_the_report(client):
    check = check_in("carried_out")
    client.force_login(check.controller.user)
    given = {"severity": "major", "text": "Un écart", "action": "Agir"}
    assert "Une action demandée a une date." in plain(client.post(address("new_finding", check.pk), given))
    given["due_on"] = TODAY() + timedelta(days=30)
    client.post(address("new_finding", check.pk), given)
    finding = Finding.objects.get()
    client.post(address("finding", finding.pk), given | {"act": "change", "text": "Un autre écart"})
    finding.refresh_from_db()
    assert finding.text == "Un autre écart"
    client.post(address("finding", finding.pk), {"act": "remove"})
    assert not Finding.objects.exists()


# Papers and mails


def test_the_report_says_what_was_found(client):
    check = check_in("carried_out")
    question = ChecklistQuestionFactory(certification=check.accreditation.certification, text="Un référent est nommé")
    CheckAnswer.objects.create(check_made=check, question=question, verdict="partial", comment="Pas remplacé.")
    FindingFactory(check_made=check, severity="major", text="Pas de suppléant", action="En nommer un")
    name, content = attached_report(check.pk)
    assert name == f"rapport-controle-{check.pk}.pdf"
    words = pdf_text(content)
    for told in (
        "La synthèse du contrôle.",
        "Un référent est nommé",
        "à améliorer",
        "Pas remplacé.",
        "Pas de suppléant",
    ):
        assert told in words


def test_separation_12_late_actions_are_reminded_of_once_a_week_and_listed(client):
    finding = FindingFactory(check_made=check_in("action_plan"), due_on=TODAY() - timedelta(days=8))
    answered = FindingFactory(
        check_made=check_in("action_plan"), due_on=TODAY() - timedelta(days=8), answered_at=timezone.now()
    )
    for one in (finding, answered):
        manager = manager_of(one.check_made.accreditation.organisation)
        manager.contacts.update(email=f"gerant{one.pk}@example.org")
    monday = TODAY() - timedelta(days=TODAY().weekday())
    assert [remind_overdue(monday + timedelta(days=day)) for day in (0, 1, 6, 7)] == [1, 0, 0, 1]
    assert set(Mail.objects.values_list("to", flat=True)) == {f"gerant{finding.pk}@example.org"}
    assert "Une action" in Mail.objects.first().body
    client.force_login(team_member())
    page = plain(client.get(address("findings"), {"reste": "retard"}))
    assert finding.check_made.accreditation.organisation.name in page


def test_the_reminder_leaves_by_the_nightly_task(django_capture_on_commit_callbacks):
    finding = FindingFactory(check_made=check_in("action_plan"), due_on=TODAY() - timedelta(days=8))
    organisation = finding.check_made.accreditation.organisation
    organisation.email = "structure@example.org"
    organisation.save()
    remind_overdue_actions()
    assert Mail.objects.get().to == "structure@example.org"
    assert mail.outbox == [], "mails leave by a task of their own"


# What waits


def todo(user) -> str:
    return " | ".join(one.text for one in todo_of(user))


def test_what_waits_is_told_to_those_for_whom_it_waits():
    check = check_in("observations")
    late = FindingFactory(check_made=check_in("action_plan"), due_on=TODAY() - timedelta(days=1), action="Dater")
    announced = check_in("announced")
    told = todo(team_member())
    assert "des observations à lire" in told
    assert "Actions de contrôle en retard : 1" in told
    assert "observations" not in todo(team_member(RoleGrant.Team.TRAINING))
    assert "à faire le" in todo(announced.controller.user)
    assert "(en retard) : Dater" in todo(manager_of(late.check_made.accreditation.organisation))
    assert "Contrôle" not in todo(manager_of(check.accreditation.organisation))
    Finding.objects.update(answered_at=timezone.now())
    assert "à vérifier : 1" in todo(late.check_made.controller.user)


# Support visits


def test_a_visit_is_noted_corrected_and_read_by_its_structure(client):
    accreditation = AccreditationFactory()
    client.force_login(team_member())
    given = {
        "organisation": accreditation.organisation.pk, "certification": accreditation.certification.pk,
        "visited_on": TODAY() + timedelta(days=1), "subject": "Préparer le jury", "advice": "Relire les dossiers.",
    }  # fmt: skip
    assert "n'est pas à venir" in plain(client.post(address("new_visit"), given))
    assert client.post(address("new_visit"), given | {"visited_on": TODAY()}).status_code == 302
    visit = accreditation.organisation.support_visits.get()
    client.post(address("visit", visit.pk), given | {"visited_on": TODAY(), "subject": "Préparer le premier jury"})
    client.force_login(manager_of(accreditation.organisation))
    assert "Relire les dossiers." in plain(client.get(address("visit", visit.pk)))
    assert "Préparer le premier jury" in plain(client.get(address("visits")))
    assert client.post(address("new_visit"), given).status_code == 403
    client.force_login(manager_of(AccreditationFactory().organisation))
    assert client.get(address("visit", visit.pk)).status_code == 404
