"""How accounts are opened: by invitation only."""

from allauth.account.adapter import DefaultAccountAdapter


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Nobody signs up alone: national staff open accounts."""

    def is_open_for_signup(self, request) -> bool:
        return False
