"""How accounts are opened: by invitation only."""

from allauth.account.adapter import DefaultAccountAdapter


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Nobody signs up alone: staff, or the manager of an organisation, open accounts."""

    def is_open_for_signup(self, request) -> bool:
        return False
