"""The sessions of people who have left: closed, so that a page left open tells nothing more."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from members.models import User


def end_sessions_without_role(user: User) -> None:
    """Once this transaction is committed, close the sessions of an account that has no role left."""
    transaction.on_commit(lambda: _end(user.pk))


def _end(user_id: int) -> None:
    user = User.objects.get(pk=user_id)
    if user.roles:
        return
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user_id):
            # By the store: it forgets the copy kept in the cache too.
            store(session.session_key).delete()
