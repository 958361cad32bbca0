"""Who is written to about a session, and what: trainees, or who ordered for them; the contacts of orders; trainers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from members.domain import outbox
from members.models import Mail
from training.domain.mail_links import NEEDS_LINK, OFFER_LINK, PAPERS_LINK
from training.models import Order, Registration, Session, Trainer


@dataclass(frozen=True)
class Recipient:
    """Who reads a mail meant for a trainee; `hands_on` when it is the contact of their order, who passes it on."""

    name: str
    email: str
    hands_on: bool = False


def recipient_of(registration: Registration) -> Recipient:
    """The trainee, or the contact of the order where the trainee has no address."""
    trainee, order = registration.trainee, registration.order
    if trainee.email:
        return Recipient(str(trainee), trainee.email)
    return Recipient(order.contact_name, order.contact_email, hands_on=True)


def recipients(session: Session) -> list[tuple[Registration, Recipient]]:
    """Who is written to for each place that is held, in the order of names."""
    seated = session.registrations.seated().select_related("trainee", "order__organisation", "session__version")
    return [(one, recipient_of(one)) for one in seated.order_by("trainee__last_name", "trainee__first_name", "pk")]


def trainers_of(session: Session) -> list[Trainer]:
    """The trainers of a session who have an address."""
    return list(Trainer.objects.filter(slots__session=session).exclude(email="").distinct().order_by("full_name", "pk"))


def tell_registered(order: Order, places: Iterable[Registration]) -> int:
    """What is registered and what waits, to the contact of the order; the need form, to each who holds a place."""
    places = list(places)
    letters = [_order_letter(order, order.session, "registered", "Inscription reçue", places=places)]
    return outbox.post(letters + list(needs_letters(_seated(places), "asked")))


def needs_letters(places: Iterable[Registration], moment: str) -> Iterator[outbox.Letter]:
    """The need form of each trainee, by a link that is theirs."""
    for place in places:
        yield _trainee_letter(
            place, "needs", f"needs:{moment}:{place.session_id}", "Vos attentes avant la formation", link=NEEDS_LINK
        )


def tell_promoted(session: Session, places: Iterable[Registration]) -> int:
    """A place became free: the contacts of orders are told for whom, and these trainees get their need form."""
    places = list(places)
    letters = []
    for order in {place.order_id: place.order for place in places}.values():
        own = [place for place in places if place.order_id == order.pk]
        letters.append(_order_letter(order, session, f"promoted:{own[0].pk}", "Une place s'est libérée", places=own))
    return outbox.post(letters + list(needs_letters(places, "asked")))


def tell_not_seated(session: Session, places: Iterable[Registration]) -> int:
    """The session begins and no place became free: the contacts of orders are told."""
    places = list(places)
    orders = {place.order_id: place.order for place in places}.values()
    return outbox.post(
        _order_letter(
            order, session, "not_seated", "Aucune place ne s'est libérée",
            places=[place for place in places if place.order_id == order.pk],
        )
        for order in orders
    )  # fmt: skip


def tell_confirmed(session: Session) -> int:
    """The session takes place: contacts, trainees and trainers are told."""
    return _tell_all(session, "confirmed", "Session confirmée")


def tell_changed(session: Session) -> int:
    """The place, the link or the hours changed: contacts, trainees and trainers are told."""
    return _tell_all(session, "changed", "Lieu ou horaires modifiés", moment=f"{timezone.now():%y%m%d%H%M%S%f}")


def tell_called_off(session: Session, orders: Iterable[Order]) -> int:
    """The session is not held: contacts answer to the offer by a link, trainees and trainers are told."""
    subject = "Session reportée" if session.state == Session.State.POSTPONED else "Session annulée"
    letters = [_order_letter(order, session, f"called_off:{session.pk}", subject, link=OFFER_LINK) for order in orders]
    return outbox.post(letters + _of_trainees_and_trainers(session, "called_off", f"called_off:{session.pk}", subject))


def tell_moved(order: Order, before: Session) -> int:
    """The offer is accepted: the contact and the trainees get the new dates."""
    session = order.session
    places = list(
        order.registrations.exclude(state=Registration.State.CANCELLED)
        .select_related("trainee", "order")
        .order_by("pk")
    )
    for place in places:
        place.session = session
    letters = [
        _order_letter(order, session, f"moved:{before.pk}", "Inscription reportée", places=places, before=before)
    ]
    letters += [
        _trainee_letter(place, "moved", f"moved:{before.pk}", "Votre formation change de dates", before=before)
        for place in places
    ]
    return outbox.post(letters)


def tell_order_ended(order: Order) -> int:
    """The order is cancelled: its contact is told."""
    return outbox.post([_order_letter(order, order.session, "ended", "Commande annulée")])


def tell_place_ended(place: Registration) -> int:
    """A place is given back: its contact is told."""
    return outbox.post([_order_letter(place.order, place.session, f"place:{place.pk}", "Place rendue", places=[place])])


def tell_replaced(place: Registration, former: Registration) -> int:
    """Somebody comes in the place of another: the contact is told, and the need form goes to the new trainee."""
    letter = _order_letter(
        place.order, place.session, f"replaced:{place.pk}", "Stagiaire remplacé", places=[place], former=former.trainee
    )
    return outbox.post([letter, *needs_letters(_seated([place]), "asked")])


def tell_coming(session: Session) -> int:
    """Two days before: trainees and trainers get the place and the hours again."""
    moment = f"coming:{session.starts_on:%y%m%d}"
    return outbox.post(_of_trainees_and_trainers(session, "coming", moment, "Votre formation approche"))


def tell_unsigned(order: Order, what: str, times: int) -> int:
    """The quote or the agreement that was sent is not signed: its contact is reminded."""
    letter = _order_letter(
        order, order.session, f"unsigned:{times}", f"À signer : {what}", paper=what, link=PAPERS_LINK
    )
    return outbox.post([letter])


def tell_adaptation_answered(place: Registration, contact: str) -> int:
    """The trainee is told that somebody has read it, and whom to ask; nobody is told in their place.

    Staff read the mails that are kept: this one only says that there is an answer. What is planned is in no mail.
    """
    if not place.trainee.email:
        return 0
    moment = f"answered:{timezone.now():%y%m%d%H%M%S}"
    return outbox.post(
        [_trainee_letter(place, "answered", moment, "Une réponse pour vous", contact=contact, link=NEEDS_LINK)]
    )


def _seated(places: Iterable[Registration]) -> list[Registration]:
    return [place for place in places if place.state in Registration.SEATED]


def _tell_all(session: Session, what: str, subject: str, *, moment: str = "") -> int:
    about = f"{what}:{session.pk}{moment}"
    orders = session.orders.exclude(state=Order.State.CANCELLED).select_related("organisation")
    letters = [_order_letter(order, session, about, subject, what=what) for order in orders.order_by("pk")]
    return outbox.post(letters + _of_trainees_and_trainers(session, what, about, subject))


def _of_trainees_and_trainers(session: Session, what: str, about: str, subject: str) -> list[outbox.Letter]:
    letters = []
    for place, _ in recipients(session):
        place.session = session
        letters.append(_trainee_letter(place, what, about, subject))
    for trainer in trainers_of(session):
        letters.append(_trainer_letter(session, trainer, what, about, subject))
    return letters


def _subject(words: str, session: Session) -> str:
    return f"{words} : {session}"


def _facts(session: Session) -> dict:
    return {
        "session": session, "slots": list(session.slots.order_by("day", "starts_at")),
        "offer": session.replaced_by if session.state in Session.CALLED_OFF else None,
        "identity": settings.IDENTITY,
    }  # fmt: skip


def _order_letter(order: Order, session: Session, about: str, subject: str, **context) -> outbox.Letter:
    words = _facts(session) | {
        "order": order, "what": about.partition(":")[0], "address": settings.SITE_URL + order.get_absolute_url(),
    } | context  # fmt: skip
    return outbox.Letter(
        kind=Mail.Kind.TRAINING, about=f"order:{order.pk}:{about}", to=order.contact_email,
        subject=_subject(subject, session), body=render_to_string("training/email/order.txt", words),
        organisation=order.organisation,
    )  # fmt: skip


def _trainee_letter(place: Registration, what: str, about: str, subject: str, **context) -> outbox.Letter:
    to = recipient_of(place)
    words = _facts(place.session) | {"place": place, "to": to, "what": what} | context
    return outbox.Letter(
        kind=Mail.Kind.TRAINING, about=f"registration:{place.pk}:{about}", to=to.email,
        subject=_subject(subject, place.session), body=render_to_string("training/email/trainee.txt", words),
    )  # fmt: skip


def _trainer_letter(session: Session, trainer: Trainer, what: str, about: str, subject: str) -> outbox.Letter:
    words = _facts(session) | {
        "trainer": trainer, "what": what, "address": settings.SITE_URL + session.get_absolute_url(),
    }  # fmt: skip
    return outbox.Letter(
        kind=Mail.Kind.TRAINING, about=f"trainer:{trainer.pk}:{about}", to=trainer.email,
        subject=_subject(subject, session), body=render_to_string("training/email/trainer.txt", words),
        user_id=trainer.user_id,
    )  # fmt: skip
