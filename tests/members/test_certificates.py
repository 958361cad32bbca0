"""Certificates: of valid memberships only, always the same, checked by anybody."""

import io
from datetime import date

import pypdfium2
import pytest
from django.urls import reverse

from members.domain.certificates import CertificateRefused, certificate_of, certificate_pdf, certificates_pdf
from members.models import Certificate, Membership
from tests.factories import FeeCallFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def valid(year=None):
    call = FeeCallFactory(membership=MembershipFactory(year=year or date.today().year))
    return call.membership


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_asked_twice_it_is_the_same():
    membership = valid()
    assert certificate_of(membership) == certificate_of(membership)
    assert Certificate.objects.get().number == f"ATT{membership.year}-00001"


@pytest.mark.parametrize("state", ["called", "declared", "paid", "lapsed", "resigned", "struck_off"])
def test_only_a_valid_membership_has_one(state):
    membership = valid()
    Membership.objects.filter(pk=membership.pk).update(state=state)
    with pytest.raises(CertificateRefused):
        certificate_of(membership)


def test_the_paper_says_who_and_when_and_where_to_check(settings):
    membership = valid()
    certificate = certificate_of(membership)
    text = text_of(certificate_pdf(certificate))
    for word in (membership.organisation.name, membership.organisation.siren, certificate.number, str(membership.year)):
        assert word in text
    assert certificate.token in text.replace("\r\n", "").replace("\n", "")


def test_in_bulk_there_is_a_page_for_each_in_order():
    memberships = [valid() for _ in range(3)]
    pdf = pypdfium2.PdfDocument(io.BytesIO(certificates_pdf([m.pk for m in reversed(memberships)])))
    assert len(pdf) == 3
    assert memberships[-1].organisation.name in pdf[0].get_textpage().get_text_range()


def test_in_bulk_who_is_no_longer_valid_has_none():
    kept, left = valid(), valid()
    Membership.objects.filter(pk=left.pk).update(state="lapsed")
    assert len(pypdfium2.PdfDocument(io.BytesIO(certificates_pdf([left.pk, kept.pk])))) == 1
    assert Certificate.objects.get().membership == kept


@pytest.mark.parametrize("count", [1, 3])
def test_in_bulk_they_ask_as_many_queries_whatever_their_number(count, django_assert_num_queries):
    memberships = [valid(2024).pk for _ in range(count)]
    with django_assert_num_queries(8):
        certificates_pdf(memberships)
    with django_assert_num_queries(6):
        certificates_pdf(memberships)
    assert sorted(Certificate.objects.values_list("number", flat=True)) == [
        f"ATT2024-{number:05d}" for number in range(1, count + 1)
    ]


class TestCheck:
    def page(self, client, token):
        answer = client.get(reverse("members:certificate_check", args=[token]))
        return answer.status_code, answer.content.decode()

    def test_valid_today(self, client):
        membership = valid()
        status, page = self.page(client, certificate_of(membership).token)
        assert status == 200
        assert "valide aujourd" in page
        assert membership.organisation.name in page

    def test_of_a_past_year_it_says_so(self, client):
        status, page = self.page(client, certificate_of(valid(2020)).token)
        assert status == 200
        assert "plus en cours" in page

    def test_no_longer_valid(self, client):
        certificate = certificate_of(valid())
        Membership.objects.update(state="lapsed")
        assert "plus valide" in self.page(client, certificate.token)[1]

    def test_unknown_codes_tell_nothing(self, client):
        status, page = self.page(client, "x" * 22)
        assert status == 404
        assert "Aucune attestation" in page
