"""What the life of a resource refuses, in French, and how a resource is held while it changes."""

from members.models import User
from resources.models import Resource

# What each step does to a resource, to say why it cannot be taken.
_STEPS = {
    "propose": "être proposée",
    "send_back": "être renvoyée pour être complétée",
    "examine": "être examinée",
    "refuse": "être refusée",
    "publish": "être publiée",
    "archive": "être archivée",
    "supersede": "être remplacée",
    "version": "avoir une nouvelle version",
    "discard": "être supprimée",
    "review": "être revue",
}


class Refused(Exception):
    """What was asked cannot be done; the message says why."""


class NotAllowed(Refused):
    def __init__(self):
        super().__init__("Vous n'avez pas le droit de faire cela sur cette ressource.")


class WrongState(Refused):
    """The resource is not in a state from which this step is taken; it may have been taken already."""

    def __init__(self, resource: Resource, step: str, target: Resource.State | None = None):
        word = resource.get_state_display()
        told = f"Cette ressource est déjà {word}."
        if resource.state != target:
            told = f"Cette ressource est « {word} » : elle ne peut pas {_STEPS[step]}."
        super().__init__(told)


class Incomplete(Refused):
    """Something is missing; `missing` lists it in words."""

    def __init__(self, missing: list[str]):
        super().__init__(f"Il manque encore : {', '.join(missing)}.")
        self.missing = missing


class NoReason(Refused):
    def __init__(self):
        super().__init__("Dites pourquoi, pour la personne qui a proposé la ressource.")


class ReplacedByItself(Refused):
    def __init__(self):
        super().__init__("Ces ressources se remplaceraient l'une l'autre sans fin.")


class ChangedMeanwhile(Refused):
    """Somebody has written since the form was read; `current` is the resource as it stands."""

    def __init__(self, current: Resource, who: str):
        by = f" par {who}" if who else ""
        super().__init__(
            f"Cette ressource a été modifiée entre-temps{by}. Rien n'est encore enregistré : comparez, puis enregistrez "
            "ce qui doit rester."
        )
        self.current = current


class AlreadyThere(Refused):
    def __init__(self, what: str):
        super().__init__(f"Ce {what} est déjà dans cette version.")


class TooMany(Refused):
    def __init__(self, most: int):
        super().__init__(f"Une version donne {most} fichiers et liens au plus.")


class NothingChanged(Refused):
    def __init__(self):
        super().__init__(
            "Cette version donne la même chose que celle qui est publiée : ajoutez ou retirez un fichier ou un lien."
        )


class NoChanges(Refused):
    def __init__(self):
        super().__init__("Dites ce qui a changé depuis la version précédente.")


class AlreadyPublished(Refused):
    def __init__(self):
        super().__init__("Cette version est publiée : préparez-en une nouvelle pour changer ce qu'elle donne.")


def held(resource: Resource) -> Resource:
    """The resource as it stands, locked until the transaction ends: of two who act at once, the second one waits."""
    return Resource.objects.select_for_update(of=("self",)).get(pk=resource.pk)


def require(by: User, action: str, resource: Resource | None = None) -> None:
    """Raises NotAllowed when the rules do not let `by` do this."""
    if not by.has_perm(f"resources.{action}", resource):
        raise NotAllowed
