"""How accounts are opened, and what a login gives."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Nobody signs up alone: national staff open accounts."""

    def is_open_for_signup(self, request) -> bool:
        return False


class LoginBackend(AuthenticationBackend):
    """Login by address; rights come from roles (`rules.py` of each app), never from Django's permission tables."""

    def _get_permissions(self, user_obj, obj, from_name) -> set[str]:
        return set()
