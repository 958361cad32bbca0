"""Identities told to the Caisse des Dépôts: a valid file, or a blocker that says why; never a file that is refused whole."""

import os
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from certification.domain.deposits.building import Passage, build_flow
from certification.domain.deposits.identity import Holder, blockers, warnings
from certification.domain.deposits.schema import NAMESPACE, faults_of
from certification.models import Deposit, DepositAccount

# The schema is the Caisse des Dépôts': it is not ours to hand out, and the check is left out where it is not.
XSD = Path(os.environ.get("PORTAL_CDC_XSD", settings.BASE_DIR.parent / "shared" / "data" / "cdc-certifies-1.1.2.xsd"))
AT = datetime(2026, 11, 23, 9, 15, 0, 123456, tzinfo=UTC)


@cache
def schema() -> bytes | None:
    return XSD.read_bytes() if XSD.exists() else None


def account(**kwargs) -> DepositAccount:
    return DepositAccount(**{"client_id": "ABCD1234", "contract_id": "MCFCER000001"} | kwargs)


def passage(holder: Holder, **kwargs) -> Passage:
    return Passage(
        **{
            "register": "RNCP", "fiche_number": "RNCP12345", "technical_id": "CERT2026-00001",
            "proof_url": "https://portail.example.org/verifier/x/", "held_on": date(2026, 3, 12), "modality": "on_site",
            "postcode": "29000", "issued_on": date(2026, 3, 20), "valid_until": None, "route": "training",
            "initiative": "employer", "registered_on": date(2025, 9, 1), "holder": holder,
        } | kwargs
    )  # fmt: skip


def flow(*passages, kind=Deposit.Kind.CREATION, at=AT, **kwargs) -> bytes:
    return build_flow(passages, account=account(**kwargs), flow_id="flux-1", at=at, kind=kind)


def known(**kwargs) -> Holder:
    return Holder(**{
        "birth_name": "Le Goff", "first_name": "Éloïse", "sex": "F", "year": 1990, "month": 5, "day": 17,
        "commune_code": "29232", "commune_name": "Quimper",
    } | kwargs)  # fmt: skip


def texts(xml: bytes, tag: str) -> list[str | None]:
    return [element.text for element in etree.fromstring(xml).iter(f"{{{NAMESPACE}}}{tag}")]


AWKWARD = st.one_of(
    st.text(max_size=70),
    st.sampled_from(["N'Guessan-d’Arc", "Zoé 🎓", "E\u0301loi\u0308se", "  Le   Goff ", "\x0b", "a\u200bb", "A" * 61, "\ufffe",
                     "<&>\"'", "Ж", ""]),
)  # fmt: skip
CODES = st.one_of(
    st.sampled_from(["", "2A004", "2B033", "20004", "97411", "99999", "2C001", "٢٩٢٣٢"]), st.text(max_size=6)
)
HOLDERS = st.builds(
    Holder, birth_name=AWKWARD, first_name=AWKWARD, used_name=AWKWARD, second_name=AWKWARD, third_name=AWKWARD,
    sex=st.sampled_from(["M", "F", "", "X"]), year=st.one_of(st.none(), st.integers(1850, 2150)),
    month=st.one_of(st.none(), st.integers(-1, 14)), day=st.one_of(st.none(), st.integers(-1, 32)),
    commune_code=CODES, commune_name=AWKWARD,
    country_code=st.one_of(st.sampled_from(["", "350", "1"]), st.text(max_size=4)), country_name=AWKWARD,
)  # fmt: skip
# Whatever a form lets through: few of the above are without a blocker.
PLAUSIBLE = st.builds(
    Holder, birth_name=st.text(min_size=1, max_size=60), first_name=st.text(min_size=1, max_size=60),
    used_name=st.text(max_size=60), second_name=st.text(max_size=60), third_name=st.text(max_size=60),
    sex=st.sampled_from(["M", "F"]), year=st.integers(1900, 2099), month=st.one_of(st.none(), st.integers(1, 12)),
    day=st.one_of(st.none(), st.integers(1, 31)), commune_code=st.sampled_from(["", "2A004", "29232"]),
    commune_name=st.text(max_size=60), country_code=st.just(""), country_name=st.just(""),
)  # fmt: skip


@example(known(first_name="E\u0301loi\u0308se"))
@example(known(birth_name="A" * 61))
@example(known(birth_name="Le\x00Goff"))
@example(known(birth_name="🎓"))
@given(st.one_of(HOLDERS, PLAUSIBLE))
def test_a_valid_file_or_a_named_blocker(holder):
    found = blockers(holder)
    if found:
        assert all(isinstance(one, str) and one for one in found)
        return
    xml = flow(passage(holder))
    assert texts(xml, "nomNaissance") == [holder.birth_name]
    assert not [element.tag for element in etree.fromstring(xml).iter() if element.text == ""]
    if schema():
        assert faults_of(xml, schema()) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"birth_name": " "}, "nom de naissance manquant"),
        ({"first_name": ""}, "premier prénom manquant"),
        ({"sex": ""}, "sexe à l'état civil manquant"),
        ({"year": None}, "année de naissance manquante"),
        ({"year": 1899}, "année de naissance impossible (1899)"),
        ({"month": 2, "day": 30}, "date de naissance impossible"),
        ({"year": 2001, "month": 2, "day": 29}, "date de naissance impossible"),
        ({"birth_name": "A" * 61}, "nom de naissance de plus de 60 caractères"),
        ({"third_name": "A" * 61}, "troisième prénom de plus de 60 caractères"),
        ({"birth_name": "Le\x00Goff"}, "nom de naissance : contient un caractère invisible, ressaisissez-le"),
        ({"used_name": "a\u200bb"}, "nom d'usage : contient un caractère invisible, ressaisissez-le"),
        ({"commune_name": "\ufffe"}, "commune de naissance : contient un caractère invisible, ressaisissez-le"),
        ({"commune_code": "2C001"}, "code INSEE de la commune de naissance incorrect"),
        ({"commune_code": "", "country_code": "35"}, "code du pays de naissance incorrect"),
        ({"country_name": "Maroc"}, "née à la fois dans une commune de France et dans un pays étranger"),
    ],
)
def test_what_stops_a_person_is_named(change, told):
    assert blockers(known(**change)) == [told]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, []),
        ({"month": None, "day": None}, ["mois de naissance inconnu", "jour de naissance inconnu"]),
        ({"commune_code": ""}, ["code INSEE de la commune de naissance inconnu"]),
        ({"commune_code": "", "country_name": "Maroc"}, ["code du pays de naissance inconnu"]),
        ({"commune_code": "", "country_code": "350"}, []),
        ({"birth_name": "Le Goff 🎓"}, ["nom de naissance : contient un signe inhabituel"]),
    ],
)
def test_what_may_lose_a_person_is_told(change, told):
    assert blockers(known(**change)) == []
    assert warnings(known(**change)) == told


def test_absent_is_nil_where_the_schema_wants_it_and_left_out_elsewhere():
    xml = flow(
        passage(known(month=None, day=None, commune_code="", commune_name="Fès", country_name="Maroc"), postcode="")
    )
    root = etree.fromstring(xml)
    nil = "{http://www.w3.org/2001/XMLSchema-instance}nil"
    assert [etree.QName(one).localname for one in root.iter() if one.get(nil) == "true"] == [
        "dateFinValidite", "scoring", "mentionValidee", "nomUsage", "moisNaissance", "jourNaissance", "codePostal",
    ]  # fmt: skip
    present = {etree.QName(one).localname for one in root.iter()}
    assert present.isdisjoint({"prenom2", "prenom3", "codePostalCentreExamen", "codePaysNaissance", "codeInsee"})
    assert texts(xml, "libellePaysNaissance") == ["Maroc"]


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (AT, "2026-11-23T10:15:00+01:00"),
        (datetime(2026, 7, 1, 22, 0, 0, tzinfo=UTC), "2026-07-02T00:00:00+02:00"),
    ],
)
def test_the_hour_is_that_of_paris_without_milliseconds(at, told):
    assert texts(flow(passage(known()), at=at), "horodatage") == [told]


def test_the_action_is_told_from_schema_1_1_5_on():
    assert texts(flow(passage(known())), "action") == []
    assert texts(flow(passage(known()), version="1.1.5"), "action") == ["CREATION"]
    assert texts(flow(passage(known()), version="1.1.5", kind="deletion"), "action") == ["SUPPRESSION"]


def test_passages_are_grouped_by_fiche_and_the_depositor_is_told():
    passages = [passage(known(), fiche_number=number) for number in ("RNCP2", "RNCP1", "RNCP2")]
    xml = flow(*passages, trusted_third_party=True, certifier_id="WXYZ9876")
    assert texts(xml, "code") == ["RNCP1", "RNCP2"]
    assert len(texts(xml, "passageCertification")) == 3
    assert set(texts(xml, "natureDeposant")) == {"TIERS_CONFIANCE"}
    assert texts(xml, "idClient") == ["ABCD1234", "WXYZ9876"]


@pytest.mark.parametrize(
    ("route", "initiative", "told"),
    [
        ("training", "employer", ("FORMATION_CONTINUE_HORS_CONTRAT_DE_PROFESSIONNALISATION", [], "EMPLOYEUR")),
        ("vae", "candidate", ("VAE", ["VAE_CLASSIQUE"], "CERTIFIE")),
        ("alternation", "employment_service",
         ("FORMATION_CONTINUE_CONTRAT_DE_PROFESSIONNALISATION", [], "POLE_EMPLOI")),
        ("training", "training_body", ("FORMATION_CONTINUE_HORS_CONTRAT_DE_PROFESSIONNALISATION", [], "OF")),
        ("training", "other", ("FORMATION_CONTINUE_HORS_CONTRAT_DE_PROFESSIONNALISATION", [], "AUTRE")),
    ],
)  # fmt: skip
def test_the_way_in_is_told_with_the_words_of_the_schema(route, initiative, told):
    xml = flow(passage(known(), route=route, initiative=initiative))
    assert (texts(xml, "modaliteAcces")[0], texts(xml, "voieAccessVAE"), texts(xml, "initiativeInscription")[0]) == told
    if schema():
        assert faults_of(xml, schema()) == []
