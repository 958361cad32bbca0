"""What is no longer needed of trainees is erased, each thing after its delay, past versions too."""

from datetime import date, datetime, timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from config.schedule import BEAT_SCHEDULE
from members.domain.calendar import months_after
from tests.factories.training import (
    AdaptationFactory,
    AttendanceFactory,
    FunderFactory,
    RegistrationFactory,
    SessionFactory,
    SlotFactory,
    SurveyAnswerFactory,
    SurveyInvitationFactory,
    SurveyQuestionFactory,
    TrainerFactory,
    TrainingDocumentFactory,
)
from training.domain.attendance.paper import attendance_content, sheet_pdf
from training.domain.retention import forget_training
from training.domain.surveys.asking import remind
from training.models import (
    Adaptation,
    Attendance,
    SigningCode,
    SurveyAnswer,
    SurveyInvitation,
    Trainee,
    TraineeImport,
    TrainerSignature,
    TrainingDocument,
)

pytestmark = pytest.mark.django_db

END = date(2020, 3, 31)
TRACES = {"drawing": "M1 1 L2 2", "device": "Mozilla (Android)", "ip_address": "192.0.2.7"}


def session(**fields):
    return SessionFactory(starts_on=END, ends_on=END, state="closed", **fields)


def after(months: int, days: int = 0) -> date:
    """So many months after the end of the session, and some days."""
    return months_after(END, months) + timedelta(days=days)


def at(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))


def nothing_left(today: date) -> bool:
    """A second night finds nothing."""
    return set(forget_training(today).values()) == {0}


@pytest.mark.parametrize(("days", "left"), [(0, 1), (1, 0)])
def test_adaptations_go_three_months_after_the_session(days, left):
    AdaptationFactory(registration__session=session())
    forget_training(after(3, days))
    assert Adaptation.objects.count() == left


@pytest.mark.parametrize("state", ["cancelled", "no_show"])
def test_adaptations_of_those_who_did_not_come_go_too(state):
    AdaptationFactory(registration__session=session(), registration__state=state)
    forget_training(after(4))
    assert not Adaptation.objects.exists()


def test_files_of_trainees_are_forgotten_after_a_week():
    place, today = RegistrationFactory(), timezone.localdate()
    for state, days in (("done", 9), ("previewed", 9), ("cancelled", 9), ("previewed", 7)):
        TraineeImport.objects.create(
            session=place.session, organisation=place.order.organisation, name=f"{state} {days}", state=state,
            content=b"x", created_at=at(today - timedelta(days=days)),
        )  # fmt: skip
    assert forget_training(today)["files"] == 3
    left = {(one.name, bool(one.content)) for one in TraineeImport.objects.all()}
    assert left == {("done 9", False), ("previewed 7", True)}
    assert nothing_left(today)


def test_codes_to_sign_go_after_a_day():
    slot, today = SlotFactory(), timezone.localdate()
    place = RegistrationFactory(session=slot.session)
    for days in (0, 1, 2, 30):
        SigningCode.objects.create(
            slot=slot, registration=place, digest=str(days), sent_at=at(today - timedelta(days=days))
        )
    forget_training(today)
    assert set(SigningCode.objects.values_list("digest", flat=True)) == {"0", "1"}


@pytest.mark.parametrize(("days", "left"), [(0, True), (1, False)])
def test_addresses_of_trainees_go_a_year_after_their_last_session(days, left):
    place = RegistrationFactory(session=session(), trainee__phone="0102030405")
    Trainee.objects.filter(pk=place.trainee_id).update(job="Encadrante")
    forget_training(after(12, days))
    trainee = Trainee.objects.get()
    assert (bool(trainee.email), bool(trainee.phone)) == (left, left)
    assert trainee.last_name, "who was trained is kept"
    past = apps.get_model("training", "TraineeEvent").objects.all()
    assert past.exists()
    assert past.exclude(email="").exists() == left
    if not left:
        assert nothing_left(after(12, days))


def test_a_later_session_keeps_the_address():
    place = RegistrationFactory(session=session())
    RegistrationFactory(trainee=place.trainee, session__starts_on=after(10), session__ends_on=after(10))
    forget_training(after(15))
    assert Trainee.objects.get().email
    forget_training(after(22, 1))
    assert not Trainee.objects.get().email


def test_words_of_surveys_and_who_wrote_them_go_after_four_years_and_scores_stay():
    held = session()
    answers = [SurveyAnswerFactory(invitation__registration__session=held, score=score) for score in (2, 5)]
    text = SurveyQuestionFactory(survey=answers[0].invitation.survey, order=2, kind="text")
    for one in answers:
        SurveyAnswer.objects.create(invitation=one.invitation, question=text, text="La salle était froide.")
    trainer = SurveyInvitationFactory(registration=None, session=held, trainer=TrainerFactory())
    tokens = set(SurveyInvitation.objects.values_list("token", flat=True))

    forget_training(after(48))
    assert SurveyAnswer.objects.filter(text__contains="froide").count() == 2
    assert forget_training(after(48, 1))["surveys"] == 3

    assert not SurveyAnswer.objects.exclude(text="").exists()
    assert sorted(SurveyAnswer.objects.exclude(score=None).values_list("score", flat=True)) == [2, 5]
    told = SurveyInvitation.objects.values_list("registration", "order", "trainer", "session")
    assert set(told) == {(None, None, None, held.pk)}
    assert len(told) == 3
    assert tokens.isdisjoint(SurveyInvitation.objects.values_list("token", flat=True)), "old mails lead nowhere"
    assert nothing_left(after(48, 2))
    trainer.refresh_from_db()
    assert remind(at(after(49))) == 0, "nobody is left to be reminded"


def signed(**fields) -> tuple[Attendance, TrainerSignature]:
    """A trainee and a trainer who signed, with all that a signature leaves."""
    slot = SlotFactory(session=session())
    place = RegistrationFactory(session=slot.session, **fields)
    row = AttendanceFactory(slot=slot, registration=place, sha256="a" * 64, **TRACES)
    trainer = TrainerFactory()
    slot.trainers.add(trainer)
    other = TrainerSignature.objects.create(
        slot=slot, trainer=trainer, method="drawn", signed_at=timezone.now(), sha256="b" * 64, **TRACES
    )
    return row, other


def traces_of(row) -> tuple:
    row.refresh_from_db()
    return row.drawing, row.device, row.ip_address


ERASED, KEPT = ("", "", None), tuple(TRACES.values())


@pytest.mark.parametrize(
    ("line", "today", "left"),
    [
        ("2h", after(72), KEPT),
        ("2h", after(72, 1), ERASED),
        ("4", after(72, 1), KEPT),
        ("4", after(120), KEPT),
        ("4", after(120, 1), ERASED),
    ],
)
def test_traces_of_signatures_go_after_six_years_or_ten_where_europe_pays(line, today, left):
    row, other = signed(order__funder=FunderFactory(funding_line=line))
    paper = TrainingDocumentFactory(
        order=row.registration.order, signed_at=timezone.now(), signer_name="Une Responsable",
        signer_ip="192.0.2.7", signer_device="Mozilla",
    )  # fmt: skip
    forget_training(today)
    assert (traces_of(row), traces_of(other)) == (left, left)
    assert row.signed_at and row.method == "drawn" and row.sha256 == "a" * 64, "that they signed is kept"
    past = apps.get_model("training", "AttendanceEvent").objects.all()
    assert past.exists()
    assert past.exclude(device="", ip_address=None).exists() == (left == KEPT)
    paper.refresh_from_db()
    assert bool(paper.signer_ip and paper.signer_device) == (left == KEPT)
    assert paper.signed_at and paper.signer_name
    if left == ERASED:
        assert nothing_left(today)


def test_traces_of_somebody_whom_nobody_funds_go_after_six_years():
    row, other = signed()
    forget_training(after(72, 1))
    assert (traces_of(row), traces_of(other)) == (ERASED, ERASED)


def test_past_traces_of_a_presence_corrected_since_go_too():
    row, _ = signed()
    Attendance.objects.filter(pk=row.pk).update(
        state="absent", minutes=0, signed_at=None, method="", drawing="", device="", ip_address=None
    )
    past = apps.get_model("training", "AttendanceEvent").objects.exclude(ip_address=None)
    assert past.exists()
    forget_training(after(72, 1))
    assert not past.exists()


def test_a_frozen_sheet_keeps_no_trace_of_its_own():
    row, _ = signed()
    content = attendance_content(row.slot.session)
    TrainingDocument.objects.create(
        kind="attendance", number="FE-1", session=row.slot.session, content=content, issued_on=END
    )
    assert "192.0.2.7" not in str(content) and "Android" not in str(content)
    forget_training(after(72, 1))
    assert sheet_pdf(row.slot.session)[1].startswith(b"%PDF-")


def test_it_is_done_every_night():
    assert "training.forget_training" in {one["task"] for one in BEAT_SCHEDULE.values()}
