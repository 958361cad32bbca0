"""Workbooks as people send them: read when they can be understood, refused as a whole with every reason."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from members.domain.network_import import ImportRefused, apply_import, plan_import
from members.imports.reading import UnreadableFile, read_book
from members.models import Aci, AciConvention, Membership, Organisation, YearlyReturn
from tests.factories import MembershipFactory, OrganisationFactory, YearlyReturnFactory, siren, siret

pytestmark = pytest.mark.django_db

NUMBER = siret(siren(1))
OTHER = siret(siren(2))


def workbook(**sheets) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name.replace("_", " "))
            for index, row in enumerate(rows):
                page.write_row(index, 0, row)
    return out.getvalue()


ORGANISATION = [["SIRET", "Nom", "Code postal"], [NUMBER, "Les Jardins", "35000"]]
WHOLE = {
    "Structures": ORGANISATION,
    "ACI": [
        ["SIRET", "Nom de l'ACI", "Numéro ASP", "Début de convention", "Fin de convention"],
        [NUMBER, "Potager", 12, "01/01/2023", "31/12/2025"],
    ],
    "Données annuelles": [
        ["SIRET", "Année", "ETP d'insertion", "ETP permanents", "Salariés en insertion", "Salariés permanents"],
        [NUMBER, 2023, "12,5", 4, 30, 5],
    ],
    "Adhésions": [["SIRET", "Année", "Qualité"], [NUMBER, 2023, "Adhérent"]],
}


def imported(content: bytes, name="reseau.xlsx"):
    return apply_import(read_book(content, name))


def faults(content: bytes, name="reseau.xlsx") -> list[tuple]:
    return [(f.sheet, f.row, f.column, f.value) for f in plan_import(read_book(content, name)).faults]


def test_a_whole_workbook_is_imported():
    imported(workbook(**WHOLE))
    organisation = Organisation.objects.get()
    assert (organisation.siren, organisation.department_id) == (NUMBER[:9], "35")
    assert YearlyReturn.objects.get().insertion_fte == Decimal("12.50")
    convention = AciConvention.objects.get()
    assert (convention.asp_id, convention.validity.upper) == (12, date(2026, 1, 1))
    membership = Membership.objects.get()
    assert (membership.kind, membership.region_id, membership.validity.upper) == ("member", "53", date(2024, 1, 1))


def test_importing_twice_changes_nothing():
    imported(workbook(**WHOLE))
    again = imported(workbook(**WHOLE))
    assert [(part["created"], part["updated"]) for part in again.summary()] == [(0, 0)] * 5
    assert Organisation.objects.get().events.count() == 1


def test_a_blank_cell_erases_nothing():
    OrganisationFactory(siren=NUMBER[:9], siret=NUMBER, city="Rennes")
    imported(workbook(Structures=[["SIRET", "Nom", "Commune"], [NUMBER, "Nouveau nom", ""]]))
    organisation = Organisation.objects.get()
    assert (organisation.name, organisation.city) == ("Nouveau nom", "Rennes")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_of_any_encoding_and_separator(encoding, separator):
    lines = [
        separator.join(row) for row in (["SIRET", "Nom", "Département"], [NUMBER, "Été solidaire", "Ille-et-Vilaine"])
    ]
    imported("\r\n".join(lines).encode(encoding), "structures.csv")
    assert Organisation.objects.get().name == "Été solidaire"


def test_leading_zeros_lost_by_excel_are_put_back():
    from stdnum import luhn

    head = "00999999"
    number = siret(head + luhn.calc_check_digit(head))
    imported(workbook(Structures=[["SIRET", "Nom", "Code postal"], [int(number), "Zéro", 1000]]))
    organisation = Organisation.objects.get()
    assert (organisation.siret, organisation.postcode, organisation.department_id) == (number, "01000", "01")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["123", "Nom", "35000"], "SIRET"),
        ([NUMBER[:8] + str((int(NUMBER[8]) + 1) % 10) + NUMBER[9:], "Nom", "35000"], "SIRET"),
        ([NUMBER, "", "35000"], "Nom"),
        ([NUMBER, "Nom", "ABCDE"], "Code postal"),
        ([NUMBER, "Nom", "99999"], "Département"),
        (["9,9E+13", "Nom", "35000"], "SIRET"),
    ],
)
def test_a_wrong_cell_is_named(row, column):
    found = faults(workbook(Structures=[ORGANISATION[0], row]))
    assert column in [fault[2] for fault in found]
    assert {fault[1] for fault in found} == {2}


def test_unknown_department():
    content = workbook(Structures=[["SIRET", "Nom", "Département"], [NUMBER, "Nom", "Atlantide"]])
    assert faults(content) == [("Structures", 2, "Département", "Atlantide")]


def test_text_in_a_number():
    sheets = WHOLE | {"Données annuelles": [["SIRET", "Année", "ETP d'insertion"], [NUMBER, 2023, "douze"]]}
    assert faults(workbook(**sheets)) == [("Données annuelles", 2, "ETP d'insertion", "douze")]


def test_duplicate_row():
    assert faults(workbook(Structures=[*ORGANISATION, ORGANISATION[1]]))[0] == ("Structures", 3, "SIRET", NUMBER)


def test_missing_column():
    assert ("Structures", 1, "Nom", "") in faults(workbook(Structures=[["SIRET"], [NUMBER]]))


def test_unknown_organisation():
    assert faults(workbook(Adhésions=[["SIRET", "Année", "Qualité"], [OTHER, 2023, "adhérent"]])) == [
        ("Adhésions", 2, "SIRET", OTHER)
    ]


def test_a_siret_whose_key_fails_is_a_warning():
    wrong = f"{siren(1)}00000"
    plan = imported(workbook(Structures=[ORGANISATION[0], [wrong, "Nom", "35000"]]))
    assert [warning.column for warning in plan.warnings] == ["SIRET"]
    assert Organisation.objects.get().siret == wrong


def test_one_fault_and_nothing_is_written():
    sheets = WHOLE | {"Adhésions": [["SIRET", "Année", "Qualité"], [NUMBER, "deux mille", "adhérent"]]}
    with pytest.raises(ImportRefused):
        imported(workbook(**sheets))
    assert not Organisation.objects.exists()
    assert not Aci.objects.exists()


def test_what_the_base_contradicts_is_refused_whole():
    kept = MembershipFactory(year=2022, validity=("2022-01-01", "2023-07-01"))
    rows = [["SIRET", "Année", "Qualité"], [kept.organisation.siret, 2023, "adhérent"]]
    assert [fault[:3] for fault in faults(workbook(Adhésions=rows))] == [("Adhésions", 2, "Début")]
    with pytest.raises(ImportRefused):
        imported(workbook(Adhésions=rows))
    assert Membership.objects.count() == 1


def test_two_conventions_of_a_worksite_that_overlap_are_refused_on_their_row():
    headers = WHOLE["ACI"][0]
    first = [NUMBER, "Potager", 12, "01/01/2023", "31/12/2025"]
    imported(workbook(**WHOLE | {"ACI": [headers, first]}))
    second = [NUMBER, "Potager", 13, "01/06/2025", "31/12/2026"]
    assert [fault[:3] for fault in faults(workbook(ACI=[headers, second]))] == [("ACI", 2, "Début de convention")]


def test_a_worksite_comes_on_as_many_rows_as_it_has_conventions():
    headers = WHOLE["ACI"][0]
    rows = [
        [NUMBER, "Potager", 12, "01/01/2023", "31/12/2025"],
        [NUMBER, "Potager", 13, "01/01/2026", "31/12/2026"],
    ]
    imported(workbook(**WHOLE | {"ACI": [headers, *rows]}))
    assert (Aci.objects.count(), AciConvention.objects.count()) == (1, 2)
    taken = [[NUMBER, name, 14, "01/01/2026", "31/12/2026"] for name in ("Verger", "Rucher")]
    assert faults(workbook(ACI=[headers, *taken])) == [("ACI", 3, "Numéro ASP", "14")]
    assert faults(workbook(ACI=[headers, rows[0], rows[0]]))[0] == ("ACI", 3, "SIRET", f"{NUMBER}, Potager, 12")


@pytest.mark.parametrize("shown", ["31/12/2023", "31 décembre 2023", "2023-12-31", "31-12-2023", "31.12.2023", 45291])
def test_dates_in_french_form(shown):
    sheets = WHOLE | {"Adhésions": [["SIRET", "Année", "Qualité", "Fin"], [NUMBER, 2023, "adhérent", shown]]}
    imported(workbook(**sheets))
    assert Membership.objects.get().validity.upper == date(2024, 1, 1)


def test_zip_bomb_is_refused_before_it_is_opened():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for index in range(4):
            archive.writestr(f"xl/worksheets/sheet{index}.xml", b"0" * 100_000_000)
    with pytest.raises(UnreadableFile, match="démesuré"):
        read_book(out.getvalue(), "bombe.xlsx")


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04abc", b"\xd0\xcf\x11\xe0" + b"0" * 100, b"%PDF-1.7", b"\x00" * 50]
)
def test_what_is_not_a_workbook_is_refused(content):
    with pytest.raises(UnreadableFile):
        read_book(content, "x.xlsx")


def test_command_tries_without_writing(tmp_path, capsys):
    file = tmp_path / "reseau.xlsx"
    file.write_bytes(workbook(**WHOLE))
    call_command("import_network", str(file), dry_run=True)
    assert "Structures : 1 créée(s)" in capsys.readouterr().out
    assert not Organisation.objects.exists()


def test_command_lists_every_fault(tmp_path):
    file = tmp_path / "reseau.xlsx"
    file.write_bytes(workbook(Structures=[ORGANISATION[0], ["12", "", "35000"]]))
    with pytest.raises(CommandError, match=r"(?s)ligne 2, SIRET.*ligne 2, Nom"):
        call_command("import_network", str(file))


def test_the_documentation_lists_every_column(settings):
    from members.imports.template import columns_as_markdown

    assert columns_as_markdown() in (settings.BASE_DIR / "docs" / "import.md").read_text(encoding="utf-8")


def test_the_template_can_be_read_back():
    from members.imports.template import template_workbook

    book = read_book(template_workbook(), "modele.xlsx")
    assert list(book.rows) == ["Structures", "ACI", "Données annuelles", "Adhésions"]
    assert book.faults == book.warnings == []


def test_an_import_is_confirmed_once():
    from django.core.files.base import ContentFile

    from members.domain import import_batch
    from tests.factories import person

    staff = person("national_staff")
    batch = import_batch.preview(ContentFile(workbook(**WHOLE), "reseau.xlsx"), by=staff)
    import_batch.confirm(batch, by=staff)
    with pytest.raises(import_batch.BatchClosed):
        import_batch.confirm(batch, by=staff)


def test_refused_rows_come_back_with_their_reason():
    import openpyxl
    from django.core.files.base import ContentFile

    from members.domain import import_batch
    from tests.factories import person

    content = workbook(Structures=[*ORGANISATION, ["12", "Faux", "35000"]])
    batch = import_batch.preview(ContentFile(content, "reseau.xlsx"), by=person("national_staff"))
    assert batch.state == "refused"
    rows = list(openpyxl.load_workbook(io.BytesIO(import_batch.rejected_rows(batch, whole=False))).active.values)
    assert rows == [
        ("SIRET", "Nom", "Code postal", "Ligne du fichier", "Motif du refus"),
        ("12", "Faux", "35000", 3, "SIRET : 14 chiffres sont attendus."),
    ]


def test_refused_rows_once_mended_are_imported(tmp_path):
    import openpyxl

    sent, back = tmp_path / "reseau.xlsx", tmp_path / "refus.xlsx"
    sent.write_bytes(workbook(Structures=[*ORGANISATION, ["12", "Faux", "35000"]]))
    with pytest.raises(CommandError):
        call_command("import_network", str(sent), rejects=back)
    book = openpyxl.load_workbook(back)
    assert book.sheetnames == ["Structures"]
    book["Structures"]["A2"] = OTHER
    book.save(back)
    call_command("import_network", str(back))
    assert Organisation.objects.get().siret == OTHER


def test_a_csv_without_a_needed_column_is_recognised_all_the_same():
    content = f"SIRET;Code postal;Commune\n{NUMBER};35000;Rennes\n".encode()
    assert faults(content, "export.csv") == [("Structures", 1, "Nom", "")]


def test_a_column_that_comes_twice_is_refused():
    content = workbook(Structures=[["SIRET", "Nom", "Raison sociale"], [NUMBER, "Un", "Deux"]])
    assert faults(content)[0] == ("Structures", 1, "Raison sociale", "")


def test_headers_as_people_write_them():
    content = f"N° SIRET;Raison sociale;CP;Ville\n{NUMBER};Les Jardins;35000;Rennes\n".encode()
    imported(content, "export.csv")
    assert Organisation.objects.get().city == "Rennes"


def test_rows_that_are_only_formatted_do_not_count():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page, gray = book.add_worksheet("Structures"), book.add_format({"bg_color": "#eeeeee"})
        for index, row in enumerate(ORGANISATION):
            page.write_row(index, 0, row)
        for index in range(2, 150_000):
            page.write_blank(index, 0, None, gray)
    imported(out.getvalue())
    assert Organisation.objects.count() == 1


def test_a_seat_that_moves_is_told():
    OrganisationFactory(siren=NUMBER[:9], siret=NUMBER)
    moved = siret(NUMBER[:9], 2)
    plan = plan_import(read_book(workbook(Structures=[ORGANISATION[0], [moved, "Les Jardins", "35000"]]), "x.xlsx"))
    assert "Le siège change" in plan.warnings[0].reason
    assert [(d["field"], d["before"], d["after"]) for d in plan.summary()[0]["details"]][0][1:] == (NUMBER, moved)


def test_a_cell_that_cannot_be_read_is_told_once():
    YearlyReturnFactory(organisation=OrganisationFactory(siren=NUMBER[:9], siret=NUMBER), insertion_employees=20)
    sheets = {"Données annuelles": [[*WHOLE["Données annuelles"][0][:3], "Salariés en insertion"],
                                    [NUMBER, 2023, "douze", 3]]}  # fmt: skip
    assert faults(workbook(**sheets)) == [("Données annuelles", 2, "ETP d'insertion", "douze")]


def test_faults_come_in_the_order_of_the_file():
    sheets = {
        "Structures": [ORGANISATION[0], [NUMBER, "Nom", "99999"], ["12", "Nom", "35000"]],
        "Adhésions": [["SIRET", "Année", "Qualité"], [OTHER, 3.7, "adhérent"]],
    }
    assert [(sheet, row, value) for sheet, row, _, value in faults(workbook(**sheets))] == [
        ("Structures", 2, ""),
        ("Structures", 3, "12"),
        ("Adhésions", 2, "3,7"),
        ("Adhésions", 2, OTHER),
    ]


def test_a_commune_tells_its_department_where_a_postcode_does_not():
    rows = [[*ORGANISATION[0], "Commune"], [NUMBER, "Le Relais", "01590", "Dortan"]]
    imported(workbook(Structures=rows))
    assert (Organisation.objects.get().department_id, Organisation.objects.get().commune_id) == ("01", "01148")


def test_a_postcode_shared_by_two_departments_asks_which():
    rows = [ORGANISATION[0], [NUMBER, "Le Relais", "01590"]]
    [fault] = plan_import(read_book(workbook(Structures=rows), "x.xlsx")).faults
    assert "partagé entre" in fault.reason


def test_a_cedex_tells_its_department():
    imported(workbook(Structures=[ORGANISATION[0], [NUMBER, "Le Relais", "35042"]]))
    assert Organisation.objects.get().department_id == "35"


def test_dates_left_blank_keep_those_known():
    imported(workbook(**WHOLE))
    short = {"ACI": [["SIRET", "Nom de l'ACI", "Numéro ASP"], [NUMBER, "Potager", 12]],
             "Adhésions": [["SIRET", "Année", "Qualité", "Fin"], [NUMBER, 2023, "adhérent", "30/06/2023"]]}  # fmt: skip
    imported(workbook(**short))
    assert AciConvention.objects.get().validity.upper == date(2026, 1, 1)
    validity = Membership.objects.get().validity
    assert (validity.lower, validity.upper) == (date(2023, 1, 1), date(2023, 7, 1))


@pytest.mark.parametrize(("typed", "kept"), [("31/12/9999", None), ("31/12/0203", "fault"), (2958465, None)])
def test_a_convention_without_end_and_a_date_out_of_time(typed, kept):
    rows = [WHOLE["ACI"][0], [NUMBER, "Potager", 12, "01/01/2023", typed]]
    content = workbook(**WHOLE | {"ACI": rows})
    if kept == "fault":
        assert [fault[2] for fault in faults(content)] == ["Fin de convention"]
    else:
        imported(content)
        assert AciConvention.objects.get().validity.upper is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("www.exemple.fr", "https://www.exemple.fr"), ("javascript:alert(1)", None), ("pas un site", None)],
)
def test_a_website_is_one(typed, kept):
    content = workbook(Structures=[[*ORGANISATION[0], "Site web"], [*ORGANISATION[1], typed]])
    if kept is None:
        assert [fault[2] for fault in faults(content)] == ["Site web"]
    else:
        imported(content)
        assert Organisation.objects.get().website == kept


def test_text_as_excel_saves_it_in_unicode():
    imported(f"SIRET\tNom\tCode postal\r\n{NUMBER}\tÉté\t35000\r\n".encode("utf-16"), "texte.txt")
    assert Organisation.objects.get().name == "Été"
