"""A structure enters its candidates: under what they enter, who is told of a likely twin, what is carried."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from certification.domain.accreditations.standing import NotAccredited
from certification.domain.enrolments.entering import (
    ChangedMeanwhile,
    Written,
    change_enrolment,
    enter_candidate,
)
from certification.domain.enrolments.prior_blocks import forget_block, recognise_block
from certification.domain.enrolments.twins import LikelyTwin
from certification.models import AcquiredBlock, BlockEvaluation, Candidate, Enrolment
from members.domain.moves import NotAllowed, Refused, WrongState
from tests.certification.people import manager_of, team_member
from tests.factories import OrganisationFactory
from tests.factories.certification import (
    AccreditationFactory,
    CandidateFactory,
    EnrolmentFactory,
    JuryFactory,
    PlaceFactory,
    ReferentialFactory,
    years_from,
)

pytestmark = pytest.mark.django_db

IDENTITY = {
    "birth_name": "Le Goff", "first_name": "Maëlle", "sex": "F", "birth_year": 1990, "birth_month": 5, "birth_day": 17,
    "birth_commune_code": "29232", "birth_commune_name": "Quimper",
}  # fmt: skip


@pytest.fixture
def accreditation():
    return AccreditationFactory(certification=ReferentialFactory().certification)


def entered(accreditation, by=None, **fields):
    """Maëlle Le Goff, entered today by who manages the structure."""
    written = Written(
        IDENTITY | fields.pop("identity", {}), {"registered_on": timezone.localdate()} | fields.pop("path", {})
    )
    return enter_candidate(
        written, organisation=accreditation.organisation, certification=accreditation.certification,
        by=by or manager_of(accreditation.organisation), **fields,
    )  # fmt: skip


def test_a_candidate_keeps_the_referential_of_the_day_of_entry(accreditation):
    certification, today = accreditation.certification, timezone.localdate()
    old = certification.referentials.get()
    old.validity = (None, today)
    old.save()
    new = ReferentialFactory(certification=certification, version="2", validity=(today, None))
    assert entered(accreditation).referential == new
    assert (
        entered(
            accreditation, identity={"first_name": "Yann"}, path={"registered_on": today - timedelta(days=1)}
        ).referential
        == old
    )


def test_mandatory_blocks_are_aimed_at_unless_said_otherwise(accreditation):
    blocks = accreditation.certification.referentials.get().blocks
    blocks.filter(order=2).update(mandatory=False)
    assert [block.order for block in entered(accreditation).blocks.all()] == [1]


@pytest.mark.parametrize("state", ["suspended", "withdrawn", "submitted"])
def test_nobody_enters_without_an_accreditation_in_force(state):
    accreditation = AccreditationFactory(certification=ReferentialFactory().certification, state=state)
    with pytest.raises(NotAccredited):
        entered(accreditation)
    assert not Candidate.objects.exists()


def test_nobody_enters_in_the_future_or_after_the_end_of_the_certification(accreditation):
    with pytest.raises(Refused, match="futur"):
        entered(accreditation, path={"registered_on": timezone.localdate() + timedelta(days=1)})
    accreditation.certification.registered_until = timezone.localdate() - timedelta(days=1)
    accreditation.certification.save()
    with pytest.raises(Refused, match="On n'entre pas"):
        entered(accreditation)


def test_the_manager_of_another_structure_enters_nobody_here(accreditation):
    with pytest.raises(NotAllowed):
        entered(accreditation, by=manager_of(OrganisationFactory()))


def test_a_likely_twin_of_the_structure_is_told_before_a_second_file(accreditation):
    manager = manager_of(accreditation.organisation)
    first = entered(accreditation, by=manager)
    first.state = Enrolment.State.WITHDRAWN
    first.save()
    with pytest.raises(LikelyTwin) as likely:
        entered(accreditation, by=manager, identity={"birth_name": "LE-GOFF", "first_name": "maelle"})
    assert likely.value.twins.own == [first.candidate]
    assert entered(accreditation, by=manager, known=first.candidate).candidate == first.candidate
    assert Candidate.objects.count() == 1


def test_a_twin_elsewhere_is_told_without_saying_where(accreditation):
    there = EnrolmentFactory(candidate=CandidateFactory(birth_name="Le Goff", first_name="Maëlle"))
    with pytest.raises(LikelyTwin) as likely:
        entered(accreditation)
    assert likely.value.twins.own == []
    assert str(there.organisation) not in str(likely.value)
    assert entered(accreditation, sure=True).candidate != there.candidate


def test_another_day_of_birth_is_no_twin(accreditation):
    EnrolmentFactory(candidate=CandidateFactory(birth_name="Le Goff", first_name="Maëlle", birth_day=18))
    assert entered(accreditation)


def test_a_structure_does_not_take_the_candidate_of_another(accreditation):
    with pytest.raises(NotAllowed):
        entered(accreditation, known=EnrolmentFactory().candidate)


def test_nobody_prepares_the_same_certification_twice_at_once(accreditation):
    manager = manager_of(accreditation.organisation)
    first = entered(accreditation, by=manager)
    with pytest.raises(Refused, match="déjà inscrite"):
        entered(accreditation, by=manager, known=first.candidate)
    with pytest.raises(IntegrityError), transaction.atomic():
        EnrolmentFactory(candidate=first.candidate, referential=first.referential, organisation=first.organisation,
                         accreditation=first.accreditation)  # fmt: skip


def partial_of(accreditation, day: date, state="signed"):
    """Somebody of the structure to whom a jury granted the first block on `day`; that path is over."""
    referential = accreditation.certification.referentials.get()
    enrolment = EnrolmentFactory(
        referential=referential, organisation=accreditation.organisation, accreditation=accreditation, state="summoned"
    )
    jury = JuryFactory(certification=accreditation.certification, held_on=day, state=state)
    place = PlaceFactory(enrolment=enrolment, jury=jury, attendance="present", result="partial")
    BlockEvaluation.objects.create(
        enrolment=enrolment, block=referential.blocks.first(), kind="jury", place=place, acquired=True
    )
    Enrolment.objects.filter(pk=enrolment.pk).update(state="withdrawn")
    return enrolment.candidate


def test_blocks_granted_by_an_earlier_jury_are_carried_with_their_proof(accreditation):
    candidate = partial_of(accreditation, date(2024, 3, 5))
    carried = entered(accreditation, known=candidate).acquired.get()
    assert (carried.source, carried.acquired_on, carried.block.order) == ("jury", date(2024, 3, 5), 1)
    assert carried.proof.endswith("du 05/03/2024")


def test_blocks_past_their_validity_and_unsigned_ones_are_not_carried(accreditation):
    accreditation.certification.block_validity_months = 12
    accreditation.certification.save()
    old = partial_of(accreditation, timezone.localdate() - timedelta(days=400))
    unsigned = partial_of(accreditation, timezone.localdate() - timedelta(days=40), state="minutes")
    manager = manager_of(accreditation.organisation)
    for candidate in (old, unsigned):
        assert not entered(accreditation, by=manager, known=candidate).acquired.exists()


def test_an_equivalence_has_a_proof_and_may_be_taken_back_where_a_jurys_block_may_not(accreditation):
    manager = manager_of(accreditation.organisation)
    enrolment = entered(accreditation, by=manager)
    first, second = enrolment.referential.blocks.all()
    with pytest.raises(Refused, match="preuve"):
        recognise_block(enrolment, first, acquired_on=date(2024, 1, 1), proof=" ", by=manager)
    recognise_block(enrolment, first, acquired_on=date(2024, 1, 1), proof="CAP", by=manager)
    forget_block(enrolment.acquired.get(), by=manager)
    granted = AcquiredBlock.objects.create(
        enrolment=enrolment, block=second, source="jury", acquired_on=date(2024, 1, 1)
    )
    with pytest.raises(Refused, match="accordé par un jury"):
        forget_block(granted, by=manager)


def test_what_another_wrote_meanwhile_is_not_covered(accreditation):
    manager = manager_of(accreditation.organisation)
    enrolment = entered(accreditation, by=manager)
    read_at = enrolment.updated_at.isoformat()
    changed = change_enrolment(enrolment, Written({"used_name": "Kerjean"}, {}), read_at=read_at, by=manager)
    with pytest.raises(ChangedMeanwhile):
        change_enrolment(enrolment, Written({"used_name": "Autre"}, {}), read_at=read_at, by=manager)
    assert Candidate.objects.get().used_name == "Kerjean"
    assert changed.candidate.birth_name == "Le Goff"


def test_after_a_summons_the_structure_no_longer_corrects_and_the_team_corrects_civil_status_alone():
    enrolment = EnrolmentFactory(state="summoned")
    typed, read_at = Written({"birth_name": "Autre"}, {"trainer_name": "Quelqu'un"}), enrolment.updated_at.isoformat()
    with pytest.raises(WrongState, match="convoqué"):
        change_enrolment(enrolment, typed, read_at=read_at, by=manager_of(enrolment.organisation))
    change_enrolment(enrolment, typed, read_at=read_at, by=team_member())
    enrolment.refresh_from_db()
    assert (enrolment.candidate.birth_name, enrolment.trainer_name) == ("Autre", "")


def test_the_day_of_entry_no_longer_changes_once_the_path_has_begun(accreditation):
    manager, day = manager_of(accreditation.organisation), timezone.localdate() - timedelta(days=3)
    enrolment = entered(accreditation, by=manager)
    change_enrolment(
        enrolment, Written({}, {"registered_on": day}), read_at=enrolment.updated_at.isoformat(), by=manager
    )
    Enrolment.objects.filter(pk=enrolment.pk).update(state="in_path")
    enrolment.refresh_from_db()
    assert enrolment.registered_on == day
    with pytest.raises(Refused, match="date d'entrée"):
        change_enrolment(
            enrolment, Written({}, {"registered_on": timezone.localdate()}),
            read_at=enrolment.updated_at.isoformat(), by=manager,
        )  # fmt: skip


def test_an_accreditation_of_a_past_year_does_not_open_today():
    accreditation = AccreditationFactory(certification=ReferentialFactory().certification, validity=years_from(2020, 2))
    with pytest.raises(NotAccredited, match="a pris fin"):
        entered(accreditation)
