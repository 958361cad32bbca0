"""A place is given back, or goes to another person, before the training begins: no hour was followed."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from members.domain.moves import NotAllowed, Refused, Step, held, moved, reasoned
from members.models import User
from training.domain.orders.steps import END as END_ORDER
from training.domain.registrations.people import Person, as_trainee, key_of, key_of_person, trainees_of
from training.domain.registrations.waiting import promote
from training.domain.sessions.telling import tell_place_ended, tell_replaced
from training.models import Adaptation, Attendance, Order, Registration, Session

State = Registration.State
END = Step(Registration.BEFORE, State.CANCELLED, "une place se rend avant le début de la formation")


@transaction.atomic
def cancel_place(place: Registration, *, reason: str, by: User) -> Registration:
    """Give a place back before the session begins; the first of the waiting list gets it.

    An order whose last place is given back ends with it. Raises NotAllowed, WrongState and Refused.
    """
    reason = reasoned(reason, "Une place rendue")
    session, found = _held(place, by)
    found = end_place(found, reason)
    order = Order.objects.select_for_update(of=("self",)).get(pk=found.order_id)
    alive = order.registrations.exclude(state=State.CANCELLED)
    if not alive.exists() and order.state in END_ORDER.states:
        moved(order, END_ORDER, cancellation_reason=f"Toutes les places ont été rendues : {reason}"[:300])
    promote(session)
    tell_place_ended(found)
    return found


@transaction.atomic
def replace_trainee(place: Registration, person: Person, *, by: User) -> Registration:
    """Somebody of the same buyer comes instead, at the same rank; what the first one had told stays with them.

    Raises NotAllowed, WrongState and Refused.
    """
    session, found = _held(place, by)
    organisation = found.order.organisation
    if found.order.is_individual:
        raise Refused("Un contrat avec un particulier est à son nom : annulez-le, et inscrivez l'autre personne.")
    if person.known and person.known.organisation_id != found.order.organisation_id:
        raise NotAllowed
    wanted = key_of_person(person, organisation)
    others = session.registrations.exclude(state=State.CANCELLED).select_related("trainee")
    if any(key_of(one.trainee) == wanted for one in others):
        raise Refused(f"{person} est déjà inscrit à cette session.")
    trainee = as_trainee(person, organisation, trainees_of(organisation))
    state = found.state
    former = end_place(found, f"Remplacé par {trainee}.")
    made = Registration.objects.create(
        session=session, order=former.order, trainee=trainee, state=state, trainee_type=person.trainee_type,
        registered_at=former.registered_at,
    )  # fmt: skip
    tell_replaced(made, former)
    return made


@transaction.atomic
def correct_trainee(place: Registration, person: Person, *, by: User) -> Registration:
    """Correct the name, the address or the kind of a trainee. Raises NotAllowed and Refused."""
    if not by.has_perm("training.manage_order", place.order):
        raise NotAllowed
    found = Registration.objects.select_for_update(of=("self",)).select_related("trainee").get(pk=place.pk)
    trainee = found.trainee
    signs = Attendance.objects.filter(registration__trainee=trainee).exists()
    changed = [name for name in ("first_name", "last_name", "email") if getattr(trainee, name) != getattr(person, name)]
    if signs and changed and not by.has_perm("training.run_training"):
        raise Refused("Cette personne a déjà signé : demandez à l'équipe formation de corriger son nom ou son adresse.")
    for name in ("first_name", "last_name", "email", "phone", "job"):
        setattr(trainee, name, getattr(person, name))
    trainee.full_clean()
    trainee.save()
    found.trainee_type = person.trainee_type
    found.save(update_fields=["trainee_type"])
    return found


def end_place(place: Registration, reason: str) -> Registration:
    """End a place that is locked. What its trainee had asked for because of their health has no more use."""
    Adaptation.objects.filter(registration=place).delete()
    return moved(place, END, end_reason=reason[:300])


def _held(place: Registration, by: User) -> tuple[Session, Registration]:
    """The session, then the place, locked. Raises NotAllowed, WrongState and Refused."""
    if not by.has_perm("training.manage_order", place.order):
        raise NotAllowed
    session = Session.objects.select_for_update(of=("self",)).get(pk=place.session_id)
    found = held(place, END)
    if found.session_id != session.pk:
        raise Refused("Cette inscription vient de passer à une autre session.")
    if session.state in Session.HELD or session.starts_on < timezone.localdate():
        raise Refused("La formation a commencé : une absence ou un abandon se note à l'émargement.")
    found.session = session
    return session, found


def as_person(place: Registration) -> Person:
    """A trainee as a form shows them."""
    trainee = place.trainee
    shown = Person(trainee.first_name, trainee.last_name, trainee.email, trainee.phone, trainee.job)
    return replace(shown, trainee_type=place.trainee_type)
