"""What each paper says on the day when it is issued."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from members.domain.moves import Refused
from training.domain.hours import attended_minutes, hours_of
from training.domain.papers.amounts import with_vat
from training.domain.papers.words import (
    body_words,
    buyer_words,
    iso,
    money,
    programme_words,
    session_words,
    trainee_words,
)
from training.models import ObjectiveMark, Order, Registration, Subcontract, TrainingBody, TrainingDocument

Kind = TrainingDocument.Kind
# An individual may withdraw for ten days, then pays 30 % at most before the training (articles L. 6353-5 and L. 6353-6).
WITHDRAWAL_DAYS, FIRST_SHARE = 10, Decimal("0.30")
NATURE = "action de formation"


def quote_content(order: Order) -> dict:
    """The price of the places asked for, until when it holds, and on what terms."""
    body, today = TrainingBody.current(), timezone.localdate()
    return _order(order) | {"valid_until": iso(today + timedelta(days=body.quote_days))}


def agreement_content(order: Order) -> dict:
    """What articles L. 6353-1 and D. 6353-1 of the labour code ask of an agreement. Raises Refused for an individual."""
    if order.is_individual:
        raise Refused("Un particulier signe un contrat, non une convention.")
    return _order(order) | {"programme": programme_words(order.session), "expectations": order.expectations}


def contract_content(order: Order) -> dict:
    """What articles L. 6353-3 to L. 6353-7 ask of the contract of an individual. Raises Refused for the others."""
    if not order.is_individual:
        raise Refused("Une structure signe une convention, non un contrat.")
    told = _order(order)
    total = Decimal(told["total"])
    first = (total * FIRST_SHARE).quantize(Decimal("0.01"))
    return told | {
        "programme": programme_words(order.session),
        "withdrawal_days": WITHDRAWAL_DAYS,
        "first_share": money(first),
        "rest": money(total - first),
    }


def _order(order: Order) -> dict:
    places = order.registrations.seated().select_related("trainee__organisation", "order__organisation")
    trainees = [trainee_words(one) for one in places.order_by("trainee__last_name", "trainee__first_name", "pk")]
    if not trainees:
        raise Refused("Cette commande n'a aucune place : il n'y a rien à proposer.")
    net = order.unit_price * len(trainees)
    vat, total, note = with_vat(net, timezone.localdate())
    return {
        "body": body_words(),
        "buyer": buyer_words(order),
        "session": session_words(order.session),
        "order": order.number,
        "trainees": trainees,
        "unit_price": money(order.unit_price),
        "net": money(net),
        "vat": money(vat),
        "total": money(total),
        "vat_note": note,
        "funder": order.funder.name if order.funder_id and order.funding != Order.Funding.REFUSED else "",
        "subrogation": order.subrogation,
        "terms": TrainingBody.current().cancellation_terms,
    }


def summons_content(registration: Registration) -> dict:
    """Where, when and with what one comes; house rules go with it (article L. 6353-8). Raises Refused without a place."""
    if registration.state not in Registration.SEATED:
        raise Refused("Cette personne n'a pas de place : elle n'est pas convoquée.")
    return _registration(registration) | {"house_rules": bool(TrainingBody.current().house_rules)}


def completion_content(registration: Registration) -> dict:
    """The *certificat de réalisation*: the hours attended, to who attended some (decree of 21 December 2018)."""
    return _attended(registration) | {"nature": NATURE}


def attestation_content(registration: Registration) -> dict:
    """The end-of-training attestation: objectives, nature, length, and how each objective is assessed."""
    objectives = registration.session.version.objectives
    marks = dict(registration.marks.exclude(after=None).values_list("objective", "after"))
    return _attended(registration) | {
        "nature": NATURE,
        "objectives": [
            {"text": text, "mark": marks.get(rank), "reached": marks.get(rank, 0) >= ObjectiveMark.REACHED}
            for rank, text in enumerate(objectives)
        ],
        "assessed": bool(marks),
    }


def _registration(registration: Registration) -> dict:
    return {
        "body": body_words(),
        "session": session_words(registration.session),
        "trainee": trainee_words(registration),
    }


def _attended(registration: Registration) -> dict:
    minutes = attended_minutes(registration)
    if not minutes:
        raise Refused(f"{registration.trainee} n'a suivi aucune heure : rien ne peut être attesté.")
    days = registration.attendances.present().order_by("slot__day").values_list("slot__day", flat=True)
    return _registration(registration) | {
        "attended": str(hours_of(minutes)), "first_day": iso(days.first()), "last_day": iso(days.last()),
        "abandoned": registration.state == Registration.State.ABANDONED,
    }  # fmt: skip


def subcontract_content(contract: Subcontract) -> dict:
    """What a body is asked to train, on which terms (Qualiopi, indicator 27)."""
    sessions = list(contract.sessions.select_related("version").order_by("starts_on", "pk"))
    if not sessions:
        raise Refused("Ce contrat ne porte sur aucune session.")
    other, today = contract.subcontractor, timezone.localdate()
    exempt = other.vat_exempt_since is not None and other.vat_exempt_since <= today
    return {
        "body": body_words(),
        "other": {
            "name": other.name, "address": other.address, "postcode": "", "city": "", "siret": other.siret,
            "activity_number": other.activity_number, "contact": other.contact,
            "qualiopi_until": iso(other.qualiopi_until), "charter": iso(other.charter_signed_on),
        },
        "sessions": [session_words(session) for session in sessions],
        "scope": contract.scope, "whole_action": contract.whole_action, "amount": money(contract.amount),
        "exempt": exempt,
    }  # fmt: skip


CONTENTS: dict[str, Callable[..., dict]] = {
    Kind.QUOTE: quote_content,
    Kind.AGREEMENT: agreement_content,
    Kind.CONTRACT: contract_content,
    Kind.SUMMONS: summons_content,
    Kind.COMPLETION: completion_content,
    Kind.ATTESTATION: attestation_content,
    Kind.SUBCONTRACT: subcontract_content,
}
