"""Batches for the Caisse des Dépôts: who is taken and who is not, frozen bytes, each certificate once, due dates."""

import threading
import time
from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from certification.domain.certificates.keeping import revoke_certificate
from certification.domain.deposits import batches
from certification.domain.deposits.batches import (
    check_deposit,
    discard_deposit,
    make_deposit,
    mark_sent,
    situation,
    tell_again,
    unanswered,
)
from certification.domain.deposits.passages import PassageState, pressing_certificates, standing_of, told_certificates
from certification.models import (
    Candidate,
    Certificate,
    Certification,
    Deposit,
    DepositAccount,
    DepositLine,
)
from members.domain.moves import NotAllowed, Refused
from members.models import Role
from tests.certification.test_deposit_identity import schema, texts
from tests.factories import person
from tests.factories.certification import (
    CertificateFactory,
    CertificationFactory,
    DepositAccountFactory,
    DepositLineFactory,
    EnrolmentFactory,
    JuryFactory,
    PlaceFactory,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
# A schema of the same namespace that takes any flow, where the real one is not at hand.
LOOSE = (
    b'<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:cdc:cpf:pc5:schema:1.0.0">'
    b'<xsd:element name="flux"/></xsd:schema>'
)
# One that takes none.
STRICT = LOOSE.replace(b'name="flux"', b'name="autre"')


def account(schema: bytes | None = LOOSE, **kwargs) -> DepositAccount:
    file = {"schema": ContentFile(schema, name="cdc.xsd")} if schema else {}
    return DepositAccountFactory(**file, **kwargs)


def standing(certificate: Certificate):
    return standing_of(told_certificates().get(pk=certificate.pk))


def state(certificate: Certificate) -> str:
    return standing(certificate).state


def told(state_of_line="exported", **kwargs) -> DepositLine:
    """A certificate in a batch that was handed in, with its answer."""
    return DepositLineFactory(state=state_of_line, deposit__sent_on=TODAY, deposit__schema_sha256="0" * 64, **kwargs)


class TestStates:
    """Every state of a passage, and what leads from one to the next."""

    def test_not_due_for_blocks_and_the_branch(self):
        blocks = CertificateFactory(kind="blocks")
        branch = CertificateFactory(place__enrolment__referential__certification__kind="BRANCH")
        assert not told_certificates().exists()
        assert [standing_of(one).state for one in (blocks, branch)] == [PassageState.NOT_DUE] * 2

    def test_ready_then_exported(self):
        account()
        certificate = CertificateFactory()
        assert state(certificate) == PassageState.READY
        make_deposit(by=None)
        assert state(certificate) == PassageState.EXPORTED

    def test_blocked_until_the_identity_is_whole(self):
        certificate = CertificateFactory()
        Candidate.objects.update(sex="")
        assert (state(certificate), standing(certificate).blockers) == (
            PassageState.BLOCKED,
            ["sexe à l'état civil manquant"],
        )
        Candidate.objects.update(sex="F")
        assert state(certificate) == PassageState.READY

    def test_accepted_then_correction_due_then_exported_again(self):
        account()
        line = told("accepted")
        assert state(line.certificate) == PassageState.ACCEPTED
        Candidate.objects.update(birth_name="Le Gof")
        assert state(line.certificate) == PassageState.CORRECTION_DUE
        again = make_deposit(by=None)
        assert texts(bytes(again.xml), "nomNaissance") == ["Le Gof"]
        assert state(line.certificate) == PassageState.EXPORTED
        again.lines.update(state="accepted")
        assert state(line.certificate) == PassageState.ACCEPTED

    def test_refused_then_corrected_then_exported_again(self):
        account()
        line = told("refused")
        assert state(line.certificate) == PassageState.REFUSED
        with pytest.raises(Refused, match="rien à déposer"):
            make_deposit(by=None)
        Candidate.objects.update(birth_day=18)
        assert state(line.certificate) == PassageState.CORRECTED
        make_deposit(by=None)
        assert state(line.certificate) == PassageState.EXPORTED

    @pytest.mark.parametrize(
        ("answer", "after"), [("refused", PassageState.CORRECTED), ("accepted", PassageState.CORRECTION_DUE)]
    )
    def test_staff_may_tell_an_answered_line_again_as_it_is(self, answer, after):
        line = told(answer)
        tell_again(line, by=None)
        assert state(line.certificate) == after
        with pytest.raises(Refused, match="déjà à redéposer"):
            tell_again(line, by=None)

    def test_a_line_without_an_answer_is_not_told_again(self):
        with pytest.raises(Refused, match="attend sa réponse"):
            tell_again(told(), by=None)

    def test_a_line_that_a_later_one_replaced_is_not_told_again(self):
        account()
        line = tell_again(told("refused"), by=None)
        make_deposit(by=None)
        DepositLine.objects.update(corrected_at=None)
        with pytest.raises(Refused, match="plus la dernière"):
            tell_again(line, by=None)

    def test_a_corrected_identity_that_lacks_something_is_blocked(self):
        line = told("accepted")
        Candidate.objects.update(sex="")
        assert state(line.certificate) == PassageState.BLOCKED

    def test_separation_8_a_revocation_asks_for_a_deletion_and_keeps_the_line(self):
        account(version="1.1.5")
        line = told("accepted")
        certificate = revoke_certificate(line.certificate, reason="Fraude", by=None)
        assert state(certificate) == PassageState.DELETION_DUE
        made = make_deposit(by=None, kind=Deposit.Kind.DELETION)
        assert texts(bytes(made.xml), "action") == ["SUPPRESSION"]
        assert state(certificate) == PassageState.DELETION_EXPORTED
        with pytest.raises(Refused, match="rien à déposer"):
            make_deposit(by=None, kind=Deposit.Kind.DELETION)
        made.lines.update(state="accepted")
        assert state(certificate) == PassageState.DELETED
        assert certificate.deposit_lines.count() == 2

    def test_a_refused_deletion_is_due_again(self):
        account(version="1.1.5")
        certificate = revoke_certificate(told("accepted").certificate, reason="Fraude", by=None)
        make_deposit(by=None, kind=Deposit.Kind.DELETION).lines.update(state="refused")
        assert state(certificate) == PassageState.DELETION_DUE
        assert make_deposit(by=None, kind=Deposit.Kind.DELETION).lines.count() == 1

    def test_schema_1_1_2_has_no_deletion(self):
        account()
        revoke_certificate(told("accepted").certificate, reason="Fraude", by=None)
        with pytest.raises(Refused, match="1.1.2 ne connaît pas"):
            make_deposit(by=None, kind=Deposit.Kind.DELETION)

    def test_a_revoked_one_that_was_never_accepted_is_not_told(self):
        account()
        ready = revoke_certificate(CertificateFactory(), reason="Fraude", by=None)
        refused = revoke_certificate(told("refused").certificate, reason="Fraude", by=None)
        flying = revoke_certificate(told().certificate, reason="Fraude", by=None)
        assert [state(one) for one in (ready, refused, flying)] == [
            PassageState.NOT_DUE,
            PassageState.NOT_DUE,
            PassageState.EXPORTED,
        ]
        with pytest.raises(Refused, match="rien à déposer"):
            make_deposit(by=None)


class TestFiche:
    def test_a_number_of_the_other_register_blocks(self):
        certification = CertificationFactory(kind="RS")
        certificate = CertificateFactory(place__enrolment__referential__certification=certification)
        assert state(certificate) == PassageState.READY
        certificate.place.jury.certification.fiche_number = "RNCP12"
        assert standing_of(certificate).blockers == ["le numéro de fiche ne va pas avec le répertoire"]

    def test_separation_6_a_fiche_ended_before_the_decision_blocks(self):
        certificate = CertificateFactory(place__enrolment__registered_on=TODAY)
        Certification.objects.update(registered_until=TODAY - timedelta(days=1))
        [why] = standing(certificate).blockers
        assert "après l'échéance" in why


class TestMaking:
    def test_the_bytes_are_frozen_with_their_hash(self):
        account()
        CertificateFactory()
        made = make_deposit(by=None)
        made.refresh_from_db()
        assert made.sha256 == sha256(bytes(made.xml)).hexdigest()
        assert made.schema_sha256 == sha256(LOOSE).hexdigest()
        with pytest.raises(ProgrammingError), transaction.atomic():
            Deposit.objects.filter(pk=made.pk).update(xml=b"<autre/>")

    def test_without_an_account_nothing_is_made(self):
        CertificateFactory()
        with pytest.raises(Refused, match="compte de dépôt"):
            make_deposit(by=None)

    def test_a_file_that_does_not_follow_the_schema_is_not_kept(self):
        account(STRICT)
        certificate = CertificateFactory()
        with pytest.raises(batches.NotValid, match="ne suit pas le schéma"):
            make_deposit(by=None)
        assert not Deposit.objects.exists()
        assert state(certificate) == PassageState.READY

    def test_made_before_the_schema_it_waits_to_be_checked(self):
        kept = account(schema=None)
        CertificateFactory()
        made = make_deposit(by=None)
        assert not made.is_valid
        with pytest.raises(Refused, match="Aucun schéma"):
            check_deposit(made, by=None)
        with pytest.raises(Refused, match="pas encore vérifié"):
            mark_sent(made, on=TODAY, by=None)
        kept.schema.save("cdc.xsd", ContentFile(STRICT))
        with pytest.raises(batches.NotValid):
            check_deposit(made, by=None)
        kept.schema.save("cdc.xsd", ContentFile(LOOSE))
        assert check_deposit(made, by=None).is_valid

    def test_separation_7_the_branch_is_refused_by_name(self):
        account()
        branch = CertificateFactory(place__enrolment__referential__certification__kind="BRANCH")
        with pytest.raises(Refused, match=branch.number):
            make_deposit(by=None, certificates=[branch.pk])

    def test_separation_5_an_attestation_of_blocks_is_refused_by_name(self):
        account()
        blocks = CertificateFactory(kind="blocks")
        with pytest.raises(Refused, match=blocks.number):
            make_deposit(by=None, certificates=[blocks.pk])
        CertificateFactory()
        assert blocks not in [line.certificate for line in make_deposit(by=None).lines.all()]

    def test_one_that_is_blocked_is_refused_when_asked_for_and_left_out_otherwise(self):
        account()
        good, bad = CertificateFactory(), CertificateFactory()
        Candidate.objects.filter(enrolments__places__certificates=bad).update(sex="")
        with pytest.raises(Refused, match="sexe"):
            make_deposit(by=None, certificates=[good.pk, bad.pk])
        assert [line.certificate for line in make_deposit(by=None).lines.all()] == [good]

    def test_the_oldest_come_first_and_the_rest_in_the_next(self, monkeypatch):
        account()
        monkeypatch.setattr(batches, "MOST", 2)
        certificates = [CertificateFactory(issued_on=TODAY - timedelta(days=age)) for age in (1, 3, 2)]
        first = make_deposit(by=None)
        assert {line.certificate for line in first.lines.all()} == set(certificates[1:])
        assert [line.certificate for line in make_deposit(by=None).lines.all()] == certificates[:1]

    @pytest.mark.parametrize("role", [Role.MEMBER, Role.REGIONAL_STAFF, Role.BOARD])
    def test_the_team_alone_makes_them(self, role):
        account()
        with pytest.raises(NotAllowed):
            make_deposit(by=person(role))

    def test_the_database_keeps_a_certificate_from_being_told_twice(self):
        line = told()
        with pytest.raises(IntegrityError), transaction.atomic():
            DepositLineFactory(certificate=line.certificate)

    def test_two_people_at_once_tell_each_certificate_once(self, committed):
        account()
        certificates = [CertificateFactory() for _ in range(3)]
        barrier, ends = threading.Barrier(2), []

        def work():
            try:
                barrier.wait()
                ends.append(make_deposit(by=None).lines.count())
            except Refused as refusal:
                ends.append(str(refusal))
            finally:
                connection.close()

        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(ends, key=str) == [3, "Il n'y a rien à déposer."]
        assert DepositLine.objects.count() == len(certificates)


class TestSending:
    @pytest.fixture
    def made(self):
        account()
        CertificateFactory()
        return make_deposit(by=None)

    def test_the_day_is_noted_once(self, made):
        mark_sent(made, on=TODAY, by=None)
        assert list(unanswered(Deposit.objects.all())) == [made]
        with pytest.raises(Refused, match="déjà noté"):
            mark_sent(made, on=TODAY, by=None)

    @pytest.mark.parametrize("days", [-1, 1])
    def test_the_day_is_from_the_making_to_today(self, made, days):
        with pytest.raises(Refused, match="va de celui"):
            mark_sent(made, on=TODAY + timedelta(days=days), by=None)

    def test_given_up_its_certificates_are_ready_again(self, made):
        certificate = made.lines.get().certificate
        discard_deposit(made, by=None)
        assert state(certificate) == PassageState.READY
        with pytest.raises(Refused, match="abandonné"):
            mark_sent(made, on=TODAY, by=None)

    def test_handed_in_it_is_not_given_up(self, made):
        mark_sent(made, on=TODAY, by=None)
        with pytest.raises(Refused, match="ne s'abandonne plus"):
            discard_deposit(made, by=None)


class TestSeparation12:
    """The three months of a declaration, in colours, and what the home desk counts."""

    @pytest.mark.parametrize(
        ("issued_on", "today", "urgency"),
        [
            (date(2026, 1, 31), date(2026, 3, 16), ""),
            (date(2026, 1, 31), date(2026, 3, 17), "amber"),
            (date(2026, 1, 31), date(2026, 4, 15), "amber"),
            (date(2026, 1, 31), date(2026, 4, 16), "red"),
            (date(2026, 1, 31), date(2026, 4, 30), "red"),
            (date(2026, 1, 31), date(2026, 5, 1), "late"),
        ],
    )
    def test_colours_of_what_was_never_told(self, issued_on, today, urgency):
        certificate = CertificateFactory(
            issued_on=issued_on, place__jury__held_on=issued_on, place__enrolment__registered_on=date(2025, 6, 1)
        )
        one = standing(certificate)
        assert one.due_on == date(2026, 4, 30)
        assert one.urgency(today) == urgency
        assert pressing_certificates(today).exists() is bool(urgency)

    def test_what_is_told_presses_no_more(self):
        line = told(certificate__issued_on=TODAY - timedelta(days=200))
        assert standing(line.certificate).urgency(TODAY) == ""
        assert not pressing_certificates(TODAY).exists()
        line.state = "refused"
        line.save()
        assert standing(line.certificate).urgency(TODAY) == "late"
        assert pressing_certificates(TODAY).exists()

    def test_a_correction_counts_from_the_day_it_was_asked_for(self):
        line = tell_again(told("accepted", certificate__issued_on=TODAY - timedelta(days=400)), by=None)
        DepositLine.objects.update(corrected_at=timezone.now() - timedelta(days=80))
        assert standing(line.certificate).urgency(TODAY) == "red"
        assert pressing_certificates(TODAY).exists()

    def test_a_deletion_counts_from_the_revocation(self):
        certificate = revoke_certificate(
            told("accepted", certificate__issued_on=TODAY - timedelta(days=400)).certificate, reason="Fraude", by=None
        )
        assert standing(certificate).urgency(TODAY) == ""
        Certificate.objects.update(revoked_on=TODAY - timedelta(days=100))
        assert standing(certificate).urgency(TODAY) == "late"
        assert pressing_certificates(TODAY).exists()


def test_the_list_asks_as_many_queries_whatever_its_length(django_assert_num_queries):
    CertificateFactory()
    with django_assert_num_queries(2):
        situation()
    told("refused")
    told("accepted")
    CertificateFactory()
    with django_assert_num_queries(2):
        assert sum(situation().counts().values()) == 4


@pytest.mark.slow
def test_a_thousand_people_are_told_in_less_than_five_seconds():
    account(schema() or LOOSE)
    enrolment = EnrolmentFactory()
    jury = JuryFactory(certification=enrolment.certification, state="signed")
    place = PlaceFactory(enrolment=enrolment, jury=jury, attendance="present", result="full")
    many(place, 1001)
    started = time.perf_counter()
    made = make_deposit(by=None)
    assert time.perf_counter() - started < 5
    assert made.lines.count() == passages_told(made) == 1000
    assert made.is_valid


def many(place, count: int) -> None:
    """So many certificates like this one, written at once."""
    candidates = Candidate.objects.bulk_create(
        [Candidate(birth_name=f"Nom {rank}", first_name="Éloïse", sex="F", birth_year=1990) for rank in range(count)]
    )
    enrolments = type(place.enrolment).objects.bulk_create(
        [
            type(place.enrolment)(
                candidate=one, certification=place.enrolment.certification, referential=place.enrolment.referential,
                organisation=place.enrolment.organisation, accreditation=place.enrolment.accreditation,
                registered_on=place.enrolment.registered_on, state="certified",
            )
            for one in candidates
        ]
    )  # fmt: skip
    places = type(place).objects.bulk_create(
        [
            type(place)(jury=place.jury, enrolment=one, order=rank + 10, attendance="present", result="full")
            for rank, one in enumerate(enrolments)
        ]
    )
    Certificate.objects.bulk_create(
        [
            Certificate(place=one, kind="parchment", number=f"CERT2026-{rank:05d}", issued_on=TODAY, content={})
            for rank, one in enumerate(places)
        ]
    )


def passages_told(deposit: Deposit) -> int:
    return len(texts(bytes(deposit.xml), "passageCertification"))
