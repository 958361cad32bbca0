"""The columns of orders and of registrations; what concerns health never leaves the portal."""

from collections.abc import Iterable, Iterator

from training.models import Order, Registration

ORDER_COLUMNS = [
    "Numéro", "Demandée le", "Acheteur", "Particulier", "Formation", "Session", "Premier jour", "Places", "En attente",
    "Prix par personne (€ HT)", "Tarif", "Financeur", "Prise en charge", "Numéro d'accord", "Montant accordé (€ HT)",
    "Subrogation", "Contact", "Courriel", "État", "Motif d'annulation",
]  # fmt: skip
REGISTRATION_COLUMNS = [
    "Nom", "Prénom", "Courriel", "Téléphone", "Emploi", "Employeur", "Type de stagiaire", "Formation", "Session",
    "Premier jour", "Commande", "Besoins recueillis le", "État", "Motif",
]  # fmt: skip


def order_rows(orders: Iterable[Order]) -> Iterator[list]:
    """Orders as `ORDER_COLUMNS` names them, with their `places` and those `waiting`."""
    for one in orders:
        yield [
            one.number, one.requested_at.date(), one.buyer, "oui" if one.is_individual else "non",
            one.session.version.title, one.session.number, one.session.starts_on, one.places, one.waiting,
            one.unit_price, one.get_price_kind_display(), one.funder.name if one.funder else "",
            one.get_funding_display(), one.funding_reference, one.funding_amount, "oui" if one.subrogation else "non",
            one.contact_name, one.contact_email, one.get_state_display(), one.cancellation_reason,
        ]  # fmt: skip


def registration_rows(places: Iterable[Registration]) -> Iterator[list]:
    """Registrations as `REGISTRATION_COLUMNS` names them."""
    for one in places:
        who = one.trainee
        yield [
            who.last_name, who.first_name, who.email, who.phone, who.job, one.order.buyer,
            one.get_trainee_type_display(), one.session.version.title, one.session.number, one.session.starts_on,
            one.order.number, one.needs_told_at.date() if one.needs_told_at else None, one.get_state_display(),
            one.end_reason,
        ]  # fmt: skip
