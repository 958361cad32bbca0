"""Samples for the rights on checks of accreditations and support visits."""

from django.core.files.base import ContentFile
from django.utils import timezone

from certification.models import CheckAnswer
from tests.factories.certification import (
    AccreditationCheckFactory,
    AccreditationFactory,
    ChecklistQuestionFactory,
    FindingFactory,
    SupportVisitFactory,
)

PATHS = {
    "AccreditationCheck": "accreditation__organisation",
    "CheckAnswer": "check_made__accreditation__organisation",
    "Finding": "check_made__accreditation__organisation",
}


def sample() -> dict:
    check = AccreditationCheckFactory(state="carried_out")
    proved = FindingFactory(check_made=check, proof=ContentFile(b"%PDF", name="x.pdf"), proof_name="x.pdf")
    return {
        "check": check.pk,
        "check_question": ChecklistQuestionFactory(certification=check.accreditation.certification).pk,
        "finding": proved.pk,
        "visit": SupportVisitFactory().pk,
    }


def records_of(organisation):
    check = AccreditationCheckFactory(
        accreditation=AccreditationFactory(organisation=organisation),
        state="report_sent",
        report_sent_at=timezone.now(),
    )
    question = ChecklistQuestionFactory(certification=check.accreditation.certification)
    CheckAnswer.objects.create(check_made=check, question=question, verdict="conform")
    FindingFactory(check_made=check)
    SupportVisitFactory(organisation=organisation)
