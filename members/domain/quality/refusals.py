"""What is refused of merges, searches and mails to many, in French."""


class Refused(Exception):
    """What was asked cannot be done; the message says why."""


class NotAllowed(Refused):
    def __init__(self):
        super().__init__("Vous n'avez pas le droit de faire cela.")


class AlreadyMerged(Refused):
    def __init__(self):
        super().__init__("L'une de ces structures n'existe plus : elle a sans doute été fusionnée entre-temps.")


class TwoOfAYear(Refused):
    """Two rows of the same year that only a person can choose from; `years` says which."""

    def __init__(self, what: str, years: list[int]):
        told = ", ".join(map(str, years))
        super().__init__(f"Les deux structures ont des {what} pour : {told}. Choisissez lesquelles garder.")
        self.years = years


class HeldBack(Refused):
    """A row that cannot follow, and cannot go either, because of what hangs on it."""

    def __init__(self, row: str, why: str):
        super().__init__(f"« {row} » ne peut ni suivre ni disparaître : {why}.")


class CannotUndo(Refused):
    """`reasons` says, one sentence each, what has changed since."""

    def __init__(self, reasons: list[str]):
        super().__init__("Cette fusion ne peut plus être défaite : " + " ".join(reasons))
        self.reasons = reasons


class Invalid(Refused):
    def __init__(self, told: list[str]):
        super().__init__(" ".join(told))


class AlreadySent(Refused):
    def __init__(self):
        super().__init__("Ce message est déjà parti ou en train de partir.")


class NobodyToWriteTo(Refused):
    def __init__(self):
        super().__init__("Personne ne recevrait ce message : rien n'est envoyé.")


class UnknownVariable(Refused):
    def __init__(self, names: list[str]):
        super().__init__(f"Ces variables n'existent pas : {', '.join(names)}.")
