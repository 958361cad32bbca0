"""What proves a signature (simple electronic signature, eIDAS article 3): how, when, from where, and on what."""

import hashlib
import re
from dataclasses import dataclass

from members.domain.moves import Refused
from training.models import Evidence, Slot

# Straight lines only, on a board of 600 by 200: a path and nothing else, which no page can run.
_POINT = r"\d{1,3}(?:\.\d)? \d{1,3}(?:\.\d)?"
_PATH = re.compile(rf"M{_POINT}(?: [ML]{_POINT})+")
LONGEST = 20000


@dataclass(frozen=True)
class Proof:
    """How somebody signs, and from where."""

    method: Evidence.Method
    drawing: str = ""
    ip: str | None = None
    device: str = ""


def drawn(drawing: str, *, ip: str | None, device: str) -> Proof:
    """A drawn signature. Raises Refused for what is not a line, or next to nothing."""
    path = " ".join(drawing.split())
    if not path:
        raise Refused("Dessinez votre signature dans le cadre, ou demandez un code par mail.")
    if len(path) > LONGEST or not _PATH.fullmatch(path):
        raise Refused("Ce dessin n'a pas pu être lu : effacez-le et signez à nouveau.")
    if path.count("L") < 3:
        raise Refused("Cette signature est trop courte : dessinez-la en entier.")
    return Proof(Evidence.Method.DRAWN, path, ip, device[:300])


def fingerprint(slot: Slot, person: str) -> str:
    """The SHA-256 of what is signed: the session, the half-day with its hours, and who signs."""
    said = f"{slot.session.number}\n{slot.day:%Y-%m-%d} {slot.starts_at:%H:%M}-{slot.ends_at:%H:%M}\n{person}"
    return hashlib.sha256(said.encode()).hexdigest()
