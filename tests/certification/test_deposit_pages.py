"""Pages of the flow to the Caisse des Dépôts, from the list of people to the report."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from certification.models import Deposit, DepositAccount, DepositLine
from config.desk import todo_of
from members.models import Role
from tests.certification.test_deposit_reports import BOMB, report
from tests.certification.test_deposits import LOOSE, account, told
from tests.factories.certification import CertificateFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def team(login):
    return login(Role.NATIONAL_STAFF)


def text(client, name, *args, **query) -> str:
    answer = client.get(reverse(f"certification:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client, name, *args, **data) -> str:
    return client.post(reverse(f"certification:{name}", args=args), data, follow=True).content.decode()


def test_the_list_tells_who_is_due_and_what_stops_them(client):
    late = CertificateFactory(
        issued_on=TODAY - timedelta(days=100),
        place__jury__held_on=TODAY - timedelta(days=110),
        place__enrolment__registered_on=TODAY - timedelta(days=300),
    )
    blocked = CertificateFactory(place__enrolment__candidate__sex="")
    page = text(client, "deposits")
    assert "en retard" in page
    assert "sexe à l&#x27;état civil manquant" in page
    assert "1 personne prête" in page
    assert "Le compte de dépôt n'est pas renseigné" in page
    page = text(client, "deposits", etat="blocked")
    assert blocked.number in page
    assert late.number not in page
    rows = client.get(reverse("certification:deposits_export", args=["csv"]), {"etat": "ready"}).content.decode()
    assert late.number in rows
    assert blocked.number not in rows


def test_what_waits_for_the_team_is_on_its_home_desk(team):
    CertificateFactory(issued_on=TODAY - timedelta(days=100))
    CertificateFactory(issued_on=TODAY - timedelta(days=50))
    line = told()
    texts = [todo.text for todo in todo_of(team)]
    assert "Déclarations à la Caisse des Dépôts en retard : 1" in texts
    assert "Déclarations à la Caisse des Dépôts à faire bientôt : 1" in texts
    assert any(one.startswith(f"Dépôt {line.deposit.number}, remis") for one in texts)


def test_from_the_list_to_the_report(client, team):
    account()
    certificate = CertificateFactory()
    page = post(client, "deposit_new")
    made = Deposit.objects.get()
    assert "suit le schéma" in page
    downloads = [client.get(reverse("certification:deposit_file", args=[made.pk])).content for _ in range(2)]
    assert downloads[0] == downloads[1]
    assert sha256(downloads[0]).hexdigest() == made.sha256
    assert any("à remettre" in todo.text for todo in todo_of(team))
    assert "Lire le compte rendu" in post(client, "deposit_step", made.pk, etape="remis", on=TODAY.isoformat())
    content = report(["INCONNU"], [(certificate.number, ["Aucun titulaire"])], flow=made.flow_id)
    page = post(client, "deposit_report", made.pk, file=SimpleUploadedFile("r.xml", content))
    assert "0 ligne acceptée, 1 refusée." in page
    assert "INCONNU : inconnu dans ce dépôt." in page
    assert "Aucun titulaire" in text(client, "deposit", made.pk, reponse="refused")
    kept = made.reports.get()
    assert client.get(reverse("certification:report_file", args=[kept.pk])).content == content
    post(client, "deposit_again", made.lines.get().pk)
    assert "1 personne prête" in text(client, "deposits")
    rows = client.get(reverse("certification:deposit_lines_export", args=[made.pk, "csv"])).content.decode()
    assert "refusée;Aucun titulaire" in rows


def test_a_bomb_is_refused_in_french_and_nothing_changes(client):
    line = told()
    page = post(client, "deposit_report", line.deposit_id, file=SimpleUploadedFile("r.xml", BOMB))
    assert "DTD, entités" in page
    assert DepositLine.objects.get().state == "exported"


def test_a_file_that_is_not_checked_is_not_handed_out(client):
    account(schema=None)
    CertificateFactory()
    assert "une fois vérifié" in post(client, "deposit_new")
    made = Deposit.objects.get()
    assert client.get(reverse("certification:deposit_file", args=[made.pk])).status_code == 404
    assert "Aucun schéma" in post(client, "deposit_step", made.pk, etape="verifier")
    assert "abandonné" in post(client, "deposit_step", made.pk, etape="abandonner")
    assert not Deposit.objects.exists()


@pytest.mark.parametrize("data", [{}, {"etape": "x"}, {"etape": "remis", "on": "demain"}])
def test_a_step_that_makes_no_sense_changes_nothing(client, data):
    account()
    CertificateFactory()
    post(client, "deposit_new")
    post(client, "deposit_step", Deposit.objects.get().pk, **data)
    assert Deposit.objects.get().sent_on is None


def test_nothing_ready_is_told(client):
    account()
    assert "rien à déposer" in post(client, "deposit_new")


def test_the_list_asks_as_many_queries_whatever_its_length(client, django_assert_max_num_queries):
    for _ in range(4):
        told("refused")
    text(client, "deposits")
    with django_assert_max_num_queries(13):
        text(client, "deposits")


class TestAccount:
    """The account is written in the admin; its schema is read before it is kept."""

    def save(self, client, content: bytes):
        kept = account(schema=None)
        data = {"client_id": "ABCD1234", "contract_id": "C1", "version": "1.1.2"}
        file = SimpleUploadedFile("cdc.xsd", content)
        address = reverse("admin:certification_depositaccount_change", args=[kept.pk])
        return client.post(address, data | {"schema": file})

    def test_a_schema_is_kept(self, client):
        assert self.save(client, LOOSE).status_code == 302
        with DepositAccount.objects.get().schema.open() as file:
            assert file.read() == LOOSE

    @pytest.mark.parametrize(
        ("content", "told_as"),
        [
            (b"bonjour", "pas du XML"),
            (b"<rapport/>", "pas le schéma"),
            (LOOSE.replace(b"pc5", b"pc6"), "pas le schéma"),
            (b"<!DOCTYPE x []>" + LOOSE, "DTD"),
            (
                LOOSE.replace(b"<xsd:element", b'<xsd:include schemaLocation="x.xsd"/><xsd:element'),
                "d&#x27;autres fichiers",
            ),
            (LOOSE.replace(b'name="flux"', b'name="flux" type="inconnu"'), "ne se lit pas"),
        ],
    )
    def test_what_is_not_a_schema_is_refused_at_its_field(self, client, content, told_as):
        answer = self.save(client, content)
        assert answer.status_code == 200
        assert told_as in answer.content.decode()
        assert not DepositAccount.objects.get().schema

    def test_there_is_one(self, client):
        account()
        assert client.get(reverse("admin:certification_depositaccount_add")).status_code == 403
