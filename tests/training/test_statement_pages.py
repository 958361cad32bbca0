"""The pages of the yearly statement, its files, and who reads what."""

import csv
import io
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from config.waiting.training_statements import statements_todo
from members.models import Role
from tests.factories.training import SessionFactory, SubcontractFactory, TrainingInvoiceFactory
from tests.members.meetings import text_of
from tests.reporting.helpers import pdf_text
from tests.training.people import team_member
from tests.training.statement_year import MARCH, attend, body, made_up_year, session, statement
from training.domain.statement.paper import statement_pdf
from training.domain.statement.steps import finalise
from training.exports.statements import statement_workbook
from training.models import ActivityStatement, Registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(client):
    user = team_member()
    client.force_login(user)
    return user


def page(client, address: str, **query) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return text_of(response)


def test_the_team_prepares_a_year_fills_it_and_makes_it_final(client, team):
    body(records_since=2024)
    attend(session(subcontract=SubcontractFactory(amount=Decimal(1200), number="STR2024-00001")))
    closed = timezone.localdate().year - 1
    assert f"exercice {closed} n'est pas arrêté" in page(client, reverse("training:statements"))
    made = client.post(reverse("training:statement_new"), {"annee": 2024}, follow=True)
    of_year = ActivityStatement.objects.get()
    assert made.redirect_chain[-1][0] == of_year.get_absolute_url()
    assert "À saisir : chiffre d'affaires" in text_of(made)
    assert "Rendre définitif" not in text_of(made)
    enter = reverse("training:statement_enter", args=[of_year.pk])
    form = client.get(enter).context["form"]
    assert form["purchases"].value() == 1200
    values = {name: form[name].value() or "" for name in form.fields}
    told = client.post(enter, values | {"turnover": "50000", "charges": "100", "trainer_wages": "0"})
    assert "dépassent" in text_of(told)
    told = client.post(enter, values | {"turnover": "-1", "charges": "9000", "trainer_wages": "0"})
    assert "Écrivez un montant positif" in text_of(told)
    values |= {"turnover": "50000", "charges": "9000", "trainer_wages": "0", "director_function": "directrice"}
    filled = client.post(enter, values, follow=True)
    assert "Rien ne manque." in text_of(filled)
    done = client.post(reverse("training:statement_step", args=[of_year.pk]), {"etape": "arreter"}, follow=True)
    assert "disent la même chose" in text_of(done)
    of_year.refresh_from_db()
    assert (of_year.state, of_year.final_by) == ("final", team)
    assert client.get(enter, follow=True).redirect_chain[-1][0] == of_year.get_absolute_url()
    assert "définitif" in page(client, reverse("training:statements"))


def test_a_final_statement_shows_what_would_differ_and_opens_again_for_a_reason(client, team):
    of_year = made_up_year()
    finalise(of_year, by=team)
    attend(session())
    shown = page(client, of_year.get_absolute_url())
    assert "Ce qui serait différent aujourd'hui" in shown
    address = reverse("training:statement_step", args=[of_year.pk])
    assert "a un motif" in text_of(client.post(address, {"etape": "rouvrir", "motif": " "}, follow=True))
    opened = text_of(client.post(address, {"etape": "rouvrir", "motif": "Un oubli"}, follow=True))
    assert "rouvert par" in opened
    assert "(Un oubli)" in opened
    assert "Cette étape n'existe pas" in text_of(client.post(address, {"etape": "x"}, follow=True))


def test_what_is_refused_is_told(client, team):
    body()
    of_year = statement(charges=None)
    told = client.post(reverse("training:statement_step", args=[of_year.pk]), {"etape": "arreter"}, follow=True)
    assert "Le bilan ne peut pas être arrêté. À saisir : total des charges" in text_of(told)
    told = client.post(reverse("training:statement_new"), {"annee": 1990}, follow=True)
    assert "Choisissez un exercice" in text_of(told)


def test_gaps_are_mended_in_one_page(client, team):
    body()
    registration = attend(session(course={"nsf_code": "", "title": "Geste juste"}), trainee_type="")
    TrainingInvoiceFactory(issued_on=MARCH, lines=[(Decimal(400), "")])
    late = SessionFactory(starts_on=MARCH, state="running", slots=True)
    of_year = statement()
    address = reverse("training:statement_gaps", args=[of_year.pk])
    shown = page(client, address)
    for words in ("Stagiaires sans type : 1", "Formations sans spécialité : 1", "Geste juste", str(late)):
        assert words in shown
    posted = {"manque": "types", f"n-{registration.pk}": "c"}
    assert "1 fiche complétée" in text_of(client.post(address, posted, follow=True))
    assert Registration.objects.get(pk=registration.pk).trainee_type == "c"
    course = registration.session.version.course_id
    told = client.post(address, {"manque": "specialites", f"n-{course}": "33"}, follow=True)
    assert "Trois chiffres" in text_of(told)
    second = attend(session(), trainee_type="")
    third = attend(session(), trainee_type="")
    posted = {"manque": "types", f"n-{second.pk}": "e", f"n-{third.pk}": "", "tous": "a"}
    assert "2 fiches complétées" in text_of(client.post(address, posted, follow=True))
    kinds = Registration.objects.in_bulk([second.pk, third.pk])
    assert [kinds[second.pk].trainee_type, kinds[third.pk].trainee_type] == ["e", "a"]
    for wrong in ({"manque": "types"}, {"manque": "x", "n-1": "a"}, {"manque": "types", "n-x": "a"}):
        assert "au moins une ligne" in text_of(client.post(address, wrong, follow=True))


def test_presences_that_lack_are_counted_session_by_session(client, team):
    body()
    held = session()
    attend(held, 210)
    attend(held, 210, 210)
    shown = page(client, reverse("training:statement_gaps", args=[statement().pk]))
    assert "1 présence à renseigner" in shown


def test_a_figure_opens_its_records_and_their_file(client, team):
    of_year = made_up_year()
    address = reverse("training:statement_records", args=[of_year.pk, "f1", "c"])
    shown = client.get(address)
    assert "1 inscription, 3 heures au bilan" in text_of(shown)
    [(address, row)] = shown.context["rows"]
    told = dict(row)
    kept = Registration.objects.get(trainee_type="c")
    assert address == kept.session.get_absolute_url()
    assert (told["Stagiaire"], told["Heures de l'exercice"]) == (str(kept.trainee), Decimal("3.33"))
    file = client.get(reverse("training:statement_records_export", args=[of_year.pk, "f1", "c", "csv"]))
    [headers, line] = csv.reader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";")
    assert line[headers.index("Heures de l'exercice")] == "3,33"
    for frame, part, count in (("c", "total", 4), ("e", "interne", 9), ("f4", "autres", 2), ("g", "tous", 1)):
        found = client.get(reverse("training:statement_records", args=[of_year.pk, frame, part]))
        assert found.context["count"] == len(found.context["rows"]) == count, frame
    assert client.get(reverse("training:statement_records", args=[of_year.pk, "f1", "zz"])).status_code == 404


def test_a_line_at_zero_opens_an_empty_list(client, team):
    body()
    shown = page(client, reverse("training:statement_records", args=[statement().pk, "f1", "b"]))
    assert "Aucune fiche ne compte ici" in shown


def test_records_never_tell_health(client, team):
    body()
    attend(session(), practice="Ce qu'elle fait", expectations="Ses attentes")
    shown = page(client, reverse("training:statement_records", args=[statement().pk, "f1", "total"]))
    assert "Ses attentes" not in shown
    assert "adaptation" not in shown


def test_the_board_reads_the_figures_and_not_the_names(client, login):
    of_year = made_up_year()
    login(Role.BOARD)
    shown = page(client, of_year.get_absolute_url())
    assert "Compléter" not in shown
    assert "Saisir les comptes" not in shown
    opened = client.get(reverse("training:statement_records", args=[of_year.pk, "f1", "total"]))
    assert "les noms sont lus par l'équipe formation seule" in text_of(opened)
    assert list(opened.context["rows"]) == []
    money = client.get(reverse("training:statement_records", args=[of_year.pk, "c", "total"]))
    assert [address for address, _ in money.context["rows"]] == [""] * 4
    book = load_workbook(BytesIO(client.get(reverse("training:statement_xlsx", args=[of_year.pk])).content))
    assert book["Inscriptions"].max_row == 1
    assert book["Lignes de factures"].max_row == 5


@pytest.mark.parametrize("role", [Role.MEMBER, Role.REGIONAL_STAFF, Role.OFFICIAL])
def test_others_do_not_read_it(client, login, role):
    of_year = statement()
    login(role)
    assert client.get(of_year.get_absolute_url()).status_code == 403
    assert client.get(reverse("training:statement_pdf", args=[of_year.pk])).status_code == 403


def test_the_paper_says_the_frames_in_the_order_of_the_form(client, team):
    of_year = made_up_year()
    draft = pdf_text(client.get(reverse("training:statement_pdf", args=[of_year.pk])).content)
    assert "En préparation" in draft
    text = pdf_text(statement_pdf(finalise(of_year, by=team)))
    places = [text.index(f"{letter}. ") for letter in ("A", "B", "C", "D", "E", "F-1", "F-2", "F-3", "F-4", "G", "H")]
    assert places == sorted(places)
    for words in (
        "Définitif, arrêté le", "11750000000", "2h. OPCO : plan de développement des compétences 100",
        "Total des produits de la formation 950", "Total des charges 30 000", "F-2 ne dépasse pas F-1 : vérifié",
        "Une Directrice, directrice", "Total 10 10 35",
    ):  # fmt: skip
        assert words in text, words


def test_the_workbook_reads_back_as_the_frames_and_their_records():
    of_year = made_up_year()
    book = load_workbook(BytesIO(statement_workbook(of_year, team_member())))
    assert book.sheetnames == [
        "A, B, D, H", "C", "E", "F-1", "F-2", "F-3", "F-4", "G", "Lignes de factures", "Demi-journées", "Inscriptions",
        "Inscriptions (G)",
    ]  # fmt: skip
    said = {row[0]: row[1] for row in book["A, B, D, H"].values}
    assert (said["Code NAF"], said["Total des charges (€)"], said["Actions à distance"]) == ("8559A", 30000, "non")
    lines = {row[0]: row[1:] for row in book["F-1"].values}
    assert lines["Total"] == (10, 10, 35.08, 35)
    kept = list(book["Inscriptions"].values)[1:]
    assert len(kept) == 10
    assert round(sum(row[6] for row in kept), 1) == 35.1
    assert sum(row[4] for row in list(book["Lignes de factures"].values)[1:]) == 950


def test_a_page_costs_the_same_whatever_the_year_holds(client, team, django_assert_max_num_queries):
    of_year = made_up_year()
    addresses = [
        of_year.get_absolute_url(), reverse("training:statement_records", args=[of_year.pk, "f1", "total"]),
        reverse("training:statement_gaps", args=[of_year.pk]), reverse("training:statements"),
    ]  # fmt: skip
    for _ in range(8):
        attend(session(), trainee_type="")
    client.get(addresses[0])
    for address, most in zip(addresses, (60, 35, 30, 14), strict=True):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


def test_the_team_is_told_of_the_statement_that_is_due():
    closed = timezone.localdate().year - 1
    body(records_since=closed)
    team = team_member()
    [todo] = statements_todo(team)
    assert todo.text.startswith(f"BPF {closed} : ")
    assert todo.url == reverse("training:statements")
    of_year = statement(starts_on=date(closed, 1, 1))
    assert statements_todo(team)[0].url == of_year.get_absolute_url()
    finalise(of_year, by=None)
    assert statements_todo(team) == []
