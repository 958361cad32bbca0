"""Issue a paper: numbered and frozen the first time, the same one after; another in its place when it is asked for."""

from django.db import transaction

from members.domain.moves import Refused
from members.domain.numbers import dated_number
from members.models import User
from training.domain.papers.contents import CONTENTS
from training.domain.series import DOCUMENTS
from training.domain.team import require_team
from training.models import Order, Registration, Session, Subcontract, TrainingDocument

Kind = TrainingDocument.Kind
# Of what each kind of paper speaks.
OF_ORDER = (Kind.QUOTE, Kind.AGREEMENT, Kind.CONTRACT)
OF_REGISTRATION = (Kind.SUMMONS, Kind.COMPLETION, Kind.ATTESTATION)
# What changes of a paper each day without it saying anything else.
OF_THE_DAY = ("valid_until",)

Subject = Order | Registration | Subcontract


@transaction.atomic
def issue(kind: str, subject: Subject, *, by: User | None) -> TrainingDocument:
    """The paper of that kind that stands for an order, a registration or a subcontract; made if there is none. Raises Refused."""
    require_team(by)
    subject = _held(subject)
    found = standing(kind, subject)
    if found is None or _of_other_dates(found, subject):
        return _make(kind, subject, by, before=found)
    return found


@transaction.atomic
def issue_again(document: TrainingDocument, *, by: User | None) -> TrainingDocument:
    """Another paper in place of one that no longer says what is true. Raises Refused where it says it still, or is signed."""
    require_team(by)
    subject = _held(subject_of(document))
    document = TrainingDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if document.replaced_by_id:
        raise Refused("Ce document est déjà remplacé.")
    if document.signed_at and not _of_other_dates(document, subject):
        raise Refused("Ce document est signé : il ne se remplace plus.")
    if not says_otherwise(document):
        raise Refused("Rien n'a changé : ce document dit encore ce qui est vrai.")
    # A row is the one that stands when nothing replaces it: the former one steps aside before the new one comes.
    return _make(document.kind, subject, by, before=document)


def _of_other_dates(document: TrainingDocument, subject: Subject) -> bool:
    """Whether the subject has moved to another session since: even signed, the paper is made again for that one."""
    return not isinstance(subject, Subcontract) and document.session_id != subject.session_id


def standing(kind: str, subject: Subject) -> TrainingDocument | None:
    """The paper of that kind that no other replaces."""
    return TrainingDocument.objects.standing().filter(kind=kind, **_of(subject)).first()


def says_otherwise(document: TrainingDocument) -> bool:
    """Whether the same paper made today would say something else."""
    try:
        today = CONTENTS[document.kind](subject_of(document))
    except Refused:
        return False
    return _lasting(today) != _lasting(document.content)


def subject_of(document: TrainingDocument) -> Subject:
    return document.registration or document.subcontract or document.order


def issue_for_session(session: Session, kind: str, *, by: User | None) -> tuple[list[TrainingDocument], list[str]]:
    """That paper for each person of a session, and why some have none."""
    require_team(by)
    places = session.registrations.seated().select_related("trainee__organisation", "order__organisation")
    made, refused = [], []
    for place in places.order_by("trainee__last_name", "trainee__first_name", "pk"):
        try:
            made.append(issue(kind, place, by=by))
        except Refused as refusal:
            refused.append(str(refusal))
    return made, refused


def _make(kind: str, subject: Subject, by: User | None, before: TrainingDocument | None = None) -> TrainingDocument:
    if kind not in CONTENTS or not isinstance(subject, _SUBJECTS[kind]):
        raise Refused("Ce document ne se fait pas ici.")
    content = CONTENTS[kind](subject)
    number, today = dated_number(DOCUMENTS[kind])
    of = _of(subject)
    if isinstance(subject, Registration):
        of |= {"order": subject.order, "session": subject.session}
    elif isinstance(subject, Order):
        of |= {"session": subject.session}
    made = TrainingDocument(kind=kind, number=number, content=content, issued_on=today, issued_by=by, **of)
    if before is None:
        made.save()
        return made
    # Two papers of a kind never stand together: the new one is born replaced, by itself, until the other is.
    made.replaced_by = before
    made.save()
    before.replaced_by = made
    before.save(update_fields=["replaced_by"])
    made.replaced_by = None
    made.save(update_fields=["replaced_by"])
    return made


_SUBJECTS = (
    dict.fromkeys(OF_ORDER, Order) | dict.fromkeys(OF_REGISTRATION, Registration) | {Kind.SUBCONTRACT: Subcontract}
)


def _held(subject: Subject) -> Subject:
    """Locked, so that two people who ask for a paper at once get the same one."""
    found = type(subject)._default_manager.select_for_update(of=("self",)).filter(pk=subject.pk).first()
    if found is None:
        raise Refused("Ce dossier a été supprimé entre-temps.")
    return found


def _of(subject: Subject) -> dict:
    if isinstance(subject, Registration):
        return {"registration": subject}
    if isinstance(subject, Subcontract):
        return {"subcontract": subject}
    return {"order": subject, "registration": None}


def _lasting(content: dict) -> dict:
    return {name: value for name, value in content.items() if name not in OF_THE_DAY}
