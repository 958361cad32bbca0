"""The spreadsheet of candidates: read in every format, shown with its faults, confirmed once, never made twice."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from certification.domain.enrolments import importing
from certification.domain.enrolments.birthplace import Birthplaces, UnknownBirthplace
from certification.domain.enrolments.sheet import BirthDay, birth_day, candidate_template
from certification.models import Candidate, CandidateImport, Enrolment
from members.domain.moves import Refused
from members.imports.cells import CellError
from reporting.exports import csv_table, xlsx_table
from tests.certification.people import manager_of
from tests.factories.certification import AccreditationFactory, CandidateFactory, EnrolmentFactory, ReferentialFactory

HEADERS = ["Nom de naissance", "Premier prénom", "Sexe", "Date de naissance", "Commune de naissance",
           "Pays de naissance", "Pièce d'identité vue le", "Notice remise le", "Entrée en parcours"]  # fmt: skip


def line(name="Le Goff", first="Maëlle", sex="F", birth="17/05/1990", commune="Quimper", country="", day=None):
    today = f"{timezone.localdate():%d/%m/%Y}"
    return [name, first, sex, birth, commune, country, today, today, today if day is None else day]


@pytest.fixture
def accreditation():
    return AccreditationFactory(certification=ReferentialFactory().certification)


@pytest.fixture
def manager(accreditation):
    return manager_of(accreditation.organisation)


def sent(accreditation, by, rows, content=None, name="candidats.csv") -> CandidateImport:
    file = SimpleUploadedFile(name, content if content is not None else csv_table(HEADERS, rows))
    return importing.preview_file(file, accreditation=accreditation, by=by)


def ods(rows) -> bytes:
    """A workbook as LibreOffice writes it: repeated empty cells, a typed date."""

    def cell(value):
        if isinstance(value, date):
            return f'<table:table-cell office:value-type="date" office:date-value="{value}"><text:p>x</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    body = "".join(
        f'<table:table-row>{"".join(map(cell, row))}<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        for row in rows
    )
    xml = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Feuille1">{body}<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", xml)
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_each_format_is_read_and_complete_lines_are_registered(accreditation, manager, kind):
    row = line(birth=date(1990, 5, 17))
    content = {"csv": csv_table, "xlsx": xlsx_table, "ods": lambda headers, rows: ods([headers, *rows])}[kind](
        HEADERS, [row]
    )
    batch = sent(accreditation, manager, None, content, f"candidats.{kind}")
    assert not Candidate.objects.exists(), "nothing is written before it is confirmed"
    assert importing.confirm(batch, by=manager) == 1
    enrolment = Enrolment.objects.get()
    candidate = enrolment.candidate
    assert (candidate.birth_name, candidate.birth_year, candidate.birth_commune_code) == ("Le Goff", 1990, "29232")
    assert (enrolment.state, enrolment.accreditation) == ("registered", accreditation)


@pytest.mark.django_db
def test_a_file_sent_twice_makes_nobody_twice(accreditation, manager):
    rows = [line(), line("Kerjean", "Yann", "H")]
    importing.confirm(sent(accreditation, manager, rows), by=manager)
    again = sent(accreditation, manager, [*rows, line("LE-GOFF", "maelle")])
    assert [one.already for one in importing.plan_of(again).lines] == [True, True, True]
    with pytest.raises(Refused, match="Aucune ligne"):
        importing.confirm(again, by=manager)
    assert Candidate.objects.count() == 2


@pytest.mark.django_db
def test_a_file_confirmed_twice_is_confirmed_once(accreditation, manager):
    batch = sent(accreditation, manager, [line()])
    importing.confirm(batch, by=manager)
    with pytest.raises(Refused, match="déjà été confirmé"):
        importing.confirm(batch, by=manager)
    assert Enrolment.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "header", "why"),
    [
        ({"sex": "X"}, "Sexe", "Les valeurs permises"),
        ({"birth": "31/02/1990"}, "Date de naissance", "n'existe pas"),
        ({"commune": "Nullepart"}, "Commune de naissance", "code INSEE"),
        ({"commune": "Saint-Denis"}, "Commune de naissance", "Plusieurs communes"),
        ({"country": "Atlantide"}, "Commune de naissance", "liste de l'INSEE"),
        ({"day": "01/01/2001"}, "Entrée en parcours", "On n'entre pas"),
        ({"day": ""}, "Entrée en parcours", "ne peut pas être vide"),
        ({"name": ""}, "Nom de naissance", "ne peut pas être vide"),
        ({"name": "x" * 61}, "Nom de naissance", "dépasse 60"),
    ],
)
def test_a_fault_is_told_at_its_cell_and_the_other_lines_are_made(accreditation, manager, typed, header, why):
    batch = sent(accreditation, manager, [line("Kerjean", "Yann", "M"), line(**typed)])
    fault = importing.plan_of(batch).lines[1].faults[0]
    assert (fault.row, fault.column) == (3, header)
    assert why in fault.reason
    assert importing.confirm(batch, by=manager) == 1
    assert Candidate.objects.get().birth_name == "Kerjean"


@pytest.mark.django_db
def test_refused_lines_come_back_with_their_reasons_mended_and_sent_again(accreditation, manager):
    batch = sent(accreditation, manager, [line(), line("Kerjean", "Yann", "X")])
    sheet = load_workbook(io.BytesIO(importing.refused_lines(batch))).active
    headers, refused = list(sheet.iter_rows(values_only=True))
    assert refused[0] == "Kerjean"
    assert "Sexe : Les valeurs permises" in refused[headers.index("Motif du refus")]
    mended = [value if value != "X" else "M" for value in refused]
    again = sent(accreditation, manager, None, xlsx_table(headers, [mended]), "corrige.xlsx")
    assert [one.is_new for one in importing.plan_of(again).lines] == [True]


@pytest.mark.django_db
def test_a_missing_column_refuses_the_whole_file(accreditation, manager):
    batch = sent(accreditation, manager, None, csv_table(["Nom", "Prénom"], [["A", "B"]]))
    plan = importing.plan_of(batch)
    assert plan.new == []
    assert any("« Sexe » manque" in str(fault) for fault in plan.faults)


@pytest.mark.django_db
def test_somebody_known_to_the_structure_keeps_their_civil_status_and_somebody_elsewhere_is_told(
    accreditation, manager
):
    known = EnrolmentFactory(
        organisation=accreditation.organisation,
        candidate=CandidateFactory(birth_name="Le Goff", first_name="Maëlle", used_name="Kerjean"),
    ).candidate
    EnrolmentFactory(candidate=CandidateFactory(birth_name="Riou", first_name="Anne"))
    batch = sent(accreditation, manager, [line(), line("Riou", "Anne")])
    ours, other = importing.plan_of(batch).lines
    assert (ours.known, ours.elsewhere, other.known, other.elsewhere) == (known, False, None, True)
    importing.confirm(batch, by=manager)
    known.refresh_from_db()
    assert (known.enrolments.count(), known.used_name) == (2, "Kerjean")


@pytest.mark.django_db
def test_the_template_is_read_by_the_reader(accreditation, manager):
    batch = sent(accreditation, manager, None, candidate_template(), "modele.xlsx")
    plan = importing.plan_of(batch)
    assert (plan.faults, plan.lines) == ([], [])


@pytest.mark.django_db
def test_the_page_previews_then_confirms(client, accreditation, manager):
    client.force_login(manager)
    file = SimpleUploadedFile("c.csv", csv_table(HEADERS, [line(), line("Riou", "Anne", "X")]))
    page = client.post(
        reverse("certification:candidate_imports"), {"accreditation": accreditation.pk, "file": file}, follow=True
    )
    assert "Les valeurs permises" in page.content.decode()
    batch = CandidateImport.objects.get()
    page = client.post(batch.get_absolute_url(), follow=True)
    assert "Candidats inscrits : 1." in page.content.decode()
    client.post(batch.get_absolute_url(), {"cancel": "1"})
    assert CandidateImport.objects.get().state == "done"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04abc", b"\xd0\xcf\x11\xe0abc", b"un texte"])
@pytest.mark.django_db
def test_a_file_that_is_none_is_refused_in_words(client, accreditation, manager, content):
    client.force_login(manager)
    file = SimpleUploadedFile("c.xlsx", content)
    page = client.post(reverse("certification:candidate_imports"), {"accreditation": accreditation.pk, "file": file})
    assert page.status_code == 400
    assert not CandidateImport.objects.exists()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("17/05/1990", BirthDay(1990, 5, 17)), ("1990", BirthDay(1990)), ("05/1990", BirthDay(1990, 5)),
        ("00/05/1990", BirthDay(1990, 5)), ("00/00/1990", BirthDay(1990)), (1990, BirthDay(1990)),
        ("1990-05-17", BirthDay(1990, 5, 17)), (date(1990, 5, 17), BirthDay(1990, 5, 17)),
        ("29/02/1992", BirthDay(1992, 2, 29)),
    ],
)  # fmt: skip
def test_a_day_of_birth_is_read_as_people_write_it(typed, read):
    assert birth_day(typed) == read


@pytest.mark.parametrize("typed", ["29/02/1991", "17/00/1990", "13/1990", "hier", "17/05/90000", "1850"])
def test_a_day_that_does_not_exist_is_refused(typed):
    with pytest.raises(CellError):
        birth_day(typed)


@given(st.one_of(st.text(max_size=30), st.integers(), st.floats(), st.dates(), st.none()))
def test_whatever_is_typed_a_day_of_birth_is_read_or_refused_in_words(typed):
    try:
        read = birth_day(typed)
    except CellError as refusal:
        assert str(refusal)
    else:
        assert read.year
        assert read.month or not read.day


@given(st.dates(date(1900, 1, 1), date(2020, 12, 31)), st.sampled_from(["day", "month", "year"]))
def test_what_is_written_of_a_birth_is_read_back(day, known):
    birth = BirthDay(day.year, None if known == "year" else day.month, day.day if known == "day" else None)
    assert birth_day(str(birth)) == birth


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"commune": "quimper"}, ("29232", "Quimper", "", "")),
        ({"commune": "Quimper (29232)"}, ("29232", "Quimper", "", "")),
        ({"commune": "Ajaccio"}, ("2A004", "Ajaccio", "", "")),
        ({"commune": "Bastia", "code": "2b033"}, ("2B033", "Bastia", "", "")),
        ({"commune": "Village disparu", "code": "20999"}, ("20999", "Village disparu", "", "")),
        ({"code": "29232"}, ("29232", "Quimper", "", "")),
        ({"commune": "Oran", "country": "algerie"}, ("", "Oran", "352", "Algérie")),
        ({"country": "99350"}, ("", "", "350", "Maroc")),
        ({"commune": "Quimper", "country": "France"}, ("29232", "Quimper", "", "")),
        ({}, ("", "", "", "")),
    ],
)
def test_places_of_birth_are_read(typed, fields):
    assert tuple(Birthplaces().read(**typed).as_fields().values()) == fields


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", [{"code": "29"}, {"code": "99352"}, {"code": "20999"}, {"commune": "Saint-Denis"}, {"country": "Syldavie"}]
)
def test_places_that_tell_no_one_place_are_refused(typed):
    with pytest.raises(UnknownBirthplace):
        Birthplaces().read(**typed)


@pytest.mark.django_db
def test_a_file_costs_as_many_questions_for_one_line_as_for_ten(accreditation, manager, django_assert_max_num_queries):
    rows = [line(f"Nom {letter}", birth="1990") for letter in "abcdefghij"]
    one, ten = (sent(accreditation, manager, some) for some in (rows[:1], rows))
    with django_assert_max_num_queries(10):
        importing.plan_of(one)
    with django_assert_max_num_queries(10):
        assert len(importing.plan_of(ten).new) == 10


@pytest.mark.django_db
def test_no_day_to_come_is_a_day_of_entry(accreditation, manager):
    tomorrow = f"{timezone.localdate() + timedelta(days=1):%d/%m/%Y}"
    batch = sent(accreditation, manager, [line(day=tomorrow)])
    assert "futur" in importing.plan_of(batch).lines[0].faults[0].reason
