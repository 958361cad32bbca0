"""The columns of the planning of sessions."""

from collections.abc import Iterable, Iterator

from training.models import Session

SESSION_COLUMNS = [
    "Numéro", "Formation", "Thème", "Région", "Commune", "Premier jour", "Dernier jour", "Modalité", "Formateurs",
    "Sous-traitant", "Confiée par", "État", "Minimum", "Maximum", "Places prises", "Places libres", "Liste d'attente",
    "Prix adhérent (€ HT)", "Prix public (€ HT)",
]  # fmt: skip


def session_rows(sessions: Iterable[Session]) -> Iterator[list]:
    """Sessions as `SESSION_COLUMNS` names them, with the seats that `with_seats` counts."""
    for one in sessions:
        trainers = {trainer.full_name for slot in one.slots.all() for trainer in slot.trainers.all()}
        yield [
            one.number, one.version.title, one.version.course.theme.name, one.region.name, one.city, one.starts_on,
            one.ends_on, one.get_modality_display(), ", ".join(sorted(trainers)),
            one.subcontract.subcontractor.name if one.subcontract else "", one.entrusted_by, one.get_state_display(),
            one.minimum, one.maximum, one.seated, one.left, one.waiting, one.price_member, one.price_public,
        ]  # fmt: skip
