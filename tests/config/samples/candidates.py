"""Samples for the rights on candidates and their enrolments."""

from certification.models import AcquiredBlock, CandidateExport, CandidateImport
from tests.factories.certification import BlockEvaluationFactory, EnrolmentFactory

PATHS = {
    "Candidate": "enrolments__organisation",
    "Enrolment": "organisation",
    "AcquiredBlock": "enrolment__organisation",
    "BlockEvaluation": "enrolment__organisation",
    "CandidateImport": "accreditation__organisation",
}


def _enrolment(**fields):
    """An enrolment with an equivalence and a file from which others came."""
    enrolment = EnrolmentFactory(**fields)
    acquired = AcquiredBlock.objects.create(
        enrolment=enrolment,
        block=enrolment.referential.blocks.last(),
        source="equivalence",
        acquired_on=enrolment.registered_on,
        proof="Titre",
    )
    file = CandidateImport.objects.create(
        accreditation=enrolment.accreditation, name="candidats.csv", content=b"Nom;Sexe"
    )
    return enrolment, acquired, file


def sample() -> dict:
    enrolment, acquired, file = _enrolment()
    return {
        "enrolment": enrolment.pk,
        "skill_block": enrolment.referential.blocks.first().pk,
        "acquired_block": acquired.pk,
        "evaluation": BlockEvaluationFactory(enrolment=enrolment).pk,
        "import_file": file.pk,
    }


def records_of(organisation):
    enrolment, _, _ = _enrolment(organisation=organisation)
    BlockEvaluationFactory(enrolment=enrolment)


def records():
    CandidateExport.objects.create(what="Candidats", count=3)
