"""The signed addresses by which mails are stopped, without logging in."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from members.models import User
from resources.models import Theme

_SALT = "resources.unsubscribe"


class WrongToken(Exception):
    """The address was not signed by the portal, or what it names is gone."""


def unsubscribe_address(person: User, theme: Theme | None = None) -> str:
    """Where `person` stops the mails about a theme, or about all those followed; it never expires, as mails do not."""
    token = signing.dumps([person.pk, theme.pk if theme else None], salt=_SALT)
    return settings.SITE_URL + reverse("resources:unsubscribe", args=[token])


def read_token(token: str) -> tuple[User, Theme | None]:
    """Whose mails, and about which theme. Raises WrongToken."""
    try:
        person_id, theme_id = signing.loads(token, salt=_SALT)
        return User.objects.get(pk=person_id), Theme.objects.get(pk=theme_id) if theme_id else None
    except (signing.BadSignature, User.DoesNotExist, Theme.DoesNotExist) as wrong:
        raise WrongToken from wrong
