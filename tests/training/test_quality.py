"""Quality: delays of complaints, trainers' files, registers, what Qualiopi asks, the auditor's archive."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from members.domain.moves import NotAllowed, Refused, WrongState
from members.models import Mail
from tests.factories.training import (
    AdaptationFactory,
    AttendanceFactory,
    ComplaintFactory,
    CourseFactory,
    RegistrationFactory,
    SessionFactory,
    SubcontractFactory,
    TrainerFactory,
    TrainerPieceFactory,
    TrainingBodyFactory,
    in_days,
)
from tests.training.people import team_member, trainer
from training import models
from training.data.loading import load_referentials, load_surveys
from training.domain.quality import complaints as life
from training.domain.quality.archive import draw_sample, evidence_zip
from training.domain.quality.evidence import Range, lines_of, referential_on
from training.domain.quality.trainers import add_piece, check_piece, lacking, remind_expiring, unfit_reasons
from training.domain.quality.working_days import after_working_days, easter
from training.models import (
    Complaint,
    ImprovementAction,
    ObjectiveMark,
    QualityEvidence,
    QualityReferential,
    Risk,
    SurveyQuestion,
    TrainerPiece,
    WatchEntry,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return TrainingBodyFactory()


@pytest.fixture
def referentials(body):
    load_referentials(lambda name: getattr(models, name))


# Complaints


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 23), date(2026, 11, 30)),
        # Christmas is a Friday, the New Year too.
        (date(2026, 12, 24), date(2027, 1, 4)),
        # Easter Monday of 2027 is 29 March.
        (date(2027, 3, 25), date(2027, 4, 2)),
    ],
)
def test_working_days_leave_out_week_ends_and_public_holidays(day, expected):
    assert after_working_days(day, 5) == expected


@pytest.mark.parametrize(
    ("year", "day"), [(2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2026, date(2026, 4, 5))]
)
def test_easter_is_where_calendars_have_it(year, day):
    assert easter(year) == day


def test_a_complaint_is_acknowledged_studied_answered_and_closed(body):
    keeper = team_member()
    one = life.receive(ComplaintFactory.build(author_email="plaignant@example.org", number=""))
    assert one.number.startswith("RECL")
    with pytest.raises(WrongState, match="après en avoir accusé réception"):
        life.answer(one, text="Voilà", root_cause="", by=keeper)
    with pytest.raises(Refused, match="Accusez d'abord"):
        life.investigate(one, by=keeper)
    life.acknowledge(one, by=keeper)
    with pytest.raises(WrongState, match="déjà parti"):
        life.acknowledge(one, by=keeper)
    life.investigate(one, by=keeper)
    with pytest.raises(Refused, match="Écrivez la réponse"):
        life.answer(one, text=" ", root_cause="", by=keeper)
    life.answer(one, text="La salle est changée.", root_cause="", by=keeper)
    with pytest.raises(Refused, match="Écrivez la cause"):
        life.close(one, by=keeper)
    Complaint.objects.filter(pk=one.pk).update(root_cause="Salle non visitée")
    assert life.close(one, by=keeper).state == Complaint.State.CLOSED
    assert [mail.to for mail in Mail.objects.all()] == ["plaignant@example.org"] * 2


def test_what_is_late_is_told(body):
    one = ComplaintFactory(received_on=date(2026, 11, 23))
    assert life.lateness(one, date(2026, 11, 30)) == ""
    assert life.lateness(one, date(2026, 12, 1)) == "accusé de réception en retard"
    one.state, one.acknowledged_on = Complaint.State.ACKNOWLEDGED, date(2026, 11, 24)
    assert life.lateness(one, date(2026, 12, 23)) == ""
    assert life.lateness(one, date(2026, 12, 24)) == "réponse en retard"


def test_anybody_makes_a_complaint_and_a_program_is_thanked_for_nothing(client):
    address = reverse("training:complain")
    told = {
        "source": "trainee",
        "author_name": "Nadia",
        "author_email": "nadia@example.org",
        "text": "La salle était froide.",
    }
    assert client.post(address, told).url == reverse("training:complained")
    assert client.post(address, told | {"website": "http://"}).url == reverse("training:complained")
    one = Complaint.objects.get()
    assert (one.text, one.received_on) == ("La salle était froide.", timezone.localdate())
    assert "Ce champ est obligatoire" in client.post(address, {"text": ""}).content.decode()


def test_the_team_follows_complaints_on_its_pages(client):
    one = ComplaintFactory(received_on=in_days(-40))
    client.force_login(team_member())
    assert "accusé de réception en retard" in client.get(reverse("training:complaints")).content.decode()
    client.post(reverse("training:complaint_step", args=[one.pk]), {"step": "acknowledge"})
    client.post(
        reverse("training:complaint_step", args=[one.pk]), {"step": "answer", "text": "Voilà", "root_cause": "Oubli"}
    )
    one.refresh_from_db()
    assert (one.state, one.root_cause) == ("answered", "Oubli")
    rows = b"".join(client.get(reverse("training:complaints_export", args=["csv"]))).decode("utf-8-sig").splitlines()
    assert len(rows) == 2


# Trainers


def test_a_file_says_what_it_lacks():
    bare = TrainerFactory()
    assert lacking(bare, in_days(0)) == ["pas de CV", "pas de diplôme ni de titre"]
    TrainerPieceFactory(trainer=bare, kind="cv", checked_on=in_days(0))
    TrainerPieceFactory(trainer=bare, kind="diploma", checked_on=in_days(0))
    assert lacking(bare, in_days(0)) == []
    TrainerPieceFactory(trainer=bare, expires_on=in_days(-1))
    told = lacking(bare, in_days(0))
    assert "n'est plus valable" in told[0]
    assert told[1] == "des pièces sont à vérifier"


def test_a_course_that_asks_for_a_habilitation_is_not_led_without_it():
    leader, course = TrainerFactory(), CourseFactory(validity_months=24)
    assert unfit_reasons(leader, course, in_days(0)) == ["n'a pas d'habilitation en cours de validité"]
    TrainerPieceFactory(trainer=leader, kind="habilitation", expires_on=in_days(10))
    assert unfit_reasons(leader, course, in_days(10)) == []
    assert unfit_reasons(leader, course, in_days(11)) != []
    assert unfit_reasons(leader, CourseFactory(), in_days(11)) == []


def test_a_trainer_adds_pieces_to_their_own_file_and_the_team_checks_them():
    leader, keeper = trainer(), team_member()
    pdf = SimpleUploadedFile("cv.pdf", b"%PDF-1.7")
    piece = add_piece(TrainerPiece(trainer=leader, kind="cv", title="CV"), pdf, by=leader.user)
    assert piece.checked_on is None
    assert check_piece(piece, by=keeper).checked_by == keeper
    with pytest.raises(NotAllowed):
        add_piece(TrainerPiece(trainer=TrainerFactory(), kind="cv", title="CV"), None, by=leader.user)
    with pytest.raises(Refused, match="ni un PDF"):
        add_piece(TrainerPiece(trainer=leader, kind="cv", title="CV"), SimpleUploadedFile("cv.pdf", b"MZ"), by=keeper)
    with pytest.raises(Refused, match="avant d'avoir été obtenue"):
        add_piece(
            TrainerPiece(trainer=leader, kind="cv", title="CV", obtained_on=in_days(0), expires_on=in_days(-1)),
            None,
            by=keeper,
        )


def test_what_expires_is_told_three_times():
    piece = TrainerPieceFactory(expires_on=in_days(100))
    day = piece.expires_on
    left = (61, 60, 45, 30, 29, 7, 1)
    assert [remind_expiring(day - timedelta(days=days)) for days in left] == [0, 1, 0, 1, 0, 1, 0]


def test_a_trainer_opens_their_file_and_not_that_of_another(client):
    leader, other = trainer(), TrainerPieceFactory()
    client.force_login(leader.user)
    assert client.get(reverse("training:trainer", args=[leader.pk])).status_code == 200
    assert client.get(reverse("training:trainer", args=[other.trainer_id])).status_code == 404
    assert client.get(reverse("training:piece_file", args=[other.pk])).status_code == 404
    told = {"kind": "diploma", "title": "Titre de formateur"}
    client.post(reverse("training:piece_add", args=[leader.pk]), told)
    assert leader.pieces.get().title == "Titre de formateur"


# Registers


def test_registers_are_kept_by_the_team(client):
    client.force_login(team_member())
    told = {"title": "Un formateur absent", "probability": 3, "impact": 4}
    assert client.post(reverse("training:risks_new"), told).url == reverse("training:risks")
    assert Risk.objects.get().criticality == 12
    assert "criticité 12" in client.get(reverse("training:risks")).content.decode()
    refused = client.post(reverse("training:risks_new"), told | {"probability": 5})
    assert "inférieure ou égale à 4" in refused.content.decode()
    complaint = ComplaintFactory()
    page = client.get(reverse("training:actions_new"), {"reclamation": complaint.pk}).content.decode()
    assert f'value="{complaint.pk}" selected' in page
    action = {
        "title": "Visiter la salle",
        "origin": "complaint",
        "complaint": complaint.pk,
        "opened_on": in_days(0).isoformat(),
    }
    assert (
        "a un résultat"
        in client.post(reverse("training:actions_new"), action | {"done_on": in_days(0).isoformat()}).content.decode()
    )
    client.post(reverse("training:actions_new"), action)
    assert ImprovementAction.objects.get().complaint == complaint
    watch = {"subject": "23", "seen_on": in_days(0).isoformat(), "source": "JO", "learned": "Un décret"}
    client.post(reverse("training:watch_new"), watch)
    assert WatchEntry.objects.get().author is not None
    assert "Un décret" in b"".join(client.get(reverse("training:watch_export", args=["csv"]))).decode("utf-8-sig")


# Qualiopi


def test_the_referential_changes_on_the_first_of_november_2026(referentials):
    before, after = referential_on(date(2026, 10, 31)), referential_on(date(2026, 11, 1))
    assert (before.indicators.count(), after.indicators.count()) == (32, 33)
    assert after.indicators.get(number=32).news
    assert referential_on(date(2010, 1, 1)) is None
    load_referentials(lambda name: getattr(models, name))
    assert QualityReferential.objects.count() == 2


def test_questionnaires_are_loaded_once():
    models.SurveyQuestion.objects.all().delete()
    models.Survey.objects.all().delete()
    for _ in range(2):
        load_surveys(lambda name: getattr(models, name))
    assert {one.audience for one in models.Survey.objects.all()} == {"trainee", "employer", "funder", "trainer"}
    assert SurveyQuestion.objects.filter(about_trainer=True).count() == 1


YEAR = Range(in_days(-365), in_days(0))


def line(number, day=None):
    referential = referential_on(day or in_days(0))
    return next(one for one in lines_of(referential, YEAR) if one.indicator.number == number)


@pytest.fixture
def held(referentials):
    """A session held last month, with one person who came to all of it."""
    leader = TrainerFactory()
    session = SessionFactory(state="completed", starts_on=in_days(-30), slots=[leader])
    place = RegistrationFactory(session=session, state="completed")
    for slot in session.slots.all():
        AttendanceFactory(slot=slot, registration=place)
    return session


def test_an_indicator_is_red_amber_then_green(held):
    assert (line(23).state, line(23).word) == ("alert", "rien à montrer")
    entry = WatchEntry.objects.create(subject="23", seen_on=in_days(-3), source="JO", learned="Un décret")
    assert line(23).state == "wait"
    entry.use = "Le contrat est revu"
    entry.save()
    assert line(23).state == "ok"
    assert line(20).state == "off"


def test_certifying_indicators_apply_when_a_certifying_course_was_held(held):
    assert not line(3).applies
    course = held.version.course
    course.fiche_number = "RS1234"
    course.save()
    assert line(3).applies
    assert line(3).state == "ok"


@pytest.mark.parametrize(
    ("number", "missing", "mend"),
    [
        (4, "stagiaires sans recueil", lambda s: s.registrations.update(needs_told_at=timezone.now())),
        (
            8,
            "sans positionnement",
            lambda s: ObjectiveMark.objects.create(registration=s.registrations.get(), objective=0, before=2),
        ),
        (
            11,
            "sans évaluation",
            lambda s: ObjectiveMark.objects.create(registration=s.registrations.get(), objective=0, after=3),
        ),
        (17, "l'accessibilité n'est pas dite", lambda s: type(s).objects.filter(pk=s.pk).update(accessible=True)),
        (21, "formateurs sans CV", lambda s: TrainerPieceFactory(trainer=s.slots.first().trainers.get(), kind="cv")),
        (32, "aucun risque", lambda s: Risk.objects.create(title="R", probability=1, impact=1, review_on=in_days(30))),
    ],
)
def test_what_lacks_is_told_until_it_is_mended(held, number, missing, mend):
    def told():
        return [one.words for one in line(number).evidence.missing]

    assert any(missing in words for words in told())
    mend(held)
    assert not any(missing in words for words in told())


def test_subcontracts_show_for_their_indicator(held):
    assert line(27).evidence.found == []
    contract = SubcontractFactory()
    held.subcontract = contract
    held.save()
    assert [one.words for one in line(27).evidence.missing] == [
        "contrats d'un sous-traitant sans Qualiopi ou sans charte"
    ]
    contract.subcontractor.qualiopi_until, contract.subcontractor.charter_signed_on = in_days(900), in_days(-400)
    contract.subcontractor.save()
    assert line(27).state == "ok"


def test_a_whole_page_asks_a_bounded_number_of_queries(held, django_assert_max_num_queries):
    for _ in range(3):
        AttendanceFactory(slot=held.slots.first(), registration__session=held, registration__state="completed")
    with django_assert_max_num_queries(110):
        lines_of(referential_on(in_days(0)), YEAR)


def test_the_team_reads_the_page_and_adds_evidence(client, held):
    client.force_login(team_member())
    address = reverse("training:qualiopi")
    assert "33 indicateurs" in client.get(address, {"du": "2025-11-28", "au": "2026-11-28"}).content.decode()
    told = {
        "number": 26,
        "title": "Liste des partenaires",
        "link": "https://example.org/",
        "dated_on": in_days(0).isoformat(),
    }
    client.post(reverse("training:evidence_add"), told)
    assert "Liste des partenaires" in client.get(address).content.decode()
    neither = client.post(
        reverse("training:evidence_add"), {name: value for name, value in told.items() if name != "link"}, follow=True
    )
    assert "fichier ou un lien" in neither.content.decode()
    one = QualityEvidence.objects.get()
    client.post(reverse("training:evidence_remove", args=[one.pk]))
    assert not QualityEvidence.objects.exists()


def test_the_archive_holds_evidence_by_indicator_and_nothing_of_health(held):
    AdaptationFactory(registration=held.registrations.get(), need="Une maladie que personne ne lit")
    WatchEntry.objects.create(subject="23", seen_on=in_days(-3), source="Journal officiel", learned="Un décret")
    QualityEvidence.objects.create(number=26, title="Partenaires", link="https://example.org/p", dated_on=in_days(-5))
    told = []
    content = evidence_zip(YEAR, [held.pk], 42, lambda percent, words: told.append(percent))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert "index.pdf" in names
        assert f"indicateur-12/feuille-emargement-{held.number}.pdf" in names
        assert "Journal officiel" in archive.read("indicateur-23/veille.csv").decode("utf-8-sig")
        assert archive.read(f"indicateur-26/{in_days(-5)}-partenaires.txt") == b"https://example.org/p"
        assert not any(b"maladie" in archive.read(name) for name in names)
        from tests.training.reading import text_of

        index = text_of(archive.read("index.pdf"))
    assert "graine 42" in index
    assert held.number in index
    assert told == sorted(told)


def test_a_sample_is_drawn_again_with_its_seed(referentials):
    for days in range(1, 9):
        SessionFactory(state="completed", starts_on=in_days(-10 * days))
    assert draw_sample(YEAR, 3, 7) == draw_sample(YEAR, 3, 7)
    assert len(draw_sample(YEAR, 3, 7)) == 3
    assert len(draw_sample(YEAR, 50, 7)) == 8


def test_an_archive_is_asked_for_on_a_range_where_sessions_were_held(client, held):
    client.force_login(team_member())
    address = reverse("training:qualiopi_archive")
    empty = client.post(address, {"du": "2010-01-01", "au": "2010-12-31", "tirage": 3}, follow=True)
    assert "Aucune session" in empty.content.decode()
    backwards = client.post(address, {"du": "2026-02-01", "au": "2026-01-01"}, follow=True)
    assert "La fin vient avant le début" in backwards.content.decode()
    asked = client.post(address, {"du": in_days(-60).isoformat(), "au": in_days(0).isoformat(), "tirage": 1})
    assert "/documents/" in asked.url or "job" in asked.url or asked.status_code == 302
