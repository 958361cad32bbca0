"""How a record moves from a state to another: held, so that of two people who act at once the second one is told."""

from dataclasses import dataclass
from typing import TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class Refused(Exception):
    """What was asked cannot be done; the message says why, and a page can show it."""


class NotAllowed(Refused):
    def __init__(self, message: str = "Vous n'avez pas le droit de faire cela."):
        super().__init__(message)


class WrongState(Refused):
    """The record is not in a state from which this step is taken; it may have been taken already."""


@dataclass(frozen=True)
class Step:
    """A step that a record takes: the states from which, the one it leads to, and what cannot be done in the others."""

    states: tuple[str, ...]
    to: str
    cannot: str


def held(row: Row, step: Step) -> Row:
    """The record as it stands, locked until the transaction ends. Raises WrongState."""
    found = type(row)._default_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if found is None:
        raise Refused("Ce dossier a été supprimé entre-temps.")
    if found.state not in step.states:
        raise WrongState(f"Le dossier est « {found.get_state_display()} » : {step.cannot}.")
    return found


def moved(row: Row, step: Step, **fields) -> Row:
    """Take the step on a record that `held` gave, with what changes at the same time."""
    row.state = step.to
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean(
        exclude=[field.name for field in row._meta.fields if field.name not in fields], validate_unique=False
    )
    row.save()
    return row


def reasoned(reason: str, what: str) -> str:
    """The reason given, without blanks at its ends; refused when there is none."""
    if not reason.strip():
        raise Refused(f"{what} a un motif : écrivez-le.")
    return reason.strip()
