"""Half-days signed, noted, corrected, proved by paper; how registrations and sessions end."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from members.domain import outbox
from members.domain.moves import NotAllowed, Refused, WrongState
from members.models import Mail
from tests.factories.training import (
    AttendanceFactory,
    RegistrationFactory,
    SessionFactory,
    SlotFactory,
    TrainerFactory,
    TrainingBodyFactory,
    in_days,
)
from tests.members.waiting import until_somebody_waits
from tests.training.people import manager_of, team_member, trainer
from tests.training.reading import is_tagged, text_of
from training.domain.attendance.assessing import assess
from training.domain.attendance.codes import LASTS, code_of, redeem_code, send_code
from training.domain.attendance.evidence import Proof, drawn, fingerprint
from training.domain.attendance.finishing import finish_session, note_abandonment, undo_abandonment
from training.domain.attendance.following import rate_of, standing_of_slots, without_signature
from training.domain.attendance.linking import send_links
from training.domain.attendance.paper import sheet_pdf
from training.domain.attendance.recording import Noted, note_attendance
from training.domain.attendance.sheets import keep_sheet
from training.domain.attendance.signing import sign_as_trainer, sign_presence
from training.domain.papers.rendering import document_pdf
from training.models import (
    Attendance,
    ObjectiveMark,
    Registration,
    Session,
    SignedSheet,
    SigningCode,
    Slot,
    TrainerSignature,
    TrainingDocument,
)

pytestmark = pytest.mark.django_db

PATH = "M10 10 L20 30 L40 60 L90 120"
PROOF = Proof("drawn", PATH, "192.0.2.7", "Mozilla/5.0 (Linux; Android 14)")
PHONE = {"headers": {"user-agent": "Mozilla/5.0 (Linux; Android 14)"}}


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), timezone.get_default_timezone())


def held(*, people: int = 1, leader=None, starts: int = -1, ends: int | None = None, **fields) -> Session:
    """A session that began the day before, led by somebody with an account, with people whose places are confirmed."""
    session = SessionFactory(
        starts_on=in_days(starts), ends_on=in_days(starts if ends is None else ends),
        slots=[leader or trainer()], **{"state": "confirmed"} | fields,
    )  # fmt: skip
    RegistrationFactory.create_batch(people, session=session)
    return session


def first(session: Session) -> tuple[Slot, Registration]:
    return session.slots.order_by("day", "starts_at").first(), session.registrations.order_by("pk").first()


def noted(session: Session, by, **states) -> None:
    """Everybody noted for each half-day."""
    for slot in session.slots.all():
        told = {place.pk: Noted("present", slot.minutes) for place in session.registrations.all()}
        note_attendance(slot, told, by=by)


def rate_now(session: Session):
    return rate_of(session, standing_of_slots(session, timezone.now()))[2]


def answers(client, addresses) -> set[int]:
    """What these pages answer; files are read to their end, which closes them."""
    found = [client.get(one) for one in addresses]
    for one in found:
        if one.streaming:
            b"".join(one.streaming_content)
    return {one.status_code for one in found}


# Signing.


def test_a_signature_says_how_when_from_where_and_on_what():
    session = held()
    slot, place = first(session)
    now = moment(slot.day, 9, 5)
    row = sign_presence(slot, place, PROOF, now=now)
    row.refresh_from_db()
    assert (row.state, row.minutes, row.method, row.signed_at) == ("present", 210, "drawn", now)
    assert (row.drawing, row.ip_address, row.device) == (PATH, "192.0.2.7", PROOF.device)
    assert row.sha256 == fingerprint(slot, str(place.trainee))
    place.refresh_from_db()
    session.refresh_from_db()
    assert (place.state, session.state) == ("attending", "running")


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (lambda day: moment(day, 8, 59), "on ne signe pas avant"),
        (lambda day: moment(day, 9), None),
        (lambda day: moment(day + timedelta(days=2), 23, 59), None),
        (lambda day: moment(day + timedelta(days=3), 0), "Signez la feuille imprimée"),
    ],
)
def test_one_signs_from_the_beginning_to_the_end_of_the_delay(when, words):
    slot, place = first(held())
    if words is None:
        assert sign_presence(slot, place, PROOF, now=when(slot.day)).signed_at
        return
    with pytest.raises(Refused, match=words):
        sign_presence(slot, place, PROOF, now=when(slot.day))
    with pytest.raises(Refused, match=words):
        sign_as_trainer(slot, slot.trainers.get(), PROOF, now=when(slot.day))
    assert not Attendance.objects.exists()


def test_the_delay_is_that_of_the_training_body():
    TrainingBodyFactory(signing_days=0)
    slot, place = first(held())
    with pytest.raises(Refused, match="délai"):
        sign_presence(slot, place, PROOF, now=moment(slot.day + timedelta(days=1), 0))


def test_signing_twice_says_when_it_was_signed_and_leaves_one_row():
    slot, place = first(held())
    sign_presence(slot, place, PROOF, now=moment(slot.day, 9, 5))
    with pytest.raises(Refused, match="déjà signé cette demi-journée, à 09 h 05"):
        sign_presence(slot, place, PROOF, now=moment(slot.day, 10))
    assert Attendance.objects.get().signed_at == moment(slot.day, 9, 5)


def test_somebody_noted_absent_sees_their_trainer():
    slot, place = first(held())
    AttendanceFactory(slot=slot, registration=place, state="absent")
    with pytest.raises(Refused, match="voyez avec lui"):
        sign_presence(slot, place, PROOF, now=moment(slot.day, 10))
    assert Attendance.objects.get().signed_at is None


def test_a_presence_noted_shorter_is_signed_as_noted():
    slot, place = first(held())
    AttendanceFactory(slot=slot, registration=place, minutes=90, method="", signed_at=None)
    sign_presence(slot, place, PROOF, now=moment(slot.day, 12))
    assert Attendance.objects.get().minutes == 90


def test_a_half_day_of_another_session_is_not_signed():
    slot, _ = first(held())
    _, place = first(held())
    with pytest.raises(Refused, match="pas de votre session"):
        sign_presence(slot, place, PROOF, now=moment(slot.day, 10))


@pytest.mark.parametrize("state", ["waiting", "cancelled", "abandoned", "no_show", "completed"])
def test_who_holds_no_place_signs_nothing(state):
    slot, place = first(held())
    Registration.objects.update(state=state, ended_on=slot.day)
    with pytest.raises(Refused, match="rien à signer"):
        sign_presence(slot, place, PROOF, now=moment(slot.day, 10))


@pytest.mark.parametrize("state", ["cancelled", "postponed", "closed"])
def test_a_session_that_is_not_held_is_not_signed(state):
    session = held(state=state, call_off_reason="Trop peu de monde")
    slot, place = first(session)
    with pytest.raises(Refused, match="ne se signe plus"):
        sign_presence(slot, place, PROOF, now=moment(slot.day, 10))


def test_a_trainer_signs_once_what_they_led():
    slot, _ = first(held())
    leader = slot.trainers.get()
    sign_as_trainer(slot, leader, PROOF, now=moment(slot.day, 10))
    with pytest.raises(Refused, match="déjà signé"):
        sign_as_trainer(slot, leader, PROOF, now=moment(slot.day, 11))
    with pytest.raises(Refused, match="n'animez pas"):
        sign_as_trainer(slot, trainer(), PROOF, now=moment(slot.day, 11))
    assert TrainerSignature.objects.get().sha256 == fingerprint(slot, str(leader))


@pytest.mark.parametrize(
    ("drawing", "words"),
    [
        ("", "Dessinez"),
        ("   ", "Dessinez"),
        ("M1 1 L2 2", "trop courte"),
        ("M1 1 M2 2 M3 3 M4 4 M5 5", "trop courte"),
        ('M1 1 L2 2 L3 3 L4 4"/><script>', "pas pu être lu"),
        ("M1 1 C2 2 3 3 4 4", "pas pu être lu"),
        ("url(https://example.org)", "pas pu être lu"),
        ("M1 1" + " L2 2" * 5000, "pas pu être lu"),
    ],
)
def test_a_drawing_is_a_line_and_nothing_else(drawing, words):
    with pytest.raises(Refused, match=words):
        drawn(drawing, ip=None, device="")


# Two at once.


def together(before, other) -> tuple:
    """`before` is done and not committed while `other` begins; what each gave, refusals included."""

    def alone():
        try:
            return other()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            done = before()
            waiting = pool.submit(alone)
            until_somebody_waits()
        return done, waiting.result()


@pytest.mark.parametrize("state", ["confirmed", "running"])
def test_somebody_who_signs_from_two_tabs_signs_once(committed, state):
    slot, place = first(held(state=state))
    signs = lambda: sign_presence(slot, place, PROOF)  # noqa: E731
    row, refused = together(signs, signs)
    assert "déjà signé" in str(refused)
    assert Attendance.objects.get() == row


def test_a_trainer_who_signs_from_two_tabs_signs_once(committed):
    slot, _ = first(held())
    signs = lambda: sign_as_trainer(slot, slot.trainers.get(), PROOF)  # noqa: E731
    _, refused = together(signs, signs)
    assert "déjà signé" in str(refused)
    assert TrainerSignature.objects.count() == 1


@pytest.mark.parametrize("state", ["confirmed", "running"])
def test_somebody_noted_absent_while_they_sign_stays_present(committed, state):
    slot, place = first(held(state=state))
    by = slot.trainers.get().user
    _, refused = together(
        lambda: sign_presence(slot, place, PROOF),
        lambda: note_attendance(slot, {place.pk: Noted("absent", 0)}, by=by),
    )
    assert "a signé cette demi-journée" in str(refused)
    assert Attendance.objects.get().state == "present"


@pytest.mark.parametrize("state", ["confirmed", "running"])
def test_somebody_who_signs_while_they_are_noted_absent_is_told(committed, state):
    slot, place = first(held(state=state))
    by = slot.trainers.get().user
    _, refused = together(
        lambda: note_attendance(slot, {place.pk: Noted("absent", 0)}, by=by),
        lambda: sign_presence(slot, place, PROOF),
    )
    assert "voyez avec lui" in str(refused)
    assert Attendance.objects.get().state == "absent"


def test_a_code_typed_in_two_tabs_serves_once(committed):
    slot, place = first(held())
    send_code(slot, place)
    code = code_of(SigningCode.objects.get())
    types = lambda: redeem_code(slot, place, code, ip=None, device="")  # noqa: E731
    proof, refused = together(types, types)
    assert proof.method == "mail_code"
    assert "plus valable" in str(refused)


# Codes.


def sent(slot, place) -> str:
    send_code(slot, place)
    return code_of(SigningCode.objects.latest("pk"))


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def redeem(slot, place, code):
    return redeem_code(slot, place, code, ip="192.0.2.7", device="Firefox")


def test_a_code_is_read_in_the_mail_and_serves_once(mailoutbox):
    slot, place = first(held())
    code = sent(slot, place)
    outbox.send(Mail.objects.get().pk)
    assert [code in one.body for one in mailoutbox] == [True]
    assert code not in Mail.objects.get().body, "the code is kept nowhere"
    assert redeem(slot, place, f"{code[:3]} {code[3:]}") == Proof("mail_code", "", "192.0.2.7", "Firefox")
    with pytest.raises(Refused, match="plus valable"):
        redeem(slot, place, code)


def test_a_wrong_code_counts_and_after_five_the_right_one_is_too_late():
    slot, place = first(held())
    code = sent(slot, place)
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(Refused, match=f"Essais restants : {left}"):
            redeem(slot, place, wrong(code))
    with pytest.raises(Refused, match="Trop d'essais"):
        redeem(slot, place, code)


def test_a_code_lasts_ten_minutes():
    slot, place = first(held())
    code = sent(slot, place)
    SigningCode.objects.update(sent_at=timezone.now() - LASTS)
    with pytest.raises(Refused, match="plus valable"):
        redeem(slot, place, code)


def test_a_code_is_for_one_person_and_one_half_day():
    session = held(people=2)
    (slot, other_slot), (place, other) = session.slots.order_by("starts_at"), session.registrations.order_by("pk")
    code = sent(slot, place)
    for wrong_slot, somebody in ((slot, other), (other_slot, place)):
        with pytest.raises(Refused, match="plus valable"):
            redeem(wrong_slot, somebody, code)


def test_codes_leave_one_a_minute_and_not_without_an_address():
    slot, place = first(held())
    send_code(slot, place)
    with pytest.raises(Refused, match="attendez une minute"):
        send_code(slot, place)
    SigningCode.objects.update(sent_at=timezone.now() - timedelta(seconds=61))
    send_code(slot, place)
    nameless = RegistrationFactory(session=slot.session, trainee__email="")
    with pytest.raises(Refused, match="n'est pas connue"):
        send_code(slot, nameless)


def test_one_address_asks_for_ten_codes_an_hour(client):
    session = held(people=11)
    slot, _ = first(session)
    said = []
    for place in session.registrations.all():
        answer = client.post(
            reverse("training:sign_slot", args=[slot.token]), {"personne": place.pk, "step": "send_code"}
        )
        said.append("Trop de codes" in answer.content.decode())
    assert said == [False] * 10 + [True]
    assert SigningCode.objects.count() == 10


# What is noted.


def test_absences_and_early_leavers_are_noted_with_their_minutes():
    session = held(people=3)
    slot, _ = first(session)
    by = slot.trainers.get().user
    there, early, away = session.registrations.order_by("pk")
    told = {there.pk: Noted("present", 210), early.pk: Noted("present", 95), away.pk: Noted("excused", 50)}
    assert note_attendance(slot, told, by=by) == 3
    assert note_attendance(slot, told, by=by) == 0
    rows = Attendance.objects.order_by("registration").values_list("state", "minutes", "recorded_by")
    assert list(rows) == [("present", 210, by.pk), ("present", 95, by.pk), ("excused", 0, by.pk)]
    assert {row.registration for row in without_signature(session)} == {there, early}


@pytest.mark.parametrize("minutes", [0, 211])
def test_nobody_attends_more_than_the_half_day_nor_nothing(minutes):
    slot, place = first(held())
    with pytest.raises(Refused, match="de 1 à 210"):
        note_attendance(slot, {place.pk: Noted("present", minutes)}, by=slot.trainers.get().user)


def test_all_is_noted_or_nothing():
    session = held(people=2)
    slot, _ = first(session)
    one, two = session.registrations.order_by("pk")
    with pytest.raises(Refused):
        note_attendance(slot, {one.pk: Noted("absent", 0), two.pk: Noted("present", 999)}, by=slot.trainers.get().user)
    assert not Attendance.objects.exists()


def test_a_signed_presence_is_corrected_with_a_reason_and_history_keeps_the_former():
    slot, place = first(held())
    by = slot.trainers.get().user
    sign_presence(slot, place, PROOF)
    with pytest.raises(Refused, match="écrivez pourquoi"):
        note_attendance(slot, {place.pk: Noted("present", 60, "  ")}, by=by)
    note_attendance(slot, {place.pk: Noted("present", 60, "Partie à dix heures")}, by=by)
    row = Attendance.objects.get()
    assert (row.minutes, row.correction_reason, row.drawing) == (60, "Partie à dix heures", PATH)
    note_attendance(slot, {place.pk: Noted("absent", 0, "Signée par une collègue")}, by=by)
    row.refresh_from_db()
    assert (row.state, row.minutes, row.signed_at, row.drawing, row.ip_address) == ("absent", 0, None, "", None)
    past = apps.get_model("training", "AttendanceEvent").objects.order_by("pgh_id")
    assert list(past.values_list("state", "minutes")) == [("present", 210), ("present", 60), ("absent", 0)]
    assert past.first().sha256 and past.first().signed_at


def test_nothing_is_noted_before_the_half_day_nor_once_the_session_is_closed():
    slot, place = first(held(starts=1))
    by = slot.trainers.get().user
    with pytest.raises(Refused, match="n'a pas commencé"):
        note_attendance(slot, {place.pk: Noted("absent", 0)}, by=by)
    slot, place = first(held(state="closed"))
    with pytest.raises(Refused, match="ne changent plus"):
        note_attendance(slot, {place.pk: Noted("absent", 0)}, by=slot.trainers.get().user)


def test_people_of_another_session_are_not_noted():
    slot, _ = first(held())
    _, stranger = first(held())
    assert note_attendance(slot, {stranger.pk: Noted("absent", 0)}, by=slot.trainers.get().user) == 0


def test_after_the_delay_a_sheet_of_paper_proves_the_presence():
    slot, place = first(held(starts=-20))
    note_attendance(slot, {place.pk: Noted("present", 210)}, by=slot.trainers.get().user, paper=True)
    row = Attendance.objects.get()
    assert row.method == "paper" and row.signed_at
    assert without_signature(slot.session) == []


# Sheets that came back.


def scan(name="feuille.pdf", content=b"%PDF-1.7 une feuille"):
    return SimpleUploadedFile(name, content)


def test_a_signed_sheet_is_kept_once_for_its_half_days():
    session = held()
    slots, by = list(session.slots.all()), session.slots.first().trainers.get().user
    sheet = keep_sheet(session, slots, scan(), by=by)
    with sheet.file as file:
        assert file.read() == b"%PDF-1.7 une feuille"
    assert set(sheet.slots.all()) == set(slots)
    with pytest.raises(Refused, match="déjà gardée"):
        keep_sheet(session, slots, scan("autre.pdf"), by=by)
    assert SignedSheet.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [("feuille.pdf", b"MZ"), ("feuille.exe", b"%PDF-1.7"), ("feuille", b"%PDF-1.7"), ("a.png", b"")],
)
def test_another_file_is_not_a_sheet(name, content):
    session = held()
    with pytest.raises(Refused, match="un PDF, ou une image"):
        keep_sheet(
            session, list(session.slots.all()), scan(name, content), by=session.slots.first().trainers.get().user
        )


def test_a_sheet_stands_for_half_days_of_its_session():
    session, other = held(), held()
    by = session.slots.first().trainers.get().user
    for slots in ([], list(other.slots.all())):
        with pytest.raises(Refused, match="Cochez"):
            keep_sheet(session, slots, scan(), by=by)


# The end.


def test_a_session_is_not_over_while_presences_are_unknown():
    session = held(people=2)
    slot, place = first(session)
    by = slot.trainers.get().user
    sign_presence(slot, place, PROOF)
    with pytest.raises(Refused, match="matin : 1 à noter"):
        finish_session(session, by=by)
    assert not TrainingDocument.objects.exists()


def test_at_the_end_those_who_came_completed_the_others_never_came_and_the_sheet_is_frozen():
    session = held(people=3)
    by = session.slots.first().trainers.get().user
    came, partly, never = session.registrations.order_by("pk")
    for rank, slot in enumerate(session.slots.order_by("starts_at")):
        told = {
            came.pk: Noted("present", 210), partly.pk: Noted("excused" if rank else "present", 0 if rank else 100),
            never.pk: Noted("absent", 0),
        }  # fmt: skip
        note_attendance(slot, told, by=by)
    assert finish_session(session, by=by).state == "completed"
    assert list(session.registrations.order_by("pk").values_list("state", flat=True)) == [
        "completed", "completed", "no_show",
    ]  # fmt: skip
    sheet = TrainingDocument.objects.get(kind="attendance")
    assert sheet.number and sheet.content["people"][0]["name"] == str(came.trainee)
    with pytest.raises(WrongState):
        finish_session(session, by=by)

    # What changes afterwards is not in the paper that was frozen.
    note_attendance(session.slots.first(), {never.pk: Noted("present", 210)}, by=by)
    assert text_of(sheet_pdf(session)[1]).count("présent, non signé") == 3
    assert text_of(document_pdf(sheet)[1]) == text_of(sheet_pdf(session)[1]), "as printed with the other papers"


def test_a_session_does_not_end_before_its_last_day():
    session = held(ends=1, state="running")
    with pytest.raises(Refused, match="dure jusqu'au"):
        finish_session(session, by=session.slots.first().trainers.first().user)


def test_somebody_who_gives_up_is_expected_no_longer_and_comes_back():
    session = held(people=2, starts=-2, ends=-1)
    by = session.slots.first().trainers.get().user
    slots = list(session.slots.order_by("day", "starts_at"))
    stays, leaves = session.registrations.order_by("pk")
    for slot in slots[:2]:
        note_attendance(slot, {one.pk: Noted("present", 210) for one in (stays, leaves)}, by=by)
    for slot in slots[2:]:
        note_attendance(slot, {stays.pk: Noted("present", 210)}, by=by)
    with pytest.raises(Refused, match="motif"):
        note_abandonment(leaves, on=session.starts_on, reason=" ", by=by)
    with pytest.raises(Refused, match="un jour passé de la session"):
        note_abandonment(leaves, on=in_days(1), reason="Embauche", by=by)
    note_abandonment(leaves, on=session.starts_on, reason="Embauche", by=by)
    assert [one.expected for one in standing_of_slots(session, timezone.now())] == [2, 2, 1, 1]
    assert rate_now(session) == 100

    undo_abandonment(leaves, by=by)
    leaves.refresh_from_db()
    assert (leaves.state, leaves.ended_on, leaves.end_reason) == ("attending", None, "")
    assert rate_now(session) == 75
    note_abandonment(leaves, on=session.starts_on, reason="Embauche", by=by)
    finish_session(session, by=by)
    leaves.refresh_from_db()
    assert leaves.state == "abandoned"
    with pytest.raises(Refused, match="ne se défait plus"):
        undo_abandonment(leaves, by=by)


def test_one_does_not_give_up_before_a_day_on_which_one_came_nor_before_beginning():
    session = held(starts=-2, ends=-1)
    by = session.slots.first().trainers.get().user
    _, place = first(session)
    with pytest.raises(Refused, match="une formation commencée"):
        note_abandonment(place, on=session.starts_on, reason="Embauche", by=by)
    noted(session, by)
    with pytest.raises(Refused, match="était là après ce jour"):
        note_abandonment(place, on=session.starts_on, reason="Embauche", by=by)


def test_what_is_learnt_is_marked_from_one_to_four():
    session = held(state="running")
    by, (_, place) = session.slots.first().trainers.get().user, first(session)
    assert assess(session, {(place.pk, 0): 4, (place.pk, 1): 2}, by=by) == 2
    assert assess(session, {(place.pk, 0): 4, (place.pk, 1): None}, by=by) == 1
    assert list(ObjectiveMark.objects.order_by("objective").values_list("after", flat=True)) == [4, None]
    for marks in ({(place.pk, 0): 5}, {(place.pk, 0): 0}, {(place.pk, 2): 1}, {(first(held())[1].pk, 0): 1}):
        with pytest.raises(Refused):
            assess(session, marks, by=by)
    Session.objects.filter(pk=session.pk).update(state="closed")
    session.refresh_from_db()
    with pytest.raises(Refused, match="close"):
        assess(session, {(place.pk, 0): 1}, by=by)


# The paper.


def test_the_sheet_shows_every_signature_with_what_proves_it():
    session = held(people=3)
    slot, _ = first(session)
    leader = slot.trainers.get()
    drew, typed, paper = session.registrations.order_by("pk")
    sign_presence(slot, drew, PROOF, now=moment(slot.day, 9, 1))
    sign_presence(slot, typed, Proof("mail_code", "", "192.0.2.8", "iPhone"), now=moment(slot.day, 9, 2))
    sign_as_trainer(slot, leader, PROOF, now=moment(slot.day, 12, 31))
    note_attendance(slot, {paper.pk: Noted("present", 210)}, by=leader.user, paper=True)
    content = sheet_pdf(session)[1]
    text = text_of(content)
    assert is_tagged(content)
    day = f"{slot.day:%d/%m/%Y}"
    for row in (*Attendance.objects.all(), TrainerSignature.objects.get()):
        at = timezone.localtime(row.signed_at)
        assert text.count(f"{at:%d/%m/%Y %H:%M}") >= 2, "in the grid and in the list"
        assert row.sha256[:16] in text
    for words in ("signature dessinée", "code reçu par mail", "feuille signée", "Android, 192.0.2.7",
                  "iPhone, 192.0.2.8", f"{day} 09:01", f"{day} 12:31", str(leader), str(paper.trainee)):  # fmt: skip
        assert words in text, words


def test_a_sheet_of_paper_stands_for_a_trainer_without_an_account():
    session = held(people=1)
    slot, place = first(session)
    by = slot.trainers.get().user
    other = TrainerFactory()
    slot.trainers.add(other)
    note_attendance(slot, {place.pk: Noted("present", 210)}, by=by, paper=True)
    assert set(TrainerSignature.objects.values_list("trainer", "method")) == {
        (other.pk, "paper"), (slot.trainers.exclude(pk=other.pk).get().pk, "paper"),
    }  # fmt: skip


def test_a_session_does_not_end_before_its_last_half_day_begins():
    session = held(people=1)
    slot, place = first(session)
    sign_presence(slot, place, PROOF)
    SlotFactory(session=session, day=in_days(1), half_day="pm")
    with pytest.raises(Refused, match="n'a pas commencé"):
        finish_session(session, by=slot.trainers.get().user)


def test_the_blank_sheet_names_everybody_and_shows_no_signature():
    session = held(people=2)
    slot, place = first(session)
    sign_presence(slot, place, PROOF)
    content = sheet_pdf(session, blank=True)[1]
    assert is_tagged(content)
    text = text_of(content)
    assert all(str(one.trainee) in text for one in session.registrations.all())
    assert "signature dessinée" not in text and "Android" not in text


# Mails of the morning.


def test_each_trainee_gets_their_own_link_once_a_day(mailoutbox):
    session = held(people=2, starts=0)
    RegistrationFactory(session=session, state="cancelled")
    RegistrationFactory(session=session, trainee__email="")
    assert send_links(timezone.localdate()) == 2
    assert send_links(timezone.localdate()) == 0
    for letter in Mail.objects.all():
        outbox.send(letter.pk)
    for place in session.registrations.filter(state="confirmed").exclude(trainee__email=""):
        letter = next(one for one in mailoutbox if one.to == [place.trainee.email])
        assert reverse("training:my_attendance", args=[place.token]) in letter.body
    assert not any(place.token in one.body for one in Mail.objects.all() for place in session.registrations.all())


# Pages and rights.


def test_a_trainee_signs_by_their_link_without_an_account(client):
    session = held()
    slot, place = first(session)
    page = client.get(reverse("training:my_attendance", args=[place.token]))
    address = reverse("training:sign_mine", args=[place.token, slot.pk])
    assert address in page.content.decode()
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("same-origin", "noindex")
    done = client.post(address, {"step": "draw", "drawing": PATH}, follow=True, **PHONE)
    assert "est signée" in done.content.decode()
    assert (Attendance.objects.get().method, Attendance.objects.get().device) == (
        "drawn",
        PHONE["headers"]["user-agent"],
    )
    again = client.post(address, {"step": "draw", "drawing": PATH}, follow=True)
    assert "déjà signé" in again.content.decode()
    assert Attendance.objects.count() == 1


def test_a_link_opens_nothing_of_another_session(client):
    slot, _ = first(held())
    _, stranger = first(held())
    assert client.get(reverse("training:sign_mine", args=[stranger.token, slot.pk])).status_code == 404
    assert client.get(reverse("training:sign_slot", args=[slot.token]), {"personne": stranger.pk}).status_code == 404
    assert client.get(reverse("training:sign_slot", args=[slot.token]), {"personne": "x"}).status_code == 404
    assert client.get(reverse("training:sign_slot", args=["inconnu"])).status_code == 404


def pages_of(session: Session) -> list[str]:
    slot, place = first(session)
    sheet = SignedSheet.objects.create(session=session, file=scan(), sha256="0")
    one = [reverse(f"training:{name}", args=[session.pk]) for name in
           ("attendance", "blank_sheet", "signed_sheet", "assessment")]  # fmt: skip
    return [
        *one, reverse("training:attendance_export", args=[session.pk, "csv"]),
        reverse("training:sheet_file", args=[sheet.pk]), reverse("training:slot", args=[slot.pk]),
        reverse("training:slot_code", args=[slot.pk]),
    ]  # fmt: skip


def test_a_trainer_leads_their_own_sessions_and_no_other(client):
    session = held()
    addresses = pages_of(session)
    client.force_login(session.slots.first().trainers.get().user)
    assert answers(client, addresses) == {200}
    client.force_login(trainer().user)
    assert answers(client, addresses) == {404}
    _, place = first(session)
    slot = session.slots.first()
    posts = [("sheet_add", session.pk), ("finish", session.pk), ("slot_sign", slot.pk), ("abandonment", place.pk)]
    assert {client.post(reverse(f"training:{name}", args=[number])).status_code for name, number in posts} == {404}
    client.force_login(manager_of(place.order.organisation))
    assert client.get(addresses[0]).status_code in (403, 404), "an employer does not lead the session"


def test_the_rules_refuse_another_trainer_too():
    session = held(state="running")
    slot, place = first(session)
    stranger = trainer().user
    for act in (
        lambda: note_attendance(slot, {place.pk: Noted("absent", 0)}, by=stranger),
        lambda: keep_sheet(session, [slot], scan(), by=stranger),
        lambda: finish_session(session, by=stranger),
        lambda: note_abandonment(place, on=slot.day, reason="Embauche", by=stranger),
        lambda: undo_abandonment(place, by=stranger),
        lambda: assess(session, {(place.pk, 0): 1}, by=stranger),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_team_notes_a_half_day_on_its_page(client):
    slot, place = first(held())
    client.force_login(team_member())
    address = reverse("training:slot", args=[slot.pk])
    form = {f"state-{place.pk}": "present", f"minutes-{place.pk}": "120", "paper": "on"}
    assert "1 présence(s) enregistrée(s)" in client.post(address, form, follow=True).content.decode()
    assert Attendance.objects.get().minutes == 120
    form[f"minutes-{place.pk}"] = "500"
    form[f"reason-{place.pk}"] = "Erreur"
    assert "de 1 à 210" in client.post(address, form, follow=True).content.decode()


@pytest.mark.parametrize("people", [2, 12])
def test_pages_read_as_much_for_two_as_for_twelve(client, django_assert_max_num_queries, people):
    session = held(people=people, starts=-4, ends=-1, state="running")
    by = session.slots.first().trainers.get().user
    noted(session, by)
    keep_sheet(session, list(session.slots.all()), scan(), by=by)
    client.force_login(by)
    slot, place = first(session)
    for address, most in (
        (reverse("training:attendance", args=[session.pk]), 32),
        (reverse("training:slot", args=[slot.pk]), 26),
        (reverse("training:assessment", args=[session.pk]), 24),
        (reverse("training:sign_slot", args=[slot.token]), 24),
        (reverse("training:my_attendance", args=[place.token]), 24),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


def test_a_session_without_half_days_says_so(client):
    session = SessionFactory(state="confirmed")
    place = RegistrationFactory(session=session)
    client.force_login(team_member())
    assert "Aucune demi-journée" in client.get(reverse("training:attendance", args=[session.pk])).content.decode()
    page = client.get(reverse("training:my_attendance", args=[place.token])).content.decode()
    assert "pas encore fixées" in page
    empty = SlotFactory(day=in_days(-1), session__starts_on=in_days(-1), session__state="confirmed")
    assert "Personne n&#x27;est inscrit" in client.get(
        reverse("training:sign_slot", args=[empty.token])
    ).content.decode().replace("n'est", "n&#x27;est")
