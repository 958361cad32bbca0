"""What the people of an organisation are refused, in French."""


class Refused(Exception):
    """What was asked cannot be done; the message says why."""


class NotAllowed(Refused):
    def __init__(self):
        super().__init__("Vous n'avez pas le droit de faire cela pour cette structure.")


class LastManager(Refused):
    """Somebody with an open account must go on managing the organisation."""

    def __init__(self):
        super().__init__(
            "C'est la dernière personne qui gère la structure : confiez d'abord la gestion à quelqu'un d'autre."
        )


class AlreadyThere(Refused):
    def __init__(self, name: str):
        super().__init__(f"{name} fait déjà partie des personnes de cette structure, avec cette adresse.")


class NoLonger(Refused):
    def __init__(self):
        super().__init__("Cette personne ne fait plus partie de la structure.")


class ClosedAccount(Refused):
    def __init__(self):
        super().__init__("Le compte de cette personne a été fermé : écrivez à l'équipe nationale pour le rouvrir.")


class TooMany(Refused):
    """Invitations are mails sent in the network's name: they have a limit a day."""

    def __init__(self):
        super().__init__("Trop d'invitations aujourd'hui pour cette structure : reprenez demain.")


class NoAddress(Refused):
    def __init__(self):
        super().__init__("Cette personne n'a pas d'adresse : invitez-la en donnant la sienne.")


class AlreadyIn(Refused):
    def __init__(self, name: str):
        super().__init__(f"{name} s'est déjà connecté : il n'y a plus d'invitation à envoyer.")


class NothingAsked(Refused):
    def __init__(self):
        super().__init__("Rien ne change : corrigez au moins une donnée.")


class AlreadyAsked(Refused):
    def __init__(self):
        super().__init__("Une demande de correction attend déjà une réponse : retirez-la pour en faire une autre.")


class AlreadyDecided(Refused):
    def __init__(self, word: str):
        super().__init__(f"Cette demande est déjà {word}.")


class NoReason(Refused):
    def __init__(self):
        super().__init__("Dites pourquoi, pour la personne qui a fait la demande.")


class ToConfirm(Refused):
    """Nothing prevents it, but somebody must have looked; `doubts` says at what."""

    def __init__(self, doubts: list[str]):
        super().__init__("À vérifier avant d'accepter : " + " ".join(doubts))
        self.doubts = doubts


class Invalid(Refused):
    """Values that cannot be written."""

    def __init__(self, told: list[str]):
        super().__init__(" ".join(told))


class ChangedMeanwhile(Refused):
    """Somebody has written since the page was read; `current` are the values as they stand, by field."""

    def __init__(self, current: dict, who: str):
        by = f" par {who}" if who else ""
        super().__init__(f"Ces données ont été changées{by} pendant votre saisie : rien n'est encore enregistré.")
        self.current = current
