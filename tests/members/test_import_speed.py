"""A whole network in one workbook: imported within the minute, and nothing changes the second time."""

import time

import pghistory.models
import pytest
import xlsxwriter
from django.core.management import call_command
from django.db import connection

from members.models import Aci, AciConvention, Membership, Organisation, YearlyReturn
from tests.factories import siren, siret

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

COUNT = 5000
MODELS = (Organisation, Aci, AciConvention, YearlyReturn, Membership)
# Postcodes of five regions, one of which is written without its leading zero, as spreadsheets do.
POSTCODES = ["35000", "59000", "69001", "97100", 1000]
HEADERS = {
    "Structures": ["SIRET", "Nom", "Adresse", "Code postal", "Commune", "Courriel", "Activités"],
    "ACI": ["SIRET", "Nom de l'ACI", "Activité", "Numéro ASP", "Début de convention", "Fin de convention"],
    "Données annuelles": [
        "SIRET", "Année", "ETP d'insertion", "ETP permanents", "Salariés en insertion", "Salariés permanents",
    ],
    "Adhésions": ["SIRET", "Année", "Qualité"],
}  # fmt: skip


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    """5,000 organisations, each with a worksite, a convention, a return and a membership."""
    path = tmp_path_factory.mktemp("import") / "reseau.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        pages = {name: book.add_worksheet(name) for name in HEADERS}
        for name, page in pages.items():
            page.write_row(0, 0, HEADERS[name])
        for n in range(1, COUNT + 1):
            number = siret(siren(n))
            place = [POSTCODES[n % 5], "Commune"]
            rows = {
                "Structures": [number, f"Structure {n}", f"{n} rue", *place, f"s{n}@example.org", "Vélo, Textile"],
                "ACI": [number, f"Atelier {n}", "Vélo", n, "01/01/2023", "31/12/2025"],
                "Données annuelles": [number, 2023, f"{n % 90},25", 4, n % 90 + 10, 5],
                "Adhésions": [number, 2023, "adhérent" if n % 2 else "sympathisant"],
            }
            for name, row in rows.items():
                pages[name].write_row(n, 0, row)
    return path


def counts() -> list[int]:
    return [model.objects.count() for model in MODELS]


def test_five_thousand_organisations_come_in_within_the_minute_and_only_once(workbook, capsys):
    started = time.perf_counter()
    call_command("import_network", str(workbook))
    assert time.perf_counter() - started < 60
    assert counts() == [COUNT] * len(MODELS)
    assert Membership.objects.members().count() == COUNT // 2
    assert Organisation.objects.filter(department_id="01").count() == COUNT // 5
    assert f"Structures : {COUNT} créée(s)" in capsys.readouterr().out

    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'members_membership'")
        assert cursor.fetchone() == (COUNT,), "PostgreSQL does not know that the table has grown"

    versions = pghistory.models.Events.objects.count()
    started = time.perf_counter()
    call_command("import_network", str(workbook))
    assert time.perf_counter() - started < 60
    told = capsys.readouterr().out
    assert told.count(f"0 créée(s), 0 modifiée(s), {COUNT} inchangée(s)") == len(MODELS)
    assert counts() == [COUNT] * len(MODELS)
    assert pghistory.models.Events.objects.count() == versions == COUNT * len(MODELS)
