"""What rows of the table of rights are made of, and the answers that several areas share."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from members.models import Role


class Answer(StrEnum):
    """What happens when a person opens an address."""

    YES = "oui"
    LOGIN = "connexion demandée"
    FORBIDDEN = "refusé"
    HIDDEN = "introuvable"


ROLES = [
    Role.VISITOR,
    Role.FORMER,
    Role.SYMPATHISER,
    Role.MEMBER,
    Role.REGIONAL_STAFF,
    Role.OFFICIAL,
    Role.BOARD,
    Role.NATIONAL_STAFF,
    Role.ADMIN,
]


@dataclass(frozen=True)
class UrlRight:
    """One address: `sample` names the objects with which the tests fill it, `method` how it is asked."""

    name: str
    does: str
    answers: tuple[Answer, ...]
    sample: dict | None = None
    method: str = "get"

    def answer(self, role: Role) -> Answer:
        return self.answers[ROLES.index(role)]


Y, L, F, H = Answer.YES, Answer.LOGIN, Answer.FORBIDDEN, Answer.HIDDEN
EVERYBODY = (Y,) * len(ROLES)
LOGGED_IN = (L, *(Y,) * (len(ROLES) - 1))
NATIONAL = (L, F, F, F, F, F, F, Y, Y)
FOLLOWERS = (L, F, F, F, Y, F, Y, Y, Y)
# Of a thing that the network sees: who opens it, who acts on it.
OF_NETWORK = (L, H, Y, Y, Y, Y, Y, Y, Y)
NETWORK_READS = (L, H, F, F, F, F, F, Y, Y)
# Of a thing that belongs to somebody else in the region, which members do not find: who opens it, who acts on it.
OF_FOLLOWERS = (L, H, H, H, Y, H, Y, Y, Y)
FOLLOWERS_READ = (L, H, H, H, F, H, F, Y, Y)
REGION_READS = (L, H, H, H, F, H, Y, Y, Y)
STAFF_ALONE = (L, H, H, H, H, H, H, Y, Y)


@dataclass(frozen=True)
class DataRight:
    """What each role sees of a kind of record."""

    model: str
    data: str
    scopes: tuple[str, ...]

    def scope(self, role: Role) -> str:
        return self.scopes[ROLES.index(role)]


ALL, NONE, OWN, REGION = "tout", "rien", "sa structure", "sa région"
SELF, OWN_JOBS, PUBLISHED = "soi", "les siens", "publié"
EVERYWHERE = (ALL,) * len(ROLES)
NOWHERE = (NONE,) * len(ROLES)
NETWORK = (NONE, NONE, *(ALL,) * 7)
FOR_FOLLOWERS = (NONE, NONE, NONE, NONE, ALL, NONE, ALL, ALL, ALL)
OWN_AND_REGION = (NONE, NONE, OWN, OWN, REGION, NONE, ALL, ALL, ALL)
OF_REGION = (NONE, NONE, NONE, NONE, REGION, NONE, ALL, ALL, ALL)
STAFF_ONLY = (*(NONE,) * 7, ALL, ALL)


@dataclass(frozen=True)
class RecordRight:
    """Who writes a kind of record in the administration."""

    model: str
    data: str
    add: tuple[Role, ...]
    change: tuple[Role, ...]
    delete: tuple[Role, ...]

    ACTIONS: ClassVar = {"add": "ajouter", "change": "modifier", "delete": "supprimer"}

    @property
    def told(self) -> list[str]:
        """For each role, what it may do, in words."""
        return [
            ", ".join(word for action, word in self.ACTIONS.items() if role in getattr(self, action)) or NONE
            for role in ROLES
        ]


STAFF, ADMINS, NOBODY = (Role.NATIONAL_STAFF, Role.ADMIN), (Role.ADMIN,), ()


def written_by_staff(model: str, data: str) -> RecordRight:
    """A kind of record that the national team writes, and that administrators alone delete."""
    return RecordRight(model, data, STAFF, STAFF, ADMINS)


def read_only(model: str, data: str) -> RecordRight:
    return RecordRight(model, data, NOBODY, NOBODY, NOBODY)
