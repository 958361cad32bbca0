"""The public page of a certificate: valid, revoked or unknown, and nobody's name but the one typed."""

import pytest
from django.urls import reverse

from certification.domain.certificates.keeping import revoke_certificate
from certification.domain.certificates.verifying import is_of
from members.domain.limits import MOST_AN_HOUR
from tests.factories.certification import CertificateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate():
    return CertificateFactory(
        place__enrolment__candidate__birth_name="Le Goff-N'Diaye",
        place__enrolment__candidate__first_name="Éloïse",
        place__enrolment__candidate__used_name="Marchand",
    )


def page(client, certificate, name=None):
    address = reverse("verify", args=[certificate.token])
    answer = client.get(address) if name is None else client.post(address, {"birth_name": name})
    return answer, answer.content.decode()


PERSONAL = ["Le Goff", "Éloïse", "Marchand", "Quimper", "1990"]


def test_it_says_that_it_is_valid_and_what_it_is_not_whose(client, certificate):
    answer, text = page(client, certificate)
    assert answer.status_code == 200
    assert "Valide" in text
    assert certificate.number in text
    assert certificate.content["certification"]["title"] in text
    assert not [word for word in PERSONAL if word in text]
    assert answer["X-Robots-Tag"] == "noindex"


def test_it_says_that_it_is_revoked_and_not_why(client, certificate):
    revoke_certificate(certificate, reason="Faux diplôme présenté", by=None)
    _, text = page(client, certificate)
    assert "Révoqué" in text
    assert "Faux diplôme" not in text


def test_a_code_never_given_is_told_as_such(client):
    answer = client.get(reverse("verify", args=["x" * 22]))
    assert answer.status_code == 404
    assert "Aucun certificat" in answer.content.decode()
    assert client.post(reverse("verify", args=["x" * 22]), {"birth_name": "Le Goff"}).status_code == 404


def test_the_right_name_matches_and_nothing_else_is_told(client, certificate):
    _, text = page(client, certificate, "LE GOFF N’DIAYE")
    assert "Oui" in text
    assert not [word for word in PERSONAL if word in text]


@pytest.mark.parametrize("name", ["Marchand", "Éloïse", "Le Goff"])
def test_another_name_does_not(client, certificate, name):
    _, text = page(client, certificate, name)
    assert "Non" in text
    assert "Oui :" not in text


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_name_that_is_none_is_asked_again(client, certificate, name):
    answer, text = page(client, certificate, name)
    assert answer.status_code == 400
    assert "errorlist" in text


@pytest.mark.parametrize("name", ["'-", "٠", "~"])
def test_signs_alone_match_nobody(certificate, name):
    assert not is_of(certificate, name)


def test_names_are_not_tried_without_end(client, certificate):
    for _ in range(MOST_AN_HOUR):
        assert page(client, certificate, "Martin")[0].status_code == 200
    answer, text = page(client, certificate, "Le Goff-N'Diaye")
    assert answer.status_code == 429
    assert "réessayez dans une heure" in text
    assert "Oui" not in text
