"""Words that several papers share, as data that can be kept: days are AAAA-MM-JJ, amounts and hours are text."""

from datetime import date
from decimal import Decimal

from training.domain.hours import hours_of, planned_minutes
from training.models import Order, Registration, Session, TrainingBody


def body_words() -> dict:
    """The training body, with the sentence of its declaration (article L. 6352-12 of the labour code)."""
    body = TrainingBody.current()
    declaration = ""
    if body.activity_number:
        declaration = (
            f"Déclaration d'activité enregistrée sous le numéro {body.activity_number} auprès du préfet de région "
            f"{body.prefecture or 'compétente'}. Cet enregistrement ne vaut pas agrément de l'État."
        )
    return {
        "name": body.name, "legal_form": body.legal_form, "siret": body.siret, "address": body.address,
        "email": body.email, "phone": body.phone, "declaration": declaration,
        "activity_number": body.activity_number, "signatory": body.signatory,
        "signatory_function": body.signatory_function, "disability_contact": body.disability_contact,
        "qualiopi": body.qualiopi_number,
    }  # fmt: skip


def buyer_words(order: Order) -> dict:
    """Who buys: a structure of the network, another, or a person."""
    organisation = order.organisation
    if organisation is None:
        return {
            "name": order.buyer_name, "address": order.buyer_address, "postcode": "", "city": "",
            "siret": order.buyer_siret, "contact": order.contact_name, "individual": order.is_individual,
        }  # fmt: skip
    kept = {name: getattr(organisation, name) for name in ("name", "address", "postcode", "city", "siret")}
    return kept | {"contact": order.contact_name, "individual": False}


def session_words(session: Session) -> dict:
    """What is taught, when and where."""
    version = session.version
    slots = list(session.slots.order_by("day", "starts_at"))
    trainers = session.slots.values_list("trainers__full_name", flat=True).exclude(trainers=None)
    return {
        "number": session.number, "title": version.title, "version": version.number,
        "starts_on": iso(session.starts_on), "ends_on": iso(session.ends_on),
        "hours": str(hours_of(planned_minutes(session))),
        "modality": session.get_modality_display(),
        "place": place_of(session), "link": session.link, "practical": session.practical,
        "accessible": session.accessible,
        "slots": [
            {
                "day": iso(slot.day), "half_day": slot.get_half_day_display(), "starts": f"{slot.starts_at:%H:%M}",
                "ends": f"{slot.ends_at:%H:%M}", "remote": slot.remote,
            }
            for slot in slots
        ],
        "trainers": sorted(set(trainers.order_by())),
    }  # fmt: skip


def programme_words(session: Session) -> dict:
    """The programme with which the session is sold, as an agreement annexes it."""
    version = session.version
    names = (
        "objectives", "prerequisites", "audience", "content", "methods", "means", "assessment", "follow_up",
        "access_delay", "accessibility", "trainer_profile", "contact",
    )  # fmt: skip
    return {name: getattr(version, name) for name in names}


def trainee_words(registration: Registration) -> dict:
    """A trainee, with their employer."""
    trainee = registration.trainee
    employer = trainee.organisation.name if trainee.organisation_id else registration.order.buyer
    return {"name": str(trainee), "job": trainee.job, "employer": employer}


def place_of(session: Session) -> str:
    """The place on one line; on line where there is none."""
    parts = [session.place_name, session.address, f"{session.postcode} {session.city}".strip()]
    return ", ".join(part for part in parts if part) or ("à distance" if session.link else "")


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def money(amount: Decimal) -> str:
    """An amount to the cent, as text that JSON keeps exactly."""
    return str(amount.quantize(Decimal("0.01")))
