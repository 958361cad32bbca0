"""Certificates: issued from signed minutes only, once, without gaps; frozen, copied, revoked."""

import threading
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from certification.domain.certificates.issuing import issue_certificate, issue_for_jury, to_issue
from certification.domain.certificates.keeping import issue_copy, missing_numbers, revoke_certificate
from certification.domain.juries.correcting import reopen
from certification.domain.juries.minutes import close_deliberation
from certification.models import AcquiredBlock, Candidate, Certificate, Certification, Jury, Place
from members.domain.moves import NotAllowed, Refused, WrongState
from members.domain.numbers import next_number
from members.models import Issuer, Role
from tests.certification.juries import president, settle, sign_all, signed
from tests.certification.people import team_member
from tests.factories import person
from tests.factories.certification import (
    BlockEvaluationFactory,
    CertificateFactory,
    CertificationFactory,
    JuryFactory,
    PlaceFactory,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def decided(result="full", *, jury_state="signed", **kwargs) -> Place:
    """A passage on which a jury has decided."""
    place = PlaceFactory(
        attendance="present", result=result, grounds="" if result in {"full", "partial"} else "Insuffisant",
        enrolment__state="certified" if result == "full" else "partial", **kwargs,
    )  # fmt: skip
    Jury.objects.filter(pk=place.jury_id).update(state=jury_state)
    return place


def grant(place: Place, count: int = 1):
    """The jury grants the first blocks."""
    blocks = list(place.enrolment.referential.blocks.all())[:count]
    for block in blocks:
        BlockEvaluationFactory(enrolment=place.enrolment, block=block, place=place, kind="jury", acquired=True)
    return blocks


class TestIssuing:
    @pytest.mark.parametrize("state", Jury.State.values)
    def test_separation_4_only_signed_minutes_give_one(self, state):
        place = decided(jury_state="draft")
        reason = "Salle fermée" if state == "cancelled" else ""
        Jury.objects.filter(pk=place.jury_id).update(state=state, cancellation_reason=reason)
        if state in Jury.AFTER_MINUTES:
            assert issue_certificate(place, by=None).kind == Certificate.Kind.PARCHMENT
        else:
            with pytest.raises(Refused, match="procès-verbal est signé"):
                issue_certificate(place, by=None)

    def test_separation_5_a_part_never_gives_a_parchment(self):
        place = decided("partial")
        [granted] = grant(place)
        made = issue_certificate(place, by=None)
        assert made.kind == Certificate.Kind.BLOCKS
        assert made.content["blocks"] == [{"number": granted.number, "title": granted.title}]

    def test_a_part_without_any_block_gives_nothing(self):
        with pytest.raises(Refused, match="aucun bloc"):
            issue_certificate(decided("partial"), by=None)

    def test_blocks_held_before_are_attested_with_those_of_the_jury(self):
        place = decided("partial")
        grant(place)
        held = place.enrolment.referential.blocks.last()
        AcquiredBlock.objects.create(
            enrolment=place.enrolment, block=held, source="equivalence", acquired_on=TODAY, proof="Diplôme"
        )
        assert [one["number"] for one in issue_certificate(place, by=None).content["blocks"]][-1] == held.number

    @pytest.mark.parametrize("result", ["none", "deferred", ""])
    def test_other_decisions_give_nothing(self, result):
        with pytest.raises(Refused, match="ne donne pas de certificat"):
            issue_certificate(decided(result), by=None)

    def test_asked_again_it_is_the_same(self):
        place = decided()
        assert issue_certificate(place, by=None) == issue_certificate(place, by=None)
        assert Certificate.objects.get().number == f"CERT{TODAY.year}-00001"

    @pytest.mark.parametrize("role", [Role.MEMBER, Role.REGIONAL_STAFF, Role.OFFICIAL, Role.BOARD])
    def test_the_team_alone_issues(self, role):
        with pytest.raises(NotAllowed):
            issue_certificate(decided(), by=person(role))

    def test_it_says_what_it_is_worth_and_for_how_long(self):
        Issuer.objects.create(name="Le certificateur", address="Paris", signatory="Claire Martin")
        certification = CertificationFactory(certificate_validity_months=36, eu_level=3)
        place = decided(enrolment__referential__certification=certification)
        made = issue_certificate(place, by=None)
        candidate = place.enrolment.candidate
        assert made.valid_until == date(
            TODAY.year + 3, TODAY.month, min(TODAY.day, 28) if TODAY.month == 2 else TODAY.day
        )
        assert made.content["issuer"]["signatory"] == "Claire Martin"
        assert made.content["certification"]["fiche_number"] == certification.fiche_number
        assert made.content["holder"] == {
            "first_names": candidate.first_name, "birth_name": candidate.birth_name, "used_name": "",
            "sex": candidate.sex, "born": "le 17\xa0mai\xa01990", "birthplace": "Quimper (29)",
        }  # fmt: skip

    def test_nothing_that_changes_later_changes_it(self):
        place = decided()
        made = issue_certificate(place, by=None)
        before = made.content
        Candidate.objects.update(birth_name="Autre")
        Certification.objects.update(title="Autre titre")
        made.refresh_from_db()
        assert made.content == before

    @pytest.mark.parametrize(
        ("birth", "words"),
        [
            ({"birth_day": None}, "en mai 1990"),
            ({"birth_day": None, "birth_month": None}, "en 1990"),
            ({"birth_day": 31, "birth_month": 2}, "en février 1990"),
            ({"birth_year": None}, ""),
        ],
    )
    def test_a_birth_is_told_as_far_as_it_is_known(self, birth, words):
        place = decided()
        Candidate.objects.update(**birth)
        assert issue_certificate(place, by=None).content["holder"]["born"] == words

    @pytest.mark.parametrize(
        ("birth", "words"),
        [
            ({"birth_commune_code": "2A004", "birth_commune_name": "Ajaccio"}, "Ajaccio (2A)"),
            ({"birth_commune_code": "97411", "birth_commune_name": "Saint-Denis"}, "Saint-Denis (974)"),
            ({"birth_commune_code": "", "birth_commune_name": "Fès", "birth_country_name": "Maroc"}, "Fès (Maroc)"),
            ({"birth_commune_code": "", "birth_commune_name": "", "birth_country_name": "Maroc"}, "Maroc"),
        ],
    )
    def test_a_birthplace_is_told_with_its_department_or_country(self, birth, words):
        place = decided()
        Candidate.objects.update(**birth)
        assert issue_certificate(place, by=None).content["holder"]["birthplace"] == words


class TestSeparation6:
    """Decision ≤ issue ≤ today; a decision within the registration, or a candidate entered before its end."""

    def at(self, *, held_on, enrolled_on, until, since=None):
        certification = CertificationFactory(
            registered_from=since or TODAY - timedelta(days=900), registered_until=until
        )
        return decided(
            enrolment__referential__certification=certification, enrolment__registered_on=enrolled_on,
            jury=JuryFactory(certification=certification, held_on=held_on),
        )  # fmt: skip

    def test_after_the_end_who_was_in_path_keeps_their_right(self):
        ends = TODAY - timedelta(days=10)
        place = self.at(held_on=TODAY, enrolled_on=ends, until=ends)
        assert issue_certificate(place, by=None)

    def test_after_the_end_who_entered_later_has_none(self):
        ends = TODAY - timedelta(days=10)
        place = self.at(held_on=TODAY, enrolled_on=ends + timedelta(days=1), until=ends)
        with pytest.raises(Refused, match="après cette échéance"):
            issue_certificate(place, by=None)

    def test_before_the_registration_nobody_has(self):
        place = self.at(held_on=TODAY - timedelta(days=1), enrolled_on=TODAY, until=None, since=TODAY)
        with pytest.raises(Refused, match="avant l'enregistrement"):
            issue_certificate(place, by=None)

    def test_a_jury_to_come_gives_none(self):
        place = self.at(held_on=TODAY + timedelta(days=1), enrolled_on=TODAY, until=None)
        with pytest.raises(Refused, match="à venir"):
            issue_certificate(place, by=None)

    def test_the_issue_is_neither_before_the_decision_nor_to_come(self):
        place = self.at(held_on=TODAY - timedelta(days=5), enrolled_on=TODAY - timedelta(days=60), until=None)
        with pytest.raises(Refused, match="avant"):
            issue_certificate(place, by=None, on=TODAY - timedelta(days=6))
        with pytest.raises(Refused, match="à venir"):
            issue_certificate(place, by=None, on=TODAY + timedelta(days=1))
        assert issue_certificate(place, by=None, on=TODAY - timedelta(days=5)).issued_on == TODAY - timedelta(days=5)
        assert missing_numbers() == []


def test_all_of_a_jury_are_issued_and_what_cannot_be_is_told():
    place = decided()
    jury = place.jury
    part = decided("partial", jury=jury)
    decided("none", jury=jury)
    issued = issue_for_jury(jury, by=None)
    assert [one.place for one in issued.made] == [place]
    assert [(one, why) for one, why in issued.refused] == [
        (part, "Le jury n'a accordé aucun bloc : il n'y a rien à attester.")
    ]
    grant(part)
    assert [one.place for one in issue_for_jury(jury, by=None).made] == [part]
    assert not to_issue().exists()


def test_a_decision_taken_up_again_gives_another_certificate_once_the_first_is_revoked():
    jury, team = signed(), team_member()
    place = jury.places.get()
    first = issue_certificate(place, by=team)
    with pytest.raises(Refused, match="révoquez-le"):
        reopen(jury, [place], reason="Recours accepté", by=team)
    revoke_certificate(first, reason="Recours accepté", by=team)
    assert not to_issue().exists(), "a certificate revoked for a fraud is not offered again"
    with pytest.raises(Refused, match="nouvelle décision du jury"):
        issue_certificate(place, by=team)
    jury = reopen(jury, [place], reason="Recours accepté", by=team)
    settle(place)
    sign_all(close_deliberation(jury, by=president(jury)))
    assert list(to_issue()) == [place]
    second = issue_certificate(place, by=team)
    assert (second.state, second.number > first.number) == ("issued", True)
    assert issue_certificate(place, by=team) == second
    assert not to_issue().exists()


def test_two_workers_at_once_leave_neither_gap_nor_double(committed):
    places = [decided() for _ in range(4)]
    barrier, faults = threading.Barrier(3), []

    def work(own):
        try:
            barrier.wait()
            for place in own:
                issue_certificate(place, by=None)
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    # Two take the same passages in the same order, the third takes them backwards.
    threads = [threading.Thread(target=work, args=(own,)) for own in (places, places, places[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert sorted(Certificate.objects.values_list("number", flat=True)) == [
        f"CERT{TODAY.year}-{rank:05d}" for rank in range(1, 5)
    ]


class TestKeeping:
    def test_a_missing_number_is_found(self):
        issue_certificate(decided(), by=None)
        next_number("CERT", TODAY.year)
        issue_certificate(decided(), by=None)
        assert missing_numbers() == [f"CERT{TODAY.year}-00002"]

    def test_a_duplicate_keeps_number_and_content(self):
        certificate = CertificateFactory()
        copy = issue_copy(certificate, reason=" Original perdu ", by=None)
        assert (copy.certificate, copy.issued_on, copy.reason) == (certificate, TODAY, "Original perdu")

    def test_a_revocation_keeps_the_line(self):
        certificate = CertificateFactory()
        team = person(Role.NATIONAL_STAFF)
        revoke_certificate(certificate, reason="Fraude", by=team)
        certificate.refresh_from_db()
        assert (certificate.state, certificate.revoked_on, certificate.revoked_by) == ("revoked", TODAY, team)
        assert certificate.revocation_reason == "Fraude"

    @pytest.mark.parametrize("act", [issue_copy, revoke_certificate])
    def test_what_is_revoked_goes_no_further(self, act):
        certificate = revoke_certificate(CertificateFactory(), reason="Fraude", by=None)
        with pytest.raises(WrongState):
            act(certificate, reason="Encore", by=None)

    @pytest.mark.parametrize("act", [issue_copy, revoke_certificate])
    def test_both_have_a_reason_and_are_the_team_s(self, act):
        certificate = CertificateFactory()
        with pytest.raises(Refused, match="motif"):
            act(certificate, reason="  ", by=None)
        with pytest.raises(NotAllowed):
            act(certificate, reason="Perdu", by=person(Role.MEMBER))

    @pytest.mark.parametrize("change", [{"number": "CERT1-1"}, {"content": {}}, {"issued_on": date(2020, 1, 1)}])
    def test_the_database_keeps_what_was_issued(self, change):
        certificate = CertificateFactory()
        with pytest.raises(ProgrammingError), transaction.atomic():
            Certificate.objects.filter(pk=certificate.pk).update(**change)
        with pytest.raises(ProgrammingError), transaction.atomic():
            certificate.delete()
