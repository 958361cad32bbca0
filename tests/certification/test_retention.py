"""What is no longer needed of candidates is erased, past versions too; the register is kept."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from certification.domain.retention import forget_candidates
from certification.models import Candidate, CandidateImport, Enrolment, Place
from tests.factories.certification import AccreditationFactory, EnrolmentFactory, JuryFactory, PlaceFactory

pytestmark = pytest.mark.django_db


def ended(days: int, *, state="certified", **fields) -> Enrolment:
    """A candidate with an address and an adaptation, whose jury was held so many days ago."""
    enrolment = EnrolmentFactory(
        state=state, adaptation="Du temps", candidate__email="a@example.org", candidate__phone="0102030405", **fields
    )
    jury = JuryFactory(
        certification=enrolment.certification, held_on=timezone.localdate() - timedelta(days=days), state="closed"
    )
    PlaceFactory(enrolment=enrolment, jury=jury, adaptation_granted="Une heure")
    return enrolment


def kept(enrolment) -> tuple:
    candidate = Candidate.objects.get(pk=enrolment.candidate_id)
    granted = Place.objects.get(enrolment=enrolment).adaptation_granted
    return (
        bool(candidate.email),
        bool(candidate.phone),
        bool(Enrolment.objects.get(pk=enrolment.pk).adaptation),
        bool(granted),
    )


# The certification leaves 60 days to appeal; a year more, then the address goes. Three months, then the adaptation.
@pytest.mark.parametrize(
    ("days", "left"),
    [
        (92, (True, True, True, True)),
        (93, (True, True, False, False)),
        (425, (True, True, False, False)),
        (426, (False, False, False, False)),
    ],
)
def test_what_is_erased_and_when(days, left):
    enrolment = ended(days)
    forget_candidates()
    assert kept(enrolment) == left
    assert Candidate.objects.get().birth_name, "the register is kept"


@pytest.mark.parametrize("state", ["draft", "registered", "in_path", "ready", "summoned", "present", "deliberated"])
def test_what_goes_on_is_left_alone(state):
    enrolment = ended(900, state=state)
    forget_candidates()
    assert kept(enrolment) == (True, True, True, True)


def test_another_path_that_goes_on_keeps_the_address():
    enrolment = ended(900)
    EnrolmentFactory(candidate=enrolment.candidate)
    forget_candidates()
    assert kept(enrolment) == (True, True, False, False)


def test_a_path_that_stopped_counts_from_its_day():
    enrolment = EnrolmentFactory(
        state="withdrawn", withdrawn_on=timezone.localdate() - timedelta(days=500), candidate__email="a@example.org"
    )
    recent = EnrolmentFactory(
        state="withdrawn", withdrawn_on=timezone.localdate() - timedelta(days=100), candidate__email="b@example.org"
    )
    forget_candidates()
    enrolment.candidate.refresh_from_db()
    recent.candidate.refresh_from_db()
    assert (enrolment.candidate.email, recent.candidate.email) == ("", "b@example.org")


def test_past_versions_are_erased_too():
    enrolment = ended(900)
    forget_candidates()
    for model, words in (("CandidateEvent", ["email", "phone"]), ("EnrolmentEvent", ["adaptation"])):
        events = apps.get_model("certification", model).objects.all()
        assert events.exists()
        assert {value for row in events.values_list(*words) for value in row} == {""}
    assert forget_candidates() == {"contacts": 0, "adaptations": 0, "files": 0}
    assert enrolment.pk


def test_files_of_candidates_are_forgotten_after_a_week():
    accreditation, old = AccreditationFactory(), timezone.now() - timedelta(days=9)
    for state, created in (("done", old), ("previewed", old), ("previewed", timezone.now())):
        CandidateImport.objects.create(
            accreditation=accreditation, name=state, state=state, content=b"x", created_at=created
        )
    forget_candidates()
    assert [(one.state, bool(one.content)) for one in CandidateImport.objects.order_by("created_at", "state")] == [
        ("done", False),
        ("previewed", True),
    ]
