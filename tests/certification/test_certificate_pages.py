"""Pages of certificates: what waits to be issued, the register, a certificate and its papers."""

import pytest
from django.urls import reverse
from django.utils import timezone

from certification.models import Certificate, CertificateCopy
from config.desk import todo_of
from members.domain.numbers import next_number
from members.models import Role
from reporting.models import Job
from tests.certification.test_certificates import decided, grant
from tests.factories import ContactFactory, MembershipFactory, UserFactory
from tests.factories.certification import CertificateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(login):
    return login(Role.NATIONAL_STAFF)


def text(client, name, *args, **query) -> str:
    answer = client.get(reverse(f"certification:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client, name, *args, **data) -> str:
    answer = client.post(reverse(f"certification:{name}", args=args), data, follow=True)
    return answer.content.decode()


class TestIssue:
    def test_what_waits_is_listed_by_jury_and_on_the_home_desk(self, client, team):
        place = decided()
        decided(jury_state="minutes")
        page = text(client, "issue")
        assert str(place.enrolment.candidate) in page
        assert page.count('name="jury"') == 1
        assert "Certificats à délivrer : 1" in [todo.text for todo in todo_of(team)]

    def test_all_of_a_jury_at_once(self, client, team):
        place = decided()
        part = decided("partial", jury=place.jury)
        page = post(client, "issue", jury=place.jury_id)
        assert "1 certificat délivré." in page
        assert f"{part.enrolment.candidate} : Le jury n&#x27;a accordé aucun bloc" in page
        assert Certificate.objects.get().issued_by == team

    def test_one_alone(self, client, team):
        place = decided("partial")
        grant(place)
        assert "est délivré." in post(client, "issue", passage=place.pk)
        assert "Aucun certificat n'attend." in text(client, "issue")

    def test_a_refusal_is_told(self, client, team):
        place = decided(jury_state="held")
        assert "procès-verbal est signé" in post(client, "issue", passage=place.pk)

    @pytest.mark.parametrize("data", [{}, {"jury": "x"}, {"passage": "²"}])
    def test_what_makes_no_sense_does_nothing(self, client, team, data):
        decided()
        post(client, "issue", **data)
        assert not Certificate.objects.exists()


class TestRegister:
    def test_it_is_searched_by_name_number_and_structure(self, client, team):
        found = CertificateFactory(
            place__enrolment__candidate__birth_name="Éluard", place__enrolment__organisation__name="La Tisserie"
        )
        other = CertificateFactory(place__enrolment__candidate__birth_name="Prévert")
        for words in ("eluard", found.number, "tisserie"):
            page = text(client, "register", q=words)
            assert found.number in page
            assert other.number not in page

    @pytest.mark.parametrize(
        ("query", "kept"), [({"nature": "blocks"}, 1), ({"etat": "revoked"}, 0), ({"annee": "2019"}, 0), ({}, 2)]
    )
    def test_it_is_narrowed(self, client, team, query, kept):
        CertificateFactory()
        CertificateFactory(kind="blocks")
        noun = "certificat" if kept < 2 else "certificats"
        assert f"{kept} {noun}" in text(client, "register", **query)
        rows = client.get(reverse("certification:register_export", args=["csv"]), query).content.decode().splitlines()
        assert len(rows) == kept + 1

    def test_htmx_gets_the_results_alone(self, client, team):
        page = client.get(reverse("certification:register"), headers={"HX-Request": "true"}).content.decode()
        assert "<h1" not in page

    def test_a_structure_sees_its_own_alone_over_page_and_export(self, client):
        own, other = CertificateFactory(), CertificateFactory()
        organisation = own.place.enrolment.organisation
        MembershipFactory(organisation=organisation)
        client.force_login(ContactFactory(organisation=organisation, user=UserFactory()).user)
        page = text(client, "register")
        assert own.number in page
        assert other.number not in page
        assert "sans trou" not in page
        assert other.number not in client.get(reverse("certification:register_export", args=["csv"])).content.decode()
        assert client.get(reverse("certification:certificate_pdf", args=[own.pk])).status_code == 200
        assert client.get(reverse("certification:certificate_pdf", args=[other.pk])).status_code == 404
        post(client, "register_print", certificat=[own.pk, other.pk])
        assert Job.objects.get().params["certificates"] == [own.pk]

    def test_a_gap_is_told(self, client, team):
        next_number("CERT", timezone.localdate().year)
        assert f"CERT{timezone.localdate().year}-00001" in text(client, "register")

    def test_it_asks_as_many_queries_whatever_its_length(self, client, team, django_assert_max_num_queries):
        for _ in range(6):
            CertificateFactory()
        text(client, "register")
        with django_assert_max_num_queries(13):
            text(client, "register")

    @pytest.mark.parametrize(("ticked", "kept"), [(False, 2), (True, 1)])
    def test_the_list_or_what_is_ticked_is_printed(self, client, team, ticked, kept):
        certificates = [CertificateFactory(), CertificateFactory()]
        data = {"certificat": [certificates[0].pk]} if ticked else {}
        post(client, "register_print", format="zip", **data)
        job = Job.objects.get()
        assert (job.kind, len(job.params["certificates"])) == ("certification_certificates_zip", kept)

    def test_nothing_is_printed_of_an_empty_list(self, client, team):
        assert "précisez les filtres" in post(client, "register_print")
        assert not Job.objects.exists()


class TestCertificate:
    def test_its_page_tells_where_it_stands(self, client, team):
        certificate = CertificateFactory(place__enrolment__candidate__sex="")
        page = text(client, "certificate", certificate.pk)
        assert "à compléter" in page
        assert "sexe à l&#x27;état civil manquant" in page

    def test_a_duplicate_is_handed_out_and_listed(self, client, team):
        certificate = CertificateFactory()
        page = post(client, "certificate_copy", certificate.pk, reason="Original perdu")
        assert "Original perdu" in page
        copy = CertificateCopy.objects.get()
        assert client.get(reverse("certification:copy_pdf", args=[copy.pk])).content.startswith(b"%PDF")

    def test_a_revocation_is_told_with_its_reason_and_its_history(self, client, team):
        certificate = CertificateFactory()
        page = post(client, "certificate_revoke", certificate.pk, reason="Fraude établie")
        assert "Fraude établie" in page
        assert "délivré → révoqué" in page
        assert "ne se révoque pas deux fois" in post(client, "certificate_revoke", certificate.pk, reason="Encore")

    @pytest.mark.parametrize("reason", ["", "x" * 301])
    def test_a_reason_that_is_none_is_asked_for(self, client, team, reason):
        certificate = CertificateFactory()
        assert "Écrivez le motif" in post(client, "certificate_revoke", certificate.pk, reason=reason)
        certificate.refresh_from_db()
        assert certificate.state == "issued"
