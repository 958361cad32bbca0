"""What is no longer needed of trainees is erased; what the law makes a training body prove is kept as long as it says.

Delays are those of the data protection notes of training: presences and their proofs six years after the session, ten
where Europe pays a part of it; health needs three months; surveys a certification cycle, four years. Requests without a
session have a task of their own (`training.domain.interests`).
"""

from datetime import date, timedelta

from django.apps import apps
from django.contrib.postgres.functions import RandomUUID
from django.db import transaction
from django.db.models import CharField, Exists, Max, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Replace
from django.utils import timezone

from members.domain.calendar import months_after
from training.models import (
    Adaptation,
    Attendance,
    FundingLine,
    Order,
    Session,
    SigningCode,
    SurveyAnswer,
    SurveyInvitation,
    Trainee,
    TraineeImport,
    TrainerSignature,
    TrainingDocument,
)

ADAPTATIONS_MONTHS = 3
CONTACTS_MONTHS = 12
SURVEYS_MONTHS = 48
PROOFS_MONTHS = 72
EUROPE_MONTHS = 120
IMPORTED_FILES = timedelta(days=7)
CODES = timedelta(days=1)


def forget_training(today: date | None = None) -> dict[str, int]:
    """Erase what is no longer needed, and its past versions; how many of each."""
    today = today or timezone.localdate()
    return {
        "adaptations": _forget_adaptations(today),
        "files": _forget_files(today),
        "codes": _forget_codes(today),
        "contacts": _forget_contacts(today),
        "surveys": _forget_surveys(today),
        "proofs": _forget_proofs(today),
        "signers": _forget_signers(today),
    }


def _forget_adaptations(today: date) -> int:
    """What concerns health, three months after the end of the session, whatever became of it."""
    ended = Session.objects.filter(ends_on__lt=months_after(today, -ADAPTATIONS_MONTHS))
    return Adaptation.objects.filter(registration__session__in=ended.order_by()).delete()[0]


def _forget_files(today: date) -> int:
    """The content of files of trainees; those that were never confirmed go away."""
    old = TraineeImport.objects.filter(created_at__date__lt=today - IMPORTED_FILES)
    done = TraineeImport.State.DONE
    return old.filter(state=done).exclude(content=None).update(content=None) + old.exclude(state=done).delete()[0]


def _forget_codes(today: date) -> int:
    return SigningCode.objects.filter(sent_at__date__lt=today - CODES).delete()[0]


@transaction.atomic
def _forget_contacts(today: date) -> int:
    """The addresses of people whose last session ended more than a year ago; those who never had one are left."""
    old = Trainee.objects.alias(last=Max("registrations__session__ends_on")).filter(
        last__lt=months_after(today, -CONTACTS_MONTHS)
    )
    numbers = list(old.exclude(email="", phone="").values_list("pk", flat=True))
    Trainee.objects.filter(pk__in=numbers).update(email="", phone="")
    _past("Trainee", numbers).update(email="", phone="")
    return len(numbers)


@transaction.atomic
def _forget_surveys(today: date) -> int:
    """Words written freely, and who answered what: scores are kept, for the figures of the session, with nobody's name.

    The address of the questionnaire changes too: the mail that a person kept no longer leads to their answers.
    """
    ended = Session.objects.filter(ends_on__lt=months_after(today, -SURVEYS_MONTHS)).order_by()
    SurveyAnswer.objects.filter(invitation__session__in=ended).exclude(text="").update(text="")
    somebody = Q(registration__isnull=False) | Q(order__isnull=False) | Q(trainer__isnull=False)
    token = Replace(Cast(RandomUUID(), TextField()), Value("-"), Value(""))
    return SurveyInvitation.objects.filter(somebody, session__in=ended).update(
        registration=None, order=None, trainer=None, token=Cast(token, CharField(max_length=32))
    )


@transaction.atomic
def _forget_proofs(today: date) -> int:
    """Drawings, addresses and devices of signatures; that one signed, how, when, and the fingerprint are kept."""
    traced = ~Q(drawing="") | ~Q(device="") | Q(ip_address__isnull=False)
    none = {"drawing": "", "device": "", "ip_address": None}
    europe = Q(registration__order__funder__funding_line=FundingLine.EUROPE)
    ended = Q(slot__session__ends_on__lt=months_after(today, -PROOFS_MONTHS))
    long_ended = Q(slot__session__ends_on__lt=months_after(today, -EUROPE_MONTHS))
    # The past versions of a presence that was noted absent since have their address still: all rows are looked at.
    due = Attendance.objects.filter(ended).exclude(europe & ~long_ended).order_by()
    numbers = list(due.filter(traced).values_list("pk", flat=True))
    Attendance.objects.filter(pk__in=numbers).update(**none)
    past = _past("Attendance", due.values("pk"))
    past.filter(~Q(device="") | Q(ip_address__isnull=False)).update(device="", ip_address=None)
    trainers = TrainerSignature.objects.filter(traced, ended).exclude(
        Exists(_european_orders("slot__session")) & ~long_ended
    )
    return len(numbers) + trainers.order_by().update(**none)


def _forget_signers(today: date) -> int:
    """From where papers were signed; who signed, in what capacity, when, and the fingerprint are kept with the paper."""
    day = {"session__ends_on__lt": months_after(today, -PROOFS_MONTHS)}
    long_ended = Q(session__ends_on__lt=months_after(today, -EUROPE_MONTHS))
    papers = TrainingDocument.objects.filter(~Q(signer_device="") | Q(signer_ip__isnull=False), **day)
    papers = papers.exclude(Exists(_european_orders("session")) & ~long_ended)
    return papers.order_by().update(signer_ip=None, signer_device="")


def _european_orders(session: str) -> QuerySet:
    """Orders of the session of a row that Europe pays."""
    return Order.objects.filter(session=OuterRef(session), funder__funding_line=FundingLine.EUROPE).order_by()


def _past(model: str, numbers: list[int] | QuerySet) -> QuerySet:
    """The past versions of these rows."""
    return apps.get_model("training", f"{model}Event").objects.filter(pgh_obj_id__in=numbers)
