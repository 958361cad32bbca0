"""What a workbook may not do to organisations it does not speak of, and values at the edge of what is kept."""

import io

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from members.domain import import_batch
from members.imports.cells import shown
from members.models import Aci, ImportBatch, Membership, Organisation
from tests.factories import AciFactory, ConventionFactory, OrganisationFactory, person, siren
from tests.members.test_import import NUMBER, ORGANISATION, OTHER, faults, imported, workbook
from tests.reporting.helpers import at_once

pytestmark = pytest.mark.django_db

BAD = {
    "Structures": [["SIRET", "Nom", "Département"], [NUMBER, "Les Jardins", "35"], [OTHER, "Le Relais", "999"]],
    "Adhésions": [["SIRET", "Année", "Qualité"], [NUMBER, 2023, "adhérent"], [OTHER, 2023, "adhérent"]],
}


def previewed(content: bytes) -> ImportBatch:
    return import_batch.preview(ContentFile(content, "reseau.xlsx"), by=person("national_staff"))


def test_the_convention_of_another_organisation_is_refused():
    owner = OrganisationFactory(siren=siren(1), siret=NUMBER)
    OrganisationFactory(siren=siren(2), siret=OTHER)
    ConventionFactory(asp_id=12, aci=AciFactory(organisation=owner, name="Jardin"))
    content = workbook(
        ACI=[["SIRET", "Nom de l'ACI", "Numéro ASP", "Début de convention"], [OTHER, "Cuisine", 12, "01/01/2023"]],
        Structures=[["SIRET", "Nom"], [NUMBER, owner.name], [OTHER, "Le Relais"]],
    )
    assert faults(content) == [("ACI", 2, "Numéro ASP", "12")]
    assert Aci.objects.get().name == "Jardin"


def test_an_organisation_at_fault_is_told_once():
    assert faults(workbook(**BAD)) == [("Structures", 3, "Département", "999")]


@pytest.mark.parametrize(("whole", "rows"), [(False, {"Structures": 2}), (True, {"Structures": 3, "Adhésions": 3})])
def test_the_file_to_mend_holds_every_row_and_the_refused_ones_first(whole, rows):
    book = openpyxl.load_workbook(io.BytesIO(import_batch.rejected_rows(previewed(workbook(**BAD)), whole=whole)))
    assert {sheet.title: sheet.max_row for sheet in book} == rows
    first = [*book["Structures"].values][1]
    assert (first[0], first[-1]) == (OTHER, "Département : Ce département n'existe pas.")


def test_the_file_to_mend_is_sent_as_it_is_once_mended(client):
    batch = previewed(workbook(**BAD))
    client.force_login(batch.created_by)
    answer = client.get(reverse("members:import_rejects", args=[batch.pk]), {"tout": "1"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    book["Structures"]["C2"] = "59"
    out = io.BytesIO()
    book.save(out)
    imported(out.getvalue())
    assert Organisation.objects.count() == Membership.objects.count() == 2


def test_a_file_that_was_not_kept_has_no_rows_to_give_back(client):
    batch = previewed(workbook(Structures=ORGANISATION))
    ImportBatch.objects.update(state=ImportBatch.State.DONE)
    import_batch.purge(before=timezone.now())
    client.force_login(batch.created_by)
    answer = client.get(reverse("members:import_rejects", args=[batch.pk]), follow=True)
    assert "pas été gardé" in answer.content.decode()


@pytest.mark.parametrize(
    ("header", "value", "told"),
    [
        ("Site web", "x" * 190 + ".fr", "Site web"),
        ("Site web", "a." + "x" * 60 + "." + "y" * 60 + "." + "z" * 60 + ".fr", None),
        ("Code postal", "1e999", "Code postal"),
    ],
)
def test_a_value_is_measured_as_it_would_be_kept(header, value, told):
    headers = ["SIRET", "Nom", "Département", header]
    content = workbook(Structures=[headers, [NUMBER, "Les Jardins", "35", value]])
    assert [fault[2] for fault in faults(content)] == ([told] if told else [])
    if not told:
        imported(content)


@pytest.mark.parametrize(("value", "refused"), [("999999,994", False), ("999999,999", True)])
def test_a_workforce_is_measured_once_rounded(value, refused):
    content = workbook(
        Structures=ORGANISATION, **{"Données annuelles": [["SIRET", "Année", "ETP permanents"], [NUMBER, 2023, value]]}
    )
    assert bool(faults(content)) is refused
    if not refused:
        imported(content)


def test_a_number_without_end_is_shown_as_it_is():
    assert shown(float("inf")) == "inf"


def test_an_address_without_a_commune_leaves_none():
    organisation = OrganisationFactory(
        siren=siren(1), siret=NUMBER, postcode="35000", city="Rennes", commune_id="35238"
    )
    headers = ["SIRET", "Nom", "Code postal", "Commune"]
    imported(workbook(Structures=[headers, [NUMBER, organisation.name, "59000", "LILLE CEDEX 9"]]))
    organisation.refresh_from_db()
    assert (organisation.department_id, organisation.commune_id) == ("59", None)
    imported(workbook(Structures=[headers, [NUMBER, organisation.name, "59000", "Lille"]]))
    organisation.refresh_from_db()
    assert organisation.commune_id == "59350"


def test_a_commune_that_staff_chose_stays_with_the_address():
    organisation = OrganisationFactory(
        siren=siren(1), siret=NUMBER, postcode="35000", city="RENNES CEDEX 7", commune_id="35238"
    )
    headers = ["SIRET", "Nom", "Code postal", "Commune"]
    plan = imported(workbook(Structures=[headers, [NUMBER, organisation.name, "35000", "RENNES CEDEX 7"]]))
    assert plan.changes_nothing
    organisation.refresh_from_db()
    assert organisation.commune_id == "35238"


def test_an_import_taken_up_by_two_workers_is_done_once(committed):
    batch = previewed(workbook(Structures=ORGANISATION))
    import_batch.confirm(batch, by=batch.created_by)
    told = at_once(2, lambda: import_batch.run(ImportBatch.objects.get(pk=batch.pk)))
    assert sorted(told) == ["1 fiches créées ou modifiées", "Cet import était déjà fait"]
    assert ImportBatch.objects.get().state == ImportBatch.State.DONE


def test_a_workbook_without_a_row_says_so(client):
    batch = previewed(workbook(Structures=[["SIRET", "Nom", "Code postal"]]))
    client.force_login(batch.created_by)
    page = client.get(reverse("members:import_preview", args=[batch.pk])).content.decode()
    assert "Ce classeur ne contient aucune ligne." in page
