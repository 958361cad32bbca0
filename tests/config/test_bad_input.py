"""Text where a number is due, unknown years, foreign ids: a clear refusal, never a failure of the server."""

import pytest

from members.models import Role

pytestmark = pytest.mark.django_db

WRONG = ["abc", "-1", "99999999999999999999", "1e9", "NaN", "20.5", "\x00", "é", "' OR 1=1", "2023-02-30"]
ADDRESSES = [
    "/annuaire/?annee={}",
    "/annuaire/?region={}",
    "/annuaire/?departement={}",
    "/annuaire/?qualite={}",
    "/annuaire/?taille={}",
    "/annuaire/?activite={}",
    "/annuaire/?label={}",
    "/annuaire/?colonnes={}",
    "/annuaire/?page={}",
    "/annuaire/?q={}",
    "/annuaire/export.csv?annee={}",
    "/chiffres/?annee={}",
    "/chiffres/?region={}",
    "/chiffres/?au={}",
    "/chiffres/export.xlsx?annee={}",
    "/chiffres/members.adherents/?annee={}",
    "/chiffres/members.adherents/?repartition=region&part={}",
    "/chiffres/members.adherents/?repartition={}&part=53",
    "/chiffres/members.adherents/?page={}",
    "/chiffres/members.{}/",
    "/annuaire/{}/",
    "/annuaire/{}.vcf",
    "/annuaire/{}/succession/",
    "/successions/{}/annuler/",
    "/bilans/?page={}",
    "/bilans/{}/",
    "/bilans/{}/ensemble/",
    "/bilans/2023/ensemble/?mission={}",
    "/bilans/campagnes/{}/",
    "/conventions/{}/",
    "/conventions/signatures/{}/",
    "/rapports/{}/",
    "/rapports/editions/{}/",
    "/taches/{}/",
    "/formations/bpf/{}/",
    "/formations/bpf/{}/completer/",
    "/formations/bpf/{}/cadres/f1/total/",
    "/formations/bpf/1/cadres/f1/{}/",
    "/formations/bpf/1/cadres/{}/total/",
    "/chiffres/training.hours/?repartition=course&part={}",
    "/chiffres/training.organisations/?repartition=theme&part={}",
    "/admin/members/organisation/?annee={}",
    "/admin/members/organisation/?sans_donnees={}",
    "/admin/members/organisation/?etp={}",
    "/admin/members/organisation/{}/change/",
    "/admin/members/department/{}/change/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_wrong_values_never_fail_the_server(client, login, address):
    from urllib.parse import quote

    login(Role.ADMIN)
    for value in WRONG:
        response = client.get(address.format(quote(value)))
        assert response.status_code < 500, value


@pytest.mark.parametrize("year", ["abc", "1900", "2023.5", ""])
def test_report_of_a_wrong_year_is_a_form_error(client, login, year):
    login(Role.BOARD)
    response = client.post("/rapports/", {"annee": year})
    assert response.status_code == 200
    assert response.context["form"].errors["annee"]
