"""What is no longer needed of candidates is erased; the register of who was certified in what is kept.

Delays are those of the data protection notes of the certification: contact details serve until the end of the appeal
delay and a year more, as working papers of a jury do; adaptations are erased three months after the jury, as health
needs are. Files of spreadsheets are only kept for the time of reading them.
"""

from datetime import date, timedelta

from django.apps import apps
from django.db import transaction
from django.db.models import DateField, ExpressionWrapper, F, Max, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from certification.models import Candidate, CandidateImport, Enrolment, Jury, Place

State = Enrolment.State
WORKING_PAPERS = timedelta(days=365)
ADAPTATIONS = timedelta(days=92)
IMPORTED_FILES = timedelta(days=7)
# Enrolments that may go on are left alone.
ENDED = (State.CERTIFIED, State.PARTIAL, State.FAILED, State.ABSENT, State.WITHDRAWN)


def forget_candidates(today: date | None = None) -> dict[str, int]:
    """Erase what is no longer needed, and its past versions; how many of each."""
    today = today or timezone.localdate()
    return {
        "contacts": _forget_contacts(today),
        "adaptations": _forget_adaptations(today),
        "files": _forget_files(today),
    }


def _ended_before(day: date):
    """Enrolments whose last jury was held, or whose path stopped, before `day`; the others have not ended."""
    held = Max("places__jury__held_on", filter=~Q(places__jury__state=Jury.State.CANCELLED))
    return (
        Enrolment.objects.filter(state__in=ENDED)
        .annotate(ended_on=Greatest(held, F("withdrawn_on"), output_field=DateField()))
        .filter(ended_on__lt=day)
        .order_by()
    )


@transaction.atomic
def _forget_contacts(today: date) -> int:
    """The addresses of people all of whose enrolments ended, appeal delay included, more than a year ago."""
    over = ExpressionWrapper(F("ended_on") + F("certification__appeal_days"), output_field=DateField())
    ended = _ended_before(today).annotate(appeal_over=over).filter(appeal_over__lt=today - WORKING_PAPERS)
    going_on = Enrolment.objects.exclude(pk__in=ended.values("pk")).order_by()
    people = Candidate.objects.exclude(email="", phone="").exclude(pk__in=going_on.values("candidate"))
    numbers = list(people.values_list("pk", flat=True))
    Candidate.objects.filter(pk__in=numbers).update(email="", phone="")
    apps.get_model("certification", "CandidateEvent").objects.filter(pgh_obj_id__in=numbers).update(email="", phone="")
    return len(numbers)


@transaction.atomic
def _forget_adaptations(today: date) -> int:
    """What was asked and granted of adaptations, three months after the jury or the end of the path."""
    ended = _ended_before(today - ADAPTATIONS)
    asked = ended.filter(~Q(adaptation="") | ~Q(places__adaptation_granted=""))
    numbers = list(asked.values_list("pk", flat=True).distinct())
    Enrolment.objects.filter(pk__in=numbers).update(adaptation="")
    apps.get_model("certification", "EnrolmentEvent").objects.filter(pgh_obj_id__in=numbers).update(adaptation="")
    Place.objects.filter(enrolment__in=numbers).update(adaptation_granted="")
    return len(numbers)


def _forget_files(today: date) -> int:
    """The content of files of candidates; those that were never confirmed go away."""
    old = CandidateImport.objects.filter(created_at__date__lt=today - IMPORTED_FILES)
    old.filter(state=CandidateImport.State.DONE).update(content=None)
    return old.exclude(state=CandidateImport.State.DONE).delete()[0]
