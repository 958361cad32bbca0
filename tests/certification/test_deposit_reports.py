"""Processing reports: what is accepted and refused is noted, the rest is remarked, and nothing is half-written."""

import pytest
from django.utils import timezone

from certification.domain.deposits.reports import UnreadableReport, parse_report, read_report
from certification.models import DepositLine, DepositReport
from members.domain.moves import NotAllowed, Refused
from members.models import Role
from tests.factories import person
from tests.factories.certification import CertificateFactory, DepositFactory, DepositLineFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def deposit():
    """A batch of four that was handed in."""
    made = DepositFactory(flow_id="flux-A", sent_on=timezone.localdate(), schema_sha256="0" * 64)
    for rank in range(1, 5):
        DepositLineFactory(deposit=made, certificate=CertificateFactory(number=f"CERT2026-1000{rank}"))
    return made


def report(accepted=(), refused=(), flow="flux-A") -> bytes:
    """A report in the namespace of the Caisse des Dépôts; `refused` are identifiers with their reasons."""
    ok = "".join(f"<r:idTechnique>{one}</r:idTechnique>" for one in accepted)
    ko = "".join(
        f"<r:passage><r:idTechnique>{one}</r:idTechnique>"
        + "".join(f"<r:messageErreur>{why}</r:messageErreur>" for why in reasons)
        + "</r:passage>"
        for one, reasons in refused
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><r:rapport xmlns:r="urn:cdc:cpf:pc5:rapport:schema">'
        f"<r:nomFichier>x.xml</r:nomFichier><r:idFlux>{flow}</r:idFlux><r:idTraitement>T-1</r:idTraitement>"
        f"<r:PassagesKO>{ko}</r:PassagesKO><r:PassagesOK>{ok}</r:PassagesOK></r:rapport>"
    ).encode()


def read(deposit, content, by=None):
    return read_report(deposit, content=content, name="rapport.xml", by=by)


def answers(deposit) -> list[str]:
    return list(deposit.lines.order_by("certificate__number").values_list("state", flat=True))


NONE_FOUND = "Aucun titulaire ne correspond aux critères obligatoires"


def test_each_line_gets_its_answer_and_the_others_wait(deposit):
    done = read(deposit, report(["CERT2026-10001", "CERT2026-10002"], [("CERT2026-10003", [NONE_FOUND, "Vérifiez"])]))
    assert (done.accepted, done.refused, done.report.remarks) == (2, 1, [])
    assert done.report.treatment_id == "T-1"
    assert answers(deposit) == ["accepted", "accepted", "refused", "exported"]
    assert deposit.lines.get(state="refused").message == f"{NONE_FOUND} ; Vérifiez"


def in_capitals(content: bytes) -> bytes:
    return content.partition(b"?>")[2].upper().replace(b"XMLNS:R", b"xmlns:R")


def without_prefix(content: bytes) -> bytes:
    return content.replace(b"xmlns:r=", b"xmlns=").replace(b"<r:", b"<").replace(b"</r:", b"</")


@pytest.mark.parametrize("shape", [in_capitals, without_prefix])
def test_capitals_and_prefixes_do_not_matter(deposit, shape):
    done = read(deposit, shape(report(["CERT2026-10001"], [("CERT2026-10002", ["KO"])])))
    assert (done.accepted, done.refused) == (1, 1)


def test_unknown_and_repeated_lines_are_remarked(deposit):
    done = read(
        deposit,
        report(
            ["CERT2026-10001", "CERT2026-10001", "CERT2026-10002", "INCONNU"],
            [("CERT2026-10002", ["KO"]), ("CERT2026-10003", ["a"]), ("CERT2026-10003", ["b"]), ("", ["c"])],
        ),
    )
    assert answers(deposit) == ["accepted", "exported", "refused", "exported"]
    assert done.report.remarks == [
        "ligne sans identifiant : inconnu dans ce dépôt.",
        "CERT2026-10001 : nommé plusieurs fois, noté une fois.",
        "CERT2026-10002 : à la fois accepté et refusé, rien n'est noté.",
        "CERT2026-10003 : nommé plusieurs fois, noté une fois.",
        "INCONNU : inconnu dans ce dépôt.",
    ]


def test_a_later_report_completes_and_does_not_undo(deposit):
    read(deposit, report(["CERT2026-10001"]))
    done = read(deposit, report(["CERT2026-10002"], [("CERT2026-10001", ["KO"])]))
    assert answers(deposit) == ["accepted", "accepted", "exported", "exported"]
    assert done.report.remarks == ["CERT2026-10001 : déjà noté « acceptée », la nouvelle réponse est écartée."]


def test_a_line_of_another_batch_is_unknown_here(deposit):
    other = DepositLineFactory()
    done = read(deposit, report([other.certificate.number]))
    assert done.report.remarks == [f"{other.certificate.number} : inconnu dans ce dépôt."]
    other.refresh_from_db()
    assert other.state == "exported"


def test_the_same_report_is_read_once(deposit):
    content = report(["CERT2026-10001"])
    read(deposit, content)
    with pytest.raises(Refused, match="déjà été lu"):
        read(deposit, content)
    assert DepositReport.objects.count() == 1


def test_the_report_of_another_flow_is_refused_and_nothing_is_written(deposit):
    with pytest.raises(Refused, match="autre flux"):
        read(deposit, report(["CERT2026-10001"], flow="flux-B"))
    assert set(answers(deposit)) == {"exported"}
    assert not DepositReport.objects.exists()


def test_a_batch_that_was_not_handed_in_has_no_report():
    line = DepositLineFactory()
    with pytest.raises(Refused, match="Notez d'abord"):
        read(line.deposit, report([line.certificate.number], flow=line.deposit.flow_id))
    assert DepositLine.objects.get().state == "exported"


def test_the_team_alone_reads_them(deposit):
    with pytest.raises(NotAllowed):
        read(deposit, report(), by=person(Role.MEMBER))


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE rapport [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + rank, b"&%c;" % (97 + rank) * 10) for rank in range(9))
    + b"]><rapport><idFlux>&j;</idFlux></rapport>"
)
EXTERNAL = b'<!DOCTYPE rapport [<!ENTITY x SYSTEM "file:///etc/passwd">]><rapport><idFlux>&x;</idFlux></rapport>'


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (BOMB, "DTD, entités"),
        (EXTERNAL, "DTD, entités"),
        (b"", "XML lisible"),
        (b"numero;etat\n1;ok", "XML lisible"),
        (b"<rapport><idFlux>", "XML lisible"),
        (b"<?xml version='1.0' encoding='inconnu'?><rapport/>", "XML lisible"),
        (b"<autre/>", "pas un compte rendu"),
        (b"<rapport/>", "de quel flux"),
        (b" " * 20_000_001, "trop gros"),
    ],
    ids=["bomb", "external", "empty", "csv", "cut", "encoding", "other", "no flow", "large"],
)
def test_what_is_not_a_report_is_refused_in_french(deposit, content, told):
    with pytest.raises(UnreadableReport, match=told):
        read(deposit, content)
    assert set(answers(deposit)) == {"exported"}


def test_a_refusal_without_reason_says_so():
    assert parse_report(report(refused=[("A", [])])).refused == {"A": "Sans motif."}
