"""What a trainee asks for because of a disability or of their health: read by the referents and the trainers only."""

from django.db import transaction
from django.utils import timezone

from members.domain.moves import NotAllowed, Refused
from members.models import User
from training.domain.registrations.needs import needs_are_open
from training.domain.sessions.telling import tell_adaptation_answered
from training.models import Adaptation, Registration, TrainingBody


def adaptations_to_read(user: User):
    """Those that this person reads, with the place of each; the unanswered ones and the soonest sessions first."""
    found = Adaptation.objects.visible_to(user).select_related(
        "registration__trainee", "registration__session__version", "registration__session__region"
    )
    return found.order_by("answered_at", "registration__session__starts_on", "pk")


@transaction.atomic
def ask_adaptation(place: Registration, need: str) -> Adaptation:
    """Keep what a trainee asks for; written again, it replaces what was asked, and waits for an answer. Raises Refused."""
    found = _held(place)
    if not need.strip():
        raise Refused("Écrivez ce dont vous avez besoin.")
    asked, _ = Adaptation.objects.update_or_create(
        registration=found,
        defaults={"need": need.strip(), "answer": None, "asked_at": timezone.now(), "answered_at": None},
    )
    return asked


@transaction.atomic
def withdraw_adaptation(place: Registration) -> bool:
    """Erase what a trainee had asked for, whenever they wish; whether there was something."""
    deleted, _ = Adaptation.objects.filter(registration=place).delete()
    return bool(deleted)


@transaction.atomic
def answer_adaptation(adaptation: Adaptation, *, answer: str, by: User) -> Adaptation:
    """Keep what is planned, and tell the trainee that it is. Raises NotAllowed and Refused."""
    if not Adaptation.objects.visible_to(by).filter(pk=adaptation.pk).exists():
        raise NotAllowed
    if not answer.strip():
        raise Refused("Écrivez ce qui est prévu.")
    found = Adaptation.objects.select_for_update(of=("self",)).filter(pk=adaptation.pk).first()
    if found is None:
        raise Refused("Cette demande vient d'être retirée par la personne.")
    found.answer, found.answered_at = answer.strip(), timezone.now()
    found.save()
    place = Registration.objects.select_related("trainee", "order", "session__version").get(pk=found.registration_id)
    tell_adaptation_answered(place, TrainingBody.current().disability_contact)
    return found


def _held(place: Registration) -> Registration:
    found = Registration.objects.select_for_update(of=("self",)).get(pk=place.pk)
    if not needs_are_open(found, found.session):
        raise Refused("Une adaptation se demande avant la formation : parlez-en maintenant au formateur.")
    return found
